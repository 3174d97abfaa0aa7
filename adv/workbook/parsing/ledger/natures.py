"""Natures of the rows of a ledger: by their account, their kind of cost, the words and signs beside their amount, and whose they are.

An account is of one column or two, of both sides of a booking, or of the heading above. Of a list without accounts and kinds of cost words
stand for them that the user can give a meaning: what descriptions begin with, and money that came in.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec import Struct

from adv.workbook.parsing.ledger.sides import Sided, summed
from adv.workbook.parsing.ledger.texts import HEADERS_OF_PAYEES
from adv.workbook.parsing.rows.uncounted_rows import ours_among
from adv.workbook.tables.grid import Cell, grouped
from adv.workbook.values.text import clean, parse_text, says_number
from adv.workbook.vocabulary.fields import ONLY_SPENT
from adv.workbook.vocabulary.knowledge import AGREES, MOSTLY
from adv.workbook.vocabulary.ledger import (
    MOST_OWN,
    Account,
    Nature,
    Scheme,
    account_of,
    names_project,
)
from adv.workbook.vocabulary.word_lists import NOT_OURS, WordList, word_key
from adv.workbook.vocabulary.words import is_blank, value_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from adv.workbook.parsing.ledger.texts import RowTexts
    from adv.workbook.tables.table import Codes, Mask

NATURES_BY_RANK: Final = (Nature.COST, Nature.ELSEWHERE, Nature.INCOME)  # of two sides the first of these tells
CAME_IN: Final = Account("", "geld dat binnenkwam", "geld dat binnenkwam")  # and nothing says why
MOST_WORDS_OF_PHRASE: Final = 3
ASKED_NATURES: Final = frozenset({Nature.COST, Nature.INCOMING})
DECIDED_NATURES: Final = frozenset({Nature.INCOME, Nature.ELSEWHERE})
FEWEST_ROWS_OF_ACCOUNT: Final = 2  # whose descriptions begin alike
CELLS_THAT_TELL_ACCOUNTS: Final = 20  # of a column, the first that are filled
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
# Small letters but for the first one: names of people and companies have capitals, and are shown to nobody.
_PHRASE = re.compile(rf"[^\W\d_][^\W\d_A-Z]+(?: (?:[^\W\d_A-Z]+)){{0,{MOST_WORDS_OF_PHRASE - 1}}}(?=[\W\d]*(?:\d|$))")
FEWEST_NUMBERED: Final = 3  # invoices of which a number says that they are paid
FEWEST_PAYMENTS: Final = 2  # of invoices that stand in the list too


def accounts_of(texts: RowTexts, lines: Codes) -> tuple[Account | None, ...]:
    """Give the account of each row: what its columns say, or the heading above it."""
    if not any(texts.has(name) for name in ("account", "account_name", "category")) and (kinds := texts.kinds_by_column()):
        return tuple(account_of(kind) for kind in kinds)
    if not texts.has("account") and not texts.has("account_name"):
        headings = () if texts.is_bank_card else texts.found.headings
        above = np.searchsorted([row for row, _ in headings], lines).tolist() if headings else [0] * len(lines)
        known = [account_of(text) for _, text in headings]
        return tuple(known[place - 1] if place else None for place in above)
    pairs = list(zip(texts.cells("account"), texts.cells("account_name"), strict=True))
    made = {pair: account_of(pair[0] if pair[0] is not None else "", pair[1]) for pair in dict.fromkeys(pairs)}
    return tuple(made[pair] for pair in pairs)


def named(cells: Sequence[Cell]) -> tuple[Account | None, ...]:
    """Read each cell as an account."""
    known = {cell: account_of(cell) for cell in {*cells}}
    return tuple(known[cell] for cell in cells)


def of_both_sides(
    debit: Sequence[Account | None], credit: Sequence[Account | None], of_debit: Sequence[Nature], of_credit: Sequence[Nature]
) -> tuple[tuple[Account | None, ...], list[Nature], Mask]:
    """Take for each row the side with the cost, else the one with income, and flag the rows in which that is the credit side."""
    ranks = {nature: NATURES_BY_RANK.index(nature) if nature in NATURES_BY_RANK else len(NATURES_BY_RANK) for nature in Nature}
    sides = list(zip(of_debit, of_credit, strict=True))
    credited = [ranks[on_credit] < ranks[on_debit] for on_debit, on_credit in sides]
    accounts = tuple(right if is_credit else left for left, right, is_credit in zip(debit, credit, credited, strict=True))
    natures = [
        Nature.MOVED if on_debit is on_credit is Nature.COST else on_credit if is_credit else on_debit
        for (on_debit, on_credit), is_credit in zip(sides, credited, strict=True)
    ]
    return accounts, natures, np.array(credited, dtype=bool)


def phrases(texts: RowTexts) -> tuple[Account | None, ...]:
    """Give each row the words with which its description begins, "Huur zaal", where more rows begin so; None where rows have an account or a kind."""
    none: tuple[None, ...] = (None,) * len(texts.at)
    if any(texts.has(name) for name in ("category", "account", "account_name")) or texts.found.headings:
        return none
    column = texts.describing()
    if column is None:
        return none
    known = {cell: phrase_of(cell) for cell in dict.fromkeys(column)}
    rows = Counter(known[cell] for cell in column)
    made = {text: Account("", text, text) for text, count in rows.items() if text and count >= FEWEST_ROWS_OF_ACCOUNT}
    return tuple(made.get(known[cell]) for cell in column)


def phrase_of(cell: Cell) -> str:
    """Give the words up to the first number or name; empty where it begins with one."""
    match = _PHRASE.match(clean(cell)) if isinstance(cell, str) else None
    return match[0].lower() if match else ""


def with_meaning(texts: RowTexts, named: Sequence[Account | None]) -> tuple[Account | None, ...]:
    """Keep the ones that the user gave a meaning."""
    own = texts.knowledge.own.of(WordList.CATEGORY)
    return tuple(one if one is not None and word_key(one.name) in own else None for one in named)


def words_to_ask(
    texts: RowTexts, made: Sided, natures: Sequence[Nature], known: tuple[Sequence[Account | None], Mask]
) -> tuple[Account | None, ...]:
    """Give each row the word that would say what it is; only in a list that tells what went out from what came in.

    `known` are the phrases, and the rows of which an account or kind is told.
    """
    begun, told = known
    if not (made.is_turned or made.is_said or texts.has_sides):
        return (None,) * len(begun)
    came = (made.cents < 0) & ~told & ~texts.says("back")
    words: list[Account | None] = []
    for phrase, nature, is_in in zip(begun, natures, came.tolist(), strict=True):
        is_asked = nature in ASKED_NATURES or (phrase is not None and nature in DECIDED_NATURES and not is_in)
        words.append((phrase or (CAME_IN if is_in else None)) if is_asked else None)
    return tuple(words)


def by_account(scheme: Scheme, accounts: Sequence[Account | None], kinds: Sequence[Account | None]) -> list[Nature]:
    """Tell what each row is by its account, and by its kind of cost where that says more."""
    known = {one: scheme.nature(one) for one in {*accounts, *kinds} if one is not None}
    named = {one for one in kinds if one is not None and not one.number and scheme.meaning(one) is None}
    if named and all(known[one] is Nature.BALANCE for one in named):
        known |= dict.fromkeys(named, Nature.COST)  # from which account it was paid
    natures = []
    for account, kind in zip(accounts, kinds, strict=True):
        first = known[account] if account else Nature.COST
        is_told = account is not None and (scheme.is_dutch and bool(account.number)) and scheme.meaning(account) is None
        second = known[kind] if kind and (first is Nature.COST) and not (is_told and scheme.meaning(kind) is None) else first
        natures.append(second if first is Nature.COST else first)
    return natures


def natures_of(texts: RowTexts, made: Sided, told: Mask, by_account: Sequence[Nature]) -> list[Nature]:
    """Tell what each row is: a balance or sum by its words, others by their account, and a cost by what stands beside its amount.

    `told` are the rows with an account or a kind of cost.
    """
    rules = _rules_of_costs(texts, made, told)
    first_that_holds = np.argmax([rule.rows for rule in rules], axis=0).tolist()
    running = texts.amounts("cents") - texts.amounts("credit")
    carried = texts.carried(running)
    sums = summed(texts, made.cents if made.is_turned or texts.is_bank_card else running, carried)
    no_booking = dict.fromkeys(np.flatnonzero(carried).tolist(), Nature.CARRIED)
    no_booking |= dict.fromkeys(np.flatnonzero(sums).tolist(), Nature.SUMMED)
    return [
        no_booking.get(row) or (rules[first_that_holds[row]].nature if nature is Nature.COST else nature)
        for row, nature in enumerate(by_account)
    ]


class _Rule(Struct, frozen=True, eq=False):
    rows: Mask  # of which it holds
    nature: Nature


def _rules_of_costs(texts: RowTexts, made: Sided, told: Mask) -> tuple[_Rule, ...]:
    """Order what a row may be that its account lets be a cost: the first rule that holds decides, and the last one always holds."""
    everywhere, nowhere = np.ones(len(told), dtype=bool), np.zeros(len(told), dtype=bool)
    has_direction = made.is_turned or made.is_said or texts.has_sides  # the list tells what went out from what came in
    is_statement = has_direction or texts.is_of_bank
    came, spent = made.cents < 0, made.cents > 0
    received = (texts.amounts("received") > 0) & ~came & ~spent  # in a column of its own
    came_in = came | received
    unexplained = came & ~told & ~texts.says("back")  # neither an account nor "retour" says why it came in

    between_own = _between_own_accounts(texts) if is_statement else nowhere
    called_income = made.income | texts.is_of_income | np.array([section.is_income for section in texts.sections], dtype=bool)
    funded = unexplained & texts.says("funded") if is_statement else nowhere
    under_income = received if texts.header("received") in texts.knowledge.words.ledger.income else nowhere
    loaded = nowhere if made.loaded is None else made.loaded
    moved = ((came_in & texts.says("came_over")) | (spent & texts.says("went_over") & is_statement)) & ~told
    income_without_sides = nowhere if has_direction else spent & texts.sure_income & ~told
    has_kinds = texts.has("category") or texts.has("account") or bool(texts.found.headings)
    off_no_cost = unexplained if has_kinds and (made.is_said or texts.has("credit")) else nowhere
    return (
        _Rule(between_own, Nature.MOVED),  # both accounts are the project's, whatever the words beside say
        _Rule(called_income, Nature.INCOME),  # its side, its sheet or the heading above it is called so: "Opbrengsten"
        _Rule(funded, Nature.INCOME),  # a funder's words: no cost was paid back
        _Rule(came_in & texts.income, Nature.INCOME),  # "donatie" beside money that went out is a gift to somebody else
        _Rule(under_income, Nature.INCOME),  # the column is called "Inkomsten"
        _Rule(loaded, Nature.MOVED),  # put on a prepaid card, also with an account or a kind of cost
        _Rule(moved, Nature.MOVED),  # "naar spaarrekening"; with an account or a kind of cost it was booked on purpose
        _Rule(income_without_sides, Nature.INCOME),  # all amounts stand without a sign: nothing but the words can say it
        _Rule(received, Nature.INCOMING),  # no reason is known: it is asked
        _Rule(off_no_cost, Nature.INCOMING),  # other rows name their account or kind of cost; this one names none to come off
        _Rule(everywhere, Nature.COST),  # money that came back comes off
    )


def _between_own_accounts(texts: RowTexts) -> Mask:
    """Flag the rows that only move money between accounts of the list itself."""
    found = np.zeros(len(texts.at), dtype=bool)
    own, others = list[list[str]](), list[list[str]]()
    for header, accounts in _of_accounts(texts):
        is_other = header.startswith(HEADERS_OF_PAYEES) or len({*accounts} - {""}) > MOST_OWN
        (others if is_other or not all(accounts) else own).append(accounts)
    for whose in own:
        ours = {*whose}
        for counter_account in others:
            found |= np.array(
                [account in ours and account != mine for account, mine in zip(counter_account, whose, strict=True)], dtype=bool
            )
    return found


def _of_accounts(texts: RowTexts) -> Iterator[tuple[str, list[str]]]:
    """Give the columns that are not read and hold numbers of bank accounts, with their header."""
    for header, cells in texts.unread():
        first = [_as_account(cell) for cell in cells if not is_blank(cell)][:CELLS_THAT_TELL_ACCOUNTS]
        if first and sum(map(bool, first)) >= AGREES * len(first):
            yield header, [_as_account(cell) for cell in cells]


def _as_account(cell: Cell) -> str:
    text = cell.replace(" ", "").upper() if isinstance(cell, str) else ""
    return text if _IBAN.fullmatch(text) else ""


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
    paid = costs & texts.payments & ~texts.says("back")
    if int(paid.sum()) >= FEWEST_PAYMENTS:
        sizes = np.abs(cents)
        amounts, invoices = Counter(sizes[paid].tolist()), Counter(sizes[costs & ~paid].tolist())
        if (amounts & invoices).total() >= AGREES * amounts.total():
            return paid
    is_told = texts.has("side") or bool((back & texts.says("back")).any())  # a side says what came back
    is_number = int(back.sum()) >= FEWEST_NUMBERED and not is_told
    are_numbered = is_number and any(_are_paid(cells, cents, costs) for _, cells in texts.unread())
    return back if are_numbered else np.zeros(len(cents), dtype=bool)


def _are_paid(cells: Sequence[Cell], cents: NDArray[np.int64], costs: Mask) -> bool:
    """Say whether a column numbers invoices: nearly all that came back and most that was spent come to nothing together, number by number."""
    told = ((cells[row], int(cents[row])) for row in np.flatnonzero(costs).tolist())
    sums = grouped((cell, amount) for cell, amount in told if isinstance(cell, str | int | float) and says_number(str(cell)))
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
    ours = ours_among(said, lambda name: names_project(name, texts.knowledge.project))
    is_excluded = any(meaning == NOT_OURS for meaning in said.values())
    return Centres(of_rows, frozenset(names), frozenset(ours), are_several=len(names) > 1 or is_excluded)
