"""Amounts that say in other ways what they are: in cents, in several columns of a row, on a side without the other one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from adv.errors import NothingToRead
from adv.texts import texts
from adv.workbook.questions import Subject, Whole, likely_answers, questions
from adv.workbook.understood import Corrections
from tests.workbook.sheets import DAY, codes, column, fields, found, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell, RawSheet

CENTS = [12050, 805, 99, 41210, 6600, 1275, 30007, 1840]
TRAVEL: list[Cell] = [4.37, None, 12.16, 8.74, None, 3.99]
PARKING: list[Cell] = [None, 3.5, None, 4.25, 2.5, None]
MATERIAL: list[Cell] = [11.9, 23.45, None, 7.99, None, None]
SUMS = [1627, 2695, 1216, 2098, 250, 399]


def of_cents(*above: list[Cell], header: str = "Bedrag", below: list[Cell] | None = None, factor: int = 1) -> RawSheet:
    rows: list[list[Cell]] = [[DAY + timedelta(days=at), "koffie", one * factor] for at, one in enumerate(CENTS)]
    return sheet("Uitgaven", *above, ["Datum", "Waarvoor", header], *rows, *([below] if below else []))


@pytest.mark.parametrize(
    "made",
    [
        *(of_cents(header=header) for header in ("Bedrag in centen", "Bedrag ct", "bedrag_cent", "Centen", "Uitgave in centen")),
        of_cents(["Uitgaven 2019 (in ct)"]),
        of_cents(["Bedragen x € 0,01"]),
        of_cents(below=["* in centen"]),
    ],
)
def test_what_is_said_to_be_in_cents_is_read_so(made: RawSheet) -> None:
    result = understood(made)
    assert column(result, "expenses", "cents") == CENTS
    assert found(result, "amounts_in_cents").total == len(CENTS)


@pytest.mark.parametrize(("header", "unit"), [("Eenheid", "cent"), ("Munt", "EUR cent")])
def test_a_column_beside_the_amounts_says_that_they_are_in_cents(header: str, unit: str) -> None:
    rows: list[list[Cell]] = [[DAY + timedelta(days=at), "koffie", one, unit] for at, one in enumerate(CENTS)]
    assert column(understood(sheet("Uitgaven", ["Datum", "Waarvoor", "Bedrag", header], *rows)), "expenses", "cents") == CENTS


def test_a_cell_says_itself_that_it_is_in_cents() -> None:
    rows: list[list[Cell]] = [[DAY + timedelta(days=at), "koffie", f"{one} ct"] for at, one in enumerate(CENTS)]
    assert column(understood(sheet("Uitgaven", ["Datum", "Waarvoor", "Bedrag"], *rows)), "expenses", "cents") == CENTS


@pytest.mark.parametrize("header", ["Procent", "Bedrag (€)", "Centraal bedrag", "Bedrag center"])
def test_other_words_say_nothing_of_cents(header: str) -> None:
    assert not {"amounts_in_cents", "amounts_may_be_in_cents"} & codes(understood(of_cents(header=header)))


def test_whole_numbers_far_over_the_budget_are_asked_about() -> None:
    made = of_cents(factor=3)
    result = understood(made)
    assert column(result, "expenses", "cents") == [300 * one for one in CENTS]
    (question,) = [one for one in questions(result) if one.subject is Subject.COLUMNS]
    assert [answer for _, answer in likely_answers(question, result, ())] == ["cents:in_cents", "cents:as_written"]
    told = understood(made, corrections=Corrections(fields={("werkmap.xlsx", "Uitgaven", 2): "cents:in_cents"}))
    assert column(told, "expenses", "cents") == [3 * one for one in CENTS]
    kept = understood(made, corrections=Corrections(fields={("werkmap.xlsx", "Uitgaven", 2): "cents:as_written"}))
    assert "amounts_may_be_whole_cents" not in codes(kept)


@pytest.mark.parametrize("amounts", [[200_000, 150_000, 90_000, 300_000, 120_000], [6000, 1500, 900, 3000, 1202]])
def test_round_amounts_and_those_within_the_budget_are_not_asked_about(amounts: list[Cell]) -> None:
    rows: list[list[Cell]] = [[DAY + timedelta(days=at), "koffie", one] for at, one in enumerate(amounts)]
    result = understood(sheet("Uitgaven", ["Datum", "Waarvoor", "Bedrag"], *rows))
    assert "amounts_may_be_whole_cents" not in codes(result)


@pytest.mark.parametrize(
    ("headers", "cells"),
    [
        (["Cent", "Euro"], lambda one: [one % 100, one // 100]),
        (["Euro", "Bon", "Cent"], lambda one: [one // 100, 7, one % 100]),
        (["Euro", ",", "ct"], lambda one: [one // 100, ",", f"{one % 100:02}"]),
    ],
)
def test_cents_may_stand_anywhere_when_their_header_says_so(headers: list[Cell], cells: object) -> None:
    rows: list[list[Cell]] = [[DAY + timedelta(days=at), "koffie", *cells(one)] for at, one in enumerate(CENTS)]  # type: ignore[operator]  # one of the above
    assert column(understood(sheet("Kas", ["Datum", "Waarvoor", *headers], *rows)), "expenses", "cents") == CENTS


def declared(*headers: str, more: list[list[Cell]] | None = None) -> RawSheet:
    columns = [TRAVEL, PARKING, MATERIAL, *(more or [])]
    rows: list[list[Cell]] = [[DAY + timedelta(days=at), "op pad", *(column[at] for column in columns)] for at in range(len(SUMS))]
    return sheet("Declaraties", ["Datum", "Waarvoor", *headers], *rows)


@pytest.mark.parametrize(
    "headers",
    [
        ("Km-vergoeding", "Parkeren", "Materiaal"),
        ("Reiskosten", "Parkeerkosten", "Materiaalkosten"),
        ("Bedrag km", "Bedrag parkeren", "Bedrag materiaal"),
        ("Personeel", "Activiteiten", "Materiaal"),
    ],
)
def test_columns_of_kinds_of_cost_count_together(headers: tuple[str, ...]) -> None:
    result = understood(declared(*headers))
    assert column(result, "expenses", "cents") == SUMS
    assert found(result, "amounts_of_columns").severity == "warning"
    assert "value_missing" not in codes(result)
    assert not any(question.rows_waiting for question in questions(result))


@pytest.mark.parametrize(
    ("headers", "rows"),
    [
        (["Reiskosten", "Parkeerkosten"], [[10, None], [None, 15], [20, None]]),
        (["Reiskosten", "Parkeerkosten", "Materiaalkosten"], [[10.0, 0, 0], [0, 15.0, 0], [20.0, 0, 0]]),
        (["Reiskosten", "Parkeerkosten"], [["€ 10,00", ""], ["", "€ 15,00"], ["€ 20,00", "-"]]),
        (["Bedrag", "Parkeren"], [[10.0, None], [None, 15.0], [19.5, 0.5]]),
        (["Km", "Tarief", "Km-vergoeding", "Parkeren"], [[50, 0.2, 10, None], [None, None, None, 14.5], [100, 0.2, 20, None]]),
        (["Reiskosten", "Parkeerkosten", "Totaal"], [[10, None, None], [None, 15, None], [20, None, None]]),
    ],
)
def test_what_is_empty_or_nought_in_such_a_column_is_nothing(headers: list[Cell], rows: list[list[Cell]]) -> None:
    made: list[list[Cell]] = [[DAY + timedelta(days=at), "op pad", *row] for at, row in enumerate(rows)]
    result = understood(sheet("Declaraties", ["Datum", "Waarvoor", *headers], *made))
    assert column(result, "expenses", "cents") in ([1000, 1500, 2000], [1000, 1450, 2000])
    assert not {"value_missing", "which_counts", "unreadable_amount"} & codes(result)


def test_numbers_of_things_below_the_kinds_are_no_amounts() -> None:
    rows: list[list[Cell]] = [[DAY, "markt", 2, None], [DAY, "feest", None, 3], [DAY, "markt", 4, None]]
    with pytest.raises(NothingToRead):
        understood(sheet("Inzet", ["Datum", "Waarvoor", "Personeel", "Materiaal"], *rows))


@pytest.mark.parametrize("total", ["Totaal", "Totaal te declareren", "Totaal bedrag"])
@pytest.mark.parametrize("headers", [("Reiskosten", "Parkeerkosten", "Materiaalkosten"), ("Bedrag km", "Parkeren", "Inkoop")])
def test_their_sum_is_the_amount_where_a_column_has_it(headers: tuple[str, ...], total: str) -> None:
    result = understood(declared(*headers, total, more=[[one / 100 for one in SUMS]]))
    assert column(result, "expenses", "cents") == SUMS
    assert fields(result)[total] == "cents"
    assert not {"which_counts", "amounts_of_columns", "value_missing"} & codes(result)


def test_a_kind_of_cost_may_be_the_header_of_its_column() -> None:
    rows: list[list[Cell]] = [[DAY, "a", 10.5, None, None], [DAY, "b", None, 20.25, None], [DAY, "c", None, 1.25, 2.5]]
    result = understood(sheet("Kasboek", ["Datum", "Waarvoor", "Personeel", "Activiteiten", "Materiaal"], *rows))
    assert column(result, "expenses", "cents") == [1050, 2025, 375]
    assert [str(one) for one in column(result, "expenses", "category")[:2]] == ["Personeel", "Activiteiten"]


@pytest.mark.parametrize(
    ("headers", "amounts"),
    [
        (("Kosten", "Waarvan vergoeding"), [100.0, 50.0]),
        (("Bedrag", "Verzendkosten"), [100.0, 5.0]),
        (("Kosten", "Eigen bijdrage"), [100.0, 2.5]),
    ],
)
def test_an_amount_of_its_own_keeps_counting_alone(headers: tuple[str, ...], amounts: list[Cell]) -> None:
    rows: list[list[Cell]] = [[DAY + timedelta(days=at), "koffie", *amounts] for at in range(4)]
    result = understood(sheet("Uitgaven", ["Datum", "Waarvoor", *headers], *rows))
    assert column(result, "expenses", "cents") == [10000] * 4


def test_where_nothing_says_which_counts_all_may_be_the_answer() -> None:
    rows: list[list[Cell]] = [[DAY + timedelta(days=at), "op pad", 10.5 + at, 2.25] for at in range(4)]
    made = sheet("Declaraties", ["Datum", "Waarvoor", "Reiskosten", "Parkeerkosten"], *rows)
    result = understood(made)
    assert column(result, "expenses", "cents") == [1050, 1150, 1250, 1350]
    (question,) = [one for one in questions(result) if one.subject is Subject.WHICH]
    assert (Whole.COLUMNS, "added") in likely_answers(question, result, ())
    told = understood(
        made,
        corrections=Corrections(fields={("werkmap.xlsx", "Declaraties", 2): "cents", ("werkmap.xlsx", "Declaraties", 3): "added"}),
    )
    assert column(told, "expenses", "cents") == [1275, 1375, 1475, 1575]


@pytest.mark.parametrize(("out", "back"), [("Af", "Bij"), ("Uit", "In"), ("Uitgaven", "Inkomsten")])
def test_a_tab_on_which_nothing_was_spent_knows_its_sides(out: str, back: str) -> None:
    january = sheet("Januari", ["Datum", "Waarvoor", out, back], [DAY, "subsidie", None, 8000], [DAY, "retour verf", None, 12.1])
    february = sheet("Februari", ["Datum", "Waarvoor", out, back], [DAY, "verf", 100.5, None], [DAY, "toner", 53.1, None])
    result = understood(january, february)
    assert result.dataset.expenses["cents"].sum() == 15360 - 1210
    assert not {"value_missing", "column_not_recognised"} & codes(result)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_said_of_the_word_balance_holds_for_both_sides(language: str) -> None:
    rows: list[list[Cell]] = [[DAY, "verf", "Af", 20.0], [DAY, "toner", "Af", 30.0], [DAY, "saldo correctie retour", "Bij", 12.1]]
    result = understood(sheet("Kas", ["Datum", "Waarvoor", "Af/Bij", "Bedrag"], *rows))
    assert result.dataset.expenses["cents"].sum() == 3790
    assert {"nl": "eraf", "en": "off the costs"}[language] in found(result, "cost_may_be_balance").message(texts(language))
