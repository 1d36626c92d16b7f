"""What each request of somebody who is in a room does. A request changes nothing before it can no longer be refused."""

import logging

import access
import reasons
import schema
from entrance import refuse_duplicate
from refusal import Refused

Role = schema.participant.Role


class Requests:
    """Takes up requests, one after the other, each to its end."""

    def __init__(self, settings, meetings):
        self.settings = settings
        self.meetings = meetings
        self.kinds = {"leave": self.leave, "end": self.end, "sync": self.sync}
        optional = {
            "remove": {"remove": self.remove},
            "switch": {"switch_room": self.switch_room},
            "viewer": {"change_mode": self.change_mode},
        }
        for feature in settings.features & optional.keys():
            self.kinds.update(optional[feature])

    def take_up(self, caller, kind, message):
        """Takes up a request of a participation, unless it was taken up before, and answers it."""
        room_object, number = caller.room_object, message.request_id
        if number <= room_object.taken_up:
            return
        room_object.taken_up = number
        try:
            if kind not in self.kinds:
                raise Refused("UNIMPLEMENTED", "The server does not know this request, or does not declare it.")
            self.kinds[kind](caller, number, getattr(message, kind))
        except Refused as refused:
            room_object.send(number, rejected=refused.answer())
        except Exception:
            logging.exception("A request failed; its caller departs with %d", reasons.FAILED)
            if not room_object.departure:
                self.meetings.depart([room_object.participation], reasons.FAILED)

    def leave(self, caller, number, _):
        """Leave goes always."""
        self.meetings.depart([caller], reasons.LEFT, caller, number)

    def end(self, caller, number, _):
        """End is for hosts, and for somebody who is alone."""
        if caller.role != Role.ROLE_HOST and len(caller.session.present) > 1:
            raise Refused("PERMISSION_DENIED", "Only a host ends a meeting in which somebody else is present.")
        self.meetings.end(caller.session, reasons.ENDED, caller, number)

    def sync(self, caller, number, _):
        """Sync does nothing but come back."""
        caller.room_object.send(number, accepted=schema.answer.Accepted())

    def remove(self, caller, number, remove):
        """Remove is for hosts, and never for oneself. Where somebody has departed already it does nothing."""
        session, removed = caller.session, remove.participation_id
        if caller.role != Role.ROLE_HOST:
            raise Refused("PERMISSION_DENIED", "Only a host removes somebody.")
        if removed == caller.participation_id:
            raise Refused("INVALID_ARGUMENT", "Anybody who wants to go leaves.")
        if removed not in session.ever:
            raise Refused("NOT_FOUND", "This session has no such participation.")
        if removed in session.present:
            self.meetings.depart([session.present[removed]], reasons.REMOVED)
        caller.room_object.send(number, accepted=schema.answer.Accepted())

    def switch_room(self, caller, number, switch):
        """SwitchRoom ends one participation and begins another; nobody can come between the two."""
        target, who, role = switch.room_id, caller.participant_id, caller.role
        access.check(self.settings.token_secret, switch.access_token, target, who, role)
        if not target or target == caller.session.room_id:
            raise Refused("INVALID_ARGUMENT", "A SwitchRoom names another room.")
        refuse_duplicate(self.settings, self.meetings, target, who)
        self.meetings.depart([caller], reasons.SWITCHED)
        self.meetings.admit(caller.room_object, target, who, role, number)

    def change_mode(self, caller, number, change):
        """A viewer is no participant. No other mode is known."""
        if change.mode != schema.request.MODE_VIEWER:
            raise Refused("INVALID_ARGUMENT", "There is no such mode.")
        self.meetings.depart([caller], reasons.BECAME_VIEWER, caller, number)
