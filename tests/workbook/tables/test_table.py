"""Columns as distinct values and codes, against the same done row by row."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from adv.model import TableName
from adv.workbook.tables import table as tables
from adv.workbook.tables.findings import FindingLog, Severity
from adv.workbook.tables.table import (
    CodedColumn,
    Part,
    Table,
    cents_of,
    columns_of,
    combine,
    either,
    encode,
    holds,
    ordinals,
    places_in,
    recode,
    translate,
    united,
    values_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.tables.grid import Cell


def coded(*values: Any) -> CodedColumn:  # noqa: ANN401 - any kind of value
    """A column of these rows."""
    return recode(*encode(values))


def rows_of(column: CodedColumn) -> list[Any]:
    """What stands in each row."""
    return values_of(column, np.arange(len(column)))


def part(sheet: str, lines: Sequence[int], keep: Sequence[bool], **columns: Sequence[Any]) -> Part:
    """Rows of one sheet of visits or expenses."""
    made = {name: coded(*values) for name, values in columns.items()}
    places = {name: number + 1 for number, name in enumerate(made)}
    return Part(TableName.EXPENSES, "boek.xlsx", sheet, np.array(lines), made, places, np.array(keep))


def two_sheets() -> Table:
    """Five bookings, of which one is in error, in two sheets that do not have the same columns."""
    one = part("2019", [1, 2, 5], [True, False, True], cents=[500, 300, None], category=["a", "b", "a"])
    return Table(TableName.EXPENSES, [one, part("2020", [3, 4], [True, True], cents=[500, 40])])


@pytest.mark.parametrize(
    ("cells", "distinct"),
    [
        ([3, 1, 3, None], [3, 1, None]),
        ([1, True, 0, False, True], [1, True, 0, False]),
        (["b", "a"], ["b", "a"]),
        ([], []),
    ],
)
def test_a_column_is_its_different_cells_and_where_each_stands(cells: list[Cell], distinct: list[Cell]) -> None:
    found, codes = encode(cells)
    assert list(map(repr, found)) == list(map(repr, distinct))
    assert [repr(found[code]) for code in codes] == list(map(repr, cells))


def test_values_that_become_equal_are_one_and_none_is_missing() -> None:
    column = translate(coded("ja", "JA", "?", None, "nee"), lambda said: None if said in {"?", None} else said.lower())
    assert (list(column.distinct), column.codes.tolist()) == (["ja", "nee"], [0, 0, -1, -1, 1])


def test_what_is_missing_stays_missing() -> None:
    assert rows_of(translate(translate(coded("a", None, "b"), lambda said: said), lambda _: "x")) == ["x", None, "x"]


def test_two_columns_of_several_values_unite_row_by_row() -> None:
    first, second = coded(("a",), ("a", "b"), None, None), coded(("b",), ("b", "c"), ("c",), None)
    assert rows_of(united(first, second)) == [("a", "b"), ("a", "b", "c"), ("c",), None]


def test_flags_choose_between_two_columns() -> None:
    flags = np.array([True, False, True, False])
    assert rows_of(either(flags, coded("a", "b", None, "d"), coded("e", "b", "g", None))) == ["a", "b", None, None]


@pytest.mark.parametrize("most", [tables.MOST_GROUPS, 3])
def test_rows_that_are_equal_in_all_columns_have_one_number(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_GROUPS", most)
    rows = [("a", 1, None), ("a", 2, None), ("a", 1, None), (None, 1, "x"), (None, 1, None), ("b", 1, "x")]
    numbers = combine([coded(*column) for column in zip(*rows, strict=True)], len(rows)).tolist()
    assert [[one == other for other in numbers] for one in numbers] == [[one == other for other in rows] for one in rows]
    assert set(numbers) == set(range(5))


@pytest.mark.parametrize(("columns", "values"), [(9, 4095), (70, 1)], ids=["of many values", "of one value"])
def test_so_many_columns_that_no_number_holds_them_all_still_tell_rows_apart(columns: int, values: int) -> None:
    rows = [*range(values), 15 % values]
    first = coded(*range(values), None)  # the only one in which the last row has no other like it
    assert len(set(combine([first, *[coded(*rows)] * columns], len(rows)).tolist())) == values + 1


def test_no_rows_have_no_numbers() -> None:
    assert combine([coded()], 0).tolist() == []


def test_questions_about_each_row() -> None:
    column = coded(date(1, 1, 3), None, date(2019, 3, 1))
    assert ordinals(column).tolist() == [3, 0, 737119]
    assert holds(column, lambda day: day.year > 1).tolist() == [False, False, True]
    assert places_in(column, {date(1, 1, 3): 7}, other=9).tolist() == [7, -1, 9]
    assert places_in(column, {}).tolist() == [-1, -1, -1]


def test_sheets_stand_below_each_other() -> None:
    table = two_sheets()
    assert len(table) == 5
    assert rows_of(table.column("cents")) == [500, 300, None, 500, 40]
    assert rows_of(table.column("category")) == ["a", "b", "a", None, None]
    assert rows_of(table.column("payer")) == [None] * 5
    assert list(table.column("cents").distinct) == [500, 300, 40]
    assert table.given("cents").tolist() == [True, True, False, True, True]
    assert table.is_main.tolist() == [True] * 5
    assert table.is_vague.tolist() == [False] * 5
    assert table.kept_with(table.column("cents"), [0, 1]).tolist() == [0, 3]


def test_a_column_is_plain_numbers_only_where_every_sheet_says_so() -> None:
    table = two_sheets()
    for one, plain in zip(table.parts, ({"cents", "visit_key"}, {"cents"}), strict=True):
        one.plain = plain
    assert Table(table.name, table.parts).plain == {"cents"}
    assert Table(table.name, []).plain == frozenset()


def test_values_of_rows_that_count_are_listed_with_their_first_sheet() -> None:
    table = two_sheets()
    assert list(table.occurring(table.column("cents"))) == [("500", 2, "2019"), ("40", 1, "2020")]


def test_amounts_add_up_over_the_rows_that_have_one() -> None:
    table = two_sheets()
    assert cents_of(table, np.array([True, False, True, True, True])) == 1040
    assert cents_of(table, np.zeros(5, bool)) == 0
    table.name = TableName.VISITS
    assert cents_of(table, np.ones(5, bool)) == 0


def test_rows_that_count_keep_where_they_stood() -> None:
    kept = columns_of(two_sheets())
    assert rows_of(kept["cents"]) == [500, None, 500, 40]
    assert rows_of(kept["sheet"]) == ["2019", "2019", "2020", "2020"]
    assert rows_of(kept["file"]) == ["boek.xlsx"] * 4
    assert rows_of(kept["row"]) == [2, 6, 4, 5]


def test_what_is_said_of_rows_names_the_cells_of_each_sheet() -> None:
    log, table = FindingLog(), two_sheets()
    table.say(log, Severity.WARNING, "category_unknown", np.array([False, True, False, False, True]), "category")
    table.say(log, Severity.ERROR, "amount_missing", np.array([2]), "cents")
    said = [(finding.severity, finding.sheet, finding.cells, finding.count) for finding in log.findings()]
    assert said == [
        (Severity.ERROR, "2019", ("B6",), 1),
        (Severity.WARNING, "2019", ("C3",), 1),
        (Severity.WARNING, "2020", ("B5",), 1),  # no such column there: in the first one that is read
    ]
