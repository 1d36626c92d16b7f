"""A testee: drives the client SDK that is imported below, by the suite's commands in lines of JSON. Standard error is a log."""

import asyncio
import json
import sys
import traceback

from client import CallFailed, Room  # your own SDK
from listeners import Listeners

# `unsupported`: kinds of Action that the SDK has no call for; their cases are skipped. There is no page to unload.
READY = {"version": "1.0", "name": "python client", "unsupported": ["unload"]}
ANSWERS = {"hello": {"ready": READY}, "open": {"done": {}}, "settle": {"done": {}}, "close": {"done": {}}}
worlds = {}  # by their names: the open command, and the rooms by their seats
tasks = set()  # what is awaited


def say(**message):
    print(json.dumps(message), flush=True)


def listen(world, seat, room):
    """Tells every event of the SDK at once, with the list of the others at that moment."""
    words = lambda reason: {key: getattr(reason, key) for key in ("type", "code", "message", "source")}
    def tell(kind, *names):
        def told(*values):
            event = {name: words(value) if name == "reason" else value for name, value in zip(names, values)}
            others = [other.participation_id for other in room.participants]
            say(told={"world": world, "seat": seat, "event": {kind: event, "list": {"participations": others}}})
            inside.told(world, seat, kind)
        return told
    room.on("joined", tell("joined", "participation"))
    room.on("switched", tell("switched", "participation"))
    room.on("participant_joined", tell("participantJoined", "participant", "participation"))
    room.on("participant_left", tell("participantLeft", "participant", "reason", "participation"))
    room.on("room_left", tell("roomLeft", "reason"))


def call(world, seat, kind, what, access_token):
    """Makes the call that an action names, and returns what is to be awaited for its end; None where there is no such call."""
    there = worlds[world]
    if kind == "join":
        [who] = [one for one in there["open"]["seats"] if one["name"] == seat]
        role = "host" if who["role"] == "ROLE_HOST" else "attendee"
        room = there["rooms"][seat] = Room(there["open"]["url"], what["room"], who["participant"], role, access_token)
        listen(world, seat, room)
        return room.join()
    if kind == "remove":
        return there["rooms"][seat].remove(what["target"])
    if kind == "switchRoom":
        return there["rooms"][seat].switch_room(what["room"], access_token)
    if kind in ("leave", "end", "mode", "dispose"):
        return getattr(there["rooms"][seat], "become_viewer" if kind == "mode" else kind)()
    return None


def failed(number, error):
    if isinstance(error, CallFailed):  # how a call of the SDK fails; its text names the code of the refusal
        say(id=number, refused={"why": str(error)})
    else:
        say(id=number, broken={"why": repr(error)})


def act(number, world, action, access_token=""):
    """Makes a call at once, and answers when it has ended, not before."""
    seat = action.pop("seat", "")
    kind, what = next(iter(action.items()), ("nothing", {}))
    if kind == "listener":
        return inside.wait(number, world, seat, **what, access_token=access_token)
    try:
        ending = call(world, seat, kind, what, access_token)
    except Exception as error:
        return failed(number, error)
    if ending is None:
        return say(id=number, unsupported={})
    later(end(number, ending))


async def end(number, ending):
    try:
        await ending
        say(id=number, done={})
    except Exception as error:
        failed(number, error)


async def drop(room):
    """Nobody waits for it, and what goes wrong is for the log."""
    try:
        await room.dispose()
    except Exception:
        traceback.print_exc()


def later(coroutine):
    task = asyncio.ensure_future(coroutine)
    tasks.add(task)
    task.add_done_callback(tasks.discard)


def take(number, kind="nothing", what=None):
    """Does what a command says."""
    if kind == "act":
        return act(number, what["world"], what.get("action", {}), what.get("accessToken", ""))
    if kind == "open":
        worlds[what["world"]] = {"open": what, "rooms": {}}
    elif kind == "close":
        for room in worlds.pop(what["world"], {"rooms": {}})["rooms"].values():
            later(drop(room))
    say(id=number, **ANSWERS.get(kind, {"unsupported": {}}))


async def main():
    lines = asyncio.StreamReader(limit=2**20)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        try:
            command = json.loads(line)
        except ValueError:
            print(f"No command: {line}", file=sys.stderr)
            continue
        number = command.pop("id")
        take(number, *next(iter(command.items()), ()))


inside = Listeners(act, say)
try:
    asyncio.run(main())
except (Exception, SystemExit) as error:  # of the SDK's: it ends any application, and this one as well
    traceback.print_exc()
    sys.exit(f"An error that nobody has caught ends this testee: {error!r}")
