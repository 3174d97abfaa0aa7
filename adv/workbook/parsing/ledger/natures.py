"""Natures of the rows of a ledger: by their account, their kind of cost, and the words and signs beside their amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.workbook.vocabulary.ledger import Nature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.parsing.ledger.sides import Sided
    from adv.workbook.parsing.ledger.texts import RowTexts
    from adv.workbook.tables.table import Mask
    from adv.workbook.vocabulary.ledger import Account, Scheme


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


class Said(Struct, frozen=True):
    """Words and signs beside the amounts of a ledger, row by row."""

    carried: Mask
    came: Mask
    spent: Mask
    earned: Mask  # in a column of its own
    called_income: Mask
    is_earned_income: bool  # that column is called so
    income: Mask
    surely_income: Mask
    came_over: Mask
    went_over: Mask
    returned: Mask
    attributed: Mask  # to an account or a kind of cost
    is_of_bank: bool
    has_direction: bool  # what went out is told from what came in
    must_be_attributed: bool  # money that came in takes something off the costs only when its row says of which

    def nature(self, row: int) -> Nature:
        """Tell what a row is that its account lets be a cost."""
        came, spent, is_told = bool(self.came[row]), bool(self.spent[row]), bool(self.attributed[row])
        earned = bool(self.earned[row]) and not came and not spent
        if self.called_income[row] or ((came or earned) and self.income[row]) or (earned and self.is_earned_income):
            return Nature.INCOME
        if not is_told and (((came or earned) and self.came_over[row]) or (self.is_of_bank and spent and self.went_over[row])):
            return Nature.MOVED
        if spent and self.surely_income[row] and not is_told and not self.has_direction:
            return Nature.INCOME
        is_unexplained = came and self.must_be_attributed and not is_told and not self.returned[row]
        return Nature.INCOMING if earned or is_unexplained else Nature.COST


def said_beside(texts: RowTexts, made: Sided, attributed: Mask) -> Said:
    """Gather them; `attributed` are the rows with an account or a kind of cost."""
    has_kinds = texts.has("category") or texts.has("account") or bool(texts.found.headings)
    return Said(
        carried=texts.carried(texts.amounts("cents") - texts.amounts("credit")),
        came=made.cents < 0,
        spent=made.cents > 0,
        earned=texts.amounts("received") > 0,
        called_income=made.income | texts.is_of_income | np.array([section.is_income for section in texts.sections], dtype=bool),
        is_earned_income=texts.header("received") in texts.knowledge.words.ledger.income,
        income=texts.income,
        surely_income=texts.sure_income,
        came_over=texts.came_over,
        went_over=texts.went_over,
        returned=texts.returned,
        attributed=attributed,
        is_of_bank=texts.is_of_bank,
        has_direction=made.is_turned or has_sides(texts),
        must_be_attributed=has_kinds and (made.is_said or texts.has("credit")),
    )


def natures_of(said: Said, by_account: Sequence[Nature]) -> list[Nature]:
    """Tell what each row is: by a balance's name, its account, and what stands beside its amount."""
    return [
        Nature.CARRIED if said.carried[row] else said.nature(row) if nature is Nature.COST else nature
        for row, nature in enumerate(by_account)
    ]


def has_sides(texts: RowTexts) -> bool:
    """Say whether a column tells what went out from what came in."""
    return any(texts.has(name) for name in ("side", "credit", "received", "credit_account"))
