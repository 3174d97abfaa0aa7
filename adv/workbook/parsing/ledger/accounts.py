"""Accounts of the rows of a ledger: of one column or two, of both sides of a booking, or of the heading above them.

Of a list without accounts and kinds of cost words stand for them that the user can give a meaning: what descriptions begin with, and money
that came in.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np

from adv.workbook.values.text import clean
from adv.workbook.vocabulary.ledger import Account, Nature, account_of
from adv.workbook.vocabulary.word_lists import WordList, word_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.parsing.ledger.sides import Sided
    from adv.workbook.parsing.ledger.texts import RowTexts
    from adv.workbook.tables.grid import Cell
    from adv.workbook.tables.table import Codes, Mask

RANKED: Final = (Nature.COST, Nature.ELSEWHERE, Nature.INCOME)  # of two sides the first of these tells
CAME_IN: Final = Account("", "geld dat binnenkwam", "geld dat binnenkwam")  # and nothing says why
MOST_WORDS: Final = 3  # of a phrase
ASKED: Final = frozenset({Nature.COST, Nature.INCOMING})
DECIDED: Final = frozenset({Nature.INCOME, Nature.ELSEWHERE})
FEWEST_ROWS: Final = 2  # with one

# Small letters but for the first one: names of people and companies have capitals, and are shown to nobody.
_PHRASE = re.compile(rf"[^\W\d_][^\W\d_A-Z]+(?: (?:[^\W\d_A-Z]+)){{0,{MOST_WORDS - 1}}}(?=[\W\d]*(?:\d|$))")


def accounts_of(texts: RowTexts, lines: Codes) -> tuple[Account | None, ...]:
    """Give the account of each row: what its columns say, or the heading above it."""
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
    known = {cell: account_of(cell) for cell in dict.fromkeys(cells)}
    return tuple(known[cell] for cell in cells)


def of_both_sides(
    debit: Sequence[Account | None], credit: Sequence[Account | None], of_debit: Sequence[Nature], of_credit: Sequence[Nature]
) -> tuple[tuple[Account | None, ...], list[Nature], Mask]:
    """Take for each row the side with the cost, else the one with income, and flag the rows in which that is the credit side."""
    ranks = {nature: RANKED.index(nature) if nature in RANKED else len(RANKED) for nature in Nature}
    credited = np.array([ranks[other] < ranks[one] for one, other in zip(of_debit, of_credit, strict=True)], dtype=bool)
    both = list(zip(debit, of_debit, credit, of_credit, credited.tolist(), strict=True))
    accounts = tuple(other if is_other else one for one, _, other, _, is_other in both)
    natures = [Nature.MOVED if one is other is Nature.COST else other if is_other else one for _, one, _, other, is_other in both]
    return accounts, natures, credited


def phrases(texts: RowTexts) -> tuple[Account | None, ...]:
    """Give each row what its description begins with, where more rows begin so; all None where rows have an account or a kind."""
    none: tuple[None, ...] = (None,) * len(texts.at)
    if any(texts.has(name) for name in ("category", "account", "account_name")) or texts.found.headings:
        return none
    column = texts.describing()
    if column is None:
        return none
    known = {cell: phrase_of(cell) for cell in dict.fromkeys(column)}
    rows = Counter(known[cell] for cell in column)
    made = {text: Account("", text, text) for text, count in rows.items() if text and count >= FEWEST_ROWS}
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
    if not (made.is_turned or texts.has_sides):
        return (None,) * len(begun)
    came = (made.cents < 0) & ~told & ~texts.returned
    words: list[Account | None] = []
    for phrase, nature, is_in in zip(begun, natures, came.tolist(), strict=True):
        is_asked = nature in ASKED or (phrase is not None and nature in DECIDED and not is_in)
        words.append((phrase or (CAME_IN if is_in else None)) if is_asked else None)
    return tuple(words)
