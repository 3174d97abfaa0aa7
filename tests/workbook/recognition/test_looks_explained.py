"""Bold text, italics and underlining mean something where a text of the workbook says what; they look nice elsewhere."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from adv.workbook.intake import read_files
from adv.workbook.tables.grid import Upload
from tests.workbook.sheets import KEY, PROJECT, TODAY, codes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.understood import Intake

MARKED = {1, 4, 6}  # rows of data, from 0
ROWS = 8


def read(rows: Sequence[Sequence[Any]], font: Font, first: int, columns: int) -> Intake:
    """Read a workbook of which some rows are set in another way."""
    made = Workbook()
    page = made.worksheets[0]
    for row in rows:
        page.append(list(row))
    for number in MARKED:
        for cell in page[first + number][:columns]:
            cell.font = font
    out = BytesIO()
    made.save(out)
    return read_files([Upload("lijst.xlsx", out.getvalue())], PROJECT, KEY, TODAY)


@pytest.mark.parametrize("is_above", [True, False])
@pytest.mark.parametrize(
    ("font", "legend"),
    [
        (Font(bold=True), "Vet = gesprek gevoerd, gewoon = niet thuis"),
        (Font(italic=True), "cursief: gesprek, rest niet thuis"),
        (Font(underline="single"), "Onderstreept is gesprek; niet onderstreept is niet thuis"),
    ],
)
def test_a_manner_of_text_says_the_outcome_where_a_legend_says_so(font: Font, legend: str, *, is_above: bool) -> None:
    visits: list[list[Any]] = [["Datum", "Straat", "Nr"], *([date(2019, 3, 1 + at), "Waartplein", at + 1] for at in range(ROWS))]
    result = read([[legend], [], *visits] if is_above else [*visits, [], [legend]], font, 4 if is_above else 2, 3)
    outcomes = list(result.dataset.visits["outcome"])
    assert outcomes == ["conversation" if at in MARKED else "not_at_home" for at in range(ROWS)]
    assert "colours_read" in codes(result)


@pytest.mark.parametrize("legend", ["Cursief = telt niet mee (offerte)", "Schuingedrukt: vervallen"])
def test_rows_of_which_a_legend_says_so_do_not_count(legend: str) -> None:
    costs: list[list[Any]] = [["Datum", "Omschrijving", "Bedrag"], *([date(2019, 3, 1 + at), "koffie", 10.5] for at in range(ROWS))]
    result = read([*costs, [], [legend]], Font(italic=True), 2, 3)
    assert len(result.dataset.expenses) == ROWS - len(MARKED)
    assert "rows_coloured_out" in codes(result)


@pytest.mark.parametrize("text", ["Lijst van maart", "Let op: vette pan teruggeven"])
def test_bold_rows_without_a_legend_mean_nothing(text: str) -> None:
    costs: list[list[Any]] = [["Datum", "Omschrijving", "Bedrag"], *([date(2019, 3, 1 + at), "koffie", 10.5] for at in range(ROWS))]
    result = read([*costs, [], [text]], Font(bold=True), 2, 3)
    assert len(result.dataset.expenses) == ROWS
    assert not {code for code in codes(result) if "colour" in code}
