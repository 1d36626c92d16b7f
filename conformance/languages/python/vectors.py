"""The wire vectors, held against the types that were generated for Python: python3 vectors.py FOLDER"""

import json
import sys
from importlib import import_module
from pathlib import Path

from google.protobuf import json_format, message_factory
from google.protobuf.descriptor_pool import Default
from google.protobuf.message import DecodeError

for name in ("envelope", "reason", "room_service"):
    import_module(f"adjourn.v1.{name}_pb2")


def kind_of(vector):
    return message_factory.GetMessageClass(Default().FindMessageTypeByName(vector["message"]))


def is_decoded(vector):
    try:
        kind_of(vector).FromString(bytes.fromhex(vector["hex"]))
        return True
    except DecodeError:
        return False


def faults(vector):
    """What is wrong with one vector: encoded again, and read from JSON."""
    kept = vector.get("rewritten", vector["hex"])
    dropped = vector.get("withoutUnknown", kept)
    written = kind_of(vector).FromString(bytes.fromhex(vector["hex"])).SerializeToString().hex()
    if written not in (kept, dropped):
        yield f"{vector['name']}: {written}, not {kept}"
    from_json = json_format.ParseDict(vector["json"], kind_of(vector)()).SerializeToString().hex()
    if from_json != dropped:
        yield f"{vector['name']}, from JSON: {from_json}, not {dropped}"


count, found = 0, []
for file in sorted(Path(sys.argv[1]).glob("*.json")):
    for vector in json.loads(file.read_text()):
        count += 1
        if file.stem != "undecodable":
            found += faults(vector)
        elif is_decoded(vector):
            found.append(f"{vector['name']}: was decoded")
for fault in found:
    print(fault)
print(f"{count} vectors, {len(found)} faults")
sys.exit(1 if found or count == 0 else 0)
