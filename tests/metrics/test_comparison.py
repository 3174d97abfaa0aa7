"""Neighbourhoods compared: what is measured of each, and which differences are told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adv.metrics.comparison import (
    INNER,
    OUTER,
    TESTED_SHARES,
    Measure,
    Measured,
    Side,
    areas_compared,
    can_be_compared,
    compared,
    differences,
    funnel_plot,
)
from adv.metrics.values import NotAvailable, wilson
from tests.metrics.tables import BY_HOUSEHOLD, PROJECT, booking, data, day, request, visit

DAY = date(2020, 1, 1)


def share(done: int, of: int) -> Measured | NotAvailable:
    if of == 0:
        return NotAvailable("empty_denominator")
    return Measured(done, of, "approached_not_vacant", done / of, *wilson(done, of))


def side(name: str, *done: tuple[int, int]) -> Side:
    """A side with these conversations, resolved requests and active households; what is not given is not in its data."""
    found: dict[Measure, Measured | NotAvailable] = {measure: NotAvailable("no_visits") for measure in Measure}
    return Side(name, DAY, found | {measure: share(*pair) for measure, pair in zip(TESTED_SHARES, done, strict=False)}, None)


FULL = [
    visit(1, household="a", becomes_active=True, area="Plein"),
    visit(2, household="b", becomes_active=False, area="Plein"),
    visit(3, "refused", household="c", area="Straat"),
    visit(4, "vacant", household="d", area="Straat"),
    visit(5, "not_at_home", household="e", area="Straat"),
]
ASKED = [request(5, "closed", 9, area="Plein"), request(5, area="Plein"), request(6, "withdrawn", 7, area="Straat")]


def test_a_project_has_all_measures_as_the_other_pages_have_them() -> None:
    found = compared(data(visits=FULL, requests=ASKED, expenses=[booking(3, 10_000)]), PROJECT, day(20))
    assert isinstance(found, Side)
    parts = {measure: (value.numerator, value.denominator) for measure in Measure if (value := found.known(measure))}
    assert parts == {
        Measure.COVERAGE: (2, 50),
        Measure.RESPONSE: (2, 4),  # d is vacant
        Measure.RESOLVED: (1, 2),  # one is withdrawn
        Measure.ACTIVATED: (1, 2),
        Measure.REQUESTS: (3, 2),
        Measure.COST: (10_000, 2),
    }
    cost = found.known(Measure.COST)
    assert cost is not None
    assert cost.value == 5_000
    assert cost.low < 5_000 < cost.high
    assert found.planned_share == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("tables", "missing"),
    [
        ({"visits": FULL}, {Measure.COST: "no_expenses", Measure.RESOLVED: "no_requests", Measure.REQUESTS: "no_requests"}),
        ({"visits": FULL[2:], "requests": ASKED}, {Measure.REQUESTS: "no_conversations", Measure.ACTIVATED: "no_becomes_active"}),
        ({"visits": FULL[2:], "expenses": [booking(1, 5)]}, {Measure.COST: "nothing_completed"}),
        ({"visits": FULL, "expenses": [booking(1, -5)]}, {Measure.COST: "nothing_spent"}),
        ({"visits": FULL[3:4]}, {Measure.RESPONSE: "empty_denominator"}),
        ({"requests": ASKED}, {Measure.COVERAGE: "no_visits", Measure.REQUESTS: "no_visits"}),
    ],
    ids=["no money, no requests", "no conversation", "money without a result", "paid back", "only a vacant home", "only requests"],
)
def test_what_a_project_cannot_tell_is_not_available_and_the_rest_is(
    tables: dict[str, list[dict[str, object]]], missing: dict[Measure, str]
) -> None:
    found = compared(data(**tables), PROJECT, day(20))
    assert isinstance(found, Side)
    for measure, reason in missing.items():
        assert found.measured[measure] == NotAvailable(reason)


def test_every_project_pays_per_visit_also_one_that_counts_households() -> None:
    twice = [*FULL, visit(8, household="a")]
    found = compared(data(BY_HOUSEHOLD, visits=twice, expenses=[booking(3, 9_000)]), BY_HOUSEHOLD, day(20))
    assert isinstance(found, Side)
    cost = found.known(Measure.COST)
    assert cost is not None
    assert (cost.value, cost.denominator, cost.denominator_name) == (3_000, 3, "completed_visits")


def test_areas_come_in_the_projects_order_with_what_is_known_of_each() -> None:
    found = areas_compared(data(visits=FULL, requests=ASKED), PROJECT, day(20))
    assert isinstance(found, tuple)
    assert [one.name for one in found] == ["Plein", "Straat"]
    plein, straat = found
    assert plein.known(Measure.RESPONSE) == share(2, 2)
    assert straat.known(Measure.RESPONSE) == share(0, 2)
    assert straat.measured[Measure.RESOLVED] == NotAvailable("empty_denominator")  # its only one is withdrawn
    assert Measure.COVERAGE not in plein.measured


def test_without_areas_there_is_nothing_to_compare_in_a_project() -> None:
    assert areas_compared(data(visits=[visit(1)]), PROJECT, day(20)) == NotAvailable("no_area")


def test_of_two_sides_a_clear_difference_is_told_once_the_higher_first() -> None:
    found = differences([side("A", (20, 100)), side("B", (60, 100))])
    assert [(one.name, one.measure, one.is_higher) for one in found] == [("B", Measure.RESPONSE, True)]
    assert (found[0].value, found[0].others) == (0.6, 0.2)


def test_a_small_difference_is_not_told() -> None:
    assert differences([side("A", (50, 100)), side("B", (58, 100))]) == ()


def test_what_is_told_of_one_measure_may_be_chance_among_three() -> None:
    one, more = (side("A", (40, 100)), side("B", (54, 100))), ((50, 100), (50, 100))
    assert len(differences(one)) == 1  # Newcombe's 95 % limits of 0,14: 0,003 to 0,272
    assert differences([side("A", (40, 100), *more), side("B", (54, 100), *more)]) == ()


def test_of_many_each_is_held_against_the_others_together() -> None:
    sides = [side(f"W{place}", (50, 100)) for place in range(11)]
    found = differences([*sides, side("laag", (15, 100)), side("niets", (0, 0))])
    assert [(one.name, one.is_higher) for one in found] == [("laag", False)]
    assert found[0].others == 0.5


def test_the_surest_difference_is_told_first() -> None:
    found = differences([side("A", (20, 100), (10, 100)), side("B", (50, 100), (90, 100))])
    assert [one.measure for one in found] == [Measure.RESOLVED, Measure.RESPONSE]


@pytest.mark.parametrize(
    "sides", [[], [side("A", (1, 2))], [side("A", (1, 2)), side("B")], [side("A"), side("B", (0, 0))]], ids=range(4)
)
def test_with_fewer_than_two_sides_nothing_is_told(sides: list[Side]) -> None:
    assert differences(sides) == ()
    assert can_be_compared(sides) == ()
    assert funnel_plot(sides, Measure.RESPONSE) == NotAvailable("nothing_to_compare")


def test_a_funnel_marks_who_lies_beyond_the_limits_of_its_own_size() -> None:
    sides = [side("klein", (9, 10)), side("groot", (600, 1000)), side("anders", (45, 100)), side("heel anders", (40, 200))]
    found = funnel_plot(sides, Measure.RESPONSE)
    assert not isinstance(found, NotAvailable)
    assert (found.joint.numerator, found.joint.denominator) == (694, 1310)
    assert {point.name: point.beyond for point in found.points} == {
        "klein": INNER,
        "groot": OUTER,
        "anders": 0.0,
        "heel anders": OUTER,
    }
    assert found.sizes[0] == 1
    assert found.sizes[-1] >= 1000
    for (low, high), (lower, higher) in zip(found.inner, found.outer, strict=True):
        assert lower <= low <= high <= higher


@pytest.mark.parametrize("done", [0, 10])
def test_a_funnel_of_nothing_or_all_has_no_width(done: int) -> None:
    found = funnel_plot([side("A", (done, 10)), side("B", (done, 10))], Measure.RESPONSE)
    assert not isinstance(found, NotAvailable)
    assert set(found.outer) == {(done / 10, done / 10)}
    assert not any(point.beyond for point in found.points)


counts = st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(st.lists(counts, min_size=2, max_size=12))
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_sides_makes_no_difference(pairs: list[tuple[int, int]]) -> None:
    sides = [side(f"W{place}", pair) for place, pair in enumerate(pairs)]
    assert {one.name for one in differences(sides)} == {one.name for one in differences(sides[::-1])}


@given(counts, st.integers(2, 12))
@settings(max_examples=40, deadline=None)
def test_equal_sides_do_not_differ_and_lie_within_every_limit(pair: tuple[int, int], many: int) -> None:
    sides = [side(f"W{place}", pair) for place in range(many)]
    found = funnel_plot(sides, Measure.RESPONSE)
    assert differences(sides) == ()
    assert not isinstance(found, NotAvailable)
    assert not any(point.beyond for point in found.points)
