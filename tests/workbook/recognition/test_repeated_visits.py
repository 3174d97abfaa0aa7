"""Several visits to one address beside each other in a row: each is a visit, and what was answered belongs to the conversation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from adv.workbook.understood import Corrections
from tests.workbook.sheets import KEY, PROJECT, TODAY, book, codes, column, fields, found, intake, sheet, understood

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell, RawSheet
    from adv.workbook.understood import Intake

FIRST, SECOND, THIRD = (date(2019, 3, day) for day in (4, 11, 18))
TWICE: list[Cell] = ["Nr", "Straat", "Huisnr", "1e bezoek", "Resultaat", "2e bezoek", "Resultaat", "Thema's", "Wordt actief"]
AT_HOME: list[Cell] = [1, "Waartplein", 1, FIRST, "gesprek gevoerd", None, None, "wonen", "ja"]
LATER: list[Cell] = [2, "Waartplein", 2, FIRST, "niet thuis", SECOND, "gesprek", "werken", "nee"]
NEVER: list[Cell] = [3, "Waartplein", 3, FIRST, "niet thuis", SECOND, "niet thuis", None, None]
TO_DO: list[Cell] = [4, "Waartplein", 4, None, None, None, None, None, None]


def rows(result: Intake, *names: str) -> list[tuple[Any, ...]]:
    found = zip(*(column(result, "visits", name) for name in names), strict=True)
    return sorted((tuple(map(plain, row)) for row in found), key=str)


def plain(value: object) -> object:
    """A day as a day, and a number as a number."""
    return value.date() if isinstance(value, pd.Timestamp) else int(value) if isinstance(value, np.integer) else value


def test_each_attempt_is_a_visit_with_its_own_day_and_outcome() -> None:
    result = understood(sheet("Bezoeken", TWICE, AT_HOME, LATER, NEVER))
    assert rows(result, "row", "attempt", "visited_on", "outcome") == [
        (2, 1, FIRST, "conversation"),
        (3, 1, FIRST, "not_at_home"),
        (3, 2, SECOND, "conversation"),
        (4, 1, FIRST, "not_at_home"),
        (4, 2, SECOND, "not_at_home"),
    ]
    assert len(set(column(result, "visits", "household"))) == 3
    assert result.sheets[0].rows_read == 5
    assert found(result, "attempts_in_rows").cells == ("A3", "A4")
    assert codes(result) == {"attempts_in_rows"}


def test_what_was_answered_and_the_number_belong_to_the_conversation() -> None:
    result = understood(sheet("Bezoeken", TWICE, AT_HOME, LATER, NEVER))
    said = {(row[0], row[1]): row[2:] for row in rows(result, "row", "attempt", "themes", "visit_id")}
    assert said[2, 1] == (("wonen",), "1")
    assert (said[3, 1][0], said[3, 2]) == ((), (("werken",), "2"))
    assert said[4, 2][1] == "3"
    assert len({visit_id for _, visit_id in said.values()}) == 5


def test_an_address_that_nobody_went_to_is_no_visit_and_no_error() -> None:
    result = understood(sheet("Bezoeken", TWICE, AT_HOME, TO_DO))
    assert len(result.dataset.visits) == 1
    assert found(result, "rows_not_visited").cells == ("A3",)
    assert result.rows_left_out == 0


def test_the_outcome_may_stand_before_its_day() -> None:
    heads: list[Cell] = ["Straat", "Huisnr", "Uitkomst 1", "Datum 1", "Uitkomst 2", "Datum 2"]
    result = understood(sheet("Bezoeken", heads, ["Waartplein", 1, "niet thuis", FIRST, "gesprek", SECOND]))
    assert rows(result, "attempt", "visited_on", "outcome") == [(1, FIRST, "not_at_home"), (2, SECOND, "conversation")]


def test_an_attempt_without_its_outcome_is_an_error_in_its_own_cell() -> None:
    row: list[Cell] = [*LATER[:6], None, None, None]
    result = understood(sheet("Bezoeken", TWICE, AT_HOME, row))
    assert found(result, "value_missing").cells == ("G3",)
    assert (len(result.dataset.visits), result.rows_left_out) == (2, 1)


@pytest.mark.parametrize(
    "headers",
    [
        ["Datum 1", "Uitkomst 1", "Datum 2", "Uitkomst 2"],
        ["Datum bezoek", "Resultaat", "Datum tweede bezoek", "Resultaat tweede bezoek"],
        ["Datum", "Uitkomst", "Datum", "Uitkomst"],
        ["", "", "", ""],
    ],
)
def test_that_days_and_outcomes_take_turns_is_what_tells(headers: list[Cell]) -> None:
    head: list[Cell] = ["Straat", "Huisnr", *headers]
    result = understood(sheet("Bezoeken", head, AT_HOME[1:7], LATER[1:7], NEVER[1:7]))
    assert len(result.dataset.visits) == 5
    assert "same_columns" not in codes(result)


def test_three_attempts_with_who_came_each_time() -> None:
    head: list[Cell] = [
        "Straat",
        "Huisnr",
        *(name for time in "123" for name in (f"Datum {time}", f"Door {time}", f"Uitkomst {time}")),
    ]
    row: list[Cell] = [
        "Waartplein",
        1,
        FIRST,
        "LEVgroep",
        "niet thuis",
        SECOND,
        "Politie",
        "niet thuis",
        THIRD,
        "LEVgroep; Politie",
        "gesprek",
    ]
    head = [str(name).replace("Door", "Organisatie") for name in head]
    result = understood(sheet("Bezoeken", head, row, ["Waartplein", 2, FIRST, "Politie", "gesprek", *[None] * 6]))
    assert rows(result, "row", "attempt", "organisations") == [
        (2, 1, ("LEVgroep",)),
        (2, 2, ("Politie",)),
        (2, 3, ("LEVgroep", "Politie")),
        (3, 1, ("Politie",)),
    ]


def test_one_column_of_who_came_is_about_all_attempts() -> None:
    head: list[Cell] = ["Straat", "Huisnr", "Organisatie", "Datum 1", "Uitkomst 1", "Datum 2", "Uitkomst 2"]
    row: list[Cell] = ["Waartplein", 1, "Politie", FIRST, "niet thuis", SECOND, "gesprek"]
    assert column(understood(sheet("Bezoeken", head, row)), "visits", "organisations") == [("Politie",)] * 2


def test_requests_in_the_row_and_on_another_sheet_belong_to_the_conversation() -> None:
    head = [*TWICE, "Hulpvraag 1: thema", "Hulpvraag 1: status"]
    asked: RawSheet = sheet("Hulpvragen", ["Bezoeknummer", "Thema", "Status"], [2, "wonen", "open"])
    result = understood(sheet("Bezoeken", head, [*LATER, "werken", "afgerond"], [*AT_HOME, None, None]), asked)
    assert list(map(plain, column(result, "requests", "raised_on"))) == [SECOND, SECOND]
    assert set(column(result, "requests", "visit_id")) == {"2"}
    assert "request_without_conversation" not in codes(result)


def test_the_same_numbers_at_every_import_whatever_the_order() -> None:
    without = [row[1:] for row in (AT_HOME, LATER, NEVER)]
    one = understood(sheet("Bezoeken", TWICE[1:], *without))
    other = understood(sheet("Bezoeken", TWICE[1:], *reversed(without)))
    assert sorted(column(one, "visits", "visit_id")) == sorted(column(other, "visits", "visit_id"))


@pytest.mark.parametrize(
    ("headers", "row"),
    [
        (["Datum", "Uitkomst", "Datum invoer"], [FIRST, "gesprek", SECOND]),
        (["Begintijd", "Datum", "Uitkomst"], [FIRST, SECOND, "gesprek"]),
        (["Datum", "Uitkomst", "Datum hulpvraag", "Stand"], [FIRST, "gesprek", SECOND, "in behandeling"]),
        (["Datum", "Uitkomst", "Datum nabellen", "Uitkomst nabellen"], [FIRST, "gesprek", SECOND, "gesprek gevoerd"]),
        (["Datum gebeld", "Resultaat bellen", "Datum bezoek", "Resultaat bezoek"], [FIRST, "niet thuis", SECOND, "gesprek"]),
        (["Datum", "Uitkomst", "Vervolgafspraak", "Status vervolgafspraak"], [FIRST, "gesprek", SECOND, "afspraak"]),
        (["Datum", "Uitkomst", "Datum invoer", "Status"], [FIRST, "gesprek", SECOND, "afgerond"]),
        (["Begintijd", "Hoe verliep het bezoek", "Datum bezoek", "Resultaat"], [FIRST, "gesprek", SECOND, "gesprek"]),
    ],
)
def test_another_day_in_the_row_is_no_attempt(headers: list[Cell], row: list[Cell]) -> None:
    result = understood(sheet("Bezoeken", ["Straat", "Huisnr", *headers], *(["Waartplein", door, *row] for door in (1, 2, 3))))
    assert len(result.dataset.visits) == 3
    assert "attempts_in_rows" not in codes(result)


def test_a_day_of_birth_is_never_the_day_of_a_visit() -> None:
    headers: list[Cell] = ["Straat", "Huisnr", "Geboortedatum", "Status", "Datum", "Uitkomst"]
    born = date(1995, 5, 5)
    result = understood(
        sheet("Bezoeken", headers, *(["Waartplein", door, born, "niet thuis", FIRST, "gesprek"] for door in (1, 2, 3)))
    )
    assert [plain(day) for day in column(result, "visits", "visited_on")] == [FIRST] * 3


def test_the_day_of_entry_beside_attempts_changes_nothing() -> None:
    headers: list[Cell] = ["Invoerdatum", *TWICE]
    result = understood(sheet("Bezoeken", headers, *([THIRD, *row] for row in (AT_HOME, LATER, NEVER))))
    assert len(result.dataset.visits) == 5


def test_a_dash_for_no_second_visit_is_none() -> None:
    dashes: list[Cell] = [*AT_HOME[:5], "-", "-", *AT_HOME[7:]]
    result = understood(sheet("Bezoeken", TWICE, dashes, [2, *dashes[1:2], 2, *dashes[3:]]))
    assert fields(result)["2e bezoek"] == "further.visited_on"
    assert codes(result) & {"same_columns", "unknown_outcome"} == set()


def test_an_answer_or_question_without_any_day_is_an_error_and_not_an_address_to_do() -> None:
    head = [*TWICE, "Hulpvraag 1: thema", "Hulpvraag 1: status"]
    forgotten: list[Cell] = [*TO_DO[:7], "wonen", None, None, None]
    asked: list[Cell] = [5, "Waartplein", 5, *[None] * 6, "werken", "open"]
    result = understood(sheet("Bezoeken", head, [*LATER, None, None], forgotten, asked))
    missing = [finding.cells for finding in result.findings if finding.code == "value_missing"]
    assert sorted(missing) == [("D3", "D4"), ("E3", "E4")]
    assert "rows_not_visited" not in codes(result)
    assert not result.is_whole


def test_without_any_visit_questions_in_the_row_are_said() -> None:
    head: list[Cell] = ["Straat", "Huisnr", "Datum", "Uitkomst", "Datum", "Uitkomst", "Hulpvraag 1: thema", "Hulpvraag 1: status"]
    result = understood(sheet("Bezoeken", head, ["Waartplein", 1, *[None] * 4, "wonen", "open"]))
    assert (len(result.dataset.visits), len(result.dataset.requests)) == (0, 0)
    assert not result.is_whole


def test_who_stands_before_each_day_belongs_to_it_and_who_is_lacking_to_nobody() -> None:
    head: list[Cell] = ["Straat", "Huisnr", "Organisatie", "Datum", "Uitkomst", "Organisatie", "Datum", "Uitkomst"]
    result = understood(sheet("Bezoeken", head, ["Waartplein", 1, "LEVgroep", FIRST, "niet thuis", "Politie", SECOND, "gesprek"]))
    assert rows(result, "attempt", "organisations") == [(1, ("LEVgroep",)), (2, ("Politie",))]
    head = [
        "Straat",
        "Huisnr",
        "Datum 1",
        "Uitkomst 1",
        "Organisatie 1",
        "Datum 2",
        "Uitkomst 2",
        "Organisatie 2",
        "Datum 3",
        "Uitkomst 3",
    ]
    row: list[Cell] = ["Waartplein", 1, FIRST, "niet thuis", "LEVgroep", SECOND, "niet thuis", "Politie", THIRD, "gesprek"]
    result = understood(sheet("Bezoeken", head, row))
    assert rows(result, "attempt", "organisations") == [(1, ("LEVgroep",)), (2, ("Politie",)), (3, ())]


def test_a_planned_visit_that_does_not_count_takes_nothing_along() -> None:
    planned: list[Cell] = [1, "Waartplein", 1, FIRST, "niet thuis", date(2026, 5, 5), None, "wonen", None]
    asked = sheet("Hulpvragen", ["Bezoeknummer", "Thema", "Status"], [1, "wonen", "open"])
    result = understood(sheet("Bezoeken", TWICE, planned, LATER, NEVER), asked)
    assert rows(result, "row", "attempt", "visit_id")[0] == (2, 1, "1")
    assert column(result, "requests", "visit_id") == ["1"]


def test_attempts_are_numbered_where_a_row_has_several_whatever_the_round_is() -> None:
    head = ["Ronde", *TWICE]
    result = understood(sheet("Bezoeken", head, [2, *AT_HOME], [2, *LATER]))
    assert rows(result, "row", "attempt") == [(2, 2), (3, 1), (3, 2)]


def test_a_choice_that_is_as_it_was_changes_nothing() -> None:
    decided = Corrections({("werkmap.xlsx", "Bezoeken", 5): "further.visited_on:2", ("werkmap.xlsx", "Bezoeken", 3): "visited_on"})
    assert len(understood(sheet("Bezoeken", TWICE, AT_HOME, LATER, NEVER), corrections=decided).dataset.visits) == 5


def test_a_column_that_the_user_leaves_out_takes_its_attempt_along_and_that_is_said() -> None:
    decided = Corrections({("werkmap.xlsx", "Bezoeken", 5): None})
    headers = ["Nr", "Straat", "Huisnr", "Datum 1", "Uitkomst 1", "Datum 2", "Uitkomst 2"]
    result = understood(sheet("Bezoeken", headers, LATER[:7], NEVER[:7]), corrections=decided)
    assert len(result.dataset.visits) == 2
    assert not result.is_whole


def test_what_the_user_says_is_a_further_visit_is_one() -> None:
    headers: list[Cell] = ["Straat", "Huisnr", "Datum", "Uitkomst", "Teruggeweest", "Wat toen"]
    rows_: list[list[Cell]] = [["Waartplein", door, FIRST, "niet thuis", SECOND, "gesprek"] for door in (1, 2)]
    place = ("werkmap.xlsx", "Bezoeken")
    decided = Corrections({(*place, 4): "further.visited_on:2", (*place, 5): "further.outcome:2"})
    result = understood(sheet("Bezoeken", headers, *rows_), corrections=decided)
    assert column(result, "visits", "outcome").count("conversation") == 2
    chosen = Corrections({(*place, 4): None, (*place, 5): "further.outcome:2"})
    half = understood(sheet("Bezoeken", headers, *rows_), corrections=chosen)
    assert found(half, "attempt_columns_missing").params == {"number": "2", "missing": "Datum"}


def test_an_error_in_a_cell_of_an_attempt_costs_that_attempt_alone() -> None:
    broken: list[Cell] = [*LATER[:5], None, *LATER[6:]]
    made = sheet("Bezoeken", TWICE, AT_HOME, broken, flaws={(2, 5): "#N/A"})
    result = intake([book(made)], PROJECT, KEY, TODAY)
    assert found(result, "cell_error").cells == ("F3",)
    assert rows(result, "row", "attempt") == [(2, 1), (3, 1)]
    assert fields(result)["2e bezoek"] == "further.visited_on"
