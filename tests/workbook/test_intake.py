"""From rows to a dataset: all of it together, whatever the order, and nothing left behind."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from adv.errors import NothingToRead
from adv.households import household_id
from adv.model import TableName
from adv.texts import LANGUAGES, texts
from adv.workbook.intake import read_files
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.grid import Upload
from adv.workbook.understood import Corrections
from tests.workbook.sheets import (
    DAY,
    HEADERS,
    KEY,
    PROJECT,
    REQUEST_HEADERS,
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


@pytest.mark.parametrize("header", ["BSN", "IBAN"])
@pytest.mark.parametrize("name", ["owner", "request_id", "raised_on"])
def test_a_column_that_calls_itself_an_identifier_is_blocked_whatever_somebody_wants_it_to_be(header: str, name: str) -> None:
    asked = sheet("Hulpvragen", [*REQUEST_HEADERS, header], *[[*request(i), f"12345678{i}"] for i in range(1, 6)])
    result = understood(visits(*map(visit, range(1, 6))), asked, corrections=Corrections(headers={header: name}))
    last = result.sheets[1].columns[-1]
    assert (last.blocked, last.field, last.samples) == (True, None, ())
    assert "12345678" not in str(result.sheets) + str(result.findings) + result.dataset.requests.to_string()


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


def test_names_by_which_requests_refer_are_nowhere_in_what_comes_out() -> None:
    names = ["Geheime Jansen", "Geheim de Vries", "K. Geheim"]
    visits = sheet("Bezoeken", [*HEADERS, "Naam"], *([*visit(at), name] for at, name in enumerate(names, 1)))
    requests = sheet(
        "Hulpvragen", ["Naam", "Thema", "Status"], *([name, "wonen", "open"] for name in [*names[:2], "Geheim Onbekend"])
    )
    result = understood(visits, requests, corrections=Corrections(headers={"naam": "visit_id"}))
    assert len(result.dataset.requests) == 2
    assert "visit_unknown" in codes(result)
    everything = (
        f"{result.sheets}{result.findings}{result.words}{result.dataset.visits.to_string()}{result.dataset.requests.to_string()}"
    )
    assert "Geheim" not in everything


# What always holds


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


def test_a_header_in_the_last_column_of_excel_is_said_to_be_beyond_and_the_list_counts() -> None:
    made = sheet("Bezoeken", [*HEADERS, *[None] * (16_383 - len(HEADERS)), "Kop"], [*visit(1), *[None] * (16_384 - len(HEADERS))])
    result = understood(made)
    assert (found(result, "columns_beyond").cells, found(result, "columns_beyond").params["beyond"]) == (("XFD1",), 1)
    assert len(result.dataset.visits) == 1


def test_a_sheet_that_may_be_a_list_is_enough_only_where_somebody_can_be_asked() -> None:
    made = Workbook()
    for row in (["Moment", "Waarvoor", "Hoeveel"], [DAY, "Koffie", 12.5], [DAY, "Zaal", 80.0], [DAY, "Thee", 8.0]):
        made.active.append(row)
    content = BytesIO()
    made.save(content)
    upload = Upload("geld.xlsx", content.getvalue())
    assert read_files([upload], PROJECT, KEY, TODAY, needs_table=False).sheets[0].can_be_asked
    with pytest.raises(NothingToRead):
        read_files([upload], PROJECT, KEY, TODAY)


LIKE_BSN = ("111222333", "123456782", "010464554")


@pytest.mark.parametrize("header", ["BSN", "Bezoeknummer"])
def test_numbers_like_a_bsn_are_never_kept_whatever_their_column_is_called_or_said_to_be(header: str) -> None:
    rows: list[list[Cell]] = [
        [number, date(2019, 3, 3 + door), "Waartplein", door, "gesprek"] for door, number in enumerate(LIKE_BSN, 1)
    ]
    made = sheet("Bezoeken", [header, "Datum", "Straat", "Huisnr", "Uitkomst"], *rows)
    for corrections in (Corrections(), Corrections(headers={header: "visit_id"})):
        result = understood(made, corrections=corrections)
        assert len(result.dataset.visits) == len(LIKE_BSN)
        assert not set(LIKE_BSN) & {*column(result, "visits", "visit_id")}
        assert not any(number in str(result.sheets) for number in LIKE_BSN)


@pytest.mark.parametrize(
    ("other", "is_whole"),
    [
        pytest.param(visit(2), True, id="nothing to say"),
        pytest.param(visit(2, Gebied="x"), True, id="a warning about a row that counts"),
        pytest.param(visit(2, Uitkomst="?!"), False, id="a row that is left out"),
        pytest.param(visit(1), False, id="a row that stands there twice"),
    ],
)
def test_an_upload_is_whole_when_every_row_of_it_counts(other: list[Cell], *, is_whole: bool) -> None:
    assert understood(visits(visit(1), other)).is_whole is is_whole


def test_an_upload_with_a_sheet_that_nobody_knows_or_a_request_without_a_visit_is_not_whole() -> None:
    strange = sheet("Blad2", ["Moment", "Waarvoor"], [DAY, "Koffie"], [DAY, "Zaal"])
    assert not understood(visits(visit(1)), strange).is_whole
    assert not understood(visits(visit(1)), requests(request(1, Bezoeknummer="B9"))).is_whole
