"""Evidence of a code book: columns that are called after a variable, of which another tab says what it asks and what its codes stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from adv.workbook.recognition.assignment import DOUBTED, Assignment, Column
from adv.workbook.recognition.evidence.codes import EXPLAINED
from adv.workbook.recognition.evidence.headers import said_by
from adv.workbook.recognition.header_match import MARK, Match
from adv.workbook.recognition.layout import header_of
from adv.workbook.vocabulary.fields import FIELDS, MARKED
from adv.workbook.vocabulary.legends import LISTED, codes_in
from adv.workbook.vocabulary.recognition import Reason
from adv.workbook.vocabulary.word_lists import WordList

if TYPE_CHECKING:
    from adv.workbook.vocabulary.legends import Variable


def code_book(so_far: Assignment) -> Assignment:
    """Take a column for what the code book says that it asks, or for what its codes stand for; the user's decision goes first."""
    found: dict[int, Match] = {}
    for at, column in so_far.columns.items():
        variable = so_far.known.code_book.variables.get(column.header.key)
        match = so_far.matches.get(at)
        is_settled = at in so_far.left_out or so_far.is_decided(at) or (match is not None and match.certainty > DOUBTED)
        if variable is None or is_settled or not column.sample:
            continue
        if said := _by_label(so_far, column, variable) or _by_codes(
            so_far, column, variable, {one.field for one in found.values()}
        ):
            found[at] = said
    return so_far.having(found)


def _by_label(so_far: Assignment, column: Column, variable: Variable) -> Match | None:
    label = variable.label
    if label and _are_codes(column, variable) and so_far.known.legends.knows([*variable.meanings.items()], WordList.YES_NO):
        match = so_far.words.match(header_of(column.header.column, label))
        if match and match.option is not None and match.field in MARKED:
            return replace(match, certainty=MARK, reason=Reason("by_legend"))
    said = said_by(so_far, replace(column, header=header_of(column.header.column, label))) if label else None
    if not isinstance(said, Match):
        return None
    is_explained = said.certainty <= DOUBTED and _are_codes(column, variable)
    return replace(said, certainty=MARK, reason=Reason("by_legend")) if is_explained else said


def _by_codes(so_far: Assignment, column: Column, variable: Variable, taken: set[str]) -> Match | None:
    """Find the field that has no column yet, and of which the project or the vocabulary knows what the codes stand for."""
    if not _are_codes(column, variable):
        return None
    for name, kind in FIELDS[so_far.words.table].items():
        is_open = kind in EXPLAINED and name not in taken and name not in so_far.named
        if is_open and so_far.known.legends.knows([*variable.meanings.items()], LISTED[kind]):
            return Match(name, MARK, Reason("by_legend"))
    return None


def _are_codes(column: Column, variable: Variable) -> bool:
    codes = [codes_in(cell) for cell in column.sample]
    return bool(variable.meanings) and all(said and variable.meanings.keys() >= {*said} for said in codes)
