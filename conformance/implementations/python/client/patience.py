"""How long a room object goes on without the server's word, and how long it waits between two attempts."""

import asyncio
import random
from contextlib import asynccontextmanager

FIRST_WAIT_S = 0.1
"""The longest wait before the first new attempt; each later one may be twice as long as the one before."""
LONGEST_WAIT_S = 2
WAITS_IN_A_WINDOW = 8
"""No wait is longer than this part of the resume window."""


class Patience:
    """Deadlines, by what they are for. The nearest one ends what is done inside of `held`, by TimeoutError."""

    def __init__(self, loop):
        self._loop = loop
        self._deadlines = {}
        self._timeout = None

    @asynccontextmanager
    async def held(self):
        """What is done inside is cut off at the nearest deadline, also at one that is set meanwhile."""
        try:
            async with asyncio.timeout(None) as self._timeout:
                self._reschedule()
                yield
        finally:
            self._timeout = None

    def end(self, purpose, seconds):
        """Sets a deadline that many seconds from now."""
        self._deadlines[purpose] = self._loop.time() + seconds
        self._reschedule()

    def drop(self, purpose):
        """There is no such deadline any more."""
        self._deadlines.pop(purpose, None)
        self._reschedule()

    def _reschedule(self):
        if self._timeout and not self._timeout.expired():
            self._timeout.reschedule(min(self._deadlines.values(), default=None))


def random_wait(failures, window):
    """Seconds to wait after so many failures in a row, within a resume window in seconds; 0 where there is none yet."""
    longest = min(LONGEST_WAIT_S, window / WAITS_IN_A_WINDOW or LONGEST_WAIT_S)
    return random.uniform(0.5, 1) * min(longest, FIRST_WAIT_S * 2**failures)
