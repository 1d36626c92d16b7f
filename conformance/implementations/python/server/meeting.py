"""Rooms, and who is in them. Every change to a room is one call here that never waits: that is the room's order.

Whatever a call has to tell anybody is in their streams when it returns, so that an answer sent after it is a fence.
"""

import asyncio
import secrets
from dataclasses import dataclass, field

import reasons
import schema


@dataclass(eq=False)
class Participation:
    """One stay of one participant in one session."""

    session: "Session"
    participant_id: str
    role: int
    room_object: object
    participation_id: str = field(default_factory=lambda: secrets.token_hex(8))

    def described(self):
        """As the others see it."""
        return schema.participant.Participant(
            participant_id=self.participant_id, participation_id=self.participation_id, role=self.role
        )


class Session:
    """One opening of a room: the participations that are present by their ids, and the ids of all that ever were."""

    def __init__(self, room_id):
        self.room_id = room_id
        self.session_id = secrets.token_hex(8)
        self.present = {}
        self.ever = set()

    def find(self, participant_id):
        """The participation of a participant who is present, or None."""
        return next((one for one in self.present.values() if one.participant_id == participant_id), None)


class Meetings:
    """The sessions that are open, by the room."""

    def __init__(self, settings):
        self.settings = settings
        self.open = {}

    def find(self, room_id, participant_id):
        """The participation of a participant who is present in a room, or None."""
        session = self.open.get(room_id)
        return session and session.find(participant_id)

    def admit(self, room_object, room_id, participant_id, role, reply_to=0):
        """Lets somebody in, in the place of an older participation of the same participant, and answers with Joined."""
        session = self.open.get(room_id) or Session(room_id)
        older = session.find(participant_id)
        if older:
            self.depart([older], reasons.REPLACED)
        # Also where the only one in the room was replaced just now: to everybody it has been open all along.
        self.open[room_id] = session
        newcomer = Participation(session, participant_id, role, room_object)
        others = list(session.present.values())
        session.present[newcomer.participation_id] = newcomer
        session.ever.add(newcomer.participation_id)
        room_object.participation = newcomer
        for other in others:
            other.room_object.send(
                participant_joined=schema.event.ParticipantJoined(participant=newcomer.described())
            )
        room_object.send(reply_to, joined=self.joined(newcomer, others))

    def joined(self, newcomer, others):
        """The Joined of a newcomer, with a token where there is resumption."""
        room_object, settings = newcomer.room_object, self.settings
        resumes = "resume" in settings.features
        return schema.answer.Joined(
            session_id=newcomer.session.session_id,
            participation_id=newcomer.participation_id,
            roster=[other.described() for other in others],
            features=sorted(schema.feature.Feature.Value(f"FEATURE_{name.upper()}") for name in settings.features),
            resume_window_ms=settings.resume_window,
            heartbeat_interval_ms=settings.heartbeat_interval,
            heartbeat_timeout_ms=settings.heartbeat_timeout,
            resume_token=room_object.new_token(room_object.sequence + 1),
            last_request_id=room_object.taken_up if resumes else 0,
        )

    def depart(self, leavers, code, asked_by=None, request_id=0):
        """Ends participations of one session at once: none of them observes another. Tells all whom it concerns.

        `asked_by` is the leaver whose own request `request_id` it was, if it was one: its RoomLeft is the answer, and
        comes last.
        """
        session = leavers[0].session
        for leaver in leavers:
            del session.present[leaver.participation_id]
        if not session.present:
            del self.open[session.room_id]
        reason = reasons.told(code, "extended_codes" in self.settings.features)
        self.announce(leavers, session.present.values(), reason)
        if "announces_each" in self.settings.features and reasons.concerns_everybody(code):
            self.announce(leavers, [leaver for leaver in leavers if leaver.room_object.connection], reason)
        if code == reasons.SWITCHED:
            return
        for leaver in sorted(leavers, key=lambda leaver: leaver is asked_by):
            leaver.room_object.ended(reason, request_id if leaver is asked_by else 0)

    def announce(self, leavers, receivers, reason):
        """Tells each receiver of each leaver, and nobody of itself."""
        for leaver in leavers:
            left = schema.event.ParticipantLeft(
                participant_id=leaver.participant_id, participation_id=leaver.participation_id, reason=reason
            )
            for receiver in receivers:
                if receiver is not leaver:
                    receiver.room_object.send(participant_left=left)

    def end(self, session, code, asked_by=None, request_id=0):
        """Removes everyone."""
        self.depart(list(session.present.values()), code, asked_by, request_id)

    def lost(self, room_object):
        """The connection of a room object is lost: it lingers, or departs where there is no window."""
        room_object.connection = None
        if not self.settings.resume_window:
            self.depart([room_object.participation], reasons.LOST)
            return
        loop = asyncio.get_running_loop()
        room_object.window = loop.call_later(self.settings.resume_window / 1000, self.window_over, room_object)

    def window_over(self, room_object):
        """Nobody has come back in time."""
        self.depart([room_object.participation], reasons.LOST)

    def close(self):
        """Closes every room, because the server stops."""
        for session in list(self.open.values()):
            self.end(session, reasons.ROOM_CLOSED)
