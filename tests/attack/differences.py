"""Putting things beside each other that were published apart: households beside the exact visits, one project beside another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import LinearConstraint
from scipy.sparse import csr_array, kron

from adv.disclosure.publishing import target
from adv.disclosure.reading import BareTable, table_of
from adv.disclosure.releases import publication_of
from tests.attack.feasibility import Found, claims, drawn_from, exclusions
from tests.bench.publication import town
from tests.disclosure.attacker import incidence
from tests.disclosure.small import KEY

if TYPE_CHECKING:
    from adv.disclosure.lattice import Cell
    from adv.disclosure.publication import Publication, Table

NAMES = 2000
CHANCE = 0.06  # of a correlation between two lists of so many numbers that have nothing to do with each other: under 1 %


def beside_visits(publication: Publication, most: int) -> Found:
    """Add what is public: households with a conversation are no more, and grow no more, than conversations; and are some where those are.

    What the conversations say by themselves is no news: fewer than a base of them, up to a day or in a quarter, were in fewer
    households, and one of them was in some household.
    """
    table, base = publication.households, publication.base
    place = table.dimensions[1].values.index("conversation")
    areas, outcomes, releases = *(len(one.values) for one in table.dimensions), len(table.releases)
    talked = np.array([float(at == place) for _ in range(areas) for at in range(outcomes)])
    visits = np.array([figures.visits for figures in publication.figures], dtype=float)
    grown = np.diff(visits, prepend=0.0)
    rows = csr_array(np.kron(np.eye(releases) - np.eye(releases, k=-1), talked))
    extra = [
        LinearConstraint(rows, -np.inf, grown),
        LinearConstraint(csr_array(np.kron(np.eye(releases), talked)), np.minimum(visits, 1), np.inf),
    ]
    found = exclusions(table, drawn_from(table, most), extra)
    news = tuple(
        f"{claim} {excluded}"
        for claim, excluded in found.items()
        if not (
            (excluded == "is not 0" and not claim.is_growth and table.cells[claim.cell] in {(None, None), (None, place)})
            or (
                excluded == "is small"
                and table.cells[claim.cell][1] == place
                and (grown if claim.is_growth else visits)[claim.release] < base
            )
        )
    )
    return Found(f"{len(found)} claims excluded, of which not by the visits alone {len(news)}", news)


def both_publications(finer: Table, coarser: Table, most: int) -> Found:
    """Put the tables of two publications of the same project together, and try the small numbers where the two are furthest apart."""
    days = [release.day for release in finer.releases]
    places = [days.index(release.day) for release in coarser.releases if release.day in days]
    numbers = {at: coarser.numbers(now) for now, at in enumerate(places)}
    apart = {at: np.abs(np.subtract(numbers[at], finer.numbers(at))) for at in places}
    tried = [claim for claim in claims(finer) if claim.release in apart]
    tried.sort(key=lambda claim: -apart[claim.release][claim.cell])
    rows = kron(csr_array(np.eye(len(days))[places]), incidence(finer.cells, [len(one.values) for one in finer.dimensions]))
    published = np.concatenate([numbers[at] for at in places])
    found = exclusions(finer, tried[:most], [LinearConstraint(rows, published - coarser.base, published + coarser.base)])
    told = f"{len(tried[:most])} of {len(tried)} claims tried, {len(found)} excluded; up to {max(map(max, apart.values()))} apart"
    return Found(told, tuple(f"{claim} {excluded}" for claim, excluded in found.items()))


def both_of_invented(projects: int) -> Found:
    """Put the two publications of so many small invented projects together."""
    broken: list[str] = []
    tables = 0
    for seed in range(projects):
        made = town(1 + seed % 3, 2 + seed % 2, 1 + seed % 2, (30, 60, 120)[seed % 3], 1 + seed // 2 % 2, seed)
        chosen = publication_of(made.dataset, made.project, made.days, None, KEY).chosen
        finer, coarser = chosen.municipality, chosen.public
        if finer and coarser and set(finer.days) & set(coarser.days):
            for name, table in finer.tables.items():
                broken += both_publications(table, coarser.tables[name], 10).broken
                tables += 1
    return Found(f"{tables} tables, {len(broken)} claims excluded", tuple(broken))


def breaks_two_that_are_far_apart() -> Found:
    """Tell 5 + 30 = 35 to the one and 10 + 40 = 50 to the other: 40 records in all, at most 35 of them there, so the 5 is not 0."""
    cells: tuple[Cell, ...] = ((None,), (0,), (1,))
    finer, coarser = (table_of(BareTable(base, cells, numbers=(row,))) for base, row in ((5, [35, 5, 30]), (10, [50, 10, 40])))
    found = both_publications(finer, coarser, 10)
    return Found(f"{len(found.broken)} claims excluded, as it should", () if found.broken else ("asleep",))


def between_projects(publication: Publication) -> Found:
    """Look whether numbers of two projects are rounded alike, so that the one would tell which way the other went."""
    base = publication.base
    names = [f"cell {place}" for place in range(NAMES)]
    up = [[target(base // 2, base, KEY, f"{project}/requests\n{name}") > 0 for name in names] for project in ("een", "twee")]
    alike = float(np.corrcoef(np.array(up, dtype=float))[0, 1])
    return Found(f"correlation of the directions {alike:+.3f}", () if abs(alike) < CHANCE else (f"{alike:.3f}",))
