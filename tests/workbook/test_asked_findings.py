"""What may be done about a finding: to answer, where a question is open about it, and never a question that nobody asks."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest

from adv.texts import LANGUAGES, texts
from adv.workbook.asked_findings import is_settled
from adv.workbook.intake import read_files
from adv.workbook.questions import Subject, questions
from adv.workbook.tables.findings import Finding, Severity
from adv.workbook.tables.grid import Upload
from adv.workbook.understood import Corrections
from adv.workbook.vocabulary.word_lists import OwnWords, WordList
from tests.corpus.cases import cases
from tests.workbook.asked_actions import OF_QUESTIONS, says, wrong_actions
from tests.workbook.sheets import (
    DAY,
    KEY,
    PROJECT,
    TODAY,
    booking,
    codes,
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
    from adv.workbook.tables.grid import Cell

EVERY = 25  # one in so many layouts of the corpus: reading each takes a process of its own


def test_questions_are_spoken_of_where_they_are_asked_and_only_there() -> None:
    """Looks at some of the corpus; `tests/reallife` asks the same of the workbooks that people keep."""
    wrong, read = [], 0
    for split in ("dev by hand", "held by hand", "dev", "held"):
        for made in islice(cases(split), 0, None, EVERY):
            result = read_files([Upload(*file) for file in made.files], PROJECT, KEY, TODAY, needs_table=False)
            wrong += [(made.name, *one) for one in wrong_actions(result)]
            read += 1
    assert read > len(LANGUAGES)
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_question_no_action_speaks_of_one(language: str) -> None:
    known = texts(language)
    made = {key.split(".")[1] for key in known.entries if key.startswith("findings.")}
    wrong = [code for code in sorted(made) if says(Finding(Severity.ERROR, code, "a.xlsx").in_full(known), language, OF_QUESTIONS)]
    assert not wrong


def test_a_cell_that_is_asked_about_is_answered_first_and_needs_no_file() -> None:
    result = understood(expenses(*[booking(10.5 + number) for number in range(4)], booking("1,250"), booking(3)))
    finding = found(result, "ambiguous_amount")
    assert finding.action(texts("nl")).startswith("Beantwoord de vraag hierover")
    assert finding.action(texts("en")).startswith("Answer the question about it")


def test_a_visit_is_asked_for_only_where_the_page_asks_for_it() -> None:
    result = understood(
        visits(*map(visit, range(1, 9))), requests(*[request(number, Bezoeknummer="B099") for number in range(1, 3)])
    )
    finding = found(result, "visit_unknown")
    assert [one.list for one in questions(result)] == [WordList.VISIT]
    assert says(finding, "nl", OF_QUESTIONS)
    assert not says(Finding(finding.severity, finding.code, finding.file, finding.sheet, finding.cells), "nl", OF_QUESTIONS)


def test_what_is_open_on_another_sheet_is_another_matter() -> None:
    paid: list[list[Cell]] = [[DAY, "Materiaal", 5.5 + number] for number in range(6)]
    odd = sheet("Kas", ["Datum", "Kostensoort", "Bedrag"], *paid, [None, "Materiaal", 7.25])
    result = understood(visits(*map(visit, range(1, 9)), visit(9, Uitkomst="mwah")), odd)
    actions = {one.code: one.is_asked for one in result.findings if one.severity is Severity.ERROR}
    assert actions["unknown_outcome"]
    assert found(result, "unknown_outcome").action(texts("en")).startswith("Choose at the questions")


def test_a_name_that_was_taken_for_a_known_one_can_be_said_to_be_another() -> None:
    result = understood(visits(*[visit(number, Straat="Mathijs Vermeulenstraat", Gebied=None) for number in range(1, 6)]))
    assert "«Zo lezen wij je bestand»" in found(result, "street_read_as").action(texts("nl"))
    assert [(word.text, word.meaning) for word in result.words] == [("Mathijs Vermeulenstraat", "Matthijs Vermeulenstraat")]
    other = Corrections(words=OwnWords({WordList.STREET: {"mathijs vermeulenstraat": ""}}))
    again = understood(
        visits(*[visit(number, Straat="Mathijs Vermeulenstraat", Gebied=None) for number in range(1, 6)]), corrections=other
    )
    assert set(again.dataset.visits["street"]) == {"Mathijs Vermeulenstraat"}
    assert "street_read_as" not in codes(again)


def test_states_of_which_the_furthest_counts_can_be_said_to_be_another() -> None:
    rows = [request(number, Bezoeknummer=f"B00{number}") for number in range(1, 6)]
    told = understood(visits(*map(visit, range(1, 9))), requests(*rows, request(6, Status="doorverwezen / afgerond")))
    assert "«Zo lezen wij je bestand»" in found(told, "later_status").action(texts("nl"))
    assert ("doorverwezen / afgerond", "closed") in [(word.text, word.meaning) for word in told.words]


def test_a_question_settles_a_list_that_lacks_a_column() -> None:
    rows: list[list[Cell]] = [[DAY, "Waartplein", number] for number in range(1, 9)]
    result = understood(sheet("Bezoeken", ["Datum", "Straat", "Huisnummer"], *rows))
    asked = questions(result)
    assert [one.subject for one in asked] == [Subject.COLUMNS]
    assert is_settled(found(result, "columns_missing"), asked)
    assert says(found(result, "columns_missing"), "en", OF_QUESTIONS)
