"""The workbook, read back by openpyxl: every number is a fact of the report, as a number."""

from __future__ import annotations

import io
from datetime import datetime

import openpyxl
import pytest

from adv.formats import CENTS
from adv.report.blocks import Table
from adv.report.fact import Fact, FactKind
from adv.report.writers import writer
from tests.charts.states import STATES
from tests.report.reports import of_sample, of_state


@pytest.mark.parametrize("number", [2018, 2019, 2020])
def test_every_sheet_holds_the_facts_of_its_table(number: int) -> None:
    report = of_sample(number)
    book = openpyxl.load_workbook(io.BytesIO(writer("xlsx")(report)))
    tables = [block for block in report.blocks if isinstance(block, Table) and not block.has_room]
    assert len(book.worksheets) == 1 + len(tables)
    for sheet, block in zip(book.worksheets[1:], tables, strict=True):
        assert sheet["A1"].value == report.words.say(block.caption)
        assert [cell.value for cell in sheet[3]][: len(block.heads)] == [report.words.say(head) for head in block.heads]
        for place, row in enumerate(block.rows):
            for column, cell in enumerate(row):
                found = sheet.cell(4 + place, 1 + column).value
                if isinstance(cell, Fact) and cell.kind is FactKind.DAY:
                    assert isinstance(found, datetime)
                    assert found.date() == cell.value
                elif isinstance(cell, Fact) and isinstance(cell.value, int | float) and cell.kind is not FactKind.YEAR:
                    assert found == (cell.number / CENTS if cell.kind is FactKind.CENTS else cell.number)
                else:
                    assert found == (None if cell is None else report.words.cell(cell))


def test_names_that_look_like_formulas_stay_text() -> None:
    report = of_state(STATES["hostile names"]())
    book = openpyxl.load_workbook(io.BytesIO(writer("xlsx")(report)))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize("name", ["no data at all", "one visit", "target passed"])
def test_every_state_can_be_written(name: str) -> None:
    assert openpyxl.load_workbook(io.BytesIO(writer("xlsx")(of_state(STATES[name](), "en")))).worksheets


def test_shares_look_as_in_the_other_files() -> None:
    """Of 25 % and 28,6 % only the second has a decimal; English has no space before the sign."""
    for language, whole, part in (("nl", "0 %", "0.0 %"), ("en", "0%", "0.0%")):
        report = of_state(STATES["target passed"](), language)
        book = openpyxl.load_workbook(io.BytesIO(writer("xlsx")(report)))
        shown = {
            round(cell.value, 3): cell.number_format
            for sheet in book
            for row in sheet.iter_rows()
            for cell in row
            if "%" in cell.number_format
        }
        assert (shown[0.25], shown[0.286]) == (whole, part)
