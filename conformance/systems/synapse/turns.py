"""
A kick names a user, whichever stay it has when the request arrives. Beside a join under way nobody could say whom it hits: joins and
removals of one user in one room take turns. Removals race each other, and so do joins.
"""

import asyncio
import contextlib


class Turns:
    def __init__(self):
        self.under_way = set()  # (name, kind, what ends it)

    @contextlib.asynccontextmanager
    async def turn(self, name, kind):
        """Begins when everything of the other kind that was asked for earlier under the same name is over."""
        earlier = [over.wait() for other, others_kind, over in self.under_way if other == name and others_kind != kind]
        mine = (name, kind, asyncio.Event())
        self.under_way.add(mine)
        try:
            await asyncio.gather(*earlier)
            yield
        finally:
            self.under_way.discard(mine)
            mine[2].set()
