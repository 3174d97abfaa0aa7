"""Lists of which the codes, the colours, the tabs and the days each need another reading: all of these hold in one workbook."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl.styles import Font

from adv.workbook.understood import Corrections
from tests.workbook.forms import BASE, VISITS
from tests.workbook.layouts import COUNTED, WIDTH, coloured, legend, outcomes, paint, read
from tests.workbook.sheets import codes, column, sheet, understood

if TYPE_CHECKING:
    from openpyxl import Workbook

    from adv.workbook.tables.grid import Cell

THEME_AT = 5  # the column of the themes, where no column says the outcome
CODES = {"wonen": 1, "werken": 2}


def with_codes() -> Workbook:
    """The coloured visits, with a code in the place of each theme."""
    made, visits = coloured()
    for row in range(2, visits.max_row + 1):
        cell = visits.cell(row, THEME_AT)
        cell.value = CODES[str(cell.value)] if cell.value else None
    return made


def test_codes_and_colours_are_each_read_by_the_legend_for_them_on_a_sheet_after() -> None:
    made = with_codes()
    below = made.create_sheet("Legenda")
    legend(below, 1, 1)
    for row, (word, code) in enumerate(CODES.items(), 10):
        below.cell(row, 1, code)
        below.cell(row, 2, word)
    result = read(made)
    assert outcomes(result) == COUNTED
    assert [themes for themes in column(result, "visits", "themes") if themes] == [("wonen",)] * COUNTED["conversation"]
    assert {"colours_read", "codes_by_legend"} <= codes(result)


def test_a_row_that_is_struck_out_in_a_list_of_codes_does_not_count() -> None:
    made = with_codes()
    visits = made.active
    legend(visits, 2, 10)
    for row, (word, code) in enumerate(CODES.items(), 2):
        visits.cell(row, 13, code)
        visits.cell(row, 14, word)
    paint(visits, 2, Font(strike=True), range(1, WIDTH))
    result = read(made)
    assert outcomes(result) == {**COUNTED, "conversation": COUNTED["conversation"] - 1}
    assert {"rows_struck_out", "codes_by_legend"} <= codes(result)


def test_tabs_of_streets_with_codes_stay_in_their_order() -> None:
    """The first tab waits until all tabs are known: then it is a street's. The second and third wait for the legend on the last one."""
    tabs = [
        sheet("Diepenbrock", ["Datum", "Nr", "Uitkomst"], *([date(2019, 1, day), day, "niet thuis"] for day in (7, 8, 9))),
        sheet("Bezoeken", ["Datum", "Adres", "Uitkomst"], [date(2019, 1, 7), "Componistenlaan 1", 2]),
        sheet("M. Vermeulen", ["Datum", "Nr", "Uitkomst"], *([date(2019, 2, day), day, 2] for day in (7, 8))),
        sheet("Legenda", [1, "niet thuis"], [2, "gesprek gevoerd"]),
    ]
    result = understood(*tabs)
    assert [(one.sheet, one.rows_read) for one in result.sheets][:3] == [("Diepenbrock", 3), ("Bezoeken", 1), ("M. Vermeulen", 2)]
    visits = result.dataset.visits
    assert visits.groupby(visits.sheet.astype(str)).outcome.agg(lambda said: sorted(set(map(str, said)))).to_dict() == {
        "Diepenbrock": ["not_at_home"],
        "Bezoeken": ["conversation"],
        "M. Vermeulen": ["conversation"],
    }


@pytest.mark.parametrize("decided", [None, 3, 4], ids=["none", "the first", "the second"])
def test_branches_stay_one_question_when_the_days_of_one_are_decided(decided: int | None) -> None:
    """Ten visits, each with its day on one of two branches: days of which the order does not show. `decided` is a column."""
    rows: list[list[Cell]] = [["Waartplein", door, "niet thuis", f"3/{door}/2019", None] for door in range(1, 6)]
    rows += [["Waartplein", door, "niet thuis", None, f"3/{door}/2019"] for door in range(6, 11)]
    headers: list[Cell] = ["Straat", "Huisnummer", "Uitkomst", "3. Datum", "4. Datum"]
    chosen = {} if decided is None else {("werkmap.xlsx", "Blad1", decided): "visited_on:month_first"}
    result = understood(sheet("Blad1", headers, *rows), corrections=Corrections(fields=chosen))
    expected = [date(2019, 3, door) if decided == (3 if door <= 5 else 4) else date(2019, door, 3) for door in range(1, 11)]
    assert [day.date() for day in result.dataset.visits.visited_on] == expected
    assert "branches_merged" in codes(result)


@pytest.mark.parametrize("outcome", ["niet thuis", "2x niet thuis"])
def test_requests_find_their_visits_by_another_column_also_when_a_cell_names_several_visits(outcome: str) -> None:
    keys = [f"D{number}7" for number in range(11, 11 + 3 * len(VISITS))]
    visits: list[list[Cell]] = [
        [1 + at, key, date(2019, 1, 1 + at), "Waartplein", 1 + at, "gesprek gevoerd"] for at, key in enumerate(keys)
    ]
    visits[0][-1] = outcome
    asked: list[list[Cell]] = [[key, "wonen", "open", date(2019, 2, 1)] for key in keys[3::4]]
    result = understood(
        sheet("Bezoeken", ["Bezoeknummer", "Dossiercode", *BASE], *visits),
        sheet("Hulpvragen", ["Bezoeknummer", "Thema", "Status", "Datum aangemeld"], *asked),
    )
    assert len(result.dataset.visits) == len(keys) + (outcome != "niet thuis")
    assert column(result, "requests", "visit_id") == [str(at) for at in range(4, len(keys) + 1, 4)]
