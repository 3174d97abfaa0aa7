"""Sides of a ledger: which is spent, by a column that says it, two columns of amounts or the signs of one; and which rows are sums of those above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from adv.workbook.recognition.evidence.balance_sides import directions, running_sides
from adv.workbook.vocabulary.ledger import worded
from adv.workbook.vocabulary.ledger_sides import in_full, side_signs
from adv.workbook.vocabulary.words import LedgerWords, blank_rows, is_blank, value_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from adv.workbook.parsing.ledger.texts import RowTexts
    from adv.workbook.tables.grid import Cell
    from adv.workbook.tables.table import Mask

OUT, BACK, INCOME, LOADED, UNSAID = range(5)
FEWEST_TO_TURN: Final = 3  # amounts with a minus that make a list of them
FEWEST_TO_BALANCE: Final = 4  # rows
FEWEST_SUMMED: Final = 3  # rows of which the sum proves something
FEWEST_TOLD: Final = 2  # sums without a word or a blank, which could be one by chance
MOST_SUMS: Final = 50  # of a list, from which the next one may be counted
ROUND_CENTS: Final = 500  # cents: sums of round amounts are met by chance
FILLED: Final = 0.9  # of the rows of a column, which is blank in those of sums
FIELDS_OF_NUMBERS: Final = frozenset({"booked_on", "cents", "credit", "received"})
LONGEST_NAME_OF_SUM: Final = 60  # characters of a text that names a sum


class Sided(Struct, frozen=True):
    """Rows with what each adds to the costs, in cents: below 0 what came in."""

    cents: NDArray[np.int64]
    income: Mask  # rows of which the side is called income
    loaded: Mask | None = None  # rows of money that was put on a prepaid card
    is_said: bool = False  # a column says the side
    is_by_balance: bool = False  # that side is the running balance's, by which each row's own shows
    is_of_steps: bool = False  # the steps of a running balance say the sides
    is_rising: bool = False  # and it adds up what was spent
    is_turned: bool = False  # costs stand with a minus
    has_notes: bool = False  # credit notes stand without one, and were taken off
    is_doubtful: bool = False  # most amounts have a minus, and are too few to tell whether that is so


def sided(texts: RowTexts, costs: Mask, earned: Mask, credited: Mask) -> Sided:
    """Find what each row adds; `costs` are the rows that decide which sign is spent, `earned` those that are income whatever their sign.

    `credited` are those of which the cost stands on the credit side.
    """
    spent, back = texts.amounts("cents"), texts.amounts("credit")
    if texts.is_bank_card:
        spent, back = back, spent
    is_signed = not (back > 0).any() and not (spent < 0).any()  # money that came back stands with a minus in a column of its own
    raw = np.where(credited, -1, 1) * (spent + back if is_signed else spent - back)
    if texts.has("received"):
        raw = raw - np.where(texts.says("back"), texts.amounts("received"), 0)
    none = np.zeros(len(raw), dtype=bool)
    if texts.has("side"):
        by_balance = _by_balance(texts, raw)
        sides = _sides(texts, raw) if by_balance is None else by_balance
        return replace(_by_word(raw, sides), is_by_balance=by_balance is not None)
    if texts.has("credit") or texts.has("received") or texts.has("credit_account"):
        return Sided(raw, none)
    if told := _by_running_balance(texts, raw):
        return told
    outgoing, came = int((raw[costs] > 0).sum()), int((raw[costs] < 0).sum())
    if _is_turned(texts, raw, earned, came=came, spent=outgoing):
        return Sided(-raw, none, is_turned=True)
    notes = texts.says("credit_note") & (raw > 0)
    if notes.any() and not (raw < 0).any():
        return Sided(np.where(notes, -raw, raw), none, has_notes=True)
    return Sided(raw, none, is_doubtful=came > outgoing or (texts.is_of_bank and came > 0))


def _is_turned(texts: RowTexts, raw: NDArray[np.int64], earned: Mask, *, came: int, spent: int) -> bool:
    """Say whether what was spent stands with a minus: by a bank's balance, by income with a plus, or as most amounts do."""
    if not came:
        return False
    if texts.is_of_bank:
        moves = texts.balance_moves(raw)
        return moves > 0 if moves else came >= spent or bool((texts.income & (raw > 0)).any())
    is_plus_earned = bool((raw[earned] > 0).any()) and not (raw[earned] < 0).any()
    return came > spent and (is_plus_earned or came >= FEWEST_TO_TURN)


def _by_balance(texts: RowTexts, raw: NDArray[np.int64]) -> NDArray[np.int64] | None:
    """Give the sides of rows beside a running balance, where the column of sides is that one's; None where it is the amounts' own."""
    ledger = texts.knowledge.words.ledger
    signs_of, is_of_letters = side_signs(texts.cells("side"), texts.header("side"), ledger)
    for _, balances, before in texts.balances() if signs_of.all() else ():
        start = None if before is None else int(signs_of[0]) * abs(before)
        found = directions(signs_of, raw, balances, start)
        if found is not None:
            return np.where((found > 0) == (is_of_letters or not texts.is_of_bank), OUT, BACK)
    return None


def _by_running_balance(texts: RowTexts, raw: NDArray[np.int64]) -> Sided | None:
    """Give the sides of amounts without a sign that a running balance tells; None where there is none.

    A balance goes down by what was spent. One that began with nothing and mostly goes up adds up what was spent.
    """
    found = None if (raw < 0).any() else running_sides(raw, (cells for _, cells in texts.unread()), texts.around())
    if found is None:
        return None
    ways, is_from_nothing, is_oldest_first = found
    if texts.is_newest_first() is is_oldest_first:  # the balance is that before each row
        ways, is_from_nothing = -ways, False
    is_rising = is_from_nothing and int((ways[raw > 0] > 0).sum()) * 2 > int((raw > 0).sum())
    sides = np.where(ways == (1 if is_rising else -1), OUT, BACK)
    return replace(_by_word(raw, sides), is_of_steps=True, is_rising=is_rising)


def _sides(texts: RowTexts, raw: NDArray[np.int64]) -> NDArray[np.int64]:
    ledger = texts.knowledge.words.ledger
    letters = in_full(texts.header("side"), ledger)
    cells = [letters.get(value_key(cell), cell.strip()) if isinstance(cell, str) else "" for cell in texts.cells("side")]
    signs_only = {cell for cell in cells if cell}
    if signs_only <= ledger.minus or signs_only <= ledger.plus:  # a sign or none: none is the other one
        sign_of_blank = "+" if signs_only <= ledger.minus else "-"
        cells = [cell or sign_of_blank for cell in cells]
    is_income = texts.income.tolist()
    minus, plus = (
        sum(cell in signs and not is_earned for cell, is_earned in zip(cells, is_income, strict=True))
        for signs in (ledger.minus, ledger.plus)
    )
    is_minus_out = texts.is_of_bank or minus >= plus
    known = {cell: _side(cell, ledger, is_minus_out=is_minus_out) for cell in set(cells)}
    return np.array([known[cell] for cell in cells], dtype=np.int64) if cells else np.zeros(len(raw), np.int64)


def _side(cell: str, ledger: LedgerWords, *, is_minus_out: bool) -> int:
    if cell in ledger.plus | ledger.minus:
        return OUT if (cell in ledger.minus) == is_minus_out else BACK
    key = value_key(cell)
    if key in ledger.out | ledger.bills | ledger.payouts:
        return OUT
    return INCOME if key in ledger.income else LOADED if key in ledger.loads else BACK if key in ledger.back else UNSAID


def _by_word(raw: NDArray[np.int64], side: NDArray[np.int64]) -> Sided:
    """Give the amounts the sign of their side, unless they have it already: some exports say it twice."""
    out, into = (side == OUT) | (side == UNSAID), (side == BACK) | (side == INCOME) | (side == LOADED)
    cents = np.where(into, -raw, raw)
    if (raw < 0).any():
        if (raw[out] >= 0).all() and (raw[into] <= 0).all():
            cents = raw
        elif (raw[out] <= 0).all() and (raw[into] >= 0).all():
            cents = -raw
    return Sided(cents, side == INCOME, side == LOADED, is_said=True)


def is_balanced(cents: NDArray[np.int64]) -> bool:
    """Say whether all rows together come to nothing, and each amount has another on the other side: both sides of every booking."""
    filled = cents[cents != 0]
    return len(filled) >= FEWEST_TO_BALANCE and int(filled.sum()) == 0 and int((filled > 0).sum()) > 1


def summed(texts: RowTexts, cents: NDArray[np.int64], carried: Mask) -> Mask:
    """Flag the rows that are the sum of all those above, or of those since such a row.

    One is enough that says so, or that holds nothing where the others do; without either it must happen again.
    `carried` are rows that are known to carry over a balance.
    """
    amounts = cents.tolist()
    candidates, none = _rows_of_sums(amounts, set(range(len(amounts))), carried, FEWEST_SUMMED), np.zeros(len(amounts), dtype=bool)
    read = {column.column for name, column in texts.columns.items() if name in FIELDS_OF_NUMBERS}
    columns = {header.column: texts.under(header) for header in texts.found.layout.headers if header.column not in read}
    naming, bare = _rows_naming_sums(texts, columns), _bare(columns, candidates)
    odd = {row for row, amount in enumerate(amounts) if amount % ROUND_CENTS}
    for among, fewest, needed in ((naming, 1, 1), (bare, FEWEST_SUMMED, 1), (odd, FEWEST_SUMMED, FEWEST_TOLD)):
        sums = _rows_of_sums(amounts, among, carried | none, fewest)
        if sum(count >= FEWEST_SUMMED for count in sums.values()) >= needed:
            none[list(sums)] = True
    return none


def _rows_of_sums(cents: Sequence[int], rows: set[int], left_out: Mask, fewest: int) -> dict[int, int]:
    """Find those of some rows that are such a sum, and of how many rows; a sum of several is larger than any of them."""
    found: dict[int, int] = {}
    amounts = np.where(left_out, 0, np.array(cents, dtype=np.int64))
    if not ((amounts > 0) & (np.cumsum(amounts) == 2 * amounts)).any():
        return found  # no row is the sum of all above: nearly always
    whole = count = 0
    since = [(0, 0, 0)]  # the row, what the list came to, in how many rows: at its beginning, and at each sum
    for row, amount in enumerate(cents):
        if left_out[row]:
            continue
        points = [point for point in since if whole - point[1] == amount] if amount > 0 and row in rows else ()
        begin, _, before = points[0] if points else (row, 0, count)
        if count - before >= fewest and (fewest == 1 or amount > max(cents[begin:row])):
            found[row] = count - before
            since = [*since, (row + 1, whole, count)][-MOST_SUMS:]
        else:
            whole, count = whole + amount, count + 1
    return found


def _rows_naming_sums(texts: RowTexts, columns: Mapping[int, Sequence[Cell]]) -> set[int]:
    """Find the rows in which a text names a sum, or what is carried over: "Subtotaal", "Transport van blad 1"."""
    words, ledger = texts.knowledge.words, texts.knowledge.words.ledger
    begins = words.totals | ledger.carried | ledger.balances | ledger.balances_alone
    firsts = {worded(word).split()[0] for word in begins if worded(word)}

    def names(cell: str) -> bool:
        said = cell[:LONGEST_NAME_OF_SUM].casefold().strip(" .:;,=()-")
        first = said.partition(" ")[0].strip(".:;,=()-")
        return first in firsts or first.endswith(words.total_endings) or said.endswith(words.total_endings)  # "mnd totaal"

    known = {cell: names(cell) for cells in columns.values() for cell in set(cells) if isinstance(cell, str)}
    return {row for cells in columns.values() for row, cell in enumerate(cells) if isinstance(cell, str) and known[cell]}


def _bare(columns: Mapping[int, Sequence[Cell]], found: Mapping[int, int]) -> set[int]:
    """Find the rows, of those that may be sums, that hold nothing in any of the columns that the other rows fill."""
    filled = {
        at for at, cells in columns.items() if len(cells) - len({*found, *blank_rows(cells)}) >= FILLED * (len(cells) - len(found))
    }
    return {row for row in found if filled and all(is_blank(columns[at][row]) for at in filled)}
