"""A proxy before the server that makes it wrong in one way: to see that the suite notices, and by which clause."""

import asyncio
import sqlite3
import ssl
import tempfile

from wire import HEADER, by_number, frame, name_of, read_frame, tls
from words import ROOT


class Drop:
    """Nobody is told of a kick but the one who is kicked."""

    def __init__(self):
        self.own, self.kicked = None, set()

    def edit(self, message):
        """The messages that a client gets in place of one."""
        if name_of(message) == "ServerSync":
            self.own = message.session
        if name_of(message) != "UserRemove" or message.session == self.own:
            return [message]
        if message.HasField("actor"):
            self.kicked.add(message.session)
        return [] if message.session in self.kicked else [message]


class OtherReason(Drop):
    """The others are told of a kick as if the connection had ended: at once, and once."""

    def edit(self, message):
        passed = super().edit(message)
        if not passed and message.HasField("actor"):
            return [type(message)(session=message.session)]
        return passed


class Double(Drop):
    """The others are told twice of every departure."""

    def edit(self, message):
        if name_of(message) == "ServerSync":
            self.own = message.session
        left = name_of(message) == "UserState" and message.HasField("channel_id") and message.channel_id == ROOT
        departed = left or name_of(message) == "UserRemove"
        return [message, message] if departed and message.session != self.own else [message]


EDITORS = {"drop": Drop, "double": Double, "other-reason": OtherReason}
# The one fault that is put into the rights of the server, and needs no proxy.
EVERYONE_HOST = "everyone-host"
PLANTS = [*EDITORS, EVERYONE_HOST]


async def plant_fault(plant, address, database):
    """Starts the proxy; gives its address."""
    context, host_and_port, editor = certified(database), address.split(":"), EDITORS[plant]

    async def join(near_reader, near):
        far_reader, far = await asyncio.open_connection(*host_and_port, ssl=tls())
        edit = editor().edit
        await asyncio.gather(carry(near_reader, far, lambda message: [message]), carry(far_reader, near, edit))

    server = await asyncio.start_server(join, "127.0.0.1", 0, ssl=context)
    return f"127.0.0.1:{server.sockets[0].getsockname()[1]}"


def certified(database):
    """The proxy shows the certificate that the server has made for itself."""
    rows = dict(sqlite3.connect(database).execute("select key, value from config where key in ('certificate', 'key')"))
    with tempfile.NamedTemporaryFile("w") as file:
        file.write(f"{rows['certificate']}\n{rows['key']}\n")
        file.flush()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file.name)
    return context


async def carry(reader, writer, edit):
    """One direction. What ends on one side ends on the other."""
    try:
        while True:
            number, body = await read_frame(reader)
            if number in by_number:
                for message in edit(by_number[number].FromString(body)):
                    writer.write(frame(message))
            else:
                writer.write(HEADER.pack(number, len(body)) + body)
    except (OSError, asyncio.IncompleteReadError):
        writer.close()
