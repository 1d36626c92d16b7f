"""The words for departures: the message that told of it, who did it, and what is given as the reason."""

ROOT = 0

OPERATOR = "SuperUser"

# A connection that has ended from the other side, without a message: a client shows that, and no reason.
ENDED = "the connection has ended"


def actor_word(message, client):
    """Who did it, as far as a client shows it: nobody, the one whom it is about, the operator, or another user."""
    if not message.HasField("actor"):
        return ""
    if message.actor == message.session:
        return " by itself"
    actor = client.users.get(message.actor) or client.gone.get(message.actor)
    return " by the operator" if actor and actor.name == OPERATOR else " by a user"


def removal_word(remove, client):
    banned = " with a ban" if remove.ban else ""
    reason = f": {remove.reason}" if remove.reason else ""
    return f"UserRemove{actor_word(remove, client)}{banned}{reason}"


def move_word(state, client):
    """Where to is shown as well: the root is a place where everybody is who is in no room."""
    where = " to the root" if state.channel_id == ROOT else ""
    return f"UserState{actor_word(state, client)}{where}"
