"""Rows whose cells name several visits, in layouts of many hands: each visit is one, what is not sure is said. The figures are counted by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from adv.workbook.tables.findings import Severity
from adv.workbook.understood import Corrections
from tests.workbook.sheets import HEADERS, codes, column, fields, found, request, requests, sheet, understood, visit, visits

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell
    from adv.workbook.understood import Intake

DAY = date(2019, 3, 12)
LIST: list[Cell] = ["Datum", "Straat", "Huisnummer", "Uitkomst"]


def told(result: Intake) -> list[tuple[str, str]]:
    """Day and outcome of every visit, in the order of the days."""
    days = (f"{day:%m-%d}" for day in column(result, "visits", "visited_on"))
    return sorted(zip(days, column(result, "visits", "outcome"), strict=True))


def outcomes(result: Intake) -> dict[Any, int]:
    return dict(Counter(column(result, "visits", "outcome")))


ONE_HOUSEHOLD = [("03-12", "not_at_home"), ("03-20", "conversation")]


@pytest.mark.parametrize(
    ("name", "header", "cell"),
    [
        ("Lijst 2019", ["Verloop"], ["12/3 nt; 20/3 gesprek"]),
        ("Blad1", ["Bezoeken"], ["12-3-2019: niet thuis\n20-3-2019: gesprek gevoerd"]),
        ("Blad1", ["1e keer", "2e keer"], ["12-3-19 n.t.", "20-3-19 gesprek"]),
        ("Households", ["Visit 1", "Visit 2"], ["Mar 12 2019 not at home", "20 March 2019 interview"]),
        ("Registratie 2019", ["Poging 1", "Poging 2"], ["n.t. 12/3", "gesprek (20/3)"]),
        ("De Waart 2019", ["Contact", "Vervolg"], ["di 12 mrt geen gehoor", "wo 20 mrt 14.00 uur gesprek"]),
    ],
    ids=["a diary", "a diary in lines", "columns of attempts", "in English", "outcome first", "with weekdays and times"],
)
def test_a_day_and_its_outcome_in_one_cell_are_a_visit(name: str, header: list[Cell], cell: list[Cell]) -> None:
    head: list[Cell] = ["Straat", "Nr", *header, "Thema's", "Wordt actief"]
    empty: list[Cell] = [None] * (len(cell) - 1)
    other: list[Cell] = ["Waartplein", 3, cell[0], *empty, None, None]
    result = understood(sheet(name, head, ["Waartplein", 1, *cell, "wonen", "ja"], other))
    both = [*ONE_HOUSEHOLD, *(ONE_HOUSEHOLD if len(cell) == 1 else ONE_HOUSEHOLD[:1])]
    assert told(result) == sorted(both)
    # What the row says of the talk stays with the conversation.
    assert sum(bool(themes) for themes in column(result, "visits", "themes")) == 1
    assert {fields(result)[str(one)] for one in header} == {"diary"}


def test_a_diary_that_runs_into_the_next_year_does() -> None:
    result = understood(sheet("Winter 2018", ["Straat", "Nr", "Verloop"], ["Waartplein", 1, "20/12 nt; 8/1 gesprek"]))
    assert told(result) == [("01-08", "conversation"), ("12-20", "not_at_home")]
    assert sorted(day.year for day in column(result, "visits", "visited_on")) == [2018, 2019]
    assert found(result, "date_year_added").params["year"] == "2018"


def test_a_cell_without_its_day_or_outcome_costs_that_visit_and_is_said() -> None:
    head: list[Cell] = ["Straat", "Nr", "1e keer", "2e keer"]
    rows: list[list[Cell]] = [
        ["Waartplein", 1, "12-3-19 koffie gedronken", "20-3-19 gesprek"],
        ["Waartplein", 3, "12-3-19", "20-3-19 gesprek"],
        ["Waartplein", 5, "12-3-19 nt", "20-3-19 gesprek"],
        ["Waartplein", 7, None, None],
    ]
    result = understood(sheet("Blad1", head, *rows))
    assert outcomes(result) == {"not_at_home": 1, "conversation": 3}
    assert (found(result, "unreadable_diary").severity, found(result, "unreadable_diary").cells) == (Severity.ERROR, ("C2", "C3"))
    assert found(result, "rows_not_visited").cells == ("A5",)
    assert [(word.list, word.text) for word in result.words] == [("outcome", "koffie gedronken")]


def test_remarks_with_days_beside_day_and_outcome_are_said_and_never_shown() -> None:
    rows: list[list[Cell]] = [[DAY, "Waartplein", door, "gesprek", "1/2 nt; 8/2 nt"] for door in range(1, 6)]
    result = understood(sheet("Bezoeken", [*LIST, "Opmerkingen"], *rows))
    assert len(result.dataset.visits) == 5
    assert found(result, "diary_not_read").params == {"column": "Opmerkingen", "filled": 5}
    chosen = Corrections(headers={"Opmerkingen": "diary"})
    result = understood(sheet("Bezoeken 2019", [*LIST, "Opmerkingen"], *rows), corrections=chosen)
    assert outcomes(result) == {"not_at_home": 10}
    assert [one.samples for one in result.sheets[0].columns if one.header == "Opmerkingen"] == [()]


@pytest.mark.parametrize(
    ("day", "outcome", "expected", "code"),
    [
        (DAY, "niet thuis, later gesprek", [("03-12", "conversation")], "later_outcome"),
        (DAY, "2x niet thuis", [("03-12", "not_at_home")] * 2, "visits_counted"),
        (DAY, "gesprek na 2x niet thuis", [("03-12", "conversation"), *[("03-12", "not_at_home")] * 2], "visits_counted"),
        ("12-3-2019 / 20-3-2019", "niet thuis / gesprek", ONE_HOUSEHOLD, "visits_in_cell"),
        ("12 maart en 20 maart 2019", "nt en gesprek", ONE_HOUSEHOLD, "visits_in_cell"),
        ("12-3-2019 en 20-3-2019", "niet thuis, daarna gesprek", ONE_HOUSEHOLD, "visits_in_cell"),
        ("12-3-2019 en 20-3-2019", "gesprek", [("03-20", "conversation")], "later_day"),
        ("12-3-2019, 15-3-2019 en 20-3-2019", "nt, gesprek", [("03-20", "conversation")], "days_and_outcomes_differ"),
    ],
)
def test_several_days_or_outcomes_in_a_cell(day: Cell, outcome: str, expected: list[tuple[str, str]], code: str) -> None:
    other: list[Cell] = [date(2019, 4, 1), "Waartplein", 3, "gesprek"]
    result = understood(sheet("Bezoeken", LIST, [day, "Waartplein", 1, outcome], other))
    assert told(result) == [*expected, ("04-01", "conversation")]
    assert found(result, code).count == 1


def test_one_visit_that_is_counted_is_one() -> None:
    result = understood(sheet("Bezoeken", LIST, [DAY, "Waartplein", 1, "1x niet thuis"], [DAY, "Waartplein", 3, "gesprek"]))
    assert outcomes(result) == {"not_at_home": 1, "conversation": 1}
    assert codes(result) == {"read_as"}


def test_who_came_stands_behind_an_outcome_of_a_diary() -> None:
    head: list[Cell] = ["Straat", "Nr", "1e keer", "2e keer"]
    row: list[Cell] = ["Waartplein", 1, "12-3-2019 nt (LEVgroep)", "20-3-2019 gesprek Politie"]
    result = understood(sheet("Blad1", head, row, ["Waartplein", 3, "12-3-2019 nt", None]))
    assert outcomes(result) == {"not_at_home": 2, "conversation": 1}
    assert sorted(map(tuple, column(result, "visits", "organisations"))) == [(), ("LEVgroep",), ("Politie",)]


def test_visits_of_one_cell_keep_their_number_and_questions_with_the_conversation() -> None:
    rows = visits(visit(1, Uitkomst="2x niet thuis, toen gesprek"), visit(2))
    result = understood(rows, requests(request(1, Bezoeknummer="B001"), request(2, Bezoeknummer="B002")))
    numbers = dict(zip(column(result, "visits", "visit_id"), column(result, "visits", "outcome"), strict=True))
    assert numbers["B001"] == "conversation"
    assert len(numbers) == 4
    assert len(result.dataset.requests) == 2


def test_what_was_undone_later_is_asked() -> None:
    result = understood(
        sheet("Bezoeken", LIST, [DAY, "Waartplein", 1, "gesprek, later niet thuis"], [DAY, "Waartplein", 3, "gesprek"])
    )
    assert len(result.dataset.visits) == 1
    assert found(result, "unknown_outcome").severity is Severity.ERROR


@pytest.mark.parametrize(
    ("cell", "doors", "code"),
    [
        ("12 en 14", 2, "doors_in_cell"),
        ("12, 14 en 16", 3, "doors_in_cell"),
        ("12+14", 2, "doors_in_cell"),
        ("12 t/m 16", 3, "doors_counted"),
        ("12-16", 3, "doors_by_sign"),
        ("12/14", 2, "doors_by_sign"),
    ],
)
@pytest.mark.parametrize("in_address", [False, True], ids=["a number", "an address"])
def test_every_door_in_a_cell_is_visited(cell: str, doors: int, code: str, in_address: object) -> None:
    head: list[Cell] = ["Datum", "Adres", "Uitkomst", "Thema's"] if in_address else [*LIST, "Thema's"]
    where: list[Cell] = [f"Waartplein {cell}"] if in_address else ["Waartplein", cell]
    other: list[Cell] = ["Waartplein 1"] if in_address else ["Waartplein", 1]
    result = understood(sheet("Bezoeken", head, [DAY, *where, "gesprek", "wonen"], [DAY, *other, "niet thuis", None]))
    assert outcomes(result) == {"conversation": doors, "not_at_home": 1}
    assert result.dataset.visits["household"].nunique() == doors + 1
    assert sum(bool(themes) for themes in column(result, "visits", "themes")) == doors
    assert found(result, code).severity is (Severity.INFO if code == "doors_in_cell" else Severity.WARNING)


def test_a_column_with_additions_behind_a_dash_names_one_door_in_each_cell_and_doubts_are_said() -> None:
    rows: list[list[Cell]] = [[DAY, "Waartplein", door, "gesprek"] for door in ("12-1", "12-2", "12-14")]
    result = understood(sheet("Bezoeken", LIST, *rows))
    assert len(result.dataset.visits) == 3
    assert found(result, "doors_may_be_several").cells == ("C4",)
    chosen = Corrections(headers={"Huisnummer": "house_number:several_doors"})
    assert len(understood(sheet("Bezoeken", LIST, *rows), corrections=chosen).dataset.visits) == 4


def test_a_dash_can_be_said_to_add_to_a_number() -> None:
    chosen = Corrections(headers={"Huisnummer": "house_number:one_door"})
    result = understood(sheet("Bezoeken", LIST, [DAY, "Waartplein", "12-14", "gesprek"]), corrections=chosen)
    assert len(result.dataset.visits) == 1
    assert "doors_by_sign" not in codes(result)


def test_a_register_counts_every_door_and_a_question_at_two_doors_counts_once() -> None:
    register = sheet(
        "Adressen", ["Straat", "Huisnummer"], ["Waartplein", "1 t/m 9"], ["Diepenbrockhof", "2 en 4"], ["Componistenlaan", 5]
    )
    head: list[Cell] = [*LIST, "Hulpvraag 1: thema", "Hulpvraag 1: status"]
    result = understood(sheet("Bezoeken", head, [DAY, "Waartplein", "1 en 3", "gesprek", "wonen", "open"]), register)
    assert len(result.dataset.addresses) == 5 + 2 + 1
    assert (len(result.dataset.visits), len(result.dataset.requests)) == (2, 1)


def test_two_doors_keep_one_number_of_a_visit_for_its_questions() -> None:
    result = understood(visits(visit(1, Huisnummer="1 en 3"), visit(2)), requests(request(1, Bezoeknummer="B001")))
    assert len(result.dataset.visits) == 3
    assert column(result, "requests", "visit_id") == ["B001"]
    assert len(result.dataset.requests) == 1


@pytest.mark.parametrize("header", ["Opmerkingen", "Bijzonderheden"])
def test_how_often_somebody_came_is_said_of_remarks_and_can_be_counted(header: str) -> None:
    rows: list[list[Cell]] = [
        [DAY, "Waartplein", 1, "gesprek", "3x geweest"],
        [DAY, "Waartplein", 3, "niet thuis", "hond; twee keer langs geweest"],
        [DAY, "Waartplein", 5, "gesprek", "aardige mensen"],
    ]
    result = understood(sheet("Bezoeken", [*LIST, header], *rows))
    assert len(result.dataset.visits) == 3
    assert found(result, "times_not_read").params == {"column": header, "filled": 2}
    chosen = understood(sheet("Bezoeken", [*LIST, header], *rows), corrections=Corrections(headers={header: "times"}))
    assert outcomes(chosen) == {"conversation": 2, "not_at_home": 2 + 2}
    assert [one.samples for one in chosen.sheets[0].columns if one.header == header] == [()]


@pytest.mark.parametrize("header", ["Aantal keer geweest", "Aantal pogingen", "Hoe vaak bezocht?", "Number of visits"])
def test_a_number_of_times_is_not_the_number_of_an_attempt(header: str) -> None:
    rows: list[list[Cell]] = [[DAY, "Waartplein", 1, "gesprek", 3], [DAY, "Waartplein", 3, "niet thuis", 1]]
    result = understood(sheet("Bezoeken", [*LIST, header], *rows))
    assert len(result.dataset.visits) == 2
    assert found(result, "column_counts_visits").severity is Severity.WARNING
    chosen = understood(sheet("Bezoeken", [*LIST, header], *rows), corrections=Corrections(headers={header: "times"}))
    assert outcomes(chosen) == {"conversation": 1, "not_at_home": 3}


def test_several_states_of_a_question_are_said() -> None:
    asked = requests(
        request(1, Status="doorverwezen / afgerond"),
        request(2, Status="open -> in behandeling"),
        request(3, Status="vervallen / afgerond"),
    )
    result = understood(sheet("Bezoeken", list(HEADERS), visit(1)), asked)
    assert column(result, "requests", "status") == ["closed", "in_progress"]
    assert {finding.code for finding in result.findings} == {"later_status", "unknown_status"}
