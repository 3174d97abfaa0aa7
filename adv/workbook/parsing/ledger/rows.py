"""Rows of a ledger by what they are, what each adds to the costs, and what is said and asked about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np
from msgspec import Struct

from adv.model import TableName
from adv.workbook.parsing.ledger import natures as rules
from adv.workbook.parsing.ledger.sides import Sided, is_balanced, sided
from adv.workbook.parsing.ledger.texts import RowTexts
from adv.workbook.tables.findings import FindingLog, Severity
from adv.workbook.tables.table import Part, recode, values_of
from adv.workbook.values.amounts import plain_euros
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.ledger import Account, Nature, Scheme
from adv.workbook.vocabulary.unknown_words import LONGEST_CODE, AskedWords
from adv.workbook.vocabulary.word_lists import INCOME, NOT_OURS, NOTHING, OURS, WordList, word_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from adv.workbook.parsing.parsers import Parsers
    from adv.workbook.recognition.found_table import EncodedColumn, FoundTable
    from adv.workbook.tables.table import Codes, Mask
    from adv.workbook.vocabulary.knowledge import Knowledge

T = TypeVar("T")
SAID: Final = (  # natures that are left out, how gravely and with which finding
    (Nature.CARRIED, Severity.INFO, "rows_balance"),
    (Nature.SUMMED, Severity.WARNING, "rows_summed"),
    (Nature.BALANCE, Severity.INFO, "rows_other_account"),
    (Nature.MOVED, Severity.INFO, "rows_moved"),
    (Nature.INCOME, Severity.INFO, "rows_income"),
    (Nature.PAYMENT, Severity.WARNING, "rows_payment"),
    (Nature.VOID, Severity.WARNING, "rows_void"),
    (Nature.INCOMING, Severity.WARNING, "rows_incoming"),
    (Nature.ELSEWHERE, Severity.INFO, "rows_other_project"),
    (Nature.UNDECIDED, Severity.WARNING, "unknown_project"),
)
MEANING: Final = {Nature.INCOME: INCOME, Nature.BALANCE: NOT_OURS, Nature.ELSEWHERE: NOT_OURS}
OF_CENTRES: Final = frozenset({Nature.COST, Nature.ELSEWHERE, Nature.UNDECIDED})


class LedgerRows(Struct, frozen=True):
    """Rows of expenses with what they are."""

    texts: RowTexts
    scheme: Scheme
    accounts: tuple[Account | None, ...]
    kinds: tuple[Account | None, ...]  # of the column with kinds of cost, read as accounts
    sided: Sided
    natures: tuple[Nature, ...]
    centres: rules.Centres
    words: tuple[Account | None, ...]  # in the place of an account if there is none

    def of(self, nature: Nature) -> Mask:
        """Flag the rows of a nature."""
        return _are(self.natures, nature)

    @property
    def has_direction(self) -> bool:
        """Say whether the list tells what went out from what came in, so that an amount may count otherwise than as it stands there."""
        return self.sided.is_turned or self.sided.has_notes or self.sided.is_said or self.texts.has_sides

    def say(self, lines: Codes, log: FindingLog) -> None:
        """Name the rows that are left out, and how the others were read."""
        place, at = self.texts.found.recognition, _columns_of_amounts(self.texts)
        by_words = self.of(Nature.INCOME) & (self.sided.cents > 0) & ~self._are_sure()
        for nature, severity, code in SAID:
            mine = self.of(nature)
            for gravity, rows in ((severity, mine & ~by_words), (Severity.WARNING, mine & by_words)):
                if rows.any():
                    euros = plain_euros(abs(int((self.sided.cents - self.texts.amounts("received"))[rows].sum())))
                    log.add_rows(gravity, code, place, lines[rows], at[rows], euros=euros)
        for severity, code, rows in self._remarks():
            if rows.any():
                log.add_rows(severity, code, place, lines[rows], at[rows])
        back = self.of(Nature.COST) & (self.sided.cents < 0)
        told = _are_told(self.accounts, self.kinds) | self.texts.says("back")
        for severity, rows in ((Severity.WARNING, back & ~told), (Severity.INFO, back & told)):
            if rows.any() and self.has_direction:
                euros = plain_euros(-int(self.sided.cents[rows].sum()))
                log.add_rows(severity, "rows_paid_back", place, lines[rows], at[rows], euros=euros)

    def _remarks(self) -> Iterator[tuple[Severity, str, Mask]]:
        """Give the rows that count, and may be something else or were read otherwise than they stand there."""
        costs = self.of(Nature.COST)
        back = costs & (self.sided.cents < 0)
        if not self.has_direction or self.sided.has_notes:
            are_booked = [self.scheme.is_dutch and one is not None and bool(one.number) for one in self.accounts]  # as a cost
            doubtful = costs & (self.sided.cents > 0) & self.texts.sure_income & ~np.array(are_booked, dtype=bool)
            yield Severity.WARNING, "cost_may_be_income", doubtful
        balances = self.texts.knowledge.words.ledger.balances_alone
        yield Severity.WARNING, "cost_may_be_balance", costs & self.texts.flags(lambda text: not balances.isdisjoint(text.split()))
        if self.texts.is_bank_card:
            yield Severity.INFO, "bank_account_card", costs & ~back
        if self.sided.is_by_balance:
            yield Severity.INFO, "side_of_balance", costs
        if self.sided.is_of_steps:
            severity = Severity.WARNING if self.sided.is_rising else Severity.INFO
            yield severity, "side_by_balance", costs & ~back
        if self.sided.is_turned:
            yield Severity.INFO, "amounts_turned", costs & ~back
        if self.sided.is_doubtful:
            yield Severity.WARNING, "amounts_negative", back
        if is_balanced(self.sided.cents[costs]) and self.texts.option("cents") is None:
            yield Severity.WARNING, "books_balanced", costs

    def _are_sure(self) -> Mask:
        """Flag the rows of which more than a word that may be a cost as well says what they are."""
        named = {*self.accounts, *self.kinds}
        known: dict[Account | None, bool] = {one: one is not None and self.scheme.is_told(one) for one in named}
        pairs = zip(self.accounts, self.kinds, strict=True)
        under = [section.is_income or self.texts.is_of_income for section in self.texts.sections]
        told = np.array([known[one] or known[two] or it for (one, two), it in zip(pairs, under, strict=True)], dtype=bool)
        return told | self.sided.income

    def ask(self, sheet: str, asked: AskedWords) -> None:
        """Show the accounts and cost centres that were given a meaning, by the user or by what they are called, with their euros."""
        by_account: list[tuple[int, tuple[str, Nature]]] = []
        unsure, is_any_left = (
            set[str](),
            bool(self.of(Nature.COST).any()),
        )  # of a list with nothing left, what the accounts are is asked
        for row, account in enumerate(self.accounts):
            said, nature = account or self.kinds[row], self.natures[row]
            is_asked = said is not None and said is not self.words[row] and nature in MEANING
            if said is not None and is_asked and self.scheme.nature(said) is nature:
                by_account.append((row, (said.shown, nature)))
                if not self.scheme.is_told(said):
                    unsure.add(said.shown)
        for (text, nature), (rows, cents) in self._sums_by_name(by_account).items():
            is_sure = is_any_left if nature is Nature.BALANCE else nature is not Nature.INCOME or cents < 0 or text not in unsure
            meaning, likely = (MEANING[nature], None) if is_sure else (None, MEANING[nature])
            asked.money(WordList.CATEGORY, text, rows, sheet, cents=cents, meaning=meaning, likely=likely)
        self._ask_words(sheet, asked)
        whose = self.centres
        named = [(row, name) for row, name in enumerate(whose.of_rows) if name in whose.names and self.natures[row] in OF_CENTRES]
        for name, (rows, cents) in self._sums_by_name(named).items() if whose.are_several else ():
            is_ours = OURS if name in whose.ours else NOT_OURS if whose.ours else None
            asked.money(WordList.PROJECT, name, rows, sheet, cents=cents, meaning=is_ours)

    def _ask_words(self, sheet: str, asked: AskedWords) -> None:
        """Ask what the words mean that stand for an account, with what the user said of them already."""
        sums = self._sums_by_name([(row, word.shown) for row, word in enumerate(self.words) if word is not None])
        every = self.scheme.knowledge.own
        own = every.of(WordList.CATEGORY)  # of a user who was asked before, what is new counts as it did
        is_known = WordList.CATEGORY not in every.now and any(word_key(text) in own for text in sums)
        for text, (rows, cents) in sums.items():
            meaning = NOTHING if is_known and text != rules.CAME_IN.name else None
            asked.money(WordList.CATEGORY, text, rows, sheet, cents=cents, meaning=meaning)

    def _sums_by_name(self, named: Iterable[tuple[int, T]]) -> dict[T, tuple[int, int]]:
        sums: dict[T, tuple[int, int]] = {}
        for row, name in named:
            rows, cents = sums.get(name, (0, 0))
            sums[name] = rows + 1, cents + int(self.sided.cents[row])
        return sums

    def apply(self, part: Part, kept: Mask, parsers: Parsers) -> None:
        """Put into the rows that count what each adds, and the kind of cost that its account says."""
        if self.has_direction:
            codes = np.full(len(part.lines), -1, np.intp)
            given = part.columns["cents"].codes >= 0 if "cents" in part.columns else codes >= 0
            for name in ("credit", "received"):
                if name in part.columns:
                    given |= part.columns.pop(name).codes >= 0
            cents = self.sided.cents[kept].tolist()
            part.columns["cents"] = recode(cents, np.where(given, np.arange(len(cents)), -1))
            part.places.setdefault("cents", part.places.get("credit", _column_of_amounts(self.texts)))
        self._apply_kinds(part, kept, parsers)

    def _apply_kinds(self, part: Part, kept: Mask, parsers: Parsers) -> None:
        """Take the kind of cost from the account where no column says it."""
        rows = np.flatnonzero(kept).tolist()
        telling = [  # of each row what says its kind otherwise than as it stands in its column
            self.accounts[row] if (kind := self.kinds[row]) is None else kind if kind.number and kind.name else None for row in rows
        ]
        known = {account: self._kind(account, parsers) for account in set(telling)}
        made = [known[account] for account in telling]
        if not any(made):
            return
        own = part.columns.get("category")
        given = values_of(own) if own else [None] * len(rows)
        values = [name or before for name, before in zip(made, given, strict=True)]
        part.columns["category"] = recode(values)
        place = self.texts.columns.get("account") or self.texts.columns.get("account_name")
        part.places.setdefault("category", place.column if place else _column_of_amounts(self.texts))

    def _kind(self, account: Account | None, parsers: Parsers) -> str | None:
        if account is None or sum(map(str.isdigit, account.shown)) > LONGEST_CODE:
            return None
        meaning = self.scheme.meaning(account)
        return meaning if meaning in parsers.project.cost_categories else parsers.of(Kind.CATEGORY, "category")(account.shown).value


def ledger_rows(
    found: FoundTable, encoded: Sequence[EncodedColumn], at: Codes, lines: Codes, knowledge: Knowledge
) -> LedgerRows | None:
    """Tell what the rows of a list of expenses are; None for any other list."""
    if found.table is not TableName.EXPENSES:
        return None
    texts = RowTexts(found, {column.field: column for column in encoded}, at, knowledge)
    begun = rules.phrases(texts)
    accounts, others, kinds = (
        rules.accounts_of(texts, lines),
        rules.named(texts.cells("credit_account")),
        rules.named(texts.cells("category")),
    )
    accounts = tuple(phrase or account for phrase, account in zip(rules.with_meaning(texts, begun), accounts, strict=True))
    numbered = {account for account in (*accounts, *others, *kinds) if account is not None and account.number}
    scheme = Scheme(knowledge, tuple(numbered))
    natures, credited = rules.by_account(scheme, accounts, kinds), np.zeros(len(at), dtype=bool)
    if texts.has("credit_account"):
        accounts, natures, credited = rules.of_both_sides(accounts, others, natures, rules.by_account(scheme, others, kinds))
    made = sided(texts, _are(natures, Nature.COST), _are(natures, Nature.INCOME), credited)
    told = _are_told(accounts, kinds)
    natures = rules.that_stand(texts, made, rules.natures_of(texts, made, told, natures))
    words = rules.words_to_ask(texts, made, natures, (begun, told))
    if scheme.meaning(rules.CAME_IN) is not None:
        accounts = tuple(word if word is rules.CAME_IN else account for word, account in zip(words, accounts, strict=True))
        natures = [
            scheme.nature(rules.CAME_IN) if word is rules.CAME_IN else nature for word, nature in zip(words, natures, strict=True)
        ]
    whose = rules.centres(texts, natures)
    natures = [whose.nature(row) if nature is Nature.COST else nature for row, nature in enumerate(natures)]
    return LedgerRows(texts, scheme, accounts, kinds, made, tuple(natures), whose, words)


def _are(natures: Sequence[Nature], nature: Nature) -> Mask:
    return np.array([one is nature for one in natures], dtype=bool)


def _are_told(accounts: Sequence[Account | None], kinds: Sequence[Account | None]) -> Mask:
    return np.array([bool(account or kind) for account, kind in zip(accounts, kinds, strict=True)], dtype=bool)


def _columns_of_amounts(texts: RowTexts) -> NDArray[np.intp]:
    """Give for each row the column in which its amount stands."""
    found = np.full(len(texts.at), _column_of_amounts(texts), np.intp)
    for name in ("received", "credit", "cents"):
        if texts.has(name):
            found[texts.amounts(name) != 0] = texts.columns[name].column
    return found


def _column_of_amounts(texts: RowTexts) -> int:
    return next((texts.columns[name].column for name in ("cents", "credit", "received") if texts.has(name)), 0)
