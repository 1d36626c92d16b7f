"""Join and Resume: how a connection comes to carry a participation."""

import access
import schema
from refusal import Refused
from room_object import RoomObject

Role = schema.participant.Role


class Entrance:
    """Binds connections that carry nobody."""

    def __init__(self, settings, meetings, memory):
        self.settings = settings
        self.meetings = meetings
        self.memory = memory
        self.doors = {"join": self.join}
        if "resume" in settings.features:
            self.doors["resume"] = self.resume

    def opens(self, kind):
        """Whether a first message of this kind is right."""
        return kind in self.doors

    def enter(self, connection, kind, message):
        """Takes a Join or a Resume on an unbound connection. A refusal leaves it unbound."""
        try:
            self.doors[kind](connection, message)
        except Refused as refused:
            connection.send(schema.envelope.ServerMessage(rejected=refused.answer()))

    def join(self, connection, join):
        """A Join: a new room object, or one that is known by its join_id."""
        if not join.room_id or not join.participant_id:
            raise Refused("INVALID_ARGUMENT", "A Join names a room and a participant.")
        if join.role not in (Role.ROLE_HOST, Role.ROLE_ATTENDEE):
            raise Refused("INVALID_ARGUMENT", "A Join has the role of a host or of an attendee.")
        access.check(self.settings.token_secret, join.access_token, join.room_id, join.participant_id, join.role)
        key = self.memory.key_of(join)
        known = self.memory.by_join(key)
        if known:
            self.join_again(connection, known)
            return
        refuse_duplicate(self.settings, self.meetings, join.room_id, join.participant_id)
        room_object = self.memory.create(key)
        room_object.carried_by(connection)
        self.meetings.admit(room_object, join.room_id, join.participant_id, join.role)

    def join_again(self, connection, room_object):
        """A repeated Join, which is answered as if the first answer had only been slow."""
        if room_object.departure:
            room_object.show_departure(connection)
            return
        if not room_object.holds(0):
            raise Refused("NOT_FOUND", "There is nothing to take up again.")
        room_object.carried_by(connection)
        room_object.send_again(0, room_object.new_token(1))

    def resume(self, connection, resume):
        """A Resume: what was missed, or why the participation has ended, or one answer for everything else."""
        room_object: RoomObject | None = self.memory.by_token(resume.resume_token)
        if room_object and room_object.departure:
            room_object.show_departure(connection)
            return
        if not room_object or not room_object.holds(resume.sequence):
            raise Refused("NOT_FOUND", "There is nothing to take up again.")
        room_object.carried_by(connection)
        token = room_object.new_token(0)
        resumed = schema.answer.Resumed(resume_token=token, last_request_id=room_object.taken_up)
        connection.send(schema.envelope.ServerMessage(resumed=resumed))
        room_object.send_again(resume.sequence, token)


def refuse_duplicate(settings, meetings, room_id, participant_id):
    """A participant has one stay at a time. With `replace` the newer one wins; without, the older."""
    if "replace" not in settings.features and meetings.find(room_id, participant_id):
        raise Refused("ALREADY_EXISTS", "The participant is in the room already.")
