"""What is counted at the end of a day, in which cells, and whose households judge what is small."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.disclosure.counting import (
    count_households,
    count_requests,
    household_lattice,
    households_of_requests,
    project_figures,
    request_lattice,
)
from adv.disclosure.lattice import Dimension, extended, lattice
from adv.metrics.households import disposition_counts
from adv.model import Outcome
from tests.datasets import make_dataset
from tests.disclosure.projects import QUARTERS, project_of

if TYPE_CHECKING:
    from adv.disclosure.counting import Counts
    from adv.disclosure.lattice import Lattice
    from tests.disclosure.samples import Sample

PROJECT = project_of(2, 2, 2)
FIRST, SECOND, _, LAST = QUARTERS


def number(counts: Counts, **values: str | None) -> int:
    """One cell of exact numbers."""
    cell = tuple(d.values.index(values[d.name]) if d.name in values else None for d in counts.lattice.dimensions)
    return counts.numbers[counts.lattice.place_of_cell[cell]]


def test_a_request_counts_from_its_day_with_the_status_at_the_end_of_the_day() -> None:
    dataset = make_dataset(
        PROJECT,
        requests=[
            {"theme": "thema a", "raised_on": FIRST, "status": "closed", "closed_on": SECOND},
            {"theme": "thema a", "raised_on": SECOND, "status": "open"},
            {"theme": "thema b", "status": "referred"},  # no day: from the start
        ],
    )
    shape = request_lattice(dataset, PROJECT, LAST)
    first, second = (count_requests(dataset, PROJECT, shape, day) for day in (FIRST, SECOND))
    assert (number(first), number(second)) == (2, 3)
    assert (number(first, theme="thema a", status="in_progress"), number(second, theme="thema a", status="in_progress")) == (1, 0)
    assert (number(first, theme="thema a", status="closed"), number(second, theme="thema a", status="closed")) == (0, 1)
    assert number(second, theme="thema a", status="open") == 1
    assert number(first, theme="thema b", status="referred") == 1


def test_what_is_not_given_has_a_value_of_its_own_only_where_it_occurs() -> None:
    dataset = make_dataset(
        PROJECT,
        requests=[
            {"area": "gebied a", "theme": "elders", "goal": None, "status": "open", "raised_on": FIRST},
            {"area": None, "theme": "thema a", "goal": "doel a", "status": "open", "raised_on": LAST},
        ],
    )
    at_first, at_last = (request_lattice(dataset, PROJECT, day) for day in (FIRST, LAST))
    assert [dimension.values for dimension in at_first.dimensions[:3]] == [
        ("gebied a", "gebied b"),
        ("thema a", "thema b", "elders"),
        ("doel a", "doel b", None),
    ]
    assert at_last.dimensions[0].values == ("gebied a", "gebied b", None)
    assert number(count_requests(dataset, PROJECT, at_last, LAST), area=None) == 1


def test_households_are_counted_once_and_unknown_ones_by_their_visit_or_row() -> None:
    known: dict[str, object] = {"area": "gebied a", "theme": "thema a", "goal": "doel a", "status": "open", "raised_on": FIRST}
    homes: list[tuple[str | None, str | None]] = [
        ("h1", "B1"),
        ("h1", "B2"),
        (None, "B3"),
        (None, "B3"),
        (None, None),
        (None, None),
    ]
    rows = [{**known, "household": household, "visit_id": visit} for household, visit in homes]
    dataset = make_dataset(PROJECT, requests=rows)
    shape = request_lattice(dataset, PROJECT, FIRST)
    counted = households_of_requests(dataset, PROJECT, shape, FIRST)
    assert number(count_requests(dataset, PROJECT, shape, FIRST)) == 6
    assert number(counted) == number(counted, area="gebied a", theme="thema a") == 4


def test_a_household_counts_once_where_it_was_first_met_and_keeps_its_conversation() -> None:
    visits: list[dict[str, object]] = [
        {"visited_on": FIRST, "household": "h1", "area": None, "outcome": "not_at_home"},
        {"visited_on": SECOND, "household": "h1", "area": "gebied b", "outcome": "conversation"},
        {"visited_on": LAST, "household": "h1", "area": "gebied a", "outcome": "refused"},
        {"visited_on": SECOND, "household": None, "area": "gebied a", "outcome": "conversation"},
    ]
    dataset = make_dataset(PROJECT, visits=visits)
    shape = household_lattice(dataset, PROJECT, LAST)
    counts = [count_households(dataset, PROJECT, shape, day) for day in (SECOND, LAST)]
    assert [number(one) for one in counts] == [1, 1]
    assert [number(one, area="gebied b", outcome="conversation") for one in counts] == [1, 1]


def test_the_households_of_a_sample_are_those_of_the_pages(de_waart: Sample) -> None:
    dataset, project = de_waart.dataset, de_waart.project
    shape = household_lattice(dataset, project, de_waart.days[-1])
    for day in de_waart.days:
        counts = count_households(dataset, project, shape, day)
        assert {outcome: number(counts, outcome=outcome.value) for outcome in Outcome} == disposition_counts(dataset, project, day)


def test_conversations_and_bookings_count_up_to_the_day() -> None:
    dataset = make_dataset(
        PROJECT,
        visits=[
            {"visited_on": FIRST, "outcome": "conversation"},
            {"visited_on": FIRST, "outcome": "refused"},
            {"visited_on": SECOND, "outcome": "conversation"},
        ],
        expenses=[
            {"booked_on": FIRST, "cents": 1050, "category": "Personeel"},
            {"booked_on": LAST, "cents": -50, "category": "Personeel"},
        ],
    )
    assert [
        (figures.visits, figures.cents) for figures in (project_figures(dataset, day) for day in (date(2019, 1, 1), FIRST, LAST))
    ] == [
        (0, 0),
        (1, 1050),
        (2, 1000),
    ]


def names(shape: Lattice) -> set[str]:
    return {shape.name_of(place) for place in range(len(shape.cells))}


def test_cells_have_names_that_do_not_depend_on_their_place() -> None:
    small = lattice([Dimension("area", ("x",)), Dimension("theme", ("y",))], [("area", "theme")])
    assert names(small) == {"", "area=x", "theme=y", "area=x|theme=y"}
    larger = extended(small, lattice([Dimension("area", ("z", "x")), Dimension("theme", ("y", None))], [("area", "theme")]))
    assert larger is not None
    assert larger.cells[:4] == small.cells
    assert [larger.name_of(place) for place in range(4)] == [small.name_of(place) for place in range(4)]
    assert names(larger) == names(small) | {"area=z", "area=z|theme=y", "theme=", "area=x|theme=", "area=z|theme="}


@pytest.mark.parametrize(
    "other",
    [
        lattice([Dimension("area", ("x",)), Dimension("goal", ("y",))], [("area", "goal")]),
        lattice([Dimension("area", ("x",)), Dimension("theme", ("y",), moves=True)], [("area", "theme")]),
        lattice([Dimension("area", ("x",)), Dimension("theme", ("y",))], [("area",), ("theme",)]),
    ],
    ids=["other dimension", "moves", "other margins"],
)
def test_a_lattice_of_other_things_does_not_go_on(other: Lattice) -> None:
    small = lattice([Dimension("area", ("x",)), Dimension("theme", ("y",))], [("area", "theme")])
    assert extended(small, other) is None
