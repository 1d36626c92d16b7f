"""A Synapse as a child process, on a free port of loopback, with a folder of its own for as long as it lives."""

import asyncio
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile

from config import write_configuration
from http_json import Closed, Http

# The version that is tested.
VERSION = "1.98.0"
# How long it has to answer, and how often it is asked, in seconds.
START_TIME, ASK_EVERY = 9, 0.05
# The port was free, and may be taken by another program before the server has it: it is started so often.
MOST_STARTS = 3


def python_of_synapse():
    """The Python that has Synapse: in the folder that README.md says, or in the one that the environment names."""
    cache = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
    folder = os.environ.get("ADJOURN_SYNAPSE_FOLDER") or pathlib.Path(cache) / "adjourn" / "synapse"
    return pathlib.Path(folder) / "bin" / "python"


class Server:
    def __init__(self):
        self.process, self.folder, self.address, self.secret = None, None, "", ""

    async def start(self):
        python = python_of_synapse()
        if not python.exists():
            raise RuntimeError(f"there is no Synapse at {python}: conformance/systems/synapse/README.md says how to install it")
        for _ in range(MOST_STARTS):
            self.run(python)
            try:
                return await self.answers()
            except (OSError, asyncio.TimeoutError) as error:
                print(f"the server cannot be started: {error!r}. {self.log()}", file=sys.stderr)
                self.stop()
        raise RuntimeError(f"Synapse cannot be started, {MOST_STARTS} times")

    def run(self, python):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="synapse-"))
        port = free_port()
        self.address = f"127.0.0.1:{port}"
        file, self.secret = write_configuration(self.folder, port)
        with open(self.folder / "output", "wb") as output:
            self.process = subprocess.Popen([python, "-m", "synapse.app.homeserver", "-c", file], cwd=self.folder,
                                            stdin=subprocess.DEVNULL, stdout=output, stderr=output)

    async def answers(self):
        """Ends when it has answered. What else has this port is no such server."""
        http = Http(self.address)
        for _ in range(int(START_TIME / ASK_EVERY)):
            if self.process.poll() is not None:
                raise OSError("it has ended")
            try:
                status, answer = await http.ask("GET", "/_matrix/client/versions")
                if status == 200 and "versions" in answer:
                    return http.close()
            except (OSError, Closed, ValueError):
                await asyncio.sleep(ASK_EVERY)
        raise asyncio.TimeoutError("it does not answer")

    def log(self):
        files = [self.folder / name for name in ("output", "log")]
        return "".join(file.read_text(errors="replace") for file in files if file.exists()).strip()[-2000:]

    def stop(self):
        """By its pid; what it would still do for those who are there is of no more use."""
        if self.process:
            self.process.kill()
            self.process.wait()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.process = self.folder = None


def free_port():
    with socket.socket() as tcp:
        tcp.bind(("127.0.0.1", 0))
        return tcp.getsockname()[1]
