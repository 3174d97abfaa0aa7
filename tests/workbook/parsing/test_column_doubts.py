"""Sheets that can be read cell by cell and would come to a wrong total in silence: each is said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from adv.workbook.tables.findings import Severity
from adv.workbook.tables.grid import NumberFormat
from adv.workbook.understood import Corrections
from adv.workbook.values.amounts import parse_amount
from adv.workbook.vocabulary.streets import street_in
from adv.workbook.vocabulary.words import numberless
from tests.workbook.sheets import (
    DAY,
    EXPENSE_HEADERS,
    KEY,
    PROJECT,
    TODAY,
    book,
    booking,
    codes,
    column,
    found,
    intake,
    sheet,
    understood,
)

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

LIST: list[Cell] = ["Datum", "Adres", "Uitkomst"]
ROWS: list[list[Cell]] = [[DAY, f"Waartplein {door}", "niet thuis"] for door in range(1, 7)]


def test_a_copy_with_fewer_columns_on_another_sheet_is_named() -> None:
    more: list[list[Cell]] = [[*row, "wonen"] for row in ROWS]
    result = understood(sheet("2019", LIST, *ROWS), sheet("Alles", [*LIST, "Thema's"], *more))
    assert len(result.dataset.visits) == 12
    finding = found(result, "list_again")
    assert (finding.sheet, finding.count, dict(finding.params)) == ("Alles", 6, {"sheet": "2019"})


def test_an_older_version_in_another_file_is_named() -> None:
    older: list[list[Cell]] = [[*row[:2], "gesprek"] for row in ROWS[:4]]
    result = intake(
        [book(sheet("Bezoeken", LIST, *ROWS), file="nu.xlsx"), book(sheet("Bezoeken", LIST, *older), file="oud.xlsx")],
        PROJECT,
        KEY,
        TODAY,
    )
    assert found(result, "list_again_file").params == {"file": "nu.xlsx"}


def test_a_second_visit_to_some_of_the_doors_is_no_copy() -> None:
    later: list[list[Cell]] = [[date(2019, 3, 10), *row[1:]] for row in ROWS]
    result = understood(sheet("maart", LIST, *ROWS), sheet("later", LIST, *later))
    assert not codes(result) & {"list_again", "list_again_file"}


def test_bookings_that_stand_on_a_sheet_per_kind_too_are_named() -> None:
    short: list[list[Cell]] = [["Datum", "Bedrag"], [DAY, 605], [DAY, 2420]]
    result = understood(sheet("Uitgaven", EXPENSE_HEADERS, booking(605), booking(2420)), sheet("Per soort", *short))
    assert found(result, "list_again").sheet == "Per soort"


@pytest.mark.parametrize(
    ("cells", "is_said"),
    [
        ([date(2019, 7, 1), date(2019, 9, 1), "15-01-2019", "29-01-2019"], True),
        ([date(2019, 7, 1), date(2019, 9, 1), "15/1/2019", "ma 29/1/2019"], True),
        ([date(2019, 7, 1), date(2019, 9, 21), "15-01-2019", "29-01-2019"], False),
        ([date(2019, 7, 1), date(2019, 9, 1), "15-01-2019", "02-01-2019"], False),
        ([date(2019, 7, 1), date(2019, 9, 1), date(2019, 9, 2), "15-01-2019"], False),
    ],
    ids=["swapped", "swapped, with slashes", "a real day after the 12th", "a text before the 13th", "one text proves nothing"],
)
def test_days_that_an_american_spreadsheet_swapped_are_said(cells: list[Cell], is_said: object) -> None:
    result = understood(sheet("Bezoeken", LIST, *([cell, f"Waartplein {row}", "gesprek"] for row, cell in enumerate(cells, 1))))
    assert ("days_may_be_swapped" in codes(result)) is is_said
    assert len(result.dataset.visits) == len(cells)


def test_a_second_visit_in_the_same_row_does_not_pass_unseen() -> None:
    headers = ["Adres", "Datum bezoek 1", "Uitkomst bezoek 1", "Datum bezoek 2"]  # with its outcome too it would be read
    result = understood(sheet("Bezoeken", headers, ["Waartplein 1", DAY, "niet thuis", date(2019, 3, 10)]))
    assert found(result, "more_columns").cells == ("D1",)


@pytest.mark.parametrize("header", ["Bedrag excl. btw", "Kosten"])
def test_a_second_amount_is_said_and_the_surer_one_counts(header: str) -> None:
    result = understood(sheet("Uitgaven", ["Datum", "Bedrag incl. btw", header], [DAY, 605, 500], [DAY, 2420, 2000]))
    assert result.dataset.expenses["cents"].sum() == 302_500
    assert found(result, "columns_gave_way").cells == ("C1",)


def test_visits_without_outcome_are_no_register() -> None:
    headers = ["Datum", "Straat", "Nr", "Praatje", "Deur dicht"]
    result = understood(
        sheet("Lijst", headers, *([DAY, "Waartplein", door, "x", None] for door in range(1, 6))),
        sheet("Uitgaven", EXPENSE_HEADERS, booking(1)),
    )
    assert len(result.dataset.addresses) == 0
    assert {"columns_missing", "sheet_not_read"} & codes(result)


@pytest.mark.parametrize("name", ["Lijst", "Overzicht", "Notities", "Dashboard"])
def test_rows_on_a_sheet_that_is_called_a_list_are_not_passed_over(name: str) -> None:
    rows: list[list[Cell]] = [["Waartplein", door, DAY, "ja"] for door in range(1, 9)]
    result = understood(sheet(name, ["Straat", "Nr", "Datum", "Koffie"], *rows), sheet("Uitgaven", EXPENSE_HEADERS, booking(1)))
    assert {"columns_missing", "sheet_not_read"} & codes(result)


def test_a_sheet_of_choices_is_passed_over() -> None:
    other: list[Cell] = ["x", "y", "z"]
    choices: list[list[Cell]] = [["gesprek", "open", "wonen"], ["niet thuis", "klaar", "werken"], *[other] * 4]
    result = understood(sheet("Lijsten", ["Uitkomst", "Status", "Thema"], *choices), sheet("Uitgaven", EXPENSE_HEADERS, booking(1)))
    assert codes(result) == set()


def test_visits_in_a_sheet_that_is_called_a_register_are_named() -> None:
    headers = ["Straat", "Huisnummer", "Laatst bezocht op", "Uitkomst"]
    rows: list[list[Cell]] = [["Waartplein", door, DAY, "gesprek"] for door in range(1, 6)]
    result = understood(sheet("Adressen", headers, *rows))
    assert (len(result.dataset.addresses), len(result.dataset.visits)) in {(5, 0), (0, 5)}
    assert ("register_with_visits" in codes(result)) is (len(result.dataset.addresses) == 5)


@pytest.mark.parametrize(
    ("name", "street"),
    [
        ("Waartplein", "Waartplein"),
        ("Waartplein even", "Waartplein"),
        ("MATTHIJS VERMEULENSTR. (2)", "Matthijs Vermeulenstraat"),
        ("Sonatelaan", "Sonatelaan"),
        ("Bezoeken 2019", None),
        ("Blad1", None),
        ("Waartplein en Matthijs Vermeulenstraat", None),
    ],
)
def test_a_sheets_name_may_be_a_street(name: str, street: str | None) -> None:
    assert street_in(name, PROJECT) == street


@pytest.mark.parametrize(("name", "code"), [("Waartplein", "street_from_sheet"), ("Sonatelaan", "street_from_sheet_unsure")])
@pytest.mark.parametrize("header", ["Huisnummer", "Nr."])
def test_a_tab_per_street_needs_no_column_for_it(name: str, code: str, header: str) -> None:
    result = understood(sheet(name, [header, "Datum", "Uitkomst"], [1, DAY, "gesprek"], [3, DAY, "niet thuis"]))
    assert column(result, "visits", "street") == [name, name]
    assert result.dataset.visits["household"].nunique() == 2
    assert code in codes(result)


def test_a_sheet_with_a_street_of_its_own_does_not_take_its_name() -> None:
    result = understood(sheet("Waartplein", ["Datum", "Straat", "Nr", "Uitkomst"], [DAY, "Sonatelaan", 1, "gesprek"]))
    assert column(result, "visits", "street") == ["Sonatelaan"]


@pytest.mark.parametrize("mark", ['"', "”", "''", "idem", "Idem", "〃", ",,"])
def test_a_ditto_mark_means_what_stands_above_it(mark: str) -> None:
    result = understood(sheet("Bezoeken", LIST, [DAY, "Waartplein 1", "niet thuis"], [mark, "Waartplein 3", mark]))
    assert column(result, "visits", "outcome") == ["not_at_home", "not_at_home"]
    said = [finding for finding in result.findings if finding.code == "ditto_filled"]
    assert [(finding.severity, finding.cell) for finding in said] == [(Severity.INFO, "A3"), (Severity.INFO, "C3")]


def test_a_ditto_mark_is_no_amount() -> None:
    result = understood(sheet("Uitgaven", EXPENSE_HEADERS, booking(10), booking("idem")))
    assert len(result.dataset.expenses) == 1
    assert found(result, "unreadable_amount").severity is Severity.ERROR


@pytest.mark.parametrize(
    ("text", "cents"), [("-/- 30,00", -3000), ("€ -/- 1.250,00", -125_000), ("30,00 -/-", -3000), ("-/ - 5", -500)]
)
def test_a_bookkeepers_minus_is_a_minus(text: str, cents: int) -> None:
    assert parse_amount(text).value == cents


@pytest.mark.parametrize(
    ("one", "other"),
    [("datum bezoek 1", "datum bezoek 2"), ("1e bezoek", "2e bezoek"), ("eerste bezoek", "derde bezoek"), ("datum", "datum 2")],
)
def test_headers_that_differ_in_a_number_only_are_alike(one: str, other: str) -> None:
    assert numberless(one) == numberless(other)


@pytest.mark.parametrize(
    ("amounts", "cells"),
    [
        ([1200.0, 950.0, 1.25, 800.0, 2000.0], ("B4",)),
        ([3.246, 3.335, 366.59, 12.5], ("B2", "B3")),
        ([1200.0, 950.0, 2.5, 80.0, 20.0], None),  # a coffee among small amounts
        ([12.5, 3.25, 2.0, 1.5, 4.0], None),
        ([1250.0, 0.02, 900.0, 800.0, -0.02], None),  # what rounding leaves
    ],
)
def test_amounts_that_may_be_a_thousandth_are_said_and_count_as_they_stand(
    amounts: list[float], cells: tuple[str, ...] | None
) -> None:
    rows: list[list[Cell]] = [[DAY, amount] for amount in amounts]
    result = understood(sheet("Uitgaven", ["Datum", "Bedrag"], *rows))
    said = [finding.cells for finding in result.findings if finding.code == "amounts_may_be_thousands"]
    assert said == ([cells] if cells else [])
    assert result.dataset.expenses["cents"].sum() == pytest.approx(100 * sum(amounts), abs=2)


CENTS = [326.82, 380.96, 61.48, 285.77, 393.83, 199.53, 161.05]


@pytest.mark.parametrize(
    ("amounts", "cells"),
    [
        ([*CENTS, 40553, 18342], ("B9", "B10")),
        ([*CENTS, 40553, 400], ("B9",)),
        ([*CENTS, 12000], ()),  # a round amount is a rent, not € 120.00
        ([*CENTS, 1250], ()),  # large, and no hundredfold
        ([*CENTS, 412345], ()),  # nor when a hundredth is far too large
        ([326, 380, 61, 285, 393, 40553], ()),  # nobody writes cents here
    ],
)
def test_amounts_that_may_have_lost_their_decimal_sign_are_asked_about(amounts: list[float], cells: tuple[str, ...]) -> None:
    rows: list[list[Cell]] = [[DAY, amount] for amount in amounts]
    made = sheet("Uitgaven", ["Datum", "Bedrag"], *rows)
    result = understood(made)
    said = [finding.cells for finding in result.findings if finding.code == "amounts_may_lack_decimals"]
    assert said == ([cells] if cells else [])
    assert result.dataset.expenses["cents"].sum() == pytest.approx(100 * sum(amounts), abs=2)
    told = understood(made, corrections=Corrections(headers={"bedrag": "cents:lost_decimals"}))
    lost = sum(amounts[int(cell[1:]) - 2] for cell in cells)
    assert told.dataset.expenses["cents"].sum() == pytest.approx(100 * (sum(amounts) - lost) + lost, abs=2)


def test_a_column_that_is_shown_with_three_decimals_was_in_thousands() -> None:
    made = sheet("Uitgaven", ["Datum", "Bedrag"], [DAY, 3.246], [DAY, 1.25], [DAY, "366,59"])
    result = understood(replace(made, formats=dict.fromkeys([(1, 1), (2, 1)], NumberFormat.THOUSANDTHS)))
    assert list(result.dataset.expenses["cents"]) == [324_600, 125_000, 36_659]
    assert found(result, "amounts_from_thousandths").cells == ("B2", "B3")
    large = replace(sheet("Uitgaven", ["Datum", "Bedrag"], [DAY, 1250.5]), formats={(1, 1): NumberFormat.THOUSANDTHS})
    assert list(understood(large).dataset.expenses["cents"]) == [125_050]
