"""Calendars with an address and an outcome in each cell, of several hands. The figures are counted by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.workbook.sheets import codes, column, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

TWO_WEEKS: list[list[Cell]] = [
    ["Week 10", "ma 4 mrt", "di 5 mrt", "wo 6 mrt"],
    [None, "Waartplein 1: nt", None, "Waartplein 2: gesprek"],
    [None, "Waartplein 3: weigert", None, "Componistenlaan 2A: leeg"],
    [None, None, None, None],
    ["Week 11", "ma 11 mrt", "di 12 mrt", "wo 13 mrt"],
    [None, "Waartplein 1: gesprek", "Diepenbrockhof 8: niet thuis", None],
]
ONE_WEEK: list[list[Cell]] = [
    [date(2019, 3, 4), date(2019, 3, 6), date(2019, 3, 11), date(2019, 3, 12)],
    ["Waartplein 1 - nt", "Waartplein 2 - gesprek", "Waartplein 1 - gesprek", "Diepenbrockhof 8 - niet thuis"],
    ["Waartplein 3 - weigert", "Componistenlaan 2A - leeg", None, None],
]
WITH_TIMES: list[list[Cell]] = [
    ["Maandag 4 maart 2019", "Woensdag 6 maart 2019"],
    ["10:00 Waartplein 1 (nt)", "10:00 Waartplein 2 (gesprek)"],
    ["11:30 Waartplein 3 (weigert)", "11.30 uur Componistenlaan 2A (leeg)"],
    ["Maandag 11 maart 2019", "Dinsdag 12 maart 2019"],
    ["Waartplein 1 (gesprek)", "14:00 Diepenbrockhof 8 (niet thuis)"],
]


@pytest.mark.parametrize(
    ("title", "rows"),
    [("Agenda 2019", TWO_WEEKS), ("Agenda", ONE_WEEK), ("Agenda", WITH_TIMES)],
    ids=["week below week", "one row of days", "with times, outcomes in brackets"],
)
def test_each_cell_of_a_calendar_is_a_visit_on_the_day_above_it(title: str, rows: list[list[Cell]]) -> None:
    width = len(rows[0])
    result = understood(sheet("Blad1", [title, *[None] * (width - 1)], [None] * width, *rows))
    outcomes = Counter(column(result, "visits", "outcome"))
    assert outcomes == {"not_at_home": 2, "conversation": 2, "refused": 1, "vacant": 1}
    days = Counter(f"{day:%m-%d}" for day in column(result, "visits", "visited_on"))
    assert days == {"03-04": 2, "03-06": 2, "03-11": 1, "03-12": 1}
    assert len(set(column(result, "visits", "household"))) == 5
    assert "visits_in_calendar" in codes(result)


def test_a_cell_of_a_calendar_that_says_no_outcome_is_told() -> None:
    result = understood(sheet("Blad1", ["Agenda 2019", None, None, None], *TWO_WEEKS, [None, "overleg met team", None, None]))
    assert len(result.dataset.visits) == 6
    assert "value_missing" in codes(result)


def test_a_list_is_no_calendar() -> None:
    rows: list[list[Cell]] = [[date(2019, 3, 4), date(2019, 3, 6), f"Waartplein {door}", "gesprek"] for door in range(1, 6)]
    result = understood(sheet("Bezoeken", ["Datum", "Ingevoerd op", "Adres", "Uitkomst"], *rows))
    assert len(result.dataset.visits) == 5
    assert "visits_in_calendar" not in codes(result)
