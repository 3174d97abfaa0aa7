"""A copy of values: numbers, days and times as Excel keeps them, and as text what it cannot keep."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest

from adv.workbook.annotate.fresh import Grid, fresh_workbook
from adv.workbook.reading.file_facts import SheetFacts
from adv.workbook.reading.limits import FILE


def written(cell: Any, *, is_1904: bool = False) -> Any:  # noqa: ANN401 - whatever a cell holds
    sheet = Grid("Blad1", [["kop"], [None, cell]], SheetFacts("Blad1", FILE))
    return openpyxl.load_workbook(io.BytesIO(fresh_workbook([sheet], is_1904=is_1904)))["Blad1"]["B2"]


@pytest.mark.parametrize("is_1904", [False, True])
@pytest.mark.parametrize(
    ("cell", "read", "shown"),
    [
        (date(2019, 3, 2), datetime(2019, 3, 2), "mm-dd-yy"),  # noqa: DTZ001 - days have no time zone
        (datetime(2019, 3, 2), datetime(2019, 3, 2), "mm-dd-yy"),  # noqa: DTZ001 - as above
        (datetime(2019, 3, 2, 13, 30), datetime(2019, 3, 2, 13, 30), "m/d/yy h:mm"),  # noqa: DTZ001 - as above
        (time(6, 45), time(6, 45), "h:mm:ss"),
        (timedelta(hours=30), timedelta(hours=30), "[h]:mm:ss"),
        (timedelta(hours=-1), "-1 day, 23:00:00", "General"),
        (date(1880, 1, 2), "1880-01-02", "General"),
        (datetime(1880, 1, 2, 3, 4), "1880-01-02 03:04:00", "General"),  # noqa: DTZ001 - as above
        (True, True, "General"),
        (12.5, 12.5, "General"),
        (float("inf"), "inf", "General"),
    ],
)
def test_a_value_stays_what_it_was_or_becomes_text(cell: object, read: object, shown: str, *, is_1904: bool) -> None:
    made = written(cell, is_1904=is_1904)
    assert (made.value, made.number_format) == (read, shown)


@pytest.mark.parametrize(("day", "is_1904", "is_day"), [
    (date(1900, 2, 28), False, False), (date(1900, 3, 1), False, True),
    (date(1903, 12, 31), True, False), (date(1904, 1, 1), True, True),
])  # fmt: skip
def test_days_before_the_first_of_a_calendar_are_text(day: date, *, is_1904: bool, is_day: bool) -> None:
    assert written(day, is_1904=is_1904).is_date is is_day
