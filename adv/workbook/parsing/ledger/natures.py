"""Natures of the rows of a ledger: by their account, their kind of cost, the words and signs beside their amount, and whose they are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec import Struct

from adv.workbook.parsing.ledger.sums import summed
from adv.workbook.values.text import parse_text, says_number
from adv.workbook.vocabulary.fields import ONLY_SPENT
from adv.workbook.vocabulary.knowledge import AGREES, MOSTLY
from adv.workbook.vocabulary.ledger import Nature, names_project
from adv.workbook.vocabulary.word_lists import NOT_OURS, OURS, WordList, word_key
from adv.workbook.vocabulary.words import value_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from adv.workbook.parsing.ledger.sides import Sided
    from adv.workbook.parsing.ledger.texts import RowTexts
    from adv.workbook.tables.grid import Cell
    from adv.workbook.tables.table import Mask
    from adv.workbook.vocabulary.ledger import Account, Scheme

FEWEST_NUMBERED: Final = 3  # invoices of which a number says that they are paid
FEWEST_PAYMENTS: Final = 2  # of invoices that stand in the list too


def by_account(scheme: Scheme, accounts: Sequence[Account | None], kinds: Sequence[Account | None]) -> list[Nature]:
    """Tell what each row is by its account, and by its kind of cost where that says more."""
    known = {one: scheme.nature(one) for one in {*accounts, *kinds} if one is not None}
    named = {one for one in kinds if one is not None and not one.number and scheme.meaning(one) is None}
    if named and all(known[one] is Nature.BALANCE for one in named):
        known |= dict.fromkeys(named, Nature.COST)  # from which account it was paid
    found = []
    for account, kind in zip(accounts, kinds, strict=True):
        first = known[account] if account else Nature.COST
        is_told = account is not None and (scheme.is_dutch and bool(account.number)) and scheme.meaning(account) is None
        second = known[kind] if kind and (first is Nature.COST) and not (is_told and scheme.meaning(kind) is None) else first
        found.append(second if first is Nature.COST else first)
    return found


def natures_of(texts: RowTexts, made: Sided, told: Mask, by_account: Sequence[Nature]) -> list[Nature]:
    """Tell what each row is: by a balance's name, its account, and what stands beside its amount.

    `told` are the rows with an account or a kind of cost. Where rows say of which they are, money that came in takes something off the
    costs only when its row says so.
    """
    came, spent = made.cents < 0, made.cents > 0
    earned = (texts.amounts("received") > 0) & ~came & ~spent  # in a column of its own
    is_earned_income = texts.header("received") in texts.knowledge.words.ledger.income
    called_income = made.income | texts.is_of_income | np.array([section.is_income for section in texts.sections], dtype=bool)
    has_direction = made.is_turned or texts.has_sides
    has_kinds = texts.has("category") or texts.has("account") or bool(texts.found.headings)
    must_be_told = has_kinds and (made.is_said or texts.has("credit"))
    moved = ((came | earned) & texts.came_over) | (spent & texts.went_over & texts.is_of_bank)
    by_words = (  # what a row is that its account lets be a cost, the first that holds
        (called_income | ((came | earned) & texts.income) | (earned & is_earned_income), Nature.INCOME),
        (moved & ~told, Nature.MOVED),
        (spent & texts.sure_income & ~told & (not has_direction), Nature.INCOME),
        (earned | (came & ~told & ~texts.returned & must_be_told), Nature.INCOMING),
        (np.ones(len(told), dtype=bool), Nature.COST),
    )
    running = texts.amounts("cents") - texts.amounts("credit")
    carried = texts.carried(running)
    sums = summed(texts, made.cents if made.is_turned or texts.is_bank_card else running, carried)
    none = dict.fromkeys(np.flatnonzero(carried).tolist(), Nature.CARRIED) | dict.fromkeys(
        np.flatnonzero(sums).tolist(), Nature.SUMMED
    )
    return [
        none.get(row) or (next(what for rows, what in by_words if rows[row]) if nature is Nature.COST else nature)
        for row, nature in enumerate(by_account)
    ]


def that_stand(texts: RowTexts, made: Sided, natures: Sequence[Nature]) -> list[Nature]:
    """Tell costs apart that are none after all: cancelled ones, and payments of invoices that have rows of their own."""
    uncounted = texts.knowledge.words.ledger.uncounted
    void = [isinstance(cell, str) and value_key(cell) in uncounted for cell in texts.cells("state")]
    left = [Nature.VOID if is_void and nature is Nature.COST else nature for is_void, nature in zip(void, natures, strict=True)]
    costs = np.array([nature is Nature.COST for nature in left], dtype=bool)
    paid = _paid(texts, made.cents, costs)
    return [Nature.PAYMENT if is_paid else nature for is_paid, nature in zip(paid.tolist(), left, strict=True)]


def _paid(texts: RowTexts, cents: NDArray[np.int64], costs: Mask) -> Mask:
    """Flag the costs that are payments of invoices in the same list: as the user says, by their words, or by the number of the invoice."""
    back = costs & (cents < 0)
    if texts.option("cents") == ONLY_SPENT:
        return back
    paid = costs & texts.payments & ~texts.returned
    if int(paid.sum()) >= FEWEST_PAYMENTS:
        sizes = np.abs(cents)
        amounts, invoices = Counter(sizes[paid].tolist()), Counter(sizes[costs & ~paid].tolist())
        if (amounts & invoices).total() >= AGREES * amounts.total():
            return paid
    is_told = texts.has("side") or bool((back & texts.returned).any())  # a side says what came back
    is_number = int(back.sum()) >= FEWEST_NUMBERED and not is_told
    return (
        back if is_number and any(_are_paid(cells, cents, costs) for cells in texts.unread()) else np.zeros(len(cents), dtype=bool)
    )


def _are_paid(cells: Sequence[Cell], cents: NDArray[np.int64], costs: Mask) -> bool:
    """Say whether a column numbers invoices: nearly all that came back and most that was spent come to nothing together, number by number."""
    sums: dict[Cell, list[int]] = {}
    for row in np.flatnonzero(costs).tolist():
        if isinstance(cell := cells[row], str | int | float) and says_number(str(cell)):
            sums.setdefault(cell, []).append(int(cents[row]))
    settled = [amounts for amounts in sums.values() if len(amounts) > 1 and not sum(amounts)]
    back, spent = (sum(sign * amount > 0 for amounts in settled for amount in amounts) for sign in (-1, 1))
    rows = cents[costs]
    return len(settled) >= FEWEST_NUMBERED and back >= AGREES * (rows < 0).sum() and spent >= MOSTLY * (rows > 0).sum()


class Centres(Struct, frozen=True):
    """Cost centres of a list that holds several: which of them is this project. Where nobody has said, all of them are open."""

    of_rows: tuple[str, ...]  # as they are written
    names: frozenset[str]  # of rows that may be costs
    ours: frozenset[str]  # names; empty: not known
    are_several: bool

    def nature(self, row: int) -> Nature:
        """Tell whether a cost is of this project; one without a cost centre is of another."""
        if not self.are_several or self.of_rows[row] in self.ours:
            return Nature.COST
        return Nature.ELSEWHERE if self.ours else Nature.UNDECIDED


def centres(texts: RowTexts, natures: Sequence[Nature]) -> Centres:
    """Tell the cost centres of the rows that are costs apart: as the user said, or by the project's own name."""
    of_rows = tuple(parse_text(cell).value or "" for cell in texts.cells("cost_centre"))
    names = {name for name, nature in zip(of_rows, natures, strict=True) if name and nature is Nature.COST}
    own = texts.knowledge.own.of(WordList.PROJECT)
    said = {name: own.get(word_key(name)) for name in names}
    ours = {name for name in names if said[name] == OURS}
    if not ours:
        left = {name for name in names if said[name] != NOT_OURS}
        ours = {name for name in left if names_project(name, texts.knowledge.project)}
        if not ours and len(left) == 1 and len(names) > 1:
            ours = left
    is_excluded = any(meaning == NOT_OURS for meaning in said.values())
    return Centres(of_rows, frozenset(names), frozenset(ours), are_several=len(names) > 1 or is_excluded)
