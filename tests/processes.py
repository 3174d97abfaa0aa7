"""Workers as the operating system sees them, and servers that do not outlive the tests that started them."""

from __future__ import annotations

import ctypes
import gc
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

PARENT_GONE = 1  # PR_SET_PDEATHSIG of Linux
PROCESSES = Path("/proc")
PATIENCE, STOPPING = 120.0, 20.0  # seconds for a first start on a slow machine, and for a server to end by itself
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class Saying(NamedTuple):
    """A worker that says this, whatever it is given."""

    said: bytes

    def converse(self, *_: bytes, take: Callable[[bytes], object], **__: object) -> None:
        take(self.said)


def main() -> None:
    """Tell, as a worker, what is around it."""
    told = {
        "arguments": sys.argv[1:],
        "environment": dict(os.environ),
        "heard": sys.stdin.read(),
        "leads": os.getpgrp() == os.getpid(),
        "collects": gc.isenabled(),
        "errors": str(Path("/proc/self/fd/2").readlink()),
    }
    sys.stdout.write(json.dumps(told))
    sys.stdout.flush()
    os._exit(0)


def members(group: int) -> set[int]:
    """Find the processes of a group."""
    numbers = (int(place.name) for place in PROCESSES.iterdir() if place.name.isdigit())
    return {number for number in numbers if _facts(number)[2] == str(group)}


def end_with_us() -> None:
    """Be killed when the process of the tests is, however that ended: to be run in the new process, before its program."""
    if _libc is not None:
        _libc.prctl(PARENT_GONE, signal.SIGKILL)


def free_port() -> int:
    """A port of localhost that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def started(
    command: Sequence[str], cwd: Path | None, environment: Mapping[str, str], output: int | IO[Any] | None
) -> subprocess.Popen[bytes]:
    """Start a server that is gone when the process of the tests is."""
    return subprocess.Popen(
        command,
        cwd=cwd,
        env={**os.environ, **environment},
        stdout=output,
        stderr=output,
        preexec_fn=end_with_us,  # noqa: PLW1509 - one call of the system, which waits for no thread
    )


def workers_below(pid: int, least: int = 0, seconds: float = 0) -> set[int]:
    """Find the workers that a process and its workers started, once there are so many.

    Raises
    ------
    TimeoutError
        There never were.
    """
    until = time.monotonic() + seconds
    while len(found := _below(pid)) < least:
        if time.monotonic() > until:
            raise TimeoutError(pid)
        time.sleep(0.05)
    return found


def left_of(pids: Iterable[int], seconds: float) -> set[int]:
    """Give the processes that are still there after so many seconds; sooner when there are none."""
    until, left = time.monotonic() + seconds, set(pids)
    while left and time.monotonic() < until:
        time.sleep(0.05)
        left = {one for one in left if _facts(one)[0] not in {"", "Z"}}
    return left


def _below(pid: int) -> set[int]:
    children: dict[int, set[int]] = {}
    for place in PROCESSES.iterdir():
        if place.name.isdigit() and (parent := _facts(int(place.name))[1]):
            children.setdefault(int(parent), set()).add(int(place.name))
    found, todo = set[int](), {pid}
    while todo:
        todo = set[int]().union(*(children.get(one, set()) for one in todo))
        found |= {one for one in todo if b"worker import main; main()" in _read(one, "cmdline")}
    return found


def _facts(pid: int) -> tuple[str, str, str]:
    """Give a process's state, parent and group; nothing of one that is gone."""
    state, parent, group, *_ = [*_read(pid, "stat").rpartition(b")")[2].decode().split(), "", "", ""]
    return state, parent, group


def _read(pid: int, name: str) -> bytes:
    try:
        return (PROCESSES / str(pid) / name).read_bytes()
    except OSError:
        return b""
