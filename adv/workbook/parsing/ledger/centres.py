"""Cost centres of a list that holds several: which of them is this project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.workbook.parsing.ledger.texts import as_texts
from adv.workbook.vocabulary.ledger import names_project
from adv.workbook.vocabulary.word_lists import NOT_OURS, OURS, WordList, word_key

if TYPE_CHECKING:
    from adv.workbook.parsing.ledger.texts import RowTexts
    from adv.workbook.tables.table import Mask


class Centres(Struct, frozen=True):
    """Rows by whose they are; where nobody has said, all of them are open."""

    names: tuple[str, ...]  # as they are written, one of each
    of_rows: tuple[str, ...]
    ours: frozenset[str]  # names; empty: not known
    are_several: bool

    def elsewhere(self) -> Mask:
        """Flag the rows of other projects, those without a cost centre among them."""
        return np.array([self.are_several and bool(self.ours) and name not in self.ours for name in self.of_rows], dtype=bool)

    def undecided(self) -> Mask:
        """Flag the rows of which it is not known."""
        return np.full(len(self.of_rows), self.are_several and not self.ours)


def centres(texts: RowTexts, costs: Mask) -> Centres:
    """Tell the cost centres of the rows that are costs apart: as the user said, or by the project's own name."""
    of_rows = tuple(as_texts(texts.cells("cost_centre")))
    names = tuple(dict.fromkeys(name for name, is_cost in zip(of_rows, costs.tolist(), strict=True) if name and is_cost))
    own = texts.knowledge.own.of(WordList.PROJECT)
    said = {name: own.get(word_key(name)) for name in names}
    ours = {name for name in names if said[name] == OURS}
    if not ours:
        left = {name for name in names if said[name] != NOT_OURS}
        ours = {name for name in left if names_project(name, texts.knowledge.project)}
        if not ours and len(left) == 1 and len(names) > 1:
            ours = left
    is_excluded = any(meaning == NOT_OURS for meaning in said.values())
    return Centres(names, of_rows, frozenset(ours), are_several=len(names) > 1 or is_excluded)
