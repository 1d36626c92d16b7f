"""One stay, over one connection after another: joining, resuming and repeating, until it is over."""

import asyncio
import secrets

from .connection import ARRIVING_S, GONE, GOODBYE, Connection
from .ending import Departed, Foreign, Lost, Refused
from .patience import random_wait
from .schema import ClientMessage, Role
from .stream import Stream
from .uptake import Uptake

OPENING_S = 10
"""How long to try to open the first connection."""
REPEATING_S = 30
"""How long after it was first sent a Join may be repeated, and is waited on (client.join-repeats-end)."""
ATTEMPT_S = 5
"""How long one attempt may take to open a connection, and again to be answered."""
LARGEST = 65_536
"""Bytes of the longest message that a server takes (client.message-size)."""
ROLES = {"host": Role.ROLE_HOST, "attendee": Role.ROLE_ATTENDEE}


class Stay:
    """What a room object has to do with its server."""

    def __init__(self, url, join, requests, roster, patience, events):
        """`join` holds the fields of a Join, with the role as the application says it."""
        self._url = url
        self._join = {**join, "role": ROLES[join["role"]], "join_id": secrets.token_hex(16)}
        if ClientMessage(join=self._join).ByteSize() > LARGEST:
            raise ValueError("This Join is too long to be sent.")
        self._requests = requests
        self._patience = patience
        self._stream = Stream()
        self._uptake = Uptake(self, requests, roster, events)
        self._connection = None
        self._failures = 0
        self.bound = False  # the connection carries this room object: its Join or Resume has been answered
        self._may_send = False  # nothing is sent behind a Resume or a repeated Join (client.waits-for-answer)
        self.has_begun = False
        """Whether a Join was ever sent."""
        self.joined = False
        """Whether Joined has ever come."""
        self.out_of_time = False
        """Whether it has ended because a deadline was over."""
        self._window = self._silence = 0
        self._token = ""

    async def until_departed(self):
        """Lives it to its end. Returns what the server said, as Departed, or None where the client has to conclude."""
        self._patience.end("joining", OPENING_S)
        try:
            try:
                async with self._patience.held():
                    await self._attempts()
            except TimeoutError:
                self.out_of_time = True
                await self._take_what_has_arrived()
        except Departed as departed:
            self._connection.let_go()
            return departed
        except (Lost, Refused):
            pass  # then there is nothing more to hear
        if self._connection:
            self._connection.close(GOODBYE)
        return None

    async def _attempts(self):
        """One connection after another. Returns where another one would be of no use."""
        while True:
            try:
                await self._one_connection()
            except Lost as lost:
                if not self._lose(lost):
                    return
            await asyncio.sleep(random_wait(self._failures, self._window))
            self._failures += 1

    async def _one_connection(self):
        self._may_send = False
        opening = Connection()
        await opening.open(self._url, self._attempt_limit())
        self._connection = opening
        self._greet()
        while True:
            self._take(await opening.receive(self._silence or None if self.bound else self._attempt_limit()))

    def _attempt_limit(self):
        """Seconds that an attempt may take: in a short window there must be time for several."""
        return min(ATTEMPT_S, max(1, self._window / 4)) if self.joined else ATTEMPT_S

    def _greet(self):
        """The first message on a connection."""
        if self.joined:
            resume = {"resume_token": self._token, "sequence": self._stream.received}
            return self._send(ClientMessage(resume=resume))
        self._stream.begin()
        self._send(ClientMessage(join=self._join))
        if not self.has_begun:
            self.has_begun = self._may_send = True
            self._patience.end("joining", REPEATING_S)
            self.send_requests()

    def _lose(self, lost):
        """The connection is lost. Returns whether to try another one."""
        if self._connection:
            self._connection.close(GONE)
        self._connection = None
        if isinstance(lost, Foreign) and not self.has_begun:
            return False
        if self.bound:
            # The server may have noticed the loss later, by as much as its own time-out (client.resumes).
            self._patience.end("resuming", self._window + self._silence)
        self.bound = False
        return not self.joined or self._window > 0

    async def _take_what_has_arrived(self):
        """The server's word counts before any conclusion, if it has come by now (client.server-word)."""
        try:
            async with asyncio.timeout(ARRIVING_S):
                while self._connection:
                    self._take(await self._connection.receive(None))
        except TimeoutError:
            pass

    def _take(self, message):
        kind = message.WhichOneof("kind")
        if kind == "room_left" or self._stream.takes(message.sequence):  # client.room-left-any-sequence
            self._uptake.take(kind, message)
        if self._stream.owes_ack():
            self.acknowledge()

    def acknowledge(self):
        """Says what has been received, where anything may be said."""
        if self._may_send:
            acknowledgement = ClientMessage()
            acknowledgement.ack_only.SetInParent()
            self._send(acknowledgement)

    def send_requests(self):
        """Sends what has not been sent over this connection, where anything may be said."""
        if self._connection and self._may_send:
            for request in self._requests.to_send(self._connection):
                self._send(request.message)

    def _send(self, message):
        message.ack = self._stream.acknowledge()
        self._connection.send(message)

    def answered(self, answer):
        """A Joined or a Resumed has come: the connection carries this room object, if it did not before."""
        self._token = answer.resume_token
        if self.bound:
            return
        self.bound = self._may_send = self.joined = True
        self._failures = 0
        self._patience.drop("joining")
        self._patience.drop("resuming")
        self._requests.taken_up(answer.last_request_id)
        self.send_requests()

    def announce(self, joined):
        """Takes the times that a Joined announces."""
        self._window = joined.resume_window_ms / 1000
        self._silence = joined.heartbeat_timeout_ms / 1000
