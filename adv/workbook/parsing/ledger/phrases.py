"""Words of a list without accounts and kinds of cost that the user can give a meaning: what descriptions begin with, and money that came in."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from adv.workbook.parsing.ledger.natures import has_sides
from adv.workbook.values.text import clean
from adv.workbook.vocabulary.ledger import Account, Nature
from adv.workbook.vocabulary.word_lists import WordList, word_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.parsing.ledger.sides import Sided
    from adv.workbook.parsing.ledger.texts import RowTexts
    from adv.workbook.tables.grid import Cell
    from adv.workbook.tables.table import Mask

CAME_IN: Final = Account("", "geld dat binnenkwam", "geld dat binnenkwam")  # and nothing says why
MOST_WORDS: Final = 3  # of a phrase
ASKED: Final = frozenset({Nature.COST, Nature.INCOMING})
DECIDED: Final = frozenset({Nature.INCOME, Nature.ELSEWHERE})
FEWEST_ROWS: Final = 2  # with one

# Small letters but for the first one: names of people and companies have capitals, and are shown to nobody.
_PHRASE = re.compile(rf"[^\W\d_][^\W\d_A-Z]+(?: (?:[^\W\d_A-Z]+)){{0,{MOST_WORDS - 1}}}(?=[\W\d]*(?:\d|$))")


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
    if not (made.is_turned or has_sides(texts)):
        return (None,) * len(begun)
    came = (made.cents < 0) & ~told & ~texts.returned
    words: list[Account | None] = []
    for phrase, nature, is_in in zip(begun, natures, came.tolist(), strict=True):
        is_asked = nature in ASKED or (phrase is not None and nature in DECIDED and not is_in)
        words.append((phrase or (CAME_IN if is_in else None)) if is_asked else None)
    return tuple(words)
