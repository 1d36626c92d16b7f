"""HTTP with JSON on both sides, over connections that are kept open: a client, and what a proxy needs of it."""

import asyncio
import json


class Closed(Exception):
    """The connection has ended before the answer came."""


class Http:
    """Asks one server. Requests that are under way at the same time have connections of their own."""

    def __init__(self, address):
        self.host, self.port = address.split(":")
        self.idle, self.all = [], set()

    async def ask(self, method, path, token=None, body=None):
        """Gives the status and what was answered."""
        content = json.dumps(body).encode() if body is not None else b""
        bearer = [f"Authorization: Bearer {token}"] if token is not None else []
        head = [f"{method} {path} HTTP/1.1", f"Host: {self.host}:{self.port}", *bearer,
                "Content-Type: application/json", f"Content-Length: {len(content)}", "", ""]
        reader, writer = connection = await self.connection()
        try:
            writer.write("\r\n".join(head).encode() + content)
            line, _, answer = await read_message(reader)
        except (OSError, asyncio.IncompleteReadError) as error:
            self.drop(connection)
            raise Closed(repr(error)) from error
        except BaseException:
            self.drop(connection)
            raise
        self.idle.append(connection)
        return int(line.split(" ")[1]), json.loads(answer or b"{}")

    async def connection(self):
        """One that is free, or a new one. The server hangs up on those that have been silent for long."""
        while self.idle:
            reader, writer = self.idle.pop()
            if not reader.at_eof():
                return reader, writer
            self.drop((reader, writer))
        connection = await asyncio.open_connection(self.host, int(self.port), limit=2**20)
        self.all.add(connection)
        return connection

    def drop(self, connection):
        self.all.discard(connection)
        connection[1].close()

    def close(self):
        for connection in list(self.all):
            self.drop(connection)


async def read_message(reader):
    """A request or a response: its first line, its headers with names in small letters, and its body."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return head[0], headers, await read_chunks(reader)
    return head[0], headers, await reader.readexactly(int(headers.get("content-length", 0)))


async def read_chunks(reader):
    body = b""
    while size := int((await reader.readline()).split(b";")[0], 16):
        body += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return body
