"""A seat's stay in a room: what its client is shown of the room is told, in the order in which it comes."""

import asyncio

from room import Room, arrives, departs
from words import departure_word


class Stay:
    """
    `tell` takes an event, `world` knows whose the users are. What stands ahead of the own join in what is shown is the past of the
    room, as /sync gives it to every newcomer: it says who is there, and none of it is told.
    """

    def __init__(self, tell, user, room, world):
        self.tell, self.user, self.room_id, self.world = tell, user, room, world
        self.room, self.inside, self.participation = Room(), False, None
        self.entered, self.over = asyncio.Event(), asyncio.Event()

    def heard(self, shown):
        for event in shown["state"]["events"]:
            self.room.note(event)
        for event in shown["timeline"]["events"]:
            self.room.note(event)
            if event["type"] == "m.room.member":
                self.of_member(event)

    def of_member(self, event):
        own = event["state_key"] == self.user
        if not self.entered.is_set():
            if own and arrives(event) and self.world.is_new(event):
                self.enter(event)
        elif own:
            if departs(event):
                self.leave(event)
        elif (participant := self.world.participant(event["state_key"])) is not None:
            self.of_another(participant, event)

    def enter(self, event):
        self.world.came(self.room_id, event)
        others = [user for user in self.room.members if user != self.user]
        members = [self.named(user) for user in others if self.world.participant(user) is not None]
        self.inside, self.participation = True, event["event_id"]
        self.tell({"joined": {"participation": self.participation, "session": self.room_id}, "list": {"members": members}})
        self.entered.set()

    def leave(self, event):
        self.world.went(event)
        self.inside = False
        self.tell({"roomLeft": {"native": departure_word(event, self.world.operator)}})
        self.over.set()

    def of_another(self, participant, event):
        user = event["state_key"]
        if arrives(event):
            self.world.came(self.room_id, event)
            self.tell({"participantJoined": self.named(user)})
        elif departs(event):
            self.world.went(event)
            self.tell({"participantLeft": {"participant": participant, "participation": self.room.last.get(user, ""),
                                           "native": departure_word(event, self.world.operator)}})

    def named(self, user):
        role = "ROLE_HOST" if self.room.is_host(user) else "ROLE_ATTENDEE"
        return {"participant": self.world.participant(user), "participation": self.room.last[user], "role": role}
