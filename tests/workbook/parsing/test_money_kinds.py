"""Further ways in which bookkeeping comes: sections, sums without days, both accounts in a row; each with sums done by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adv.model import TableName
from adv.workbook.memory import learnt, with_memory
from adv.workbook.questions import questions
from adv.workbook.understood import Corrections
from adv.workbook.values.date_forms import Span, parse_span
from adv.workbook.vocabulary.ledger import Section, section_of
from adv.workbook.vocabulary.word_lists import NOT_OURS, OURS, OwnWords, WordList
from adv.workbook.vocabulary.words import vocabulary
from tests.workbook.sheets import PROJECT, TODAY, by_kind, day, expenses, found, sheet, understood
from tests.workbook.sheets import booking as made

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell, RawSheet


KINDS: dict[str, tuple[RawSheet, dict[str, float]]] = {
    "the balance of both sides is not counted beside them": (
        sheet(
            "Kosten",
            ["Datum", "Rekening", "Debet", "Credit", "Bedrag"],
            [day(1), "4900 Overig", 100.0, None, 100.0],
            [day(2), "4900 Overig", None, 30.0, -30.0],
            [day(3), "4000 Personeel", 50.0, None, 50.0],
        ),
        {"Overig": 70.0, "Personeel": 50.0},
    ),
    "both accounts in one row": (
        sheet(
            "Memoriaal",
            ["Datum", "Debetrekening", "Creditrekening", "Bedrag"],
            [day(1), "4900 Overig", "1600 Crediteuren", 100.0],
            [day(2), "1600 Crediteuren", "4900 Overig", 30.0],
            [day(3), "1600 Crediteuren", "1100 Bank", 70.0],
            [day(3), "1100 Bank", "8000 Subsidie", 5000.0],
            [day(4), "4900 Overig", "4000 Personeel", 8.0],
        ),
        {"Overig": 70.0},
    ),
    "a German bank's Soll and Haben": (
        sheet(
            "Kosten",
            ["Buchungsdatum", "Bezeichnung", "Umsatz", "Soll/Haben-Kennzeichen"],
            [day(1), "Overig", 100.0, "S"],
            [day(2), "Overig", 30.0, "H"],
            [day(3), "Personeel", 50.0, "S"],
        ),
        {"Overig": 70.0, "Personeel": 50.0},
    ),
    "Twinfield's dimensions with a name each": (
        sheet(
            "Transactions",
            ["Dimension 1", "Name", "Dimension 2", "Name", "Date", "Value", "Debit/Credit"],
            [4900, "Overig", "310", "Voordeur", day(1), 100.0, "Debit"],
            [4900, "Overig", "310", "Voordeur", day(2), 30.0, "Credit"],
            [4000, "Personeel", "310", "Voordeur", day(3), 50.0, "Debit"],
        ),
        {"Overig": 70.0, "Personeel": 50.0},
    ),
    "SAP's kinds of cost with stars before the totals": (
        sheet(
            "Sheet1",
            [None, "Kostensoort", "Kostensoortomschr.", "Boek.dat.", "Waarde/rapp.val."],
            [None, 4900, "Overig", "01.01.2019", 70.0],
            ["*", 4900, "Overig", None, 70.0],
            [None, 4000, "Personeel", "03.01.2019", 50.0],
            ["*", 4000, "Personeel", None, 50.0],
            ["**", None, None, None, 120.0],
        ),
        {"Overig": 70.0, "Personeel": 50.0},
    ),
    "an account is named in the first row of its group": (
        sheet(
            "Kosten",
            ["Rekening", "Datum", "Omschrijving", "Bedrag"],
            ["4900 Overig", day(1), "a", 10.0],
            [None, day(2), "b", 20.0],
            [None, None, "Subtotaal", 30.0],
            ["4000 Personeel", day(3), "c", 5.0],
            [None, day(4), "d", 6.0],
        ),
        {"Overig": 30.0, "Personeel": 11.0},
    ),
    "the kind of booking is no kind of cost where accounts say it": (
        sheet(
            "Mutaties",
            ["Datum", "Soort", "Tegenrekening", "Bedrag"],
            [day(1), "Factuur ontvangen", "4000 Personeelskosten", 100.0],
            [day(2), "Factuurbetaling verstuurd", "1600 Crediteuren", 100.0],
        ),
        {"Personeel": 100.0},
    ),
    "numbers of kinds are accounts, with their names beside": (
        sheet(
            "SAP",
            ["Boekingsdatum", "Kostensoort", "Oms. kostensoort", "Bedrag"],
            [day(1), 400000, "Personeel", "100,00"],
            [day(2), 404000, "Overig", "30,00-"],
        ),
        {"Personeel": 100.0, "Overig": -30.0},
    ),
    "headers that say which half of an account they hold": (
        sheet(
            "Export",
            ["Datum", "Grootboekrekening: Code", "Grootboekrekening: Omschrijving", "Bedrag"],
            [day(1), 4000, "Personeelskosten", 100.0],
            [day(2), 8010, "Subsidie", -900.0],
        ),
        {"Personeel": 100.0},
    ),
    "a balance is the amount where there is no other": (
        sheet(
            "Mutaties",
            ["Grootboeknr", "Grootboeknaam", "Datum", "Saldo D/C"],
            [440000, "Personeel", day(1), 100.0],
            [160000, "Crediteuren", day(1), -100.0],
            [840000, "Subsidie", day(2), -900.0],
        ),
        {"Personeel": 100.0},
    ),
    "a period says year and month": (
        sheet(
            "Unit4",
            ["Rek", "Periode", "Tekst", "Bedrag"],
            ["4000 Personeel", 201903, "a", 100.0],
            ["4900 Overig", 201904, "b", 5.0],
        ),
        {"Personeel": 100.0, "Overig": 5.0},
    ),
    "income stands below its heading": (
        sheet(
            "Geld",
            ["Datum", "Omschrijving", "Bedrag", "Kostensoort"],
            ["Kosten"],
            [day(1), "huur", 100.0, "Overig"],
            ["Opbrengsten 2019"],
            [day(2), "1e termijn", 900.0, None],
            ["Kosten"],
            [day(3), "flyers", 7.0, "Communicatie"],
        ),
        {"Overig": 100.0, "Communicatie": 7.0},
    ),
    "projects stand as headings": (
        sheet(
            "Projecten",
            ["Datum", "Bedrag", "Kostensoort"],
            [f"Project 1804 {PROJECT.title.partition(',')[0]}"],
            [day(1), 100.0, "Overig"],
            ["Project 1811 Wijkcoach"],
            [day(2), 900.0, "Overig"],
        ),
        {"Overig": 100.0},
    ),
    "a trial balance counts its results": (
        sheet(
            "Balans",
            ["Kolommenbalans 2019"],
            [None, None, "Beginbalans", None, "Mutaties", None, "W&V", None],
            ["Rekening", "Omschrijving", "Debet", "Credit", "Debet", "Credit", "Debet", "Credit"],
            [1100, "Bank", 800.0, None, 100.0, 90.0, None, None],
            [4000, "Personeel", 3.0, None, 70.0, 10.0, 60.0, None],
            [4900, "Overig", None, None, None, 5.0, None, 5.0],
            [8000, "Subsidie", None, None, None, 100.0, None, 100.0],
        ),
        {"Personeel": 60.0, "Overig": -5.0},
    ),
    "budget beside what was spent in a year": (
        sheet(
            "Overzicht",
            ["Kostensoort", "Begroting 2019", "Realisatie 2019", "Verschil"],
            ["Personeel", 1000.0, 100.0, 900.0],
            ["Overig", 500.0, 20.0, 480.0],
            ["Totaal", 1500.0, 120.0, 1380.0],
        ),
        {"Personeel": 100.0, "Overig": 20.0},
    ),
    "quarters, with the halves that they come to": (
        sheet(
            "Realisatie 2019",
            ["Post", "1e kwartaal", "2e kwartaal", "1e halfjaar", "3e kwartaal"],
            ["Personeel", 1.0, 2.0, 3.0, 4.0],
            ["Overig", None, 5.0, 5.0, None],
        ),
        {"Personeel": 7.0, "Overig": 5.0},
    ),
    "years as numbers": (
        sheet("Kosten per jaar", ["Kostensoort", 2018, 2019, "Totaal"], ["Personeel", 1.0, 2.0, 3.0], ["Overig", 4.0, 5.0, 9.0]),
        {"Personeel": 3.0, "Overig": 9.0},
    ),
    "what was spent in each year, budgets between": (
        sheet(
            "Jaren",
            ["Post", "Begroting 2018", "Realisatie 2018", "Begroting 2019", "Realisatie 2019"],
            ["Personeel", 9.0, 1.0, 9.0, 2.0],
            ["Overig", 9.0, 4.0, 9.0, 5.0],
        ),
        {"Personeel": 3.0, "Overig": 9.0},
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_what_was_spent_comes_out_of_each_kind(name: str) -> None:
    layout, sums = KINDS[name]
    assert by_kind(understood(layout)) == pytest.approx(sums)


def test_sums_without_days_count_in_their_year_and_that_is_said() -> None:
    result = understood(
        sheet("Uitgaven 2019", ["Omschrijving", "Kostensoort", "Bedrag"], ["a", "Overig", 10.0], ["b", "Overig", 5.0])
    )
    assert {f"{on:%Y-%m-%d}" for on in result.dataset.expenses["booked_on"]} == {"2019-01-01"}
    assert found(result, "days_from_year").severity == "warning"


def test_sums_of_no_known_year_are_asked_about_and_the_answer_reads_them() -> None:
    layout = sheet("Stand", ["Post", "Begroot", "Uitgegeven"], ["Personeel", 900.0, 100.0], ["Overig", 500.0, 20.0])
    result = understood(layout, expenses(made(5.0)))
    assert found(result, "year_of_sums_missing").cells == ("C1",)
    assert "Uitgegeven" in [column.header for question in questions(result) for column in question.columns]
    said = understood(layout, corrections=Corrections(headers={"Uitgegeven": "cents:2019"}))
    assert by_kind(said) == {"Personeel": 100.0, "Overig": 20.0}


def test_what_was_only_planned_is_not_spent() -> None:
    result = understood(sheet("Begroting 2019", ["Post", "Bedrag"], ["Personeel", 9.0], ["Overig", 8.0]), expenses(made(5.0)))
    assert sum(by_kind(result).values()) == 5.0


def test_sums_of_a_year_or_quarter_do_not_count_beside_bookings_in_it() -> None:
    year = sheet("Samenvatting 2019", ["Kostensoort", "Werkelijk"], ["Personeel", 40.0], ["Overig", 4.0])
    quarters = sheet("Kosten", ["Post", "Q1 2019", "Q2 2019"], ["Personeel", 30.0, 10.0], ["Overig", 3.0, 1.0])
    assert sum(by_kind(understood(quarters, year)).values()) == 44.0
    result = understood(expenses(made(4.0, Datum=day(2))), quarters)
    assert sum(by_kind(result).values()) == 15.0
    assert found(result, "matrix_beside_list").count == 2


def test_a_column_between_the_months_that_names_none_is_said() -> None:
    result = understood(
        sheet("Kosten 2019", ["Post", "jan", "febr.?", "mrt", "apr"], ["Personeel", 1.0, 2.0, 3.0, 4.0], ["Overig", 5.0])
    )
    assert found(result, "matrix_columns_unread").cells == ("C1",)


def test_a_column_of_months_that_was_left_out_stays_out_when_the_sheet_comes_again() -> None:
    layout = sheet("Kosten 2019", ["Post", "jan", "feb", "mrt"], ["Personeel", 1.0, 2.0, 3.0], ["Overig", 5.0])
    out = Corrections(fields={("werkmap.xlsx", "Kosten 2019", 2): None})
    first = understood(layout, corrections=out)
    assert by_kind(first) == {"Personeel": 4.0, "Overig": 5.0}
    again = understood(layout, corrections=with_memory(Corrections(), learnt(first, out, TODAY), PROJECT))
    assert by_kind(again) == {"Personeel": 4.0, "Overig": 5.0}


def test_a_sheet_called_after_income_holds_no_costs() -> None:
    income = sheet("Opbrengsten", ["Datum", "Bedrag", "Soort"], [day(1), 900.0, "Gemeente"])
    result = understood(expenses(made(5.0)), income)
    assert sum(by_kind(result).values()) == 5.0
    both = sheet("Kosten en opbrengsten", ["Datum", "Bedrag", "Kostensoort"], [day(1), 9.0, "Overig"])
    assert sum(by_kind(understood(both)).values()) == 9.0


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("Q1 2019", Span(2019, 1, 3)),
        ("2019-Q4", Span(2019, 10, 3)),
        ("2e kwartaal", Span(None, 4, 3)),
        ("derde kwartaal 2018", Span(2018, 7, 3)),
        ("IV kwartaal", Span(None, 10, 3)),
        ("H2", Span(None, 7, 6)),
        ("1e halfjaar 2020", Span(2020, 1, 6)),
        ("P12", Span(None, 12, 1)),
        ("periode 03", Span(None, 3, 1)),
        ("maa", Span(None, 3, 1)),
        ("jan '19", Span(2019, 1, 1)),
        ("2019", Span(2019, 1, 12)),
        ("2019-02", Span(2019, 2, 1)),
        ("ma", None),
        ("3e halfjaar", None),
        ("Q5", None),
        ("P13", None),
        ("kwartaal", None),
        ("ju", None),
    ],
)
def test_a_header_names_a_month_a_quarter_a_half_or_a_year(header: str, span: Span | None) -> None:
    assert parse_span(header) == span


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("Opbrengsten", Section(is_income=True)),
        ("B. Baten 2019:", Section(is_income=True)),
        ("Lasten", Section()),
        ("Kostenplaats: 310 Buurtwerk", Section(centre="310 Buurtwerk")),
        ("Project", None),
        ("Opbrengsten van het feest", None),
        ("Inkomsten " + "x" * 90, None),
    ],
)
def test_a_heading_says_the_side_or_the_project_of_the_rows_below(text: str, section: Section | None) -> None:
    assert section_of(text, vocabulary().ledger) == section


@pytest.mark.parametrize(("said", "total"), [("thousandths", 6500.0), ("as_written", 5251.25)])
def test_amounts_that_may_be_a_thousandth_are_asked_about_and_the_answer_is_remembered(said: str, total: float) -> None:
    amounts = [1000.0, 1100.0, 900.0, 1.25, 950.0, 1200.0, 100.0]
    rows: list[list[Cell]] = [[day(1, at), euros, "Overig"] for at, euros in enumerate(amounts, 1)]
    layout = sheet("Uitgaven", ["Datum", "Bedrag", "Kostensoort"], *rows)
    result = understood(layout)
    (asked,) = questions(result)
    assert ([column.header for column in asked.columns], sum(by_kind(result).values())) == (["Bedrag"], 5251.25)
    answer = Corrections(headers={"Bedrag": f"cents:{said}"})
    read = understood(layout, corrections=answer)
    again = understood(layout, corrections=with_memory(Corrections(), learnt(read, answer, TODAY), PROJECT))
    assert (sum(by_kind(again).values()), questions(again)) == (total, ())


def test_a_statement_without_headers_loses_no_row_once_it_is_said_what_its_columns_are() -> None:
    rows: list[list[Cell]] = [
        [f"0{month}-02-2019", "NL00TRIO0123456789", amount, side, "zaalhuur", "9.000,00"]
        for month, (amount, side) in enumerate(
            [("1.100,00", "Debet"), ("20,50", "Credit"), ("50,00", "Debet"), ("60,00", "Debet")], 1
        )
    ]
    tables = {("werkmap.xlsx", "Blad"): TableName.EXPENSES}
    asked = understood(sheet("Blad", *rows), corrections=Corrections(tables=tables))
    assert [column.header for column in asked.sheets[0].columns][:3] == ["Kolom A", "Kolom B", "Kolom C"]
    fields = {("werkmap.xlsx", "Blad", 2): "cents"}
    said = understood(sheet("Blad", *rows), corrections=Corrections(tables=tables, fields=fields))
    assert sum(by_kind(said).values()) == 1189.5
    again = with_memory(Corrections(), learnt(said, Corrections(tables=tables, fields=fields), TODAY), PROJECT)
    more = understood(
        sheet("Blad", *rows, ["05-02-2019", "NL00TRIO0123456789", "5,00", "Debet", "koffie", "1,00"]), corrections=again
    )
    assert sum(by_kind(more).values()) == 1194.5


def test_what_each_row_is_and_how_many_there_are_of_it_is_said() -> None:
    rows: list[list[Cell]] = [
        [day(1), "4000 Personeel", "Bijdrage buurt", "A", 100.0, None],  # its number says that it is a cost
        [day(1), "1600 Crediteuren", None, "A", None, 100.0],
        [day(2), "1600 Crediteuren", None, "B", None, 7.0],
        [day(2), "4900 Overig", "Overig", "B", 7.0, None],
        [day(3), "4900 Overig", "Overig", "A", None, 9.0],
    ]
    head = ["Datum", "Grootboekrekening", "Kostensoort", "Kostenplaats", "Debet", "Credit"]
    words = OwnWords({WordList.PROJECT: {"a": OURS, "b": NOT_OURS}})
    result = understood(sheet("Journaal", head, *rows), corrections=Corrections(words=words))
    assert sum(by_kind(result).values()) == 91.0
    assert {code: found(result, code).count for code in ("rows_other_account", "rows_other_project")} == {
        "rows_other_account": 2,
        "rows_other_project": 1,
    }
    assert {word.text: word.rows for word in result.words if word.text == "Crediteuren"} == {"Crediteuren": 2}


def test_money_back_of_a_kind_is_no_doubt() -> None:
    result = understood(
        sheet("Kas", ["Datum", "Kostensoort", "Af", "Bij"], [day(1), "Overig", 9.0, None], [day(2), "Overig", None, 2.0])
    )
    assert (sum(by_kind(result).values()), found(result, "rows_paid_back").severity) == (7.0, "info")


@pytest.mark.parametrize(
    ("header", "letters", "total", "is_asked"),
    [
        ("Soll/Haben", "SSHS", 140.0, False),
        ("S/H-Kz", "SSHS", 140.0, False),
        ("D/C", "DDDD", 200.0, False),
        ("Maat", "SSHS", 200.0, True),  # sizes, for all that anybody knows
        ("Wijk", "CDCD", 200.0, True),
        ("Codering", "HHHH", 200.0, True),
    ],
)
def test_a_letter_is_a_side_only_where_the_header_speaks_of_sides(
    header: str, letters: str, total: float, is_asked: object
) -> None:
    rows: list[list[Cell]] = [
        [day(at), "Materiaal", euros, letter]
        for at, (euros, letter) in enumerate(zip((100.0, 50.0, 30.0, 20.0), letters, strict=True), 1)
    ]
    result = understood(sheet("Uitgaven", ["Datum", "Kostensoort", "Bedrag", header], *rows))
    assert (sum(by_kind(result).values()), bool(questions(result))) == (total, is_asked)


def test_both_letters_beside_accounts_are_sides_and_asked_about() -> None:
    rows: list[list[Cell]] = [[day(1), 4400, 100.0, "S"], [day(2), 4400, 30.0, "H"]]
    result = understood(sheet("Buchungen", ["Datum", "Konto", "Bedrag", "Kz"], *rows))
    assert sum(by_kind(result).values()) == 70.0
    assert "Kz" in {column.header for asked in questions(result) for column in asked.columns}


def test_a_row_that_speaks_of_a_balance_and_counts_is_said() -> None:
    layout = sheet(
        "Uitgaven", ["Datum", "Omschrijving", "Bedrag"], [day(1), "extra saldo OV-chipkaart", 20.0], [day(2), "koffie", 3.0]
    )
    result = understood(layout)
    assert (sum(by_kind(result).values()), found(result, "cost_may_be_balance").cells) == (23.0, ("C2",))


def test_a_total_of_parts_counts_when_it_adds_up() -> None:
    rows: list[list[Cell]] = [
        [day(3, 4 + at), "bezoeken", 25.0 * hours, 30, 2.0 * hours, 27.0 * hours] for at, hours in enumerate((4, 5, 6), 1)
    ]
    headers: list[Cell] = ["Datum", "Werk", "Loonkosten", "Km", "Reiskosten", "Totaal"]
    assert sum(by_kind(understood(sheet("Kosten", headers, *rows))).values()) == 405.0


def test_what_an_amount_comes_to_with_vat_is_what_was_spent() -> None:
    rows: list[list[Cell]] = [[day(3, 4 + at), "Overig", 100.0, 21.0, 121.0] for at in range(1, 5)]
    result = understood(sheet("Uitgaven", ["Datum", "Kostensoort", "Bedrag", "Btw", "Totaal"], *rows))
    assert sum(by_kind(result).values()) == 484.0
    assert found(result, "columns_gave_way").cells == ("C1", "D1")


def test_a_statement_without_headers_is_read_by_its_balance() -> None:
    balances = [900.0, 850.0, 880.0, 800.0]
    amounts = [(100.0, "Debet"), (50.0, "Debet"), (30.0, "Credit"), (80.0, "Debet")]
    rows: list[list[Cell]] = [
        [
            f"0{at}-02-2019",
            f"{euros:.2f}".replace(".", ","),
            side,
            "subsidie" if side == "Credit" else "koffie",
            f"{balance:.2f}".replace(".", ","),
        ]
        for at, ((euros, side), balance) in enumerate(zip(amounts, balances, strict=True), 1)
    ]
    assert sum(by_kind(understood(sheet("", *rows))).values()) == 230.0
