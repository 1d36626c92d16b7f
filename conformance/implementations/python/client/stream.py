"""What has been received of the numbered stream of one room object, through every connection."""

from .ending import Lost

ACKNOWLEDGE_AFTER = 256
"""So many messages may be unacknowledged, and no more (client.ack-many)."""


class Stream:
    """Tells news from repeats and from gaps."""

    def __init__(self):
        self.begin()

    def begin(self):
        """Nothing has been received; so it is whenever a Join is sent, for the first time or again."""
        self.received = 0
        self._acknowledged = 0

    def takes(self, sequence):
        """Whether a message is to be taken up. Raises Lost where something before it is missing (client.gap)."""
        if sequence == 0:
            return True  # it stands outside of the order
        if sequence > self.received + 1:
            raise Lost
        if sequence <= self.received:
            return False
        self.received = sequence
        return True

    def acknowledge(self):
        """The `ack` of a message that is about to be sent."""
        self._acknowledged = self.received
        return self.received

    def owes_ack(self):
        """Whether so much has come that an Ack is due."""
        return self.received - self._acknowledged >= ACKNOWLEDGE_AFTER
