"""From rows to a dataset: what counts, what is left out, and what is said about it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adv.households import household_id
from adv.model import TableName
from adv.texts import LANGUAGES, texts
from adv.workbook.findings import Severity
from adv.workbook.intake import intake
from adv.workbook.recognition import Corrections
from tests.workbook.sheets import (
    EXPENSE_HEADERS,
    HEADERS,
    KEY,
    PROJECT,
    TODAY,
    book,
    codes,
    column,
    expenses,
    found,
    request,
    requests,
    sheet,
    understood,
    visit,
    visits,
)

if TYPE_CHECKING:
    from adv.workbook.grid import Cell

DAY = date(2019, 3, 3)


def booking(cents: Cell, **other: Cell) -> list[Cell]:
    row: dict[str, Cell] = {"Datum": DAY, "Kostensoort": "Materiaal", "Organisatie": "LEVgroep", "Bedrag": cents}
    return list((row | other).values())


def test_sound_rows_come_through_whole_and_nothing_is_said() -> None:
    result = understood(visits(visit(1), visit(2)), requests(request(1)), expenses(booking(10.5)))
    assert result.findings == ()
    assert result.rows_left_out == 0
    assert column(result, "visits", "visit_id") == ["B001", "B002"]
    assert column(result, "visits", "themes") == [("wonen", "werken")] * 2
    assert column(result, "visits", "household")[0] == household_id(KEY, "waartplein", "1", "")
    assert column(result, "expenses", "cents") == [1050]
    first = result.dataset.requests.iloc[0]
    assert (first["household"], first["area"], first["status"]) == (column(result, "visits", "household")[0], "Waartplein", "open")
    assert list(result.dataset.visits[["file", "sheet", "row"]].iloc[1]) == ["werkmap.xlsx", "Bezoeken", 3]
    assert result.sha256 == {"werkmap.xlsx": "sha of werkmap.xlsx"}


def test_the_house_number_is_nowhere_in_the_dataset() -> None:
    result = understood(visits(visit(1, Huisnummer=98765), visit(2, Straat="Waartplein 87654")))
    everything = " ".join(str(value) for value in result.dataset.visits.astype("object").to_numpy().ravel())
    assert "98765" not in everything
    assert "87654" not in everything


@pytest.mark.parametrize(
    ("street", "number", "addition", "same_as"),
    [
        ("Waartplein", 12.0, None, ("waartplein", "12", "")),
        ("  WAARTPLEIN ", "12", None, ("waartplein", "12", "")),
        ("Waartplein", "12a", None, ("waartplein", "12", "a")),
        ("Waartplein", 12, "A", ("waartplein", "12", "a")),
        ("Waartplein", "12-2", None, ("waartplein", "12", "2")),
        ("Waartplein", date(2019, 2, 12), None, ("waartplein", "12", "2")),
        ("Waartplein 12 a", None, None, ("waartplein", "12", "a")),
        ("Waartplein 12", 12, None, ("waartplein", "12", "")),
        ("Matthijs Vermeulenstr.", 3, None, ("matthijs vermeulenstraat", "3", "")),
        ("Plein 1944", 3, None, ("plein 1944", "3", "")),
    ],
)
def test_a_household_is_the_same_however_its_address_is_written(
    street: str, number: Cell, addition: Cell, same_as: tuple[str, str, str]
) -> None:
    headers: list[Cell] = ["Datum", "Straat", "Huisnummer", "Toevoeging", "Uitkomst"]
    result = understood(sheet("Bezoeken", headers, [DAY, street, number, addition, "niet thuis"]))
    assert column(result, "visits", "household") == [household_id(KEY, *same_as)]


def test_an_address_in_one_column_is_taken_apart() -> None:
    headers: list[Cell] = ["Datum", "Adres", "Uitkomst"]
    result = understood(sheet("Bezoeken", headers, [DAY, "Waartplein 12 a, 5701 AB Helmond", "niet thuis"]))
    assert column(result, "visits", "street") == ["Waartplein"]
    assert column(result, "visits", "household") == [household_id(KEY, "waartplein", "12", "a")]
    assert column(result, "visits", "area") == ["Waartplein"]


def test_a_missing_house_number_leaves_the_household_unknown_and_is_said() -> None:
    result = understood(visits(visit(1), visit(2, Huisnummer=None)))
    assert pd.isna(column(result, "visits", "household")[1])
    assert found(result, "house_number_missing").cells == ("D3",)
    without = understood(sheet("Bezoeken", ["Datum", "Straat", "Uitkomst"], [DAY, "Waartplein", "niet thuis"]))
    assert found(without, "no_house_numbers").severity is Severity.INFO


@pytest.mark.parametrize(
    ("change", "code", "cell"),
    [
        ({"Datum": None}, "value_missing", "B3"),
        ({"Datum": "onzin"}, "unreadable_date", "B3"),
        ({"Datum": date(2025, 1, 2)}, "date_in_future", "B3"),
        ({"Straat": " \u200b"}, "value_missing", "C3"),
        ({"Uitkomst": None}, "value_missing", "F3"),
        ({"Uitkomst": "gesprek niet gevoerd"}, "unknown_outcome", "F3"),
        ({"Uitkomst": "geen gesprek gevoerd"}, "unknown_outcome", "F3"),
        ({"Uitkomst": "Gsprk gevrd?!"}, "unknown_outcome_near", "F3"),
        ({"Uitkomst": "zwembad"}, "unknown_outcome", "F3"),
    ],
)
def test_a_visit_that_lacks_what_it_needs_is_left_out_and_named(change: dict[str, Cell], code: str, cell: str) -> None:
    result = understood(visits(visit(1), visit(2, **change), visit(3)))
    finding = found(result, code)
    assert (finding.severity, finding.cell) == (Severity.ERROR, cell)
    assert column(result, "visits", "visit_id") == ["B001", "B003"]
    assert (result.sheets[0].rows_read, result.sheets[0].rows_left_out) == (2, 1)


@pytest.mark.parametrize(
    ("change", "code", "cell"),
    [
        ({"Datum": "maart 2019"}, "date_without_day", "B2"),
        ({"Datum": date(2017, 12, 31)}, "date_outside_period", "B2"),
        ({"Gebied": "Annawijk"}, "unknown_area", "E2"),
        ({"Thema's": "wonen; zwemmen"}, "unknown_theme", "H2"),
        ({"Thema's": "wonen; wrkn"}, "unknown_theme_near", "H2"),
        ({"Organisatie": "Bakker Jan"}, "unknown_partner", "G2"),
        ({"Straat": "Waardplein"}, "street_misspelt", "C2"),
    ],
)
def test_a_doubt_is_said_and_the_visit_counts(change: dict[str, Cell], code: str, cell: str) -> None:
    result = understood(visits(visit(1, **change)))
    finding = found(result, code)
    assert (finding.severity, finding.cell) == (Severity.WARNING, cell)
    assert len(result.dataset.visits) == 1


@pytest.mark.parametrize(
    ("field", "written", "meant"),
    [
        ("Uitkomst", "Gesprk gevoerd?!", "gesprek gevoerd"),
        ("Uitkomst", "gesprek gelukt, goed gesprek", "gesprek gevoerd"),
        ("Uitkomst", "niet tuis", "niet thuis"),
        ("Thema's", "wonen; werkken", "werken"),
        ("Gebied", "Waartplien", "Waartplein"),
        ("Organisatie", "Woonpartnes", "Woonpartners"),
    ],
)
def test_a_slip_of_the_pen_is_read_as_it_is_meant_and_said(field: str, written: str, meant: str) -> None:
    result = understood(visits(visit(1, **{field: written})))
    assert found(result, "read_as").params["meant"] == meant
    assert len(result.dataset.visits) == 1


@pytest.mark.parametrize(
    "written", ["geen gesprek gevoerd", "gesprek niet gevoerd", "gesprek, afspraak", "wil gesprek niet", "geen gespek"]
)
def test_what_may_mean_two_things_or_the_opposite_is_never_read_as_a_conversation(written: str) -> None:
    result = understood(visits(visit(1, Uitkomst=written), visit(2)))
    assert list(result.dataset.visits["visit_id"]) == ["B002"] or column(result, "visits", "outcome")[0] != "conversation"


def test_an_area_that_is_not_the_streets_is_said_and_counts_as_written() -> None:
    result = understood(visits(visit(1, Gebied="Matthijs Vermeulenstraat"), visit(2)))
    assert found(result, "area_differs").cells == ("E2",)
    assert column(result, "visits", "area") == ["Matthijs Vermeulenstraat", "Waartplein"]


@pytest.mark.parametrize("note", ["Aantal vragen: 169", "169 regels in totaal", "Bijgewerkt door het kernteam"])
def test_a_note_or_count_under_the_table_is_no_row(note: str) -> None:
    result = understood(visits(visit(1), visit(2), [note]))
    assert len(result.dataset.visits) == 2
    assert not [finding for finding in result.findings if finding.severity is Severity.ERROR]


@pytest.mark.parametrize("rest", ["Waartplein", "niet thuis", "3 mrt 2019"])
def test_what_is_left_of_a_row_under_the_table_is_no_note(rest: str) -> None:
    result = understood(visits(visit(1), [rest]))
    assert any(finding.severity is Severity.ERROR for finding in result.findings)


def test_the_nearest_known_word_is_named_but_never_its_opposite() -> None:
    result = understood(visits(visit(1, Uitkomst="niet huisje"), visit(2, Uitkomst="geen gesprek gevoerd"), visit(3)))
    assert found(result, "unknown_outcome_near").params["nearest"] == "niet thuis"
    assert "gesprek gevoerd" in str(found(result, "unknown_outcome").params["known"])


@pytest.mark.parametrize(
    ("written", "outcome"),
    [
        ("GESPREK  gevoerd\u200b", "conversation"),
        ("n.t.", "not_at_home"),
        ("nt", "not_at_home"),
        ("Niet thuis.", "not_at_home"),
        ("weigert", "refused"),
        ("afspraak", "appointment"),
        ("leegstand", "vacant"),
        ("conversation", "conversation"),
    ],
)
def test_what_people_write_for_an_outcome_is_known(written: str, outcome: str) -> None:
    assert column(understood(visits(visit(1, Uitkomst=written))), "visits", "outcome") == [outcome]


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("loopt", "in_progress"),
        ("Afgehandeld", "closed"),
        ("doorgestuurd", "referred"),
        ("nieuw", "open"),
        ("vervalt", "withdrawn"),
    ],
)
def test_what_people_write_for_a_status_is_known(written: str, status: str) -> None:
    assert column(understood(visits(visit(1)), requests(request(1, Status=written))), "requests", "status") == [status]


def test_the_area_follows_from_the_street_and_the_rest_names_what_it_took() -> None:
    rows = [visit(1, Gebied=None), visit(2, Gebied=None, Straat="Componistenlaan"), visit(3, Gebied=None, Straat="Röntgenstraat")]
    result = understood(visits(*rows))
    assert column(result, "visits", "area") == ["Waartplein", "de Waart", "de Waart"]
    finding = found(result, "streets_in_rest")
    assert (finding.severity, finding.params["streets"]) == (Severity.INFO, "Componistenlaan, Röntgenstraat")


def test_a_street_is_named_only_when_it_reads_like_one() -> None:
    result = understood(visits(visit(1, Gebied=None, Straat="bel Jan op 06-12345678 <b>")))
    assert "06" not in str([finding.params for finding in result.findings])


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


def test_sheets_and_files_of_one_table_are_put_together() -> None:
    books = [book(visits(visit(1), name="2018"), visits(visit(2), name="2019")), book(visits(visit(3)), file="later.xlsx")]
    result = intake(books, PROJECT, KEY, TODAY)
    assert column(result, "visits", "visit_id") == ["B001", "B002", "B003"]
    assert column(result, "visits", "file") == ["werkmap.xlsx", "werkmap.xlsx", "later.xlsx"]
    assert column(result, "visits", "sheet") == ["2018", "2019", "Bezoeken"]
    assert column(result, "visits", "row") == [2, 2, 2]


def test_sheets_may_lack_columns_that_others_have() -> None:
    short = sheet("2018", ["Datum", "Adres", "Resultaat"], [DAY, "Waartplein 9", "gesprek"])
    result = understood(short, visits(visit(2)))
    assert column(result, "visits", "themes") == [(), ("wonen", "werken")]


def test_numbers_from_1904_are_told_apart_from_those_from_1900() -> None:
    for is_1904, serial in ((False, 43497.0), (True, 42035.0)):
        result = intake([book(visits(visit(1, Datum=serial)), is_1904=is_1904)], PROJECT, KEY, TODAY)
        assert column(result, "visits", "visited_on") == [pd.Timestamp("2019-02-01")]


def test_a_time_of_day_does_not_move_the_day() -> None:
    result = understood(visits(visit(1, Datum=datetime(2019, 2, 1, 23, 59, 59))))  # noqa: DTZ001 - a cell has no zone
    assert column(result, "visits", "visited_on") == [pd.Timestamp("2019-02-01")]


def test_true_is_no_amount_of_one_euro() -> None:
    result = understood(expenses(booking(1), booking(True), booking("1")))  # noqa: FBT003 - a cell
    assert column(result, "expenses", "cents") == [100, 100]
    assert found(result, "unreadable_amount").cells == ("D3",)


@given(st.integers(-(10**9), 10**9))
@settings(deadline=None)
def test_an_amount_in_whole_cents_comes_through_exactly(cents: int) -> None:
    result = understood(expenses(booking(cents / 100), booking("0,01")))
    assert column(result, "expenses", "cents") == ([cents, 1] if abs(cents) < 657_500_000 else [1])


@pytest.mark.parametrize(("amount", "cents"), [(1.005, 101), (1234.565, 123457), (-0.005, -1), (0.1 + 0.2, 30), (1e-320, 0)])
def test_half_a_cent_is_rounded_away_from_zero(amount: float, cents: int) -> None:
    assert column(understood(expenses(booking(amount))), "expenses", "cents") == [cents]


@pytest.mark.parametrize("amount", [6_575_000, 1e20, 1e308, "€ 9.999.999.999,00"])
def test_an_absurd_amount_is_left_out(amount: Cell) -> None:
    result = understood(expenses(booking(10), booking(amount), booking(-4)))
    assert column(result, "expenses", "cents") == [1000, -400]
    assert any(finding.severity is Severity.ERROR and finding.cell == "D3" for finding in result.findings)


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


def test_one_number_for_two_visits_is_named_and_both_count() -> None:
    result = understood(visits(visit(1), visit(2, Bezoeknummer="B001"), visit(3, Bezoeknummer="b001-2")))
    assert found(result, "visit_id_twice").cells == ("A2", "A3")
    assert len(set(column(result, "visits", "visit_id"))) == 3


@pytest.mark.parametrize("others", [("0012", 12.0), ("12 ", "12"), ("B–1", "B-1"), ("٠١٢", 12)])
def test_numbers_are_the_same_however_they_are_written(others: tuple[Cell, Cell]) -> None:
    rows = [visit(number, Bezoeknummer=other) for number, other in enumerate(others, start=1)]
    assert found(understood(visits(*rows)), "visit_id_twice").cells == ("A2", "A3")


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


def test_numbers_are_made_the_same_at_every_import() -> None:
    headers: list[Cell] = ["Datum", "Adres", "Uitkomst"]
    rows: list[list[Cell]] = [[DAY, f"Waartplein {number}", "gesprek"] for number in (1, 2, 3)]
    first = understood(sheet("Bezoeken", headers, *rows))
    second = understood(sheet("Anders", headers, *reversed(rows)))
    assert sorted(map(str, column(first, "visits", "visit_id"))) == sorted(map(str, column(second, "visits", "visit_id")))
    assert len(set(column(first, "visits", "visit_id"))) == 3


@pytest.mark.parametrize("number", ["Waartplein 12", "Jansen01", "jan@voorbeeld.nl", "111222333", "B. de Vries 3"])
def test_a_number_that_names_a_person_or_address_is_not_kept(number: str) -> None:
    result = understood(visits(visit(1), visit(2, Bezoeknummer=number)), requests(request(1, Bezoeknummer=number)))
    assert found(result, "number_not_kept").cells == ("A3",)
    kept = [*column(result, "visits", "visit_id"), *column(result, "requests", "visit_id")]
    assert number not in kept
    assert column(result, "requests", "visit_id") == [column(result, "visits", "visit_id")[1]]


# Requests


def test_a_request_on_a_visit_that_is_not_there_is_left_out() -> None:
    result = understood(
        visits(visit(1), visit(2, Uitkomst="?!")),
        requests(request(1), request(2, Bezoeknummer="B9"), request(3, Bezoeknummer="B002")),
    )
    assert column(result, "requests", "request_id") == ["H001"]
    assert found(result, "visit_unknown").cells == ("B3",)
    assert found(result, "visit_left_out").cells == ("B4",)


def test_a_request_on_a_visit_without_a_conversation_is_said() -> None:
    result = understood(visits(visit(1, Uitkomst="niet thuis")), requests(request(1)))
    assert found(result, "request_without_conversation").cells == ("B2",)
    assert len(result.dataset.requests) == 1


def test_a_request_refers_to_its_visit_however_the_number_is_written() -> None:
    result = understood(visits(visit(1, Bezoeknummer=12.0)), requests(request(1, Bezoeknummer=" 0012")))
    assert column(result, "requests", "visit_id") == ["12"]


def test_a_request_is_raised_on_the_day_of_its_visit_unless_it_says() -> None:
    result = understood(visits(visit(1)), requests(request(1), request(2, **{"Datum aangemeld": None})))
    assert column(result, "requests", "raised_on") == [pd.Timestamp("2019-02-01"), pd.Timestamp("2019-01-02")]


def test_closed_before_raised_is_said() -> None:
    result = understood(visits(visit(1)), requests(request(1, **{"Datum afgerond": date(2019, 1, 31)})))
    assert found(result, "closed_before_raised").cells == ("H2",)


def test_an_unknown_theme_of_a_request_is_ignored_and_the_request_counts() -> None:
    result = understood(visits(visit(1)), requests(request(1, Thema="zwemmen")))
    assert found(result, "unknown_theme").severity is Severity.WARNING
    assert result.dataset.requests["theme"].isna().all()


WIDE: list[Cell] = [
    "Datum",
    "Adres",
    "Resultaat",
    "Hulpvraag 1: thema",
    "Hulpvraag 1: status",
    "Thema hulpvraag 2",
    "Hulpvraag 2 - status",
]


def test_questions_in_the_row_of_their_visit_become_requests() -> None:
    first: list[Cell] = [DAY, "Waartplein 1", "gesprek", "wonen", "loopt", "werk", "afgerond"]
    second: list[Cell] = [DAY, "Waartplein 2", "gesprek", None, None, None, None]
    third: list[Cell] = [DAY, "Waartplein 3", "onzin", "wonen", "open", None, None]
    total: list[Cell] = ["Totaal", None, None, 1, None, 1, None]
    result = understood(sheet("Formulier", WIDE, first, second, third, total))
    assert len(result.dataset.visits) == 2
    frame = result.dataset.requests
    assert list(frame["theme"]) == ["wonen", "werken"]
    assert list(frame["status"]) == ["in_progress", "closed"]
    assert list(frame["visit_id"]) == [column(result, "visits", "visit_id")[0]] * 2
    assert list(frame["raised_on"]) == [pd.Timestamp(DAY)] * 2
    assert len(set(frame["request_id"])) == 2
    assert (result.sheets[0].rows_read, result.sheets[0].rows_left_out, len(result.sheets)) == (2, 1, 1)


def test_a_fault_in_a_question_costs_the_question_and_not_the_visit() -> None:
    result = understood(sheet("Formulier", WIDE, [DAY, "Waartplein 1", "gesprek", "wonen", "onzin", "werk", None]))
    assert (len(result.dataset.visits), len(result.dataset.requests)) == (1, 0)
    assert found(result, "unknown_status").cells == ("E2",)
    assert found(result, "value_missing").cells == ("G2",)


def test_questions_of_which_a_column_is_missing_are_said_not_to_be_read() -> None:
    result = understood(sheet("Formulier", WIDE[:4], [DAY, "Waartplein 1", "gesprek", "wonen"]))
    assert found(result, "request_columns_missing").params == {"number": "1", "missing": "Status"}
    assert (len(result.dataset.visits), len(result.dataset.requests)) == (1, 0)


# Names


def test_one_kind_of_cost_is_one_however_its_accents_are_stored() -> None:
    result = understood(
        expenses(booking(1, Kostensoort="Café"), booking(2, Kostensoort="Cafe\u0301"), booking(3, Kostensoort="materiaal "))
    )
    assert column(result, "expenses", "category") == ["Café", "Café", "Materiaal"]
    assert found(result, "unknown_category").count == 2


@pytest.mark.parametrize("name", ["jan@levgroep.nl", "bel 06-12345678", "BSN 111222333"])
def test_what_leads_to_a_person_is_not_kept_as_an_organisation(name: str) -> None:
    result = understood(expenses(booking(1, Organisatie=name)))
    assert result.dataset.expenses["organisation"].isna().all()
    assert codes(result) & {"personal_value", "column_with_bsn"}
    assert name not in str(result.sheets) + str(result.findings)


def test_a_long_text_is_bounded() -> None:
    result = understood(expenses(booking(1, Kostensoort="a" * 400)), visits(visit(1, Straat="b" * 300)))
    assert all(len(str(value)) <= 60 for value in (*column(result, "expenses", "category"), *column(result, "visits", "street")))


def test_budget_lines_that_do_not_add_up_are_said() -> None:
    headers: list[Cell] = ["Kostensoort", "Jaar", "Bedrag"]
    result = understood(visits(visit(1)), sheet("Begroting", headers, ["Personeel", 2018, 60000], ["Overig", 2018, 5000]))
    assert found(result, "budget_lines_differ").params == {"total": "65.000,00", "budget": "65.750,00"}
    fitting = understood(visits(visit(1)), sheet("Begroting", headers, ["Personeel", 2018, 60000], ["Overig", 2018, 5750]))
    assert fitting.findings == ()


# People


def test_a_column_of_citizen_numbers_is_blocked() -> None:
    numbers: list[Cell] = [111222333.0, 123456782.0, 10464554.0]
    result = understood(sheet("Bezoeken", [*HEADERS, "nr intern"], *[[*visit(i), n] for i, n in enumerate(numbers, start=1)]))
    last = result.sheets[0].columns[-1]
    assert (last.blocked, last.field, last.samples) == (True, None, ())
    assert found(result, "column_with_bsn").cells == ("I1",)


def test_visits_numbered_by_citizen_number_are_read_under_other_numbers() -> None:
    numbers = ["111222333", "123456782", "010464554"]
    rows = [visit(place, Bezoeknummer=number) for place, number in enumerate(numbers, start=1)]
    result = understood(
        visits(*rows),
        requests(request(1, Bezoeknummer="10464554"), request(2, Bezoeknummer="123456782"), request(3, Bezoeknummer="111222333")),
    )
    assert result.sheets[0].columns[0].blocked
    assert not set(column(result, "visits", "visit_id")) & {*numbers, "10464554"}
    ids = column(result, "visits", "visit_id")
    assert column(result, "requests", "visit_id") == [ids[2], ids[1], ids[0]]
    assert "111222333" not in str(result.findings) + str(result.sheets)


def test_a_cell_of_a_column_that_is_not_needed_is_nowhere_in_what_comes_out() -> None:
    rows = [[*visit(1), "Geheime Naam", "geheim@voorbeeld.nl", "06-12345678"]]
    result = understood(sheet("Bezoeken", [*HEADERS, "Naam", "Mail", "Telefoon"], *rows))
    everything = str(result.sheets) + str(result.findings) + result.dataset.visits.to_string()
    assert "Geheim" not in everything
    assert "geheim@" not in everything
    assert "06-1" not in everything
    assert {"column_with_name", "column_with_email", "column_with_phone"} <= codes(result)


# What always holds


def test_without_frames_the_same_rows_come_out() -> None:
    result = intake([book(visits(visit(1), visit(2)))], PROJECT, KEY, TODAY, Corrections(), frames=False)
    assert len(result.dataset.visits) == 2
    assert "visits.themes" in result.dataset.given


@settings(deadline=None)  # the first example loads libraries
@given(st.permutations(range(1, 8)))
def test_the_order_of_the_rows_does_not_matter(order: list[int]) -> None:
    rows = {number: visit(number, Bezoeknummer=None) for number in range(1, 6)}
    rows |= {6: visit(3, Bezoeknummer=None), 7: visit(4, Bezoeknummer=None, Uitkomst="onzin")}
    result = understood(visits(*(rows[number] for number in order)))
    said = sorted((finding.code, finding.count) for finding in result.findings)
    assert said == [("row_twice", 1), ("unknown_outcome", 1)]
    frame = result.dataset.visits.sort_values("visit_id")
    plain = understood(visits(*(rows[number] for number in range(1, 8)))).dataset.visits.sort_values("visit_id")
    assert list(frame["visit_id"]) == list(plain["visit_id"])
    assert list(frame["household"]) == list(plain["household"])


@settings(deadline=None)
@given(st.lists(st.sampled_from(["gesprek", "niet thuis", "onzin", "", None]), min_size=1, max_size=12))
def test_every_row_counts_or_is_said_to_be_left_out(outcomes: list[Cell]) -> None:
    result = understood(visits(*(visit(number, Uitkomst=outcome) for number, outcome in enumerate(outcomes, start=1))))
    first = result.sheets[0]
    assert first.rows_read + first.rows_left_out == len(outcomes)
    named = {cell for finding in result.findings if finding.severity is Severity.ERROR for cell in finding.cells}
    assert len(named) == first.rows_left_out
    assert len(result.dataset.table(TableName.VISITS)) == first.rows_read


def test_every_finding_has_its_sentences_in_both_languages() -> None:
    rows = [visit(1), visit(1), visit(2, Uitkomst="onzin", Gebied="x", **{"Thema's": "werkn"}), visit(3, Datum=date(2030, 1, 1))]
    result = understood(
        visits(*rows), requests(request(1, Bezoeknummer="B77")), expenses(booking(1e9), booking(1, Kostensoort="Materaal"))
    )
    assert len(result.findings) > 6
    for language in LANGUAGES:
        for finding in result.findings:
            assert "{" not in finding.message(texts(language)) + finding.action(texts(language))
