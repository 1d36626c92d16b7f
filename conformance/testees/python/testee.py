"""A testee: drives the client SDK that is imported below, by the suite's commands in lines of JSON. Standard error is a log."""

import asyncio
import json
import sys

from client import CallFailed, Room  # your own SDK

# `unsupported`: kinds of Action that the SDK has no call for; their cases are skipped. There is no page to unload.
READY = {"version": "1.0", "name": "python client", "unsupported": ["unload", "listener"]}
ANSWERS = {"hello": {"ready": READY}, "open": {"done": {}}, "settle": {"done": {}}, "close": {"done": {}}}
worlds = {}  # by their names: the open command, and the rooms by their seats


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
        return told
    room.on("joined", tell("joined", "participation"))
    room.on("switched", tell("switched", "participation"))
    room.on("participant_joined", tell("participantJoined", "participant", "participation"))
    room.on("participant_left", tell("participantLeft", "participant", "reason", "participation"))
    room.on("room_left", tell("roomLeft", "reason"))


async def act(number, world, action, accessToken=""):
    """Makes the call that an action names, and answers when the call has ended, not before."""
    there, seat = worlds[world], action.pop("seat", "")
    kind, what = next(iter(action.items()), ("nothing", {}))
    try:
        if kind == "join":
            [who] = [one for one in there["open"]["seats"] if one["name"] == seat]
            role = "host" if who["role"] == "ROLE_HOST" else "attendee"
            room = there["rooms"][seat] = Room(there["open"]["url"], what["room"], who["participant"], role, accessToken)
            listen(world, seat, room)
            await room.join()
        elif kind == "remove":
            await there["rooms"][seat].remove(what["target"])
        elif kind == "switchRoom":
            await there["rooms"][seat].switch_room(what["room"], accessToken)
        elif kind in ("leave", "end", "mode", "dispose"):
            await getattr(there["rooms"][seat], "become_viewer" if kind == "mode" else kind)()
        else:
            return say(id=number, unsupported={})
        say(id=number, done={})
    except CallFailed as refused:  # how a call of the SDK fails; its text names the code of the refusal
        say(id=number, refused={"why": str(refused)})
    except Exception as error:
        say(id=number, broken={"why": repr(error)})


async def main():
    lines, tasks = asyncio.StreamReader(limit=2**20), set()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        command = json.loads(line)
        number = command.pop("id")
        kind, what = next(iter(command.items()), ("nothing", {}))
        if kind == "act":
            tasks.add(asyncio.ensure_future(act(number, **{"action": {}, **what})))
        elif kind == "open":
            worlds[what["world"]] = {"open": what, "rooms": {}}
        elif kind == "close":
            for room in worlds.pop(what["world"])["rooms"].values():
                tasks.add(asyncio.ensure_future(room.dispose()))  # nobody waits for it
        if kind != "act":
            say(id=number, **ANSWERS.get(kind, {"unsupported": {}}))


asyncio.run(main())
