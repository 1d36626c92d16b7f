"""A testee of a whole system: drives its clients and its back end, by a suite's commands in lines of JSON. Standard error is a log."""

import asyncio
import json
import sys

from vendor import KEY, Office, Person, Refusal  # your own SDK

word = lambda native, *codes: {"native": native, "means": [{"code": code} for code in codes]}
WORDS = [word("bye", 1101), word("kicked", 1002), word("closed", 1008), word("kicked by the office", 1010),
         word("closed by the office", 1006, 1009)]  # nobody is told which of the two
REFUSALS = {"not a moderator": "CODE_PERMISSION_DENIED", "yourself": "CODE_INVALID_ARGUMENT", "no such stay": "CODE_NOT_FOUND",
            "no such room": "CODE_NOT_FOUND", "already here": "CODE_ALREADY_EXISTS", "wrong key": "CODE_UNAUTHENTICATED",
            "not here": "CODE_FAILED_PRECONDITION", "no such call": "CODE_UNIMPLEMENTED"}
# What the back end is asked for. It has one call for two of these, and none for the last.
CALLS = {"CALL_END_MEETING": "close", "CALL_CLOSE_ROOM": "close", "CALL_REMOVE_PARTICIPANT": "kick", "CALL_STOP_MEDIA_RELAY": "stop relay"}
READY = {
    "version": "1.0", "name": "tiny meeting 1.0", "side": "TESTEE_SIDE_SYSTEM",
    "unsupported": ["unknown", "switchRoom", "mode", "freeze", "heal"],  # there is no call for these; their cases are skipped
    "system": {
        "features": ["FEATURE_EXTENDED_CODES", "FEATURE_REMOVE", "FEATURE_ROOM_ORDER", "FEATURE_OPERATOR"], "slackMs": 500,
        "mapping": {"leaver": WORDS, "others": [*WORDS, word("lost", 1001)],
                    "refusals": [{"native": native, "code": code} for native, code in REFUSALS.items()]},
    },
}
ANSWERS = {"hello": {"ready": READY}, "open": {"done": {}}, "settle": {"done": {}}, "close": {"done": {}}}
worlds = {}  # by their names: the open command, and the persons by their seats


def say(**message):
    print(json.dumps(message), flush=True)


class Listener:
    """Tells every event of the SDK at once, with the vendor's own word as it came."""

    def __init__(self, world, seat):
        self.tell = lambda **event: say(told={"world": world, "seat": seat, "event": event})

    def entered(self, session, stay, others):
        members = [self.whom(other) for other in others]
        self.tell(joined={"participation": stay, "session": session}, list={"members": members})

    def arrived(self, person):
        self.tell(participantJoined=self.whom(person))

    def gone(self, person, word):
        self.tell(participantLeft={"participant": person.user, "participation": person.stay, "native": word})

    def over(self, word):
        self.tell(roomLeft={"native": word})

    def whom(self, person):
        role = "ROLE_HOST" if person.moderator else "ROLE_ATTENDEE"
        return {"participant": person.user, "participation": person.stay, "role": role}


async def call(world, seat, kind, what):
    """Makes the call that an action names, and returns when it has ended. Each world has rooms of its own."""
    there, persons = worlds[world]
    if kind == "join":
        [who] = [one for one in there["seats"] if one["name"] == seat]  # with "upstream": connect to its address in there["addresses"]
        persons[seat] = Person(who["participant"], who["role"] == "ROLE_HOST", Listener(world, seat))
        await persons[seat].enter(f"{world}/{what['room']}")
    elif kind == "leave":
        await persons[seat].exit()
    elif kind == "end":
        await persons[seat].close()
    elif kind == "remove":
        await persons[seat].kick(what["target"])
    elif kind == "sync":
        await persons[seat].ping()
    elif kind == "cut":
        persons[seat].hang_up()
    elif kind == "operate":
        office = Office(KEY if what["bearer"] == "BEARER_RIGHT" else "none")
        await office.post(CALLS[what["call"]], f"{world}/{what['room']}", "".join(what["targets"][:1]))
    else:
        return {"unsupported": {}}
    return {"done": {}}


async def act(number, world="", action=None, accessToken=""):
    action = dict(action or {})
    seat, [kind, what] = action.pop("seat", ""), next(iter(action.items()), ("nothing", {}))
    try:
        say(id=number, **await call(world, seat, kind, what))
    except Refusal as refusal:  # how a call of the SDK fails; its text is the vendor's own word for why
        say(id=number, refused={"why": str(refusal), "native": str(refusal)})
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
            tasks.add(asyncio.ensure_future(act(number, **what)))
            await asyncio.sleep(0)  # it begins before the next command does
        elif kind == "open":
            worlds[what["world"]] = (what, {})
        elif kind == "close":
            for person in worlds.pop(what["world"])[1].values():
                person.hang_up()
        if kind != "act":
            say(id=number, **ANSWERS.get(kind, {"unsupported": {}}))


asyncio.run(main())
