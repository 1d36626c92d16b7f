"""The testee of Synapse: takes a suite's commands in lines of JSON, starts the server, and stops it in every ending."""

import argparse
import asyncio
import json
import os
import signal
import sys
import threading

from back_end import BackEnd
from mapping import read_mapping
from planting import EVERYONE_HOST, PLANTS, plant_fault
from ready import ready_of
from server import Server
from world import World


def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mapping", help="a file of JSON that replaces rows of the mapping")
    parser.add_argument("--purge", action="store_true", help="a room that is deleted goes from the database, as it does by default")
    parser.add_argument("--plant", choices=PLANTS, help="a fault that is put before the server, or into the levels of its rooms")
    return parser.parse_args()


def say(**message):
    print(json.dumps(message), flush=True)


class Testee:
    def __init__(self, chosen):
        self.chosen, self.server, self.back_end, self.worlds, self.tasks = chosen, Server(), None, {}, set()

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
            self.worlds[name] = World(what, tell, self.server, self.back_end)
            say(id=number, done={})
        elif kind in ("close", "settle"):
            if kind == "close":
                self.worlds.pop(what["world"]).close()
            say(id=number, done={})
        else:
            say(id=number, unsupported={})

    async def begin(self):
        plant, server = self.chosen.plant, self.server
        await server.start()
        self.back_end = BackEnd(server.address, self.chosen.purge, plant == EVERYONE_HOST)
        await self.back_end.register(server.secret)
        if plant not in (None, EVERYONE_HOST):
            server.address = await plant_fault(plant, server.address)
        return ready_of(await self.back_end.version(), self.chosen.purge, plant, read_mapping(self.chosen.mapping))

    async def act(self, number, world="", action=None, accessToken=""):
        action = dict(action or {})
        seat, [kind, what] = action.pop("seat", ""), next(iter(action.items()), ("nothing", {}))
        try:
            say(id=number, **await self.worlds[world].act(seat, kind, what))
        except Exception as error:
            say(id=number, broken={"why": repr(error)})

    async def run(self):
        lines, loop, here = asyncio.StreamReader(limit=2**20), asyncio.get_running_loop(), asyncio.current_task()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, here.cancel)
        loop.set_exception_handler(lambda _, context: give_up(context, here))
        threading.Thread(target=feed, args=(lines, loop), daemon=True).start()
        try:
            while line := await lines.readline():
                command = json.loads(line)
                number = command.pop("id")
                await self.take(number, *next(iter(command.items()), ("nothing", {})))
        except asyncio.CancelledError:
            pass
        finally:
            self.server.stop()


def give_up(context, task):
    """An error that nobody waits for: what the seats are told from then on cannot be relied on."""
    print(", ".join(f"{key}: {value!r}" for key, value in context.items()), file=sys.stderr)
    task.cancel()


def feed(lines, loop):
    """Reads by a thread of its own: not every kind of input can be waited for otherwise."""
    while some := os.read(sys.stdin.fileno(), 2**16):
        loop.call_soon_threadsafe(lines.feed_data, some)
    loop.call_soon_threadsafe(lines.feed_eof)


asyncio.run(Testee(options()).run())
