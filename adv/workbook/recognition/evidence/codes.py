"""Evidence of codes: columns that a legend or a code book explains, and numbers under a header with "kosten" that are no money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.columns.assignment import DECIDED, DOUBTED, Assignment, Column
from adv.workbook.recognition.columns.header_words import SURE_OF_MARK, Match
from adv.workbook.recognition.evidence.by_header import bears_out, said_by
from adv.workbook.recognition.evidence.ledger_by_content import NUMBERING
from adv.workbook.recognition.places.layout import header_of
from adv.workbook.understood import Reason
from adv.workbook.values.amounts import parse_amount
from adv.workbook.vocabulary.code_legends import LISTED, codes_in
from adv.workbook.vocabulary.fields import FIELDS, MARKED, Kind
from adv.workbook.vocabulary.knowledge import MOSTLY
from adv.workbook.vocabulary.word_lists import WordList
from adv.workbook.vocabulary.words import WORD, is_blank, value_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adv.workbook.tables.grid import Cell
    from adv.workbook.vocabulary.code_legends import Variable

SAID_BY_PART: Final = frozenset({"header_phrase", "header_like"})  # reasons of headers of which a part alone speaks of money
FEWEST_ROWS: Final = 2  # on average, with each code
FEWEST_CODES: Final = 2
FEWEST_LETTERS: Final = 3
# Kinds that a column of codes alone may be of.
EXPLAINED: Final = (Kind.CATEGORY, Kind.OUTCOME, Kind.STATUS, Kind.THEMES, Kind.THEME)


def codes(so_far: Assignment) -> Assignment:
    """Take columns of codes for what a legend says of them, and none for money."""
    if so_far.words.table is TableName.EXPENSES:
        so_far = _without_codes(so_far)
    taken: dict[int, Match] = {}
    for name, kind in FIELDS[so_far.words.table].items():
        explained = so_far.known.legends.of(LISTED[kind]) if kind in EXPLAINED and name not in so_far.named else {}
        if explained:
            fitting = [at for at, one in so_far.columns.items() if _is_numbering(so_far, one) and _are_explained(one, explained)]
            if kind is Kind.OUTCOME and not fitting:
                fitting = [at for at, one in so_far.columns.items() if so_far.is_free(one) and _are_letters(one, explained)]
            taken |= {at: Match(name, SURE_OF_MARK, Reason("by_legend")) for at in fitting[:1] if at not in taken}
    return so_far.having(taken)


def _is_numbering(so_far: Assignment, column: Column) -> bool:
    at = column.header.column
    is_free = at not in so_far.matches and at not in so_far.left_out
    return is_free and NUMBERING.issuperset(WORD.findall(column.header.bare)) and bool(column.header.bare)


def _are_explained(column: Column, explained: Iterable[str]) -> bool:
    found = [codes_in(cell) for cell in column.sample]
    return len(found) >= FEWEST_CODES and all(said and {*explained}.issuperset(said) for said in found)


def _are_letters(column: Column, explained: Iterable[str]) -> bool:
    """Say whether a column holds the letters of a legend, under whatever header: "g", "nt", "afspr"; a few cells may say more: "nt 2x"."""
    letters = {code for code in explained if code.isalpha()}
    said = [word for cell in column.sample if isinstance(cell, str) and (word := value_key(cell).rstrip(".")) in letters]
    return len(set(said)) >= FEWEST_LETTERS and len(said) >= MOSTLY * len(column.sample)


def _without_codes(so_far: Assignment) -> Assignment:
    """Take numbers below "Kostensoortcode" for no money, nor those that stand for a text (4100 beside "Drukwerk") where others are amounts."""
    ends = tuple(so_far.knowledge.words.ledger.codes)
    matched = {at: match for at, match in so_far.matches.items() if match.field == "cents" and match.reason.key not in DECIDED}
    doubtful = [at for at, one in matched.items() if one.reason.key in SAID_BY_PART and _are_whole(so_far.columns[at].sample)]
    found: dict[int, Match] = {}
    for at in doubtful:
        column, has_others = so_far.columns[at], any(one != at and so_far.columns[one].sample for one in matched)
        is_called_so = any(word.endswith(ends) for word in WORD.findall(column.header.key))
        if is_called_so or (has_others and _stands_for_text(so_far, column)):
            so_far = so_far.without((at,))
            stems = (match for match in so_far.words.stems(column.header) if match.field != "cents")
            match = next((match for match in stems if bears_out(so_far, column, match.field)), None)
            found |= {at: match} if match else {}
    return so_far.having(found)


def _stands_for_text(so_far: Assignment, column: Column) -> bool:
    """Say whether each number comes again and again, always beside the same text: 4100 beside "Drukwerk", 4200 beside "Huur"."""
    numbers = [str(cell) if not is_blank(cell) else "" for cell in column.cells]
    different = {number for number in numbers if number}
    if len(different) < FEWEST_CODES or sum(map(bool, numbers)) < FEWEST_ROWS * len(different):
        return False
    for other in so_far.columns.values():
        if other is column or not other.sample or not all(isinstance(cell, str) for cell in other.sample):
            continue
        pairs = {(number, str(cell)) for number, cell in zip(numbers, other.cells, strict=True) if number}
        if len(pairs) == len(different) == len({text for _, text in pairs}):
            return True
    return False


def _are_whole(sample: Iterable[Cell]) -> bool:
    cents = [parse_amount(cell).value for cell in sample if not is_blank(cell)]
    return bool(cents) and all(amount is not None and amount >= 0 and not amount % 100 for amount in cents)


def code_book(so_far: Assignment) -> Assignment:
    """Take a column for what the code book says that it asks, or for what its codes stand for; the user's decision goes first."""
    found: dict[int, Match] = {}
    for at, column in so_far.columns.items():
        variable = so_far.known.code_book.variables.get(column.header.key)
        match = so_far.matches.get(at)
        is_sure = so_far.is_settled(at) or (match is not None and match.certainty > DOUBTED)
        if variable is None or is_sure or not column.sample:
            continue
        taken = {*so_far.named, *(one.field for one in found.values())}
        if said := _by_label(so_far, column, variable) or _by_codes(so_far, column, variable, taken):
            found[at] = said
    return so_far.having(found)


def _by_label(so_far: Assignment, column: Column, variable: Variable) -> Match | None:
    label = variable.label
    if label and _are_codes(column, variable) and so_far.known.legends.knows([*variable.meanings.items()], WordList.YES_NO):
        match = so_far.words.match(header_of(column.header.column, label))
        if match and match.option is not None and match.field in MARKED:
            return replace(match, certainty=SURE_OF_MARK, reason=Reason("by_legend"))
    said = said_by(so_far, replace(column, header=header_of(column.header.column, label))) if label else None
    if not isinstance(said, Match):
        return None
    is_explained = said.certainty <= DOUBTED and _are_codes(column, variable)
    return replace(said, certainty=SURE_OF_MARK, reason=Reason("by_legend")) if is_explained else said


def _by_codes(so_far: Assignment, column: Column, variable: Variable, taken: set[str]) -> Match | None:
    """Find the field that no column has yet, and of which the meanings of the codes are known: 1 is "gesprek", so the outcome."""
    if not _are_codes(column, variable):
        return None
    meanings = [*variable.meanings.items()]
    open_fields = [(name, kind) for name, kind in FIELDS[so_far.words.table].items() if kind in EXPLAINED and name not in taken]
    known = (name for name, kind in open_fields if so_far.known.legends.knows(meanings, LISTED[kind]))
    return next((Match(name, SURE_OF_MARK, Reason("by_legend")) for name in known), None)


def _are_codes(column: Column, variable: Variable) -> bool:
    codes = [codes_in(cell) for cell in column.sample]
    return bool(variable.meanings) and all(said and variable.meanings.keys() >= {*said} for said in codes)
