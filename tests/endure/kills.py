"""kill -9 at random moments of an import, an undo and a redo."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from tests.endure.trial import Database, Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.endure.places import Place
    from tests.endure.trial import Running

LATE = 0.6  # half of the kills are in the last part, where it is written and confirmed


def kill_often(place: Place, times: int, seed: int) -> Iterator[Tally]:
    """So many kills of each kind of work."""
    chance = random.Random(seed)
    yield _imports(place, times, chance)
    yield from _undos(place, times, chance)


def _imports(place: Place, times: int, chance: random.Random) -> Tally:
    database, tally = Database(place), Tally(f"{place.name}: kill -9 of an import")
    span = database.seconds(database.next_import())
    while tally.trials < times:
        database.attempt(tally, database.next_import(), _kill(span, chance))
    return tally


def _undos(place: Place, times: int, chance: random.Random) -> Iterator[Tally]:
    database = Database(place)
    tallies = {is_redo: Tally(f"{place.name}: kill -9 of {'a redo' if is_redo else 'an undo'}") for is_redo in (False, True)}
    span = database.seconds(database.next_undo())
    while min(tally.trials for tally in tallies.values()) < times:
        what = database.next_undo()
        database.attempt(tallies[database.is_undone], what, _kill(span, chance))
    yield from tallies.values()


def _kill(span: float, chance: random.Random) -> Callable[[Running], None]:
    moment = span * chance.uniform(LATE if chance.random() < 0.5 else 0.0, 1.1)

    def kill(running: Running) -> None:
        time.sleep(moment)
        running.process.kill()

    return kill
