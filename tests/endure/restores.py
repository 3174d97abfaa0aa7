"""kill -9 at random moments while a backup is put back: what is there afterwards is what was, or the backup, as a whole."""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from sqlalchemy import make_url

from adv.store.opening import open_store
from tests.endure.places import Files
from tests.endure.trial import Database, Tally, heard, measured, start, untrue
from tests.endure.work import PutBack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.endure.places import Place
    from tests.endure.trial import Running

LATER = 3  # imports in the second of the two backups
NO_DATABASE = b"no database"


class State(Struct, frozen=True):
    """What may be in the database."""

    version: int
    mark: int


class _Restores:
    """Two backups of one database, put back in turn."""

    def __init__(self, place: Place, over: str, spoil: Callable[[Path], object] | None, seed: int) -> None:
        self.place, self.spoil = place, spoil
        self.tally = Tally(f"{place.name}: kill -9 of a restore over {over}")
        self.chance = random.Random(seed)
        self.database = Database(place)
        self.folder = Path(tempfile.mkdtemp(prefix="adv-restores-"))
        self.set_aside = self.folder / "aside"
        self.backups: dict[State, Path] = {}
        while self.database.version < LATER:
            self.database.attempt(Tally("made"), self.database.next_import())
            self._back_up()
        self.first, *_, self.last = self.backups

    def _back_up(self) -> None:
        state = State(self.database.version, self.database.marks[-1])
        self.backups[state] = self.folder / f"{state.version}.db"
        store = open_store(self.database.address)
        store.backup(self.backups[state])
        store.close()

    def run(self, times: int) -> Tally:
        try:
            now, then = self.last, self.first
            taken: list[float] = []
            for state in (then, now):
                self._put_back(state, lambda running: taken.append(measured(running)))
            while self.tally.trials < times:
                said = self._put_back(then, self._killed(max(taken)))
                if self._is_stored(said, now, then):
                    now, then = then, now
            return self.tally
        finally:
            shutil.rmtree(self.folder)

    def _put_back(self, then: State, disturb: Callable[[Running], object]) -> str:
        self.set_aside.mkdir()
        file = make_url(self.database.address).database
        if self.spoil is not None:
            self.spoil(Path(file or ""))
        running, pipe = start(PutBack(self.database.address, self.backups[then], self.set_aside))
        pipe.send(0)
        disturb(running)
        said = heard(running, pipe)
        shutil.rmtree(self.set_aside)
        if isinstance(self.place, Files):
            for left in self.place.folder.glob("*.replaced-*"):
                left.unlink()
        return said

    def _killed(self, span: float) -> Callable[[Running], None]:
        def kill(running: Running) -> None:
            time.sleep(self.chance.uniform(0, 1.1) * span)
            running.process.kill()

        return kill

    def _is_stored(self, said: str, now: State, then: State) -> bool:
        """Whether the backup is there; anything but that and what was before is a violation."""
        self.tally.said[said] += 1
        if said.startswith("bug"):
            self.tally.violations.append(said)
        if self.spoil is not None and _is_as_spoilt(Path(make_url(self.database.address).database or "")):
            self.tally.violations += untrue([said], is_stored=False)
            return False
        self.place.settle(self.database.address)
        self.database.trials += 1
        found = State(*self.database.read(self.tally))
        if found not in {now, then} or (self.spoil is not None and found != then):
            self.tally.violations.append("neither before nor after")
        self.tally.violations += untrue([said], is_stored=found == then)
        self.tally.stored += found == then
        return found == then


def restores_killed(place: Place, times: int, seed: int) -> Iterator[Tally]:
    """So many kills over data that is there; over files also where there is none, or no sound one."""
    yield _Restores(place, "data", None, seed).run(times)
    if isinstance(place, Files):
        yield _Restores(place, "nothing", _remove, seed).run(times)
        yield _Restores(place, "damage", _damage, seed).run(times)


def _remove(file: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)


def _damage(file: Path) -> None:
    _remove(file)
    file.write_bytes(NO_DATABASE)


def _is_as_spoilt(file: Path) -> bool:
    return not file.exists() or file.read_bytes() == NO_DATABASE
