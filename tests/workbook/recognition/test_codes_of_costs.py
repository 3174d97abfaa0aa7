"""Codes under headers that speak of costs: they are no money, and a column of debit is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.workbook.understood import Corrections
from tests.workbook.sheets import DAY, codes, fields, found, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

AMOUNTS = [120.5, 33.1, 80.25, 64.4, 12.6, 99.99]
CODES = [3110, 3120, 3110, 3200, 3120, 3110]
NAMES = {3110: "Wijkproject", 3120: "Buurthuis", 3200: "Mantelzorg"}


def rows(header: str, *, named: bool = False, money: str = "Bedrag") -> list[list[Cell]]:
    """A list with a column of codes, perhaps with what they are called, and one of money."""
    beside: list[Cell] = ["Betreft"] if named else []
    made: list[list[Cell]] = [["Datum", header, *beside, money]]
    for code, amount in zip(CODES, AMOUNTS, strict=True):
        made.append([DAY, code, *([NAMES[code]] if named else []), amount])
    return made


@pytest.mark.parametrize("header", ["Kostenplaats", "Kostenplaatsnr.", "Kostendrager", "Projectcode"])
def test_a_cost_centre_is_no_money_and_which_is_ours_is_asked_with_its_sum(header: str) -> None:
    result = understood(sheet("Mutaties", *rows(header)))
    assert fields(result) == {"Datum": "booked_on", header: "cost_centre", "Bedrag": "cents"}
    assert {word.text: word.cents for word in result.words} == {"3110": 30074, "3120": 4570, "3200": 6440}
    assert (len(result.dataset.expenses), "unknown_project" in codes(result)) == (0, True)


@pytest.mark.parametrize("header", ["Kosten nr", "Kostennummer", "Kosten-ID", "Kosten groep", "Kostencode"])
@pytest.mark.parametrize("money", ["Bedrag", "Debet", "Bedrag debet", "Bedrag EUR", "Kosten"])
def test_codes_are_no_money_whatever_costs_their_header_speaks_of(header: str, money: str) -> None:
    result = understood(sheet("Mutaties", *rows(header, money=money)))
    assert result.dataset.expenses["cents"].sum() == round(sum(AMOUNTS) * 100)


def test_numbers_that_stand_for_a_text_each_are_codes_beside_other_amounts() -> None:
    result = understood(sheet("Mutaties", *rows("Kosten intern", named=True, money="Bedrag EUR")))
    assert (fields(result)["Kosten intern"], result.dataset.expenses["cents"].sum()) == (None, round(sum(AMOUNTS) * 100))


def test_one_price_for_each_kind_of_thing_is_money_where_nothing_else_is() -> None:
    booked: list[list[Cell]] = [
        [DAY, what, cents] for what, cents in (("buurtmaaltijd", 75), ("koffie", 25), ("buurtmaaltijd", 75), ("koffie", 25))
    ]
    result = understood(sheet("Uitgaven", ["Datum", "Waarvoor", "Kosten per stuk"], *booked))
    assert result.dataset.expenses["cents"].sum() == 20000


def test_debit_is_the_amount_also_where_credit_is_empty() -> None:
    made = [[*row[:-1], row[-1], None] for row in rows("Kosten totaal", named=True, money="Bedrag debet")]
    made[0][-1] = "Bedrag credit"
    result = understood(sheet("Mutaties", *made))
    assert fields(result)["Bedrag debet"] == "cents"
    assert result.dataset.expenses["cents"].sum() == round(sum(AMOUNTS) * 100)


def test_names_of_cost_centres_are_asked_about_before_their_numbers() -> None:
    made = rows("Kostenplaats", named=True)
    made[0][2] = "Omschrijving kostenplaats"
    assert {word.text for word in understood(sheet("Mutaties", *made)).words} == {*NAMES.values()}


BOUGHT: list[list[Cell]] = [[DAY, "folders", 4, 2.05], [DAY, "zaal", 1, 25.5], [DAY, "koffie", None, 3.2], [DAY, "soep", 12, 1.1]]


@pytest.mark.parametrize("price", ["Prijs per stuk", "Prijs p.st.", "Kosten per persoon"])
def test_prices_of_one_are_multiplied_by_how_many_and_it_is_said(price: str) -> None:
    result = understood(sheet("Uitgaven", ["Datum", "Betreft", "Aantal", price], *BOUGHT))
    assert list(result.dataset.expenses["cents"]) == [820, 2550, 320, 1320]
    assert found(result, "amounts_multiplied").params["counted"] == "Aantal"


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        (["Datum", "Betreft", "Aantal", "Bedrag"], {}),
        (["Datum", "Betreft", "Aantal", "Prijs per stuk"], {"Prijs per stuk": "cents:as_written"}),
        (["Datum", "Betreft", "Aantal", "Prijs per stuk"], {"Aantal": None}),
    ],
)
def test_amounts_are_not_multiplied_where_they_are_totals_or_the_user_says_so(
    headers: list[Cell], said: dict[str, str | None]
) -> None:
    result = understood(sheet("Uitgaven", headers, *BOUGHT), corrections=Corrections(headers=said))
    assert list(result.dataset.expenses["cents"]) == [205, 2550, 320, 110]


def test_what_it_all_came_to_counts_before_the_price_of_one() -> None:
    rows = [[*row, total] for row, total in zip(BOUGHT, (8.2, 25.5, 3.2, 13.2), strict=True)]
    result = understood(sheet("Uitgaven", ["Datum", "Betreft", "Aantal", "Prijs per stuk", "Totaal"], *rows))
    assert result.dataset.expenses["cents"].sum() == 820 + 2550 + 320 + 1320


@pytest.mark.parametrize(
    "header",
    ["Waarde/RapV.", "Waarde/CO-valuta", "Waarde in obj.val.", "Waarde in EUR", "Wrd/CO-val.", "Waarde/TrV"],
)
def test_a_value_in_some_currency_is_money(header: str) -> None:
    result = understood(sheet("Sheet1", *rows("Documentnr.", money=header)))
    assert (fields(result)[header], result.dataset.expenses["cents"].sum()) == ("cents", round(sum(AMOUNTS) * 100))


def test_printed_pages_carried_balances_and_results_give_no_errors() -> None:
    def page(number: int) -> list[list[Cell]]:
        return [["Afgedrukt 08-01-2020", None, None, f"Pagina {number}"], ["Datum", "Omschrijving", "Debet", "Saldo"]]

    first: list[list[Cell]] = [[date(2019, 1, 5), "koffie", 10.0, 10.0], [date(2019, 1, 9), "thee", 20.0, 30.0]]
    second: list[list[Cell]] = [[date(2019, 2, 5), "folders", 5.5, 35.5], [date(2019, 3, 9), "zaal", 60.0, 95.5]]
    begin: list[Cell] = [None, "Beginsaldo", None, 0]
    carried: list[list[Cell]] = [[None, "Te transporteren", 30.0, 30.0], *page(2), [None, "Transport", 30.0, 30.0]]
    ends: list[list[Cell]] = [[None, "Eindsaldo", 95.5, 95.5], ["Resultaat", None, 95.5, None], ["Blad 2 van 2"]]
    result = understood(sheet("Kaart", *page(1), begin, *first, *carried, *second, *ends))
    assert result.dataset.expenses["cents"].sum() == 9550
    assert {finding.code for finding in result.findings if finding.severity != "info"} <= {"column_not_recognised"}
    assert found(result, "rows_header").total == 3
