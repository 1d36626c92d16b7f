"""What a client makes of each message of the server's that it takes up."""

from .ending import Departed, Refused
from .reasons import received
from .schema import Code


class Uptake:
    """Turns messages into what the room object knows, and what its application is told."""

    def __init__(self, stay, requests, roster, events):
        self._stay = stay
        self._requests = requests
        self._roster = roster
        self._events = events
        self._kinds = {
            "joined": self._joined,
            "resumed": self._resumed,
            "accepted": self._accepted,
            "rejected": self._rejected,
            "participant_joined": self._participant_joined,
            "participant_left": self._participant_left,
            "room_left": self._room_left,
            "heartbeat": self._heartbeat,
        }

    def take(self, kind, message):
        """Takes up a message; one of a kind that is not known is passed over (client.unknown-kind)."""
        if kind in self._kinds:
            self._kinds[kind](getattr(message, kind), message.reply_to)

    def _joined(self, joined, reply_to):
        event = "switched" if self._stay.joined else "joined"
        self._roster.begin(joined)
        self._stay.announce(joined)
        self._stay.answered(joined)
        self._requests.succeed(reply_to)
        self._events.fire(event, joined.participation_id)

    def _resumed(self, resumed, _):
        if self._stay.joined and not self._stay.bound:
            self._stay.answered(resumed)

    def _accepted(self, _, reply_to):
        self._requests.succeed(reply_to)

    def _rejected(self, rejected, reply_to):
        if reply_to:
            code = rejected.code if rejected.code in Code.values() else Code.CODE_UNKNOWN
            self._requests.fail(reply_to, f"{Code.Name(code).removeprefix('CODE_')}: {rejected.message}")
        elif not self._stay.bound:
            raise Refused

    def _participant_joined(self, message, _):
        other = self._roster.add(message.participant)
        if other:
            self._events.fire("participant_joined", other.participant_id, other.participation_id)

    def _participant_left(self, left, _):
        if self._roster.remove(left.participation_id):
            self._events.fire("participant_left", left.participant_id, received(left), left.participation_id)

    def _room_left(self, left, reply_to):
        raise Departed(received(left), reply_to)

    def _heartbeat(self, _, __):
        self._stay.acknowledge()
