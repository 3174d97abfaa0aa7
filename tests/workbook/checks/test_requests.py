"""Residents' questions: joined to their visits, or in the rows of them; numbers of both."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from msgspec.structs import replace

from adv.model import Outcome
from adv.workbook.checks.visits_of_requests import StoredVisits
from adv.workbook.tables.findings import Severity
from tests.workbook.sheets import (
    DAY,
    HEADERS,
    KEY,
    PROJECT,
    TODAY,
    book,
    codes,
    column,
    found,
    intake,
    request,
    requests,
    sheet,
    understand_workbooks,
    understood,
    visit,
    visits,
)

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell, RawSheet


def test_one_number_for_two_visits_is_named_and_both_count() -> None:
    result = understood(visits(visit(1), visit(2, Bezoeknummer="B001"), visit(3, Bezoeknummer="b001-2")))
    assert found(result, "visit_id_twice").cells == ("A2", "A3")
    assert len(set(column(result, "visits", "visit_id"))) == 3


@pytest.mark.parametrize("others", [("0012", 12.0), ("12 ", "12"), ("B–1", "B-1"), ("٠١٢", 12)])
def test_numbers_are_the_same_however_they_are_written(others: tuple[Cell, Cell]) -> None:
    rows = [visit(number, Bezoeknummer=other) for number, other in enumerate(others, start=1)]
    assert found(understood(visits(*rows)), "visit_id_twice").cells == ("A2", "A3")


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


@pytest.mark.parametrize("header", ["Bij nr.", "Bij nummer", "Hoort bij nr", "Bij bezoek"])
def test_the_number_that_a_request_goes_with_is_that_of_its_visit(header: str) -> None:
    rows: list[list[Cell]] = [["B001", "wonen", "open"], ["B001", "werken", "open"], ["B002", "wonen", "open"]]
    result = understood(visits(visit(1), visit(2)), sheet("Vragen bewoners", [header, "Waarover", "Hoe staat het ervoor"], *rows))
    assert column(result, "requests", "visit_id") == ["B001", "B001", "B002"]


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


def test_questions_without_a_theme_column_are_said_not_to_be_read() -> None:
    result = understood(sheet("Formulier", [*WIDE[:3], WIDE[4]], [DAY, "Waartplein 1", "gesprek", "open"]))
    assert found(result, "request_columns_missing").params == {"number": "1", "missing": "Thema"}
    assert (len(result.dataset.visits), len(result.dataset.requests)) == (1, 0)


def test_questions_without_a_status_column_count_as_open_with_a_warning() -> None:
    result = understood(sheet("Formulier", WIDE[:4], [DAY, "Waartplein 1", "gesprek", "wonen"]))
    assert column(result, "requests", "status") == ["open"]
    assert found(result, "requests_without_status").severity is Severity.WARNING


# Names


def in_rows(name: str, month: int, *, street: str = "Waartplein") -> RawSheet:
    """Five visits on a tab, with the same question in the row of each."""
    rows: list[list[Cell]] = [[date(2019, month, day), f"{street} {day}", "gesprek", "wonen", "open"] for day in range(1, 6)]
    return sheet(name, ["Datum", "Adres", "Uitkomst", "Hulpvraag 1: thema", "Hulpvraag 1: status"], *rows)


def test_equal_questions_in_the_rows_of_different_visits_all_count_and_are_no_doubles() -> None:
    result = understood(in_rows("januari", 1), in_rows("februari", 2), in_rows("maart", 2, street="Sonatelaan"))
    assert len(result.dataset.requests) == 15
    assert result.dataset.requests["visit_id"].nunique() == 15
    assert not {"row_twice", "row_twice_kept"} & codes(result)


def test_questions_in_the_rows_of_a_tab_that_stands_there_twice_count_once() -> None:
    result = understood(in_rows("januari", 1), in_rows("januari (2)", 1))
    assert (len(result.dataset.visits), len(result.dataset.requests)) == (5, 5)
    assert "row_twice" in codes(result)


def a_year(year: int) -> tuple[RawSheet, RawSheet]:
    """Three visits in a street of their own, and a question on each; numbers from 1."""
    street = {2018: "Waartplein", 2019: "Cantatestraat"}[year]
    rows = [visit(number, Datum=date(year, 3, number), Straat=street, Gebied=None) for number in (1, 2, 3)]
    asked = [
        request(number, Bezoeknummer=f"B00{number}", Hulpvraagnummer=None, **{"Datum aangemeld": None}) for number in (1, 2, 3)
    ]
    return visits(*rows), requests(*asked)


def test_where_every_workbook_numbers_from_one_a_request_belongs_to_the_visit_in_its_own() -> None:
    result = intake([book(*a_year(year), file=f"{year}") for year in (2018, 2019)], PROJECT, KEY, TODAY)
    mine = result.dataset.requests
    assert len(mine) == 6
    seen = result.dataset.visits.set_index("visit_id")["visited_on"]
    assert [seen[number].year for number in mine["visit_id"]] == [int(file) for file in mine["file"]]
    assert "visit_id_twice" in codes(result)


def test_where_the_tabs_of_every_year_number_from_one_a_request_belongs_to_the_visit_of_its_year() -> None:
    sheets = [replace(one, name=f"{one.name} {year}") for year in (2018, 2019) for one in a_year(year)]
    result = understood(*sheets)
    mine = result.dataset.requests
    seen = result.dataset.visits.set_index("visit_id")["visited_on"]
    assert [seen[number].year for number in mine["visit_id"]] == [int(name[-4:]) for name in mine["sheet"]]
    assert len(mine) == 6


def test_requests_in_a_workbook_of_their_own_find_their_visits_in_another() -> None:
    first, asked = a_year(2018)
    result = intake([book(asked, file="vragen"), book(first, file="bezoeken")], PROJECT, KEY, TODAY)
    assert len(result.dataset.requests) == 3
    assert result.findings == ()


def test_headers_below_a_merged_question_are_about_that_question() -> None:
    groups = [*["Bezoek"] + [None] * 7, "Vraag 1", None, None, "Vraag 2", None, None]
    parts = ["onderwerp", "stand", "door"] * 2
    rows = [[*visit(1), "wonen", "klaar", "Politie", "werken", "open", "LEVgroep"], [*visit(2), "zorg", "open", "LEVgroep"]]
    merged = ((0, 0, 0, 7), (0, 8, 0, 10), (0, 11, 0, 13))
    result = understood(sheet("lijst", groups, [*HEADERS, *parts], *rows, merged=merged))
    assert sorted(zip(column(result, "requests", "theme"), column(result, "requests", "owner"), strict=True)) == [
        ("werken", "LEVgroep"),
        ("wonen", "Politie"),
        ("zorg en welzijn", "LEVgroep"),
    ]
    assert set(column(result, "visits", "themes")) == {("wonen", "werken")}  # the visits' own
    assert set(column(result, "visits", "organisations")) == {("LEVgroep",)}


@pytest.mark.parametrize(
    ("numbers", "joined"),
    [
        (["2", "nr. 4", "bezoek 11", "012", "002"], ["002", "004", "011", "012", "002"]),
        (["nr. 2", "77", "78", "79", "80"], []),  # hardly any: they are of another list
        (["002", "004", "AV-3", "x", "y"], ["002", "004"]),
    ],
    ids=["written otherwise", "another list", "too few"],
)
def test_requests_alone_refer_loosely_to_stored_visits(numbers: list[str], joined: list[str]) -> None:
    stored = StoredVisits(
        {
            "visit_id": ["002", "004", "011", "012"],
            "household": [None] * 4,
            "area": ["Waartplein"] * 4,
            "outcome": [Outcome.CONVERSATION] * 4,
            "visited_on": [DAY] * 4,
        }
    )
    asked = requests(*(request(at, Bezoeknummer=number, **{"Datum aangemeld": None}) for at, number in enumerate(numbers)))
    result = understand_workbooks([book(asked)], PROJECT, KEY, TODAY, stored=stored)
    assert list(result.dataset.requests["visit_id"]) == joined
    assert ("visit_unknown" in codes(result)) == (len(joined) < len(numbers))
    assert ("reference_as_written" in codes(result)) == (len(joined) == len(numbers))


def test_a_request_may_be_on_a_visit_that_is_stored_beside_those_that_come_in() -> None:
    stored = StoredVisits(
        {
            "visit_id": ["S1", "S2"],
            "household": [None, None],
            "area": ["Waartplein", "de Waart"],
            "outcome": [Outcome.NOT_AT_HOME, Outcome.CONVERSATION],
            "visited_on": [DAY, date(2019, 5, 6)],
        }
    )
    asked = requests(
        *(request(at, Bezoeknummer=number, **{"Datum aangemeld": None}) for at, number in enumerate(["S2", "B003", "S1", "S3"]))
    )
    coming = book(visits(visit(1), visit(2), visit(3)), asked)
    result = understand_workbooks([coming], PROJECT, KEY, TODAY, stored=stored)
    mine = result.dataset.requests
    assert list(mine["visit_id"]) == ["S2", "B003", "S1"]
    assert list(mine["raised_on"]) == [pd.Timestamp("2019-05-06"), pd.Timestamp("2019-01-04"), pd.Timestamp(DAY)]
    assert list(mine["area"]) == ["de Waart", "Waartplein", "Waartplein"]
    assert found(result, "visit_stored").cells == ("B2", "B4")
    assert found(result, "request_without_conversation").cells == ("B4",)
    assert found(result, "visit_unknown").cells == ("B5",)


def two_lists(days: list[date], talked: bool = True, of_list: int | None = None) -> StoredVisits:  # noqa: FBT001, FBT002 - as it reads below
    """Visits 1, 2 and 3 in March 2019, and those of a second list with the same numbers on other days."""
    first = [date(2019, 3, day) for day in (1, 2, 3)]
    outcomes = [Outcome.CONVERSATION] * 3
    return StoredVisits(
        {
            "visit_id": ["1", "2", "3", "1-2", "2-2", "3-2"],
            "household": [None] * 6,
            "area": ["Waartplein"] * 3 + ["de Waart"] * 3,
            "outcome": outcomes + (outcomes if talked else [Outcome.NOT_AT_HOME] * 3),
            "visited_on": [*first, *days],
        },
        of_list,
    )


MARCH = [date(2019, 3, day) for day in (1, 2, 3)]
APRIL = [date(2019, 4, day) for day in (1, 2, 3)]
JUNE = [date(2019, 6, day) for day in (1, 2, 3)]


@pytest.mark.parametrize(
    ("stored", "area"),
    [
        pytest.param(two_lists(APRIL), "de Waart", id="the list shortest before them"),
        pytest.param(two_lists(JUNE), "Waartplein", id="not one held after them"),
        pytest.param(two_lists(MARCH), None, id="either may be meant"),
        pytest.param(two_lists(MARCH, of_list=2), "de Waart", id="unless it is known which list they are of"),
        pytest.param(two_lists(APRIL, talked=False), "Waartplein", id="not one without conversations"),
    ],
)
def test_of_stored_lists_that_number_from_one_the_days_say_which_is_meant(stored: StoredVisits, area: str | None) -> None:
    asked = [request(at, Bezoeknummer=at, **{"Datum aangemeld": date(2019, 4, 10)}) for at in (1, 2, 3)]
    result = understand_workbooks([book(requests(*asked))], PROJECT, KEY, TODAY, stored=stored)
    assert list(result.dataset.requests["area"]) == ([] if area is None else [area] * 3)
    assert ("visit_in_several_lists" in codes(result)) is (area is None)


def test_the_lists_that_number_from_one_have_their_first_and_last_day() -> None:
    assert two_lists(APRIL).lists() == {1: (MARCH[0], MARCH[-1]), 2: (APRIL[0], APRIL[-1])}
