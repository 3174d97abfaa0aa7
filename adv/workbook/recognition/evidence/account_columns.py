"""Evidence of the accounts of a ledger: "Grootboekrekening", their names in a column beside them, and the account of the other side of a booking."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adv.workbook.recognition.evidence.ledger_by_content import bare_of
from adv.workbook.vocabulary.knowledge import AGREES
from adv.workbook.vocabulary.ledger import Nature, are_own_accounts, is_numbered, nature_of_name
from adv.workbook.vocabulary.words import WORD_OR_EURO, LedgerWords, is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from adv.workbook.recognition.columns.assignment import Assignment, Column
    from adv.workbook.tables.grid import Cell

OF_LEDGER: Final = ("grootb", "gb", "ledger", "gl", "nominal")  # starts of words
DESCRIBING: Final = frozenset({"omschrijving", "omschr", "oms", "naam", "description", "name"})  # may name accounts
DEBIT, CREDIT = ("debet", "debit"), ("credit", "kredit")  # starts of words of a header
FEWEST_NAMES: Final = 2
_AMOUNT = re.compile(r"[0-9][.,][0-9]{1,2}(?![0-9])")


def with_accounts(so_far: Assignment, columns: Sequence[Column], found: Mapping[int, str]) -> dict[int, str]:
    """Add the column of accounts and that of their names; of a row with both sides of a booking also the other account."""
    pair = _both_accounts(columns)
    account = pair[0] if pair else _account(so_far, columns)
    made = dict(found)
    if account is not None:
        made[account.header.column] = "account"
    if pair:  # then the row has one amount, and no side of its own
        made = {at: name for at, name in made.items() if at != pair[1].header.column and name != "credit"}
        made[pair[1].header.column] = "credit_account"
    if (name := _names_of_accounts(so_far, columns, account)) is not None:
        made.setdefault(name.header.column, "account_name")
    return made


def _names_of_accounts(so_far: Assignment, columns: Sequence[Column], account: Column | None) -> Column | None:
    """Find the column of the names of accounts: by its header ("Grootboek: omschrijving"), else a description that says one of each."""
    ledger = so_far.knowledge.words.ledger
    called_so = (column for column in columns if _is_account_name(column, ledger) and column.sample)
    by_header = next((column for column in called_so if not are_own_accounts(column.filled, so_far.knowledge)), None)
    if by_header is not None or account is None:
        return by_header
    described = [one for one in columns if DESCRIBING & {*one.header.bare.split()[:1]} and one is not account]
    return _beside(so_far, account, described)


def _both_accounts(columns: Sequence[Column]) -> tuple[Column, Column] | None:
    """Find the accounts of both sides of a booking in one row: "Debetrekening | Creditrekening | Bedrag"."""

    def called(begins: tuple[str, ...]) -> Column | None:
        named = (column for column in columns if any(word.startswith(begins) for word in WORD_OR_EURO.findall(column.header.key)))
        return next((column for column in named if column.sample and all(map(_is_account, column.sample))), None)

    debit, credit = called(DEBIT), called(CREDIT)
    if debit is None or credit is None:
        return None
    pairs = list(zip(debit.cells, credit.cells, strict=True))
    both = sum(not is_blank(one) and not is_blank(other) for one, other in pairs)
    return (debit, credit) if both >= AGREES * sum(not is_blank(one) or not is_blank(other) for one, other in pairs) else None


def _is_account(cell: Cell) -> bool:
    return is_numbered(cell) and (cell == int(cell) if isinstance(cell, int | float) else not _AMOUNT.search(str(cell)))


def _is_account_name(column: Column, ledger: LedgerWords) -> bool:
    """Say whether a header names accounts by their name: "Grootboek: Omschrijving"."""
    words = WORD_OR_EURO.findall(column.header.bare)
    rest = " ".join(word for word in words if word not in DESCRIBING)
    return column.header.bare in ledger.account_names or (len(rest.split()) < len(words) and rest in ledger.accounts)


def _account(so_far: Assignment, columns: Sequence[Column]) -> Column | None:
    """Find the column of accounts: the one with costs in it, where that of the other side of each booking has those."""
    ledger = so_far.knowledge.words.ledger

    def called(headers: frozenset[str], fits: Callable[[Column], bool]) -> list[Column]:
        return [column for column in columns if bare_of(column) in headers and column.sample and fits(column)]

    def is_meant(column: Column) -> bool:  # a header that speaks of a ledger: its accounts are no bank's
        is_of_ledger = any(word.startswith(OF_LEDGER) for word in column.header.bare.split())
        return is_of_ledger or _are_numbered(column) or _are_named(so_far, column)

    own = [column for column in called(ledger.accounts, is_meant) if not are_own_accounts(column.filled, so_far.knowledge)]
    other = called(ledger.contra, _are_numbered)
    if other and not any(map(_has_costs, own)) and _has_costs(other[0]):
        return other[0]
    numbered = [column for column in own if _are_numbered(column)]
    # a column that is called a kind of cost and holds numbers alone, holds accounts
    called_so = {at for at, match in so_far.matches.items() if match.field == "category"}
    kinds = [one for one in columns if one.header.column in called_so and one.sample and all(map(_is_account, one.sample))]
    return next(iter([*numbered, *own, *kinds]), None)


def _are_numbered(column: Column) -> bool:
    return sum(map(is_numbered, column.sample)) >= AGREES * len(column.sample)


def _are_named(so_far: Assignment, column: Column) -> bool:
    """Say whether half of the texts of a column name accounts: a kind of cost of the project, or no cost at all ("Crediteuren")."""
    texts = [cell for cell in column.sample if isinstance(cell, str)]
    known = so_far.knowledge
    named = sum(bool(known.categories.find(text)) or nature_of_name(text, known) is not Nature.COST for text in texts)
    return named * 2 >= len(column.sample)


def _has_costs(column: Column) -> bool:
    return any(is_numbered(cell) and str(cell).lstrip().startswith("4") for cell in column.filled)


def _beside(so_far: Assignment, account: Column, columns: Sequence[Column]) -> Column | None:
    """Find a column that says one and the same about each account that has only a number: its name."""
    if any(isinstance(cell, str) and not cell.strip().isdigit() for cell in account.sample if is_numbered(cell)):
        return None
    for column in columns:
        pairs = {(str(one), str(cell)) for one, cell in zip(account.cells, column.cells, strict=True) if is_numbered(one)}
        accounts = {one for one, _ in pairs}
        repeated = sum(map(is_numbered, account.cells)) > len(accounts)
        names_some = repeated or (column.header.column == account.header.column + 1 and _are_named(so_far, column))
        is_one_each = len(pairs) == len(accounts) >= FEWEST_NAMES and not any(is_blank(cell) for _, cell in pairs)
        if is_one_each and names_some:
            return column
    return None
