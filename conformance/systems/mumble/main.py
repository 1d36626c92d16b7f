"""The testee of a Mumble server: takes a suite's commands in lines of JSON, starts the server, and stops it in every ending."""

import argparse
import asyncio
import json
import os
import signal
import sys
import threading

from mapping import read_mapping
from planting import EVERYONE_HOST, PLANTS, plant_fault
from ready import ready_of
from server import Server
from world import World

def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mapping", help="a file of JSON that replaces rows of the mapping")
    parser.add_argument("--plant", choices=PLANTS, help="a fault that is put into the server, or before it")
    parser.add_argument("--leave", choices=["move", "hang-up"], default="move", help="how somebody leaves: to the root, or by hanging up")
    return parser.parse_args()


def say(**message):
    print(json.dumps(message), flush=True)


class Testee:
    def __init__(self, chosen):
        self.chosen, self.server, self.worlds, self.tasks = chosen, Server(), {}, set()

    async def take(self, number, kind, what):
        """Takes one command. A call is begun before the next command is, and answered when it has ended."""
        if kind == "hello":
            say(id=number, ready=await self.begin())
        elif kind == "act":
            task = asyncio.ensure_future(self.act(number, **what))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)
            await asyncio.sleep(0)
        elif kind == "open":
            name = what["world"]
            tell = lambda seat, event: say(told={"world": name, "seat": seat, "event": event})
            self.worlds[name] = World(what, tell, self.server, self.chosen.leave == "hang-up")
            say(id=number, done={})
        elif kind in ("close", "settle"):
            if kind == "close":
                self.worlds.pop(what["world"]).close()
            say(id=number, done={})
        else:
            say(id=number, unsupported={})

    async def begin(self):
        plant, server = self.chosen.plant, self.server
        await server.start("all" if plant == EVERYONE_HOST else None)
        if plant not in (None, EVERYONE_HOST):
            server.address = await plant_fault(plant, server.address, server.folder / "murmur.sqlite")
        return ready_of(server.console.client.server_release, plant, read_mapping(self.chosen.mapping), server.address)

    async def act(self, number, world="", action=None, accessToken=""):
        action = dict(action or {})
        seat, [kind, what] = action.pop("seat", ""), next(iter(action.items()), ("nothing", {}))
        try:
            say(id=number, **await self.worlds[world].act(seat, kind, what))
        except Exception as error:
            say(id=number, broken={"why": repr(error)})

    async def run(self):
        lines, loop = asyncio.StreamReader(limit=2**20), asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, lines.feed_eof)
        loop.add_signal_handler(signal.SIGINT, lines.feed_eof)
        threading.Thread(target=feed, args=(lines, loop), daemon=True).start()
        try:
            while line := await lines.readline():
                command = json.loads(line)
                number = command.pop("id")
                await self.take(number, *next(iter(command.items()), ("nothing", {})))
        finally:
            self.server.stop()


def feed(lines, loop):
    """Reads by a thread of its own: not every kind of input can be waited for otherwise."""
    # By the descriptor: a buffered reader that is busy when the program ends aborts it.
    while some := os.read(sys.stdin.fileno(), 2**16):
        loop.call_soon_threadsafe(lines.feed_data, some)
    loop.call_soon_threadsafe(lines.feed_eof)


asyncio.run(Testee(options()).run())
