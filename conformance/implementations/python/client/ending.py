"""The ways in which a connection, or a stay, comes to an end while something is being read."""


class Lost(Exception):
    """The connection is of no more use, and nothing is said about the meeting."""


class Foreign(Lost):
    """Whatever answered there does not speak this protocol."""


class Refused(Exception):
    """The server has refused the Join or the Resume."""


class Departed(Exception):
    """The server has said that the stay is over."""

    def __init__(self, reason, reply_to=0):
        """A reason, and the number of the request that fixed the departure; 0 where it was none of the client's own."""
        super().__init__(reason)
        self.reason = reason
        self.reply_to = reply_to
