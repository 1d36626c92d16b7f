"""Mumble's wire: TLS, and frames of a type in two bytes, a length in four, and a message of mumble.proto."""

import asyncio
import pathlib
import socket
import ssl
import struct
import subprocess

from google.protobuf import descriptor_pb2, message_factory

HEADER = struct.Struct("!HL")
# The numbers of the messages. Frames of other numbers are read over: voice, codecs, statistics.
NUMBERS = {"Version": 0, "Authenticate": 2, "Ping": 3, "Reject": 4, "ServerSync": 5, "ChannelRemove": 6, "ChannelState": 7,
           "UserRemove": 8, "UserState": 9, "PermissionDenied": 12, "ACL": 13}


def compiled():
    """The classes of the messages by their names, from the compiler's own description of the file."""
    here = pathlib.Path(__file__).parent
    command = ["protoc", f"--proto_path={here}", "--descriptor_set_out=/dev/stdout", str(here / "mumble.proto")]
    described = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    return message_factory.GetMessages(descriptor_pb2.FileDescriptorSet.FromString(described).file)


messages = compiled()
by_number = {number: messages[name] for name, number in NUMBERS.items()}
name_of = lambda message: message.DESCRIPTOR.name


def frame(message):
    body = message.SerializeToString()
    return HEADER.pack(NUMBERS[name_of(message)], len(body)) + body


def tls():
    """The server signs its own certificate, and says who it is by that alone."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


async def read_frame(reader):
    """The number of the next frame, and its body."""
    number, length = HEADER.unpack(await reader.readexactly(HEADER.size))
    return number, await reader.readexactly(length)


class Connection:
    """One connection to a server."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer

    @classmethod
    async def open(cls, address):
        host, port = address.rsplit(":", 1)
        return cls(*await asyncio.open_connection(host, int(port), ssl=tls()))

    def send(self, message):
        if not self.writer.is_closing():
            self.writer.write(frame(message))

    async def received(self):
        """Every message until the connection ends, however it ends."""
        try:
            while True:
                number, body = await read_frame(self.reader)
                if number in by_number:
                    yield by_number[number].FromString(body)
        except (OSError, asyncio.IncompleteReadError):
            return

    def finish(self):
        """Ends its own half: what the server has sent before it knows of that is still read."""
        try:
            self.writer.get_extra_info("socket").shutdown(socket.SHUT_WR)
        except OSError:
            pass  # it has ended already

    def drop(self):
        self.writer.transport.abort()
