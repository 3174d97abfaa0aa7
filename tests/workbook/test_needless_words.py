"""What is said of a workbook is true and of use: of what is read as it stands nothing is said, and of what was read otherwise a line."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from adv.workbook.intake import NO_CORRECTIONS
from adv.workbook.understood import Corrections, Intake
from tests.workbook.layouts import FIVE, OUTCOMES, WIDTH, coloured, filled, legend, outcomes, paint, read
from tests.workbook.sheets import DAY, HEADERS, booking, codes, column, expenses, fields, found, sheet, understood, visit

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

ENGLISH = ["2,031.36", "229.19", "1,154.70", "875.00", "1,250", "€ 1,045"]


def amounts(*cells: str, corrections: Corrections = NO_CORRECTIONS) -> Intake:
    return understood(expenses(*map(booking, cells)), corrections=corrections)


def test_a_column_of_amounts_settles_what_a_comma_separates() -> None:
    result = amounts(*ENGLISH)
    assert column(result, "expenses", "cents") == [203136, 22919, 115470, 87500, 125000, 104500]
    assert found(result, "amounts_comma_thousands").count == 2
    assert "ambiguous_amount" not in codes(result)


def test_in_a_dutch_column_a_point_before_three_digits_is_a_thousand_without_a_word() -> None:
    result = amounts("2.031,36", "229,19", "1.250")
    assert column(result, "expenses", "cents") == [203136, 22919, 125000]
    assert codes(result) == set()


@pytest.mark.parametrize(
    "others", [["229.19", "875.00"], ["2,031.36", "12,50"], ["2.031,36", "12,50"]], ids=["points", "both", "Dutch"]
)
def test_a_column_that_shows_both_or_neither_settles_nothing(others: list[str]) -> None:
    assert found(amounts(*others, "1,250"), "ambiguous_amount").count == 1


def test_another_column_of_amounts_settles_it_too() -> None:
    rows: list[list[Cell]] = [
        [DAY, "Materiaal", "1,250", None],
        [DAY, "Materiaal", "640", None],
        [DAY, "Materiaal", None, "2,031.36"],
    ]
    result = understood(sheet("Kosten", ["Datum", "Kostensoort", "Debet", "Credit"], *rows))
    assert 125000 in column(result, "expenses", "cents")
    assert "ambiguous_amount" not in codes(result)


def test_amounts_stay_as_they_stand_where_the_user_says_so() -> None:
    decided = Corrections(fields={("werkmap.xlsx", "Uitgaven", 3): "cents:as_written"})
    assert found(amounts(*ENGLISH, corrections=decided), "ambiguous_amount").count == 2


def test_no_line_of_a_legend_below_a_list_is_a_row() -> None:
    made, page = coloured()
    last = len(FIVE) - 1
    for number, place in enumerate(OUTCOMES):
        paint(page, 2 + number, filled(FIVE[1 if place == last else place]), range(1, WIDTH))  # no row has the last colour
    legend(page, len(OUTCOMES) + 4, 3)
    result = read(made)
    assert sum(outcomes(result).values()) == len(OUTCOMES)
    assert "value_missing" not in codes(result)


def test_a_street_that_is_spelt_as_it_is_known_is_not_said_to_be_spelt_otherwise() -> None:
    rows: list[list[Cell]] = [
        [DAY + timedelta(days=number), f"Componistenlaan {number}", "gesprek gevoerd"] for number in range(1, 9)
    ]
    asked: list[list[Cell]] = [[f"Componistenlaan {number}", "wonen", "open"] for number in range(1, 6)]
    result = understood(
        sheet("Bezoeken", ["Datum", "Adres", "Uitkomst"], *rows), sheet("Hulpvragen", ["Adres", "Thema", "Status"], *asked)
    )
    assert len(result.dataset.requests) == 5
    assert "street_read_as" not in codes(result)


@pytest.mark.parametrize(("name", "is_said"), [(None, False), ("Jansen", True)])
def test_an_empty_column_for_names_holds_nobody(name: str | None, is_said: object) -> None:
    rows: list[list[Cell]] = [[*visit(number), name] for number in range(1, 9)]
    result = understood(sheet("Bezoeken", [*HEADERS, "Achternaam"], *rows))
    assert ("column_with_name" in codes(result)) is is_said


def test_a_list_that_waits_for_an_answer_is_not_said_to_be_empty() -> None:
    rows: list[list[Cell]] = [
        [DAY + timedelta(days=number), "Materiaal", 10.5 + number, 310 if number % 3 else 320] for number in range(12)
    ]
    result = understood(sheet("Mutaties", ["Datum", "Kostensoort", "Bedrag", "Kostenplaats"], *rows))
    assert "unknown_project" in codes(result)
    assert "no_rows" not in codes(result)


def test_columns_that_every_bank_writes_are_no_warning() -> None:
    head = ["IBAN/BBAN", "Munt", "BIC", "Volgnr", "Datum", "Bedrag", "Saldo na trn", "Naam tegenpartij", "Omschrijving-1"]
    rows: list[list[Cell]] = [
        [
            *("NL20RABO0123456789", "EUR", "RABONL2U", number, DAY + timedelta(days=number), f"-{10 + number},50"),
            *(f"{900 - number},00", ["Albert Heijn", "Bouwmaat"][number % 2], ["koffie", "verf"][number % 2]),
        ]
        for number in range(12)
    ]
    result = understood(sheet("Blad1", head, *rows))
    assert fields(result)["Bedrag"] == "cents"
    assert {one.severity.value for one in result.findings if one.code == "column_left_out"} <= {"info"}


def test_a_column_per_outcome_and_lists_beside_each_other_are_a_line_each() -> None:
    ticked: list[list[Cell]] = [
        [DAY + timedelta(days=number), "Waartplein", number, *(["x", None] if number % 2 else [None, "x"])]
        for number in range(1, 9)
    ]
    crosses = understood(sheet("Bezoeken", ["Datum", "Straat", "Huisnummer", "Gesprek gevoerd", "Niet thuis"], *ticked))
    assert found(crosses, "outcomes_ticked").severity.value == "info"
    head = ["Datum", "Straat", "Huisnummer", "Uitkomst"]
    half: list[list[Cell]] = [[DAY + timedelta(days=number), "Waartplein", number, "niet thuis"] for number in range(1, 9)]
    other: list[list[Cell]] = [
        [DAY + timedelta(days=40 + number), "Waartplein", 20 + number, "gesprek gevoerd"] for number in range(1, 9)
    ]
    both = understood(
        sheet("Bezoeken", [*head, None, *head], *[[*left, None, *right] for left, right in zip(half, other, strict=True)])
    )
    assert len(both.dataset.visits) == 16
    assert (found(both, "lists_beside").count, found(both, "lists_beside").severity.value) == (2, "info")
