"""Marks that stand elsewhere than what they are about: counts below months, crosses beside an outcome, strokes, a day and a street in one heading."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.workbook.questions import questions
from adv.workbook.recognition.shapes.tallies import strokes_in
from tests.workbook.sheets import DAY, codes, column, fields, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell, RawSheet

MONTHS: list[Cell] = ["jan 2019", "feb 2019", "mrt 2019"]
STREETS = ["Waartplein", "Badingsstraat", "Orthelstraat", "Zweersstraat"]


def test_twice_nobody_at_home_below_a_month_is_two_visits() -> None:
    rows: list[list[Cell]] = [
        ["Waartplein", 1, "2x nt", None, "gesprek"],
        ["Waartplein", 3, "nt", "3x niet thuis", None],
        ["Waartplein", 5, None, "geweigerd", None],
        ["Waartplein", 7, "gesprek", None, None],
    ]
    result = understood(sheet("Bezoeken", ["Straat", "Nr", *MONTHS], *rows))
    assert Counter(column(result, "visits", "outcome")) == {"not_at_home": 6, "conversation": 2, "refused": 1}


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("||||", 4),
        ("|||| ||", 6),
        ("||||/ |", 6),
        ("5x", 5),
        ("12 ×", 12),
        ("III", 3),
        ("x", 0),
        ("-", 0),
        ("", 0),
        (5, 0),
        ("Ilse", 0),
    ],
)
def test_strokes_are_counted(cell: Cell, count: int) -> None:
    assert strokes_in(cell) == count


def tally(*above: list[Cell]) -> RawSheet:
    counted: list[list[Cell]] = [["Waartplein", "||||", "||", None], ["Badingsstraat", "|||| |", "|||", "|"]]
    return sheet("Blad1", *above, ["Straat", "Niet thuis", "Gesprek", "Geweigerd"], *counted)


def test_a_tally_counts_on_the_day_of_its_title() -> None:
    result = understood(tally(["Turflijst dinsdag 12 maart 2019"]))
    assert Counter(column(result, "visits", "outcome")) == {"not_at_home": 9, "conversation": 5, "refused": 1}
    assert {day.date() for day in column(result, "visits", "visited_on")} == {date(2019, 3, 12)}


def test_a_tally_without_a_day_does_not_count_and_says_so() -> None:
    result = understood(tally(["Turflijst"]))
    assert (len(result.dataset.visits), "tally_without_day" in codes(result)) == (0, True)


def test_numbers_by_street_without_a_day_are_a_summary() -> None:
    counts: list[list[Cell]] = [[street, 3, 4] for street in STREETS]
    visits: list[list[Cell]] = [[DAY, street, 4, "gesprek"] for street in STREETS]
    summary = sheet("Overzicht", ["Straat", "Niet thuis", "Gesprek"], *counts)
    listed = sheet("Bezoeken", ["Datum", "Straat", "Nr", "Uitkomst"], *visits)
    assert len(understood(listed, summary).dataset.visits) == len(STREETS)


@pytest.mark.parametrize(
    "heading",
    ["Di {day} maart, {street}", "dinsdag {day}/3: {street}", "{street} - {day} maart 2019", "{street} {day}-3-2019 (met Els)"],
)
def test_a_heading_says_the_day_and_the_street_of_the_rows_below_it(heading: str) -> None:
    rows: list[list[Cell]] = []
    for at, street in enumerate(STREETS):
        rows += [[heading.format(day=12 + at, street=street)], [2 * at + 1, "gesprek"], [2 * at + 3, "niet thuis"]]
    result = understood(sheet("Ronde 2019", ["Nr", "Uitkomst"], *rows))
    assert column(result, "visits", "street") == [street for street in STREETS for _ in range(2)]
    assert [day.day for day in column(result, "visits", "visited_on")] == [12, 12, 13, 13, 14, 14, 15, 15]


@pytest.mark.parametrize("header", ["Huishouden", "Huishoudnummer", "Woning", "Adresnr"])
def test_what_numbers_households_tells_them_apart(header: str) -> None:
    rows: list[list[Cell]] = [[f"H{at % 4}", date(2019, 3, 1 + at), "Waartplein", "gesprek"] for at in range(8)]
    result = understood(sheet("Bezoeken", [header, "Datum", "Straat", "Uitkomst"], *rows))
    assert len(set(column(result, "visits", "household"))) == 4


def test_sorted_numbers_with_gaps_and_no_house_number_are_asked_about() -> None:
    rows: list[list[Cell]] = [
        [number, date(2019, 3, 1 + at), "Waartplein", "gesprek"] for at, number in enumerate([3, 8, 15, 21, 40, 77])
    ]
    result = understood(sheet("Bezoeken", ["Nr", "Datum", "Straat", "Uitkomst"], *rows))
    assert fields(result)["Nr"] == "visit_id"
    (asked,) = questions(result)
    assert [one.header for one in asked.columns] == ["Nr"]
