"""What Synapse is and can do, as the suite is told it."""

# What it has no request for. A membership is no connection: taking one away ends nothing.
UNSUPPORTED = ["end", "switchRoom", "mode", "sync", "unknown", "cut", "freeze", "heal", "delay", "close", "malformed", "repeat",
               "resume", "again", "ack", "restart", "dispose", "unload"]

# Rules that Synapse never claims to keep.
DEVIATIONS = {
    "session.fresh": "a room stays when its last member has left, and who joins next finds the same one",
    "join.duplicate": "a user is a member of a room once, whatever its devices are",
    "remove.self": "a kick of oneself is a leave, by the rules of Matrix",
    "remove.unknown": "a kick of somebody who is not in the room is refused with M_FORBIDDEN, as one that is not allowed",
    "remove.departed": "a kick of somebody who is not in the room is refused, whether it ever was or not",
    "operator.departed": "a kick of somebody who is not in the room is refused, whether it ever was or not",
    "operator.not-found": "a room is there until it is deleted, and a kick is refused with M_FORBIDDEN, whatever the reason is",
    "ids.compared": "a user id bears no capitals and nothing beyond ASCII: how such names are written in it is the application's affair",
    "ids.length": "a user id has at most 255 letters, and how a name is written in them is the application's affair",
    "fence.effects-first": "answers and news come by requests of their own, and nothing is promised about their order",
}


def ready_of(version, purge, plant, mapping):
    planted = f", planted: {plant}" if plant else ""
    purging = ", purging" if purge else ""
    return {
        "version": "1.0",
        "name": f"Synapse {version}{purging}{planted}",
        "side": "TESTEE_SIDE_SYSTEM",
        "unsupported": UNSUPPORTED,
        "system": {
            # The events of a room have one order, and /sync gives them to everybody in that.
            "features": ["FEATURE_EXTENDED_CODES", "FEATURE_REMOVE", "FEATURE_OPERATOR", "FEATURE_ROOM_ORDER"],
            "slackMs": 500,
            "deviations": [{"clause": clause, "why": why} for clause, why in DEVIATIONS.items()],
            "mapping": mapping,
        },
    }
