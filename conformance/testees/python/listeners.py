"""What the application does from inside a listener: a command says it beforehand, and it is done when the event is told."""

# The calls that the application makes there, as actions; with THROW it raises an error.
CALLS = {"LEAVE": {"leave": {}}, "DISPOSE": {"dispose": {}}, "JOIN": {"join": {"room": "blue"}}}
THROW = "THROW"
EVENTS = {
    "LISTENED_EVENT_JOINED": "joined",
    "LISTENED_EVENT_PARTICIPANT_JOINED": "participantJoined",
    "LISTENED_EVENT_PARTICIPANT_LEFT": "participantLeft",
    "LISTENED_EVENT_ROOM_LEFT": "roomLeft",
}


class ListenerFailed(Exception):
    """What the application raises there. An SDK may log it."""


class Listeners:
    def __init__(self, act, say):
        """`act` makes the call of an action, and answers the command with this number when it has ended."""
        self.act, self.say, self.waiting = act, say, []

    def wait(self, number, world, seat, event="", reaction="", access_token=""):
        """Notes a command until its event comes."""
        kind, does = EVENTS.get(event), reaction.removeprefix("LISTENER_REACTION_")
        if kind is None or does not in (*CALLS, THROW):
            return self.say(id=number, unsupported={})
        self.waiting.append(((world, seat, kind), number, does, access_token))

    def told(self, world, seat, kind):
        """To be called from inside the SDK's listener, when the event has been passed on. Raises where the application does."""
        due = next((one for one in self.waiting if one[0] == (world, seat, kind)), None)
        if due is None:
            return
        self.waiting.remove(due)
        _, number, does, access_token = due
        if does != THROW:
            return self.act(number, world, {"seat": seat, **CALLS[does]}, access_token)
        self.say(id=number, done={})
        raise ListenerFailed
