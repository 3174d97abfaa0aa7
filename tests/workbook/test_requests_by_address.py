"""Requests that name an address instead of a visit's number: the visit is found at the household, by its day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.workbook.findings import Severity
from tests.workbook.sheets import codes, column, fields, found, request, requests, sheet, understood, visit, visits

if TYPE_CHECKING:
    from adv.workbook.grid import Cell, RawSheet
    from adv.workbook.recognition import Intake

HEADERS: list[Cell] = ["Straat", "Nr", "Vraag over", "Status", "Gaat naar", "Datum"]
JANUARY, MARCH, MAY, JUNE = (date(2019, month, 4) for month in (1, 3, 5, 6))


def asked(*rows: tuple[str | None, Cell, date | None], name: str = "hulpvr") -> RawSheet:
    """Questions at a street and door, with the day on which they were raised."""
    return sheet(name, HEADERS, *([street, door, "wonen", "open", "LEVgroep", day] for street, door, day in rows))


def three_visits() -> RawSheet:
    """At one door: not at home in January, conversations in March and in May."""
    return visits(
        visit(1, Huisnummer=3, Datum=JANUARY, Uitkomst="niet thuis"),
        visit(2, Huisnummer=3, Datum=MARCH),
        visit(3, Huisnummer=3, Datum=MAY),
        visit(4, Huisnummer=8, Datum=MARCH, Uitkomst="niet thuis"),
        visit(5, Huisnummer=8, Datum=MAY, Uitkomst="niet thuis"),
    )


def numbers(result: Intake) -> list[str]:
    return [str(number) for number in column(result, "requests", "visit_id")]


def test_a_bare_number_beside_the_street_is_the_door() -> None:
    result = understood(three_visits(), asked(("Waartplein", 3, MARCH)))
    assert fields(result, 1) | {"Straat": "street", "Nr": "house_number", "Datum": "raised_on"} == fields(result, 1)
    assert found(result, "visit_by_address").severity is Severity.INFO


@pytest.mark.parametrize(
    ("day", "visited"),
    [(MARCH, "B002"), (date(2019, 5, 3), "B002"), (MAY, "B003"), (JUNE, "B003")],
)
def test_a_request_belongs_to_the_last_conversation_until_its_day(day: date, visited: str) -> None:
    result = understood(three_visits(), asked(("Waartplein", 3, day)))
    assert numbers(result) == [visited]
    assert "visit_of_several" not in codes(result)


@pytest.mark.parametrize(("day", "visited"), [(date(2019, 2, 1), "B002"), (None, "B003")])
def test_where_the_day_does_not_tell_it_is_the_nearest_conversation_and_that_is_said(day: date | None, visited: str) -> None:
    result = understood(three_visits(), asked(("Waartplein", 3, day), ("Waartplein", 3, JUNE)))
    assert numbers(result) == [visited, "B003"]
    assert found(result, "visit_of_several").cells == ("B2",)


def test_without_a_conversation_it_is_the_visit_of_that_time() -> None:
    result = understood(three_visits(), asked(("Waartplein", 8, MARCH), ("Waartplein", 8, JUNE)))
    assert numbers(result) == ["B004", "B005"]
    assert found(result, "request_without_conversation").total == 2


def test_the_way_an_address_is_written_makes_no_difference() -> None:
    headers: list[Cell] = ["Adres", "Thema", "Status", "Actiehouder"]
    rows = [[address, "wonen", "open", "LEVgroep"] for address in ("waartplein 14 A", "WAARTPLEIN 14a", "Waartplein 14-a")]
    result = understood(visits(visit(1, Huisnummer="14a")), sheet("Hulpvragen", headers, *rows))
    assert numbers(result) == ["B001"] * 3


def test_an_address_without_a_visit_or_with_one_that_does_not_count_is_an_error() -> None:
    first = visits(visit(1, Huisnummer=3, Datum=MARCH), visit(2, Huisnummer=8, Datum=MARCH, Uitkomst="?!"))
    result = understood(first, asked(("Waartplein", 3, MARCH), ("Waartplein", 99, MARCH), ("Waartplein", 8, MARCH)))
    assert numbers(result) == ["B001"]
    assert found(result, "address_not_visited").cells == ("B3",)
    assert found(result, "visit_left_out").cells == ("B4",)
    assert result.rows_left_out == 3


def test_an_address_without_a_door_is_an_error() -> None:
    headers: list[Cell] = ["Adres", "Thema", "Status", "Actiehouder"]
    rows = [[address, "wonen", "open", "LEVgroep"] for address in ("Waartplein 1", "Waartplein", "Waartplein 1")]
    result = understood(visits(visit(1)), sheet("Hulpvragen", headers, *rows))
    assert found(result, "request_without_door").cells == ("A3",)
    assert len(numbers(result)) == 2


def test_a_number_of_a_visit_goes_before_the_address_and_where_it_is_empty_the_address_counts() -> None:
    headers: list[Cell] = ["Bezoeknummer", "Adres", "Thema", "Status"]
    rows: list[list[Cell]] = [["B002", "Waartplein 1", "wonen", "open"], [None, "Waartplein 1", "werken", "open"]]
    rows += [["B77", "Waartplein 1", "wonen", "open"]]
    result = understood(visits(visit(1), visit(2)), sheet("Hulpvragen", headers, *rows))
    assert numbers(result) == ["B002", "B001"]
    assert found(result, "visit_unknown").cells == ("A4",)
    assert found(result, "visit_by_address").cells == ("B3",)


def test_no_door_of_a_request_is_kept() -> None:
    result = understood(three_visits(), asked(("Waartplein", 3, MARCH), ("Waartplein", "3171", MARCH)))
    kept = str(result.dataset.requests.to_dict()) + str(result.findings)
    assert "3171" not in kept
    assert not {"street", "house_number", "address"} & set(result.dataset.requests.columns)


def test_a_street_that_is_written_otherwise_is_said_where_it_stands() -> None:
    first = visits(visit(1, Straat="Matthijs Vermeulenstraat", Gebied=None))
    result = understood(first, asked(("M. Vermeulenstraat", 1, MARCH)))
    assert [finding.sheet for finding in result.findings if finding.code == "street_read_as"] == ["hulpvr"]
    assert len(numbers(result)) == 1


def test_a_list_of_visits_that_lacks_its_outcome_is_not_taken_for_requests() -> None:
    result = understood(asked(("Waartplein", 3, MARCH), name="Bezoeken"))
    assert found(result, "columns_missing").sheet == "Bezoeken"
    assert [sheet.table for sheet in result.sheets] == ["visits"]


def test_visits_with_a_question_in_each_row_stay_visits() -> None:
    headers: list[Cell] = ["Datum", "Straat", "Nr", "Uitkomst", "Thema", "Status", "Actiehouder"]
    row: list[Cell] = [MARCH, "Waartplein", 3, "gesprek", "wonen", "open", "LEVgroep"]
    assert len(understood(sheet("Blad1", headers, row, [*row[:2], 4, *row[3:]])).dataset.visits) == 2


def test_requests_of_the_template_are_joined_by_number_alone() -> None:
    assert codes(understood(visits(visit(1)), requests(request(1)))) == set()
