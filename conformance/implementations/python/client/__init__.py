"""A client of Adjourn 1.0 for asyncio. Begin to read with room.py."""

from .reasons import Reason
from .requests import CallFailed
from .room import Room
from .roster import Participant

__all__ = ["CallFailed", "Participant", "Reason", "Room"]
