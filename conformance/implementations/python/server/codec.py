"""The two subprotocols: how a message stands in a frame."""

import json
import warnings

from google.protobuf import json_format
from google.protobuf.message import DecodeError
from websockets.frames import OP_BINARY, OP_TEXT

from schema import envelope


class Undecodable(Exception):
    """Bytes that are no message."""


def from_binary(kind, data):
    """A message of a kind. Raises Undecodable."""
    # At a field number 0, or the end of a group that never began, Debian's decoder stops with no more than a warning.
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            message = kind.FromString(data)
        except DecodeError as error:
            raise Undecodable from error
    if warned:
        raise Undecodable
    return message


def from_json(kind, data):
    """The same from ProtoJSON. What is not known is skipped."""
    try:
        return json_format.Parse(data.decode(), kind(), ignore_unknown_fields=True)
    except (json_format.ParseError, UnicodeDecodeError, RecursionError) as error:
        raise Undecodable from error


class Binary:
    """adjourn.v1.proto"""

    opcode = OP_BINARY
    decode = staticmethod(from_binary)

    @staticmethod
    def encode(message):
        """The bytes of a frame."""
        return message.SerializeToString()


class Json:
    """adjourn.v1.json, where enums have names, but for reason codes, which are numbers."""

    opcode = OP_TEXT
    decode = staticmethod(from_json)

    @staticmethod
    def encode(message):
        """The bytes of a frame."""
        plain = json_format.MessageToDict(message)
        for kind in ("participant_left", "room_left"):
            told = getattr(message, kind)
            if told.HasField("reason"):
                plain[json_name(kind)]["reason"]["code"] = told.reason.code
        return json.dumps(plain).encode()


def json_name(kind):
    """The name of a field in ProtoJSON."""
    return envelope.ServerMessage.DESCRIPTOR.fields_by_name[kind].json_name


CODECS = {"adjourn.v1.proto": Binary, "adjourn.v1.json": Json}
