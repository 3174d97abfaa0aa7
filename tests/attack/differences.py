"""Putting things beside each other that were published apart: households beside the exact visits, one project beside another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import LinearConstraint
from scipy.sparse import csr_array

from adv.disclosure.publishing import target
from tests.attack.feasibility import Found, exclusions
from tests.disclosure.small import KEY

if TYPE_CHECKING:
    from adv.disclosure.publication import Publication

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
    found = exclusions(table, most, extra)
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


def between_projects(publication: Publication) -> Found:
    """Look whether numbers of two projects are rounded alike, so that the one would tell which way the other went."""
    base = publication.base
    names = [f"cell {place}" for place in range(NAMES)]
    up = [[target(base // 2, base, KEY, f"{project}/requests\n{name}") > 0 for name in names] for project in ("een", "twee")]
    alike = float(np.corrcoef(np.array(up, dtype=float))[0, 1])
    return Found(f"correlation of the directions {alike:+.3f}", () if abs(alike) < CHANCE else (f"{alike:.3f}",))
