"""The operator's RoomService, over HTTP in the unary form of the Connect protocol."""

import asyncio
import hmac
import json
from http import HTTPStatus

import reasons
import schema
from codec import Undecodable, from_binary, from_json
from refusal import Refused

SERVICE = "/adjourn.v1.RoomService/"
LARGEST = 1_048_576
# How long a call may take to arrive, in seconds.
ARRIVING_FOR = 10.0

# The status that goes with each refusal; any other is a fault of the server's.
STATUSES = {
    "UNAUTHENTICATED": HTTPStatus.UNAUTHORIZED,
    "UNIMPLEMENTED": HTTPStatus.NOT_IMPLEMENTED,
    "INVALID_ARGUMENT": HTTPStatus.BAD_REQUEST,
    "NOT_FOUND": HTTPStatus.NOT_FOUND,
    "RESOURCE_EXHAUSTED": HTTPStatus.TOO_MANY_REQUESTS,
}


class RoomService:
    """What the operator may do to a room from outside."""

    def __init__(self, settings, meetings):
        self.settings = settings
        self.meetings = meetings
        self.methods = {
            "EndMeeting": self.end_meeting,
            "RemoveParticipant": self.remove_participant,
            "CloseRoom": self.close_room,
        }
        if "relay" in settings.features:
            self.methods["StopMediaRelay"] = self.stop_media_relay

    async def answer(self, head, reader, writer):
        """Reads one call, carries it out, and answers it when all of its effects are on their way."""
        line, headers = parse_head(head)
        async with asyncio.timeout(ARRIVING_FOR):
            try:
                body = await read_body(headers, reader)
                status, kind, answer = self.call(line.split(" ")[1], headers, body)
            except Refused as refused:
                status, kind = STATUSES[refused.code], "application/json"
                answer = json.dumps({"code": refused.code.lower(), "message": refused.message}).encode()
            fields = f"Content-Type: {kind}\r\nContent-Length: {len(answer)}\r\nConnection: close"
            writer.write(f"HTTP/1.1 {status.value} {status.phrase}\r\n{fields}\r\n\r\n".encode() + answer)
            await writer.drain()

    def call(self, path, headers, body):
        """Status, content type and body of the answer to a call."""
        if "operator" not in self.settings.features or not path.startswith(SERVICE):
            return HTTPStatus.NOT_FOUND, "text/plain", b""
        expected = f"Bearer {self.settings.operator_token}".encode()
        if not hmac.compare_digest(headers.get("authorization", "").encode(), expected):
            raise Refused("UNAUTHENTICATED", "The bearer token is missing or wrong.")
        method = path[len(SERVICE) :]
        if method not in self.methods:
            raise Refused("UNIMPLEMENTED", "The server does not know this call, or does not declare it.")
        kind = headers.get("content-type", "").split(";")[0].strip()
        if kind not in ("application/json", "application/proto"):
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "text/plain", b""
        request = parse_request(method, kind, body)
        self.methods[method](self.session(request), request)
        return HTTPStatus.OK, kind, b"{}" if kind == "application/json" else b""

    def session(self, request):
        """The open session that a call means."""
        session = self.meetings.open.get(request.room_id)
        if not session or request.session_id not in ("", session.session_id):
            raise Refused("NOT_FOUND", "The room is not open, or its session is another one.")
        return session

    def end_meeting(self, session, _):
        """Ends the meeting for all."""
        self.meetings.end(session, reasons.ENDED_BY_OPERATOR)

    def close_room(self, session, _):
        """Closes the room."""
        self.meetings.end(session, reasons.ROOM_CLOSED)

    def remove_participant(self, session, request):
        """Removes one participation."""
        self.remove(session, [request.participation_id], reasons.REMOVED_BY_OPERATOR)

    def stop_media_relay(self, session, request):
        """Removes all whom a relay carried."""
        self.remove(session, request.participation_ids, reasons.RELAY_STOPPED)

    def remove(self, session, named, code):
        """Those who are named depart at once, as far as they are still present."""
        if not session.ever.issuperset(named):
            raise Refused("NOT_FOUND", "The session has never had such a participation.")
        leavers = [one for one in session.present.values() if one.participation_id in set(named)]
        if leavers:
            self.meetings.depart(leavers, code)


def parse_head(head):
    """The request line, and the header fields by their names in lower case."""
    line, *fields = head.decode("latin-1").rstrip("\r\n").split("\r\n")
    pairs = (field.partition(":") for field in fields)
    return line, {name.strip().lower(): value.strip() for name, _, value in pairs}


async def read_body(headers, reader):
    """The body of a request, in one piece or in chunks."""
    if headers.get("content-encoding", "identity") != "identity":
        raise Refused("UNIMPLEMENTED", "Compressed calls are not understood.")
    if headers.get("transfer-encoding", "").lower() != "chunked":
        return await reader.readexactly(size_of(headers.get("content-length", "0"), 10))
    body = b""
    while size := size_of((await reader.readline()).split(b";")[0], 16, LARGEST - len(body)):
        body += (await reader.readexactly(size + 2))[:-2]
    return body


def size_of(text, base, most=LARGEST):
    """A size, unless it is none, or one that nobody needs."""
    try:
        size = int(text, base)
    except ValueError:
        raise Refused("INVALID_ARGUMENT", "The length of the call is no number.") from None
    if not 0 <= size <= most:
        raise Refused("RESOURCE_EXHAUSTED", "The call is too long.")
    return size


def parse_request(method, kind, body):
    """The request message of a method."""
    decode = from_json if kind == "application/json" else from_binary
    try:
        return decode(getattr(schema.room_service, f"{method}Request"), body)
    except Undecodable:
        raise Refused("INVALID_ARGUMENT", "The body is no such message.") from None
