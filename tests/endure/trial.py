"""One trial: start the work, disturb it, and compare what is there afterwards with what was there and with what was said."""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct, field

from adv.errors import StoreError
from adv.store.opening import open_store
from tests.endure.work import DONE, ROWS, PutBack, Work, put_back, work
from tests.store.made import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection as PipeConnection
    from multiprocessing.context import ForkServerProcess

    from adv.model import Dataset
    from tests.endure.places import Place

SILENCE = "no word"
UNSURE = {SILENCE, "store_uncertain"}  # then both before and after are right
FRESH_AFTER = 25  # trials: a history of thousands of versions only takes time

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.endure.work"])


class Tally(Struct):
    """What became of many trials."""

    title: str
    said: Counter[str] = field(default_factory=Counter)
    stored: int = 0
    violations: list[str] = field(default_factory=list)

    @property
    def trials(self) -> int:
        return self.said.total()

    def __str__(self) -> str:
        said = ", ".join(f"{what} {count}" for what, count in sorted(self.said.items()))
        bad = "".join(f"\n      {what} ({count}x)" for what, count in Counter(self.violations).items())
        return f"{self.title}: {self.trials} trials, {self.stored} on disk; said: {said}; VIOLATIONS {len(self.violations)}{bad}"


class Running(Struct, frozen=True):
    """Work that is about to begin."""

    process: ForkServerProcess
    server_process: int


class Database:
    """One database and what ought to be in it: the mark that all rows of each version carry; 0: no rows."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.trials = 0
        self._begin()

    def _begin(self) -> None:
        self.address = self.place.fresh()
        self.marks = [0]
        self.kinds = ["nothing"]

    @property
    def version(self) -> int:
        return len(self.marks) - 1

    def next_import(self) -> Work:
        """An import in which every row differs from what is there."""
        return Work(self.address, self.marks[-1] + 1)

    def next_undo(self) -> Work:
        """Take the latest version back: an undo, and after an undo a redo."""
        while self.version < 2:
            self.attempt(Tally("to begin with"), self.next_import())
        return Work(self.address, self.marks[self.version - 1], undoes=self.version)

    @property
    def is_undone(self) -> bool:
        """The latest version took something back: taking that back is a redo."""
        return self.kinds[-1] == "undo"

    def attempt(
        self,
        tally: Tally,
        what: Work,
        disturb: Callable[[Running], object] = lambda _: None,
        before: Callable[[], object] = lambda: None,
    ) -> None:
        """Do it with the disturbance; `before`: when the work is ready, and has not begun."""
        running, pipe = start(what)
        before()
        pipe.send(self.version)
        disturb(running)
        self.judge(tally, [(what, heard(running, pipe))])

    def seconds(self, what: Work) -> float:
        """How long the work, or an import, takes here when nothing disturbs it."""
        if self.version == 0:  # the first has nothing to compare with, and is quicker than those that follow
            self.attempt(Tally("to begin with"), what)
            what = self.next_import()
        taken: list[float] = []
        self.attempt(Tally("measured"), what, lambda running: taken.append(measured(running)))
        return taken[0]

    def judge(self, tally: Tally, outcomes: list[tuple[Work, str]]) -> None:
        """See what is there after one or more works at once, of which at most one may have come through, and was told."""
        told = [said for _, said in outcomes]
        self.place.settle(self.address)
        tally.said.update(told)
        tally.violations += [what for what in told if what.startswith(("bug", "nothing"))]
        if told.count(DONE) > 1:
            tally.violations.append("two at once were both confirmed")
        version, mark = self.read(tally)
        came_through = [what for what, _ in outcomes if (version, mark) == (self.version + 1, what.mark)]
        if came_through:
            tally.stored += 1
            tally.violations += untrue(told, is_stored=True)
            self.marks.append(mark)
            self.kinds.append("import" if not came_through[0].undoes else "redo" if self.is_undone else "undo")
        elif (version, mark) == (self.version, self.marks[-1]):
            tally.violations += untrue(told, is_stored=False)
        else:
            tally.violations.append("neither before nor after")
        self.trials += 1
        if self.trials % FRESH_AFTER == 0 or tally.violations:
            self._begin()

    def read(self, tally: Tally) -> tuple[int, int]:
        """Version and mark; every earlier version is read as well, the oldest in turn."""
        store = open_store(self.address)
        try:
            self.place.check(self.address)
            version = store.version(PROJECT.name)
            history = [record.version for record in store.imports(PROJECT.name)]
            if history != list(range(version, 0, -1)):
                tally.violations.append("the history has a gap or a double")
            earlier = self.trials % (min(version, self.version) + 1)
            if self._mark(store.dataset(PROJECT, version=earlier), tally) != self.marks[earlier]:
                tally.violations.append("an earlier version is not what it was")
            return version, self._mark(store.dataset(PROJECT), tally)
        except StoreError as error:
            tally.violations.append(f"not to be read: {error.key}")
            return -1, -1
        finally:
            store.close()

    def _mark(self, data: Dataset, tally: Tally) -> int:
        marks = set(data.visits["attempt"]) | set(data.expenses["cents"])
        if len(marks) > 1:
            tally.violations.append("two states are mixed")
        if not len(data.visits) == len(data.expenses) == (ROWS if marks else 0):
            tally.violations.append("half written or doubled")
        return int(marks.pop()) if marks else 0


def untrue(told: list[str], *, is_stored: bool) -> list[str]:
    if is_stored and DONE not in told and not UNSURE & set(told):
        return ["refused, and stored all the same"]
    if not is_stored and DONE in told:
        return ["confirmed, and not there"]
    return []


def measured(running: Running) -> float:
    """How many seconds the work takes from now."""
    begin = time.perf_counter()
    running.process.join()
    return time.perf_counter() - begin


def start(what: Work | PutBack) -> tuple[Running, PipeConnection]:
    """The work in a process of its own, ready and waiting for the version it is to start from."""
    ours, theirs = _processes.Pipe()
    process = _processes.Process(target=work if isinstance(what, Work) else put_back, args=(what, theirs))
    process.start()
    theirs.close()
    server_process = ours.recv()
    return Running(process, server_process), ours


def heard(running: Running, pipe: PipeConnection) -> str:
    """What it said before it ended."""
    try:
        said = str(pipe.recv())
    except (EOFError, ConnectionResetError):
        said = SILENCE
    running.process.join()
    pipe.close()
    return said
