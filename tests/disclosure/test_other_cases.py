"""Cases of the kinds of `cases.json` in other shapes and bases, each against enumeration or counting that shares no code with the program."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import combinations, product
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from msgspec.structs import replace

from adv.commands.verify import lines
from adv.disclosure.counting import count_requests, households_of_requests, request_lattice
from adv.disclosure.reading import judge
from adv.disclosure.releases import publication_of
from adv.disclosure.rounding import Limits, Unsolved, Wanted, controlled_rounding
from adv.texts import texts
from tests.datasets import make_dataset
from tests.disclosure.attacker import fitting_tables, intervals, intervals_by_solver
from tests.disclosure.projects import QUARTERS, project_of
from tests.disclosure.small import KEY, requests_by, two_way
from tests.disclosure.test_reference_cases import equations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tests.disclosure.samples import Sample

MARGINS = ({0, 1}, {0, 2}, {1, 2}, {1, 3}, {2, 3})  # area × theme, area × goal, theme × goal, theme × status, goal × status


def with_margins(tables: NDArray[np.int64]) -> NDArray[np.int64]:
    """Tables of shape (…, rows, columns) with their sums behind them."""
    rows = np.concatenate([tables, tables.sum(-1, keepdims=True)], axis=-1)
    return np.concatenate([rows, rows.sum(-2, keepdims=True)], axis=-2)


def nearest(table: Sequence[Sequence[int]], base: int) -> int | None:
    """The least sum of errors, margins included, over all multiples at most a base away; None: no such table."""
    exact = np.array(table, dtype=np.int64)
    choices = [[k for k in range(0, y + base + 1, base) if abs(k - y) <= base] for y in exact.ravel().tolist()]
    tried = np.array(list(product(*choices)), dtype=np.int64).reshape(-1, *exact.shape)
    errors = np.abs(with_margins(tried) - with_margins(exact)).reshape(len(tried), -1)
    allowed = errors[(errors <= base).all(axis=1)]
    return int(allowed.sum(axis=1).min()) if len(allowed) else None


TABLES: list[tuple[list[list[int]], int]] = [
    ([[0]], 3),
    ([[4]], 10),
    ([[1, 1, 1, 1]], 3),
    ([[2], [2], [2]], 5),
    ([[0, 0], [0, 0]], 10),
    ([[5, 10], [15, 20]], 5),
    ([[1, 2, 0], [4, 0, 2]], 3),
    ([[13, 7, 22], [8, 19, 4]], 10),
    ([[3, 3], [3, 3], [3, 3]], 10),
    ([[1, 2, 3], [4, 5, 6], [7, 8, 9]], 3),
    ([[31, 4, 15], [9, 26, 5], [35, 8, 9]], 10),
    ([[2, 2, 2, 2, 2], [2, 2, 2, 2, 2]], 5),
]


@pytest.mark.parametrize(("table", "base"), TABLES)
def test_the_nearest_rounding_is_that_of_trying_all(table: list[list[int]], base: int) -> None:
    shape = two_way(len(table), len(table[0]))
    exact = shape.count_up([number for row in table for number in row])
    limits = Limits(tuple(-(-max(0, y - base) // base) for y in exact), tuple((y + base) // base for y in exact))
    found, least = controlled_rounding(shape, [Wanted(base=base, limits=[limits], targets=[exact])]), nearest(table, base)
    if least is None:
        assert found is Unsolved.IMPOSSIBLE
    else:
        assert not isinstance(found, Unsolved)
        assert sum(abs(one - true) for one, true in zip(found[0][0], exact, strict=True)) == least


@pytest.mark.parametrize(
    ("published", "error"), [([[3, 0, 6]], 3), ([[0], [10]], 10), ([[0, 3], [3, 3]], 3), ([[0, 2, 4], [4, 0, 2]], 2)]
)
def test_intervals_are_the_same_by_trying_all_and_by_the_solver(published: list[list[int]], error: int) -> None:
    sizes = (len(published), len(published[0]))
    shape = two_way(*sizes)
    numbers = shape.count_up([number for row in published for number in row])
    tables = fitting_tables(shape.cells, numbers, sizes, error)
    found = intervals(tables, shape.cells, sizes)
    assert found == intervals_by_solver(shape.cells, numbers, sizes, error)
    assert all(low == max(0, number - error) for (low, _), number in zip(found.values(), numbers, strict=True) if number <= error)


@pytest.mark.parametrize("sizes", [(1, 1, 1, 1), (1, 3, 2, 5), (4, 1, 3, 5), (2, 2, 1, 2), (10, 10, 3, 5), (3, 5, 4, 6)])
def test_a_lattice_has_the_cells_and_sums_of_its_margins(sizes: tuple[int, ...]) -> None:
    subsets = {frozenset(some) for margin in MARGINS for count in range(3) for some in combinations(sorted(margin), count)}
    shape = requests_by(*sizes)
    assert len(shape.cells) == len(set(shape.cells)) == sum(prod(sizes[at] for at in some) for some in subsets)
    sums = sum(
        prod(sizes[at] for at in some) for some in subsets for other in range(4) if {other} - some and some | {other} in subsets
    )
    assert len(list(equations(shape))) == sums


@pytest.mark.parametrize(("areas", "themes", "goals"), [(1, 3, 2), (3, 1, 1), (4, 4, 4)])
def test_the_cells_of_any_project_count_as_one_counts_by_hand(areas: int, themes: int, goals: int) -> None:
    project = project_of(areas, themes, goals)
    names = {"area": project.area_names, "theme": project.themes, "goal": project.goals, "status": ("open", "withdrawn")}
    rows: list[dict[str, Any]] = [
        {name: values[(at * at + at * len(name)) % len(values)] for name, values in names.items()}
        | {"household": f"h{at * 5 % 9}", "raised_on": QUARTERS[at * 3 % 2], "visit_id": None}
        for at in range(40)
    ]
    dataset = make_dataset(project, requests=rows)
    shape = request_lattice(dataset, project, QUARTERS[0])
    by_hand: dict[frozenset[tuple[str, str]], list[str]] = defaultdict(list)
    for row in rows:
        if row["raised_on"] == QUARTERS[0]:
            for count in range(3):
                for some in combinations(names, count):
                    by_hand[frozenset((name, row[name]) for name in some)].append(row["household"])
    keys = [frozenset(part.partition("=")[::2] for part in shape.name_of(at).split("|") if part) for at in range(len(shape.cells))]
    assert count_requests(dataset, project, shape, QUARTERS[0]).numbers == tuple(len(by_hand[key]) for key in keys)
    households = households_of_requests(dataset, project, shape, QUARTERS[0]).numbers
    assert households == tuple(len(set(by_hand[key])) for key in keys)


def statuses(*rows: Sequence[int]) -> list[list[list[list[int]]]]:
    """One area and one theme, goals by status."""
    return [[[list(row) for row in rows]]]


def bare(base: int, *releases: Any, **other: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Releases whose shadow lists are their numbers."""
    return {"b": base, "releases": [{"P": numbers, "Z": numbers} for numbers in releases], **other}


NOT_COUNTED, FALLEN = "the shadow list does not count up to the published numbers", "a number that only grows has fallen"
VERDICTS: dict[str, tuple[dict[str, Any], str]] = {
    "three releases in threes": (bare(3, [[0, 3]], [[3, 3]], [[3, 12]]), "fits: 3 releases"),
    "three in tens": (bare(10, [[10, 0]], [[10, 0]], [[20, 90]]), "fits: 3 releases"),
    "one cell": (bare(3, [[3]]), "fits: 1 release"),
    "nobody at all": (bare(5, [[0, 0], [0, 0]]), "fits: 1 release"),
    "a status that falls, for it became another": (bare(5, statuses([15, 0]), statuses([5, 10])), "fits: 2 releases"),
    "a status that falls, for it is gone": (bare(5, statuses([15, 0]), statuses([5, 5])), f"refused: {FALLEN}"),
    "fallen in the third only": (bare(3, [[0, 3]], [[3, 6]], [[3, 3]]), f"refused: {FALLEN}"),
    "no multiple of three": (bare(3, [[5, 3]]), "refused: not a multiple of 3"),
    "a multiple of five in tens": (bare(10, [[5, 10]]), "refused: not a multiple of 10"),
    "a shadow list one too low": ({"b": 3, "releases": [{"P": [[3, 6]], "Z": [[3, 5]]}]}, f"refused: {NOT_COUNTED}"),
    "a shadow list of the quarter before": (
        {"b": 5, "releases": [{"P": [[5]], "Z": [[5]]}, {"P": [[10]], "Z": [[5]]}]},
        f"refused: {NOT_COUNTED}",
    ),
    "a shadow list below zero that adds up": (
        {"b": 5, "cells": [[None, 0], [None, 1], [0, None], [1, None]], "releases": [{"P": [5] * 4, "Z": [[10, -5], [-5, 10]]}]},
        "refused: negative",
    ),
    "a sum that its parts do not give": ({"b": 5, "cells": [[None], [0], [1]], "P": [[15, 5, 5]]}, f"refused: {NOT_COUNTED}"),
    "a sum that they give": ({"b": 5, "cells": [[None], [0], [1]], "P": [[10, 5, 5]]}, "fits: 1 release"),
    "a cell missing in the second": (bare(5, [[5, 0]], [[5]]), "refused: the tables, cells or days"),
    "a cell more in the second": (bare(5, [[5]], [[5, 0]]), "refused: the tables, cells or days"),
    "one status only, which hides nothing": (bare(5, statuses([5])), "refused: a small number can be worked out"),
    "a base of two": (bare(2, [[2, 4]]), "refused: the base is too small"),
    "half a household": (bare(5, [[2.5, 5]]), "refused: not a whole number"),
    "a version to come": (bare(5, [[5]], format="adv-publication/9"), "refused: made with another version"),
}


@pytest.mark.parametrize(("publication", "verdict"), VERDICTS.values(), ids=VERDICTS)
def test_other_tables_get_their_verdict_with_the_reason(publication: dict[str, Any], verdict: str) -> None:
    assert next(iter(lines(judge(json.dumps(publication).encode()), texts("en", "verify")))).startswith(verdict)


@pytest.fixture(scope="module", params=[3, 10])
def other_series(request: pytest.FixtureRequest, annawijk: Sample) -> dict[str, Any]:
    """The sample Annawijk in another base, as bare numbers without a proof."""
    project = replace(annawijk.project, threshold=request.param)
    found = publication_of(annawijk.dataset, project, annawijk.days, None, KEY)
    assert found.publication is not None
    assert np.mean([distance.mean for distance in found.distances]) <= 0.35 * request.param
    table = found.publication.requests
    return {"b": table.base, "cells": table.cells, "P": [table.numbers(at) for at in range(len(table.releases))]}


def test_another_series_fits_without_its_shadow_lists(other_series: dict[str, Any]) -> None:
    assert judge(json.dumps(other_series).encode()).fits


@pytest.mark.parametrize("cell", [0, 3, -1])
def test_another_series_is_refused_when_one_number_is_another(other_series: dict[str, Any], cell: int) -> None:
    numbers = [list(row) for row in other_series["P"]]
    numbers[-1][cell] += other_series["b"]
    assert not judge(json.dumps(other_series | {"P": numbers}).encode()).fits
