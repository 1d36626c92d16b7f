"""A base server of Adjourn 1.0. This file speaks the wire: connections, frames, closing. room.py decides what happens in a meeting."""

import asyncio
import logging
import os
import signal

from google.protobuf.message import DecodeError
from websockets.asyncio.server import serve as listen
from websockets.exceptions import ConnectionClosed

from adjourn.v1.envelope_pb2 import ClientMessage
from adjourn.v1.reason_pb2 import (
    REASON_CODE_MANUAL_LEAVE_CALLED,
    REASON_CODE_ROOM_CLOSE,
    REASON_CODE_UNKNOWN,
    REASON_CODE_WEBSOCKET_DISCONNECTED,
)
from room import Client, Rooms

SUBPROTOCOL = "adjourn.v1.proto"
MAX_FRAME = 65_536  # bytes; the library closes with 1009 over a longer one: frame.oversize
SECONDS_TO_JOIN = 10  # connection.unbound
GOODBYE = 4101  # who closes with it leaves: connection.goodbye

rooms = Rooms()


async def write(socket, client):
    """Sends what is put into the outbox, in order. Where that fails, the reader finds the connection lost."""
    while True:
        item = await client.outbox.get()
        if isinstance(item, int):
            await socket.close(item)
            return
        await socket.send(item.SerializeToString())


async def read(socket, client):
    """Takes frames until the connection has ended."""
    while True:
        frame = await socket.recv()
        if isinstance(frame, str):
            rooms.lose(client, 1003)  # frame.wrong-type
            continue
        try:
            message = ClientMessage.FromString(frame)
        except DecodeError:
            rooms.lose(client, 1007)  # frame.undecodable
            continue
        rooms.take(client, message)


async def serve(socket):
    """Carries one connection from its handshake to its end."""
    if socket.subprotocol != SUBPROTOCOL:
        await socket.close(1008, f"the subprotocol is {SUBPROTOCOL}")  # handshake.subprotocol
        return
    client = Client(cut=socket.transport.abort)
    writer = asyncio.create_task(write(socket, client))
    too_late = asyncio.get_running_loop().call_later(SECONDS_TO_JOIN, rooms.too_late, client)
    try:
        await read(socket, client)
    except ConnectionClosed:
        is_goodbye = socket.close_code == GOODBYE
        rooms.gone(client, REASON_CODE_MANUAL_LEAVE_CALLED if is_goodbye else REASON_CODE_WEBSOCKET_DISCONNECTED)
    except Exception:
        logging.exception("a fault of this server")
        rooms.dismiss(client, REASON_CODE_UNKNOWN)  # reason.failure
        await writer
    finally:
        too_late.cancel()
        writer.cancel()


async def main():
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    # Every Join is believed, so that nobody may reach it from elsewhere: access.development. No silence is a loss, so no pings.
    options = {"subprotocols": [SUBPROTOCOL], "max_size": MAX_FRAME, "ping_interval": None}
    async with listen(serve, "127.0.0.1", int(os.environ.get("PORT", "0")), **options) as server:
        print(f"listening on ws://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
        await stop.wait()
        rooms.close_all(REASON_CODE_ROOM_CLOSE)  # close.by-server
        await asyncio.sleep(0.1)  # for what is in the outboxes


asyncio.run(main())
