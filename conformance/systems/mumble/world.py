"""A world on Mumble: rooms of its own, a stay for each seat, and the calls that they make."""

from client import Gone, Refusal
from console import try_to_log_in
from stay import NotThere, Stay
from wire import messages

class Unsupported(Exception):
    """This step cannot be done."""


# A number that no connection has had yet: they are given out in order.
NOBODY = 0x7FFFFFFF
NO_SUCH_THING = "Mumble names rooms and people by their numbers, and this has none"


class Seat:
    def __init__(self, participant, host, address):
        self.participant, self.host, self.address, self.stays = participant, host, address, []

    @property
    def stay(self):
        if not self.stays or not self.stays[-1].inside:
            raise NotThere(f"{self.participant} is in no room")
        return self.stays[-1]


class World:
    """`tell` takes the name of a seat, and an event; `server` has the address, the console and the token of hosts."""

    def __init__(self, opened, tell, server, hanging_up):
        self.name, self.tell, self.server, self.hanging_up = opened["world"], tell, server, hanging_up
        addresses = {one["seat"]: one["address"] for one in opened.get("addresses", [])}
        self.seats = {one["name"]: Seat(one["participant"], one.get("role") == "ROLE_HOST",
                                        addresses.get(one["name"], server.address)) for one in opened["seats"]}
        self.participants = {}  # by the names of their users

    def own(self, label):
        """A name that no other world has. What has no name is given none."""
        return f"{self.name}-{label}" if label else ""

    async def join(self, name, what):
        seat = self.seats[name]
        stay = Stay(lambda event: self.tell(name, event), self.participants.get)
        seat.stays.append(stay)
        # A user is on the server once; a participant may be in two rooms, and is another user in each.
        user = self.own(f"{what['room']}-{seat.participant}") if seat.participant else ""
        self.participants[user] = seat.participant
        who = {"username": user, "tokens": [self.server.host_token] if seat.host else []}
        try:
            await stay.join(seat.address, who, seat.host, self.own(what["room"]), self.server.console)
        except Gone:
            raise Refusal(stay.refused_by) if stay.refused_by else Gone

    async def leave(self, name, _):
        await self.seats[name].stay.leave(self.hanging_up)

    async def end(self, name, _):
        stay = self.seats[name].stay
        await stay.client.request(messages["ChannelRemove"](channel_id=stay.room))

    async def remove(self, name, what):
        stay = self.seats[name].stay
        session = session_of(what["target"], stay.client, stay.room)
        await stay.client.request(messages["UserRemove"](session=session))

    async def sync(self, name, _):
        await self.seats[name].stay.client.request()

    async def operate(self, _, what):
        call, bearer, console = what.get("call"), what.get("bearer"), self.server.console
        if call == "CALL_STOP_MEDIA_RELAY":
            raise Unsupported("there is no such call")
        if bearer != "BEARER_RIGHT":
            return await try_to_log_in(self.server.address, "wrong" if bearer == "BEARER_WRONG" else "")
        room = self.own(what["room"])
        if call == "CALL_REMOVE_PARTICIPANT":
            for target in what.get("targets", []):
                await console.remove(session_of(target, console.client, console.client.channel_named(room)))
        elif not await console.end(room):
            raise Unsupported(NO_SUCH_THING)

    async def act(self, name, kind, what):
        """Makes the call, and gives the answer."""
        call = {"join": self.join, "leave": self.leave, "end": self.end, "remove": self.remove, "sync": self.sync,
                "operate": self.operate}.get(kind)
        if call is None:
            return {"unsupported": {}}
        try:
            await call(name, what)
        except Refusal as refusal:
            return {"refused": {"why": str(refusal), "native": refusal.native}}
        except NotThere as error:
            return {"refused": {"why": str(error)}}
        except Gone:
            return {"broken": {"why": "the connection has ended"}}
        except Unsupported:
            return {"unsupported": {}}
        return {"done": {}}

    def close(self):
        for seat in self.seats.values():
            for stay in seat.stays:
                stay.tell = lambda event: None
                stay.client.drop()


def session_of(target, client, room):
    """
    The number by which a stay is removed. A kick takes its connection from the server, in whatever room that is: one that is in
    another room by now is not kicked.
    """
    session = target.partition("@")[0]
    if not session.isdigit():
        return NOBODY
    user = client.users.get(int(session))
    if user and user.channel != room:
        raise Unsupported("it is in another room")
    return int(session)
