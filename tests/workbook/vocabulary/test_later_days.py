"""Outcomes with the day of a later visit in their cell: visits of their own where the days leave no doubt, else asked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from adv.commands.mapping import mapped
from adv.model import Outcome
from adv.workbook.vocabulary.later_days import dated_outcomes, on_days
from adv.workbook.vocabulary.several import SeveralOutcomes
from adv.workbook.vocabulary.words import vocabulary
from tests.workbook.sheets import PROJECT, codes, column, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

WORDS = vocabulary()
FIRST, LATER = date(2019, 3, 12), date(2019, 3, 24)
BOTH = [(FIRST, "not_at_home"), (LATER, "conversation")]


def read(cell: Cell, day: Cell = FIRST, *said: str) -> tuple[list[tuple[date, str]], set[str]]:
    rows: list[list[Cell]] = [[date(2019, 1, 7), "Waartplein", 1, "niet thuis"], [day, "Waartplein", 2, cell]]
    made = sheet("Bezoeken", ["Datum", "Straat", "Huisnummer", "Uitkomst"], *rows)
    result = understood(made, corrections=mapped(list(said), PROJECT))
    days = [pd.Timestamp(one).date() for one in column(result, "visits", "visited_on")]
    return sorted(zip(days, map(str, column(result, "visits", "outcome")), strict=True))[1:], codes(result)


@pytest.mark.parametrize(
    "cell",
    [
        "nt, 24/3 wel gesprek",
        "niet thuis; 24-3 gesprek gevoerd",
        "niet thuis, op 24 maart gesprek gevoerd",
        "niet thuis\n24-3 gesprek gevoerd",
        "nt, later (24/3) gesprek",
        "nt (24-3 gesprek)",
        "niet thuis 24/3 alsnog gesprek",
        "niet thuis 24/3 gesprek",
        "nt; gesprek op 24-3-2019",
        "niet thuis op 12/3, wel gesprek op 24/3",
        "niet thuis, zondag 24/3 gesprek",
        "niet thuis, op 24-3 om 14.00 uur gesprek gevoerd",
        "geen gehoor, tweede keer 24/3 gesprek",
    ],
)
def test_a_later_outcome_with_its_day_is_a_visit_of_that_day(cell: str) -> None:
    visits, said = read(cell)
    assert visits == BOTH
    assert "visits_in_cell" in said


def test_the_same_outcome_on_two_days_is_two_visits() -> None:
    assert read("nt 12/3\nnt 24/3")[0] == [(FIRST, "not_at_home"), (LATER, "not_at_home")]
    assert read("2x nt, 24/3 gesprek")[0] == [(FIRST, "not_at_home"), *BOTH]


def test_a_day_without_its_year_lies_after_that_of_the_row_in_the_next_year_too() -> None:
    rows: list[list[Cell]] = [[date(2018, 12, 30), "Waartplein", 2, "nt, 8/1 wel gesprek"], [FIRST, "Waartplein", 1, "niet thuis"]]
    result = understood(sheet("Bezoeken", ["Datum", "Straat", "Huisnummer", "Uitkomst"], *rows))
    days = sorted(pd.Timestamp(one).date() for one in column(result, "visits", "visited_on"))
    assert days == [date(2018, 12, 30), date(2019, 1, 8), FIRST]


@pytest.mark.parametrize("cell", ["nt, 2/3 wel gesprek", "nt, 12/3 wel gesprek", "nt, 24-3-2021 gesprek"])
def test_a_day_that_is_not_after_that_of_the_row_is_asked_with_both_readings(cell: str) -> None:
    visits, said = read(cell)
    assert visits == [(FIRST, "conversation")]
    assert "other_day" in said
    assert len(read(cell, FIRST, "andere datum bij de uitkomst=counts")[0]) == 2
    visits, said = read("nt, 24/3 wel gesprek", FIRST, "andere datum bij de uitkomst=none")
    assert visits == [(FIRST, "conversation")]


@pytest.mark.parametrize(
    "cell",
    [
        *("nt, afspraak 24/3", "nt, 24/3 afspraak", "nt 24/3 terugkomen", "nt, 24/3 toch geen gesprek", "nt, wk 12 gesprek"),
        *("niet thuis", "nt 24/3", "gesprek over 24/3", "12", "nt, huisnummer 24 gesprek"),
    ],
)
def test_other_cells_with_days_tell_of_no_later_visit(cell: str) -> None:
    assert dated_outcomes(cell, WORDS.outcomes, WORDS.value_fillers) is None


@pytest.mark.parametrize(
    ("written", "day", "is_sure"),
    [
        pytest.param((None, "24/3"), LATER, True, id="twelve days later"),
        pytest.param(("24/3", None), LATER, True, id="its day stands with the first"),
        pytest.param((None, "13/3"), date(2019, 3, 13), True, id="the next day"),
        pytest.param((None, "12/3"), FIRST, False, id="the same day"),
        pytest.param((None, "11-9-2019"), date(2019, 9, 11), True, id="half a year later"),
        pytest.param((None, "12-9-2019"), date(2019, 9, 12), False, id="later than that"),
        pytest.param((None, "32/3"), FIRST, False, id="no day"),
        pytest.param(("10/3", "12/3"), FIRST, True, id="the row has the day of the second"),
        pytest.param(("10/3", "13/3"), date(2019, 3, 13), False, id="the row has the day of neither"),
    ],
)
def test_days_leave_no_doubt_where_they_fit_the_day_of_the_row(
    written: tuple[str | None, ...], day: date, *, is_sure: bool
) -> None:
    several = SeveralOutcomes((Outcome.NOT_AT_HOME, Outcome.CONVERSATION), are_visits=True, days=written)
    visits, sure = on_days(FIRST, several, date(2019, 12, 31))
    assert (visits[-1].day, sure) == (day, is_sure)


@pytest.mark.parametrize(("today", "is_sure"), [(LATER, True), (FIRST, False)])
def test_a_day_that_has_yet_to_come_is_in_doubt(today: date, *, is_sure: bool) -> None:
    several = SeveralOutcomes((Outcome.NOT_AT_HOME, Outcome.CONVERSATION), are_visits=True, days=(None, "24/3"))
    assert on_days(FIRST, several, today)[1] is is_sure
    assert on_days(None, several, today) == ((), False)
