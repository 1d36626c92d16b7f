"""A proxy before the server that makes it wrong in one way: to see that the suite notices, and by which clause."""

import asyncio
import json

from http_json import read_message
from room import departs


def is_kick(event):
    return departs(event) and event["sender"] != event["state_key"]


def drop(events):
    """Nobody is told of a kick but the one who is kicked."""
    return [event for event in events if not is_kick(event)]


def other_reason(events):
    """The others are told of a kick as of a leave."""
    return [{**event, "sender": event["state_key"]} if is_kick(event) else event for event in events]


def double(events):
    """The others are told of every departure twice."""
    return [event for event in events for _ in range(2 if departs(event) else 1)]


EDITS = {"drop": drop, "double": double, "other-reason": other_reason}
# The one fault that is put into the levels of the rooms, and needs no proxy.
EVERYONE_HOST = "everyone-host"
PLANTS = [*EDITS, EVERYONE_HOST]


async def plant_fault(plant, address):
    """Starts the proxy; gives its address."""
    serving = set()  # asyncio itself holds no task that nobody waits for

    def serve(*near):
        task = asyncio.ensure_future(carry(near, address, EDITS[plant]))
        serving.add(task)
        task.add_done_callback(serving.discard)

    server = await asyncio.start_server(serve, "127.0.0.1", 0, limit=2**20)
    return f"127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def carry(near, address, edit):
    """One connection: a request and its answer, and the next. What ends on one side ends on the other."""
    (reader, writer), (far_reader, far_writer) = near, await asyncio.open_connection(*address.split(":"), limit=2**20)
    try:
        while True:
            asked = await read_message(reader)
            far_writer.write(written(*asked))
            line, headers, body = await read_message(far_reader)
            writer.write(written(line, headers, edited(body, edit) if "/sync?" in asked[0] else body))
    except (OSError, asyncio.IncompleteReadError):
        writer.close()
        far_writer.close()


def edited(body, edit):
    """What /sync answers about the rooms that one is in: of one's own departure the answer tells elsewhere."""
    answer = json.loads(body)
    for shown in answer.get("rooms", {}).get("join", {}).values():
        shown["timeline"]["events"] = edit(shown["timeline"]["events"])
    return json.dumps(answer).encode()


def written(line, headers, body):
    kept = {name: value for name, value in headers.items() if name not in ("transfer-encoding", "content-length")}
    head = [line, *(f"{name}: {value}" for name, value in kept.items()), f"content-length: {len(body)}", "", ""]
    return "\r\n".join(head).encode("latin-1") + body
