"""Money as bookkeepers and banks export it: what is spent, by layouts of many kinds, with sums done by hand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from adv.commands.uploads import mapped
from adv.workbook.parsing.ledger.sides import is_balanced
from adv.workbook.recognition.remembered import learnt, with_memory
from adv.workbook.vocabulary.recognition import Corrections
from adv.workbook.vocabulary.word_lists import INCOME, NOT_OURS, NOTHING, OURS, OwnWords, WordList
from tests.workbook.sheets import KEY, PROJECT, TODAY, book, codes, found, intake, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.vocabulary.recognition import Intake


def day(month: int, number: int = 1) -> date:
    return date(2019, month, number)


def spent(result: Intake) -> float:
    return float(result.dataset.expenses["cents"].sum()) / 100


def by_kind(result: Intake) -> dict[str, float]:
    frame = result.dataset.expenses
    sums = frame.groupby("category", observed=True)["cents"].sum() / 100
    return {str(name): float(euros) for name, euros in sums.items()}


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
    assert found(kas, "rows_balance").cells == ("D2", "D6", "D9")
    assert found(kas, "rows_moved").cells == ("D4",)


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


UNKNOWN = sheet(
    "Uitgaven",
    ["Datum", "Kostensoort", "Bedrag"],
    [day(1), "Lief en leed", 40.0],
    [day(2), "Fonds A", 900.0],
    [day(2), "Kleine dingen", 5.0],
    [day(3), "Kleine dingen", 5.0],
)


def test_unknown_kinds_are_asked_in_the_order_of_the_euros_behind_them() -> None:
    asked = [(word.text, word.cents, word.meaning) for word in understood(UNKNOWN).words]
    assert asked == [("Fonds A", 90_000, None), ("Lief en leed", 4_000, None), ("Kleine dingen", 1_000, None)]


@pytest.mark.parametrize(
    ("meaning", "total", "code"),
    [
        ("income", 50.0, "rows_income"),
        ("not_this_project", 50.0, "rows_other_project"),
        ("Materiaal", 950.0, None),
        ("none", 950.0, None),
    ],
)
def test_a_kind_can_be_said_to_be_income_or_of_something_else(meaning: str, total: float, code: str | None) -> None:
    result = understood(UNKNOWN, corrections=mapped([f"Kostensoort:Fonds A={meaning}"], PROJECT))
    assert spent(result) == total
    assert {"rows_income", "rows_other_project"} & codes(result) == ({code} if code else set())
    (word,) = [word for word in result.words if word.text == "Fonds A"]
    assert word.meaning == (NOTHING if meaning == "none" else meaning)


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


def centres(*more: list[Cell], first: str = "310", second: str = "320") -> RawSheet:
    rows: list[list[Cell]] = [
        [day(1), first, "Personeel", 200.0],
        [day(2), second, "Personeel", 1000.0],
        [day(3), first, "Overig", 100.0],
    ]
    return sheet("Uitgaven", ["Datum", "Kostenplaats", "Kostensoort", "Bedrag"], *rows, *more)


def test_of_several_cost_centres_it_is_asked_which_is_this_project() -> None:
    result = understood(centres())
    assert [(word.list, word.text, word.cents, word.meaning) for word in result.words] == [
        (WordList.PROJECT, "320", 100_000, None),
        (WordList.PROJECT, "310", 30_000, None),
    ]
    assert (spent(result), found(result, "unknown_project").params["euros"], result.is_whole) == (0.0, "1.300,00", False)


@pytest.mark.parametrize("said", [{"310": OURS}, {"320": NOT_OURS}])
def test_one_answer_settles_the_others(said: dict[str, str]) -> None:
    result = understood(centres(), corrections=Corrections(words=OwnWords({WordList.PROJECT: said})))
    assert spent(result) == 300.0
    assert {word.text: word.meaning for word in result.words} == {"310": OURS, "320": NOT_OURS}
    assert found(result, "rows_other_project").params["euros"] == "1.000,00"


def test_a_cost_centre_that_is_called_after_the_project_is_this_one() -> None:
    assert spent(understood(centres(first="310 Achter de voordeur", second="320 Jongerenwerk"))) == 300.0
    assert spent(understood(centres(first="P12 de Waart", second="P13 Centrum"))) == 300.0


def test_one_cost_centre_is_no_question() -> None:
    result = understood(centres(first="310", second="310"))
    assert (spent(result), result.words) == (1300.0, ())


def test_the_same_export_with_more_rows_comes_in_without_a_question() -> None:
    headers = ["Datum", "Grootboek", "Omschrijving", "Debet", "Credit", "Kostenplaats"]
    first: list[list[Cell]] = [
        [day(1), "4000 Lonen", "jan", 500.0, None, "310"],
        [day(1), "4555 Lief en leed", "kaart", 20.0, None, "310"],
        [day(1), "4555 Lief en leed", "kaart", 70.0, None, "320"],
        [day(1), "4777 Fonds", "vooruit", 900.0, None, "310"],
        [day(1), "1600 Crediteuren", "jan", None, 1490.0, "310"],
    ]
    words = {WordList.CATEGORY: {"lief en leed": "Activiteiten", "fonds": INCOME}, WordList.PROJECT: {"310": OURS}}
    decided = Corrections(words=OwnWords(words))
    taught = learnt(understood(sheet("Mutaties", headers, *first), corrections=decided), decided, day(4))
    more: list[list[Cell]] = [
        [day(5), "4555 Lief en leed", "taart", 30.0, None, "310"],
        [day(5), "4000 Lonen", "mei", 500.0, None, "330"],
    ]
    later = [book(sheet("Mutaties 2019", headers, *first, *more), file="later.xlsx")]
    result = intake(later, PROJECT, KEY, TODAY, with_memory(Corrections(), taught, PROJECT))
    assert by_kind(result) == {"Personeel": 500.0, "Activiteiten": 50.0}
    assert all(word.meaning is not None for word in result.words)
    assert not {"unknown_category", "unknown_project"} & codes(result)


def test_what_the_user_decided_about_a_column_goes_before_what_it_looks_like() -> None:
    made = Corrections({("werkmap.xlsx", "Uitgaven", 1): None})
    rows: list[list[Cell]] = [[day(1), "Af", 100.0], [day(2), "Bij", 40.0]]
    result = understood(sheet("Uitgaven", ["Datum", "Af Bij", "Bedrag"], *rows), corrections=made)
    assert spent(result) == 140.0


def test_amounts_that_say_their_side_twice_are_turned_once() -> None:
    rows: list[list[Cell]] = [[day(1), "Af", -100.0], [day(2), "Af", -50.0], [day(2), "Bij", 40.0]]
    assert spent(understood(sheet("Uitgaven", ["Datum", "Af Bij", "Bedrag"], *rows))) == 110.0
    signed: list[list[Cell]] = [[day(1), "D", 100.0], [day(2), "C", -40.0], [day(2), "D", 50.0]]
    assert spent(understood(sheet("Uitgaven", ["Datum", "D/C", "Bedrag"], *signed))) == 110.0


def test_a_column_of_bank_accounts_is_never_one_of_a_ledger() -> None:
    headers = ["Date", "Name / Description", "Account", "Debit/credit", "Amount (EUR)", "Transaction type"]
    rows: list[list[Cell]] = [
        ["20190115", "X", OTHER, "Debit", "1300,00", "Online Banking"],
        ["20190116", "X", OTHER, "Credit", "60,00", "x"],
    ]
    result = understood(sheet("NL00", headers, *rows))
    assert (spent(result), by_kind(result)) == (1240.0, {})


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
        ["02-01-2019", OTHER, "1000,00", "EUR", "-100,00", "zaal"],
        ["03-01-2019", OTHER, "900,00", "EUR", "500,00", "subsidie"],
        ["04-01-2019", OTHER, "1400,00", "EUR", "30,00", "winkel"],
    ]
    result = understood(sheet("Transacties", headers, *rows))
    assert (spent(result), by_kind(result)) == (70.0, {})


def test_a_dimension_of_a_ledger_is_a_cost_centre() -> None:
    headers = ["Boekingsdatum", "Grootboekrek.", "Omschrijving grootboekrek.", "Bedrag", "Vbz.as 1 omschrijving"]
    rows: list[list[Cell]] = [
        [day(1), "410000", "Activiteiten", 100.0, "Achter de voordeur"],
        [day(1), "410000", "Activiteiten", 55.0, "Jeugd"],
    ]
    assert spent(understood(sheet("Mutaties", headers, *rows))) == 100.0


def test_a_statement_that_does_not_say_what_a_minus_is_is_said() -> None:
    result = understood(bank((10.0, 0.0), (20.0, 0.0), (-60.0, 0.0)))
    assert (spent(result), found(result, "amounts_negative").cells) == (-30.0, ("C4",))


@pytest.mark.parametrize("text", ["Transport van meubels", "Saldo factuur 12", "opname film", "storting borg zaal"])
def test_a_cost_is_not_taken_for_a_balance_by_its_first_word(text: str) -> None:
    rows: list[list[Cell]] = [[day(1), "koffie", 10.0], [day(2), text, 35.0], [day(3), "thee", 5.0]]
    assert spent(understood(sheet("Uitgaven", ["Datum", "Omschrijving", "Bedrag"], *rows))) == 50.0


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
