"""What was read one way and may be meant another: each can be said otherwise, and the figures follow."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from adv.model import Outcome
from adv.workbook.questions import likely_answers, questions
from adv.workbook.tables.grid import Looks, RawSheet
from adv.workbook.understood import Corrections
from adv.workbook.vocabulary.word_lists import OwnWords, WordList
from tests.workbook.sheets import DAY, codes, column, expenses, found, sheet, understood, visit, visits

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell
    from adv.workbook.understood import Intake

TALK = "gesprek gevoerd"
LIST = ["Datum", "Straat", "Nr", "Uitkomst"]


def say(**words: str) -> Corrections:
    """Words of the layout with their meaning, an underscore for a space."""
    return Corrections(words=OwnWords({WordList.LAYOUT: {word.replace("_", " "): meaning for word, meaning in words.items()}}))


def days_of(result: Intake, table: str, name: str) -> list[date]:
    """The days in one column of the dataset."""
    return [day.date() for day in column(result, table, name)]


def rows(days: list[Cell], outcome: str = TALK) -> list[list[Cell]]:
    """A visit for each day, each at a door of its own."""
    return [[day, "Waartplein", number, outcome] for number, day in enumerate(days, 1)]


def test_marks_below_days_are_asked_about_as_a_word() -> None:
    grid = [[f"Waartplein {number}", "x", None if number % 2 else "x"] for number in range(1, 9)]
    made = sheet("2019", ["Adres", "5 maart", "12 maart"], *grid)
    asked = understood(made)
    assert (len(asked.dataset.visits), [(word.text, word.rows) for word in asked.words]) == (0, [("x", 12)])
    told = understood(made, corrections=Corrections(words=OwnWords({WordList.OUTCOME: {"x": "conversation"}})))
    assert (told.dataset.visits["outcome"] == Outcome.CONVERSATION).sum() == 12
    assert sorted(set(days_of(told, "visits", "visited_on"))) == [date(2019, 3, 5), date(2019, 3, 12)]


@pytest.mark.parametrize(
    ("header", "week", "day"),
    [
        ("Week", 10, "wo"),
        ("Weeknr", "10", "woensdag"),
        ("Week", "2019-W10", "wo."),
        ("Datum", "wk 10", "Wo"),
    ],
)
def test_a_weekday_beside_a_week_makes_the_day(header: str, week: Cell, day: str) -> None:
    made = sheet("2019", [header, "Dag", *LIST[1:]], *([week, day, *row[1:]] for row in rows([None] * 6)))
    result = understood(made)
    assert set(days_of(result, "visits", "visited_on")) == {date(2019, 3, 6)}
    assert "column_not_recognised" not in codes(result)


def test_a_value_from_above_can_be_said_to_be_none() -> None:
    days: list[Cell] = [DAY, None, None, DAY + timedelta(1), None, None, DAY + timedelta(2), None]
    made = sheet("Bezoeken", LIST, *rows(days))
    result = understood(made)
    assert (len(result.dataset.visits), found(result, "blanks_filled").total) == (8, 5)
    assert [(word.text, word.meaning) for word in result.words] == [("waarde van de cel erboven", "counts")]
    left = understood(made, corrections=say(waarde_van_de_cel_erboven=""))
    assert (len(left.dataset.visits), left.rows_left_out) == (3, 5)


@pytest.mark.parametrize("title", ["Bezoeken van 12 maart 2018", "maart 2018"])
def test_the_year_of_a_title_can_be_said_to_be_another(title: str) -> None:
    if title.startswith("Bez"):
        made, place = sheet("Blad1", [title], [], LIST[1:], *(row[1:] for row in rows([None] * 6))), 3
    else:
        made, place = sheet(title, ["Dag", *LIST[1:]], *rows([12] * 6)), 0
    assert set(days_of(understood(made), "visits", "visited_on")) == {date(2018, 3, 12)}
    other = Corrections(fields={("werkmap.xlsx", made.name, place): "visited_on:2019"})
    assert set(days_of(understood(made, corrections=other), "visits", "visited_on")) == {date(2019, 3, 12)}


def with_comments(made: RawSheet, comments: dict[tuple[int, int], str]) -> RawSheet:
    """A sheet with comments on its cells, by row and column."""
    return replace(made, looks=Looks(comments=comments))


@pytest.mark.parametrize(
    ("comment", "on", "cents", "day"),
    [
        ("moet 250,00 zijn", 3, 25000, DAY),
        ("€ 1.250,50 ipv 100", 3, 125050, DAY),
        ("moet zijn: 14-3-2019", 0, 10000, date(2019, 3, 14)),
        ("eigenlijk 14 maart", 0, 10000, date(2019, 3, 14)),
    ],
)
def test_a_comment_that_corrects_a_day_or_an_amount_is_asked_about(comment: str, on: int, cents: int, day: date) -> None:
    made = with_comments(expenses([DAY, "Materiaal", "LEVgroep", 100]), {(1, on): comment})
    asked = understood(made)
    assert (column(asked, "expenses", "cents"), found(asked, "comment_corrects").total) == ([10000], 1)
    told = understood(made, corrections=say(opmerking_bij_een_cel="counts"))
    assert (column(told, "expenses", "cents"), days_of(told, "expenses", "booked_on")) == ([cents], [day])


@pytest.mark.parametrize("comment", ["was 250,00", "bon nagekeken op 14-3-2019", "moet nog betaald", "moet 250 of 300 zijn"])
def test_a_comment_that_says_no_one_other_value_is_only_said_to_be_there(comment: str) -> None:
    result = understood(with_comments(expenses([DAY, "Materiaal", "LEVgroep", 100]), {(1, 3): comment}))
    assert codes(result) & {"comment_corrects", "cells_with_comment"} == {"cells_with_comment"}


def test_earlier_days_of_a_cell_can_be_said_to_count() -> None:
    made = sheet("Bezoeken", LIST, *rows(["3/2, 8/2-2019", DAY, DAY]))
    asked = understood(made)
    assert (len(asked.dataset.visits), found(asked, "later_day").total) == (3, 1)
    told = understood(made, corrections=say(eerdere_datum_in_een_cel="counts"))
    days = dict(zip(days_of(told, "visits", "visited_on"), column(told, "visits", "outcome"), strict=True))
    assert (len(told.dataset.visits), days[date(2019, 2, 3)], days[date(2019, 2, 8)]) == (4, "not_at_home", "conversation")


def in_order(wrong: int) -> RawSheet:
    """A list in order over the turn of a year, the first days of January typed with the old one."""
    days = [date(2018, 12, 1) + timedelta(3 * number) for number in range(20)]
    january = [number for number, day in enumerate(days) if day.year == 2019][:wrong]
    typed = [day.replace(year=2018) if number in january else day for number, day in enumerate(days)]
    return sheet("Bezoeken", LIST, *rows([datetime(day.year, day.month, day.day) for day in typed]))  # noqa: DTZ001 - as a sheet has them


def test_days_that_jump_a_year_in_a_list_in_order_are_asked_about() -> None:
    asked = understood(in_order(3))
    assert found(asked, "days_may_be_year_off").cells == ("A13", "A14", "A15")
    (question,) = questions(asked)
    assert [written for _, written in likely_answers(question, asked, ())] == ["visited_on:day_first", "visited_on:in_order"]
    told = understood(in_order(3), corrections=Corrections(headers={"datum": "visited_on:in_order"}))
    assert days_of(told, "visits", "visited_on") == days_of(understood(in_order(0)), "visits", "visited_on")


def test_a_list_that_is_in_no_order_has_no_day_that_jumps() -> None:
    days: list[Cell] = [date(2018 + number % 2, 1 + number % 11, 5) for number in range(20)]
    assert "days_may_be_year_off" not in codes(understood(sheet("Bezoeken", LIST, *rows(days))))


@pytest.mark.parametrize(
    ("above", "header"), [("Bedragen x € 1.000", "Bedrag"), (None, "Bedrag (x 1.000)"), ("in duizenden euro's", "Bedrag")]
)
def test_amounts_in_thousands_are_read_so_unless_the_user_says_otherwise(above: str | None, header: str) -> None:
    made = sheet("Uitgaven", [above], [], ["Datum", header], [DAY, 4.7], [DAY, "2,5"])
    result = understood(made)
    assert (result.dataset.expenses["cents"].sum(), "amounts_in_thousands" in codes(result)) == (720000, True)
    plain = Corrections(fields={("werkmap.xlsx", "Uitgaven", 1): "cents:as_written"})
    assert understood(made, corrections=plain).dataset.expenses["cents"].sum() == 720


def test_amounts_that_would_be_far_over_the_budget_are_asked_about() -> None:
    result = understood(sheet("Uitgaven", ["Bedragen x € 1.000"], [], ["Datum", "Bedrag"], [DAY, 4700], [DAY, 2500]))
    assert (result.dataset.expenses["cents"].sum(), "amounts_may_be_in_thousands" in codes(result)) == (720000, True)


def test_all_small_amounts_are_in_the_question_and_not_only_those_with_three_decimals() -> None:
    small = [1.35, 1.875, 1.125, 2.4]
    booked: list[list[Cell]] = [[DAY, amount] for amount in (*small, 400, 500, 600, 700, 800)]
    made = sheet("Uitgaven", ["Datum", "Bedrag"], *booked)
    assert found(understood(made), "amounts_may_be_thousands").total == len(small)
    told = understood(made, corrections=Corrections(headers={"bedrag": "cents:thousandths"}))
    assert told.dataset.expenses["cents"].sum() == 300000 + 135000 + 187500 + 112500 + 240000


@pytest.mark.parametrize(
    "cell", ["wonen: open\nwerken: afgerond", "wonen (open); werken (afgerond)", "wonen - open, werken - afgerond"]
)
def test_requests_with_their_status_in_a_cell_are_requests(cell: str) -> None:
    headers = ["Bezoeknummer", *LIST, "Hulpvragen"]
    made = sheet("Bezoeken", headers, *([number, *row, cell] for number, row in enumerate(rows([DAY] * 3), 1)))
    result = understood(made)
    pairs = zip(column(result, "requests", "theme"), column(result, "requests", "status"), strict=True)
    assert sorted(set(pairs)) == [("werken", "closed"), ("wonen", "open")]
    assert (len(result.dataset.requests), found(result, "requests_in_cells").total) == (6, 3)


def test_requests_in_the_rows_of_visits_that_do_not_count_are_counted() -> None:
    headers = ["Bezoeknummer", *LIST, "Hulpvraag 1: thema", "Hulpvraag 1: status"]
    given = [("wonen", "open"), ("wonen", "appeltaart"), (None, None)]
    made = sheet(
        "Bezoeken",
        headers,
        *([number, *row, *pair] for number, (row, pair) in enumerate(zip(rows([DAY] * 3), given, strict=True), 1)),
    )
    result = understood(made)
    (read,) = result.sheets
    assert (read.rows_read, read.rows_left_out, read.requests_left_out, result.rows_left_out) == (3, 0, 1, 1)


def test_what_was_taken_for_a_known_word_can_be_said_to_be_another() -> None:
    made = visits(visit(1), visit(2, Uitkomst="was er niet, briefje achtergelaten"))
    result = understood(made)
    assert [(word.text, word.meaning) for word in result.words] == [("was er niet, briefje achtergelaten", "not_at_home")]
    other = Corrections(words=OwnWords({WordList.OUTCOME: {"was er niet, briefje achtergelaten": "refused"}}))
    assert column(understood(made, corrections=other), "visits", "outcome") == ["conversation", "refused"]
