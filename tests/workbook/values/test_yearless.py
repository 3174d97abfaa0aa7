"""Days and weeks that do not say their year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.workbook.values.dates import parse_date
from adv.workbook.values.yearless import are_weeks, is_week, is_yearless, only_year, says_year, with_year, year_said, years_in

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["14-2019", "3-2019"], True),
        (["2019-14", "2019-3"], True),
        (["12-2019", "3-2019"], False),
        (["13/2019"], True),
        (["53-2019"], True),
        (["54-2019"], False),
        (["14-2019", "onbekend"], False),
        ([], False),
    ],
)
def test_a_number_after_the_twelfth_shows_a_column_of_weeks(cells: list[Cell], expected: object) -> None:
    assert are_weeks(cells) is expected


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        (2019, 2019),
        ("2019", 2019),
        ("'19", 2019),
        ("19", 2019),
        (19, 2019),
        (0, 2000),
        (69, 2069),
        (19.0, 2019),
        ("onbekend", None),
        (True, None),
    ],
)
def test_a_year_is_said_in_four_digits_or_in_two(cell: Cell, year: int | None) -> None:
    assert year_said(cell) == year


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (12, "2019-W12"),
        (12.0, "2019-W12"),
        ("wk 3", "2019-W03"),
        ("2020-14", "2020-W14"),
        ("week 14-2020", "2020-W14"),
        (1, "2019-W01"),
        (53, "2019-W53"),
        (54, None),
        (0, None),
        (12.5, None),
        (True, None),
        (float("inf"), None),
        ("maart", None),
    ],
)
def test_a_week_gets_the_year_that_it_lacks(cell: Cell, expected: str | None) -> None:
    assert with_year(cell, 2019, is_week=True) == expected
    assert is_week(cell) is (expected is not None)


@pytest.mark.parametrize(("cell", "expected"), [("2020-14", True), ("14", False), ("maart", False)])
def test_a_week_may_say_its_year(cell: Cell, expected: object) -> None:
    assert says_year(cell) is expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("12 mrt", True),
        ("wk 12", True),
        ("07.01", True),
        ("07.01.19", False),
        ("12 mrt 2019", False),
        (12, False),
        ("niet thuis", False),
        ("12 mrt jl.", True),
        ("vrijdagmiddag 12 april", True),
        ("rond 12 maart", True),
        ("12 april 14u", True),
        ("eind jan", True),
        ("1e week maart", True),
        ("eind jan 2019", False),
        ("eind goed", False),
    ],
)
def test_a_day_may_lack_its_year(cell: Cell, expected: object) -> None:
    assert is_yearless(cell) is expected


@pytest.mark.parametrize(
    ("cell", "day", "code"),
    [
        ("ma 11 mrt", date(2019, 3, 11), None),
        ("vrijdagmiddag 12 april", date(2019, 4, 12), None),
        ("12 mrt jl.", date(2019, 3, 12), None),
        ("12 april (middag)", date(2019, 4, 12), None),
        ("eind jan", date(2019, 1, 1), "date_without_day"),
        ("1e week maart", date(2019, 3, 1), "date_without_day"),
    ],
)
def test_a_day_in_words_gets_its_year(cell: str, day: date, code: str | None) -> None:
    found = parse_date(with_year(cell, 2019, is_week=False))
    assert (found.value, found.code) == (day, code)


def test_the_years_of_a_title_are_those_that_a_project_can_have() -> None:
    assert years_in("Bezoeken '19") == {2019}
    assert years_in("Bezoeken 2018 - 2019, sinds 1950") == {2018, 2019}


@pytest.mark.parametrize(
    ("start", "end", "year"),
    [
        (date(2018, 9, 1), date(2019, 9, 1), 2019),
        (date(2018, 3, 12), date(2019, 3, 12), 2018),
        (date(2018, 3, 1), date(2019, 4, 1), None),
        (date(2018, 4, 1), date(2018, 12, 1), None),
    ],
)
def test_a_day_lies_in_the_only_year_of_the_project_that_has_it(start: date, end: date, year: int | None) -> None:
    assert only_year("12 mrt", start, end, is_week=False) == year
