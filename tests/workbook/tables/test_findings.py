"""Problems put together, and where they are."""

from __future__ import annotations

import numpy as np
import pytest

from adv.workbook.tables.findings import CELLS_KEPT, HALF_FILLED, Finding, FindingLog, Severity, alike


def test_one_problem_in_many_cells_is_one_finding() -> None:
    log = FindingLog()
    log.add(Severity.INFO, "hidden", "a.xlsx", "Blad1")
    log.add(Severity.ERROR, "unreadable_date", "a.xlsx", "Blad1", [(3, 1)], header="Datum")
    log.add(Severity.ERROR, "unreadable_date", "a.xlsx", "Blad1", [(1, 1), (2, 27)], header="Datum")
    log.add(Severity.ERROR, "unreadable_date", "a.xlsx", "Blad1", [(1, 2)], header="Afgerond")
    assert [(one.code, one.cells, one.cell, one.count) for one in log.findings()] == [
        ("unreadable_date", ("B2", "AB3", "B4"), "B2", 3),
        ("unreadable_date", ("C2",), "C2", 1),
        ("hidden", (), None, 1),
    ]


@pytest.mark.parametrize("at_once", [True, False])
def test_of_very_many_cells_the_first_thousand_are_named_and_all_counted(at_once: object) -> None:
    log = FindingLog()
    cells = [(row, 0) for row in range(CELLS_KEPT + 5)]
    for some in [cells] if at_once else [cells[:600], cells[600:1003], cells[1003:]]:
        log.add(Severity.ERROR, "unreadable_date", "a.xlsx", "Blad1", some)
    (only,) = log.findings()
    assert (len(only.cells), only.cells[-1], only.count) == (1000, "A1000", 1005)


def test_rows_of_a_column_are_counted_and_named_alike() -> None:
    log = FindingLog()
    place = Finding(Severity.INFO, "place", "a.xlsx", "Blad1")
    log.add_rows(Severity.WARNING, "date_of_week", place, np.arange(1, CELLS_KEPT + 3), 2)  # type: ignore[arg-type] # it has a sheet
    (only,) = log.findings()
    assert (only.cells[0], len(only.cells), only.count) == ("C2", 1000, 1002)


def half_filled(sheet: str, header: str, *cells: str) -> Finding:
    """A column with empty cells."""
    return Finding(Severity.WARNING, HALF_FILLED, "a.xlsx", sheet, cells, {"header": header, "filled": 1})


def test_the_same_of_several_sheets_is_one_and_its_cells_add_up() -> None:
    groups = alike(
        [Finding(Severity.ERROR, "x", "a.xlsx", sheet, cells) for sheet, cells in (("B1", ("A2", "A3")), ("B2", ("C4",)))]
    )
    assert len(groups) == 1
    assert (groups[0].whole.count, groups[0].whole.sheet, groups[0].whole.cells) == (3, None, ())
    assert groups[0].places(1) == "B1: A2 …; B2: C4"
    assert groups[0].places(2) == "B1: A2, A3; B2: C4"


def test_columns_that_are_empty_in_the_same_rows_count_those_rows_once() -> None:
    groups = alike(
        [half_filled("B1", "Straat", "A2", "A3"), half_filled("B1", "Nummer", "AB2", "AB3"), half_filled("B1", "Thema", "C2")]
    )
    assert [(group.whole.params["header"], group.whole.count) for group in groups] == [("Straat, Nummer", 2), ("Thema", 1)]


def test_what_differs_in_degree_or_in_words_is_no_one_problem() -> None:
    said = [(Severity.ERROR, "a"), (Severity.WARNING, "a"), (Severity.ERROR, "b"), (Severity.ERROR, "a")]
    assert [len(group.findings) for group in alike(Finding(how, "x", "f", params={"header": what}) for how, what in said)] == [
        2,
        1,
        1,
    ]


def test_a_problem_of_a_file_is_in_the_file() -> None:
    assert alike([Finding(Severity.ERROR, "x", "a.xlsx")])[0].places(3) == "a.xlsx"
    assert alike([Finding(Severity.ERROR, "x", "a.xlsx", "Blad1")])[0].places(3) == "Blad1"
