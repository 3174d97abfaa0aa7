"""The child processes themselves: how one is started, and one in reserve that waits for its file.

Starting Python and importing the reader takes as long as reading a year of visits. A server keeps one child ready
(`keep_one_ready`), which saves every upload that time; a program that reads one file and ends does not.
Imports little, as `reading` does.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from adv import errors

READER = "adv.workbook.reading.worker"
ROOT = str(Path(errors.__file__).parents[1])
START = "import sys; paths = sys.argv.pop(); sys.path[:0] = paths.split('\\n'); from {} import main; main()"
KEPT_ENVIRONMENT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # what Python may need to start; no secrets
AHEAD = "ahead"  # on the command line of a child that waits: import everything before there is a file
DONE_SOON = 2.0  # seconds for a child in reserve to end once its input is closed


def start(program: str, *, ahead: bool = False) -> subprocess.Popen[bytes]:
    """A child that runs `program`'s ``main``: this very Python, and nothing of any file on its command line."""
    paths = "\n".join([ROOT, *(path for path in sys.path if path)])
    return subprocess.Popen(  # noqa: S603 (as above)
        [sys.executable, "-I", "-S", "-c", START.format(program), AHEAD if ahead else "", paths],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a crash may print contents
        env={name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ},
        bufsize=0,
    )


class Reserve:
    """At most one child that has imported the reader and waits. Each reads one file and ends, as any other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: subprocess.Popen[bytes] | None = None
        self.is_kept = False

    def take(self, program: str) -> subprocess.Popen[bytes]:
        """The one in reserve, when there is one for this program and it is alive; else a new one."""
        with self._lock:
            if program != READER or self._waiting is None:
                return start(program)
            process, self._waiting = self._waiting, None
        if process.poll() is None:
            return process
        end(process)
        return start(program)

    def fill(self, *, once: bool = False) -> None:
        """Start the next one, when one is to be kept; or this once."""
        with self._lock:
            if (self.is_kept or once) and self._waiting is None:
                self._waiting = start(READER, ahead=True)

    def empty(self) -> None:
        """Let it go, and keep none from now on."""
        with self._lock:
            self.is_kept = False
            process, self._waiting = self._waiting, None
        if process is not None:
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """See that a child that has no file is gone."""
    with suppress(OSError):
        if process.stdin:
            process.stdin.close()  # without input it ends by itself
    try:
        process.wait(DONE_SOON)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout:
        process.stdout.close()


reserve = Reserve()
atexit.register(reserve.empty)


def keep_one_ready() -> None:
    """From now on, until this process ends: for a server."""
    reserve.is_kept = True
    reserve.fill()
