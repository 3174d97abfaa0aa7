"""What is asked of whom uploads a workbook, and in which order."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.model import TableName
from adv.workbook.asked_findings import is_settled
from adv.workbook.questions import Question, Subject, can_be_said, likely_answers, may_be_table, questions
from adv.workbook.questions import alike as alike_sheets
from adv.workbook.tables.findings import alike
from adv.workbook.understood import Corrections
from adv.workbook.vocabulary.word_lists import OwnWords, WordList
from tests.workbook.sheets import HEADERS, REQUEST_HEADERS, request, requests, sheet, understood, visit, visits

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

DAY = date(2019, 3, 4)


def asked(*sheets: object, corrections: Corrections | None = None) -> tuple[Question, ...]:
    return questions(understood(*sheets, corrections=corrections or Corrections()))  # type: ignore[arg-type]  # sheets as the tests make them


def test_a_workbook_without_doubts_asks_nothing() -> None:
    assert asked(sheet("Bezoeken", HEADERS, visit(1), visit(2))) == ()


def test_words_that_cost_rows_come_before_those_that_do_not() -> None:
    found = asked(sheet("Bezoeken", HEADERS, visit(1, **{"Thema's": "tuinieren"}), visit(2, Uitkomst="praatje pot")))
    assert [(one.subject, one.list, [word.text for word in one.words]) for one in found] == [
        (Subject.WORDS, WordList.OUTCOME, ["praatje pot"]),
        (Subject.WORDS, WordList.THEME, ["tuinieren"]),
    ]


def test_a_word_with_a_meaning_is_asked_no_more() -> None:
    decided = Corrections(words=OwnWords({WordList.OUTCOME: {"praatje pot": "conversation"}}))
    assert asked(sheet("Bezoeken", HEADERS, visit(1), visit(2, Uitkomst="praatje pot")), corrections=decided) == ()


def test_a_list_without_a_column_that_it_needs_asks_for_it_first_once_for_tabs_alike() -> None:
    day = HEADERS.index("Datum")
    headers = ["Kletskoek" if place == day else name for place, name in enumerate(HEADERS)]
    row = ["aap" if place == day else cell for place, cell in enumerate(visit(1))]
    found = asked(sheet("2018", headers, row), sheet("2019", headers, row))
    assert (found[0].subject, [one.sheet for one in found[0].sheets]) == (Subject.COLUMNS, ["2018", "2019"])
    assert "Kletskoek" in [column.header for column in found[0].columns]


def test_a_sheet_that_nobody_knows_is_asked_about() -> None:
    rows: list[list[Cell]] = [[DAY, "Koffie", 12.5], [DAY, "Zaal", 80.0], [DAY, "Zaal", 75.0], [DAY, "Thee", 8.0]]
    strange = sheet("Blad2", ["Moment", "Waarvoor", "Hoeveel"], *rows)
    found = asked(sheet("Bezoeken", HEADERS, visit(1), visit(2)), strange)
    assert [(one.subject, one.sheets[0].sheet) for one in found] == [(Subject.SHEET, "Blad2")]
    assert found[0].sheets[0].table is None


def test_what_was_left_out_by_its_user_is_not_asked_again() -> None:
    decided = Corrections(tables={("", "Bezoeken"): None})
    intake = understood(sheet("Bezoeken", HEADERS, visit(1)), sheet("Meer", HEADERS, visit(2)), corrections=decided)
    assert questions(intake) == ()
    assert [one.table for one in intake.sheets] == [None, TableName.VISITS]


def test_a_finding_is_said_once_in_its_question_or_by_itself() -> None:
    intake = understood(sheet("Bezoeken", HEADERS, visit(1), visit(2, Uitkomst="praatje pot")))
    (finding,) = [one for one in intake.findings if one.code == "unknown_outcome"]
    assert is_settled(finding, questions(intake))
    assert not is_settled(finding, ())


@pytest.mark.parametrize(
    ("headers", "cells", "asked_of", "answer"),
    [
        (["Datum"], [["12 juli"], ["13 juli"]], "Datum", "visited_on:2019"),
        (["Datum"], [["25-1-2019"], ["1/16/2019"], ["1/28/2019"]], "Datum", "visited_on:day_first"),
        (["Datum"], [[f"{day}-1-2019 22:1{day}"] for day in (1, 2, 3)], "Datum", "visited_on:next_day"),
        (["Datum", "Opmerkingen"], [[DAY, "3x geweest"], [DAY, "hond"]], "Opmerkingen", "times"),
    ],
    ids=["no year", "both orders", "before midnight", "how often, among remarks"],
)
def test_how_a_column_is_read_is_asked_where_its_cells_do_not_say(
    headers: list[Cell], cells: list[list[Cell]], asked_of: str, answer: str
) -> None:
    rows: list[list[Cell]] = [[*some, "Waartplein", door, "gesprek"] for door, some in enumerate(cells, 1)]
    raw = sheet("Bezoeken", [*headers, "Straat", "Nr", "Uitkomst"], *rows)
    (question,) = asked(raw)
    assert [column.header for column in question.columns] == [asked_of]
    answered = asked(raw, corrections=Corrections(headers={asked_of: answer}))
    assert [one.list for one in answered if one.list is not WordList.DAY] == []  # a day that cannot be read so is asked by itself


def test_a_list_that_lacks_a_column_asks_for_it_also_when_every_column_is_known() -> None:
    outcome = HEADERS.index("Uitkomst")
    rows = [[cell for place, cell in enumerate(row) if place != outcome] for row in (HEADERS, visit(1), visit(2))]
    (question,) = asked(sheet("Bezoeken", *rows))
    assert [column.header for column in question.columns] == [name for name in HEADERS if name != "Uitkomst"]
    assert question.rows_waiting == 2


def test_a_word_that_is_asked_about_names_its_cells_and_the_rows_that_wait() -> None:
    rows = [visit(1), visit(2, Uitkomst="praatje pot"), visit(3, Uitkomst="praatje pot")]
    (question,) = asked(sheet("Bezoeken", HEADERS, *rows))
    assert question.rows_waiting == 2
    assert question.words[0].cells == ("F3", "F4")


def test_what_is_wrong_on_two_sheets_or_lacks_twice_in_a_row_is_said_once() -> None:
    lacking = visit(2, Straat=None, Uitkomst=None)
    first = understood(sheet("2018", HEADERS, visit(1), lacking), sheet("2019", HEADERS, visit(3), visit(4, Datum="ooit")))
    missing, *_ = [group for group in alike(first.findings) if group.whole.code == "value_missing"]
    assert (missing.whole.count, missing.places(2)) == (1, "2018: C3, F3")
    assert missing.whole.params["column"] == "Straat, Uitkomst"
    days = [sheet(name, HEADERS, visit(1), visit(2, Datum="ooit")) for name in ("2018", "2019")]
    (unread,) = [group for group in alike(understood(*days).findings) if group.whole.code == "unreadable_date"]
    assert (unread.whole.count, unread.places(2)) == (2, "2018: B3; 2019: B3")


def test_of_a_column_that_nobody_knows_words_are_shown_and_names_are_not() -> None:
    kinds, names = ["bellen", "kaartje"] * 6, ["jan smit", "ans bos", "piet vos", "els mos"] * 3
    rows = [[*visit(number), kind, name] for number, (kind, name) in enumerate(zip(kinds, names, strict=True), 1)]
    rows[0][-1] = "Kees de Wit"
    columns = understood(sheet("Bezoeken", [*HEADERS, "Kletskoek", "Wauwel"], *rows)).sheets[0].columns
    assert columns[-2].samples == ("bellen", "kaartje")
    assert columns[-1].samples == ()


@pytest.mark.parametrize(
    ("headers", "cells", "answers"),
    [
        (["Datum"], ["12 juli", "13 juli"], ["visited_on:2018", "visited_on:2019", "visited_on:2018-2019"]),
        (["Datum"], ["25-1-2019", "1/16/2019"], ["visited_on:day_first", "visited_on:month_first"]),
        (["Datum"], [f"{day}-1-2019 22:1{day}" for day in (1, 2, 3)], ["visited_on:day_first", "visited_on:next_day"]),
    ],
    ids=["no year", "both orders", "before midnight"],
)
def test_the_likely_answers_about_a_column_are_the_ways_in_which_it_may_be_read(
    headers: list[Cell], cells: list[Cell], answers: list[str]
) -> None:
    rows: list[list[Cell]] = [[cell, "Waartplein", door, "gesprek"] for door, cell in enumerate(cells, 1)]
    result = understood(sheet("Bezoeken", [*headers, "Straat", "Nr", "Uitkomst"], *rows))
    (question,) = questions(result)
    assert likely_answers(question, result, ("2018", "2019")) == tuple((0, answer) for answer in answers)
    years = [str(year) for year in range(2011, 2020)]
    assert len(likely_answers(question, result, years)) == (6 if len(answers[0]) == len("visited_on:2018") else 2)


def test_the_likely_answers_about_a_list_that_lacks_something_are_that_of_each_column_left() -> None:
    day = HEADERS.index("Datum")
    headers = ["Kletskoek" if place == day else name for place, name in enumerate(HEADERS)]
    result = understood(sheet("2018", headers, ["aap" if place == day else cell for place, cell in enumerate(visit(1))]))
    assert likely_answers(questions(result)[0], result, ()) == ((day, "visited_on"),)


def test_the_likely_answers_about_a_sheet_are_the_lists_that_come_most_and_about_words_none() -> None:
    rows: list[list[Cell]] = [[DAY, "Koffie", 12.5], [DAY, "Zaal", 80.0], [DAY, "Zaal", 75.0], [DAY, "Thee", 8.0]]
    strange = sheet("Blad2", ["Moment", "Waarvoor", "Hoeveel"], *rows)
    result = understood(sheet("Bezoeken", HEADERS, visit(1), visit(2, Uitkomst="praatje pot")), strange)
    of_sheet, of_words = questions(result)
    assert [answer for _, answer in likely_answers(of_sheet, result, ())] == ["visits", "requests", "expenses"]
    assert likely_answers(of_words, result, ()) == ()
    known, unknown = sorted(result.sheets, key=lambda one: one.table is None)
    assert (may_be_table(unknown, result.sheets), can_be_said(unknown, result.sheets)) == (True, True)
    assert alike_sheets(known, result.sheets) == (known,)


def test_rows_wait_for_words_that_cost_them_and_for_no_others() -> None:
    found = asked(sheet("Bezoeken", HEADERS, visit(1, **{"Thema's": "tuinieren"}), visit(2, Uitkomst="praatje pot")))
    assert [one.rows_waiting for one in found] == [1, 0]


@pytest.mark.parametrize(
    ("cell", "code", "is_said"),
    [("ooit", "unreadable_date", True), (None, "value_missing", True), ("31-12-2030", "date_in_future", True)],
)
def test_a_day_that_costs_its_row_is_asked_about_and_needs_no_words_of_its_own(cell: Cell, code: str, *, is_said: bool) -> None:
    result = understood(visits(visit(1), visit(2, Datum=cell)))
    (finding,) = [one for one in result.findings if one.code == code]
    found = questions(result)
    assert [one.list for one in found] == [WordList.DAY]
    assert is_settled(finding, found) is is_said
    assert found[0].rows_waiting == 1


def test_a_request_without_its_visit_is_asked_about() -> None:
    result = understood(visits(visit(1)), requests(request(1, Bezoeknummer="B9")))
    (finding,) = [one for one in result.findings if one.code == "visit_unknown"]
    (question,) = questions(result)
    assert (question.list, question.rows_waiting) == (WordList.VISIT, 1)
    assert is_settled(finding, (question,))


def test_columns_that_lack_are_asked_about_on_their_own_sheet_only() -> None:
    lacking = [name for name in HEADERS if name != "Uitkomst"]
    outcome = HEADERS.index("Uitkomst")
    row = [cell for place, cell in enumerate(visit(1)) if place != outcome]
    result = understood(sheet("2018", lacking, row), sheet("Hulpvragen", REQUEST_HEADERS[1:4], request(1)[1:4]))
    missing = [one for one in result.findings if one.code == "columns_missing"]
    found = questions(result)
    for finding in missing:
        mine = [one for one in found if one.sheets and one.sheets[0].sheet == finding.sheet]
        others = [one for one in found if one not in mine]
        assert (is_settled(finding, mine), is_settled(finding, others)) == (True, False)
    assert [one.sheet for one in missing] == ["2018", "Hulpvragen"]


def test_a_column_on_which_no_row_hangs_is_asked_about_after_the_words() -> None:
    rows: list[list[Cell]] = [[*visit(1), "3x geweest"], [*visit(2, **{"Thema's": "tuinieren"}), "hond"]]
    found = asked(sheet("Bezoeken", [*HEADERS, "Opmerkingen"], *rows))
    assert [(one.subject, one.list) for one in found] == [(Subject.WORDS, WordList.THEME), (Subject.COLUMNS, None)]
    assert [one.rows_waiting for one in found] == [0, 0]


def test_a_column_of_days_that_may_be_read_in_two_ways_is_asked_about_before_the_words() -> None:
    day = HEADERS.index("Datum")
    rows = [
        [*row[:day], cell, *row[day + 1 :]]
        for row, cell in zip((visit(1, **{"Thema's": "tuinieren"}), visit(2)), ("25-1-2019", "1/16/2019"), strict=True)
    ]
    subjects = [one.subject for one in asked(sheet("Bezoeken", HEADERS, *rows))]
    assert subjects.index(Subject.COLUMNS) < subjects.index(Subject.WORDS)
