"""Days of one cell that leave their month or year to each other."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.workbook.values.yearless import spelled_out
from tests.workbook.sheets import codes, column, found, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("12 of 13 maart 2019", "12-3-2019 of 13-3-2019"),
        ("12 or 13 March 2019", "12-3-2019 of 13-3-2019"),
        ("12/13 mrt 2019", "12-3-2019, 13-3-2019"),
        ("12-13 maart 2019", "12-3-2019 of 13-3-2019"),
        ("3/2, 8/2-2019", "3-2-2019, 8-2-2019"),
        ("3/2 + 8/2 (2019)", "3-2-2019, 8-2-2019"),
        ("3, 8 en 12-2-2019", "3-2-2019, 8-2-2019, 12-2-2019"),
        ("12 maart 2019 of 13 maart", "12-3-2019 of 13-3-2019"),
        ("28 februari of 1 maart '19", "28-2-'19 of 1-3-'19"),
        ("31/12 of 2/1-2019", "31-12-2018 of 2-1-2019"),
        ("31/12 of 2/1-'00", "31-12-'99 of 2-1-'00"),
        ("12 en 13 maart", "12-3, 13-3"),
    ],
)
def test_days_that_share_a_month_or_a_year_are_written_in_full(text: str, written: str) -> None:
    assert spelled_out(text) == written


@pytest.mark.parametrize(
    "text",
    [
        "12-3-2019",
        "3/8",
        "12/13",
        "1, 2",
        "5-mei",
        "3-8 mrt-19",
        "1-2 2019",
        "32 of 33 maart 2019",
        "12 of meer",
        "",
        "12 of 13" * 9,
    ],
)
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert spelled_out(text) == text


@pytest.mark.parametrize(
    ("cell", "day", "code"),
    [
        ("12 of 13 maart 2019", date(2019, 3, 13), "one_of_days"),
        ("13-3-2019 of 12-3-2019", date(2019, 3, 13), "one_of_days"),
        ("3/2, 8/2-2019", date(2019, 2, 8), "later_day"),
    ],
)
def test_a_visit_on_one_of_two_days_is_kept_on_the_later_one_and_it_is_said(cell: str, day: date, code: str) -> None:
    headers = ["Datum", "Adres", "Uitkomst"]
    rows: list[list[Cell]] = [[date(2018, 5, 4 + number), f"Waartplein {number}", "gesprek"] for number in range(1, 6)]
    result = understood(sheet("Bezoeken", headers, *rows, [cell, "Waartplein 9", "gesprek"]))
    assert column(result, "visits", "visited_on")[-1].date() == day
    assert found(result, code).total == 1
    assert "date_year_added" not in codes(result)
