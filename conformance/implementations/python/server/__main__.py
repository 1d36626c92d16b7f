"""Starts the server on 127.0.0.1 and the port in PORT, and stops it on SIGTERM or SIGINT."""

import asyncio
import signal
import sys

# The modules beside this one are not cached: a checkout stays as it is.
sys.dont_write_bytecode = True

import settings  # noqa: E402
from server import Server  # noqa: E402


async def main():
    """Runs the server until it is told to stop."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await Server(settings.from_environment()).run(stop)


asyncio.run(main())
