"""A client of Matrix: the account that it is logged in to, the calls that it makes, and what it is shown by /sync."""

import asyncio
import json
import sys

from http_json import Http
from names import in_path
from words import refusal_word

# How long the server may keep a question for news, in milliseconds; a question follows another.
POLL_MS = 30_000
# How long until it is put again where it has failed, in seconds.
RETRY_AFTER = 1
# Accounts live for one run, on loopback.
PASSWORD = "none"
NOTHING = {"not_types": ["*"]}
SHOWN = ["m.room.member", "m.room.power_levels"]
FILTER = in_path(json.dumps({
    "presence": NOTHING, "account_data": NOTHING,
    "room": {"include_leave": True, "ephemeral": NOTHING, "account_data": NOTHING,
             "state": {"types": SHOWN}, "timeline": {"types": SHOWN, "limit": 1_000}},
}))


class Refusal(Exception):
    """The server has said no. `native` is its own word for it."""

    def __init__(self, answer):
        super().__init__(f"the server says {refusal_word(answer)}")
        self.native = refusal_word(answer)


class Client:
    """`heard` takes what is shown of one room: its id, and the part of the answer that is about it."""

    def __init__(self, address, token=None, heard=lambda room, shown: None):
        self.http, self.token, self.heard = Http(address), token, heard
        self.listening = None

    async def ask(self, method, path, body=None):
        status, answer = await self.http.ask(method, path, self.token, body)
        if status != 200:
            raise Refusal(answer)
        return answer

    async def register(self, localpart):
        """Makes an account, and logs in to it."""
        about = {"username": localpart, "password": PASSWORD, "auth": {"type": "m.login.dummy"}}
        self.token = (await self.ask("POST", "/_matrix/client/v3/register", about))["access_token"]

    async def log_in(self, user):
        """As one more device of an account that there is."""
        about = {"type": "m.login.password", "identifier": {"type": "m.id.user", "user": user}, "password": PASSWORD}
        self.token = (await self.ask("POST", "/_matrix/client/v3/login", about))["access_token"]

    async def about_room(self, room, what, body=None):
        return await self.ask("POST", f"/_matrix/client/v3/rooms/{in_path(room)}/{what}", body or {})

    async def room_of(self, alias):
        """The room that has the alias now."""
        return (await self.ask("GET", f"/_matrix/client/v3/directory/room/{in_path(alias)}"))["room_id"]

    async def is_in(self, room):
        """Whether the server has it in the room."""
        return room in (await self.ask("GET", "/_matrix/client/v3/joined_rooms"))["joined_rooms"]

    def listen(self):
        """Begins to ask for news, and goes on for as long as the client lives."""
        if self.listening is None:
            self.listening = asyncio.ensure_future(self.hear())
            self.listening.add_done_callback(say_why)

    async def hear(self):
        since = ""
        while True:
            answer = await self.news(f"/_matrix/client/v3/sync?filter={FILTER}&timeout={POLL_MS}{since}")
            since = f"&since={in_path(answer['next_batch'])}"
            for part in ("leave", "join"):
                for room, shown in answer.get("rooms", {}).get(part, {}).items():
                    self.heard(room, shown)

    async def news(self, question):
        """A question that the server fails to answer is put again, as clients do. Behind a purge it may fail for ever."""
        while True:
            try:
                return await self.ask("GET", question)
            except Refusal as refusal:
                print(f"no news: {refusal}", file=sys.stderr)
                await asyncio.sleep(RETRY_AFTER)

    def drop(self):
        """Lets go of everything, without a word."""
        if self.listening is not None:
            self.listening.cancel()
        self.http.close()


def say_why(listening):
    """Nothing more is heard of the news of a client: nobody waits for this, and it must not pass in silence."""
    if not listening.cancelled():
        about = {"message": "a client hears no news any more", "exception": listening.exception()}
        asyncio.get_running_loop().call_exception_handler(about)
