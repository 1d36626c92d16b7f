"""What Mumble's words stand for, as data. words.py says how they are composed."""

import json
import pathlib

from words import ENDED


def word(native, *codes):
    return {"native": native, "means": [{"code": code} for code in codes]}


# A kick, and a kick with a ban. Who may kick may kick itself.
BOTH = [
    word("UserRemove by a user", 1002),
    word("UserRemove by a user with a ban", 1002),
    word("UserRemove by itself", 1002),
    word("UserRemove by the operator", 1010),
    word("UserRemove by the operator with a ban", 1010),
    # Who is in a channel that is removed is moved to the root; nobody is told who removed it.
    word("UserState to the root", 1006, 1008, 1009),
    # Has gone there by itself, where there is no room.
    word("UserState by itself to the root", 1101),
]

STANDARD = {
    "leaver": [
        *BOTH,
        word("UserRemove: You connected to the server from another device", 1011),
        # The client has hung up. It is told nothing, and what it has missed is not known.
        word("", 1101, 1001),
        word(ENDED, 1001),
    ],
    "others": [
        *BOTH,
        # The connection of somebody has ended, whatever it was that ended it.
        word("UserRemove", 1101, 1001, 1011),
    ],
    "refusals": [
        {"native": native, "code": f"CODE_{code}"}
        for native, code in {
            "Reject WrongUserPW": "UNAUTHENTICATED",
            "Reject WrongServerPW": "UNAUTHENTICATED",
            "Reject NoCertificate": "UNAUTHENTICATED",
            "Reject InvalidUsername": "INVALID_ARGUMENT",
            "Reject UsernameInUse": "ALREADY_EXISTS",
            "Reject ServerFull": "RESOURCE_EXHAUSTED",
            "PermissionDenied Permission": "PERMISSION_DENIED",
            "PermissionDenied SuperUser": "PERMISSION_DENIED",
            "PermissionDenied TemporaryChannel": "PERMISSION_DENIED",
            "PermissionDenied ChannelName": "INVALID_ARGUMENT",
            "PermissionDenied TextTooLong": "INVALID_ARGUMENT",
            "PermissionDenied UserName": "INVALID_ARGUMENT",
            "PermissionDenied ChannelFull": "RESOURCE_EXHAUSTED",
            "PermissionDenied ChannelCountLimit": "RESOURCE_EXHAUSTED",
            # Somebody has sent the newcomer away before it was in the room.
            "UserRemove by a user": "ABORTED",
            "UserRemove by the operator": "ABORTED",
            "UserRemove: You connected to the server from another device": "ABORTED",
            # The room closed each time before it was entered: a move to what is not there is passed over.
            "nothing": "ABORTED",
        }.items()
    ],
}


def read_mapping(file):
    """The mapping, with what a file of JSON has in place of its rows: to see that a wrong row shows."""
    given = json.loads(pathlib.Path(file).read_text()) if file else {}
    replaced = lambda rows, new: [row for row in rows if row["native"] not in {one["native"] for one in new}] + new
    return {side: replaced(rows, given.get(side, [])) for side, rows in STANDARD.items()}
