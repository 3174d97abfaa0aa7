"""Publishing: from exact numbers to a release by the five rules of docs/privacy.md, or the reason why none is possible. Pure.

No rule is ever dropped: what cannot be published is held back, and the coordinator is told why.
"""

from __future__ import annotations

import hmac
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.disclosure.publication import LEAST_BASE, Release, Table, shadow_rows
from adv.disclosure.rounding import Limits, Unsolved, controlled_rounding
from adv.disclosure.shadow import shadow_lists
from adv.disclosure.verify import verify_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.disclosure.counting import Counts

LEAST_KEY: Final = 16  # bytes
HASH_BYTES: Final = 8


class Why(StrEnum):
    """Reasons for which there is no release."""

    CORRECTED = "corrected"  # a number that only grows is now more than a base below what was published
    FEW_HOUSEHOLDS = "few_households"  # a cell of few households counts so many that a base or less is too far off
    OTHER_CELLS = "other_cells"  # the table is counted by other things than what was published
    CONTRADICTION = "contradiction"  # the rules cannot all hold together
    UNDECIDED = "undecided"  # no answer within the time
    UNPROVEN = "unproven"  # the solver's answer does not add up


class NotPossible(Struct, frozen=True):
    """No release, why, and which cells stand in the way, as far as single cells do. Exact: for the coordinator only."""

    why: Why
    table: str
    cells: tuple[str, ...] = ()


def publish(counts: Counts, households: Counts, earlier: Sequence[Release], key: bytes, *, base: int) -> Release | NotPossible:
    """Find the release of one table, or say why there is none.

    Parameters
    ----------
    counts
        The true numbers y.
    households
        The different households in the same cells. A cell with some, but fewer than the base, is published as a base at most.
    earlier
        The releases of this table so far, oldest first.
    key
        Secret, and the same for every release: it decides which way a number between two multiples would rather go.
    base
        b. Published numbers are its multiples, and at most so far from the truth.

    Raises
    ------
    ValueError
        The base protects nobody, the key is too short, or the day is not after the last release.
    """
    if base < LEAST_BASE or len(key) < LEAST_KEY or (earlier and counts.day <= earlier[-1].day):
        raise ValueError(base, len(key), counts.day)
    shape = counts.lattice
    before = Table(base, shape.dimensions, shape.cells, tuple(earlier))
    limits = limits_of(counts, households, before)
    if isinstance(limits, NotPossible):
        return limits
    targets = [target(number, base, key, f"{counts.name}\n{shape.name_of(cell)}") for cell, number in enumerate(counts.numbers)]
    numbers = controlled_rounding(shape, limits, targets, base)
    if isinstance(numbers, Unsolved):
        return NotPossible(_why(numbers), counts.name)
    shadow = shadow_lists(shape, [numbers], limits.lines)
    if isinstance(shadow, Unsolved):
        return NotPossible(Why.UNDECIDED if shadow is Unsolved.UNDECIDED else Why.UNPROVEN, counts.name)  # the rounding found one
    release = Release(counts.day, numbers, shadow_rows(shape, shadow[0]))
    after = Table(base, shape.dimensions, shape.cells, (*earlier, release))
    if not _keeps(limits, numbers, base) or not verify_table(after, with_rivals=False).fits:
        return NotPossible(Why.UNPROVEN, counts.name)
    return release


def limits_of(counts: Counts, households: Counts, before: Table) -> Limits | NotPossible:
    """Set between which multiples each cell is published: near the truth, not below what was published, small if few households."""
    shape, base = counts.lattice, before.base
    published = before.numbers(-1) if before.releases else (0,) * len(shape.cells)
    earlier = before.shadow(-1) if before.releases else [0] * len(shape.leaves)
    lowest, highest, corrected, few = [], [], [], []
    for cell, number in enumerate(counts.numbers):
        least = max(0, -((base - number) // base))  # (number - base) / base, rounded up
        most = (number + base) // base
        if shape.grows[cell]:
            least = max(least, published[cell] // base)
        if least > most:
            corrected.append(shape.name_of(cell))
        if 0 < households.numbers[cell] < base:
            most = min(most, 1)
        if least > most:
            few.append(shape.name_of(cell))
        lowest.append(least)
        highest.append(most)
    if corrected:
        return NotPossible(Why.CORRECTED, counts.name, tuple(corrected))
    if few:
        return NotPossible(Why.FEW_HOUSEHOLDS, counts.name, tuple(few))
    lines = tuple(sum(earlier[leaf] for leaf in line) for line in shape.lines)
    return Limits(tuple(lowest), tuple(highest), lines)


def target(number: int, base: int, key: bytes, name: str) -> int:
    """Choose the multiple that a number would rather be: up when its rest, as a part of the base, exceeds the keyed hash of the name."""
    rest = number % base
    drawn = int.from_bytes(hmac.digest(key, name.encode(), sha256().name)[:HASH_BYTES])
    return number - rest + (base if rest << (8 * HASH_BYTES) > base * drawn else 0)


def _keeps(limits: Limits, numbers: Sequence[int], base: int) -> bool:
    """Check that every number is within the limits: at most a base from the truth, too."""
    bounds = zip(numbers, limits.lowest, limits.highest, strict=True)
    return all(base * lowest <= number <= base * highest for number, lowest, highest in bounds)


def _why(unsolved: Unsolved) -> Why:
    return Why.CONTRADICTION if unsolved is Unsolved.IMPOSSIBLE else Why.UNDECIDED
