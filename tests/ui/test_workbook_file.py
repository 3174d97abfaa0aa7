"""A table as an Excel workbook: what went in comes out, in both readers, whatever it is."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import openpyxl
import pandas as pd
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from adv.ui.downloads import LONGEST_TEXT, ROWS_WRITTEN_AT_ONCE, xlsx_bytes


def rows(table: pd.DataFrame) -> list[list[Any]]:
    """As openpyxl reads the first sheet, without its header."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(table, "Blad", [], "Toelichting")))
    return [list(row) for row in book["Blad"].iter_rows(min_row=2, values_only=True)]


def rows_by_calamine(table: pd.DataFrame) -> list[list[Any]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(xlsx_bytes(table, "Blad", [], "Toelichting")))
    return book.get_sheet_by_name("Blad").to_python()[1:]


printed = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=12)
# Two texts that openpyxl and calamine read differently are left out: line ends, and what looks like an escape already.


@given(st.lists(st.tuples(printed, st.integers(-(10**9), 10**9), st.floats(-1e6, 1e6)), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_texts_and_numbers_come_back_as_they_were(values: list[tuple[str, int, float]]) -> None:
    table = pd.DataFrame(values, columns=["tekst", "getal", "breuk"])
    assert rows(table) == [[text, number, part] for text, number, part in values]


def test_a_cell_that_is_missing_leaves_the_others_in_their_columns() -> None:
    table = pd.DataFrame({"a": ["x", None], "b": pd.array([None, 2], dtype="Int64"), "c": [float("nan"), 1.5], "d": ["y", "z"]})
    assert rows(table) == [["x", None, None, "y"], [None, 2, 1.5, "z"]]
    assert rows_by_calamine(table) == [["x", "", "", "y"], ["", 2, 1.5, "z"]]


def test_days_and_moments_come_back() -> None:
    days = [date(2019, 3, 3), date(1900, 3, 1)]
    table = pd.DataFrame({"dag": days, "tijd": [datetime(2020, 2, 29, 6), datetime(2020, 2, 29)]})  # noqa: DTZ001 - Excel's
    assert [row[0].date() for row in rows(table)] == days
    assert [row[1] for row in rows(table)] == [datetime(2020, 2, 29, 6), datetime(2020, 2, 29)]  # noqa: DTZ001


def test_a_day_that_excel_does_not_know_is_text() -> None:
    assert rows(pd.DataFrame({"dag": [date(1850, 1, 2)]})) == [["1850-01-02"]]


def test_what_xml_cannot_hold_is_written_as_excel_does() -> None:
    table = pd.DataFrame({"a": ["een\x0btwee", "_x0041_", "<b>&amp;", "  ruimte  ", "regel\neen"]})
    assert [row[0] for row in rows_by_calamine(table)] == ["een\x0btwee", "_x0041_", "<b>&amp;", "  ruimte  ", "regel\neen"]


def test_a_text_longer_than_a_cell_is_cut() -> None:
    assert len(rows(pd.DataFrame({"a": ["x" * (LONGEST_TEXT + 5)]}))[0][0]) == LONGEST_TEXT


def test_no_row_is_lost_between_pieces() -> None:
    table = pd.DataFrame({"rij": range(2 * ROWS_WRITTEN_AT_ONCE + 3), "naam": "a"})
    found = rows_by_calamine(table)
    assert [row[0] for row in found] == list(range(2 * ROWS_WRITTEN_AT_ONCE + 3))


def test_a_table_without_a_row_is_a_header() -> None:
    assert rows(pd.DataFrame({"a": []})) == []


def test_values_that_are_equal_but_of_other_kinds_stay_apart() -> None:
    assert rows(pd.DataFrame({"a": pd.Series([1, True, 1.5, "1"], dtype="object")})) == [[1], ["True"], [1.5], ["1"]]
