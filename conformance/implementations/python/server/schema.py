"""The messages of proto/adjourn/v1, compiled when the server starts, so that nothing generated is kept anywhere."""

import subprocess
import sys
import tempfile
from pathlib import Path

from google.protobuf import descriptor_pb2

SCHEMAS = Path(__file__).resolve().parents[4] / "proto"


def compile_into(folder):
    """Runs Debian's protoc, which writes the code that Debian's python3-protobuf can read."""
    # descriptor.proto comes with libprotobuf-dev, which nothing else here needs. The runtime knows it by heart.
    known = descriptor_pb2.FileDescriptorProto.FromString(descriptor_pb2.DESCRIPTOR.serialized_pb)
    builtin = Path(folder, "builtin.binpb")
    builtin.write_bytes(descriptor_pb2.FileDescriptorSet(file=[known]).SerializeToString())
    files = sorted(str(path.relative_to(SCHEMAS)) for path in SCHEMAS.glob("adjourn/v1/*.proto"))
    options = [f"--descriptor_set_in={builtin}", f"--proto_path={SCHEMAS}", f"--python_out={folder}"]
    subprocess.run(["/usr/bin/protoc", *options, *files], check=True)


with tempfile.TemporaryDirectory(prefix="adjourn-schema-") as folder:
    compile_into(folder)
    sys.path.insert(0, folder)
    from adjourn.v1 import answer_pb2 as answer
    from adjourn.v1 import envelope_pb2 as envelope
    from adjourn.v1 import event_pb2 as event
    from adjourn.v1 import feature_pb2 as feature
    from adjourn.v1 import participant_pb2 as participant
    from adjourn.v1 import reason_pb2 as reason
    from adjourn.v1 import request_pb2 as request
    from adjourn.v1 import room_service_pb2 as room_service

    sys.path.remove(folder)

__all__ = ["answer", "envelope", "event", "feature", "participant", "reason", "request", "room_service"]
