"""Why participations end: the codes, and what may be said of them, as the registry in reason.proto has it."""

import schema

LOST = 1001
REMOVED = 1002
BECAME_VIEWER = 1003
RELAY_STOPPED = 1004
SWITCHED = 1005
ROOM_CLOSED = 1006
FAILED = 1007
ENDED = 1008
ENDED_BY_OPERATOR = 1009
REMOVED_BY_OPERATOR = 1010
REPLACED = 1011
LEFT = 1101


def registered(code):
    """The registry's line for a code."""
    value = schema.reason.ReasonCode.DESCRIPTOR.values_by_number[code]
    return value.GetOptions().Extensions[schema.reason.registry]


def concerns_everybody(code):
    """Whether a code removes the whole session at once."""
    return registered(code).scope == schema.reason.SCOPE_ALL


def told(code, extended):
    """The Reason for a departure with this code, or None where a server without the extended codes has none to send."""
    line = registered(code)
    if line.set == schema.reason.REASON_SET_EXTENDED and not extended:
        return told(line.core_fallback, extended) if line.HasField("core_fallback") else None
    return schema.reason.Reason(code=code, message=line.message)


def close_code(reason):
    """The code of the close frame behind a RoomLeft."""
    return 3000 + reason.code if reason else 1000
