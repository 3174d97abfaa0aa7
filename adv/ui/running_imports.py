"""Imports that are being stored: the server that is told to stop lets them end."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Condition
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class RunningImports:
    """Count what is being stored, and wait until nothing is."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._count = 0

    @contextmanager
    def one(self) -> Iterator[None]:
        """Mark one import from here to the end of the block."""
        with self._changed:
            self._count += 1
        try:
            yield
        finally:
            with self._changed:
                self._count -= 1
                self._changed.notify_all()

    def wait(self, seconds: float) -> bool:
        """Wait until no import runs, at most so long; tell whether none does."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._count, seconds)


running_imports = RunningImports()
