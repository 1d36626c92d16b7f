"""Prints an access token for what `--token-command` puts into the environment, signed with TOKEN_SECRET."""

import os
import sys
import time

sys.dont_write_bytecode = True

from web_token import issue  # noqa: E402

wanted = {name.lower(): os.environ[name] for name in ("ROOM", "PARTICIPANT", "ROLE")}
expires = time.time() + float(os.environ["EXPIRES_IN"])
print(issue({**wanted, "exp": int(expires)}, os.environ["TOKEN_SECRET"]))
