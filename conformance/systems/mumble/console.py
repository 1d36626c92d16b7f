"""The operator: SuperUser, who gives the rights, opens rooms, ends them and removes people."""

import asyncio
import contextlib

from client import Client
from wire import messages
from words import OPERATOR, ROOT

# The rights of a host: to write a channel, which is to remove it as well, and to kick.
WRITE, KICK = 0x1, 0x10000


class Console:
    """One connection of SuperUser. Mumble lets it be there once."""

    def __init__(self):
        self.client, self.opening = Client(), asyncio.Lock()

    async def connect(self, address, password, host_group):
        """Gives the rights of a host to a group."""
        await self.client.connect(address, username=OPERATOR, password=password)
        rights = messages["ACL"](channel_id=ROOT)
        rights.acls.add(group=host_group, grant=WRITE | KICK)
        await self.client.request(rights)

    @contextlib.asynccontextmanager
    async def holds_open(self, room):
        """
        Makes a temporary channel where there is none. It is there as long as somebody is in it: the operator is in it for as long as
        the first one takes to enter. Nobody counts the operator among those who are there.
        """
        async with self.opening:
            if self.client.channel_named(room) is None:
                await self.client.request(messages["ChannelState"](parent=ROOT, name=room, temporary=True))
            try:
                yield
            finally:
                await self.client.request(messages["UserState"](session=self.client.session, channel_id=ROOT))

    async def end(self, room):
        """Removes the channel. False where there is none."""
        channel = self.client.channel_named(room)
        if channel is None:
            return False
        await self.client.request(messages["ChannelRemove"](channel_id=channel))
        return True

    async def remove(self, session):
        await self.client.request(messages["UserRemove"](session=session))


async def try_to_log_in(address, password):
    """Logs in as the operator with other credentials. Raises what the server says to that."""
    client = Client()
    try:
        await client.connect(address, username=OPERATOR, password=password)
    finally:
        client.drop()
