"""What this server is told by its environment. Times are in milliseconds."""

import os
import re
import sys
from dataclasses import dataclass

# All that there is. `announces_each` is not declared unless it is asked for: a large room would pay for it at its end.
KNOWN = set("extended_codes remove replace resume switch viewer relay operator json room_order announces_each".split())


@dataclass(frozen=True)
class Settings:
    """See the README for the variable behind each of these."""

    port: int
    features: frozenset
    resume_window: int
    heartbeat_interval: int
    heartbeat_timeout: int
    token_secret: str
    operator_token: str


def from_environment():
    """Reads the settings, and leaves out what cannot be offered, such as an operator without a token."""
    variable = os.environ.get
    features = set(re.findall(r"\w+", variable("FEATURES", " ".join(KNOWN - {"announces_each"}))))
    if features - KNOWN:
        unknown, known = (", ".join(sorted(names)) for names in (features - KNOWN, KNOWN))
        sys.exit(f"FEATURES names what does not exist: {unknown}. There are {known}.")
    operator_token = variable("OPERATOR_TOKEN", "")
    if "operator" not in features or not operator_token:
        features -= {"operator", "relay"}
    return Settings(
        port=int(variable("PORT", "0")),
        features=frozenset(features),
        resume_window=int(variable("RESUME_WINDOW_MS", "300")) if "resume" in features else 0,
        heartbeat_interval=int(variable("HEARTBEAT_INTERVAL_MS", "0")),
        heartbeat_timeout=int(variable("HEARTBEAT_TIMEOUT_MS", "0")),
        token_secret=variable("TOKEN_SECRET", ""),
        operator_token=operator_token,
    )
