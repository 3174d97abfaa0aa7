"""Work in a thread of its own: what calamine and a worker process take time for lets others work meanwhile. Imports next to nothing."""

from __future__ import annotations

import os
import signal
import time
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

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
    if os.name == "posix":
        Attempt(partial(_end_after, parent))


def _end_after(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    os.killpg(0, signal.SIGKILL)
