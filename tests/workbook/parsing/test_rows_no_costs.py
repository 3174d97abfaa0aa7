"""Rows among costs that are no costs after all: payments of invoices, balances and money of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workbook.sheets import by_kind, day, found, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell, RawSheet


LEFT_OUT: dict[str, tuple[RawSheet, float, str]] = {
    "balances of other years among costs": (
        sheet(
            "Uitgaven",
            ["Datum", "Omschrijving", "Bedrag"],
            [day(1), "Saldo vorig jaar", 4520.35],
            [day(2), "koffie", 10.0],
            [day(3), "zaalhuur", 20.0],
            [day(12, 31), "Saldo naar 2020", 4490.35],
        ),
        30.0,
        "rows_balance",
    ),
    "the closing of the year": (
        sheet(
            "Grootboekkaart",
            ["Datum", "Rekening", "Omschrijving", "Debet", "Credit"],
            [day(1), "4000 Personeel", "uren", 100.0, None],
            [day(2), "4900 Overig", "koffie", 50.0, None],
            [day(12, 31), "4000 Personeel", "Afsluiten boekjaar 2019 naar resultaat", None, 100.0],
            [day(12, 31), "4900 Overig", "Afsluiten boekjaar 2019 naar resultaat", None, 50.0],
        ),
        150.0,
        "rows_balance",
    ),
    "an advance from the own organisation": (
        sheet(
            "Rekening",
            ["Date", "Interest Date", "Amount", "Account", "Counterparty", "Name", "Description"],
            [day(1), day(1), -10.0, "NL1", "NL2", "Lidl", "koffie"],
            [day(2), day(2), 7500.0, "NL1", "NL2", "Stichting", "Voorschot kas buurt"],
            [day(3), day(3), -20.0, "NL1", "NL2", "Lidl", "thee"],
            [day(4), day(4), -5.0, "NL1", "NL2", "Lidl", "koek"],
        ),
        35.0,
        "rows_income",
    ),
    "invoices and their payments": (
        sheet(
            "Mutaties",
            ["Datum", "Soort", "Factuurnummer", "Bedrag"],
            [day(1), "Factuur ontvangen", "F1", 100.0],
            [day(2), "Factuur ontvangen", "F2", 50.0],
            [day(3), "Factuurbetaling verstuurd", "F1", 100.0],
            [day(4), "Factuurbetaling verstuurd", "F2", 50.0],
            [day(5), "Factuur ontvangen", "F3", 7.0],
        ),
        157.0,
        "rows_payment",
    ),
    "cancelled invoices and offers": (
        sheet(
            "Facturen",
            ["Datum", "Kostensoort", "Bedrag", "Status"],
            [day(1), "Overig", 100.0, "betaald"],
            [day(2), "Overig", 50.0, "geannuleerd"],
            [day(3), "Materiaal", 20.0, "Offerte"],
            [day(4), "Materiaal", 7.0, "openstaand"],
        ),
        107.0,
        "rows_void",
    ),
    "K and O": (
        sheet(
            "Blad1",
            ["Datum", "K/O", "Kostensoort", "Bedrag"],
            [day(1), "K", "Overig", 100.0],
            [day(2), "O", "Overig", 50.0],
            [day(3), "K", "Materiaal", 7.0],
        ),
        107.0,
        "rows_income",
    ),
}


@pytest.mark.parametrize("case", LEFT_OUT)
def test_rows_that_are_no_costs_after_all_are_left_out_and_said(case: str) -> None:
    layout, total, code = LEFT_OUT[case]
    result = understood(layout)
    assert sum(by_kind(result).values()) == total
    assert found(result, code)


@pytest.mark.parametrize("parts", [(-100.0,), (-60.0, -40.0)], ids=["at once", "in parts"])
def test_payments_with_the_number_of_their_invoice_are_no_costs(parts: tuple[float, ...]) -> None:
    bills = [("F1", 100.0), *((f"F{number}", 10.0 * number) for number in range(2, 9))]  # the last two are not paid yet
    bills += [*(("F1", part) for part in parts), *((number, -amount) for number, amount in bills[1:6])]
    rows: list[list[Cell]] = [[day(3, at), number, "Overig", amount] for at, (number, amount) in enumerate(bills, 1)]
    result = understood(sheet("Uitgaven", ["Datum", "Stuknummer", "Kostensoort", "Bedrag"], *rows))
    assert sum(by_kind(result).values()) == 450.0
    assert found(result, "rows_payment").total == 5 + len(parts)


def test_payments_of_which_the_invoices_are_not_in_the_list_are_costs() -> None:
    rows: list[list[Cell]] = [[day(at), "betaling factuur F1", 10.0 * at] for at in range(1, 5)]
    assert sum(by_kind(understood(sheet("Uitgaven", ["Datum", "Omschrijving", "Bedrag"], *rows))).values()) == 100.0
