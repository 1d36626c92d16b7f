"""A server of Mumble as a child process, on a free port of loopback, with a folder of its own for as long as it lives."""

import asyncio
import getpass
import pathlib
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile

from client import Gone
from console import Console

# How long it has to answer, and how often it is asked, in seconds.
START_TIME, ASK_EVERY = 8, 0.02
# How long a client may be silent, in seconds; and how often the server looks, which is in its sources.
SILENCE, LOOKS_EVERY = 5, 15.5
# The port was free, and may be taken by another program before the server has it: it is started so often.
MOST_STARTS = 3

CONFIGURATION = """
database={folder}/murmur.sqlite
host=127.0.0.1
port={port}
uname={user}
ice=
dbus=
bonjour=false
welcometext=
timeout={silence}
autobanAttempts=0
users=5000
messageburst=100000
messagelimit=100000
certrequired=false
username=.+
channelname=.+
"""


class Server:
    """A server that lives for one run, on loopback: its password is for nobody else."""

    def __init__(self):
        self.password, self.host_token = secrets.token_hex(8), secrets.token_hex(8)
        self.console, self.process, self.folder, self.address = Console(), None, None, ""

    async def start(self, host_group=None):
        """`host_group`: who has the rights of a host; by itself those who know the token."""
        path = shutil.which("murmurd", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
        if path is None:
            raise RuntimeError("there is no murmurd: apt-get install mumble-server")
        for starts in range(MOST_STARTS):
            self.run(path)
            try:
                return await self.greet(host_group or f"#{self.host_token}")
            except (OSError, asyncio.TimeoutError, Gone) as error:
                print(f"the server cannot be started: {error!r}. {self.log()}", file=sys.stderr)
                self.stop()
        raise RuntimeError(f"the server cannot be started, {MOST_STARTS} times")

    def run(self, path):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="mumble-"))
        port = free_port()
        self.address = f"127.0.0.1:{port}"
        ini = self.folder / "murmur.ini"
        ini.write_text(CONFIGURATION.format(folder=self.folder, port=port, user=getpass.getuser(), silence=SILENCE))
        with open(self.folder / "log", "wb") as log:
            subprocess.run([path, "-ini", ini, "-supw", self.password], check=True, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
            self.process = subprocess.Popen([path, "-fg", "-ini", ini], stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    async def greet(self, host_group):
        """Logs the operator in, as soon as the server takes connections. What else has this port is no such server."""
        for _ in range(int(START_TIME / ASK_EVERY)):
            if self.process.poll() is not None:
                raise OSError("it has ended")
            try:
                return await self.console.connect(self.address, self.password, host_group)
            except ConnectionRefusedError:
                await asyncio.sleep(ASK_EVERY)
        raise asyncio.TimeoutError("it does not answer")

    def log(self):
        return (self.folder / "log").read_text(errors="replace").strip()[-2000:]

    def stop(self):
        """By its pid; what it would still do for those who are there is of no more use."""
        if self.process:
            self.process.kill()
            self.process.wait()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.process = self.folder = None


def free_port():
    """A port that is free for TCP and for UDP."""
    while True:
        with socket.socket() as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
            tcp.bind(("127.0.0.1", 0))
            try:
                udp.bind(tcp.getsockname())
            except OSError:
                continue
            return tcp.getsockname()[1]
