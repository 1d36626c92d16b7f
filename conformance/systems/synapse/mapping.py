"""What Synapse's words stand for, as data. words.py says how they are composed."""

import json
import pathlib


def word(native, *codes):
    return {"native": native, "means": [{"code": code} for code in codes]}


# Both sides are shown the same event.
BOTH = [
    # A leave. Where an administrator deletes the room, the server lets each member leave in its own name.
    word("leave by itself", 1101, 1006, 1009),
    word("leave by another", 1002),
    word("leave by the operator", 1010),
    word("ban by another", 1002),
    word("ban by the operator", 1010),
]

STANDARD = {
    "leaver": BOTH,
    "others": BOTH,
    "refusals": [
        {"native": native, "code": f"CODE_{code}"}
        for native, code in {
            "M_MISSING_TOKEN: Missing access token": "UNAUTHENTICATED",
            "M_UNKNOWN_TOKEN: Invalid access token passed.": "UNAUTHENTICATED",
            "M_UNRECOGNIZED: Unrecognized request": "UNIMPLEMENTED",
            "M_FORBIDDEN: You cannot kick user @.": "PERMISSION_DENIED",
            # Clients go by the code, which is the same for what is not allowed and for whom there is not.
            "M_FORBIDDEN: The target user is not in the room": "PERMISSION_DENIED",
            "M_FORBIDDEN: @ not in room !.": "PERMISSION_DENIED",
            "M_NOT_FOUND: Room alias # not found": "NOT_FOUND",
            "M_UNKNOWN: Not a known room": "NOT_FOUND",
            "M_INVALID_USERNAME: User ID may not be longer than 255 characters": "INVALID_ARGUMENT",
            "M_INVALID_USERNAME: User ID cannot be empty": "INVALID_ARGUMENT",
            "M_UNKNOWN: Invalid characters in room alias": "INVALID_ARGUMENT",
            "M_INVALID_PARAM: Room alias invalid": "INVALID_ARGUMENT",
            # A join that met the end of its room: nobody is left there to join.
            "M_UNKNOWN: Can't join remote room because no servers that are in the room have been provided.": "ABORTED",
            # Somebody has joined while the room was deleted.
            "M_UNKNOWN: Users are still joined to this room": "ABORTED",
        }.items()
    ],
}


def read_mapping(file):
    """The mapping, with what a file of JSON has in place of its rows: to see that a wrong row shows."""
    given = json.loads(pathlib.Path(file).read_text()) if file else {}
    replaced = lambda rows, new: [row for row in rows if row["native"] not in {one["native"] for one in new}] + new
    return {side: replaced(rows, given.get(side, [])) for side, rows in STANDARD.items()}
