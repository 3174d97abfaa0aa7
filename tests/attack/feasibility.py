"""Excluding by a solver, or by trying everything: is there a true series, with a small number at 0 or not small, that fits it all?"""

from __future__ import annotations

import random
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, kron

from adv.disclosure.publication import Audience
from adv.disclosure.releases import publication_of
from tests.disclosure.attacker import fitting_series, fitting_tables, incidence
from tests.disclosure.small import KEY, series, two_way

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from adv.disclosure.publication import Publication, Table
    from tests.disclosure.samples import Sample

SEED = 1
KEPT = {"outcome": "conversation"}  # a household that had one keeps it
MOVES = {"status", "outcome"}
MOST_NODES = 1000  # of the search for one answer: counted, so that a busy machine finds the same
INFEASIBLE = 2


class Found(Struct, frozen=True):
    """What an attack came to: what it tried, and what it could exclude."""

    told: str
    broken: tuple[str, ...] = ()


class Claim(Struct, frozen=True):
    """A small number, or a small growth, that might be 0 or might be a base or more."""

    release: int
    cell: int
    is_growth: bool


def published(sample: Sample, audience: Audience = Audience.MUNICIPALITY) -> Publication:
    """What a reader has of a sample."""
    made = publication_of(sample.dataset, sample.project, sample.days, None, KEY, audience=audience).publication
    if made is None:
        raise AssertionError
    return made


def claims(table: Table) -> list[Claim]:
    """Every number and growth of at most a base."""
    numbers = [table.numbers(release) for release in range(len(table.releases))]
    levels = [
        Claim(release, cell, is_growth=False)
        for release, row in enumerate(numbers)
        for cell, one in enumerate(row)
        if one <= table.base
    ]
    growths = [
        Claim(release, cell, is_growth=True)
        for release in range(1, len(numbers))
        for cell, one in enumerate(numbers[release])
        if abs(one - numbers[release - 1][cell]) <= table.base
    ]
    return levels + growths


class Knowledge:
    """All that an attacker knows of a table: which true leaves fit the published numbers of all releases together."""

    def __init__(self, table: Table, extra: Sequence[Any] = ()) -> None:
        sizes = [len(one.values) for one in table.dimensions]
        self.counts = csr_array(incidence(table.cells, sizes))
        self.releases, self.leaves = len(table.releases), self.counts.shape[1]
        numbers = np.concatenate([table.numbers(release) for release in range(self.releases)])
        near = LinearConstraint(kron(eye_array(self.releases), self.counts), numbers - table.base, numbers + table.base)
        lines = csr_array(np.array(list(_lines(table, sizes)), dtype=float))
        growth = kron(eye_array(self.releases), lines) - kron(eye_array(self.releases, k=-1), lines)
        self.constraints = [near, LinearConstraint(growth, 0, np.inf), *extra]
        self.base, self.most = table.base, numbers.max() + table.base
        self.found: list[np.ndarray] = []  # true series that fit everything

    def of(self, claim: Claim) -> Any:  # noqa: ANN401 - scipy is not typed
        """Give the row that counts a claim's number, over all releases."""
        at = np.zeros(self.releases)
        at[claim.release] = 1
        if claim.is_growth:
            at[claim.release - 1] = -1
        return csr_array(np.kron(at, self.counts[[claim.cell], :].toarray()))

    def can(self, claim: Claim, low: float, high: float) -> bool:
        """Tell whether some true series has the claim's number between two limits; one that was found for another claim will do.

        Raises
        ------
        RuntimeError
            The solver cannot say: then nothing may be said to hold.
        """
        row = self.of(claim)
        if any(low <= (row @ series)[0] <= high for series in self.found):
            return True
        size = self.releases * self.leaves
        found = milp(
            np.zeros(size),
            integrality=np.ones(size),
            bounds=Bounds(0, self.most),
            constraints=[*self.constraints, LinearConstraint(row, low, high)],
            options={"node_limit": MOST_NODES},
        )
        if found.x is None and found.status != INFEASIBLE:
            raise RuntimeError(claim, found.status)
        if found.x is not None:
            self.found.append(np.round(found.x))
        return found.x is not None

    def excluded(self, claim: Claim) -> str:
        """Tell what of a claim can be excluded; nothing is the promise."""
        if not self.can(claim, 0, 0):
            return "is not 0"
        if self.can(claim, self.base, np.inf) or (claim.is_growth and self.can(claim, -np.inf, -self.base)):
            return ""
        return "is small"


def _lines(table: Table, sizes: Sequence[int]) -> Iterator[list[int]]:
    """Which sums of leaves only grow, by the attacker's own lights: all that differ only in what moves, and what is kept."""
    leaves = list(product(*map(range, sizes)))
    still = [at for at, one in enumerate(table.dimensions) if one.name not in MOVES]
    for fixed in product(*(range(sizes[at]) for at in still)):
        yield [int(tuple(leaf[at] for at in still) == fixed) for leaf in leaves]
    for at, one in enumerate(table.dimensions):
        if one.name in KEPT:
            place = one.values.index(KEPT[one.name])
            yield from ([int(other == leaf) for other in leaves] for leaf in leaves if leaf[at] == place)


def drawn_from(table: Table, most: int) -> list[Claim]:
    """Draw so many of its claims at random."""
    every = claims(table)
    return random.Random(SEED).sample(every, min(most, len(every)))


def exclusions(table: Table, tried: Sequence[Claim], extra: Sequence[Any] = ()) -> dict[Claim, str]:
    """Find, of some claims, those of which something is excluded, and what."""
    knowledge = Knowledge(table, extra)
    return {claim: excluded for claim in tried if (excluded := knowledge.excluded(claim))}


def attack(table: Table, most: int, extra: Sequence[Any] = ()) -> Found:
    """Try to exclude, of so many claims drawn at random, that they are 0, or that they are not small."""
    tried = drawn_from(table, most)
    broken = [f"{claim} {excluded}" for claim, excluded in exclusions(table, tried, extra).items()]
    return Found(f"{len(tried)} of {len(claims(table))} claims tried, {len(broken)} excluded", tuple(broken))


def brute_force(tables: int) -> Found:
    """Publish random small tables of two releases, and look at every true series that fits."""
    lot, tried, broken = random.Random(SEED), 0, []
    for _ in range(tables):
        rows = lot.choice([1, 2])
        first = [lot.randrange(5) for _ in range(2 * rows)]
        second = [one + lot.choice((0, 0, 1, 3)) for one in first]
        table, exact = series(two_way(rows, 2), [first, second] if rows == 1 else [first], 3)
        if not exact:
            continue
        sizes = [len(one.values) for one in table.dimensions]
        if len(exact) == 2:
            fitting = [np.concatenate(one) for one in fitting_series(table)]
        else:
            fitting = list(fitting_tables(table.cells, table.numbers(0), sizes, table.base))
        values = np.array(fitting) @ np.kron(np.eye(len(exact)), incidence(table.cells, sizes)).T
        for release in range(len(exact)):
            for cell, number in enumerate(table.numbers(release)):
                seen = values[:, release * len(table.cells) + cell]
                tried += 1
                if number <= table.base and (seen.min() > 0 or seen.max() < table.base):
                    broken.append(f"{first} {second}: release {release}, cell {cell}")
    return Found(f"{tried} numbers, every true series tried", tuple(broken))


def breaks_independent_rounding() -> Found:
    """2 2 / 2 2 rounded to fives one by one, total 8 to 10: exactly one table fits, and the attacker has to see it."""
    shape = two_way(2, 2)
    nearest = dict.fromkeys(shape.cells, 0) | {(0, None): 5, (1, None): 5, (None, 0): 5, (None, 1): 5, (None, None): 10}
    fitting = fitting_tables(shape.cells, [nearest[cell] for cell in shape.cells], [2, 2], 2)
    is_seen = len(fitting) == 1
    return Found(f"{len(fitting)} table fits, as it should", () if is_seen else ("asleep",))


def breaks_exact_totals() -> Found:
    """One household in all, told exactly, beside rounded cells: some claim has to be excluded."""
    table, _ = series(two_way(1, 2), [[1, 0]], 3)
    total = LinearConstraint(csr_array(np.ones((1, 2))), 1, 1)
    found = attack(table, 100, [total])
    return Found(f"{len(found.broken)} claims excluded, as it should", () if found.broken else ("asleep",))
