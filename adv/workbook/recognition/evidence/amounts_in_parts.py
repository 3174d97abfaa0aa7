"""Evidence of an amount in several columns of its row: parts and their total, euros and cents ("€ | ct"), a price of one and how many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adv.formats import CENTS
from adv.model import TableName
from adv.workbook.recognition.columns.assignment import DECIDED, DOUBTED, Assignment, Column
from adv.workbook.recognition.columns.header_words import SURE_OF_PHRASE, Match
from adv.workbook.understood import Reason
from adv.workbook.values.amounts import parse_amount, parse_whole, read_cents
from adv.workbook.values.money_units import is_number
from adv.workbook.vocabulary.fields import ADDED, AMOUNTS, AS_WRITTEN, CENT_PART
from adv.workbook.vocabulary.knowledge import AGREES, MOSTLY
from adv.workbook.vocabulary.ledger import worded
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.tables.grid import Cell


OF_COST: Final = ("kosten", "vergoeding")  # ends of words for a kind of cost
FEWEST_PARTS: Final = 2  # parts of a sum, and rows that show it
PART_OF_SUM: Final = Reason("part_of_sum")
SIDED: Final = frozenset({"credit", "received", "side", "credit_account"})
SURE_OF_PARTS: Final = 0.9
SURELY_CENTS: Final = 0.98
MOST_CENTS_BESIDE_EUROS: Final = CENTS - 1
FEWEST_DIFFERENT: Final = 6  # cents without a header; rates of VAT are fewer
QUANTITY: Final = "quantity"  # the reason of a column that amounts are multiplied by


def parts_of_amounts(so_far: Assignment) -> Assignment:
    """Take what several columns of costs come to for the amount of each row: "Parkeren | Materiaal | Totaal".

    That is the column that is their sum, else all of them together.
    """
    if so_far.words.table is not TableName.EXPENSES or SIDED & so_far.named.keys() or ADDED in so_far.named:
        return so_far
    costs, amounts = _costs_and_amounts(so_far)
    has_known_amount = any(at in so_far.matches for at in amounts if at not in costs)
    if len(costs) < FEWEST_PARTS - has_known_amount:
        return so_far
    total = next((at for at in amounts if _is_sum_of(so_far, at, costs, amounts)), None)
    if total is None:
        return _counted_together(so_far, costs, amounts)
    told = Reason("header_phrase", {"word": so_far.columns[total].header.bare})
    return so_far.without([at for at in amounts if at != total], PART_OF_SUM).having({total: Match("cents", SURE_OF_PHRASE, told)})


def _costs_and_amounts(so_far: Assignment) -> tuple[list[int], list[int]]:
    """Find the columns called after a kind of cost ("Parkeren"), none where none of them holds money, and all columns of amounts."""
    may_be = [at for at in so_far.columns if _may_be_part(so_far, at) and _are_all_amounts(so_far.columns[at])]
    called_so = [at for at in may_be if _is_of_cost(so_far, so_far.columns[at])]
    are_money = any(_shows_cents(so_far.columns[at]) or at in so_far.matches for at in called_so)
    costs = called_so if are_money else []
    amounts = [at for at in may_be if at in costs or at in so_far.matches or _is_money(so_far, so_far.columns[at])]
    return costs, amounts


def _is_sum_of(so_far: Assignment, total: int, costs: Sequence[int], amounts: Sequence[int]) -> bool:
    """Say whether a column is what the columns of costs come to; one called "Totaal" may be the sum of all other amounts as well."""
    column = so_far.columns[total]
    is_called_so = column.header.bare.split(" ", 1)[0] in so_far.knowledge.words.totals
    sums = [amounts, costs] if is_called_so else [costs]
    parts = ([so_far.columns[at] for at in some if at != total] for some in sums)
    return any(len(some) >= FEWEST_PARTS and _adds_up(column, some) for some in parts)


def _counted_together(so_far: Assignment, costs: Sequence[int], amounts: Sequence[int]) -> Assignment:
    """Take all columns of costs together, with the one of other amounts ("Bedrag") first, where they are filled in in turn.

    A column that is filled in every row may hold the others, and so may a further one that nobody knows: then nothing is taken together.
    """
    others = [at for at in amounts if at not in costs]
    is_doubtful = len(others) > 1 or any(at not in so_far.matches for at in others)
    if is_doubtful or len(amounts) < FEWEST_PARTS or not _are_in_turn([so_far.columns[at] for at in amounts]):
        return so_far
    first, *added = [*others, *costs]
    reason = Reason("added", {"header": so_far.columns[first].header.shown})
    amount = {first: Match("cents", SURE_OF_PARTS, reason)}
    return so_far.having(amount | {at: Match(ADDED, SURE_OF_PARTS, reason) for at in added})


def _may_be_part(so_far: Assignment, at: int) -> bool:
    """Say whether a column may be a part of the amount: "Bedrag", or one of which nothing is known yet, as "Parkeren"."""
    match = so_far.matches.get(at)
    if match is not None:
        return match.field == "cents" and match.reason.key not in DECIDED
    return so_far.is_free(so_far.columns[at])


def _are_all_amounts(column: Column) -> bool:
    """Say whether nearly every cell is an amount and nothing else: "12,50", and not "12,50 (parkeren)"."""
    amounts = [parse_amount(cell).value for cell in column.filled]
    return bool(amounts) and sum(cents is not None for cents in amounts) >= AGREES * len(amounts)


def _shows_cents(column: Column) -> bool:
    """Say whether some cells of a column have cents or a sign of money ("€ 12", 12,50): they are no numbers of things."""
    return any(isinstance(cell, str) or (parse_amount(cell).value or 0) % CENTS for cell in column.filled)


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
    """Say whether each column is empty in some row with an amount: "Parkeren" is filled in in one row, "Materiaal" in another."""
    rows = [
        [not is_blank(cell) and parse_amount(cell).value != 0 for cell in cells]
        for cells in zip(*(column.cells for column in columns), strict=True)
    ]
    filled = [row for row in rows if any(row)]
    return len(filled) >= FEWEST_PARTS and all(any(not row[at] for row in filled) for at in range(len(columns)))


def together(cells: Sequence[Cell], others: Sequence[Sequence[Cell]]) -> list[Cell]:
    """Add up the amounts of each row, in euros; what cannot be read stays a text, that no amount is read from."""
    return [_sum([cell for cell in row if not is_blank(cell)]) for row in zip(cells, *others, strict=True)]


def _sum(cells: Sequence[Cell]) -> Cell:
    if len(cells) < FEWEST_PARTS:
        return cells[0] if cells else None
    cents = [parse_amount(cell).value for cell in cells]
    return sum(one or 0 for one in cents) / CENTS if None not in cents else " | ".join(map(str, cells))


def row_sums(so_far: Assignment) -> Assignment:
    """Take a column called a total for the amount, when it is what columns before it add up to; its parts are left out."""
    if so_far.words.table is not TableName.EXPENSES or not so_far.named.keys().isdisjoint({"cents", "debit", "credit"}):
        return so_far
    totals = so_far.knowledge.words.totals
    for at, column in so_far.columns.items():
        if at in so_far.matches or column.header.bare.split(" ", 1)[0] not in totals:
            continue
        before = [other for other in so_far.columns if other < at and so_far.is_free(so_far.columns[other])]
        parts = [other for other in before if _are_all_amounts(so_far.columns[other])]
        if len(parts) >= FEWEST_PARTS and _adds_up(column, [so_far.columns[other] for other in parts]):
            told = Reason("header_phrase", {"word": column.header.bare})
            return so_far.having({at: Match("cents", SURE_OF_PHRASE, told)}).without(parts, PART_OF_SUM)
    return so_far


def _adds_up(column: Column, parts: list[Column]) -> bool:
    """Say whether nearly every amount is what the parts of its row come to: 30 is 12,50 and 17,50."""
    rows = [
        (parse_amount(cell).value, *others) for cell, *others in zip(column.cells, *(part.cells for part in parts), strict=True)
    ]
    summed = [(cents, sum(parse_amount(one).value or 0 for one in others)) for cents, *others in rows if cents]
    return len(summed) >= FEWEST_PARTS and sum(cents == other for cents, other in summed) >= AGREES * len(summed)


def cents_beside(so_far: Assignment) -> Assignment:
    """Take whole numbers under a hundred for the cents of amounts that are all whole: by their header, or right of them where they have none."""
    if so_far.words.table is not TableName.EXPENSES or CENT_PART in so_far.named:
        return so_far
    found: dict[int, Match] = {}
    amounts = sorted(at for at, match in so_far.matches.items() if match.field in AMOUNTS)
    called_so = [at for at, column in so_far.columns.items() if _is_called_so(so_far, column)]
    euros = [at for at in amounts if at not in called_so]
    lone = called_so if len(called_so) == len(euros) == 1 else []  # then it may stand anywhere
    for at in euros:
        beside = (one for one in (at + 1, *lone) if one in so_far.columns and not so_far.is_decided(one) and one not in found)
        for one in beside:
            if (sure := _sureness(so_far, so_far.columns[at], so_far.columns[one])) is not None:
                found[one] = Match(CENT_PART, sure, Reason("cents_beside"))
                break
    return so_far.having(found)


def _is_called_so(so_far: Assignment, column: Column) -> bool:
    return not so_far.knowledge.words.ledger.cent_headers.isdisjoint(worded(column.header.text).split())


def _sureness(so_far: Assignment, euros: Column, cents: Column) -> float | None:
    """Give how sure it is that a column holds the cents of another one; None where it cannot."""
    is_called_so = _is_called_so(so_far, cents)
    if (cents.header.text and not is_called_so) or (read_cents(euros.filled) % CENTS).any():
        return None
    found = sum(parse_whole(cell, lowest=0, highest=MOST_CENTS_BESIDE_EUROS).value is not None for cell in cents.filled)
    if not found or found < (MOSTLY if is_called_so else 1) * len(cents.filled):
        return None
    row = euros.first_row - 1
    is_under_one = any(
        top <= row <= bottom and left <= euros.header.column < cents.header.column <= right
        for top, left, bottom, right in so_far.sheet.sheet.merged
    )
    if is_called_so or is_under_one:
        return SURELY_CENTS
    return DOUBTED if len({*cents.filled}) >= FEWEST_DIFFERENT else None


def with_cents(euros: Sequence[Cell], cents: Sequence[Cell]) -> list[Cell]:
    """Put the cents behind the euros; what cannot be both together stays a text, that no amount is read from."""
    return [_together(euro, cent) for euro, cent in zip(euros, cents, strict=True)]


def _together(euro: Cell, cent: Cell) -> Cell:
    part = parse_whole(cent, lowest=0, highest=MOST_CENTS_BESIDE_EUROS).value if not is_blank(cent) else 0
    whole = 0 if is_blank(euro) else int(read_cents([euro])[0])
    if not part and (is_blank(euro) or part == 0):
        return euro
    if part is None or whole % CENTS or (not whole and not is_blank(euro) and parse_whole(euro, lowest=0, highest=0).value is None):
        return f"{euro} | {cent}"
    is_below = whole < 0 or (isinstance(euro, str) and euro.strip().startswith("-"))
    return (whole - part if is_below else whole + part) / CENTS


def unit_prices(so_far: Assignment) -> Assignment:
    """Leave out the column that says how many, where the only amounts are prices of one; each amount is both multiplied."""
    cents = [at for at, match in so_far.matches.items() if match.field == "cents"]
    if so_far.words.table is not TableName.EXPENSES or len(cents) != 1 or so_far.named.keys() & {"credit", "received"}:
        return so_far
    (price,), ledger = cents, so_far.knowledge.words.ledger
    text = f" {worded(so_far.columns[price].header.text)} "
    if so_far.matches[price].option == AS_WRITTEN or not any(f" {word} " in text for word in ledger.unit_prices):
        return so_far
    counts = [at for at, one in so_far.columns.items() if _is_quantity(so_far, one, ledger.quantities)]
    return so_far.without(counts, Reason(QUANTITY, {"header": so_far.columns[price].header.shown})) if len(counts) == 1 else so_far


def _is_quantity(so_far: Assignment, column: Column, quantities: frozenset[str]) -> bool:
    at = column.header.column
    match, out = so_far.matches.get(at), so_far.left_out.get(at)
    if out is not None and out.key == "corrected_out":
        return False
    is_free = match is None or (match.field != "cents" and match.reason.key not in DECIDED)
    is_called_so = not quantities.isdisjoint(worded(column.header.text).split()[:1])
    return is_free and is_called_so and bool(column.sample) and all(is_number(cell) for cell in column.sample)
