"""The back end: an account with the rights of an administrator, which opens the rooms, and stays in them above all hosts."""

import hashlib
import hmac

from client import Client, Refusal
from names import SERVER_NAME, in_path
from room import HOST_LEVEL

NAME = "operator"
OPERATOR = f"@{NAME}:{SERVER_NAME}"
OPERATOR_LEVEL = 100
TOKENS = {"BEARER_WRONG": "wrong", "BEARER_MISSING": None}


class BackEnd:
    """`purge`: whether a room that is deleted goes from the database, too. `everyone_host`: a fault that can be planted."""

    def __init__(self, address, purge, everyone_host):
        self.client, self.purge, self.everyone_host = Client(address), purge, everyone_host
        self.bearers = {bearer: Client(address, token) for bearer, token in TOKENS.items()}

    async def register(self, secret):
        """Becomes an administrator, by the secret of the server's configuration."""
        path, client = "/_synapse/admin/v1/register", self.client
        nonce = (await client.ask("GET", path))["nonce"]
        signed = hmac.new(secret.encode(), "\0".join([nonce, NAME, "none", "admin"]).encode(), hashlib.sha1).hexdigest()
        about = {"nonce": nonce, "username": NAME, "password": "none", "admin": True, "mac": signed}
        client.token = (await client.ask("POST", path, about))["access_token"]
        self.bearers["BEARER_RIGHT"] = client

    async def version(self):
        return (await self.client.ask("GET", "/_synapse/admin/v1/server_version"))["server_version"]

    async def open_room(self, alias, hosts):
        """Gives the room that has the alias, or a new one for anybody to join."""
        try:
            return await self.find_room(alias)
        except Refusal as refusal:
            if not refusal.native.startswith("M_NOT_FOUND"):
                raise
        levels = {OPERATOR: OPERATOR_LEVEL, **dict.fromkeys(hosts, HOST_LEVEL)}
        override = {"users": levels, **({"users_default": HOST_LEVEL + 1} if self.everyone_host else {})}
        about = {"preset": "public_chat", "room_alias_name": alias, "power_level_content_override": override}
        return (await self.client.ask("POST", "/_matrix/client/v3/createRoom", about))["room_id"]

    async def find_room(self, alias):
        return await self.client.room_of(f"#{alias}:{SERVER_NAME}")

    async def delete(self, room, bearer):
        """Ends when nobody is left. The call of the second version is answered ahead of that, and would have to be asked about."""
        await self.bearers[bearer].ask("DELETE", f"/_synapse/admin/v1/rooms/{in_path(room)}", {"purge": self.purge})

    async def free_alias(self, alias, room):
        """A room that was deleted and kept in the database has its alias still, and nobody can join it where nobody is left."""
        if not self.purge and not await self.members(room):
            await self.client.ask("DELETE", f"/_matrix/client/v3/directory/room/{in_path(f'#{alias}:{SERVER_NAME}')}")

    async def members(self, room):
        return (await self.client.ask("GET", f"/_synapse/admin/v1/rooms/{in_path(room)}/members"))["members"]

    async def kick(self, room, user, bearer):
        """The API for administrators has no such call: the operator is a member of the room, and kicks as a host does."""
        await self.bearers[bearer].about_room(room, "kick", {"user_id": user})

    async def stop_media_relay(self, room):
        """There is no such call, and the server is to say so."""
        await self.client.ask("POST", f"/_synapse/admin/v1/rooms/{in_path(room)}/stop_media_relay", {})
