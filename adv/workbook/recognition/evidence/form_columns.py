"""Evidence of how tools for forms write their questions: in groups, and with a column for each answer beside or instead of one for all."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from adv.workbook.recognition.columns.header_words import SURE_OF_PHRASE, SURE_OF_STEM, Match
from adv.workbook.recognition.evidence.by_header import said_by
from adv.workbook.recognition.places.layout import GROUP_SIGNS, header_of, within_group
from adv.workbook.understood import Reason
from adv.workbook.vocabulary.fields import SEVERAL, request_part
from adv.workbook.vocabulary.knowledge import are_marks
from adv.workbook.vocabulary.likeness import NEGATIONS
from adv.workbook.vocabulary.words import header_key, is_blank, numberless

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from adv.workbook.recognition.columns.assignment import Assignment
    from adv.workbook.tables.grid import Cell
    from adv.workbook.vocabulary.project_names import Names

FEWEST_OF_A_FORM: Final = 2  # questions in a group, columns of answers, different answers to a question that says nothing
APART: Final = "answers_apart"


class Answers(Struct, frozen=True):
    """The columns of the answers to one question, by what a mark in each means."""

    question: str  # as it is compared
    columns: Mapping[int, Match]
    certainty: float  # with which the question asks for this

    @property
    def field(self) -> str:
        """Give the field that the question asks for."""
        return next(iter(self.columns.values())).field


def form_columns(so_far: Assignment) -> Assignment:
    """Read the questions of a form within their groups, and the answers that have a column each, once."""
    so_far = _in_groups(so_far)
    asked = _questions(so_far)
    known = [answers for answers in asked if answers.certainty]
    fields = {answers.field for answers in known}
    for answers in asked:
        are_several = len({match.option for match in answers.columns.values()}) >= FEWEST_OF_A_FORM
        if are_several and not answers.certainty and answers.field not in fields:
            so_far = so_far.having({at: replace(match, certainty=SURE_OF_PHRASE) for at, match in answers.columns.items()})
            known.append(answers)
            fields.add(answers.field)
    return _without_summaries(_of_one_question(so_far, known), known)


def _in_groups(so_far: Assignment) -> Assignment:
    """Take questions whose headers begin with the same group by what follows it: "bezoek-datum", "bezoek-straat"."""
    for sign in GROUP_SIGNS:
        inner = {at: parts for at, column in so_far.columns.items() if (parts := within_group(column.header.text, sign))}
        for at, (group, question) in inner.items():
            column, header = so_far.columns[at], header_of(at, question)
            is_known = not so_far.is_free(column) and (at not in so_far.matches or so_far.matches[at].certainty > SURE_OF_STEM)
            if is_known or sum(one.header.text.startswith(group + sign) for one in so_far.columns.values()) < FEWEST_OF_A_FORM:
                continue
            said = said_by(so_far, replace(column, header=header))
            # an answer without its question may be one to another question
            if isinstance(said, Match) and (said.option is None or any(so_far.words.answers(header))):
                so_far = so_far.having({at: said})
    return so_far


def _questions(so_far: Assignment) -> list[Answers]:
    """Gather the columns of answers by their question; of one that is not known to ask for this the certainty is 0."""
    found: dict[tuple[str, str], dict[int, Match]] = {}
    for at, column in so_far.columns.items():
        said = so_far.matches.get(at)
        is_told = said is not None and (
            request_part(said.field) is not None or (said.option is None and said.certainty > SURE_OF_STEM)
        )
        if at in so_far.left_out or is_told:
            continue
        for question, match in so_far.words.answers(column.header):
            own = said.option if said else None
            fits = own == match.option if own else are_marks(column.cells, column.sample, so_far.knowledge, match.option)
            if fits:
                found.setdefault((match.field, question), {})[at] = match
                break
    sure = ((question, columns, _certainty(so_far, field, question)) for (field, question), columns in found.items())
    return [Answers(header_key(question), columns, certainty) for question, columns, certainty in sure if certainty is not None]


def _certainty(so_far: Assignment, field: str, question: str) -> float | None:
    """Compute how surely a question asks for a field: 0 when it says nothing, None when it asks for something else."""
    asked = so_far.words.fields_asked(question)
    if field not in asked:
        return None if asked or NEGATIONS & set(re.findall(r"\w+", header_key(question))) else 0
    match = so_far.words.match(header_of(0, question))
    return match.certainty if match and match.field == field else SURE_OF_STEM


def _of_one_question(so_far: Assignment, asked: Iterable[Answers]) -> Assignment:
    """Keep, of several questions for the same, the one that most surely asks for it; the others are said. Branches of one are one."""
    for _, group in groupby(sorted(asked, key=lambda answers: answers.field), key=lambda answers: answers.field):
        best, *others = sorted(group, key=lambda answers: (-answers.certainty, min(answers.columns)))
        for other in others:
            if numberless(other.question) == numberless(best.question):
                continue
            reason = Reason("better_column", {"header": so_far.columns[min(best.columns)].header.shown})
            more = ((min(best.columns), at) for at in other.columns if so_far.columns[at].sample)
            so_far = replace(so_far.without(other.columns, reason), more=(*so_far.more, *more))
    return so_far


def _without_summaries(so_far: Assignment, asked: Sequence[Answers]) -> Assignment:
    """Leave out the column that says all answers together, where each has a column that says it in every row."""
    for answers in asked:
        for at, column in so_far.columns.items():
            match = so_far.matches.get(at)
            is_same = column.header.key == answers.question and at not in answers.columns and at not in so_far.left_out
            if not is_same or (match and (match.field != answers.field or so_far.kind(match.field) not in SEVERAL)):
                continue
            so_far = without_summary(so_far, at, answers.columns)
    return so_far


def without_summary(so_far: Assignment, at: int, answers: Iterable[int]) -> Assignment:
    """Leave out a column where each of its answers has a column that says it in every row."""
    marks = [so_far.columns[other].cells for other in answers]
    cells = so_far.columns[at].cells
    if not all(is_blank(cell) or any(not is_blank(mark[row]) for mark in marks) for row, cell in enumerate(cells)):
        return so_far
    return so_far.without((at,), Reason(APART))


def summaries(so_far: Assignment) -> Assignment:
    """Name the rows in which a column of all answers and the columns of each differ; then the columns of each are read."""
    for field in dict.fromkeys(match.field for match in so_far.matches.values()):
        kind = so_far.kind(field)
        answers = {at: match.option for at, match in so_far.matches.items() if match.field == field and match.option}
        names = so_far.knowledge.names_of(kind) if kind in SEVERAL and len(answers) >= FEWEST_OF_A_FORM else None
        if names is None:
            continue
        whole = [at for at, match in so_far.matches.items() if match.field == field and not match.option]
        for at in (*whole, *(at for at, reason in so_far.left_out.items() if reason.key == APART)):
            if rows := _differing(so_far, at, answers, names):
                so_far = replace(so_far, differing=(*so_far.differing, (at, rows)))
                so_far = without_summary(so_far, at, answers)
    return so_far


def _differing(so_far: Assignment, at: int, answers: Mapping[int, str], names: Names) -> tuple[int, ...]:
    """Find the rows, from the first one of the sheet, in which a column names other answers than the columns of each are marked for."""
    column, options = so_far.columns[at], frozenset(answers.values())

    @cache
    def named(cell: Cell) -> frozenset[str]:
        return options.intersection(names.split(cell)[0]) if isinstance(cell, str) else frozenset()

    @cache
    def is_marked(cell: Cell, option: str) -> bool:
        return bool(so_far.knowledge.marked(cell, option).value)

    found = []
    for row, cell in enumerate(column.cells):
        marks = {option: so_far.columns[other].cells[row] for other, option in answers.items()}
        if is_blank(cell) or all(map(is_blank, marks.values())):
            continue
        if named(cell) != {option for option, mark in marks.items() if is_marked(mark, option)}:
            found.append(row + column.first_row)
    return tuple(found) if any(map(named, column.cells)) else ()
