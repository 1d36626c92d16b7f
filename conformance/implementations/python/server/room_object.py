"""Room objects: what a client has from its Join to its RoomLeft, over however many connections and rooms.

To the server a room object is one stream of messages, numbered in `sequence`, and one stream of requests.
It knows nothing of rooms: who is told what is decided in meeting.py.
"""

import asyncio
import hashlib
import secrets
from collections import deque
from dataclasses import dataclass

import reasons
import schema

# How many messages that nobody has acknowledged are kept. The specification asks for 1,024.
RETAINED = 4096
# How long after its departure a room object is remembered, in seconds: `repeat.remembered` asks for 60.
REMEMBERED = 60.0


def fingerprint(secret):
    """What a secret is looked up by. The time that takes tells nothing about the secret itself."""
    return hashlib.sha256(secret.encode()).digest()


@dataclass(frozen=True)
class Token:
    """A resume token that was given on `connection`, and is heard there once `ack` covers `sequence`."""

    fingerprint: bytes
    connection: object
    sequence: int


class RoomObject:
    """One client's stay in the meetings of this server."""

    def __init__(self, memory, join_key):
        self.memory = memory
        self.join_key = join_key
        self.connection = None
        self.participation = None
        self.departure = None
        self.sequence = 0
        self.taken_up = 0
        self.retained = deque(maxlen=RETAINED if memory.resumes else 0)
        self.tokens = []
        self.window = None

    def send(self, reply_to=0, **kind):
        """Numbers a message, keeps it for a Resume, and sends it if somebody is there to read it."""
        self.sequence += 1
        message = schema.envelope.ServerMessage(sequence=self.sequence, reply_to=reply_to, **kind)
        self.retained.append(message)
        if self.connection:
            self.connection.send(message)

    def holds(self, sequence):
        """Whether everything behind `sequence` can still be sent."""
        return 0 <= self.sequence - sequence <= len(self.retained)

    def send_again(self, sequence, token):
        """Sends what comes behind `sequence`, as it was. Only a Joined is brought up to date."""
        for message in self.retained:
            if message.HasField("joined"):
                message.joined.resume_token = token
                message.joined.last_request_id = self.taken_up
            if message.sequence > sequence:
                self.connection.send(message)

    def acknowledged(self, ack):
        """Forgets what the client has."""
        while self.retained and self.retained[0].sequence <= ack:
            self.retained.popleft()

    def new_token(self, sequence):
        """A token for the connection of the moment, given by the message with this sequence: 0 for a Resumed."""
        if not self.memory.resumes:
            return ""
        token = secrets.token_urlsafe(24)
        self.tokens.append(Token(fingerprint(token), self.connection, sequence))
        self.memory.tokens[fingerprint(token)] = self
        return token

    def heard(self, ack):
        """A message has arrived: the tokens die that are older than the newest one that its sender is known to have."""
        for index, token in reversed(list(enumerate(self.tokens))):
            if token.connection is self.connection and token.sequence <= ack:
                self.memory.forget_tokens(self.tokens[:index])
                del self.tokens[:index]
                return

    def carried_by(self, connection):
        """Binds the room object to a connection, in place of the one that it had."""
        if self.window:
            self.window.cancel()
        if self.connection:
            self.connection.replaced()
        self.connection = connection
        connection.bind(self)

    def ended(self, reason, reply_to):
        """The last word: RoomLeft, then the close. Both are kept for a client that comes back and asks."""
        left = schema.event.RoomLeft(reason=reason)
        self.departure = schema.envelope.ServerMessage(reply_to=reply_to, room_left=left)
        if self.window:
            self.window.cancel()
        if self.connection:
            connection = self.connection
            self.send(reply_to, room_left=left)
            self.connection = None
            connection.close(reasons.close_code(reason))
        self.retained.clear()
        self.memory.forget_later(self)

    def show_departure(self, connection):
        """Answers somebody who comes back too late with RoomLeft alone."""
        connection.send(self.departure)
        left = self.departure.room_left
        connection.close(reasons.close_code(left.reason if left.HasField("reason") else None))


class Memory:
    """By which secrets room objects are found again. Without `resume` there are none."""

    def __init__(self, settings):
        self.resumes = "resume" in settings.features
        self.tokens = {}
        self.joins = {}
        patience = (settings.resume_window + settings.heartbeat_timeout) / 1000 + 1
        self.seconds = max(patience, REMEMBERED)

    def by_token(self, token):
        """The room object for which a token serves, or None."""
        return self.tokens.get(fingerprint(token))

    def by_join(self, key):
        """The room object that a repeated Join means, or None."""
        return self.joins.get(key)

    def key_of(self, join):
        """By what a repetition of this Join is known; None if it is never repeated."""
        if not self.resumes or not join.join_id:
            return None
        return join.room_id, join.participant_id, fingerprint(join.join_id)

    def create(self, key):
        """A room object, remembered by its Join."""
        room_object = RoomObject(self, key)
        if key:
            self.joins[key] = room_object
        return room_object

    def forget_tokens(self, tokens):
        """Lets tokens serve no longer."""
        for token in tokens:
            del self.tokens[token.fingerprint]

    def forget_later(self, room_object):
        """Remembers a room object that has departed for as long as somebody may ask."""
        if self.resumes:
            asyncio.get_running_loop().call_later(self.seconds, self.forget, room_object)

    def forget(self, room_object):
        """Forgets a room object altogether."""
        self.forget_tokens(room_object.tokens)
        self.joins.pop(room_object.join_key, None)
