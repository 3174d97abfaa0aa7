"""Sides of a ledger: which amounts were spent, came back or are no cost at all, by signs, balances and sums."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from adv.workbook.parsing.ledger.sides import is_balanced
from tests.workbook.sheets import by_kind, codes, day, found, sheet, spent, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell, RawSheet


def test_amounts_that_say_their_side_twice_are_turned_once() -> None:
    rows: list[list[Cell]] = [[day(1), "Af", -100.0], [day(2), "Af", -50.0], [day(2), "Bij", 40.0]]
    assert spent(understood(sheet("Uitgaven", ["Datum", "Af Bij", "Bedrag"], *rows))) == 110.0
    signed: list[list[Cell]] = [[day(1), "D", 100.0], [day(2), "C", -40.0], [day(2), "D", 50.0]]
    assert spent(understood(sheet("Uitgaven", ["Datum", "D/C", "Bedrag"], *signed))) == 110.0


def test_few_amounts_with_a_minus_are_said() -> None:
    result = understood(sheet("Uitgaven", ["Datum", "Kostensoort", "Bedrag"], [day(1), "Personeel", -20.0]))
    assert (spent(result), found(result, "amounts_negative").cells) == (-20.0, ("C2",))


def bank(*amounts: tuple[float, float]) -> RawSheet:
    rows: list[list[Cell]] = [[day(1, at + 1), "Winkel", euros, saldo] for at, (euros, saldo) in enumerate(amounts)]
    return sheet("Afschrift", ["Datum", "Tegenpartij", "Bedrag", "Saldo na mutatie"], *rows)


def test_a_banks_balance_says_what_a_minus_is() -> None:
    assert spent(understood(bank((10.0, 110.0), (20.0, 130.0), (-60.0, 70.0), (5.0, 75.0)))) == 25.0
    assert spent(understood(bank((60.0, 40.0), (20.0, 20.0), (-15.0, 35.0)))) == 65.0


def test_a_statement_from_new_to_old_says_the_same() -> None:
    assert spent(understood(bank((5.0, 75.0), (-60.0, 70.0), (20.0, 130.0), (10.0, 110.0)))) == 25.0
    assert spent(understood(bank((-15.0, 35.0), (20.0, 20.0), (60.0, 40.0)))) == 65.0


def test_a_balance_before_each_row_says_it_too() -> None:
    headers = [
        "Boekingsdatum",
        "Tegenrekeningnummer",
        "Saldo rekening voor mutatie",
        "Valutasoort mutatie",
        "Transactiebedrag",
        "Omschrijving",
    ]
    rows: list[list[Cell]] = [
        ["02-01-2019", "NL00INGB0001234567", "1000,00", "EUR", "-100,00", "zaal"],
        ["03-01-2019", "NL00INGB0001234567", "900,00", "EUR", "500,00", "subsidie"],
        ["04-01-2019", "NL00INGB0001234567", "1400,00", "EUR", "30,00", "winkel"],
    ]
    result = understood(sheet("Transacties", headers, *rows))
    assert by_kind(result) == {"": 70.0}


def test_a_statement_that_does_not_say_what_a_minus_is_is_said() -> None:
    result = understood(bank((10.0, 0.0), (20.0, 0.0), (-60.0, 0.0)))
    assert (spent(result), found(result, "amounts_negative").cells) == (-30.0, ("C4",))


@pytest.mark.parametrize("text", ["Transport van meubels", "Saldo factuur 12", "opname film", "storting borg zaal"])
def test_a_cost_is_not_taken_for_a_balance_by_its_first_word(text: str) -> None:
    rows: list[list[Cell]] = [[day(1), "koffie", 10.0], [day(2), text, 35.0], [day(3), "thee", 5.0]]
    assert spent(understood(sheet("Uitgaven", ["Datum", "Omschrijving", "Bedrag"], *rows))) == 50.0


@pytest.mark.parametrize(
    ("bill", "credit"),
    [("Factuur", "Creditnota"), ("Inkoopfactuur", "Inkoopcreditnota"), ("Inkoop", "Credit"), ("Betaling", "Terugbetaling")],
)
@pytest.mark.parametrize("sign", [1, -1])
def test_a_credit_note_is_taken_off_whatever_its_sign(bill: str, credit: str, sign: int) -> None:
    rows: list[list[Cell]] = [[day(3, number), bill, "Materiaal", 100 * number] for number in range(1, 6)]
    made = sheet("Blad1", ["Datum", "Soort", "Kostensoort", "Bedrag"], *rows, [day(4), credit, "Materiaal", sign * 50.25])
    assert spent(understood(made)) == 1500 - 50.25


@pytest.mark.parametrize("blank", [None, 0])
def test_what_came_back_may_have_a_minus_in_a_column_of_its_own(blank: Cell) -> None:
    rows: list[list[Cell]] = [[day(3, number), "Materiaal", 100, blank] for number in range(1, 6)]
    made = sheet("Blad1", ["Datum", "Kostensoort", "Debet", "Credit"], *rows, [day(4), "Materiaal", blank, -40])
    assert spent(understood(made)) == 460


def test_bills_alone_say_no_side() -> None:
    rows: list[list[Cell]] = [[day(3, number), "Factuur", "Materiaal", 100] for number in range(1, 6)]
    assert spent(understood(sheet("Blad1", ["Datum", "Soort", "Kostensoort", "Bedrag"], *rows))) == 500


def test_a_description_that_says_credit_note_takes_its_amount_off_and_it_is_said() -> None:
    rows: list[list[Cell]] = [[day(3, number), f"Materiaal {number}", 100] for number in range(1, 6)]
    made = sheet("Blad1", ["Datum", "Omschrijving", "Bedrag"], *rows, [day(4), "Creditnota drukwerk", 30])
    result = understood(made)
    assert (spent(result), found(result, "rows_paid_back").params["euros"]) == (470, "30,00")
    signed = sheet("Blad1", ["Datum", "Omschrijving", "Bedrag"], *rows, [day(4), "Creditnota drukwerk", -30])
    assert spent(understood(signed)) == 470


def test_a_price_less_its_discount_is_what_was_paid() -> None:
    rows = [
        [date(2019, 3, at), "Materiaal", 100.0 + at, off, 100.0 + at - (off or 0)]
        for at, off in enumerate((10, None, 5, 2.5, None), 1)
    ]
    result = understood(sheet("Facturen", ["Datum", "Kostensoort", "Prijs", "Korting", "Te betalen"], *rows))
    assert int(result.dataset.expenses["cents"].sum()) == 51500 - 1750


def test_a_list_of_open_invoices_counts_only_when_the_user_says_so() -> None:
    spent = sheet(
        "Kosten", ["Datum", "Kostensoort", "Bedrag"], [date(2019, 3, 1), "Materiaal", 80.5], [date(2019, 4, 1), "Overig", 20]
    )
    still = sheet("Openstaande posten", ["Factuurdatum", "Kostensoort", "Bedrag"], [date(2019, 4, 1), "Overig", 20])
    result = understood(spent, still)
    assert int(result.dataset.expenses["cents"].sum()) == 10050
    assert "tab_planned" in codes(result)


def test_sums_of_months_with_a_day_are_no_costs() -> None:
    amounts = {1: (310.71, 69.19, 615.63), 2: (17.97, 96.32, 649.40, 682.81), 3: (320.95,)}
    rows: list[list[object]] = []
    for (month, costs), label in zip(amounts.items(), ("tot. maand", "mnd totaal", "maandtotaal"), strict=True):
        rows += [[date(2019, month, day), "iets", "Materiaal", cost] for day, cost in enumerate(costs, 1)]
        rows.append([date(2019, month, 28), label, None, round(sum(costs), 2)])
    rows.append([date(2019, 12, 31), "alles bij elkaar", None, round(sum(map(sum, amounts.values())), 2)])
    result = understood(sheet("Uitgaven", ["Datum", "Omschrijving", "Kostensoort", "Bedrag"], *rows))  # type: ignore[arg-type]
    assert int(result.dataset.expenses["cents"].sum()) == 276298
    assert found(result, "rows_summed").total == 4


@pytest.mark.parametrize(
    ("cents", "expected"),
    [
        ([1, -1, 2, -2], True),
        ([1, 1, -1, -1], True),
        ([1, -1, 2], False),
        ([3, -1, -1, -1], False),
        ([1, -1, 0, 0], False),
        ([1, -1, 2, -3], False),
    ],
)
def test_a_list_of_both_sides_of_every_booking_comes_to_nothing(cents: list[int], expected: object) -> None:
    assert is_balanced(np.array(cents)) is expected


@pytest.mark.parametrize(
    ("amounts", "euros", "code"),
    [
        pytest.param([-10.5, -20.25, -5.1], 35.85, "amounts_turned", id="three with a minus"),
        pytest.param([-10.5, -20.25], -30.75, "amounts_negative", id="two"),
        pytest.param([-10.5, -20.25, -5.1, 7.3], 28.55, "amounts_turned", id="most"),
        pytest.param([-10.5, -20.25, -5.1, 17.3, 18.1, 19.2], 18.75, None, id="half"),
        pytest.param([-10.5, -20.25, 7.3], -23.45, "amounts_negative", id="most of few"),
        pytest.param([10.5, 7.3, -2.1], 15.7, None, id="one that came back"),
    ],
)
def test_a_list_of_at_least_three_amounts_that_mostly_have_a_minus_is_one_of_costs(
    amounts: list[float], euros: float, code: str | None
) -> None:
    rows: list[list[Cell]] = [[day(at), f"inkoop {chr(96 + at)}", amount] for at, amount in enumerate(amounts, 1)]
    result = understood(sheet("Uitgaven", ["Datum", "Omschrijving", "Bedrag"], *rows))
    assert spent(result) == euros
    assert codes(result) & {"amounts_turned", "amounts_negative"} == ({code} if code else set())


@pytest.mark.parametrize(
    ("texts", "amounts", "euros"),
    [
        (["flyers", "koffie", "zaal", "subtotaal"], [10.5, 20.25, 5.1, 35.85], 35.85),
        (["flyers", "koffie", "zaal", "thee"], [10.5, 20.25, 5.1, 35.85], 71.7),
        (["flyers", "koffie", "Totaal"], [10.5, 20.25, 30.75], 61.5),  # of two rows that may be chance
        (["flyers", "koffie", "zaal", "subtotaal"], [10.5, 20.25, 5.1, 35.86], 71.71),
    ],
    ids=["says so", "says nothing", "of two rows", "is another"],
)
def test_a_row_with_a_day_is_a_sum_where_it_says_so_and_three_rows_come_to_it(
    texts: list[str], amounts: list[float], euros: float
) -> None:
    rows: list[list[Cell]] = [[day(at), *pair] for at, pair in enumerate(zip(texts, amounts, strict=True), 1)]
    assert spent(understood(sheet("Uitgaven", ["Datum", "Omschrijving", "Bedrag"], *rows))) == euros
