"""Putting things beside each other that were published apart: households beside the exact visits, one project beside another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import LinearConstraint
from scipy.sparse import csr_array

from adv.disclosure.publishing import target
from tests.attack.feasibility import Found, attack
from tests.disclosure.small import KEY

if TYPE_CHECKING:
    from adv.disclosure.publication import Publication

LATE = 4  # quarters: before that so few visits are public that they bound the households of some area themselves
NAMES = 2000
CHANCE = 0.06  # of a correlation between two lists of so many numbers that have nothing to do with each other: under 1 %


def beside_visits(publication: Publication, most: int) -> Found:
    """Add what is public: there are no more households with a conversation than completed visits.

    In the first year that alone tells that few households were reached, which docs/privacy.md says; those quarters are counted apart.
    """
    table = publication.households
    outcome = next(one for one in table.dimensions if one.name == "outcome")
    place = outcome.values.index("conversation")
    areas = len(table.dimensions[0].values)
    talked = np.array([float(at == place) for _ in range(areas) for at in range(len(outcome.values))])
    releases = len(table.releases)
    visits = np.array([figures.visits for figures in publication.figures], dtype=float)
    extra = LinearConstraint(csr_array(np.kron(np.eye(releases), talked)), -np.inf, visits)
    found = attack(table, most, [extra])
    late = tuple(line for line in found.broken if int(line.partition("release=")[2].partition(",")[0]) >= LATE)
    return Found(f"{found.told}, of which after the first year {len(late)}", late)


def between_projects(publication: Publication) -> Found:
    """Look whether numbers of two projects are rounded alike, so that the one would tell which way the other went."""
    base = publication.base
    names = [f"cell {place}" for place in range(NAMES)]
    up = [[target(base // 2, base, KEY, f"{project}/requests\n{name}") > 0 for name in names] for project in ("een", "twee")]
    alike = float(np.corrcoef(np.array(up, dtype=float))[0, 1])
    return Found(f"correlation of the directions {alike:+.3f}", () if abs(alike) < CHANCE else (f"{alike:.3f}",))
