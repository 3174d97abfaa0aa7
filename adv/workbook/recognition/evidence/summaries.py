"""Evidence of a column that says all answers together, beside a column for each of them: which one is read, and where they differ."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.workbook.vocabulary.fields import SEVERAL
from adv.workbook.vocabulary.recognition import Reason
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from adv.workbook.recognition.assignment import Assignment
    from adv.workbook.tables.grid import Cell
    from adv.workbook.vocabulary.project_names import Names

FEWEST: Final = 2  # columns of answers
APART: Final = "answers_apart"


def without_summary(so_far: Assignment, at: int, answers: Iterable[int]) -> Assignment:
    """Leave out a column where each of its answers has a column that says it in every row."""
    marks = [so_far.columns[other].cells for other in answers]
    cells = so_far.columns[at].cells
    if not all(is_blank(cell) or any(not is_blank(mark[row]) for mark in marks) for row, cell in enumerate(cells)):
        return so_far
    matches = {other: said for other, said in so_far.matches.items() if other != at}
    return replace(so_far, matches=matches, left_out={**so_far.left_out, at: Reason(APART)})


def summaries(so_far: Assignment) -> Assignment:
    """Name the rows in which a column of all answers and the columns of each differ; then the columns of each are read."""
    for field in dict.fromkeys(match.field for match in so_far.matches.values()):
        kind = so_far.kind(field)
        answers = {at: match.option for at, match in so_far.matches.items() if match.field == field and match.option}
        names = so_far.knowledge.names_of(kind) if kind in SEVERAL and len(answers) >= FEWEST else None
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
