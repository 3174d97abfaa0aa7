"""Which rows are data, and which are totals, notes, doubles or damage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adv.workbook.tables.findings import Severity
from tests.workbook.sheets import (
    DAY,
    EXPENSE_HEADERS,
    HEADERS,
    KEY,
    PROJECT,
    TODAY,
    book,
    booking,
    codes,
    column,
    expenses,
    found,
    intake,
    sheet,
    understood,
    visit,
    visits,
)

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell


@pytest.mark.parametrize("note", ["Aantal vragen: 169", "169 regels in totaal", "Bijgewerkt door het kernteam"])
def test_a_note_or_count_under_the_table_is_no_row(note: str) -> None:
    result = understood(visits(visit(1), visit(2), [note]))
    assert len(result.dataset.visits) == 2
    assert not [finding for finding in result.findings if finding.severity is Severity.ERROR]


@pytest.mark.parametrize(
    "remark",
    [
        "Zomerstop kernteam t/m 20 augustus, geen bezoeken",
        "corona: vanaf nu aan de deur / telefonisch",
        "Kerstvakantie, pas weer in januari",
    ],
)
@pytest.mark.parametrize("place", ["Bezoeknummer", "Datum", "Huisnummer"])
def test_a_remark_between_the_rows_is_no_row(remark: str, place: str) -> None:
    empty: list[Cell] = [None] * len(HEADERS)
    empty[HEADERS.index(place)] = remark
    result = understood(visits(visit(1), empty, visit(2)))
    assert len(result.dataset.visits) == 2
    assert found(result, "rows_heading").total == 1
    assert not [finding for finding in result.findings if finding.severity is not Severity.INFO]


def test_a_street_of_many_words_is_a_row_like_any_other() -> None:
    headers: list[Cell] = ["Adres", "Datum", "Uitkomst"]
    rows: list[list[Cell]] = [["Burgemeester van der Lindenstraat 12", None, None], ["Waartplein 2", DAY, "gesprek"]]
    result = understood(sheet("Bezoeken", headers, *rows))
    assert [finding.cells for finding in result.findings if finding.code == "value_missing"] == [("B2",), ("C2",)]
    asked = sheet(
        "Hulpvragen", ["Bezoeknummer", "Thema", "Status"], [None, "wonen, geld en nog meer", None], ["B001", "wonen", "open"]
    )
    assert understood(visits(visit(1)), asked).rows_left_out == 1


@pytest.mark.parametrize("rest", ["Waartplein", "niet thuis", "3 mrt 2019"])
def test_what_is_left_of_a_row_under_the_table_is_no_note(rest: str) -> None:
    result = understood(visits(visit(1), [rest]))
    assert any(finding.severity is Severity.ERROR for finding in result.findings)


def test_totals_headings_repeated_headers_and_the_example_are_no_data() -> None:
    result = understood(
        visits(
            visit(1, Bezoeknummer="voorbeeld"),
            ["Januari 2019"],
            visit(1),
            ["Totaal januari", None, None, 1],
            list(HEADERS),
            visit(2),
            [],
            ["Eindtotaal", None, None, 2],
            ["* n.t. = niet thuis"],
        )
    )
    assert column(result, "visits", "visit_id") == ["B001", "B002"]
    said = {finding.code: finding.cells for finding in result.findings}
    assert said == {"rows_total": ("A5", "A9"), "rows_heading": ("A3", "A10"), "rows_header": ("A6",), "rows_example": ("A2",)}
    assert result.sheets[0].total_rows == (5, 9)
    assert {finding.severity for finding in result.findings} == {Severity.INFO}


def test_a_sum_without_a_name_is_recognised_by_its_amount() -> None:
    subtotal, total = [None, None, None, 30.0], [None, None, None, 70.0]
    result = understood(expenses(booking(10), booking(20), subtotal, booking(40), total))
    assert column(result, "expenses", "cents") == [1000, 2000, 4000]
    assert found(result, "rows_total").cells == ("A4", "A6")


def test_an_amount_without_a_day_that_is_no_sum_is_an_error() -> None:
    result = understood(expenses(booking(10), [None, None, None, 11.0]))
    assert found(result, "value_missing").cells == ("A3",)


def test_a_booking_that_speaks_of_a_total_is_a_booking() -> None:
    result = understood(expenses(booking(10, Kostensoort="Totaal onderhoud")))
    assert column(result, "expenses", "cents") == [1000]


def test_error_values_and_formulas_without_outcome_are_never_blank() -> None:
    rows = expenses(booking(10), booking(None), booking(None, Kostensoort=None))
    flawed = sheet("Uitgaven", list(EXPENSE_HEADERS), *[[c[r] for c in rows.columns] for r in (1, 2, 3)], flaws={(2, 3): "#N/A", (3, 3): "formula", (3, 1): "#REF!"})  # fmt: skip
    result = understood(flawed)
    assert found(result, "cell_formula").cells == ("D4",)
    errors = [
        (finding.severity, finding.cell, finding.params["error"]) for finding in result.findings if finding.code == "cell_error"
    ]
    assert errors == [(Severity.ERROR, "D3", "#N/A"), (Severity.WARNING, "B4", "#REF!")]
    assert "value_missing" not in codes(result)
    assert column(result, "expenses", "cents") == [1000]


def test_a_merged_cell_holds_for_the_rows_it_covers() -> None:
    rows = [visit(1), visit(2, Datum=None), visit(3, Datum=None)]
    result = understood(sheet("Bezoeken", list(HEADERS), *rows, merged=((1, 1, 3, 1),)))
    assert len(set(column(result, "visits", "visited_on"))) == 1
    assert found(result, "merged_filled").cells == ("B3", "B4")


def test_a_line_with_a_field_too_many_is_not_trusted() -> None:
    result = understood(
        sheet("Bezoeken", list(HEADERS), visit(1), visit(2), visit(3), odd_rows=((2, "row_too_long"), (0, "row_too_short")))
    )
    assert column(result, "visits", "visit_id") == ["B001", "B003"]
    assert found(result, "row_too_long").cells == ("A3",)
    assert "row_too_short" not in codes(result)


def test_something_beside_the_table_is_said() -> None:
    result = understood(sheet("Bezoeken", [*HEADERS, "Opmerking"], [*visit(1), None], [None] * 8 + ["nog bellen"]))
    assert found(result, "rows_elsewhere").cells == ("A3",)


# Twice the same


def test_the_same_row_twice_counts_once_and_is_said() -> None:
    again = visit(1, Uitkomst=" GESPREK gevoerd", Bezoeknummer="b001 ")
    result = understood(visits(visit(1), visit(2), again))
    assert column(result, "visits", "visit_id") == ["B001", "B002"]
    assert found(result, "row_twice").cells == ("A4",)
    assert result.rows_left_out == 1


def test_rows_without_a_number_or_door_are_not_taken_for_the_same() -> None:
    rows: list[list[Cell]] = [[DAY, "Waartplein", "niet thuis"]] * 2
    result = understood(sheet("Bezoeken", ["Datum", "Straat", "Uitkomst"], *rows))
    assert len(result.dataset.visits) == 2
    assert len(set(column(result, "visits", "visit_id"))) == 2


def test_two_equal_bookings_both_count_and_are_said() -> None:
    result = understood(expenses(booking(10), booking(10)))
    assert column(result, "expenses", "cents") == [1000, 1000]
    assert found(result, "row_twice_kept").severity is Severity.WARNING


def test_a_booking_that_another_file_has_too_counts_once() -> None:
    books = [book(expenses(booking(10), booking(10))), book(expenses(booking(10), booking(10), booking(5)), file="later.xlsx")]
    result = intake(books, PROJECT, KEY, TODAY)
    assert column(result, "expenses", "cents") == [1000, 1000, 500]
    assert found(result, "row_twice").count == 2


def test_two_conversations_with_a_household_on_one_day_are_a_doubt() -> None:
    result = understood(visits(visit(1), visit(2, Datum=visit(1)[1], Huisnummer=1)))
    assert found(result, "visit_twice").cells == ("B2", "B3")


# Numbers that are made


@pytest.mark.parametrize("row", [1, 2], ids=["the first row of data", "the second"])
def test_a_row_with_nothing_but_a_flaw_is_one_of_data_and_said(row: int) -> None:
    rows: list[list[Cell]] = [[DAY, None, None, 10.0], [DAY, None, None, 20.0]]
    rows.insert(row - 1, [None, None, None, None])
    result = understood(sheet("Uitgaven", EXPENSE_HEADERS, *rows, flaws={(row, 3): "#N/A"}))
    assert found(result, "cell_error").cells == (f"D{row + 1}",)
    assert len(result.dataset.expenses) == 2


def test_a_word_alone_among_the_days_is_a_heading_and_one_with_anything_beside_it_is_a_row() -> None:
    visits: list[list[Cell]] = [[DAY, "Waartplein", number, "gesprek gevoerd"] for number in range(1, 9)]
    apart: list[Cell] = ["zomervakantie", None, None, None]
    cut_off: list[Cell] = ["zomervakantie", "Waartplein", None, None]
    result = understood(
        sheet(
            "Bezoeken",
            ["Datum", "Straat", "Huisnummer", "Uitkomst"],
            *visits[:4],
            apart,
            *visits[4:],
            cut_off,
            [DAY, "Waartplein", 9, "niet thuis"],
        )
    )
    assert found(result, "rows_heading").cells == ("A6",)
    assert result.rows_left_out == 1


@pytest.mark.parametrize("place", [0, 1, 2], ids=["among days", "among streets", "among doors"])
@pytest.mark.parametrize("is_last", [True, False])
def test_a_lone_word_in_a_row_is_a_note(place: int, *, is_last: bool) -> None:
    rows: list[list[Cell]] = [[DAY, "Waartplein", 1, "gesprek"], [DAY, "Waartplein", 3, "niet thuis"]]
    rows.insert(2 if is_last else 1, ["kerstvakantie" if at == place else None for at in range(4)])
    result = understood(sheet("Bezoeken", ["Datum", "Straat", "Huisnr", "Uitkomst"], *rows))
    assert (len(result.dataset.visits), found(result, "rows_heading").total) == (2, 1)


def test_a_street_alone_below_a_list_is_what_is_left_of_a_row() -> None:
    rows: list[list[Cell]] = [[DAY, "Waartplein", 1, "gesprek"], [None, "Diepenbrockhof", None, None]]
    result = understood(sheet("Bezoeken", ["Datum", "Straat", "Huisnr", "Uitkomst"], *rows))
    assert "value_missing" in codes(result)


@pytest.mark.parametrize("word", ["Transport", "Transporteren", "van vorige pagina"])
@pytest.mark.parametrize("place", [0, 1], ids=["in the place of the day", "as a description"])
def test_a_sum_carried_to_the_next_page_is_no_cost(word: str, place: int) -> None:
    carried: list[Cell] = [None, None, None, 10.5]
    carried[place] = word
    rows: list[list[Cell]] = [[DAY, "verf", "Materiaal", 10.5], carried, carried, [DAY, "Transport", "Materiaal", 4]]
    result = understood(sheet("Uitgaven", ["Datum", "Omschrijving", "Kostensoort", "Bedrag"], *rows))
    assert column(result, "expenses", "cents") == [1050, 400]
    assert not any(finding.severity is Severity.ERROR for finding in result.findings)


def test_counts_of_a_month_and_hints_below_the_headers_are_no_visits() -> None:
    rows: list[list[Cell]] = [
        ["dd-mm-jjjj", "voluit", "alleen cijfers", "1 letter"],
        [DAY, "Waartplein", 1, "gesprek"],
        ["maart: 2 bezoeken, 1 gesprek", None, None, 2],
        [DAY, "Waartplein", 3, "niet thuis"],
        ["april: 8 bezoeken, 2 gesprekken", None, None, 8],
    ]
    result = understood(sheet("Bezoeken", ["Datum", "Straat", "Huisnr", "Uitkomst"], *rows))
    assert len(result.dataset.visits) == 2
    assert not any(finding.severity is Severity.ERROR for finding in result.findings)


def test_a_remark_that_may_take_its_row_out_is_shown_where_it_stands_and_in_full() -> None:
    headers: list[Cell] = ["Datum", "Grootboek", "Omschrijving", "Debet", "Credit"]
    rows: list[list[Cell]] = [
        [DAY, "4000 Personeelskosten", "Salaris", 1500, None],
        [DAY, "4100 Activiteitenkosten", "Zaalhuur en koffie", 120, None],
        [DAY, "4100 Activiteitenkosten", "Correctie dubbel geboekt zaalhuur", None, 120],
        [DAY, "8000 Subsidie gemeente", "Voorschot", None, 5000],
    ]
    result = understood(sheet("Grootboek", headers, *rows))
    (word,) = [word for word in result.words if word.text == "dubbel geboekt"]
    assert (word.column, word.cells, word.whole) == ("Omschrijving", ("C4",), "Correctie dubbel geboekt zaalhuur")
    assert found(result, "rows_income").cells == ("E5",)
