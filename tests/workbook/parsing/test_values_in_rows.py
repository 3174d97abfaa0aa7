"""What a cell says when it is read as a part of its row: known words, slips, days, amounts, doubts and errors."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adv.workbook.tables.findings import Severity
from tests.workbook.sheets import (
    DAY,
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
    request,
    requests,
    sheet,
    understood,
    visit,
    visits,
)

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell


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


def test_a_kind_that_is_written_once_for_each_part_of_a_list_goes_for_the_bookings_under_it() -> None:
    kinds = ["Personeel", None, None, "Materiaal", None, None]
    rows = [booking(10.0 + number, Datum=date(2019, 3, 1 + number), Kostensoort=kind) for number, kind in enumerate(kinds)]
    result = understood(expenses(*rows))
    assert column(result, "expenses", "category") == ["Personeel"] * 3 + ["Materiaal"] * 3
    assert found(result, "sections_filled").cells == ("B3", "B4", "B6", "B7")


@pytest.mark.parametrize("top", [1, 2])
def test_a_merged_cell_goes_for_all_the_rows_that_it_covers(top: int) -> None:
    rows = [visit(number, Straat=None if number == top + 1 else "Waartplein") for number in (1, 2, 3)]
    result = understood(sheet("Bezoeken", list(HEADERS), *rows, merged=((top, 2, top + 1, 2),)))
    assert column(result, "visits", "street") == ["Waartplein"] * 3
    assert found(result, "merged_filled").cells == (f"C{top + 2}",)


def test_of_a_line_with_a_field_too_many_nothing_counts_and_one_with_too_few_is_said() -> None:
    rows = [visit(1), visit(2), visit(3)]
    result = understood(sheet("Bezoeken", list(HEADERS), *rows, odd_rows=((2, "row_too_long"), (3, "row_too_short"))))
    assert [(one.code, one.severity, one.cells) for one in result.findings] == [
        ("row_too_long", Severity.ERROR, ("A3",)),
        ("row_too_short", Severity.WARNING, ("A4",)),
    ]
    assert column(result, "visits", "visit_id") == ["B001", "B003"]


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
        ({"Straat": "Vermeulenstr"}, "street_misspelt", "C2"),
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


def test_one_kind_of_cost_is_one_however_its_accents_are_stored() -> None:
    result = understood(
        expenses(booking(1, Kostensoort="Café"), booking(2, Kostensoort="Cafe\u0301"), booking(3, Kostensoort="materiaal "))
    )
    assert column(result, "expenses", "category") == ["Café", "Café", "Materiaal"]
    assert found(result, "unknown_category").count == 2


@pytest.mark.parametrize(
    "name",
    ["jan@levgroep.nl", "bel 06-12345678", "BSN 111222333", "mw. de Groot", "dhr Jansen (buurman)", "familie Yilmaz"],
)
def test_what_leads_to_a_person_is_not_kept_as_an_organisation(name: str) -> None:
    result = understood(expenses(booking(1, Organisatie=name)))
    assert result.dataset.expenses["organisation"].isna().all()
    assert codes(result) & {"personal_value", "column_with_bsn"}
    assert name not in str(result.sheets) + str(result.findings)


@pytest.mark.parametrize("text", ["Klaas, Sonatelaan 77-2", "koffie thuis Waartplein 33", "Matthijs Vermeulenstr. nr 4: slot"])
def test_which_home_a_booking_was_for_is_not_kept_as_its_kind(text: str) -> None:
    result = understood(expenses(booking(1250, Kostensoort=text)))
    assert column(result, "expenses", "cents") == [125000]
    assert result.dataset.expenses["category"].isna().all()
    assert found(result, "personal_value").count == 1
    assert text not in str(result.findings)


@pytest.mark.parametrize(
    "name",
    [
        "St. Anna",
        "G.G.Z. Oost",
        "B.V. Bouw",
        "Familie en jeugd",
        "Team 12",
        "Werkplein 2019",
        "GGZ Oost Brabant",
        "Wijkteam Zorgplein",
    ],
)
def test_an_organisation_with_such_a_word_in_its_name_is_kept(name: str) -> None:
    assert column(understood(expenses(booking(1, Organisatie=name))), "expenses", "organisation") == [name]


@pytest.mark.parametrize("name", ["J. Visser", "P.J. van den Berg", "E. de Boer-Smit (wijkteam)"])
def test_a_name_with_initials_is_not_kept_as_an_organisation(name: str) -> None:
    result = understood(expenses(booking(1, Organisatie=name)))
    assert result.dataset.expenses["organisation"].isna().all()
    assert found(result, "personal_value").count == 1


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


def test_an_activity_whose_participants_cannot_be_read_counts_without_them() -> None:
    rows: list[list[Cell]] = [[DAY, "koffie", "ca. 20"], [DAY, "soep", 8], [DAY, None, "veel"], [DAY, None, 5]]
    result = understood(visits(visit(1)), sheet("Activiteiten", ["Datum", "Soort", "Deelnemers"], *rows))
    assert column(result, "activities", "kind")[:2] == ["koffie", "soep"]
    assert len(result.dataset.activities) == 3
    assert found(result, "unreadable_number").total == 2
    assert found(result, "value_missing").cells == ("B4",)


@pytest.mark.parametrize("at", [0, 1], ids=["days", "streets"])
def test_what_stands_once_above_the_rows_that_it_is_of_is_filled_in_and_said(at: int) -> None:
    rows: list[list[Cell]] = [[date(2019, 3, 3 + door // 3), f"{'AB'[door // 3]}laan", door, "gesprek"] for door in range(6)]
    made = [[None if place == at and door % 3 else cell for place, cell in enumerate(row)] for door, row in enumerate(rows)]
    result = understood(sheet("Bezoeken", ["Datum", "Straat", "Huisnr", "Uitkomst"], *made))
    assert column(result, "visits", "street") == ["Alaan"] * 3 + ["Blaan"] * 3
    assert [day.day for day in column(result, "visits", "visited_on")] == [3, 3, 3, 4, 4, 4]
    assert found(result, "blanks_filled").total == 4
    assert found(result, "blanks_filled").severity is Severity.WARNING


@pytest.mark.parametrize(
    "days", [[None, 3, None, None, 4, None], [3, 3, None, None, 4, None], [3, 4, 5, 6, 7, None]], ids=["first", "twice", "few"]
)
def test_days_that_may_as_well_be_forgotten_are_not_filled_in(days: list[int | None]) -> None:
    rows: list[list[Cell]] = [[date(2019, 3, day) if day else None, "Waartplein", door, "gesprek"] for door, day in enumerate(days)]
    result = understood(sheet("Bezoeken", ["Datum", "Straat", "Huisnr", "Uitkomst"], *rows))
    assert len(result.dataset.visits) == sum(day is not None for day in days)
    assert found(result, "value_missing").total == sum(day is None for day in days)
