"""Work in threads of the reading child: calamine and zlib let others work meanwhile. Imports next to nothing."""

from __future__ import annotations

from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")


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

    def wait(self) -> None:
        """Until it has ended, one way or the other."""
        self._thread.join()

    def result(self) -> T:
        """What comes of it, once; or the exception that it ended in."""
        self.wait()
        if self._problem is not None:
            raise self._problem
        return self._made.pop()


def ahead(items: Iterable[T]) -> Iterator[T]:
    """The same items, each made in the background while the one before is in use: never more than one ahead.

    Calamine and zlib let other threads work meanwhile, so that checking, reading and packing go on at the same time.
    """
    made: Queue[tuple[T | None, BaseException | None]] = Queue()

    def work() -> None:
        try:
            for item in items:
                made.put((item, None))
                del item
                made.join()
            made.put((None, None))
        except BaseException as problem:  # noqa: BLE001 (it goes to whoever waits)
            made.put((None, problem))

    Thread(target=work, daemon=True).start()
    while True:
        item, problem = made.get()
        made.task_done()
        if problem is not None:
            raise problem
        if item is None:
            return
        yield item
        del item
