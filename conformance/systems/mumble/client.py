"""A client of Mumble: one user's connection, and what it was shown of the users and the channels of the server."""

import asyncio
import collections

from wire import Connection, messages, name_of
from words import ROOT

# As a client of 1.3.4 says it.
VERSION = messages["Version"](version=0x010304, release="1.3.4")
# How often a client says that it is there, in seconds: well within the time-out of the server.
PING_EVERY = 1.5
# How long the server may take to let a client in, in seconds.
LOGIN_TIME = 6


class Refusal(Exception):
    """The server has said no. `native` is its own word for it."""

    def __init__(self, native):
        super().__init__(f"the server says {native}")
        self.native = native


class Gone(Exception):
    """The connection has ended before the answer came."""


class User:
    """Somebody on the server, as one client sees it."""

    def __init__(self, session, name=""):
        self.session, self.name, self.channel, self.comment = session, name, ROOT, ""
        self.before = None  # the channel where it was before this one


class Client:
    """`heard` is called with every message about users who come, move and go: (message, user, the channel where it was before)."""

    def __init__(self, heard=lambda message, user, before: None, over=lambda: None):
        self.heard, self.over = heard, over
        self.users, self.gone, self.channels, self.session, self.server_release = {}, {}, {}, None, ""
        self.waiting = collections.deque()  # requests without an answer: [stamp, future, what was denied]
        self.stamp, self.entering, self.connection, self.tasks, self.finished = 0, None, None, [], False

    async def connect(self, address, **who):
        """Ends when the server has told everything that there is."""
        self.connection = await Connection.open(address)
        self.entering = asyncio.get_running_loop().create_future()
        self.tasks = [asyncio.ensure_future(self.read()), asyncio.ensure_future(self.stay_awake())]
        self.connection.send(VERSION)
        self.connection.send(messages["Authenticate"](opus=True, **who))
        await asyncio.wait_for(self.entering, LOGIN_TIME)

    async def request(self, *asked):
        """
        Asks for something. The server answers no request, but takes up one message of a client after the other: when a ping behind
        the request is answered, everything is done, and what was denied has been said.
        """
        if self.connection.writer.is_closing():
            await self.tasks[0]  # what came before the end is told before the call has ended
            raise Gone
        self.stamp += 1
        answer = asyncio.get_running_loop().create_future()
        self.waiting.append([self.stamp, answer, None])
        for message in (*asked, messages["Ping"](timestamp=self.stamp)):
            self.connection.send(message)
        await answer

    async def read(self):
        async for message in self.connection.received():
            self.take_up(message)
            await asyncio.sleep(0)  # one that waits for this goes on before the next message is looked at
        self.end()

    def take_up(self, message):
        kind = name_of(message)
        if kind == "UserState":
            self.user_state(message)
        elif kind == "UserRemove":
            self.user_remove(message)
        elif kind == "ChannelState":
            if message.HasField("name"):
                self.channels[message.channel_id] = message.name
        elif kind == "ChannelRemove":
            self.channels.pop(message.channel_id, None)
        elif kind == "Version":
            self.server_release = message.release
        elif kind == "ServerSync":
            self.session = message.session
            settle(self.entering, None)
        elif kind == "Reject":
            settle(self.entering, Refusal(f"Reject {message.RejectType.Name(message.type)}"))
        elif kind == "PermissionDenied" and self.waiting:
            self.waiting[0][2] = f"PermissionDenied {message.DenyType.Name(message.type)}"
        elif kind == "Ping" and self.waiting and self.waiting[0][0] == message.timestamp:
            _, answer, denied = self.waiting.popleft()
            settle(answer, Refusal(denied) if denied else None)

    def user_state(self, state):
        """Somebody is there, or has gone to another channel. A move that is told again is heard again."""
        user = self.users.get(state.session)
        arrived = user is None
        if arrived:
            user = self.users[state.session] = User(state.session)
            self.gone.pop(state.session, None)
        if state.HasField("name"):
            user.name = state.name
        if state.HasField("comment"):
            user.comment = state.comment
        if state.HasField("channel_id") and state.channel_id != user.channel:
            user.before, user.channel = user.channel, state.channel_id
        if self.session is not None and (arrived or state.HasField("channel_id")):
            self.heard(state, user, user.before)

    def user_remove(self, remove):
        """Somebody has gone from the server. It may be told again: of that, too, is told."""
        user = self.users.pop(remove.session, None) or self.gone.get(remove.session)
        if user and self.session is not None:
            self.gone[remove.session] = user
            self.heard(remove, user, user.channel)

    def channel_named(self, name):
        """The number of a channel, or None."""
        return next((number for number, other in self.channels.items() if other == name and number != ROOT), None)

    async def stay_awake(self):
        while True:
            await asyncio.sleep(PING_EVERY)
            self.connection.send(messages["Ping"]())

    def end(self):
        self.drop()
        settle(self.entering, Gone())
        for _, answer, _ in self.waiting:
            settle(answer, Gone())
        self.waiting.clear()
        self.over()

    async def finish(self):
        """Leaves the server, as clients do: there is no message for it. Ends when the server has hung up, too."""
        self.finished = True
        self.tasks[1].cancel()
        self.connection.finish()
        await self.tasks[0]

    def drop(self):
        """Lets go of the connection, without a word."""
        if self.connection:
            self.connection.drop()
        for task in self.tasks[1:]:
            task.cancel()


def settle(future, outcome):
    if future.done():
        return
    if outcome is None:
        future.set_result(None)
    else:
        future.set_exception(outcome)
        future.exception()  # nobody need be waiting
