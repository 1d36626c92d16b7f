"""Who may enter: an access token says so. Without a secret a Join is taken at its word."""

import schema
from refusal import Refused
from web_token import claims_of

ROLES = {"host": schema.participant.ROLE_HOST, "attendee": schema.participant.ROLE_ATTENDEE}


def check(secret, token, room_id, participant_id, role):
    """Refuses anybody who may not enter the room as this participant in this role."""
    if not secret:
        return
    try:
        claims = claims_of(token, secret)
    except ValueError:
        raise Refused("UNAUTHENTICATED", "The access token is missing, expired or not valid.") from None
    granted = claims.get("room"), claims.get("participant"), ROLES.get(str(claims.get("role")))
    if granted != (room_id, participant_id, role):
        raise Refused("PERMISSION_DENIED", "The access token is for another room, participant or role.")
