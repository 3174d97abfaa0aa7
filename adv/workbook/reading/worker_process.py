"""Worker processes themselves: how one is started, and one in reserve that waits for its file.

Starting Python and importing the reader takes as long as reading a year of visits. A server keeps one worker ready
(`keep_one_ready`), which saves every upload that time; a program that reads one file and ends does not.
Imports little, as `reader` does.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from adv import errors
from adv.workbook.reading.background_thread import Attempt

if TYPE_CHECKING:
    from collections.abc import Callable

    from adv.workbook.reading.limits import FileLimits, UploadLimits

READER = "adv.workbook.reading.worker"
INTAKE = "adv.workbook.apart.worker"  # starts readers itself
ROOT = str(Path(errors.__file__).parents[1])
# Python's own modules come first, so that no file of a folder in which somebody works runs here under the name of one.
# Millions of cells and not one cycle: looking for some takes a quarter of the time of a worker, which ends with its piece of work.
START = (
    "import gc, sys; gc.disable(); sys.path += sys.argv.pop().split('\\n'); "
    "from adv.workbook.reading.background_thread import end_with; end_with(int(sys.argv.pop())); from {} import main; main()"
)
KEPT_ENVIRONMENT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")  # Python may need them to start; no secrets
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}  # numpy would start one for each processor: a quarter of what importing it takes
KIND = "ADV_WORKER"  # in the environment of a worker and of all that it starts: its program
AHEAD = "ahead"  # on the command line of a worker that waits: import everything before there is a file
PIECE_BYTES = 1 << 18  # bytes
LOOK_SECONDS = 0.1
CPU_USED_UP = -signal.SIGXCPU if hasattr(signal, "SIGXCPU") else None  # the end of a worker that computed too long
DONE_SOON = 2.0  # seconds for a worker in reserve to end once its input is closed


def environment_of(program: str) -> dict[str, str]:
    """Give the environment of a worker."""
    return {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ} | ONE_THREAD | {KIND: program}


class Worker(subprocess.Popen[bytes]):
    """A process that runs `program`'s ``main``: this very Python, and nothing of any file on its command line."""

    stdin: IO[bytes]
    stdout: IO[bytes]

    def __init__(self, program: str, *, ahead: bool = False) -> None:
        own = os.environ.get(KIND)
        # Else one that imports by accident what starts workers starts them for ever.
        if own not in (None, INTAKE) or own == program:
            raise RuntimeError("worker_starts_workers")
        paths = "\n".join([ROOT, *(path for path in sys.path if path)])
        super().__init__(
            [sys.executable, "-I", "-S", "-c", START.format(program), AHEAD if ahead else "", str(os.getpid()), paths],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a crash may print contents
            env=environment_of(program),
            bufsize=0,
            start_new_session=os.name == "posix" and own is None,  # a group of its own, with the workers that it starts
        )

    def feed(self, *contents: bytes) -> None:
        """Write all of it to the worker, which may have seen enough or be gone: what became of it shows in what it says."""
        with suppress(OSError), self.stdin as pipe:
            for content in contents:
                left = memoryview(content)
                while left:
                    left = left[pipe.write(left) :]

    def converse(
        self,
        *contents: bytes,
        take: Callable[[bytes], object],
        limits: FileLimits | UploadLimits,
        meanwhile: Callable[[float], object] = lambda _: None,
    ) -> None:
        """Feed it, pass on what it says in pieces, and see that it is gone, with the workers that it started.

        `meanwhile` is called again and again with the seconds that have passed. What it or `take` raises ends the worker too.
        Raises `FileTooLarge`: it took too long, or said too much.
        """

        def listen() -> None:
            left = limits.answer
            while piece := os.read(self.stdout.fileno(), PIECE_BYTES):
                left -= len(piece)
                if left < 0:
                    raise errors.FileTooLarge("too_heavy")
                take(piece)

        feeding, listening = Attempt(lambda: self.feed(*contents)), Attempt(listen)
        begun = time.monotonic()
        is_slow = False
        try:
            while not is_slow and not listening.is_over(min(LOOK_SECONDS, limits.clock)):
                meanwhile(time.monotonic() - begun)
                is_slow = time.monotonic() - begun > limits.clock
        finally:
            self.end_all()
            feeding.wait()
            listening.wait()
            self.stdout.close()
        if is_slow:
            raise errors.FileTooLarge("too_slow", seconds=round(limits.clock))
        if self.returncode == CPU_USED_UP:
            raise errors.FileTooLarge("too_slow", seconds=round(limits.seconds))
        listening.result()

    def end_all(self) -> None:
        """Stop it at once, with the workers that it started."""
        if os.name == "posix":
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
        self.kill()
        self.wait()

    def end(self) -> None:
        """See that a worker that has no file is gone."""
        with suppress(OSError):
            self.stdin.close()  # without input it ends by itself
        try:
            self.wait(DONE_SOON)
        except subprocess.TimeoutExpired:
            self.kill()
            self.wait()
        self.stdout.close()


class Reserve:
    """At most one worker that has imported what it needs and waits. Each does one piece of work and ends, as any other."""

    def __init__(self, program: str = READER) -> None:
        self.program = program
        self._lock = threading.Lock()
        self._waiting: Worker | None = None
        self.is_kept = False

    def take(self, program: str) -> Worker:
        """Give the one in reserve, when it is there, runs this program and is alive; else start a new one."""
        with self._lock:
            if program != self.program or self._waiting is None:
                return Worker(program)
            worker, self._waiting = self._waiting, None
        if worker.poll() is None:
            return worker
        worker.end()
        return Worker(program)

    def fill(self, *, once: bool = False) -> None:
        """Start the next one, when one is to be kept; or this once."""
        with self._lock:
            if (self.is_kept or once) and self._waiting is None:
                self._waiting = Worker(self.program, ahead=True)

    def empty(self) -> None:
        """Let it go, and keep none from now on."""
        with self._lock:
            self.is_kept = False
            worker, self._waiting = self._waiting, None
        if worker is not None:
            worker.end()


reserve, intake_reserve = Reserve(), Reserve(INTAKE)
atexit.register(reserve.empty)
atexit.register(intake_reserve.empty)


def keep_one_ready() -> None:
    """Keep a worker for uploads in reserve from now on, until this process ends: for a server."""
    intake_reserve.is_kept = True
    intake_reserve.fill()
