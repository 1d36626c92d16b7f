"""What Mumble is and can do, as the suite is told it."""

from client import PING_EVERY
from server import LOOKS_EVERY, SILENCE

# How late the machine may be, in milliseconds.
SLACK_MS = 500
# What it has no request for. Taking connections away is for the suite.
UNSUPPORTED = ["switchRoom", "unknown", "mode", "close", "malformed", "repeat", "resume", "again", "ack", "restart", "dispose", "unload"]

# Rules that Mumble never claims to keep.
DEVIATIONS = {
    "session.fresh": "the openings of a room have no name: the number of a channel that was removed is given to another one",
    "session.shared": "the openings of a room have no name",
    "end.last-participant": "the access list of a channel says who may remove it, and not how many are in it",
    "remove.self": "who may kick may kick itself",
    "remove.unknown": "a kick of a number that nobody has is passed over without a word",
    "remove.departed": "who has left a room is on the server still, and a kick takes it from there",
    "remove.authority": "whether somebody has the number is looked at before who asks",
    "join.replace-one-step": "who connects again is taken from the server first, and a temporary channel is closed when its last user goes",
    "operator.relay-undeclared": "there are no media relays, and there is no way to ask for one",
    "operator.not-found": "a kick of a number that nobody has is passed over without a word",
    "ids.compared": "two names that differ by the case of their letters are one user's",
}


def ready_of(version, plant, mapping, upstream):
    planted = f", planted: {plant}" if plant else ""
    return {
        "version": "1.0",
        "name": f"Mumble server {version}{planted}",
        "side": "TESTEE_SIDE_SYSTEM",
        "unsupported": UNSUPPORTED,
        "system": {
            # One thread does everything that is asked for, and tells everybody of it before it does the next.
            "features": ["FEATURE_EXTENDED_CODES", "FEATURE_REMOVE", "FEATURE_REPLACE", "FEATURE_OPERATOR",
                         "FEATURE_ROOM_ORDER"],
            # The silence begins with the last ping, and ends when the server looks next.
            "silenceMs": int(1000 * (SILENCE - PING_EVERY)),
            "slackMs": int(1000 * (PING_EVERY + LOOKS_EVERY)) + SLACK_MS,
            "upstream": upstream,
            "deviations": [{"clause": clause, "why": why} for clause, why in DEVIATIONS.items()],
            "mapping": mapping,
        },
    }
