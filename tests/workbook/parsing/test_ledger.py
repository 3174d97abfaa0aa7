"""Money as bookkeepers and banks export it: what is spent, by layouts of many kinds, with sums done by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adv.commands.mapping import mapped
from adv.workbook.understood import Corrections
from adv.workbook.vocabulary.word_lists import INCOME
from tests.workbook.sheets import PROJECT, by_kind, codes, day, found, sheet, spent, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell, RawSheet


OWN, OTHER = "NL00RABO0123456789", "NL00INGB0001234567"


LAYOUTS: dict[str, tuple[RawSheet, float, dict[str, float]]] = {
    "Card of a bank account: what was paid stands on its credit side": (
        sheet(
            "1100",
            ["Grootboekkaart 1100 - Rabobank project", None, None, None, None],
            ["Datum", "Omschrijving", "Debet", "Credit", "Saldo"],
            [None, "Beginsaldo", 500.0, None, 500.0],
            ["2019-01-15", "drukker flyers", None, 100.0, 400.0],
            ["2019-01-20", "voorschot subsidie", 1000.0, None, 1400.0],
            ["2019-02-15", "zaalhuur", None, 250.0, 1150.0],
            ["2019-02-16", "borg zaal terug", 30.0, None, 1180.0],
        ),
        320.0,
        {},
    ),
    "Card of an account of costs: what was spent stands on its debit side": (
        sheet(
            "4500",
            ["Grootboekkaart 4500 - Drukwerk", None, None, None, None],
            ["Datum", "Omschrijving", "Debet", "Credit", "Saldo"],
            ["2019-01-15", "flyers", 100.0, None, 100.0],
            ["2019-02-15", "posters", 250.0, None, 350.0],
            ["2019-02-16", "creditnota", None, 30.0, 320.0],
        ),
        320.0,
        {},
    ),
    "Totals of months with a day, one of a single booking, and of all": (
        sheet(
            "Uitgaven",
            ["Datum", "Omschrijving", "Bedrag"],
            ["2019-01-15", "flyers", 100.5],
            ["2019-01-20", "koffie", 20.25],
            ["2019-01-21", "zaal", 30.0],
            ["2019-01-31", "tot. maand", 150.75],
            ["2019-02-15", "zaal", 80.1],
            ["2019-02-28", "mnd totaal", 80.1],
            ["2019-12-31", "alles bij elkaar", 230.85],
        ),
        230.85,
        {},
    ),
    "Rabobank: minus is spent, a grant is none": (
        sheet(
            "CSV_A",
            [
                "IBAN/BBAN",
                "Munt",
                "Datum",
                "Rentedatum",
                "Bedrag",
                "Saldo na trn",
                "Tegenrekening IBAN/BBAN",
                "Naam tegenpartij",
                "Omschrijving-1",
            ],
            [OWN, "EUR", "2019-01-15", "2019-01-15", "-1250,00", "+9000,00", OTHER, "Drukker", "factuur 1"],
            [OWN, "EUR", "2019-01-20", "2019-01-20", "+21000,00", "+30000,00", OTHER, "Gemeente Helmond", "Subsidie 2019"],
            [OWN, "EUR", "2019-02-15", "2019-02-15", "-80,00", "+29920,00", OTHER, "Zaal", "huur"],
            [OWN, "EUR", "2019-02-19", "2019-02-19", "+20,00", "+29940,00", OTHER, "Zaal", "borg terug"],
        ),
        1310.0,
        {},
    ),
    "ABN AMRO: headers without spaces": (
        sheet(
            "Sheet0",
            ["accountNumber", "mutationcode", "transactiondate", "valuedate", "startsaldo", "endsaldo", "amount", "description"],
            [123456789, "EUR", 20190115, 20190115, 5000.0, 3750.0, -1250.0, "BEA pin"],
            [123456789, "EUR", 20190120, 20190120, 3750.0, 8750.0, 5000.0, "SEPA gemeente subsidie"],
            [123456789, "EUR", 20190215, 20190215, 8750.0, 8670.0, -80.0, "zaal"],
        ),
        1330.0,
        {},
    ),
    "Bunq: English, a contribution is income": (
        sheet(
            "bunq",
            ["Date", "Interest Date", "Amount", "Account", "Counterparty", "Name", "Description"],
            ["2019-01-15", "2019-01-15", "-1.250,00", OWN, OTHER, "Drukker", "flyers"],
            ["2019-01-16", "2019-01-16", "5,00", OWN, OTHER, "Drukker", "teveel betaald"],
            ["2019-01-18", "2019-01-18", "-80,00", OWN, OTHER, "Winkel", "koffie"],
            ["2019-01-19", "2019-01-19", "3.000,00", OWN, OTHER, "Woonstichting", "bijdrage project"],
        ),
        1325.0,
        {},
    ),
    "AFAS: a journal with debit and credit": (
        sheet(
            "Journaal",
            ["Rekening", "Omschrijving rekening", "Boekdatum", "Omschrijving boeking", "Bedrag debet", "Bedrag credit"],
            [4000, "Lonen en salarissen", day(1), "jan", 1000.0, 0.0],
            [1600, "Crediteuren", day(1), "jan", 0.0, 1000.0],
            [4400, "Communicatiekosten", day(2), "flyer", 200.0, 0.0],
            [1500, "Te vorderen BTW", day(2), "flyer", 42.0, 0.0],
            [1600, "Crediteuren", day(2), "flyer", 0.0, 242.0],
            [4400, "Communicatiekosten", day(3), "creditnota", 0.0, 50.0],
            [1600, "Crediteuren", day(3), "creditnota", 50.0, 0.0],
            [8000, "Projectsubsidie", day(3), "voorschot", 0.0, 5000.0],
            [1100, "Bank", day(3), "voorschot", 5000.0, 0.0],
        ),
        1150.0,
        {"Personeel": 1000.0, "Communicatie": 150.0},
    ),
    "Twinfield: one amount and D/C": (
        sheet(
            "Mutaties",
            ["Dagboek", "Datum", "Grootboekrekening", "Grootboekrekeningnaam", "D/C", "Bedrag"],
            ["INK", day(1), "4000", "Personeel", "D", 1000.0],
            ["INK", day(1), "1600", "Crediteuren", "C", 1000.0],
            ["INK", day(2), "4900", "Overige kosten", "D", 200.0],
            ["INK", day(2), "1600", "Crediteuren", "C", 200.0],
            ["INK", day(3), "4900", "Overige kosten", "C", 30.0],
            ["INK", day(3), "1600", "Crediteuren", "D", 30.0],
        ),
        1170.0,
        {"Personeel": 1000.0, "Overig": 170.0},
    ),
    "Snelstart: accounts as headings between the rows": (
        sheet(
            "Grootboekkaarten",
            ["Grootboekkaarten 2019"],
            ["Datum", "Boekstuk", "Omschrijving", "Debet", "Credit", "Saldo"],
            ["4000 - Lonen en salarissen"],
            [day(1), None, "Beginsaldo", 75.0, None, 75.0],
            [day(1, 15), "1", "uren jan", 600.0, None, 675.0],
            [day(2, 15), "2", "uren feb", 400.0, None, 1075.0],
            [None, None, "Eindsaldo", 1000.0, None, 1075.0],
            ["4400 - Communicatie"],
            [day(3, 15), "3", "flyers", 200.0, None, 200.0],
            [day(4, 15), "4", "korting", None, 50.0, 150.0],
            ["Totaal", None, None, 200.0, 50.0, 150.0],
        ),
        1150.0,
        {"Personeel": 1000.0, "Communicatie": 150.0},
    ),
    "one card, its account above the headers": (
        sheet(
            "Blad1",
            ["Grootboekrekening: 4000 Personeel"],
            [],
            ["Datum", "Omschrijving", "Debet", "Credit", "Saldo"],
            [day(1), "Beginbalans", 500.0, None, 500.0],
            [day(1, 9), "uren", 320.0, None, 820.0],
            [day(1, 10), "correctie", None, 20.0, 800.0],
            [None, "Totaal", 320.0, 20.0, 800.0],
        ),
        300.0,
        {"Personeel": 300.0},
    ),
    "e-Boekhouden: the cost is on the other account": (
        sheet(
            "Mutaties",
            ["Mutatienr", "Datum", "Soort", "Rekening", "Omschrijving", "Bedrag", "Tegenrekening"],
            [1, day(1), "Geld uitgegeven", "1010", "flyers", 300.0, "4400"],
            [2, day(1, 8), "Geld uitgegeven", "1010", "zaal", 80.0, "4210"],
            [3, day(1, 9), "Geld ontvangen", "1010", "korting", 30.0, "4400"],
            [4, day(1, 19), "Geld ontvangen", "1010", "voorschot", 8000.0, "8000"],
            [5, day(1, 20), "Geld uitgegeven", "1010", "naar spaar", 500.0, "1050"],
        ),
        350.0,
        {"4400": 270.0, "4210": 80.0},
    ),
    "a letter behind the amount": (
        sheet(
            "Uitgaven",
            ["Datum", "Soort", "Bedrag"],
            [day(1), "Overig", "120,00 D"],
            [day(1), "Materiaal", "1.250 D"],
            [day(1), "Materiaal", "50,00 C"],
        ),
        1320.0,
        {"Overig": 120.0, "Materiaal": 1200.0},
    ),
    "English: accounts by their words, a balance brought forward": (
        sheet(
            "GL detail",
            ["Posting date", "Account code", "Account name", "Description", "Debit", "Credit"],
            [day(1), "6000", "Staff costs", "January", 500.0, None],
            [day(1), "2100", "Creditors", "January", None, 500.0],
            [day(2), "6100", "Printing", "flyer", 200.0, None],
            [day(2), "2100", "Creditors", "flyer", None, 200.0],
            [day(3), "6100", "Printing", "credit note", None, 20.0],
            [day(3), "1000", "Bank", "b/f", 20.0, None],
            [day(4), "4000", "Grant income", "council", None, 9000.0],
            [day(4), "1000", "Bank", "council", 9000.0, None],
        ),
        680.0,
        {"Staff costs": 500.0, "Printing": 180.0},
    ),
    "plus and minus in a column of their own": (
        sheet(
            "Uitgaven",
            ["Datum", "Omschrijving", "+/-", "Bedrag"],
            [day(1), "zaal", "-", 120.0],
            [day(2), "koffie", "-", 80.0],
            [day(3), "zaal terug", "+", 10.0],
            [day(4), "subsidie", "+", 1000.0],
        ),
        190.0,
        {},
    ),
    "a cash book: deposits, balances and a carried page": (
        sheet(
            "Kasboek",
            ["Datum", "Omschrijving", "Ontvangsten", "Uitgaven", "Saldo"],
            [day(1, 1), "Beginsaldo", 100.0, None, 100.0],
            [day(1, 2), "koffie", None, 12.5, 87.5],
            [day(1, 3), "storting", 50.0, None, 137.5],
            [day(1, 4), "zaal", None, 40.0, 97.5],
            [day(1, 4), "Transport", None, 52.5, 97.5],
            [day(1, 5), "statiegeld terug", 2.5, None, 100.0],
            [day(1, 8), "transport", None, 7.5, 92.5],
            [day(1, 9), "Eindsaldo", None, 92.5, 0.0],
        ),
        57.5,
        {},
    ),
    "income among the kinds of cost, with either sign": (
        sheet(
            "Realisatie",
            ["Datum", "Post", "Bedrag"],
            [day(1), "Subsidie gemeente Helmond", -2000.0],
            [day(2), "Overig", 100.0],
            [day(3), "Personeel", 200.0],
            [day(3), "Bijdrage Woonpartners", 500.0],
            [day(4), "Rente", -3.0],
        ),
        300.0,
        {"Overig": 100.0, "Personeel": 200.0},
    ),
    "accounts without numbers": (
        sheet(
            "Journaal",
            ["Datum", "Rekening", "Debet", "Credit"],
            [day(1), "Personeel", 200.0, None],
            [day(1), "Crediteuren", None, 200.0],
            [day(2), "Overig", 100.0, None],
            [day(2), "Bank", None, 100.0],
            [day(3), "Bank", 900.0, None],
            [day(3), "Subsidie", None, 900.0],
        ),
        300.0,
        {"Personeel": 200.0, "Overig": 100.0},
    ),
    "Lasten and Baten": (
        sheet(
            "Exploitatie",
            ["Datum", "Kostensoort", "Lasten", "Baten"],
            [day(1), "Personeel", 200.0, None],
            [day(2), "Overig", None, 900.0],
        ),
        200.0,
        {"Personeel": 200.0},
    ),
    "costs with a minus, by their type": (
        sheet(
            "Projectrapport",
            ["Datum", "Type", "Omschrijving", "Bedrag"],
            [day(1), "Kosten", "uren", -200.0],
            [day(2), "Kosten", "zaal", -100.0],
            [day(3), "Opbrengsten", "gemeente", 900.0],
        ),
        300.0,
        {},
    ),
    "five figures, names beside them, signed": (
        sheet(
            "Export",
            ["Periode", "Datum", "Rekeningnummer", "Rekeningomschrijving", "Bedrag"],
            [1, day(1), "40100", "Salarissen", 250.0],
            [1, day(1), "16000", "Crediteuren", -250.0],
            [1, day(2), "80500", "Opbrengst project", -2500.0],
            [1, day(2), "11000", "Bank", 2500.0],
        ),
        250.0,
        {"Personeel": 250.0},
    ),
    "numbers of the project's own are no scheme": (
        sheet("Uitgaven", ["Datum", "Kostensoort", "Bedrag"], [day(1), "1000 Personeel", 200.0], [day(1), "4000 Overig", 250.0]),
        450.0,
        {"Personeel": 200.0, "Overig": 250.0},
    ),
    "a contribution to something is a cost": (
        sheet(
            "Uitgaven", ["Datum", "Kostensoort", "Bedrag"], [day(1), "Bijdrage aan speeltuin", 50.0], [day(2), "Rentekosten", 5.0]
        ),
        55.0,
        {"Bijdrage aan speeltuin": 50.0, "Rentekosten": 5.0},
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_what_was_spent_comes_out_of_each_layout(name: str) -> None:
    layout, total, kinds = LAYOUTS[name]
    result = understood(layout)
    assert spent(result) == pytest.approx(total)
    assert {kind: by_kind(result).get(kind) for kind in kinds} == pytest.approx(kinds)


def test_everything_that_is_left_out_is_said_with_its_euros() -> None:
    result = understood(LAYOUTS["AFAS: a journal with debit and credit"][0])
    assert found(result, "rows_income").params["euros"] == "5.000,00"
    assert found(result, "rows_other_account").count == 5
    assert (result.rows_left_out, result.is_whole) == (0, True)
    kas = understood(LAYOUTS["a cash book: deposits, balances and a carried page"][0])
    assert found(kas, "rows_balance").cells == ("C2", "D6", "D9")
    assert found(kas, "rows_moved").cells == ("C4",)


def test_money_that_came_back_without_a_reason_is_a_warning() -> None:
    rows: list[list[Cell]] = [[day(1), "Af", 100.0, "zaal"], [day(2), "Bij", 40.0, "zaal"], [day(3), "Af", 5.0, "koffie"]]
    result = understood(sheet("Uitgaven", ["Datum", "Af Bij", "Bedrag", "Mededelingen"], *rows))
    assert (spent(result), found(result, "rows_paid_back").cells) == (65.0, ("C3",))


def test_a_list_with_both_sides_and_no_account_is_said() -> None:
    rows: list[list[Cell]] = [[day(month), euros, None] for month, euros in ((1, 10.0), (2, 20.0))]
    rows += [[day(month), None, euros] for month, euros in ((1, 10.0), (2, 20.0))]
    result = understood(sheet("Boekingen", ["Datum", "Debet", "Credit"], *rows))
    assert (spent(result), "books_balanced" in codes(result), result.is_whole) == (0.0, True, False)


def test_a_cost_of_which_the_description_speaks_of_a_grant_counts_and_is_said() -> None:
    result = understood(
        sheet("Uitgaven", ["Datum", "Soort", "Bedrag", "Omschrijving"], [day(1), "Overig", 100.0, "subsidieaanvraag"])
    )
    assert (spent(result), found(result, "cost_may_be_income").cells) == (100.0, ("C2",))


def test_what_was_taken_for_income_can_be_said_to_be_a_cost() -> None:
    layout = LAYOUTS["income among the kinds of cost, with either sign"][0]
    asked = next(word for word in understood(layout).words if word.text == "Bijdrage Woonpartners")
    assert (asked.meaning, asked.suggestion) == (None, INCOME)  # it may be a cost as well, so it is asked
    said = mapped(["Kostensoort:Bijdrage Woonpartners=Overig"], PROJECT)
    assert by_kind(understood(layout, corrections=said)) == {"Overig": 600.0, "Personeel": 200.0}


@pytest.mark.parametrize(
    "said", ["Kostensoort:1600 Crediteuren=Overig", "Grootboekrekening:Crediteuren=Overig", "category:1600=Overig"]
)
def test_an_account_can_be_named_by_its_number_its_name_or_both(said: str) -> None:
    layout = LAYOUTS["Twinfield: one amount and D/C"][0]
    assert spent(understood(layout, corrections=mapped([said], PROJECT))) == 0.0


def test_what_the_user_decided_about_a_column_goes_before_what_it_looks_like() -> None:
    made = Corrections({("werkmap.xlsx", "Uitgaven", 1): None})
    rows: list[list[Cell]] = [[day(1), "Af", 100.0], [day(2), "Bij", 40.0]]
    result = understood(sheet("Uitgaven", ["Datum", "Af Bij", "Bedrag"], *rows), corrections=made)
    assert spent(result) == 140.0


def test_a_column_of_bank_accounts_is_never_one_of_a_ledger() -> None:
    headers = ["Date", "Name / Description", "Account", "Debit/credit", "Amount (EUR)", "Transaction type"]
    rows: list[list[Cell]] = [
        ["20190115", "X", OTHER, "Debit", "1300,00", "Online Banking"],
        ["20190116", "X", OTHER, "Credit", "60,00", "x"],
    ]
    result = understood(sheet("NL00", headers, *rows))
    assert by_kind(result) == {"": 1240.0}


def test_kinds_may_be_headings_between_the_rows() -> None:
    rows: list[list[Cell]] = [
        ["Personeel"],
        [day(1), "uren", 200.0],
        ["Totaal Personeel", None, 200.0],
        ["Communicatie:"],
        [day(1), "flyer", 100.0],
    ]
    result = understood(sheet("Kostenoverzicht", ["Datum", "Omschrijving", "Bedrag"], *rows))
    assert by_kind(result) == {"Personeel": 200.0, "Communicatie": 100.0}


def test_a_dimension_of_a_ledger_is_a_cost_centre() -> None:
    headers = ["Boekingsdatum", "Grootboekrek.", "Omschrijving grootboekrek.", "Bedrag", "Vbz.as 1 omschrijving"]
    rows: list[list[Cell]] = [
        [day(1), "410000", "Activiteiten", 100.0, "Achter de voordeur"],
        [day(1), "410000", "Activiteiten", 55.0, "Jeugd"],
    ]
    assert spent(understood(sheet("Mutaties", headers, *rows))) == 100.0


def test_from_which_account_it_was_paid_is_no_account_of_a_ledger() -> None:
    rows: list[list[Cell]] = [[day(1), "Kas", 10.0], [day(2), "Bank", 35.0]]
    assert spent(understood(sheet("Uitgaven", ["Datum", "Soort", "Bedrag"], *rows))) == 45.0


def test_a_year_and_a_period_are_a_day() -> None:
    headers = ["Boekjaar", "Periode", "Grootboek", "Bedrag"]
    rows: list[list[Cell]] = [
        [2019, 1, "4000 Personeel", 200.0],
        [2019, "12", "4900 Overig", 100.0],
        [2019, 2, "8000 Subsidie", -900.0],
    ]
    result = understood(sheet("Export", headers, *rows))
    assert [f"{on:%Y-%m-%d}" for on in result.dataset.expenses["booked_on"]] == ["2019-01-01", "2019-12-01"]
    assert (spent(result), found(result, "days_from_periods").count) == (300.0, 3)
    other = understood(sheet("Export", [*headers, "Boekdatum"], *([*row, day(5)] for row in rows)))
    assert {f"{on:%m}" for on in other.dataset.expenses["booked_on"]} == {"05"}
