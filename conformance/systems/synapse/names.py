"""Names as Matrix writes them. A user id has small letters, digits and few signs: its specification says how other names get in."""

import re
import urllib.parse

SERVER_NAME = "adjourn.test"
# The appendix "Mapping from other character sets" of the specification.
PLAIN = set("abcdefghijklmnopqrstuvwxyz0123456789.-/")


def encoded(name):
    """A name as a part of a user id. Capitals get an underscore in front, every other byte is written as a number."""
    letters = (chr(byte) for byte in name.encode())
    return "".join(letter if letter in PLAIN else capital(letter) or f"={ord(letter):02x}" for letter in letters)


def capital(letter):
    if letter == "_":
        return "__"
    return f"_{letter.lower()}" if "A" <= letter <= "Z" else ""


def decoded(part):
    """The name that was encoded."""
    signs = re.findall(r"=[0-9a-f]{2}|_.|.", part)
    return bytes(one_byte(sign) for sign in signs).decode(errors="replace")


def one_byte(sign):
    if sign.startswith("="):
        return int(sign[1:], 16)
    return ord("_" if sign == "__" else sign[-1].upper() if sign.startswith("_") else sign)


class Names:
    """The names of one world: users and aliases of rooms that no other world has."""

    def __init__(self, world):
        self.prefix, self.world = f"{encoded(world)}/", world

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
        return f"{self.world}/{room}"


def in_path(text):
    return urllib.parse.quote(text, safe="")
