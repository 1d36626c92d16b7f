"""A seat's stay in a room: a user of Mumble in a channel. What its client is shown of that channel is told, in the order in which it comes."""

from client import Client, Refusal
from wire import messages, name_of
from words import ENDED, ROOT, move_word, removal_word

# So often a room that closes while somebody enters it is looked for again.
MOST_TRIES = 5
# Mumble shows nobody's rights: a host says in the comment beside its name that it is one.
HOST = "host"


class NotThere(Exception):
    """Who is in no room makes no call about it: its application offers none."""


class Stay:
    """`tell` takes an event. `whose` gives the participant for the name of a user, and None for one that is no participant."""

    def __init__(self, tell, whose):
        self.tell, self.whose = tell, whose
        self.client = Client(self.heard, self.over)
        self.room, self.left, self.way_to, self.refused_by = None, None, None, ""

    @property
    def inside(self):
        return self.room is not None

    async def join(self, address, who, host, room, console):
        await self.client.connect(address, **who)
        if host:
            await self.client.request(messages["UserState"](session=self.client.session, comment=HOST))
        await self.go(room, console)

    async def leave(self, hanging_up):
        """Goes back to the root, or hangs up: Mumble has no other word for leaving."""
        if hanging_up:
            await self.client.finish()
        else:
            await self.client.request(messages["UserState"](session=self.client.session, channel_id=ROOT))

    async def go(self, room, console):
        """Moves to a room. Where there is none it is opened; one that has closed meanwhile is opened anew."""
        self.way_to = room
        for _ in range(MOST_TRIES):
            if self.client.channel_named(room) is None:
                async with console.holds_open(room):
                    await self.client.request()  # by now it was told of the channel
                    await self.move(room)
            else:
                await self.move(room)
            if self.way_to is None:
                return
        raise Refusal("nothing")

    async def move(self, room):
        channel = self.client.channel_named(room)
        if channel is not None:
            await self.client.request(messages["UserState"](session=self.client.session, channel_id=channel))

    def heard(self, message, user, before):
        gone = name_of(message) == "UserRemove"
        if user.session == self.client.session:
            self.of_myself(message, user, before, gone)
        elif self.inside and self.whose(user.name):
            self.of_another(message, user, before, gone)

    def of_myself(self, message, user, before, gone):
        if gone:
            self.refused_by = removal_word(message, self.client)
        if self.way_to and not gone and self.client.channels.get(user.channel) == self.way_to:
            self.enter(user)
        elif before is not None and before in (self.room, self.left):
            self.leave_room(before, self.refused_by if gone else move_word(message, self.client))

    def enter(self, me):
        self.room, self.way_to, self.left = me.channel, None, None
        others = [user for user in self.client.users.values() if user.channel == self.room and user is not me]
        members = [self.named(user) for user in others if self.whose(user.name)]
        self.tell({"joined": {"participation": stay_id(me, me.channel)}, "list": {"members": members}})

    def of_another(self, message, user, before, gone):
        if before == self.room:
            native = removal_word(message, self.client) if gone else move_word(message, self.client)
            participant, participation = self.whose(user.name), stay_id(user, before)
            self.tell({"participantLeft": {"participant": participant, "participation": participation, "native": native}})
        elif user.channel == self.room and not gone:
            self.tell({"participantJoined": self.named(user)})

    def named(self, user):
        role = "ROLE_HOST" if user.comment == HOST else "ROLE_ATTENDEE"
        return {"participant": self.whose(user.name), "participation": stay_id(user, user.channel), "role": role}

    def leave_room(self, room, native):
        """A departure without a word is told without one, and one that is shown again is told again."""
        self.room, self.left = None, room
        self.tell({"roomLeft": {"native": native} if native else {}})

    def over(self):
        """The connection has ended, and that is all that its application is shown."""
        if self.inside:
            self.leave_room(self.room, "" if self.client.finished else ENDED)


def stay_id(user, channel):
    """Mumble numbers the connections of users; a stay is one of them in one channel."""
    return f"{user.session}@{channel}"
