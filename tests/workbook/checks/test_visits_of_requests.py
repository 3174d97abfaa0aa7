"""Requests that name an address instead of a visit's number: the visit is found at the household, by its day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.workbook.tables.findings import Severity
from tests.workbook.sheets import codes, column, fields, found, request, requests, sheet, understood, visit, visits

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.understood import Intake

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


def test_visits_and_expenses_with_an_address_and_a_status_stay_what_they_are() -> None:
    headers: list[Cell] = ["Datum", "Straat", "Nr", "Uitkomst", "Thema", "Doel", "Status", "Actiehouder", "Datum afgerond"]
    row: list[Cell] = [MARCH, "Waartplein", 1, "gesprek", "wonen", "rondkomen", "open", "LEVgroep", None]
    for name in ("2020", "Blad1", "Bezoeken"):
        result = understood(sheet(name, headers, *([*row[:2], door, *row[3:]] for door in range(1, 7))))
        assert len(result.dataset.visits) == 6
    costs: list[Cell] = ["Nr", "Datum", "Adres", "Categorie", "Organisatie", "Status", "Bedrag"]
    paid: list[list[Cell]] = [[door, MARCH, f"Waartplein {door}", "wonen", "LEVgroep", "open", 12.5] for door in (1, 2, 3)]
    for name in ("Uitgaven", "Blad1", "2019"):
        assert len(understood(visits(visit(1)), sheet(name, costs, *paid)).dataset.expenses) == 3


@pytest.mark.parametrize(
    ("headers", "rest"),
    [
        (["Datum", "Adres", "Organisatie", "Onderwerp", "Resultaat", "Status"], ["LEVgroep", "wonen", "gesprek gevoerd", "open"]),
        (["Datum", "Adres", "Thema", "Status"], ["wonen", "gesprek gevoerd"]),
    ],
)
def test_a_list_of_visits_stays_one_under_the_name_of_requests(headers: list[Cell], rest: list[Cell]) -> None:
    rows = [[MARCH, f"Waartplein {door}", *rest] for door in range(1, 5)]
    if len(rest) == 2:
        rows[1][-1], rows[2][-1] = "niet thuis", "weigert"
    assert len(understood(sheet("Hulpvragen", headers, *rows)).dataset.visits) == 4


def test_a_sheet_that_only_its_columns_call_requests_is_said() -> None:
    named = understood(three_visits(), asked(("Waartplein", 3, MARCH)))
    assert "requests_by_columns" not in codes(named)
    unnamed = understood(three_visits(), asked(("Waartplein", 3, MARCH), name="Lijst A"))
    assert found(unnamed, "requests_by_columns").severity is Severity.WARNING


def test_a_number_and_an_address_that_contradict_each_other_are_said() -> None:
    headers: list[Cell] = ["Bezoeknummer", "Straat", "Huisnummer", "Thema", "Status"]
    rows: list[list[Cell]] = [["B001", "Waartplein", 2, "wonen", "open"], ["B002", "Waartplein", 2, "wonen", "open"]]
    result = understood(visits(visit(1), visit(2)), sheet("Hulpvragen", headers, *rows))
    assert found(result, "request_at_other_address").cells == ("C2",)
    assert numbers(result) == ["B001", "B002"]


@pytest.mark.parametrize("number", [["Hulpvraagnummer"], []])
def test_the_same_requests_by_address_and_by_number_count_once(number: list[Cell]) -> None:
    first, second = visits(visit(1)), "Actielijst"
    own: list[list[Cell]] = [["H1"], ["H2"]] if number else [[], []]
    both = ["wonen", "werken"]
    by_number = sheet(
        "Hulpvragen",
        [*number, "Bezoeknummer", "Thema", "Status"],
        *([*one, "B001", theme, "open"] for one, theme in zip(own, both, strict=True)),
    )
    by_address = sheet(
        second,
        [*number, "Adres", "Thema", "Status"],
        *([*one, "Waartplein 1", theme, "open"] for one, theme in zip(own, both, strict=True)),
    )
    result = understood(first, by_number, by_address)
    assert len(numbers(result)) == 2
    assert found(result, "row_twice").total == 2


def test_a_conversation_that_is_left_out_takes_its_request_along_instead_of_leaving_it_to_an_older_one() -> None:
    first = visits(visit(1, Huisnummer=3, Datum=MARCH), visit(2, Huisnummer=3, Datum=MAY, Uitkomst="?!"))
    result = understood(first, asked(("Waartplein", 3, JUNE), ("Waartplein", 3, MARCH)))
    assert numbers(result) == ["B001"]
    assert found(result, "visit_left_out").cells == ("B2",)


def test_a_month_is_all_of_its_days() -> None:
    result = understood(three_visits(), asked(("Waartplein", 3, None), ("Waartplein", 3, MARCH)))
    assert numbers(result) == ["B003", "B002"]
    rows = [["Waartplein", 3, "wonen", "open", "LEVgroep", month] for month in ("maart 2019", "april 2019", "mei 2019")]
    months = understood(three_visits(), sheet("hulpvr", HEADERS, *rows))
    assert numbers(months) == ["B002", "B002", "B003"]
    assert found(months, "visit_of_several").cells == ("B4",)  # in May there was a conversation before the month, and one in it


def test_two_conversations_of_one_day_are_told_apart_by_their_numbers_and_not_by_their_order() -> None:
    both = [visit(number, Huisnummer=3, Datum=MARCH) for number in (1, 2)]
    for order in (both, both[::-1]):
        for day in (MARCH, None):
            result = understood(visits(*order), asked(("Waartplein", 3, day)))
            assert numbers(result) == ["B001"]
            assert "visit_of_several" in codes(result)


def test_without_a_day_on_which_it_was_raised_the_day_it_was_closed_says_which_visit_it_cannot_be() -> None:
    headers: list[Cell] = ["Adres", "Thema", "Status", "Datum afgerond"]
    result = understood(three_visits(), sheet("Hulpvragen", headers, ["Waartplein 3", "wonen", "afgerond", date(2019, 4, 1)]))
    assert numbers(result) == ["B002"]
    assert "closed_before_raised" not in codes(result)


@pytest.mark.parametrize("nothing", ["?", "nvt", "-", "onbekend", "n.v.t."])
def test_a_word_for_no_number_leaves_it_to_the_address(nothing: str) -> None:
    headers: list[Cell] = ["Bezoeknummer", "Adres", "Thema", "Status"]
    result = understood(visits(visit(1)), sheet("Hulpvragen", headers, [nothing, "Waartplein 1", "wonen", "open"]))
    assert numbers(result) == ["B001"]


@pytest.mark.parametrize(
    ("headers", "row"),
    [
        (["Adres", "Nr", "Thema", "Status"], ["Waartplein", 3171, "wonen", "open"]),
        (["Bezoeknummer", "Adres", "Nr", "Thema", "Status"], ["B002", "Waartplein", 3171, "wonen", "open"]),
        (["Straat", "Thema", "Status"], ["Waartplein 3171", "wonen", "open"]),
    ],
)
def test_a_door_is_never_kept_as_a_number(headers: list[Cell], row: list[Cell]) -> None:
    result = understood(visits(visit(2, Huisnummer=3171)), sheet("Hulpvragen", headers, row))
    assert numbers(result) == ["B002"]
    assert "3171" not in str(result.dataset.requests.to_dict())


def test_a_door_beside_a_street_that_is_called_address_is_never_kept_as_the_number_of_a_visit() -> None:
    rows: list[list[Cell]] = [[MARCH, "Waartplein", door, "gesprek"] for door in (3171, 3172)]
    result = understood(sheet("Bezoeken", ["Datum", "Adres", "Nr", "Uitkomst"], *rows))
    assert "3171" not in str(result.dataset.visits.to_dict())
    assert len(set(column(result, "visits", "household"))) == 2


def test_on_a_sheet_called_after_a_street_the_door_alone_will_do() -> None:
    headers: list[Cell] = ["Huisnummer", "Thema", "Status", "Actiehouder", "Datum aangemeld"]
    result = understood(visits(visit(1)), sheet("Waartplein", headers, [1, "wonen", "open", "LEVgroep", MARCH]))
    assert numbers(result) == ["B001"]


def test_a_visit_that_may_be_the_conversation_is_not_passed_over_for_one_that_is_none() -> None:
    first = visits(
        visit(1, Huisnummer=3, Datum=MARCH, Uitkomst="raar woord"),
        visit(2, Huisnummer=3, Datum=MAY, Uitkomst="niet thuis"),
        visit(3, Huisnummer=8, Datum=MARCH, Uitkomst="raar woord"),
        visit(4, Huisnummer=8, Datum=JUNE),
    )
    result = understood(first, asked(("Waartplein", 3, JUNE), ("Waartplein", 8, MAY)))
    assert numbers(result) == []
    assert found(result, "visit_left_out").total == 2
