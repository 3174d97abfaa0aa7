"""A browser's part of a Streamlit session, without the browser: open the socket, ask for a rerun, wait until it is done."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import websockets
from msgspec import Struct
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.processes import free_port, started

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping

LONGEST_RERUN = 120.0  # seconds


class Server(Struct, frozen=True):
    """A running Streamlit server on localhost."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """Processor time of the server so far, user and system."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident_mb(self) -> float:
        """Resident memory of the server in MiB."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@contextmanager
def serve(script: Path, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Iterator[Server]:
    """Run `streamlit run script` until the block ends."""
    port = free_port()
    options = ["--server.port", str(port), "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    command = [sys.executable, "-m", "streamlit", "run", str(script), *options, "--server.fileWatcherType", "none"]
    with started(command, cwd, env or {}, subprocess.DEVNULL) as process:
        try:
            wait_until_up(port)
            yield Server(port, process.pid)
        finally:
            process.terminate()


def wait_until_up(port: int, patience: float = 60.0) -> None:
    """Return when the server says that it is healthy.

    Raises
    ------
    TimeoutError
        It did not within `patience` seconds.
    """
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            with urlopen(f"http://localhost:{port}/_stcore/health", timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.02)
    raise TimeoutError(port)


class Session:
    """One visitor."""

    def __init__(self, socket: websockets.ClientConnection) -> None:
        self.socket = socket
        self.page = ""

    async def rerun(self, query: str = "", page: str = "") -> int:
        """Ask for a run of the script and wait for its end; gives the bytes that came over the line."""
        request = BackMsg()
        request.rerun_script.query_string = query
        request.rerun_script.page_name = page
        await self.socket.send(request.SerializeToString())
        size = 0
        while True:
            data = await asyncio.wait_for(self.socket.recv(), LONGEST_RERUN)
            size += len(data)
            message = ForwardMsg()
            message.ParseFromString(data if isinstance(data, bytes) else data.encode())
            if message.WhichOneof("type") == "script_finished":
                return size


@asynccontextmanager
async def session(server: Server) -> AsyncIterator[Session]:
    """Connect as a browser does."""
    address = f"ws://localhost:{server.port}/_stcore/stream"
    async with websockets.connect(
        address,
        subprotocols=[websockets.Subprotocol("streamlit")],
        max_size=None,
        origin=websockets.Origin(f"http://localhost:{server.port}"),
    ) as connection:
        yield Session(connection)
