"""One WebSocket, from its first byte to its last. What its messages mean is decided elsewhere."""

import asyncio
from http import HTTPStatus

from websockets.connection import State
from websockets.frames import OP_BINARY, OP_CLOSE, OP_CONT, OP_TEXT
from websockets.http11 import Request
from websockets.server import ServerConnection

from codec import CODECS, Undecodable
from schema import envelope, event

LARGEST = 65_536
READ = 65_536
# How long somebody may hold a connection without being in a room, in seconds.
UNBOUND_FOR = 10.0
# How long a client may take to answer a close frame, in seconds, before it is cut off.
CLOSING_FOR = 2.0
# How long it may take until what has arrived is read, in seconds.
READING_FOR = 0.05

WRONG_ORDER, WRONG_TYPE, UNDECODABLE, UNBOUND, REPLACED, GOODBYE = 1002, 1003, 1007, 1008, 4200, 4101


class Connection:
    """Carries one room object, once it is bound."""

    def __init__(self, server, writer):
        self.server = server
        self.writer = writer
        self.loop = asyncio.get_running_loop()
        self.socket = ServerConnection(subprotocols=server.subprotocols, max_size=LARGEST)
        self.codec = None
        self.opcode = None
        self.fragments = []
        self.spoken = False
        self.deaf = False
        self.room_object = None
        self.timers = {}

    async def run(self, head, reader):
        """Reads until there is nothing more to read, or nothing more is wanted. `head` has been read already."""
        self.alarm("unbound", UNBOUND_FOR, lambda: self.close(UNBOUND))
        try:
            data = head
            while data:
                self.receive(data)
                data = await reader.read(READ)
        except ConnectionError:
            pass
        finally:
            self.gone()
            for timer in self.timers.values():
                timer.cancel()

    def receive(self, data):
        """Takes what has come over the network, be it one frame, many, or a part of one."""
        self.socket.receive_data(data)
        self.flush()
        for frame in self.socket.events_received():
            if not self.deaf:
                self.on_event(frame)
        if self.socket.state is not State.OPEN:
            # The library has closed it, over a frame that WebSocket itself forbids or that is too long.
            self.gone()
            self.alarm("closing", CLOSING_FOR, self.writer.transport.abort)

    def on_event(self, frame):
        """One thing that the library has read."""
        if isinstance(frame, Request):
            self.open(frame)
        elif frame.opcode in (OP_TEXT, OP_BINARY, OP_CONT):
            self.on_data(frame)
        elif frame.opcode is OP_CLOSE:
            self.gone(goodbye=self.socket.close_rcvd.code == GOODBYE)

    def open(self, request):
        """Answers the handshake. Anybody who speaks none of the subprotocols is sent away."""
        response = self.socket.accept(request)
        if response.status_code == HTTPStatus.SWITCHING_PROTOCOLS and not self.socket.subprotocol:
            names = " or ".join(self.server.subprotocols)
            response = self.socket.reject(HTTPStatus.BAD_REQUEST, f"The subprotocol is {names}.\n")
        self.codec = CODECS.get(self.socket.subprotocol)
        self.socket.send_response(response)
        self.flush()

    def on_data(self, frame):
        """Puts the pieces of a message together."""
        if frame.opcode is not OP_CONT:
            self.opcode, self.fragments = frame.opcode, []
        self.fragments.append(frame.data)
        if frame.fin:
            self.on_message(b"".join(self.fragments))

    def on_message(self, data):
        """One whole message of the WebSocket."""
        if self.opcode is not self.codec.opcode:
            self.fail(WRONG_TYPE)
            return
        try:
            message = self.codec.decode(envelope.ClientMessage, data)
        except Undecodable:
            self.fail(UNDECODABLE)
            return
        self.listen_for_silence()
        self.server.received(self, message)

    def send(self, message):
        """Sends a message. To somebody who is no longer there nothing is sent."""
        if self.socket.state is State.OPEN:
            data = self.codec.encode(message)
            (self.socket.send_binary if self.codec.opcode is OP_BINARY else self.socket.send_text)(data)
            self.flush()

    def flush(self):
        """Hands what the library wants to send to the network, in order."""
        if self.writer.transport.is_closing():
            return
        for data in self.socket.data_to_send():
            if data:
                self.writer.write(data)
            else:
                self.writer.write_eof()

    def bind(self, room_object):
        """The connection carries somebody from now on."""
        self.room_object = room_object
        self.timers.pop("unbound").cancel()
        self.listen_for_silence()
        self.beat_later()

    def close(self, code):
        """Sends the close frame, and does not listen any more."""
        self.deaf = True
        if self.socket.state is State.OPEN:
            self.socket.send_close(code)
            self.flush()
            self.alarm("closing", CLOSING_FOR, self.writer.transport.abort)

    def fail(self, code):
        """Closes over something that the client did. Nobody else notices more than a lost connection."""
        self.close(code)
        self.gone()

    def replaced(self):
        """Another connection carries the room object now."""
        self.room_object = None
        self.close(REPLACED)

    def leave_unbound(self):
        """Lets nobody in any more. Somebody who is being told goodbye is not cut off."""
        if not self.deaf:
            self.cut()

    def cut(self):
        """Nothing was heard for too long: anybody who is there is not waited for."""
        self.deaf = True
        self.gone()
        self.writer.transport.abort()

    def gone(self, goodbye=False):
        """The client is gone, or counts as gone."""
        room_object, self.room_object, self.deaf = self.room_object, None, True
        if room_object and room_object.connection is self:
            self.server.gone(room_object, goodbye)

    def alarm(self, name, seconds, call):
        """Calls once after a while, unless the alarm is set anew."""
        if name in self.timers:
            self.timers[name].cancel()
        self.timers[name] = self.loop.call_later(seconds, call)

    def listen_for_silence(self):
        """Sets the heartbeat timeout anew."""
        timeout = self.server.settings.heartbeat_timeout
        if timeout and self.room_object:
            self.alarm("silence", timeout / 1000, self.silent)

    def silent(self):
        """Nothing was heard for too long; unless it has come while this server was busy, and was not read yet."""
        self.alarm("silence", READING_FOR, self.cut)

    def beat_later(self):
        """Sends a Heartbeat in each interval."""
        interval = self.server.settings.heartbeat_interval
        if interval:
            self.alarm("heartbeat", interval / 1000, self.beat)

    def beat(self):
        """Shows the client that the connection lives."""
        self.send(envelope.ServerMessage(heartbeat=event.Heartbeat()))
        self.beat_later()
