"""The place for the vendor's own SDK. This stand-in is a tiny meeting, server and all, in one process: take it away, and import yours."""

import itertools
import secrets

KEY = secrets.token_hex(8)  # what the back end shows to the office
rooms = {}  # those that are open, by name
numbers = itertools.count(1)


class Refusal(Exception):
    """A call was refused; its text is the vendor's own word for why."""


class Room:
    """One opening of a room."""

    def __init__(self, name):
        self.name, self.session = name, f"session-{next(numbers)}"
        self.inside, self.known = {}, set()  # who is there, and every stay that ever was, by the number of the stay


class Person:
    """One person's connection. Its listener is told by `entered`, `arrived`, `gone` and `over`, in the order in which it happens."""

    def __init__(self, user, moderator, listener):
        self.user, self.moderator, self.listener, self.room, self.stay = user, moderator, listener, None, None

    async def enter(self, name):
        room = rooms.get(name) or Room(name)
        if any(other.user == self.user for other in room.inside.values()):
            raise Refusal("already here")
        self.room, self.stay = room, f"stay-{next(numbers)}"
        others = list(room.inside.values())
        rooms[name], room.inside[self.stay] = room, self
        room.known.add(self.stay)
        self.listener.entered(room.session, self.stay, others)
        for other in others:
            other.listener.arrived(self)

    async def exit(self):
        self._must_be_inside()
        depart(self, "bye")

    async def kick(self, stay):
        self._must_be_inside()
        if not self.moderator:
            raise Refusal("not a moderator")
        if stay == self.stay:
            raise Refusal("yourself")
        kick(self.room, stay, "kicked")

    async def close(self):
        """Ends the meeting for all."""
        self._must_be_inside()
        if not self.moderator and len(self.room.inside) > 1:
            raise Refusal("not a moderator")
        close(self.room, "closed")

    async def ping(self):
        """Asks the server for nothing."""
        self._must_be_inside()

    def hang_up(self):
        """Closes the connection without a word, as a process does that is killed."""
        if self.room:
            depart(self, "lost", told=False)

    def _must_be_inside(self):
        if not self.room:
            raise Refusal("not here")


class Office:
    """The vendor's back end."""

    def __init__(self, key):
        self.key = key

    async def post(self, call, name, stay):
        if self.key != KEY:
            raise Refusal("wrong key")
        if call not in ("close", "kick"):
            raise Refusal("no such call")
        if name not in rooms:
            raise Refusal("no such room")
        if call == "close":
            close(rooms[name], "closed by the office")
        else:
            kick(rooms[name], stay, "kicked by the office")


def kick(room, stay, word):
    if stay not in room.known:
        raise Refusal("no such stay")
    if stay in room.inside:
        depart(room.inside[stay], word)


def close(room, word):
    everybody = list(room.inside.values())
    room.inside.clear()
    for person in everybody:
        depart(person, word)


def depart(person, word, told=True):
    room, person.room = person.room, None
    room.inside.pop(person.stay, None)
    if not room.inside:
        rooms.pop(room.name, None)
    if told:
        person.listener.over(word)
    for other in list(room.inside.values()):
        other.listener.gone(person, word)
