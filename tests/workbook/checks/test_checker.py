"""What only shows between rows: the same conversation under two numbers, words with money behind them, a budget that does not add up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from adv.workbook.vocabulary.word_lists import WordList
from tests.workbook.layouts import said
from tests.workbook.sheets import (
    KEY,
    PROJECT,
    TODAY,
    book,
    booking,
    codes,
    column,
    expenses,
    found,
    intake,
    sheet,
    understood,
    visit,
    visits,
)

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

DAY = date(2019, 3, 12)


@pytest.mark.parametrize(
    ("other", "is_said"),
    [({}, True), ({"Datum": date(2019, 3, 13)}, False), ({"Huisnummer": 9}, False), ({"Uitkomst": "niet thuis"}, False)],
)
def test_two_conversations_at_one_door_on_one_day_are_said_and_both_count(other: dict[str, Cell], is_said: object) -> None:
    rows = [visit(1, Datum=DAY), visit(1, **{"Datum": DAY, "Bezoeknummer": "B002", **other}), visit(3)]
    result = understood(visits(*rows))
    assert len(column(result, "visits", "visit_id")) == 3
    assert ("visit_twice" in codes(result)) is is_said
    if is_said:
        assert found(result, "visit_twice").cells == ("B2", "B3")


@pytest.mark.parametrize("numbers", [(1,), (1, 1), (1, 1, 1)])
def test_as_many_conversations_as_there_are_at_one_door_on_one_day_are_said(numbers: tuple[int, ...]) -> None:
    result = understood(visits(*(visit(number, Bezoeknummer=f"B{at}") for at, number in enumerate(numbers))))
    cells = [cell for finding in result.findings if finding.code == "visit_twice" for cell in finding.cells]
    assert cells == ([] if len(numbers) == 1 else [f"B{row + 2}" for row in range(len(numbers))])


def test_kinds_of_cost_that_the_project_does_not_have_are_asked_with_the_money_behind_them() -> None:
    rows = [booking(5, Kostensoort="Taarten"), booking(7.25, Kostensoort="taarten"), booking(3, Kostensoort="Vlaggen"), booking(9)]
    result = understood(expenses(*rows))
    asked = [(word.text, word.rows, word.cents) for word in result.words if word.list is WordList.CATEGORY]
    assert asked == [("Taarten", 2, 1225), ("Vlaggen", 1, 300)]
    assert found(result, "unknown_category").cells == ("B2", "B3", "B4")


def test_a_kind_of_cost_is_what_the_user_says_that_it_is() -> None:
    corrections = said(WordList.CATEGORY, {"Taarten": "Activiteiten"})
    result = understood(expenses(booking(5, Kostensoort="taarten"), booking(9)), corrections=corrections)
    assert column(result, "expenses", "category") == ["Activiteiten", "Materiaal"]
    assert "unknown_category" not in codes(result)


@pytest.mark.parametrize(("less", "is_said"), [(0, False), (1, True)])
def test_a_budget_that_is_not_that_of_the_project_is_said(less: int, is_said: object) -> None:
    budget = PROJECT.budget_cents // 100
    lines: list[list[Cell]] = [["Materiaal", 2019, 100], ["Personeel", 2019, budget - 100 - less]]
    result = understood(sheet("Begroting", ["Kostensoort", "Jaar", "Bedrag"], *lines))
    assert ("budget_lines_differ" in codes(result)) is is_said


@pytest.mark.parametrize(
    ("talked", "knocked", "is_said"), [(3, 3, False), (4, 4, True), (0, 12, False), (0, 13, True), (3, 12, False)]
)
def test_more_than_three_times_the_conversations_or_twelve_times_the_visits_are_beyond_the_target(
    talked: int, knocked: int, is_said: object
) -> None:
    rows = [visit(number, Uitkomst="gesprek" if number <= talked else "niet thuis") for number in range(1, knocked + 1)]
    result = intake([book(visits(*rows))], replace(PROJECT, target=1), KEY, TODAY)
    assert ("visits_beyond_target" in codes(result)) is is_said
    if is_said:
        assert found(result, "visits_beyond_target").params == {"visits": knocked, "talked": talked, "target": 1}


@pytest.mark.parametrize(("more", "is_said"), [(0, False), (0.01, True)])
def test_more_than_three_times_the_budget_is_beyond_it(more: float, is_said: object) -> None:
    part = PROJECT.budget_cents / 100 / 2
    result = understood(
        expenses(*(booking(part + number, Kostensoort="Overig") for number in (-2, -1, 0, 1, 2)), booking(part + more))
    )
    assert ("spent_beyond_budget" in codes(result)) is is_said


@pytest.mark.parametrize(("households", "is_said"), [(3, False), (4, True)])
def test_more_than_one_and_a_half_households_for_each_address_are_too_many(households: int, is_said: object) -> None:
    homes = sheet("Adressen", ["Straat", "Huisnummer"], ["Waartplein", 1], ["Waartplein", 2])
    twice = visit(1, Bezoeknummer="B099", Uitkomst="niet thuis")
    result = understood(visits(*map(visit, range(1, households + 1)), twice), homes)
    assert ("visits_beyond_homes" in codes(result)) is is_said
