"""A room as one client was shown it: who is a member by which event, and who has a host's level."""

# The level of a moderator, from which on kicks are allowed where nothing else is said.
HOST_LEVEL = 50


class Room:
    def __init__(self):
        self.members, self.last, self.levels = {}, {}, {}

    def note(self, event):
        """Takes up what an event changes."""
        if event["type"] == "m.room.power_levels":
            self.levels = event["content"].get("users", {})
        elif event["type"] == "m.room.member":
            user = event["state_key"]
            if arrives(event):
                self.members[user] = self.last[user] = event["event_id"]
            elif departs(event):
                self.members.pop(user, None)

    def is_host(self, user):
        return self.levels.get(user, 0) >= HOST_LEVEL


def arrives(event):
    """Whether somebody comes in. A member whose profile changes is shown as joined, too."""
    return event["content"].get("membership") == "join" and before(event) != "join"


def departs(event):
    """Whether somebody who was in goes. Who declines an invitation was not."""
    return event["content"].get("membership") in ("leave", "ban") and before(event) == "join"


def before(event):
    """The membership until then, as the event shows it."""
    return event.get("unsigned", {}).get("prev_content", {}).get("membership")
