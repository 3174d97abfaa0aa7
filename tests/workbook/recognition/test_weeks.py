"""Weeks in the place of days, and days without a year: the Monday counts, the year stands elsewhere, and both are said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from adv.workbook.tables.findings import Severity
from adv.workbook.understood import Corrections
from tests.workbook.sheets import KEY, PROJECT, book, codes, column, found, intake, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell
    from adv.workbook.understood import Intake

MONDAYS = [date(2019, 3, 11), date(2019, 3, 18), date(2019, 3, 25)]  # of the weeks 11, 12 and 13


def days(result: Intake, table: str = "visits", name: str = "visited_on") -> list[date]:
    return [day.date() for day in column(result, table, name)]


def weeks(name: str, head: list[Cell], *cells: list[Cell], title: str | None = None) -> Intake:
    """What is understood of a list with these cells before an address and an outcome."""
    rows: list[list[Cell]] = [[*some, f"Waartplein {door}", "gesprek"] for door, some in enumerate(cells, 1)]
    above: list[list[Any]] = [[title], []] if title else []
    return understood(sheet(name, *above, [*head, "Adres", "Uitkomst"], *rows))


@pytest.mark.parametrize(
    ("name", "head", "cells", "title"),
    [
        ("Bezoeken", ["Jaar", "Week"], [[2019, 11], [2019, 12], [2019, 13]], None),
        ("Bezoeken", ["Weeknr", "Jaar"], [["11", "2019"], ["12", "2019"], ["13", "2019"]], None),
        ("Visits", ["Year", "Week number"], [[2019, "wk 11"], [2019, "wk 12"], [2019, "wk 13"]], None),
        ("Bezoeken", ["Weeknummer"], [[201911], [201912], [201913]], None),
        ("Bezoeken", ["Jr", "Wk"], [["'19", 11], [None, 12], [None, 13]], None),
        ("Bezoeken", ["Jaar-week"], [["2019-11"], ["2019-12"], ["2019-13"]], None),
        ("Bezoeken", ["Week"], [["2019-11"], ["2019-12"], ["2019-13"]], None),
        ("Bezoeken", ["Wk"], [["11-2019"], ["12-2019"], ["13-2019"]], None),
        ("Visits", ["ISO week"], [["2019-W11"], ["2019-W12"], ["2019-W13"]], None),
        ("Bezoeken", ["Datum"], [["wk 11 2019"], ["Week 12, 2019"], ["wk13 '19"]], None),
        ("Bezoeken", ["Datum"], [["11-2019"], ["12-2019"], ["13-2019"]], None),
        ("2019", ["Week"], [["week 11"], ["week 12"], ["week 13"]], None),
        ("Blad1", ["Weeknr."], [[11], [12], [13]], "Huisbezoeken De Waart 2019"),
        ("Blad1", ["Week (2019)"], [[11.0], [12.0], [13.0]], None),
    ],
    ids=str,
)
def test_a_week_counts_as_its_monday_wherever_its_year_stands(
    name: str, head: list[Cell], cells: list[list[Cell]], title: str | None
) -> None:
    result = weeks(name, head, *cells, title=title)
    assert days(result) == MONDAYS
    assert found(result, "date_of_week").severity is Severity.WARNING


@pytest.mark.parametrize(
    ("head", "row", "table", "name"),
    [
        (["Jaar", "Week", "Bedrag", "Kostensoort"], [2019, 11, 12.5, "Materiaal"], "expenses", "booked_on"),
        (["Week", "Jaar", "Activiteit", "Deelnemers"], [11, 2019, "Koffie", 10], "activities", "held_on"),
    ],
)
def test_weeks_of_other_tables_count_too(head: list[Cell], row: list[Cell], table: str, name: str) -> None:
    result = understood(sheet({"expenses": "Uitgaven", "activities": "Activiteiten"}[table], head, row))
    assert days(result, table, name) == MONDAYS[:1]


def test_a_week_of_no_known_year_is_asked_and_can_be_answered() -> None:
    rows: list[list[Cell]] = [[week, f"Waartplein {week}", "gesprek"] for week in (20, 21, 30)]
    lost = understood(sheet("Bezoeken", ["Week", "Adres", "Uitkomst"], *rows))
    assert len(lost.dataset.visits) == 0
    assert found(lost, "date_without_year").severity is Severity.ERROR
    told = Corrections(headers={"Week": "visited_on:2019"})
    result = understood(sheet("Bezoeken", ["Week", "Adres", "Uitkomst"], *rows), corrections=told)
    assert days(result) == [date(2019, 5, 13), date(2019, 5, 20), date(2019, 7, 22)]


def test_a_week_beside_a_day_is_no_day() -> None:
    rows: list[list[Cell]] = [
        [11, date(2019, 3, 12), "Waartplein 1", "gesprek"],
        [12, date(2019, 3, 20), "Waartplein 3", "gesprek"],
    ]
    result = understood(sheet("Bezoeken", ["Week", "Datum", "Adres", "Uitkomst"], *rows))
    assert days(result) == [date(2019, 3, 12), date(2019, 3, 20)]
    assert codes(result) == set()


@pytest.mark.parametrize(
    ("name", "head", "cells"),
    [
        ("Bezoeken", ["Jaar", "Datum"], [[2019, "12 mrt"], [2019, "13-3"], [2019, "vr 15 maart"]]),
        ("Bezoeken 2019", ["Datum"], [["12 mrt"], ["13/3"], ["15 maart"]]),
        ("Blad1", ["Datum 2019"], [["12-3"], ["13-3"], ["15-3"]]),
    ],
)
def test_a_day_takes_its_year_from_where_it_stands(name: str, head: list[Cell], cells: list[list[Cell]]) -> None:
    result = weeks(name, head, *cells)
    assert days(result) == [date(2019, 3, 12), date(2019, 3, 13), date(2019, 3, 15)]
    assert ("date_year_added" in codes(result)) is ("Jaar" not in head)


def test_a_title_of_two_years_says_none() -> None:
    result = weeks("Bezoeken", ["Datum"], ["12-7"], ["13-7"], title="De Waart 2018-2019")
    assert (len(result.dataset.visits), codes(result)) == (0, {"date_without_year"})


def test_the_name_of_the_file_may_say_the_year() -> None:
    rows: list[list[Cell]] = [["12-7", "Waartplein 1", "gesprek"], ["13-7", "Waartplein 3", "gesprek"]]
    raw = book(sheet("Blad1", ["Datum", "Adres", "Uitkomst"], *rows), file="huisbezoeken 2019.xlsx")
    assert days(intake([raw], PROJECT, KEY, date(2020, 1, 1))) == [date(2019, 7, 12), date(2019, 7, 13)]


@pytest.mark.parametrize(
    ("option", "expected"),
    [("month_first", [date(2019, 3, 4), date(2019, 5, 6)]), ("day_first", [date(2019, 4, 3), date(2019, 6, 5)])],
)
def test_how_days_are_read_can_be_said_of_a_column(option: str, expected: list[date]) -> None:
    chosen = Corrections(headers={"Datum": f"visited_on:{option}"})
    rows: list[list[Cell]] = [["3/4/2019", "Waartplein 1", "gesprek"], ["5/6/2019", "Waartplein 3", "gesprek"]]
    assert days(understood(sheet("Bezoeken", ["Datum", "Adres", "Uitkomst"], *rows), corrections=chosen)) == expected


def test_a_column_without_an_order_of_its_own_follows_the_others() -> None:
    head: list[Cell] = ["Thema", "Status", "Adres", "Datum aangemeld", "Datum afgerond"]
    visits: list[list[Cell]] = [[date(2019, 2, 1), f"Waartplein {door}", "gesprek"] for door in (1, 3, 5)]
    seen = sheet("Bezoeken", ["Datum", "Adres", "Uitkomst"], *visits)
    rows: list[list[Cell]] = [
        ["wonen", "afgerond", "Waartplein 1", "2/13/2019", "3/1/2019"],
        ["wonen", "afgerond", "Waartplein 3", "2/14/2019", "3/2/2019"],
        ["wonen", "afgerond", "Waartplein 5", "2/25/2019", "3/3/2019"],
    ]
    result = understood(seen, sheet("Hulpvragen", head, *rows))
    assert days(result, "requests", "closed_on") == [date(2019, 3, 1), date(2019, 3, 2), date(2019, 3, 3)]


def test_numbers_up_to_the_twelfth_with_a_year_are_months() -> None:
    result = weeks("Bezoeken", ["Datum"], ["10-2019"], ["11-2019"], ["12-2019"])
    assert days(result) == [date(2019, 10, 1), date(2019, 11, 1), date(2019, 12, 1)]
    assert found(result, "date_without_day").total == 3
