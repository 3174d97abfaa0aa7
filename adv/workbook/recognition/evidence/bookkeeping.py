"""Evidence of a ledger or a bank's statement: a column for each side ("Debet | Credit") or one that says which ("Af Bij"), cost centres."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.columns.assignment import DECIDED, Assignment, Column
from adv.workbook.recognition.columns.header_words import Match
from adv.workbook.recognition.evidence.account_columns import CREDIT, DEBIT, with_accounts
from adv.workbook.recognition.evidence.ledger_by_content import SURE_OF_BOOKS, running_of, sides_of, states_of
from adv.workbook.understood import Reason
from adv.workbook.vocabulary.fields import AMOUNTS, Kind
from adv.workbook.vocabulary.ledger import (
    account_of,
    begins_with,
    names_project,
)
from adv.workbook.vocabulary.words import WORD_OR_EURO, header_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.workbook.tables.grid import Cell

OF_EUROS: Final = frozenset({"eur", "euro", "€", "bedrag", "amount", "kolom"})
OF_BOOKS: Final = frozenset({"side", "account", "account_name", "credit_account", "cost_centre", "state"})  # found only here
_RESULTS = [  # of a trial balance, the surest first
    re.compile(r"\bw ?[&/+] ?v\b|winst|verlies|resultaten|profit"),
    re.compile(r"\bmutaties?\b|\bmovements?\b"),
    re.compile(r"\bsald[io]\b|\beindsaldo\b|\bbalance\b"),
]


def bookkeeping(so_far: Assignment) -> Assignment:
    """Find the columns of bookkeeping in a list of expenses; what the user decided stays as it is."""
    if so_far.words.table is not TableName.EXPENSES:
        return so_far
    columns = [column for at, column in so_far.columns.items() if not so_far.is_settled(at)]
    sides = sides_of(so_far, columns)
    found = dict.fromkeys(sides, "side") | _amounts(so_far, columns) | states_of(columns, so_far.knowledge.words.ledger)
    found = with_accounts(so_far, columns, found)
    sure = {match.field for match in so_far.matches.values() if match.reason.key != "header_weak"}
    if not AMOUNTS & {*found.values(), *sure}:
        found |= running_of(so_far, columns)
    if "account" in found.values() and "cents" not in {*found.values(), *so_far.named}:
        found |= _balance_of_accounts(so_far, columns)
    if (centre := _centre(so_far, columns)) is not None:
        found.setdefault(centre, "cost_centre")
    decided = {match.field for match in so_far.matches.values() if match.reason.key in DECIDED}
    found = {at: name for at, name in found.items() if name not in decided}
    return _without_idle_kinds(_having(so_far, found, sides))


def _balance_of_accounts(so_far: Assignment, columns: Sequence[Column]) -> dict[int, str]:
    """Take the balance of each account ("Saldo") for its amount, where no other column has amounts."""
    balances = so_far.knowledge.words.ledger.balances_alone
    held = (column for column in columns if _holds_amounts(so_far, column))
    named = (column.header.column for column in held if not balances.isdisjoint(WORD_OR_EURO.findall(column.header.bare)))
    return dict.fromkeys([*named][:1], "cents")


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
    return so_far.knowledge.agrees(column.sample, Kind.CENTS)


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
    """Take columns for these fields; others that only seemed to be one of them, as a second "Bedrag", are none."""
    decided = {match.field for match in so_far.matches.values() if match.reason.key in DECIDED}
    certain = OF_BOOKS | (({*found.values()} | decided & {"credit", "received"}) - {"cents"})
    of_bank = so_far.knowledge.words.ledger.of_bank

    def is_else(at: int, match: Match) -> bool:  # a bank's "Valutasoort" only looks like a kind of cost
        is_part = match.field == "category" and match.reason.key == "header_phrase"
        return match.field not in certain and not (is_part and begins_with(so_far.columns[at].header.key, of_bank))

    others = {at: match for at, match in so_far.matches.items() if match.reason.key in DECIDED or is_else(at, match)}
    matches = {**others, **{at: Match(name, sides.get(at, SURE_OF_BOOKS), Reason("bookkeeping")) for at, name in found.items()}}
    sure = {match.field: at for at, match in matches.items() if at in found or match.reason.key in DECIDED}
    spent, having = sure.get("cents"), replace(so_far, matches=matches)
    if spent is None or not sure.keys() & {"credit", "received"} or _is_total(so_far, so_far.columns[spent]):
        return having
    told = Reason("better_column", {"header": so_far.columns[spent].header.shown})  # the sum of both sides is counted once
    return having.without([at for at, match in others.items() if match.field == "cents" and at not in sure.values()], told)


def _amounts(so_far: Assignment, columns: Sequence[Column]) -> dict[int, str]:
    """Find the amounts of both sides of a booking: "Debet | Credit", "Uitgaven | Inkomsten", "Bedrag | Credit"; nothing where only one has them."""
    held = [column for column in columns if _holds_amounts(so_far, column)]
    found = _of_results(held) or _of_sides(so_far, held, [column for column in columns if not column.sample])
    total = next((column.header.column for column in held if _is_total(so_far, column)), None)
    if total is not None:
        found.setdefault("cents", total)
    return {at: name for name, at in found.items()} if "cents" in found and len(found) > 1 else {}


def _of_sides(so_far: Assignment, held: Sequence[Column], empty: Sequence[Column]) -> dict[str, int]:
    """Find the column of each side by its header; nothing where several pairs of sides stand beside each other: nothing says which counts.

    The other side may be empty, where nothing was booked on it: beside "Debet" an empty "Credit", beside "Credit" an empty "Debet".
    """
    ledger = so_far.knowledge.words.ledger
    debits = [column for column in held if _side_key(column).startswith(DEBIT)]
    if sum(" " not in _side_key(column) for column in debits) > 1:
        return {}
    idle: list[Column] = []
    if debits:
        idle = [column for column in empty if _side_key(column) in ledger.credit_headers]
    elif any(_side_key(column) in ledger.credit_headers | ledger.income_headers for column in held):
        idle = [column for column in empty if _side_key(column) in ledger.debit_headers]
    spent = [column for column in held if not _is_total(so_far, column)]  # "Bedrag" is an amount of its own
    sides = (
        ("cents", ledger.debit_headers, [*spent, *idle]),
        ("credit", ledger.credit_headers, [*held, *idle]),
        ("received", ledger.income_headers, [*held, *idle]),
    )
    found: dict[str, int] = {}
    for name, headers, may_be in sides:
        at = next((column.header.column for column in may_be if _side_key(column) in headers), None)
        found |= {} if at is None else {name: at}
    return found


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
