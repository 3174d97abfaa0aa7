"""The reference cases of `cases.json`: found by enumeration and by another program. Each kind of case has its test."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import pandas as pd
import pytest

from adv.commands.verify import lines
from adv.disclosure.counting import (
    REQUEST_MARGINS,
    count_households,
    count_requests,
    household_lattice,
    households_of_requests,
    request_lattice,
)
from adv.disclosure.lattice import Dimension, lattice
from adv.disclosure.publishing import NotPossible
from adv.disclosure.reading import judge
from adv.disclosure.rounding import Limits, Wanted, controlled_rounding
from adv.texts import texts
from tests.disclosure.attacker import fitting_tables, intervals, intervals_by_solver
from tests.disclosure.small import KEY, publish, two_way

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from adv.disclosure.counting import Counts
    from adv.disclosure.lattice import Lattice
    from adv.disclosure.publication import Release
    from adv.model import Dataset
    from tests.disclosure.samples import Sample

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))
ROUNDING = "nearest controlled rounding"
POSSIBLE = "what |y-P|<=e leaves possible"
INDEPENDENT = "independent rounding"
VERIFY = "verify"
LATTICE = "lattice"
SERIES = "series on the sample"


def cases(kind: str) -> list[Any]:
    return [pytest.param(case, id=f"{at}") for at, case in enumerate(CASES) if case["kind"].startswith(kind)]


def test_every_case_has_its_test() -> None:
    known = (ROUNDING, POSSIBLE, INDEPENDENT, VERIFY, LATTICE, SERIES)
    assert [case["kind"] for case in CASES if not case["kind"].startswith(known)] == []


@pytest.mark.parametrize("case", cases(ROUNDING))
def test_the_nearest_controlled_rounding_is_found(case: dict[str, Any]) -> None:
    table, base = np.array(case["table"]), case["base"]
    shape = two_way(*table.shape)
    exact = shape.count_up(table.ravel().tolist())
    limits = Limits(
        tuple(max(0, -((base - number) // base)) for number in exact),
        tuple((number + base) // base for number in exact),
    )
    rounded = controlled_rounding(shape, [Wanted(base=base, limits=[limits], targets=[exact])])
    assert isinstance(rounded, tuple)
    ((found,),) = rounded
    assert sum(abs(published - true) for published, true in zip(found, exact, strict=True)) == case["smallest_sum_of_errors"]
    if case["optima"] == 1:
        inner = [found[shape.place_of_cell[leaf]] for leaf in shape.leaves]
        assert inner == np.array(case["one_optimum"]).ravel().tolist()


def margins(case: dict[str, Any]) -> dict[tuple[int | None, ...], int]:
    """The published numbers of a case by cell: with margins of their own, or those that the inner numbers add up to."""
    inner = np.array(case["published"] if "published" in case else case["inner"])
    shape = two_way(*inner.shape)
    numbers = dict(zip(shape.cells, shape.count_up(inner.ravel().tolist()), strict=True))
    if "rows" in case:
        numbers |= {(row, None): number for row, number in enumerate(case["rows"])}
        numbers |= {(None, column): number for column, number in enumerate(case["cols"])}
        numbers[None, None] = case["total"]
    return numbers


@pytest.mark.parametrize("case", [*cases(POSSIBLE), *cases(INDEPENDENT)])
def test_what_published_numbers_leave_possible(case: dict[str, Any]) -> None:
    numbers = margins(case)
    sizes = np.array(case["published"] if "published" in case else case["inner"]).shape
    cells, published = list(numbers), list(numbers.values())
    expected = {ast.literal_eval(cell): interval for cell, interval in case["intervals"].items()}
    tables = fitting_tables(cells, published, sizes, case["e"])
    assert len(tables) == case["true_tables"]
    assert intervals(tables, cells, sizes) == expected
    assert intervals_by_solver(cells, published, sizes, case["e"]) == expected


@pytest.mark.parametrize("case", cases(VERIFY))
def test_a_bare_publication_gets_its_verdict(case: dict[str, Any]) -> None:
    verdict = judge(json.dumps(case["publication"]).encode())
    first = next(lines(verdict, texts("en", "verify")))
    assert first.startswith(case["verdict"])
    assert verdict.fits == (case["verdict"] == "fits")


def shape_of(kind: str, sample: Sample) -> tuple[Lattice, Counts, Counts]:
    """The cells, the numbers and the households of a lattice case."""
    dataset, project, day = sample.dataset, sample.project, sample.days[-1]
    if kind == "households, area x outcome":
        shape = household_lattice(dataset, project, day)
        households = count_households(dataset, project, shape, day)
        return shape, households, households
    shape = request_lattice(dataset, project, day)
    if kind == "requests, quarters at the margin":
        quarters = dataset.requests["raised_on"].dt.to_period("Q")
        names = [str(pd.Timestamp(end).to_period("Q")) for end in sample.days]
        column = pd.Categorical(quarters.astype(str), categories=names)
        dataset = dataset.with_tables(requests=dataset.requests.assign(quarter=column))
        others = [dimension.name for dimension in shape.dimensions]
        by_quarter = [("quarter", other) for other in others]
        shape = lattice([*shape.dimensions, Dimension("quarter", tuple(names))], [*REQUEST_MARGINS, *by_quarter])
    counts = count_requests(dataset, project, shape, day)
    return shape, counts, households_of_requests(dataset, project, shape, day)


def equations(shape: Lattice) -> Iterator[tuple[int, list[int]]]:
    """Every sum that readers can check: a cell, and the cells over all values of one dimension."""
    for whole, cell in enumerate(shape.cells):
        for at, dimension in enumerate(shape.dimensions):
            parts = [(*cell[:at], value, *cell[at + 1 :]) for value in range(len(dimension.values))]
            if cell[at] is None and all(part in shape.place_of_cell for part in parts):
                yield whole, [shape.place_of_cell[part] for part in parts]


@pytest.mark.parametrize("case", cases(LATTICE))
def test_a_lattice_counts_as_it_should(case: dict[str, Any], de_waart: Sample) -> None:
    assert case["data"] == "waart"
    shape, counts, households = shape_of(case["lattice"], de_waart)
    sums = list(equations(shape))
    failing = [whole for whole, parts in sums if households.numbers[whole] != sum(households.numbers[part] for part in parts)]
    found = {
        "cells": len(shape.cells),
        "zero": counts.numbers.count(0),
        "unsafe_households": {
            str(base): sum(0 < number < base for number in households.numbers) for base in map(int, case["unsafe_households"])
        },
        "equations": len(sums),
        "equations_that_fail_for_distinct_households": len(failing),
    }
    assert found == {key: case[key] for key in found}


@pytest.mark.parametrize("case", cases(SERIES))
def test_the_series_on_the_sample_is_accepted(case: dict[str, Any]) -> None:
    bare = {"b": case["b"], "cells": case["cells"], "P": case["P"]}
    verdict = judge(msgspec.json.encode(bare))
    assert verdict.fits
    assert (verdict.releases, verdict.rivals) == (12, 2344)


@pytest.mark.parametrize("case", cases(SERIES))
def test_the_series_on_the_sample_is_refused_when_a_number_is_another(case: dict[str, Any]) -> None:
    numbers = [list(release) for release in case["P"]]
    numbers[5][0] += case["b"]
    verdict = judge(msgspec.json.encode({"b": case["b"], "cells": case["cells"], "P": numbers}))
    assert not verdict.fits


@pytest.mark.parametrize("case", cases(SERIES))
def test_our_own_series_on_the_sample_is_as_near(case: dict[str, Any], de_waart: Sample) -> None:
    project, shape = de_waart.project, request_lattice(de_waart.dataset, de_waart.project, de_waart.days[-1])
    assert [list(cell) for cell in shape.cells] == case["cells"]
    releases: list[Release] = []
    theirs: list[int] = []
    ours: list[int] = []
    for day, published in zip(de_waart.days, case["P"], strict=True):
        dataset = with_two_statuses(de_waart.dataset, day)
        counts = count_requests(dataset, project, shape, day)
        households = households_of_requests(dataset, project, shape, day)
        found = publish(counts, households, releases, KEY, base=case["b"])
        assert not isinstance(found, NotPossible)
        releases.append(found)
        theirs += [abs(one - true) for one, true in zip(published, counts.numbers, strict=True)]
        ours += [abs(one - true) for one, true in zip(found.numbers, counts.numbers, strict=True)]
    assert round(float(np.mean(theirs)), 2) == case["mean_error"]
    assert max(theirs) == case["largest_error"]
    assert float(np.mean(ours)) <= 1.3 * case["mean_error"]
    assert max(ours) <= case["b"]


def with_two_statuses(dataset: Dataset, day: date) -> Dataset:
    """The requests as the reference counts them: open until the day on which they are closed or withdrawn."""
    requests = dataset.requests
    later = requests["closed_on"] > pd.Timestamp(day)
    pending = later | requests["status"].isin(["in_progress", "referred"])
    status, closed = requests["status"].mask(pending, "open"), requests["closed_on"].mask(later)
    return dataset.with_tables(requests=requests.assign(status=status, closed_on=closed))
