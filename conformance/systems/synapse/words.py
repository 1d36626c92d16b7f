"""Synapse's words: for a departure what the member event shows, for a refusal its error."""

import re

from names import SERVER_NAME


def departure_word(event, operator):
    """The membership, and who set it: the member itself, the operator, or somebody else. A reason stands behind it, where one is given."""
    content, sender = event["content"], event["sender"]
    who = "itself" if sender == event["state_key"] else "the operator" if sender == operator else "another"
    reason = f": {content['reason']}" if content.get("reason") else ""
    return f"{content['membership']} by {who}{reason}"


# A user, a room or an alias, with its server.
NAME = re.compile(f"[@!#].*?:{re.escape(SERVER_NAME)}")


def refusal_word(answer):
    """The code and the sentence. Whose name is in the sentence makes no other word of it."""
    return f"{answer.get('errcode')}: {NAME.sub(lambda name: name[0][0], answer.get('error', ''))}"
