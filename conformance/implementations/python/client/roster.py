"""The list of the others, by their participations."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Participant:
    """One stay of somebody else."""

    participant_id: str
    """Who; the same in each stay."""
    participation_id: str
    """This stay."""
    role: int
    """What it may do: 1 as a host, 2 as an attendee."""


class Roster:
    """Who else is in the room, and which participations have been the client's own."""

    def __init__(self):
        self._others = {}
        self._own = set()

    def begin(self, joined):
        """Begins anew from a Joined (client.list-from-joined)."""
        self._own.add(joined.participation_id)
        self._others = {}
        for participant in joined.roster:
            self.add(participant)

    def add(self, participant):
        """Somebody is here. Returns the Participant, or None where that is the client itself."""
        if participant.participation_id in self._own:
            return None
        other = Participant(participant.participant_id, participant.participation_id, participant.role)
        self._others[other.participation_id] = other
        return other

    def remove(self, participation_id):
        """Takes off exactly one stay, if it is there. Returns whether it is somebody else's."""
        self._others.pop(participation_id, None)
        return participation_id not in self._own

    def __iter__(self):
        return iter(self._others.values())
