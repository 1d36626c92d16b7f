"""The room object: what an application has in its hands from its join to its departure."""

import asyncio

from . import reasons
from .events import LAST, Events
from .patience import Patience
from .requests import CallFailed, Requests
from .roster import Roster
from .schema import ClientMessage, Mode
from .stay import LARGEST, Stay

LEAVE_S = 2.1
"""How long a leave waits for RoomLeft: at least 2 s (client.leave-waits), well within 5 s (client.leave-bounded)."""
OVER = "the room object has left"
NUMBERS = 12
"""Bytes that `request_id` and `ack` take at most."""


class Room:
    """
    A room object. It begins to join when it is made, inside of a running event loop, and owes one `room_left` from
    then on.

    The events are `joined(participation_id)`, `switched(participation_id)`, `participant_joined(participant_id,
    participation_id)`, `participant_left(participant_id, reason, participation_id)` and `room_left(reason)`.
    Calls act at once, whether they are awaited or not. What they return fails with CallFailed.
    """

    def __init__(self, url, room_id, participant_id, role, access_token=""):
        """Joins as a role, `host` or `attendee`; the access token is left out where the server asks for none."""
        self._loop = asyncio.get_running_loop()
        self._events = Events(self._loop)
        self._requests = Requests(self._loop)
        self._roster = Roster()
        self._patience = Patience(self._loop)
        self._waiting = []  # calls of join() and leave(), which stand for no answer alone
        self._leaving = self._over = False
        join = {"room_id": room_id, "participant_id": participant_id, "role": role, "access_token": access_token}
        self._stay = Stay(url, join, self._requests, self._roster, self._patience, self._events)
        self._events.on("joined", lambda _: self._settle("join"))
        self._task = self._loop.create_task(self._live())

    def on(self, event, function):
        """Calls a function at each event of a name. Returns the room object."""
        self._events.on(event, function)
        return self

    @property
    def participants(self):
        """The others who are in the room."""
        return list(self._roster)

    def join(self):
        """Joins nothing anew: it is done when the room object is in the room, and fails if it never will be."""
        return self._wait("join", done=self._stay.joined, lost=self._over)

    def leave(self):
        """Leaves, without the others. It never fails; a second one is nothing."""
        call = self._wait("leave", done=self._over, lost=False)
        if not self._leaving and not self._over:
            self._leaving = True
            self._requests.add(message("leave"))
            self._stay.send_requests()
            # Where nothing has been said yet, nobody needs to be told (client.giving-up).
            self._patience.end("leaving", LEAVE_S if self._stay.has_begun else 0)
        return call

    def dispose(self):
        """Gives the room object back, which is to leave."""
        return self.leave()

    def end(self):
        """Ends the meeting for all."""
        return self._request(message("end"))

    def remove(self, participation_id):
        """Removes somebody else's stay."""
        return self._request(message("remove", participation_id=participation_id))

    def switch_room(self, room_id, access_token=""):
        """Moves to another room; the room object goes on there."""
        return self._request(message("switch_room", room_id=room_id, access_token=access_token))

    def become_viewer(self):
        """Goes on as a viewer, who is no participant."""
        return self._request(message("change_mode", mode=Mode.MODE_VIEWER))

    def _request(self, request):
        if request.ByteSize() + NUMBERS > LARGEST:
            call = self._loop.create_future()
            call.set_exception(CallFailed("the request is too long to be sent"))
            return call
        call = self._requests.add(request).call
        if self._over:
            call.set_exception(CallFailed(OVER))
        else:
            self._stay.send_requests()
        return call

    def _wait(self, kind, done, lost):
        call = self._loop.create_future()
        self._waiting.append((kind, call))
        if done or lost:
            self._settle(kind, None if done else CallFailed(OVER))
        return call

    def _settle(self, kind, error=None):
        calls = [call for its_kind, call in self._waiting if its_kind == kind and not call.done()]
        self._waiting = [(its_kind, call) for its_kind, call in self._waiting if its_kind != kind]
        for call in calls:
            call.set_exception(error) if error else call.set_result(None)

    async def _live(self):
        departed = await self._stay.until_departed()
        reason = departed.reason if departed else reasons.concluded(self._conclusion())
        self._over = True
        self._requests.settle(departed.reply_to if departed else 0, reason.type)
        self._settle("leave")
        self._settle("join", CallFailed(reason.type))
        # Anybody who waits for a call hears of it first (client.calls-settled).
        self._loop.call_soon(self._events.fire, LAST, reason)

    def _conclusion(self):
        """The first code of the table of client.local-reason that fits."""
        table = (
            (self._leaving, reasons.LEFT),
            (not self._stay.joined, reasons.JOIN_FAILED),
            (self._requests.switching(), reasons.SWITCH_FAILED),
            (not self._stay.out_of_time, reasons.DISCONNECTED),
            (True, reasons.EXHAUSTED),
        )
        return next(code for fits, code in table if fits)


def message(kind, **fields):
    """A ClientMessage of a kind."""
    made = ClientMessage()
    part = getattr(made, kind)
    part.SetInParent()
    for name, value in fields.items():
        setattr(part, name, value)
    return made
