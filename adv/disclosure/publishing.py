"""Publishing: from exact numbers to a release by the five rules of docs/privacy.md, or the reason why none is possible. Pure.

No rule is ever dropped: what cannot be published is held back, and the coordinator is told why.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from enum import StrEnum
from hashlib import sha256
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from adv.disclosure.counting import Counts
from adv.disclosure.publication import Release, Table, shadow_rows
from adv.disclosure.rounding import Limits, Numbers, Unsolved, Wanted, controlled_rounding, shadow_lists
from adv.disclosure.verify import are_near, verify_table
from adv.model import LEAST_BASE

LEAST_KEY: Final = 16  # bytes
HASH_BYTES: Final = 8


class Why(StrEnum):
    """Reasons for which there is no release."""

    CORRECTED = "corrected"  # a number that only grows is now more than a base below what was published
    FEW_HOUSEHOLDS = "few_households"  # a cell of few households counts so many that a base or less is too far off
    OTHER_CELLS = "other_cells"  # the table is counted by other things than what was published
    CONTRADICTION = "contradiction"  # the rules cannot all hold together
    BESIDE = "beside"  # other readers already have, or may get, a later release
    UNDECIDED = "undecided"  # too large, or no answer within the steps
    UNPROVEN = "unproven"  # the solver's answer does not add up


class NotPossible(Struct, frozen=True):
    """No release, why, and which cells stand in the way, as far as single cells do. Exact: for the coordinator only."""

    why: Why
    table: str
    cells: tuple[str, ...] = ()


class Exact(Struct, frozen=True):
    """The true numbers y of one table at the end of a day, and the different households in the same cells.

    The number of conversations is exact and public. There are no more households with a conversation than conversations, and none
    only when there are none: published households fit that, so that the two beside each other exclude nothing.
    """

    counts: Counts
    households: Counts
    conversations: int | None = None  # of a table of households


class Asked(Struct, frozen=True):
    """Releases in a row that some readers would get, after those that are fixed; of the same cells on all days."""

    exact: Sequence[Exact]
    earlier: Sequence[Release]  # oldest first
    base: int  # b: published numbers are its multiples, and at most so far from the truth

    @property
    def before(self) -> Table:
        """The table as it is without the new releases."""
        shape = self.exact[0].counts.lattice
        return Table(self.base, shape.dimensions, shape.cells, tuple(self.earlier))


def publish_together(asked: Sequence[Asked], key: bytes) -> tuple[tuple[Release, ...], ...] | NotPossible:
    """Find releases of one table at the ends of days in a row, or say why there are none.

    Raises `ValueError`: the base protects nobody, the key is too short, or a day is not after the one before it.

    Parameters
    ----------
    asked
        For some readers; or also for others with a larger base, on some of the same days: then no two numbers of one cell
        are further apart than the bases differ, and whoever has both knows no more (docs/privacy.md).
    key
        Secret, and the same for every release: it decides which way a number between two multiples is best rounded.
    """
    name, shape = asked[0].exact[0].counts.name, asked[0].exact[0].counts.lattice
    wanted = [_wanted(one, key) for one in asked]
    if held := next((one for one in wanted if isinstance(one, NotPossible)), None):
        return held
    series = [one for one in wanted if isinstance(one, Wanted)]
    numbers = controlled_rounding(shape, series)
    if isinstance(numbers, Unsolved):
        return NotPossible(Why.CONTRADICTION if numbers is Unsolved.IMPOSSIBLE else Why.UNDECIDED, name)
    made = [_released(*one) for one in zip(asked, series, numbers, strict=True)]
    found = tuple(one for one in made if not isinstance(one, Why))
    if why := next((one for one in made if isinstance(one, Why)), None):
        return NotPossible(why, name)
    tables = (replace(one.before, releases=new) for one, new in zip(asked, found, strict=True))
    return found if are_near(*tables) else NotPossible(Why.UNPROVEN, name)


def _wanted(asked: Asked, key: bytes) -> Wanted | NotPossible:
    base, shape, name = asked.base, asked.exact[0].counts.lattice, asked.exact[0].counts.name
    days = [*(release.day for release in asked.earlier[-1:]), *(one.counts.day for one in asked.exact)]
    if base < LEAST_BASE or len(key) < LEAST_KEY or days != sorted(set(days)):
        raise ValueError(base, len(key), days)
    limits = [limits_of(one, asked.before) for one in asked.exact]
    if held := next((one for one in limits if isinstance(one, NotPossible)), None):
        return held
    shadow = asked.before.shadow(-1) if asked.earlier else [0] * len(shape.leaves)
    names = [f"{name}\n{shape.name_of(cell)}" for cell in range(len(shape.cells))]
    return Wanted(
        base=base,
        limits=[one for one in limits if isinstance(one, Limits)],
        targets=[
            [target(true, base, key, cell) for true, cell in zip(one.counts.numbers, names, strict=True)] for one in asked.exact
        ],
        lines=[sum(shadow[leaf] for leaf in line) for line in shape.lines],
        days=days[-len(asked.exact) :],
    )


def _released(asked: Asked, wanted: Wanted, numbers: Numbers) -> tuple[Release, ...] | Why:
    """Make releases of numbers, with shadow lists from the published numbers alone, and prove them: the solver is not believed."""
    before, shape = asked.before, asked.exact[0].counts.lattice
    shadows = shadow_lists(shape, numbers, wanted.lines)
    if isinstance(shadows, Unsolved):
        return Why.UNDECIDED if shadows is Unsolved.UNDECIDED else Why.UNPROVEN  # the rounding found one
    made = tuple(
        Release(day, published, shadow_rows(shape, shadow))
        for day, published, shadow in zip(wanted.days, numbers, shadows, strict=True)
    )
    are_kept = all(keeps(one, published, asked.base) for one, published in zip(wanted.limits, numbers, strict=True))
    whole = replace(before, releases=(*before.releases, *made))
    return made if are_kept and verify_table(whole, with_rivals=False).fits else Why.UNPROVEN


def limits_of(exact: Exact, before: Table) -> Limits | NotPossible:
    """Set the lowest and highest multiple of each cell: near the truth, not below what was published, small if of few households."""
    counts, base = exact.counts, before.base
    shape = counts.lattice
    published = before.numbers(-1) if before.releases else (0,) * len(shape.cells)
    everything = shape.place_of_cell.get(tuple(None for _ in shape.dimensions))
    talked = shape.place_of_cell.get(tuple(dimension.stays for dimension in shape.dimensions))
    lowest, highest, corrected, few = [], [], [], []
    for cell, number in enumerate(counts.numbers):
        least = max(0, -((base - number) // base))  # (number - base) / base, rounded up
        most = (number + base) // base
        if shape.grows[cell]:
            least = max(least, published[cell] // base)
        if least > most:
            corrected.append(shape.name_of(cell))
        elif exact.conversations is not None and cell == everything:
            least = max(least, min(1, exact.conversations))
        elif exact.conversations is not None and cell == talked:
            most = max(least, min(most, exact.conversations // base))
        if 0 < exact.households.numbers[cell] < base:
            most = min(most, 1)
        if least > most:
            few.append(shape.name_of(cell))
        lowest.append(least)
        highest.append(most)
    if corrected:
        return NotPossible(Why.CORRECTED, counts.name, tuple(corrected))
    if few:
        return NotPossible(Why.FEW_HOUSEHOLDS, counts.name, tuple(few))
    return Limits(tuple(lowest), tuple(highest))


def target(number: int, base: int, key: bytes, name: str) -> int:
    """Choose the multiple to round to: up when what is over, as a part of the base, exceeds the keyed hash of the cell's name."""
    rest = number % base
    drawn = int.from_bytes(hmac.digest(key, name.encode(), sha256().name)[:HASH_BYTES])
    return number - rest + (base if rest << (8 * HASH_BYTES) > base * drawn else 0)


def keeps(limits: Limits, numbers: Sequence[int], base: int) -> bool:
    """Check that every number is within the limits: at most a base from the truth, too."""
    bounds = zip(numbers, limits.lowest, limits.highest, strict=True)
    return all(base * lowest <= number <= base * highest for number, lowest, highest in bounds)
