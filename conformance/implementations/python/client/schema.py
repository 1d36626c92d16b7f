"""The messages of proto/adjourn/v1, compiled when the client is imported: nothing generated is kept."""

import subprocess
import sys
import tempfile
from pathlib import Path

from google.protobuf import descriptor_pb2

PROTO = Path(__file__).resolve().parents[4] / "proto"
ENVELOPE = "adjourn/v1/envelope.proto"


def generate(folder):
    """Writes the modules of the envelope, and of all that it imports, into a folder."""
    # protoc wants descriptor.proto, which Debian has in a package of its own; but the Python runtime holds it too.
    held = descriptor_pb2.FileDescriptorSet()
    descriptor_pb2.DESCRIPTOR.CopyToProto(held.file.add())
    image = Path(folder) / "descriptor.binpb"
    image.write_bytes(held.SerializeToString())
    names = [path.relative_to(PROTO).as_posix() for path in (PROTO / ENVELOPE).parent.glob("*.proto")]
    options = [f"--descriptor_set_in={image}", f"--proto_path={PROTO}", f"--python_out={folder}"]
    subprocess.run(["protoc", *options, *names], check=True)


with tempfile.TemporaryDirectory() as generated:
    generate(generated)
    sys.path.insert(0, generated)
    try:
        from adjourn.v1.answer_pb2 import Code
        from adjourn.v1.envelope_pb2 import ClientMessage, ServerMessage
        from adjourn.v1.participant_pb2 import Role
        from adjourn.v1.reason_pb2 import ReasonCode, registry
        from adjourn.v1.request_pb2 import Mode
    finally:
        sys.path.remove(generated)

__all__ = ["ClientMessage", "Code", "Mode", "ReasonCode", "Role", "ServerMessage", "registry"]
