"""Money between own accounts, who gives money, and a bank's messages as a table: what in them is a cost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from adv.workbook.questions import questions
from tests.workbook.sheets import DAY, codes, column, fields, found, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell, RawSheet

CENTS = [12050, 805, 9900, 41210, 6600, 1275]
SPENT = sum(CENTS)
OWN, SAVINGS, SHOP, TOWN = (
    "NL44RABO0123456789",
    "NL17RABO0987654321",
    "NL92INGB0001234567",
    "NL55BNGH0285009999",
)  # figures of nobody


def test_transfers_between_own_accounts_are_no_costs() -> None:
    rows: list[list[Cell]] = [
        [DAY + timedelta(days=at), "Betaalrekening", "Gamma", "Af", one / 100, "verf"] for at, one in enumerate(CENTS)
    ]
    rows[3:3] = [
        [DAY, "Betaalrekening", "Stichting spaarrekening", "Af", 2500, "interne overboeking"],
        [DAY + timedelta(days=1), "Spaarrekening", "Stichting", "Bij", 2500, "interne overboeking"],
    ]
    rows.append([DAY, "Betaalrekening", "Gemeente Helmond", "Bij", 5000, "beschikking 2019-12"])
    result = understood(sheet("Mutaties", ["Datum", "Rekening", "Tegenpartij", "Af/Bij", "Bedrag", "Toelichting"], *rows))
    assert sorted(column(result, "expenses", "cents")) == sorted(CENTS)
    assert found(result, "rows_moved").total == 2
    assert found(result, "rows_income").total == 1
    assert fields(result)["Rekening"] is None
    assert not {"column_with_iban", "no_rows", "rows_paid_back"} & codes(result)


@pytest.mark.parametrize("note", ["", "reserve 2020"])
def test_the_other_account_may_be_one_of_the_list_itself(note: str) -> None:
    rows: list[list[Cell]] = [[OWN, DAY + timedelta(days=at), SHOP, -one / 100, "verf"] for at, one in enumerate(CENTS)]
    rows += [[OWN, DAY, SAVINGS, -2500, note], [SAVINGS, DAY, OWN, 2500, note], [OWN, DAY, TOWN, 5000, "subsidie"]]
    result = understood(sheet("Mutaties", ["Rekening", "Datum", "Tegenrekening", "Bedrag", "Omschrijving"], *rows))
    assert sorted(column(result, "expenses", "cents")) == sorted(CENTS)
    assert found(result, "rows_moved").total == 2


def test_what_came_back_on_the_same_account_is_no_transfer() -> None:
    rows: list[list[Cell]] = [[DAY, "Betaalrekening", "Af", 120.5, "verf"], [DAY, "Betaalrekening", "Bij", 120.5, "retour verf"]]
    rows += [[DAY, "Spaarrekening", "Af", 3.5, "bankkosten"]]
    result = understood(sheet("Bank", ["Datum", "Rekening", "Af/Bij", "Bedrag", "Omschrijving"], *rows))
    assert column(result, "expenses", "cents") == [12050, -12050, 350]
    assert "rows_moved" not in codes(result)


def test_accounts_of_a_ledger_stay_those_of_a_ledger() -> None:
    rows: list[list[Cell]] = [[DAY, "Materiaal", "verf", one / 100, None] for one in CENTS]
    rows.append([DAY, "Betaalrekening", "betaling", None, SPENT / 100])
    result = understood(sheet("Grootboek", ["Datum", "Rekening", "Omschrijving", "Debet", "Credit"], *rows))
    assert fields(result)["Rekening"] == "account"
    assert result.dataset.expenses["cents"].sum() == SPENT


def test_a_list_of_which_no_row_counts_says_so_and_asks_what_its_accounts_are() -> None:
    rows: list[list[Cell]] = [[DAY, "1600 Crediteuren", "factuur", one / 100] for one in CENTS]
    result = understood(sheet("Boekingen", ["Datum", "Rekening", "Omschrijving", "Bedrag"], *rows))
    assert {"no_row_counts", "rows_other_account"} <= codes(result)
    assert "no_rows" not in codes(result)
    assert ["Crediteuren"] in [[word.text for word in question.open_words] for question in questions(result)]


@pytest.mark.parametrize(
    ("who", "what", "counts"),
    [
        ("Gemeente Helmond", "2e termijn", False),
        ("Oranje Fonds", "toekenning 1234", False),
        ("Gemeente Helmond", "teveel betaald leges retour", True),
        ("Action", "verf", True),
    ],
)
def test_money_from_who_gives_it_is_income_unless_it_came_back(who: str, what: str, *, counts: bool) -> None:
    rows: list[list[Cell]] = [[DAY + timedelta(days=at), "Gamma", "verf", "Af", one / 100] for at, one in enumerate(CENTS)]
    rows.append([DAY, who, what, "Bij", 50.0])
    result = understood(sheet("Bank", ["Datum", "Tegenpartij", "Omschrijving", "Af/Bij", "Bedrag"], *rows))
    assert result.dataset.expenses["cents"].sum() == SPENT - (5000 if counts else 0)


def test_money_drawn_for_a_cash_box_or_brought_from_it_is_no_cost() -> None:
    rows: list[list[Cell]] = [[DAY, "van de bank gehaald", "+ 400,00"], [DAY, "geld gepind", "+ 50,00"]]
    rows += [[DAY + timedelta(days=at), "verf", f"- {one / 100:.2f}".replace(".", ",")] for at, one in enumerate(CENTS)]
    rows.append([DAY, "Storting bank", "- 100,00"])
    result = understood(sheet("Kas", ["Datum", "Wat", "Euro"], *rows))
    assert column(result, "expenses", "cents") == CENTS
    assert sum(one.total for one in result.findings if one.code == "rows_moved") == 3


def messages(day: str, *, headers: list[Cell] | None, closing: bool = False) -> RawSheet:
    rows: list[list[Cell]] = []
    balance = 1500000
    for month in (1, 2):
        first = date(2019, month, 1)
        rows.append([":60F:", first.strftime(day), None, "C", f"{balance // 100},{balance % 100:02}", None])
        for at, one in enumerate(CENTS[month::2]):
            on, balance = first + timedelta(days=3 * at), balance - one
            rows.append(
                [":61:", on.strftime(day), on.strftime("%m%d"), "D", f"{one // 100},{one % 100:02}", "/NAME/Gamma/REMI/verf"]
            )
        rows.append([":62F:", first.strftime(day) if closing else None, None, "C", f"{balance // 100},{balance % 100:02}", None])
    return sheet("mt940", *([headers] if headers else []), *rows)


@pytest.mark.parametrize(
    "made",
    [
        messages("%y%m%d", headers=["Tag", "Valuta", "Boeking", "D/C", "Bedrag", ":86:"]),
        messages("%y%m%d", headers=["Veld", "Valutadatum", "Boekdatum", "DC", "Bedrag", "Omschrijving"], closing=True),
        messages("%Y%m%d", headers=["Tag", "Valuta", "Boeking", "D/C", "Bedrag", "Omschrijving"], closing=True),
        messages("%y%m%d", headers=None),
    ],
)
def test_lines_of_balances_in_a_banks_messages_are_no_bookings(made: RawSheet) -> None:
    result = understood(made)
    assert sorted(column(result, "expenses", "cents")) == sorted([*CENTS[1::2], *CENTS[2::2]])
    assert {day.month for day in column(result, "expenses", "booked_on")} == {1, 2}
    assert found(result, "rows_balance").total == 4


def test_a_currency_is_no_day() -> None:
    rows: list[list[Cell]] = [[DAY, "EUR", "verf", "D", one / 100] for one in CENTS]
    result = understood(sheet("Bank", ["Boekdatum", "Valuta", "Omschrijving", "D/C", "Bedrag"], *rows))
    assert result.dataset.expenses["cents"].sum() == SPENT
    assert fields(result)["Valuta"] is None


def test_an_account_with_a_slip_in_it_is_no_telephone_number() -> None:
    rows: list[list[Cell]] = [["NL11RABO0104955555", DAY, -one / 100, "verf"] for one in CENTS]
    result = understood(sheet("Bank", ["IBAN/BBAN", "Datum", "Bedrag", "Omschrijving"], *rows))
    assert "column_with_phone" not in codes(result)
    assert "column_with_iban" in codes(result)
