"""Names as Matrix can bear them. A user id has small letters, digits and few signs: other names are written in base 32."""

import base64
import re
import urllib.parse

SERVER_NAME = "adjourn.test"
PLAIN = re.compile(r"[a-z0-9.-]+")
# Stands before what is written in base 32, which has its own letters in capitals.
MARK = "="


def encoded(name):
    """A name as a part of a user id. Each byte takes 1.6 letters; Matrix itself proposes 3, in which a long name finds no room."""
    if PLAIN.fullmatch(name):
        return name
    return MARK + base64.b32encode(name.encode()).decode().rstrip("=").lower()


def decoded(part):
    """The name that was encoded."""
    if not part.startswith(MARK):
        return part
    letters = part[len(MARK):].upper()
    return base64.b32decode(letters + "=" * (-len(letters) % 8)).decode()


class Names:
    """The names of one world: users and aliases of rooms that no other world has."""

    def __init__(self, world):
        self.prefix = f"{encoded(world)}/"

    def localpart(self, participant):
        """What has no name is given none."""
        return f"{self.prefix}{encoded(participant)}" if participant else ""

    def user(self, participant):
        return f"@{self.localpart(participant)}:{SERVER_NAME}"

    def participant(self, user):
        """Whose the user is, read from its id; None for one that is nobody of this world."""
        localpart = user[1:].rpartition(":")[0]
        return decoded(localpart[len(self.prefix):]) if localpart.startswith(self.prefix) else None

    def alias(self, room):
        """The part of an alias that an application chooses."""
        return f"{self.prefix}{room}"


def in_path(text):
    return urllib.parse.quote(text, safe="")
