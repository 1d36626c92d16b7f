"""Reasons, as the application is shown them. They are told apart by their code alone (reason.by-code)."""

from dataclasses import dataclass

from .schema import ReasonCode, registry

SERVER = "SERVER"
LOCAL = "LOCAL"

DISCONNECTED = ReasonCode.REASON_CODE_WEBSOCKET_DISCONNECTED
UNKNOWN = ReasonCode.REASON_CODE_UNKNOWN
LEFT = ReasonCode.REASON_CODE_MANUAL_LEAVE_CALLED
EXHAUSTED = ReasonCode.REASON_CODE_WEBSOCKET_CONNECTION_ATTEMPTS_EXHAUSTED
JOIN_FAILED = ReasonCode.REASON_CODE_JOIN_ROOM_FAILED
SWITCH_FAILED = ReasonCode.REASON_CODE_SWITCH_ROOM_FAILED

LISTED = {value.number: value for value in ReasonCode.DESCRIPTOR.values if value.number}

# A close frame stands for a RoomLeft with these codes (client.close-is-room-left).
CLOSE_CODES = (range(4001, 4200), range(4500, 5000))
CLOSE_OFFSET = 3000


@dataclass(frozen=True)
class Reason:
    """Why somebody is no longer in the meeting."""

    type: str
    """The name of the code; UNKNOWN for one that this client does not know."""
    code: int
    """The number. Compare this one, or the type."""
    message: str
    """A sentence for people. Never compare it."""
    source: str
    """SERVER for the server's word, LOCAL for the client's own conclusion."""


def described(code, source, message=""):
    """The reason for a code, with the sentence that came, or else with that of the list of reason codes."""
    listed = LISTED.get(code)
    if listed is None:
        return Reason("UNKNOWN", code, message, source)
    name = listed.name.removeprefix("REASON_CODE_")
    return Reason(name, code, message or listed.GetOptions().Extensions[registry].message, source)


def concluded(code):
    """A reason that nobody told the client."""
    return described(code, LOCAL)


def received(departure):
    """The reason in a RoomLeft or a ParticipantLeft; silence is nobody's word (reason.absent)."""
    if departure.reason.code == ReasonCode.REASON_CODE_UNSPECIFIED:
        return concluded(UNKNOWN)
    return described(departure.reason.code, SERVER, departure.reason.message)


def of_close(code):
    """The reason that a close code of the server's stands for; None where it is just a lost connection."""
    if any(code in codes for codes in CLOSE_CODES):
        return described(code - CLOSE_OFFSET, SERVER)
    return None
