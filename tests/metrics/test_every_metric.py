"""Every metric, on every kind of data: an answer or a reason, never an exception, never NaN; and what always holds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from adv.metrics.coverage import Coverage, coverage
from adv.metrics.households import contact_rates, funnel
from adv.metrics.requests import RequestGroup, requests_by, requests_raised
from adv.metrics.spans import Span
from adv.metrics.values import NotAvailable
from adv.metrics.visits import VisitGroup, outcome_counts, visits_by, visits_over_time
from adv.model import Outcome, Status
from tests.metrics.tables import BY_HOUSEHOLD, PROJECT, booking, data, day, every_metric, request, talks, visit

if TYPE_CHECKING:
    from adv.model import Dataset, Project

FULL: dict[str, object] = {
    "area": "Plein",
    "street": "Plein",
    "organisations": ("LEVgroep",),
    "attempt": 1,
    "themes": ("wonen",),
    "becomes_active": True,
}
MONEY = [booking(3, 2_000, category="Personeel", organisation="LEVgroep")]
ASKED = [request(5, "closed", 9, theme="wonen", goal="meedoen", owner="LEVgroep", area="Plein"), request(5, theme="zorg")]
SITUATIONS: dict[str, tuple[dict[str, list[dict[str, object]]], int]] = {
    "no data": ({}, 10),
    "one visit": ({"visits": [visit(1)]}, 1),
    "one refusal": ({"visits": [visit(1, "refused", household="a", **FULL)]}, 20),
    "only requests": ({"requests": ASKED}, 20),
    "only money": ({"expenses": MONEY}, 20),
    "period not begun": ({"visits": talks(-20, -15, **FULL), "expenses": MONEY, "requests": ASKED}, -10),
    "nothing yet on this day": ({"visits": talks(20, **FULL), "expenses": MONEY, "requests": ASKED}, -10),
    "period over": ({"visits": talks(*range(1, 90, 3), **FULL), "expenses": MONEY, "requests": ASKED}, 500),
    "target passed three times": ({"visits": talks(*range(1, 76), *range(1, 76), **FULL), "expenses": MONEY}, 80),
    "overspent": ({"visits": talks(*range(1, 60, 2), **FULL), "expenses": [booking(2, 900_000)]}, 60),
    "only corrections": ({"visits": talks(1, 2, **FULL), "expenses": [booking(2, -900)]}, 60),
    "an ordinary day": ({"visits": talks(*range(1, 60, 2), **FULL), "expenses": MONEY, "requests": ASKED}, 60),
}


def not_numbers(value: object, where: str = "") -> list[str]:
    """Where in a result there is a NaN, an infinity or a number of numpy's; its properties are looked at too."""
    if isinstance(value, float):
        return [] if math.isfinite(value) and type(value) is float else [where]
    if isinstance(value, dict):
        return [found for key, part in value.items() for found in not_numbers(part, f"{where}[{key}]")]
    if isinstance(value, tuple):
        return [found for place, part in enumerate(value) for found in not_numbers(part, f"{where}[{place}]")]
    if isinstance(value, Struct):
        names = list(value.__struct_fields__)
        names += [name for name, part in vars(type(value)).items() if isinstance(part, property)]
        return [found for name in names for found in not_numbers(getattr(value, name), f"{where}.{name}")]
    return [where] if type(value).__module__ == "numpy" else []


@pytest.mark.parametrize("project", [PROJECT, BY_HOUSEHOLD], ids=["visits count", "households count"])
@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_metric_gives_plain_numbers_or_says_why_not(situation: str, project: Project) -> None:
    tables, as_of = SITUATIONS[situation]
    dataset = data(project, **tables)
    results = {name: metric(dataset, project, day(as_of)) for name, metric in every_metric().items()}
    assert not not_numbers(results)


def test_without_data_every_metric_says_what_is_missing() -> None:
    found = {name: metric(data(), PROJECT, day(5)) for name, metric in every_metric().items()}
    assert [name for name, result in found.items() if not isinstance(result, NotAvailable)] == []


def test_the_look_for_numbers_finds_a_nan() -> None:
    assert not_numbers({"a": (1.0, float("nan"))}) == ["[a][1]"]


outcomes = st.sampled_from([outcome.value for outcome in Outcome])
visit_rows = st.lists(
    st.fixed_dictionaries(
        {
            "visited_on": st.integers(-5, 110).map(day),
            "outcome": outcomes,
            "household": st.sampled_from(["a", "b", "c", "d", None]),
            "area": st.sampled_from(["Plein", "Straat", None]),
            "street": st.sampled_from(["Plein", "Laan"]),
            "organisations": st.sampled_from([(), ("LEVgroep",), ("Politie", "LEVgroep")]),
            "themes": st.sampled_from([(), ("wonen",), ("zorg", "wonen")]),
            "attempt": st.sampled_from([None, 1, 2]),
            "becomes_active": st.sampled_from([None, True, False]),
        }
    ),
    max_size=12,
)
request_rows = st.lists(
    st.fixed_dictionaries(
        {
            "raised_on": st.integers(-5, 110).map(day),
            "closed_on": st.one_of(st.none(), st.integers(-5, 130).map(day)),
            "status": st.sampled_from([status.value for status in Status]),
            "theme": st.sampled_from([*PROJECT.themes, None]),
            "household": st.sampled_from(["a", "b", "c", None]),
            "area": st.sampled_from(["Plein", None]),
        }
    ),
    max_size=12,
)
expense_rows = st.lists(
    st.fixed_dictionaries(
        {
            "booked_on": st.integers(-5, 110).map(day),
            "cents": st.integers(-(10**7), 10**7),
            "category": st.sampled_from(["Personeel", None]),
        }
    ),
    max_size=8,
)
datasets = st.builds(lambda v, r, e: {"visits": v, "requests": r, "expenses": e}, visit_rows, request_rows, expense_rows)
ages = st.integers(-8, 130)


def numbered(tables: dict[str, list[dict[str, object]]]) -> dict[str, list[dict[str, object]]]:
    """The rows with numbers of their own, so that turning them round changes nothing but the order."""
    own = {"visits": "visit_id", "requests": "request_id"}
    return {
        name: [{**row, "row": place, **({own[name]: f"N{place}"} if name in own else {})} for place, row in enumerate(rows)]
        for name, rows in tables.items()
    }


@given(datasets, ages, st.sampled_from(sorted(every_metric())))
@settings(max_examples=80, deadline=None)
def test_the_order_of_the_rows_makes_no_difference(tables: dict[str, list[dict[str, object]]], age: int, name: str) -> None:
    rows = numbered(tables)
    metric = every_metric()[name]
    turned = {table: found[::-1] for table, found in rows.items()}
    assert metric(data(**rows), PROJECT, day(age)) == metric(data(**turned), PROJECT, day(age))


@given(datasets, ages)
@settings(max_examples=60, deadline=None)
def test_parts_add_up_to_the_whole(tables: dict[str, list[dict[str, object]]], age: int) -> None:
    dataset: Dataset = data(**tables)
    found = coverage(dataset, PROJECT, day(age))
    if isinstance(found, Coverage):
        counts = outcome_counts(dataset, PROJECT, day(age))
        areas = visits_by(dataset, PROJECT, day(age), VisitGroup.AREA)
        months = visits_over_time(dataset, PROJECT, day(age), Span.MONTH)
        assert not isinstance(counts, NotAvailable)
        assert not isinstance(months, NotAvailable)
        assert sum(counts.counts.values()) == found.visits == sum(months.visits)
        assert isinstance(areas, NotAvailable) or sum(areas.visits) + areas.without_group == found.visits
        assert 0 <= found.completed_visits <= found.visits
    requests = requests_raised(dataset, PROJECT, day(age))
    themes = requests_by(dataset, PROJECT, day(age), RequestGroup.THEME)
    if not isinstance(requests, NotAvailable):
        assert sum(requests.by_status.values()) == requests.total
        assert isinstance(themes, NotAvailable) or sum(themes.totals) + themes.without_group == requests.total


@given(datasets, ages)
@settings(max_examples=60, deadline=None)
def test_no_more_households_are_reached_than_approached_and_every_step_narrows(
    tables: dict[str, list[dict[str, object]]], age: int
) -> None:
    dataset = data(**tables)
    steps, rates = funnel(dataset, PROJECT, day(age)), contact_rates(dataset, PROJECT, day(age))
    if isinstance(steps, NotAvailable) or isinstance(rates, NotAvailable):
        return
    counts = [step.households for step in steps.steps]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] >= 0
    assert counts[0] == rates.approached
    found = coverage(dataset, PROJECT, day(age))
    assert isinstance(found, Coverage)
    assert found.households_reached == counts[2] == rates.response.numerator


@given(datasets, ages, st.integers(0, 60))
@settings(max_examples=60, deadline=None)
def test_as_time_goes_on_no_visit_and_no_request_disappears(
    tables: dict[str, list[dict[str, object]]], age: int, later: int
) -> None:
    dataset = data(**tables)
    before, after = coverage(dataset, PROJECT, day(age)), coverage(dataset, PROJECT, day(age + later))
    if isinstance(before, Coverage) and isinstance(after, Coverage):
        assert before.visits <= after.visits
        assert before.completed <= after.completed
        assert before.planned <= after.planned
    first, second = requests_raised(dataset, PROJECT, day(age)), requests_raised(dataset, PROJECT, day(age + later))
    if not isinstance(first, NotAvailable) and not isinstance(second, NotAvailable):
        assert first.total <= second.total
        assert first.by_status[Status.CLOSED] <= second.by_status[Status.CLOSED]


@given(datasets, ages, st.sampled_from(sorted(every_metric())))
@settings(max_examples=60, deadline=None)
def test_what_happens_later_changes_nothing(tables: dict[str, list[dict[str, object]]], age: int, name: str) -> None:
    metric = every_metric()[name]
    dataset = data(**tables)
    more = data(
        visits=[*tables["visits"], visit(age + 1, household="later", area="Plein")],
        requests=[*tables["requests"], request(age + 1, area="Plein")],
        expenses=[*tables["expenses"], booking(age + 1, 5)],
    )
    grown = dataset.with_tables(visits=more.visits, requests=more.requests, expenses=more.expenses)
    assert metric(grown, PROJECT, day(age)) == metric(dataset, PROJECT, day(age))
