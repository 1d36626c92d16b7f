"""A world on Synapse: rooms and users of its own, a client for each seat, and the calls that they make."""

import asyncio

from back_end import OPERATOR
from client import Client, Refusal
from http_json import Closed
from names import Names
from stay import Stay
from turns import Turns

# How long one whom the server has in its room no more may take to be told so, in seconds. Where its room is gone, nothing comes.
OVER_TIME = 3


class Unsupported(Exception):
    """This step cannot be done."""


class NotThere(Exception):
    """Who is in no room makes no call about it: its application offers none."""


class Seat:
    """One device of a participant."""

    def __init__(self, participant, address):
        self.participant, self.client = participant, Client(address, heard=self.heard)
        self.stay, self.stays = None, {}  # the latest, and the latest in each room
        self.asking = asyncio.Lock()  # an application makes one request after the other

    def heard(self, room, shown):
        if room in self.stays:
            self.stays[room].heard(shown)

    @property
    def inside(self):
        if self.stay is None or not self.stay.inside:
            raise NotThere(f"{self.participant} is in no room")
        return self.stay


class World:
    """What Stay asks of it: `operator`, `participant`, `is_new`, `came` and `went`."""

    operator = OPERATOR

    def __init__(self, opened, tell, server, back_end):
        self.tell, self.back_end, self.names = tell, back_end, Names(opened["world"])
        self.seats = {one["name"]: Seat(one["participant"], server.address) for one in opened["seats"]}
        self.hosts = [self.names.user(one["participant"]) for one in opened["seats"] if one.get("role") == "ROLE_HOST"]
        self.accounts, self.rooms, self.registering, self.opening = set(), {}, asyncio.Lock(), asyncio.Lock()
        self.shown, self.begun, self.ended, self.turns = {}, set(), set(), Turns()

    def participant(self, user):
        return self.names.participant(user)

    def is_new(self, join):
        """Whether no stay has begun by this event: what is shown of a room begins with its past."""
        return join["event_id"] not in self.begun

    def came(self, room, join):
        self.shown[join["event_id"]] = (room, join["state_key"])

    def went(self, leave):
        self.ended.add(leave["unsigned"].get("replaces_state"))

    async def join(self, name, what):
        seat, user = self.seats[name], self.names.user(self.seats[name].participant)
        async with seat.asking:
            await self.log_in(seat.client, seat.participant)
            room = await self.open_room(what["room"])
            async with self.turns.turn((room, user), "join"):
                stay = Stay(lambda event: self.tell(name, event), user, room, self)
                seat.stay = seat.stays[room] = stay
                await seat.client.about_room(room, "join")
                seat.client.listen()
                await stay.entered.wait()
                self.begun.add(stay.participation)

    async def log_in(self, client, participant):
        async with self.registering:
            if client.token is None and participant in self.accounts:
                await client.log_in(self.names.user(participant))
            elif client.token is None:
                await client.register(self.names.localpart(participant))
                self.accounts.add(participant)

    async def open_room(self, label):
        async with self.opening:
            self.rooms[label] = await self.back_end.open_room(self.names.alias(label), self.hosts)
            return self.rooms[label]

    async def leave(self, name, _):
        seat = self.seats[name]
        stay = seat.inside
        await self.ask_about(seat, stay, "leave")
        await over(stay)

    async def remove(self, name, what):
        seat = self.seats[name]
        stay = seat.inside
        user = self.meant(what["target"], stay.room_id)
        if user == stay.user:
            raise Unsupported("by Matrix's rules that is no kick, but a leave")
        async with self.turns.turn((stay.room_id, user), "remove"):
            self.must_hit(what["target"], user, stay.room_id)
            await self.ask_about(seat, stay, "kick", {"user_id": user})

    async def ask_about(self, seat, stay, what, body=None):
        """Asks for something in the room. Who is in it no more is told so by its stay, before it learns that it was refused."""
        try:
            async with seat.asking:
                await seat.client.about_room(stay.room_id, what, body)
        except Refusal:
            if not await seat.client.is_in(stay.room_id):
                await over(stay)
            raise

    def meant(self, target, room):
        """The user whose stay it is. A stay that there never was is that of a user that there never was."""
        return self.shown.get(target, (room, self.names.user(target)))[1]

    def must_hit(self, target, user, room):
        """A kick names a room and a user: one who is there by another stay is not the one who is meant."""
        others = [one for one, where in self.shown.items() if where == (room, user) and one != target]
        if any(one not in self.ended for one in others):
            raise Unsupported(f"{user} is there by another stay")

    async def operate(self, _, what):
        call, bearer = what.get("call"), what.get("bearer", "BEARER_RIGHT")
        # Of a call that there is not, the server says so to everybody, whatever the token is.
        if call == "CALL_STOP_MEDIA_RELAY" and bearer != "BEARER_RIGHT":
            raise Unsupported("there is no such call")
        if call in ("CALL_END_MEETING", "CALL_CLOSE_ROOM"):
            return await self.delete(what["room"], bearer)
        room = await self.room_for(what["room"], bearer)
        if call == "CALL_STOP_MEDIA_RELAY":
            return await self.back_end.stop_media_relay(room)
        for target in what.get("targets") or [""]:  # of one who has no name, the server is to say what it thinks
            await self.operator_removes(room, target, bearer)

    async def delete(self, label, bearer):
        """A room is opened and deleted one after the other, so that an alias never stands for one that is deleted."""
        async with self.opening:
            room = await self.room_for(label, bearer)
            await self.back_end.delete(room, bearer)
            await self.back_end.free_alias(self.names.alias(label), room)

    async def room_for(self, label, bearer):
        """The room that has the alias now. A token that is wrong is to be shown, whatever else is: the directory asks for none."""
        alias = self.names.alias(label)
        if bearer != "BEARER_RIGHT":
            return self.rooms.get(label, alias)
        return await self.back_end.find_room(alias)

    async def operator_removes(self, room, target, bearer):
        user = self.meant(target, room)
        async with self.turns.turn((room, user), "remove"):
            self.must_hit(target, user, room)
            await self.back_end.kick(room, user, bearer)

    async def act(self, name, kind, what):
        """Makes the call, and gives the answer."""
        call = {"join": self.join, "leave": self.leave, "remove": self.remove, "operate": self.operate}.get(kind)
        if call is None:
            return {"unsupported": {}}
        try:
            await call(name, what)
        except Refusal as refusal:
            return {"refused": {"why": str(refusal), "native": refusal.native}}
        except NotThere as error:
            return {"refused": {"why": str(error)}}
        except Closed as error:
            return {"broken": {"why": str(error)}}
        except Unsupported:
            return {"unsupported": {}}
        return {"done": {}}

    def close(self):
        self.tell = lambda name, event: None
        for seat in self.seats.values():
            seat.client.drop()


async def over(stay):
    """Until a stay is told that it is over, or has had its time to be."""
    try:
        await asyncio.wait_for(stay.over.wait(), OVER_TIME)
    except asyncio.TimeoutError:
        pass
