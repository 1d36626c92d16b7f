"""Who is in which meeting, and what a request does there. asyncio takes up one message at a time, and nothing here waits: so a
request has told everybody before another one is taken up (fence.effects-first)."""

import asyncio
from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import Callable

from adjourn.v1 import answer_pb2 as answer
from adjourn.v1.envelope_pb2 import ServerMessage
from adjourn.v1.event_pb2 import ParticipantJoined, ParticipantLeft, RoomLeft
from adjourn.v1.participant_pb2 import ROLE_ATTENDEE, ROLE_HOST, Participant
from adjourn.v1.reason_pb2 import (
    REASON_CODE_MANUAL_LEAVE_CALLED,
    REASON_CODE_REMOVE_ALL,
    REASON_CODE_WEBSOCKET_DISCONNECTED,
    Reason,
)

# What the server declares beyond the base. A feature is kept as a whole, or not declared: claim.features.
FEATURES = []
MAX_WAITING = 1_024  # messages that wait for a slow reader: connection.clogged


def reason(code):
    """What everybody is told of a departure. Without extended_codes there is none for a Leave: reason.fallback."""
    return None if code == REASON_CODE_MANUAL_LEAVE_CALLED else Reason(code=code)


@dataclass(eq=False)
class Client:
    """One connection."""

    cut: Callable  # breaks the connection off, without a close frame
    outbox: asyncio.Queue = field(default_factory=lambda: asyncio.Queue(MAX_WAITING))  # messages, and a close code as the last
    sequence: int = 0  # of the last message: sequence.dense
    heard: bool = False  # its first message has come
    closing: bool = False  # nothing may follow what is in the outbox
    room: "Room | None" = None  # where it is present; None before its Joined and after its departure
    who: Participant | None = None

    def put(self, item):
        """Never waits. Who does not read for long is cut off, and then found lost."""
        try:
            self.outbox.put_nowait(item)
        except asyncio.QueueFull:
            self.cut()

    def send(self, reply_to=0, **kind):
        self.sequence += 1
        self.put(ServerMessage(sequence=self.sequence, reply_to=reply_to, **kind))

    def send_room_left(self, code, reply_to=0):
        """The last that a client is told. The close frame repeats the reason: close.code."""
        why = reason(code)
        self.send(reply_to, room_left=RoomLeft(reason=why))
        self.closing = True
        self.put(3000 + code if why else 1000)


@dataclass(eq=False)
class Room:
    """One session of a room: from its first Join to its last departure."""

    id: str
    session: str
    present: dict[str, Client]  # by participation


class Rooms:
    """All that are open."""

    def __init__(self):
        self.open = {}

    def take(self, client, message):
        """Deals with one message."""
        is_first, client.heard = not client.heard, True
        kind = message.WhichOneof("kind")
        if client.closing:
            return  # RoomLeft has settled what comes now: request.answered.
        if client.room and kind in ("join", "resume") or is_first and kind != "join":
            self.lose(client, 1002)  # frame.join-again, frame.first
        elif client.room and message.request_id:  # An Ack has no number.
            if refusal := self.request(client, message, kind):
                client.send(message.request_id, rejected=answer.Rejected(code=refusal))
        elif not client.room and kind == "join":
            if refusal := self.join(client, message.join):  # It stands outside of the stream: sequence.refused-join.
                client.put(ServerMessage(rejected=answer.Rejected(code=refusal)))

    def join(self, client, join):
        """Lets somebody in, or gives the code of a refusal."""
        if not join.room_id or not join.participant_id or join.role not in (ROLE_HOST, ROLE_ATTENDEE):
            return answer.CODE_INVALID_ARGUMENT
        room = self.open.get(join.room_id) or Room(join.room_id, token_urlsafe(), {})
        others = list(room.present.values())
        if any(other.who.participant_id == join.participant_id for other in others):
            return answer.CODE_ALREADY_EXISTS
        who = Participant(participant_id=join.participant_id, participation_id=token_urlsafe(), role=join.role)
        for other in others:
            other.send(participant_joined=ParticipantJoined(participant=who))
        client.room, client.who = room, who
        self.open[room.id] = room
        room.present[who.participation_id] = client
        roster = [other.who for other in others]
        joined = {"session_id": room.session, "participation_id": who.participation_id, "roster": roster}
        client.send(joined=answer.Joined(features=FEATURES, **joined))

    def request(self, client, message, kind):
        """Does what somebody who is present asks for and answers it, or gives the code of a refusal."""
        if kind == "leave":
            self.dismiss(client, REASON_CODE_MANUAL_LEAVE_CALLED, message.request_id)
        elif kind == "end":
            if client.who.role != ROLE_HOST and len(client.room.present) > 1:
                return answer.CODE_PERMISSION_DENIED
            self.end(client.room, REASON_CODE_REMOVE_ALL, client, message.request_id)
        elif kind == "sync":
            client.send(message.request_id, accepted=answer.Accepted())
        else:
            return answer.CODE_UNIMPLEMENTED

    def depart(self, client, code):
        """Ends a stay and tells the others."""
        room, client.room = client.room, None
        del room.present[client.who.participation_id]
        if not room.present:
            del self.open[room.id]
        ids = {"participant_id": client.who.participant_id, "participation_id": client.who.participation_id}
        for other in room.present.values():
            other.send(participant_left=ParticipantLeft(reason=reason(code), **ids))

    def dismiss(self, client, code, reply_to=0):
        """Ends a stay, and tells the leaver too."""
        if client.room:
            self.depart(client, code)
            client.send_room_left(code, reply_to)

    def end(self, room, code, caller=None, reply_to=0):
        """Sends all who are in a room home, by RoomLeft alone: departure.by-room-left-alone. The caller, if any, comes last."""
        del self.open[room.id]
        for client in room.present.values():
            client.room = None
            if client is not caller:
                client.send_room_left(code)
        if caller:
            caller.send_room_left(code, reply_to)

    def close_all(self, code):
        for room in list(self.open.values()):
            self.end(room, code)

    def lose(self, client, close):
        """Closes a connection for what came on it, or did not come. Who was there is lost: frame.contained."""
        if not client.closing:
            self.gone(client, REASON_CODE_WEBSOCKET_DISCONNECTED)
            client.put(close)

    def gone(self, client, code):
        """Is called for every connection that has ended, by either side."""
        client.closing = True
        if client.room:
            self.depart(client, code)

    def too_late(self, client):
        if not client.room:
            self.lose(client, 1008)  # connection.unbound
