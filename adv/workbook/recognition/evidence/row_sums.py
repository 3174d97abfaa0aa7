"""Evidence of an amount that stands in several columns of its row: "Totaal" beside "Zaal | Drank | Materiaal" adds them up, else all of them count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adv.model import TableName
from adv.workbook.recognition.assignment import DECIDED
from adv.workbook.recognition.header_match import PHRASE, Match
from adv.workbook.values.amounts import parse_amount
from adv.workbook.vocabulary.fields import ADDED
from adv.workbook.vocabulary.knowledge import AGREES
from adv.workbook.vocabulary.ledger import worded
from adv.workbook.vocabulary.recognition import Reason
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.recognition.assignment import Assignment, Column
    from adv.workbook.tables.grid import Cell

WHOLE: Final = 100  # cents
OF_COST: Final = ("kosten", "vergoeding")  # how a word ends that is a kind of cost
FEWEST: Final = 2  # parts of a sum, and rows that show it
PART: Final = Reason("part_of_sum")
SIDED: Final = frozenset({"credit", "received", "side", "credit_account"})
SURE: Final = 0.9


def parts_of_amounts(so_far: Assignment) -> Assignment:
    """Take what several columns of costs come to for the amount of each row: the column that is their sum, else all of them together.

    All count where each is called after a kind of cost, and none is filled in every row; where one is, it may hold the others.
    """
    if so_far.words.table is not TableName.EXPENSES or SIDED & so_far.named.keys() or ADDED in so_far.named:
        return so_far
    open_columns = [at for at in so_far.columns if _may_be_part(so_far, at) and _holds_amounts_only(so_far.columns[at])]
    called_so = [at for at in open_columns if _is_of_cost(so_far, so_far.columns[at])]
    are_money = any(_shows_cents(so_far.columns[at]) or at in so_far.matches for at in called_so)
    parts = called_so if are_money else []
    held = [at for at in open_columns if at in parts or at in so_far.matches or _is_money(so_far, so_far.columns[at])]
    if len(parts) < FEWEST - any(at in so_far.matches for at in held if at not in parts):
        return so_far
    for total in held:
        others = [at for at in held if at != total]
        is_called_so = so_far.columns[total].header.bare.split(" ", 1)[0] in so_far.knowledge.words.totals
        among = (others, [at for at in parts if at != total]) if is_called_so else ([at for at in parts if at != total],)
        if any(len(some) >= FEWEST and _adds_up(so_far.columns[total], [so_far.columns[at] for at in some]) for some in among):
            told = Reason("header_phrase", {"word": so_far.columns[total].header.bare})
            return so_far.without(others, PART).having({total: Match("cents", PHRASE, told)})
    others = [at for at in held if at not in parts]
    are_others = len(others) > 1 or any(at not in so_far.matches for at in others)
    if are_others or len(held) < FEWEST or not _are_in_turn([so_far.columns[at] for at in held]):
        return so_far
    first, *others = sorted(held, key=lambda at: at in parts)
    reason = Reason("added", {"header": so_far.columns[first].header.shown})
    return so_far.having({first: Match("cents", SURE, reason), **{at: Match(ADDED, SURE, reason) for at in others}})


def _may_be_part(so_far: Assignment, at: int) -> bool:
    """Say whether a column is an amount by its header, or nothing yet, and the user has not said what it is."""
    match = so_far.matches.get(at)
    if match is not None:
        return match.field == "cents" and match.reason.key not in DECIDED
    return so_far.is_free(so_far.columns[at])


def _holds_amounts_only(column: Column) -> bool:
    amounts = [parse_amount(cell).value for cell in column.filled]
    return bool(amounts) and sum(cents is not None for cents in amounts) >= AGREES * len(amounts)


def _shows_cents(column: Column) -> bool:
    """Say whether some amounts of a column have cents or a sign of money: no numbers of things."""
    return any(isinstance(cell, str) or (parse_amount(cell).value or 0) % WHOLE for cell in column.filled)


def _is_money(so_far: Assignment, column: Column) -> bool:
    """Say whether a column that nobody knows has amounts that are no price of one thing: "Tarief"."""
    words, said = so_far.knowledge.words, {*worded(column.header.text).split()}
    return _shows_cents(column) and said.isdisjoint(
        words.each | words.ledger.unit_prices | words.ledger.quantities | words.ledger.distances
    )


def _is_of_cost(so_far: Assignment, column: Column) -> bool:
    """Say whether a header is a kind of cost: one of the project's, or a word as "Parkeren" and "Reiskosten"."""
    ledger, words = so_far.knowledge.words.ledger, worded(column.header.text).split()
    is_of_distance = not ledger.distances.isdisjoint(words) and column.header.column in so_far.matches  # "Bedrag km"
    is_called_so = is_of_distance or any(
        word in ledger.cost_columns or (word.endswith(OF_COST) and words != [word] * (word in OF_COST)) for word in words
    )
    return not ledger.quantities & {*words[:1]} and (
        is_called_so or so_far.knowledge.categories.find(column.header.text) is not None
    )


def _are_in_turn(columns: Sequence[Column]) -> bool:
    """Say whether no column is filled in every row that has an amount in some of them."""
    rows = [
        [not is_blank(cell) and parse_amount(cell).value != 0 for cell in cells]
        for cells in zip(*(column.cells for column in columns), strict=True)
    ]
    filled = [row for row in rows if any(row)]
    return len(filled) >= FEWEST and all(any(not row[at] for row in filled) for at in range(len(columns)))


def together(cells: Sequence[Cell], others: Sequence[Sequence[Cell]]) -> list[Cell]:
    """Add up the amounts of each row, in euros; what cannot be read stays a text, that no amount is read from."""
    return [_sum([cell for cell in row if not is_blank(cell)]) for row in zip(cells, *others, strict=True)]


def _sum(cells: Sequence[Cell]) -> Cell:
    if len(cells) < FEWEST:
        return cells[0] if cells else None
    cents = [parse_amount(cell).value for cell in cells]
    return sum(one or 0 for one in cents) / WHOLE if None not in cents else " | ".join(map(str, cells))


def row_sums(so_far: Assignment) -> Assignment:
    """Take a column called a total for the amount, when it is what columns before it add up to, or its formulas have no outcome; its parts are left out."""
    if so_far.words.table is not TableName.EXPENSES or not so_far.named.keys().isdisjoint({"cents", "debit", "credit"}):
        return so_far
    totals = so_far.knowledge.words.totals
    for at, column in so_far.columns.items():
        if at in so_far.matches or column.header.bare.split(" ", 1)[0] not in totals:
            continue
        parts = [other for other in so_far.columns if other < at and so_far.is_free(so_far.columns[other])]
        parts = [other for other in parts if _holds_amounts(so_far.columns[other])]
        is_sum = len(parts) >= FEWEST and _adds_up(column, [so_far.columns[other] for other in parts])
        if is_sum or _is_open(so_far, column):
            found = so_far.having({at: Match("cents", PHRASE, Reason("header_phrase", {"word": column.header.bare}))})
            return found.without(parts, PART) if is_sum else found
    return so_far


def _holds_amounts(column: Column) -> bool:
    amounts = sum(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in column.sample)
    return bool(amounts) and amounts >= AGREES * len(column.sample)


def _adds_up(column: Column, parts: list[Column]) -> bool:
    """Say whether nearly every amount is what the parts of its row come to."""
    rows = [
        (parse_amount(cell).value, *others) for cell, *others in zip(column.cells, *(part.cells for part in parts), strict=True)
    ]
    summed = [(cents, sum(parse_amount(one).value or 0 for one in others)) for cents, *others in rows if cents]
    return len(summed) >= FEWEST and sum(cents == other for cents, other in summed) >= AGREES * len(summed)


def _is_open(so_far: Assignment, column: Column) -> bool:
    """Say whether a column holds formulas without an outcome, and nothing else."""
    flaws = so_far.sheet.sheet.flaws.items()
    return not column.filled and any(place[1] == column.header.column and flaw == "formula" for place, flaw in flaws)
