"""Columns called "Nr" beside a street, columns that tools for forms add, and totals of the row: what they are taken for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from adv.workbook.questions import questions
from tests.workbook.sheets import column, fields, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

STREETS = ("Waartplein", "Badingsstraat", "Orthelstraat")
DOORS = (75, 34, 12, 75, 8, 61, 34, 19, 75, 3, 40, 12)
FIRST = date(2019, 1, 7)
OUTCOMES = ("niet thuis", "gesprek gevoerd", "geen medewerking")


def visits(headers: list[str], *numbers: tuple[Cell, ...]) -> list[str | None]:
    """Fields of a list of visits: the columns named by day, street and outcome, and these numbers under the others."""
    rows: list[list[Cell]] = []
    for at, given in enumerate(numbers):
        told: dict[str, Cell] = {"datum": FIRST + timedelta(at), "straat": STREETS[at % 3], "uitkomst": OUTCOMES[at % 3]}
        left = iter(given)
        rows.append([told.get(header.rpartition("/")[2].casefold()) or next(left) for header in headers])
    return list(fields(understood(sheet("Bezoeken", headers, *rows))).values())


@pytest.mark.parametrize(
    ("headers", "numbers", "field"),
    [
        (["Datum", "Nr", "Straat", "Uitkomst"], DOORS, "house_number"),
        (["Nummer", "Datum", "Straat", "Uitkomst"], DOORS, "house_number"),
        (["Nr", "Datum", "Straat", "Uitkomst"], ("1", "12a", "3", "4b", "9", "17", "2", "6", "8", "33", "21", "5"), "house_number"),
        (["Nr", "Datum", "Straat", "Uitkomst"], range(1, 13), "visit_id"),
        (["Nr", "Datum", "Straat", "Uitkomst"], (9, 2, 12, 4, 1, 6, 7, 11, 3, 10, 5, 8), "visit_id"),
        (["bezoek/datum", "bezoek/straat", "bezoek/nr", "bezoek/uitkomst"], DOORS, "house_number"),
        (["adres/nr", "adres/straat", "bezoek/datum", "bezoek/uitkomst"], DOORS, "house_number"),
    ],
)
def test_a_bare_number_is_the_door_when_its_values_are_no_numbers_of_rows(
    headers: list[str], numbers: tuple[Cell, ...], field: str
) -> None:
    named = visits(headers, *[(number,) for number in numbers])
    assert named[next(at for at, header in enumerate(headers) if header.rpartition("/")[2] in {"Nr", "Nummer", "nr"})] == field


def test_a_number_that_stands_at_several_streets_is_asked() -> None:
    rows: list[list[Cell]] = [[1 + at // 3, FIRST + timedelta(at), STREETS[at % 3], OUTCOMES[at % 3]] for at in range(12)]
    (question,) = questions(understood(sheet("Bezoeken", ["Bezoeknummer", "Datum", "Straat", "Uitkomst"], *rows)))
    assert [one.header for one in question.columns] == ["Bezoeknummer"]
    for at, row in enumerate(rows):
        row[0] = at + 1
    assert questions(understood(sheet("Bezoeken", ["Bezoeknummer", "Datum", "Straat", "Uitkomst"], *rows))) == ()


def test_columns_of_a_tool_for_forms_are_no_fields() -> None:
    added = ["Start Date", "Response Type", "IP Address", "Progress", "Duration (in seconds)", "Finished", "Recorded Date"]
    asked = ["Q1 - Visit date", "Q2 - Street", "Q2b - House number", "Q3 - Selected Choice"]
    days = [FIRST + timedelta(at) for at in range(12)]
    rows: list[list[Cell]] = [
        [day, "IP Address", "", 100, 540, "True", day, day, STREETS[at % 3], DOORS[at], OUTCOMES[at % 3]]
        for at, day in enumerate(days)
    ]
    result = understood(sheet("Sheet0", [*added, *asked], *rows))
    assert list(fields(result).values())[-4:] == ["visited_on", "street", "house_number", "outcome"]
    assert "status" not in fields(result).values()


def test_a_total_of_its_row_is_the_amount_and_its_parts_are_not() -> None:
    rows: list[list[Cell]] = [[date(2019, month, 1), kind, 10.0 * month, 5.0, 10.0 * month + 5] for month, kind in enumerate(
        ("Personeel", "Activiteiten", "Personeel", "Materiaal"), 1
    )]  # fmt: skip
    result = understood(sheet("Kosten", ["Maand", "Kostensoort", "Zaal", "Drank", "Totaal"], *rows))
    assert sorted(column(result, "expenses", "cents")) == [1500, 2500, 3500, 4500]
    assert set(column(result, "expenses", "category")) == {"Personeel", "Activiteiten", "Materiaal"}
