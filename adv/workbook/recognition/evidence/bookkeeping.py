"""Evidence of a ledger or a bank's statement: a column for each side or one that says which, accounts with their names, cost centres."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.columns.assignment import DECIDED, Assignment, Column
from adv.workbook.recognition.columns.header_words import Match
from adv.workbook.recognition.evidence.ledger_by_content import SURE, bare_of, running_of, sides_of, states_of
from adv.workbook.understood import Reason
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.knowledge import AGREES
from adv.workbook.vocabulary.ledger import (
    Nature,
    account_of,
    are_own_accounts,
    begins_with,
    is_numbered,
    names_project,
    nature_of_name,
)
from adv.workbook.vocabulary.words import WORD_OR_EURO, LedgerWords, header_key, is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from adv.workbook.tables.grid import Cell

OF_EUROS: Final = frozenset({"eur", "euro", "€", "bedrag", "amount", "kolom"})
OF_LEDGER: Final = ("grootb", "gb", "ledger", "gl", "nominal")  # starts of words
OF_BOOKS: Final = frozenset({"side", "account", "account_name", "credit_account", "cost_centre", "state"})  # found only here
DESCRIBING: Final = frozenset({"omschrijving", "omschr", "oms", "naam", "description", "name"})  # may name accounts
AMOUNTS: Final = frozenset({"cents", "credit", "received"})
DEBIT, CREDIT = ("debet", "debit"), ("credit", "kredit")  # starts of words of a header
FEWEST_NAMES: Final = 2
_RESULTS = [  # of a trial balance, the surest first
    re.compile(r"\bw ?[&/+] ?v\b|winst|verlies|resultaten|profit"),
    re.compile(r"\bmutaties?\b|\bmovements?\b"),
    re.compile(r"\bsald[io]\b|\beindsaldo\b|\bbalance\b"),
]
_AMOUNT = re.compile(r"[0-9][.,][0-9]{1,2}(?![0-9])")


def bookkeeping(so_far: Assignment) -> Assignment:
    """Find the columns of bookkeeping in a list of expenses; what the user decided stays as it is."""
    if so_far.words.table is not TableName.EXPENSES:
        return so_far
    columns = [column for at, column in so_far.columns.items() if not so_far.is_settled(at)]
    ledger, sides = so_far.knowledge.words.ledger, sides_of(so_far, columns)
    found = dict.fromkeys(sides, "side") | _amounts(so_far, columns) | states_of(columns, ledger)
    pair = _both_accounts(columns)
    account = pair[0] if pair else _account(so_far, columns)
    if account is not None:
        found[account.header.column] = "account"
    if pair:
        found = {at: name for at, name in found.items() if at != pair[1].header.column and name != "credit"}
        found[pair[1].header.column] = "credit_account"
    called_so = [column for column in columns if _is_account_name(column, ledger) and column.sample]
    names = [column for column in called_so if not are_own_accounts(column.filled, so_far.knowledge)]
    named = [one for one in columns if DESCRIBING & {*one.header.bare.split()[:1]} and one is not account]
    name = names[0] if names else _beside(so_far, account, named) if account else None
    if name is not None:
        found.setdefault(name.header.column, "account_name")
    sure = {match.field for match in so_far.matches.values() if match.reason.key != "header_weak"}
    if not AMOUNTS & {*found.values(), *sure}:
        found |= running_of(so_far, columns)
    if account is not None and "cents" not in {*found.values(), *so_far.named}:
        held = [column for column in columns if _holds_amounts(so_far, column)]
        balances = [column for column in held if not ledger.balances_alone.isdisjoint(WORD_OR_EURO.findall(column.header.bare))]
        found |= {column.header.column: "cents" for column in balances[:1]}  # the balance of each account
    if (centre := _centre(so_far, columns)) is not None:
        found.setdefault(centre, "cost_centre")
    decided = {match.field for match in so_far.matches.values() if match.reason.key in DECIDED}
    found = {at: name for at, name in found.items() if name not in decided}
    return _without_idle_kinds(_having(so_far, found, sides))


def _centre(so_far: Assignment, columns: Sequence[Column]) -> int | None:
    """Find the column of cost centres: one that names the project, else one that tells rows apart, by names before numbers."""
    ledger, project = so_far.knowledge.words.ledger, so_far.knowledge.project
    found = {}
    for column in columns:
        if column.sample and (column.header.bare in ledger.centres or begins_with(column.header.text, ledger.centre_stems)):
            named = any(isinstance(cell, str) and names_project(cell, project) for cell in column.sample)
            in_words = sum(isinstance(cell, str) and not cell[:1].isdecimal() for cell in column.filled)
            found[column.header.column] = named, len(column.sample) > 1, in_words
    return max(found, key=lambda at: found[at], default=None)


def _holds_amounts(so_far: Assignment, column: Column) -> bool:
    return (so_far.knowledge.share(column.sample, Kind.CENTS) or 0) >= AGREES


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


def _without_idle_kinds(so_far: Assignment) -> Assignment:
    """Leave out a column that seems to hold kinds of cost and has none of the project's, where the accounts have them."""
    named, at = so_far.named, so_far.named.get("category")
    if at is None or so_far.is_settled(at):
        return so_far

    def names_kind(cell: Cell) -> bool:
        account = account_of(cell)
        return account is not None and so_far.knowledge.categories.find(account.name) is not None

    accounts = [cell for name in ("account", "account_name") if name in named for cell in so_far.columns[named[name]].sample]
    is_idle = any(map(names_kind, accounts)) and not any(map(names_kind, so_far.columns[at].filled))
    return so_far.without((at,), Reason("not_needed")) if is_idle else so_far


def _having(so_far: Assignment, found: dict[int, str], sides: Mapping[int, float]) -> Assignment:
    """Take columns for these fields; others that only seemed to be one of them are none."""
    decided = {match.field for match in so_far.matches.values() if match.reason.key in DECIDED}
    certain = OF_BOOKS | (({*found.values()} | decided & {"credit", "received"}) - {"cents"})
    of_bank = so_far.knowledge.words.ledger.of_bank

    def is_else(at: int, match: Match) -> bool:  # a bank's "Valutasoort" only looks like a kind of cost
        is_part = match.field == "category" and match.reason.key == "header_phrase"
        return match.field not in certain and not (is_part and begins_with(so_far.columns[at].header.key, of_bank))

    others = {at: match for at, match in so_far.matches.items() if match.reason.key in DECIDED or is_else(at, match)}
    matches = {**others, **{at: Match(name, sides.get(at, SURE), Reason("bookkeeping")) for at, name in found.items()}}
    sure = {match.field: at for at, match in matches.items() if at in found or match.reason.key in DECIDED}
    spent, having = sure.get("cents"), replace(so_far, matches=matches)
    if spent is None or not sure.keys() & {"credit", "received"} or _is_total(so_far, so_far.columns[spent]):
        return having
    told = Reason("better_column", {"header": so_far.columns[spent].header.shown})  # the sum of both sides is counted once
    return having.without([at for at, match in others.items() if match.field == "cents" and at not in sure.values()], told)


def _amounts(so_far: Assignment, columns: Sequence[Column]) -> dict[int, str]:
    ledger, found = so_far.knowledge.words.ledger, dict[str, int]()
    held = [column for column in columns if _holds_amounts(so_far, column)]
    sides = (("cents", ledger.debit_headers), ("credit", ledger.credit_headers), ("received", ledger.income_headers))
    owing = [one for one in held if _side_key(one).startswith(DEBIT)]
    # the other side, without a booking
    idle = [one for one in columns if owing and not one.sample and _side_key(one) in ledger.credit_headers]
    if not owing and any(_side_key(one) in ledger.credit_headers | ledger.income_headers for one in held):
        idle += [one for one in columns if not one.sample and _side_key(one) in ledger.debit_headers]
    for name, headers in sides:
        for column in [*held, *idle]:
            if _side_key(column) in headers and (name != "cents" or column in idle or not _is_total(so_far, column)):
                found.setdefault(name, column.header.column)
    debits = sum(_side_key(column).startswith(DEBIT) and " " not in _side_key(column) for column in held)
    found = _of_results(held) or ({} if debits > 1 else found)  # several pairs of sides, and nothing says which counts
    totals = [column.header.column for column in held if _is_total(so_far, column)]
    if "cents" not in found and totals:
        found["cents"] = totals[0]
    return {at: name for name, at in found.items()} if "cents" in found and len(found) > 1 else {}


def _of_results(columns: Sequence[Column]) -> dict[str, int]:
    """Find the two sides of the results among those of a trial balance: "Saldo debet", "W&V credit"; what stood at the beginning is none."""
    for results in _RESULTS:
        pair: dict[str, int] = {}
        for column in columns:
            last = WORD_OR_EURO.findall(column.header.key)[-1:]
            sides = (("cents", DEBIT), ("credit", CREDIT))
            side = next((name for name, begins in sides if last and last[0].startswith(begins)), None)
            if side and results.search(f"{_group(column, columns)} {column.header.key}"):
                pair.setdefault(side, column.header.column)
        if len(pair) == 2:  # noqa: PLR2004 - both sides
            return pair
    return {}


def _group(column: Column, columns: Sequence[Column]) -> str:
    """Give what stands above a header, or above one before it: "Saldi" over "Debet | Credit"."""
    row = column.first_row - 2
    before = [one for one in columns if one.header.column <= column.header.column]
    cells = [one.whole[row] for one in before if row >= 0]
    return next((header_key(cell) for cell in reversed(cells) if isinstance(cell, str)), "")


def _side_key(column: Column) -> str:
    """Give a header without the words that say that it is money: "EUR debet", "Bedrag (credit)"."""
    words = [word for word in WORD_OR_EURO.findall(column.header.key) if word not in OF_EUROS]
    return " ".join(words) or column.header.bare


def _is_total(so_far: Assignment, column: Column) -> bool:
    """Say whether a column is an amount by itself, whatever stands beside it: "Bedrag"."""
    match, exact = so_far.matches.get(column.header.column), so_far.words.exact.get(column.header.bare)
    return match is not None and match.field == "cents" and exact is not None and match.reason.key != "header_weak"


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
    """Say whether a column of words names accounts: one that holds no costs, or a kind of cost of the project."""
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
