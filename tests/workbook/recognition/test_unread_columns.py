"""A column that is not recognised is said when somebody may miss what is in it."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import pytest

from adv.workbook.understood import Corrections
from tests.workbook.sheets import DAY, EXPENSE_HEADERS, HEADERS, booking, codes, fields, found, sheet, understood, visit
from tests.workbook.sheets import column as values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.tables.grid import Cell
    from adv.workbook.understood import Intake

CODE = "column_not_recognised"


def visits_with(header: str, cells: Sequence[Cell]) -> Intake:
    return understood(
        sheet("Bezoeken", [*HEADERS, header], *([*visit(number), cell] for number, cell in enumerate(cells, start=1)))
    )


@pytest.mark.parametrize(
    "cells",
    [
        ["x", None, "x", None, "x", "x"],
        ["A", "B", "A", "B", "A", None],
        [1, 2, 2, 1, 3, 1],
        [12.5, 13, 14, 15, 16, 17],
        [date(2019, 4, day) for day in range(1, 7)],
        ["€ 12,-", "€ 13,50", "€ 20,-", None, None, None],
    ],
    ids=["marks", "kinds", "numbers", "amounts", "days", "euros"],
)
def test_an_unknown_column_that_may_count_is_said(cells: Sequence[Cell]) -> None:
    finding = found(visits_with("Qwx", cells), CODE)
    assert finding.severity == "warning"
    assert finding.cells == ("I1",)
    assert finding.params == {"column": "Qwx", "filled": sum(cell is not None for cell in cells)}


@pytest.mark.parametrize(
    "cells",
    [
        ["x", "x", None, None, None, None],
        [f"dat was een heel gesprek over van alles, nummer {number}" for number in range(6)],
        ["blij", "boos", "moe", "vol", "stil", "druk"],
        [101, 102, 105, 108, 111, 120],
        [time(14, 30), time(15), time(14, 30), time(15), time(15), time(15)],
        ["14:30", "14:30", "15.00 uur", "15.00 uur", "14:30", "14:30"],
        ["x", "x", "x", *[None] * 40],
        [None] * 6,
    ],
    ids=["two", "sentences", "texts", "numbers of rows", "times", "written times", "few of many", "empty"],
)
def test_remarks_times_and_numbers_of_rows_are_not(cells: Sequence[Cell]) -> None:
    assert CODE not in codes(visits_with("Qwx", cells))


def test_a_known_column_that_is_not_needed_is_not_said() -> None:
    assert CODE not in codes(visits_with("Opmerking", ["x", "x", "x", "x"]))


def test_a_request_without_a_theme_is_one_with_the_status_behind_it() -> None:
    headers = [*HEADERS, "vraag 1", "stand 1"]
    result = understood(sheet("Bezoeken", headers, [*visit(1), "lekkende kraan", "opgelost"], [*visit(2), None, None]))
    assert values(result, "requests", "status") == ["closed"]
    assert CODE not in codes(result)


def test_it_is_said_of_expenses_too() -> None:
    rows = [[*booking(100 * number), kind] for number, kind in enumerate("abab", start=1)]
    assert CODE in codes(understood(sheet("Uitgaven", [*EXPENSE_HEADERS, "Qwx"], *rows)))


@pytest.mark.parametrize("header", ["Wonen", "Zorg/welz.", "zorg- en welz"])
def test_marks_under_the_name_of_a_theme_with_a_word_among_them_are_that_theme(header: str) -> None:
    result = visits_with(header, [*["x"] * 18, "schimmel", "lekkage", None])
    read = next(one for one in result.sheets[0].columns if one.header == header)
    assert (read.field, read.option) == ("themes", "wonen" if header == "Wonen" else "zorg en welzijn")
    said = found(result, "unreadable_yes_no")
    assert said.cells == ("I20", "I21")
    assert CODE not in codes(result)


def test_a_month_s_count_under_the_marks_of_a_theme_leaves_it_a_theme() -> None:
    result = visits_with("Wonen", [*["x"] * 9, 9, *["x", None] * 3, 3])
    read = next(one for one in result.sheets[0].columns if one.header == "Wonen")
    assert (read.field, read.option) == ("themes", "wonen")
    assert found(result, "unreadable_yes_no").total == 2


@pytest.mark.parametrize(
    "cells",
    [[0, 1, 2, 1, 0, 0, 1, 0], ["schimmel", "lekkage", "x", "tocht", "ruzie", None]],
    ids=["counts", "texts"],
)
def test_anything_else_under_the_name_of_a_theme_is_said(cells: Sequence[Cell]) -> None:
    result = visits_with("Wonen", cells)
    assert all(one.field is None for one in result.sheets[0].columns if one.header == "Wonen")
    assert CODE in codes(result)


def test_a_column_can_be_said_to_hold_the_marks_of_any_theme() -> None:
    headers = [*HEADERS[:-1], "Qwx"]
    rows = sheet("Bezoeken", headers, *([*visit(number)[:-1], "x" if number < 4 else None] for number in range(1, 7)))
    for made in (Corrections({("werkmap.xlsx", "Bezoeken", 7): "themes:werken"}), Corrections(headers={"qwx": "themes:werken"})):
        result = understood(rows, corrections=made)
        read = result.sheets[0].columns[7]
        assert (read.field, read.option, read.certainty) == ("themes", "werken", 1.0)
        assert values(result, "visits", "themes") == [("werken",)] * 3 + [()] * 3


@pytest.mark.parametrize(
    ("headers", "row", "code"),
    [
        (["Datum", "Aantal", "Prijs"], [3, 10], "column_counts"),
        (["Datum", "Aantal", "Bedrag"], [3, 10], None),
    ],
    ids=["price of one", "amount of all"],
)
def test_what_would_make_another_sum_is_said(headers: list[Cell], row: list[Cell], code: str | None) -> None:
    result = understood(sheet("Uitgaven", headers, [DAY, *row], [DAY, 1, 10]))
    assert {"column_counts"} & codes(result) == ({code} if code else set())


def test_visits_that_are_counted_in_a_row_are_said() -> None:
    headers: list[Cell] = ["Datum", "Straat", "Uitkomst", "Aantal"]
    rows: list[list[Cell]] = [[DAY, "Waartplein", "gesprek", number] for number in (1, 4, 2)]
    assert found(understood(sheet("Bezoeken", headers, *rows)), "column_counts_visits").cells == ("D1",)
    once: list[list[Cell]] = [[DAY, "Waartplein", "gesprek", 1]] * 3
    assert "column_counts_visits" not in codes(understood(sheet("Bezoeken", headers, *once)))


@pytest.mark.parametrize(
    ("sheet_name", "headers", "row"),
    [
        ("kas 2018", ["datum", "omschrijving", "soort", "wat we kwijt waren"], [DAY, "drukwerk", "drukwerk", 12.5]),
        ("Uitgaven", [*EXPENSE_HEADERS, "borg"], [*booking(40), 12.5]),
    ],
    ids=["a cash book that looks like activities", "a deposit, in a column of its own"],
)
def test_a_column_of_amounts_beside_what_is_read_is_said_however_few_there_are(
    sheet_name: str, headers: list[str], row: list[Cell]
) -> None:
    rows = [row, *([*row[:-1], None] for _ in range(40))]
    result = understood(sheet(sheet_name, headers, *rows))
    assert result.sheets[0].table
    assert found(result, CODE).cells[0][0] == "ABCDEFG"[len(headers) - 1]


CASH_BOOK: list[Cell] = ["Datum", "Soort", "Af", "Bij"]
PAID_BACK: list[list[Cell]] = [
    [DAY, "Materiaal", 12.5, None],
    [DAY, "Materiaal", 20.0, None],
    [DAY, None, None, 500.0],
    [DAY, "Overig", None, None],
]


def test_in_a_cash_book_what_went_out_is_spent_and_what_came_in_is_said() -> None:
    result = understood(sheet("kas 2018", CASH_BOOK, *PAID_BACK))
    assert values(result, "expenses", "cents") == [1250, 2000]
    assert found(result, "rows_incoming").params["euros"] == "500,00"
    assert found(result, "value_missing").cells == ("C5",)  # the row in which nothing came in either
    assert (result.rows_left_out, result.is_whole) == (1, False)


@pytest.mark.parametrize("headers", [("uit", "in"), ("Debet", "Credit"), ("AF", "BIJ"), ("Bedrag", "Terug")])
def test_a_row_in_which_money_only_came_in_needs_no_amount_that_went_out(headers: tuple[str, str]) -> None:
    result = understood(sheet("Uitgaven", ["Datum", "Soort", *headers], *PAID_BACK[:3]))
    assert values(result, "expenses", "cents") == [1250, 2000]
    assert codes(result) == {"rows_incoming"}


def test_a_nought_that_came_in_says_nothing_about_what_went_out() -> None:
    result = understood(sheet("Uitgaven", ["Datum", "In", "Uit"], [DAY, 0, 12.5], [DAY, 0, None], [DAY, 100, None]))
    assert found(result, "value_missing").cells == ("C3",)


def test_a_column_af_with_anything_but_amounts_is_not_what_was_spent() -> None:
    result = understood(sheet("Uitgaven", ["Datum", "Bedrag", "Af"], [DAY, 12.5, "x"], [DAY, 20.0, "x"]))
    assert values(result, "expenses", "cents") == [1250, 2000]
    assert fields(result)["Af"] is None


@pytest.mark.parametrize(
    ("headers", "severity"), [(("ronde 3", "ronde 4", "ronde 5"), "warning"), (("Bouwjaar", "Kamers", "Tuin"), "info")]
)
def test_rounds_along_the_doors_of_a_list_of_addresses_are_said_loud(headers: Sequence[str], severity: str) -> None:
    doors: list[list[Cell]] = [["Waartplein", number, "G" if number % 2 else None, "NT", "W"] for number in range(1, 21)]
    result = understood(sheet("Adressen", ["Straat", "Huisnr", *headers], *doors))
    assert found(result, "column_left_out").severity == severity
