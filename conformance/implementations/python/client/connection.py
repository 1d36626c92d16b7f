"""One WebSocket. Frames are sent at once and in order; what arrives is asked for, one message at a time."""

import asyncio
import warnings
from contextlib import suppress

import websockets
from google.protobuf.message import DecodeError

from . import reasons
from .ending import Departed, Foreign, Lost
from .schema import ServerMessage

SUBPROTOCOL = "adjourn.v1.proto"

GOODBYE = 4101
"""The close code that says the same as a Leave."""
GONE = 3000
"""The close code for a connection that the client takes as lost (client.declared-lost)."""
CUT_OFF = 1006
"""What a WebSocket is said to have been closed with that was not closed."""

ARRIVING_S = 0.02
"""What has arrived when a time is over still counts; the event loop may not have got to it yet."""
CLOSING_S = 0.5
"""How long each step of a closing handshake may take."""
SERVER_CLOSES_S = 2
"""How long a server that has said RoomLeft has for its close frame; it owes it within 1 s (close.follows)."""

closing = set()  # asyncio keeps no task alive by itself


class Connection:
    """A connection that is being opened, is open, or is over."""

    def __init__(self):
        self.socket = None

    async def open(self, url, limit):
        """Connects within `limit` seconds, or raises Lost; Foreign where the server chose another subprotocol."""
        options = {"ping_interval": None, "max_size": None, "max_queue": None, "close_timeout": CLOSING_S}
        try:
            async with asyncio.timeout(limit):
                self.socket = await websockets.connect(url, subprotocols=[SUBPROTOCOL], open_timeout=None, **options)
        except (OSError, ValueError, websockets.WebSocketException) as error:
            raise Lost from error
        if self.socket.subprotocol != SUBPROTOCOL:
            self.socket.fail_connection(CUT_OFF)  # without a close frame: nothing at all is sent (client.subprotocol)
            self.socket = None
            raise Foreign

    def send(self, message):
        """Sends a ClientMessage; on a connection that is over it does nothing."""
        websockets.broadcast([self.socket], message.SerializeToString())

    async def receive(self, silence):
        """
        The next message. Raises Lost after `silence` seconds without one (None: never), and when the connection is
        over; Departed where its close frame stands for a RoomLeft.
        """
        try:
            async with asyncio.timeout(silence):
                return await self._next()
        except TimeoutError:
            return await self.arriving()

    async def arriving(self):
        """The next message, if it has arrived already; otherwise Lost, as in `receive`."""
        try:
            async with asyncio.timeout(ARRIVING_S):
                return await self._next()
        except TimeoutError as error:
            raise Lost from error

    async def _next(self):
        try:
            return decoded(await self.socket.recv())
        except websockets.ConnectionClosed as closed:
            reason = reasons.of_close(closed.rcvd.code if closed.rcvd else CUT_OFF)
            raise Departed(reason) if reason else Lost from closed
        except DecodeError as error:
            raise Lost from error

    def close(self, code):
        """Closes it without waiting; whatever still arrives is not taken up."""
        if self.socket:
            keep(self.socket.close(code))

    def let_go(self):
        """Leaves the closing to the server, which has said RoomLeft."""
        keep(self._closed_by_server())

    async def _closed_by_server(self):
        try:
            async with asyncio.timeout(SERVER_CLOSES_S):
                await self.socket.wait_closed()
        except TimeoutError:
            await self.socket.close(GONE)


def decoded(frame):
    """The message in a frame, or DecodeError."""
    if isinstance(frame, str):
        raise DecodeError("a text frame")
    # Of bytes behind the end of a message Debian's runtime only warns.
    with warnings.catch_warnings(record=True) as doubts:
        warnings.simplefilter("always")
        message = ServerMessage.FromString(frame)
    if doubts:
        raise DecodeError(str(doubts[0].message))
    return message


async def unheard(coroutine):
    with suppress(websockets.ConnectionClosed):  # the other end was faster
        await coroutine


def keep(coroutine):
    """Runs a coroutine to its end, for nobody."""
    task = asyncio.ensure_future(unheard(coroutine))
    closing.add(task)
    task.add_done_callback(closing.discard)
