"""The server: what arrives on its port, and to whom it is handed."""

import asyncio

import reasons
import room_service
from codec import CODECS
from connection import UNBOUND_FOR, WRONG_ORDER, Connection
from entrance import Entrance
from meeting import Meetings
from requests import Requests
from room_object import Memory

# How long a server that stops waits for its clients to close, in seconds.
STOPPING_FOR = 1.0


class Server:
    """Joins the parts: connections bring messages, the entrance binds them, requests change meetings."""

    def __init__(self, settings):
        self.settings = settings
        self.meetings = Meetings(settings)
        self.memory = Memory(settings)
        self.entrance = Entrance(settings, self.meetings, self.memory)
        self.requests = Requests(settings, self.meetings)
        self.operator = room_service.RoomService(settings, self.meetings)
        self.subprotocols = [name for name in CODECS if name != "adjourn.v1.json" or "json" in settings.features]
        self.connections = {}

    async def run(self, stop):
        """Serves until `stop` is set, and then closes every room with 1006."""
        listener = await asyncio.start_server(self.accept, "127.0.0.1", self.settings.port)
        print(f"Listening on {listener.sockets[0].getsockname()[1]}", flush=True)
        if not self.settings.token_secret:
            print("Development mode, without access tokens: every Join is taken at its word.", flush=True)
        await stop.wait()
        listener.close()
        self.meetings.close()
        for connection in self.connections.values():
            connection.leave_unbound()
        if self.connections:
            await asyncio.wait(self.connections, timeout=STOPPING_FOR)

    async def accept(self, reader, writer):
        """One TCP connection: a call of the operator if it begins with POST, or else a WebSocket."""
        task = asyncio.current_task()
        try:
            async with asyncio.timeout(UNBOUND_FOR):
                head = await reader.readuntil(b"\r\n\r\n")
            if head.startswith(b"POST "):
                await self.operator.answer(head, reader, writer)
            else:
                self.connections[task] = Connection(self, writer)
                await self.connections[task].run(head, reader)
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError, TimeoutError):
            pass
        finally:
            self.connections.pop(task, None)
            writer.close()

    def received(self, connection, message):
        """One message of a client."""
        kind = message.WhichOneof("kind")
        room_object = connection.room_object
        if room_object:
            self.received_inside(connection, room_object, kind, message)
        elif self.entrance.opens(kind):
            connection.spoken = True
            self.entrance.enter(connection, kind, getattr(message, kind))
        elif not connection.spoken:
            connection.fail(WRONG_ORDER)

    def received_inside(self, connection, room_object, kind, message):
        """One message of somebody who is in a room."""
        if kind in ("join", "resume"):
            connection.fail(WRONG_ORDER)
            return
        room_object.heard(message.ack)
        room_object.acknowledged(message.ack)
        if kind != "ack_only":
            self.requests.take_up(room_object.participation, kind, message)

    def gone(self, room_object, goodbye):
        """A connection is gone, with or without a goodbye."""
        if goodbye:
            room_object.connection = None
            self.meetings.depart([room_object.participation], reasons.LEFT)
        else:
            self.meetings.lost(room_object)
