"""Findings that a question is about: what can be done about them is to answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.workbook.questions import DOUBTED_READINGS, MISSING, Question, Subject, names_in, questions
from adv.workbook.tables.findings import Finding, Severity
from adv.workbook.understood import UNREAD
from adv.workbook.vocabulary.unknown_words import MOST_VALUES
from adv.workbook.vocabulary.word_lists import AS_IT_STANDS, COLOUR, TAB, AskedWord, LayoutWord, WordList, word_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.questions import Found

OF_COLUMNS: Final = UNREAD | DOUBTED_READINGS | {"columns_guessed"}  # codes about whole columns
SAID_OF: Final = {  # by the code of what is said of rows or cells, how the word begins by which that is asked
    **dict.fromkeys(("comment_differs", "comment_corrects"), LayoutWord.COMMENT),
    "later_day": LayoutWord.EARLIER,
    "other_day": LayoutWord.LATER,
    "headings_may_be_streets": LayoutWord.HEADING,
    "reference_may_be_above": LayoutWord.BELOW,
    **dict.fromkeys(("colours_read", "colours_not_read", "amounts_back_by_colour"), COLOUR),
    "tab_of_same_invoices": TAB,
}
OF_SHEETS: Final = {  # by the code of what is said of a whole sheet, the lists of the words there by which that is asked
    **dict.fromkeys(("street_from_sheet_unsure", "street_of_sheet_missing"), (WordList.STREET,)),
    "rows_incoming": (WordList.CATEGORY,),
    "outcome_denied": (WordList.OUTCOME,),
    "no_row_counts": tuple(WordList),
}
STREET_MISSPELT: Final = "street_misspelt"  # code: the street that was probably meant is a word that is asked about
# Another code of cells with a word that is asked about.
OF_WORDS: Final = {WordList.OUTCOME: "unreadable_diary", WordList.ORGANISATION: "unknown_partner"}


def with_questions(intake: Found) -> tuple[Finding, ...]:
    """Say of each finding whether a question is open about it: what can be done about it depends on that."""
    asked = questions(intake)
    return tuple(replace(one, is_asked=any(_is_about(one, each) for each in asked)) for one in intake.findings)


def _is_about(finding: Finding, question: Question) -> bool:
    """Tell if an answer says something of a finding."""
    if question.subject is Subject.WORDS:
        return any(_names(word, finding) for word in question.open_words)
    mine = [sheet for sheet in question.sheets if (sheet.file, sheet.sheet) == (finding.file, finding.sheet)]
    if question.subject is Subject.SHEET or (finding.code in MISSING and question.subject is Subject.COLUMNS):
        return bool(mine) and (finding.code in UNREAD or finding.code in MISSING)
    names = {sheet.name_of(column) for sheet in mine for column in question.columns}
    return finding.code in OF_COLUMNS and any(names & {*names_in(finding, sheet)} for sheet in mine)


def _names(word: AskedWord, finding: Finding) -> bool:
    """Tell if a finding is about a word: it has its cells, or it is what is said of such words wherever they stand."""
    code, here = finding.code, word.sheet == finding.sheet
    if code in SAID_OF:
        return word_key(word.text).startswith(SAID_OF[code])
    if code in OF_SHEETS:
        return here and word.list in OF_SHEETS[code]
    if code == STREET_MISSPELT:
        return word.list is WordList.STREET and word.suggestion == finding.params["known"]
    is_of_list = code.removesuffix("_near") in {f"unknown_{word.list.value}", f"other_{word.list.value}", OF_WORDS.get(word.list)}
    return is_of_list or (here and not {*word.cells}.isdisjoint(finding.cells))


def is_settled(finding: Finding, asked: Sequence[Question]) -> bool:
    """Tell if a finding needs no words of its own: one of these questions is about the same, and an answer settles it."""
    return any(
        (question.list is not None and finding.code in {f"unknown_{question.list.value}", OF_WORDS.get(question.list)})
        or (question.list in AS_IT_STANDS and _has_its_cells(finding, question))
        or (
            question.subject is Subject.COLUMNS
            and finding.code in MISSING
            and (finding.file, finding.sheet) in {(sheet.file, sheet.sheet) for sheet in question.sheets}
        )
        for question in asked
    )


def _has_its_cells(finding: Finding, question: Question) -> bool:
    """Tell if a question has a word for each cell of a finding: it asks about the first of each, and about no more than so many."""
    cells = {cell for word in question.open_words if word.sheet == finding.sheet for cell in word.cells}
    return len(question.open_words) < MOST_VALUES and finding.severity is Severity.ERROR and bool(cells & {*finding.cells})
