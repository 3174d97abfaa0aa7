"""What a project bounds: its amounts, its days, and how long a name can be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from adv.model import Outcome, TableName
from adv.workbook.parsing.parsers import Parsers
from adv.workbook.vocabulary.fields import is_field
from adv.workbook.vocabulary.knowledge import Knowledge
from tests.workbook.sheets import PROJECT, TODAY, booking, codes, column, expenses, understood, visit, visits

A_HUNDRED_BUDGETS = PROJECT.budget_cents  # in euros


@pytest.mark.parametrize("sign", [1, -1])
def test_an_amount_of_a_hundred_times_the_budget_is_no_booking(sign: int) -> None:
    result = understood(expenses(booking(sign * A_HUNDRED_BUDGETS), booking(sign * (A_HUNDRED_BUDGETS - 1)), booking(12.5)))
    assert column(result, "expenses", "cents") == [sign * (A_HUNDRED_BUDGETS - 1) * 100, 1250]
    assert "amount_far_over_budget" in codes(result)


@pytest.mark.parametrize(("length", "expected"), [(60, "x" * 60), (61, "x" * 59 + "…")])
def test_a_name_of_more_than_sixty_characters_is_shortened(length: int, expected: str) -> None:
    result = understood(expenses(booking(5, Kostensoort="x" * length)))
    assert column(result, "expenses", "category") == [expected]
    assert ("name_shortened" in codes(result)) is (length > 60)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (PROJECT.period.start, set()),
        (PROJECT.period.end - timedelta(days=1), set()),
        (PROJECT.period.start - timedelta(days=1), {"date_outside_period"}),
        (PROJECT.period.end, {"date_outside_period"}),
    ],
)
def test_a_visit_outside_the_period_is_doubted(day: date, said: set[str]) -> None:
    result = understood(visits(visit(1, Datum=day)))
    assert [visited.date() for visited in column(result, "visits", "visited_on")] == [day]
    assert codes(result) == said


@pytest.mark.parametrize(("days", "visited"), [(0, 1), (1, 0)])
def test_no_visit_is_made_tomorrow(days: int, visited: int) -> None:
    result = understood(visits(visit(1, Datum=PROJECT.period.end + timedelta(days=days))), today=PROJECT.period.end)
    assert len(column(result, "visits", "visited_on")) == visited
    assert ("date_in_future" in codes(result)) is (not visited)


@pytest.mark.parametrize(
    ("text", "outcome", "partners"),
    [
        ("nt (LEVgroep)", Outcome.NOT_AT_HOME, ("LEVgroep",)),
        ("gesprek met Politie", Outcome.CONVERSATION, ("Politie",)),
        ("gesprk (LEVgroep)", Outcome.CONVERSATION, ("LEVgroep",)),
        ("nt, later gesprek", Outcome.CONVERSATION, ()),
        ("gesprek - wonen", Outcome.CONVERSATION, ()),
        ("2x nt", Outcome.NOT_AT_HOME, ()),
        ("gesprek (hond)", None, ()),
        ("hond", None, ()),
        ("gesprek (2e keer)", Outcome.CONVERSATION, ()),
        ("nt, derde poging", Outcome.NOT_AT_HOME, ()),
        ("2e bezoek: gesprek", Outcome.CONVERSATION, ()),
        ("geen gesprek, niemand thuis", Outcome.NOT_AT_HOME, ()),
        ("niet thuis (geen contact)", Outcome.NOT_AT_HOME, ()),
        ("no conversation because nobody home", Outcome.NOT_AT_HOME, ()),
        ("geen gesprek gevoerd, wel gesprek", None, ()),
        ("geen gesprek", None, ()),
    ],
)
def test_a_text_tells_one_outcome_and_who_came(text: str, outcome: Outcome | None, partners: tuple[str, ...]) -> None:
    assert Parsers(Knowledge(PROJECT), TODAY, is_1904=False).words.told(text) == (outcome, partners)


@pytest.mark.parametrize(
    ("table", "name", "expected"),
    [
        (TableName.VISITS, "further.outcome", True),
        (TableName.VISITS, "further.street", False),
        (TableName.EXPENSES, "further.outcome", False),
        (TableName.VISITS, "request.theme", True),
        (TableName.VISITS, "request.visit_id", False),
        (TableName.REQUESTS, "request.theme", False),
        (TableName.EXPENSES, "cents", True),
        (TableName.VISITS, "cents", False),
    ],
)
def test_a_table_has_its_own_fields_and_visits_those_of_attempts_and_requests_too(
    table: TableName, name: str, expected: object
) -> None:
    assert is_field(table, name) is expected
