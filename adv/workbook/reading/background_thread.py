"""Work in a thread of its own, so that others work meanwhile, and in a process within limits. Imports next to nothing."""

from __future__ import annotations

import os
import signal
import time
from threading import Thread
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

try:
    import resource
except ImportError:  # Windows has no such limits: there the clock and the pre-check hold
    resource = None  # type: ignore[assignment]

T = TypeVar("T")
LOOK_SECONDS = 1.0


class Attempt(Generic[T]):
    """One piece of work, begun at once."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._made: list[T] = []
        self._problem: BaseException | None = None
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._made.append(self._work())
        except BaseException as problem:  # noqa: BLE001 (it goes to whoever waits)
            self._problem = problem

    def is_over(self, seconds: float) -> bool:
        """Wait for its end, at most so long, and tell whether it came."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def wait(self) -> None:
        """Wait until it has ended, one way or the other."""
        self._thread.join()

    def result(self) -> T:
        """Wait for what comes of it, or raise the exception that it ended in."""
        self.wait()
        if self._problem is not None:
            raise self._problem
        return self._made[0]


def end_with(parent: int) -> None:
    """End this process and its group as soon as the one that started it is gone, however that ended (not on Windows).

    A worker that waits reads that from its input. One that works would go on until its limits, with the readers that it started.
    """

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(LOOK_SECONDS)
        os.killpg(0, signal.SIGKILL)

    if os.name == "posix":
        Attempt(watch)


def keep_within(seconds: float, memory: int) -> None:
    """Let the operating system hold this process to some more seconds of computing, and to so many bytes."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = max(1, round(used.ru_utime + used.ru_stime + seconds))
    _lower(resource.RLIMIT_CPU, most, most + 1)  # first the signal that tells why, then the end
    _lower(resource.RLIMIT_AS, memory, memory)
    _lower(resource.RLIMIT_CORE, 0, 0)
    _lower(resource.RLIMIT_FSIZE, 0, 0)  # it writes to its pipe and nowhere else


def _lower(what: int, most: int, at_last: int) -> None:
    try:
        _, hard = resource.getrlimit(what)
        allowed = at_last if hard == resource.RLIM_INFINITY else min(at_last, hard)
        resource.setrlimit(what, (min(most, allowed), allowed))
    except (ValueError, OSError):  # a system that does not know this limit: the clock and the pre-check hold there too
        return
