"""Evidence of a ledger by what is in it: sides, states of invoices, amounts beside their balance, totals of parts, the year of sums."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.workbook.recognition.columns.assignment import DOUBTED, Assignment, Column
from adv.workbook.recognition.evidence.balance_sides import are_told, lone_signs
from adv.workbook.values.amounts import read_cents
from adv.workbook.values.date_forms import years_in
from adv.workbook.values.day_columns import year_of
from adv.workbook.values.money_units import DOUBTFUL, dated, running_total
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.ledger import Running, begins_with, running_word
from adv.workbook.vocabulary.ledger_sides import in_full, side_signs
from adv.workbook.vocabulary.words import WORD_OR_EURO, LedgerWords, header_key, value_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from adv.model import Project
    from adv.workbook.tables.grid import Cell

SURE_OF_BOOKS: Final = 0.98  # as sure as a known word over what fits it
MOST_SIDES: Final = 12  # different ways to write which side
FEWEST_OF_BANK: Final = 2  # headers that only a bank's statement has
MOST_ROWS_OF_BALANCE: Final = 200  # rows of which the total is looked at
LETTERS: Final = ({"d", "c"}, {"s", "h"})
NUMBERING: Final = frozenset({"code", "nr", "nummer", "no", "number"})
KINDS: Final = ("account", "account_name", "category")
HEADED_BY_YEAR: Final = ("cents", "credit")  # fields of which the header may name the year: "Kosten 2019"
ROWS_ABOVE: Final = 8  # of the headers, in which titles stand


def sides_of(so_far: Assignment, columns: Sequence[Column]) -> Mapping[int, float]:
    """Find the first column of which every filled cell says on which side its amount stands, or signs alone, and how sure that is.

    A letter ("S", "C") may be anything: it needs a header that speaks of sides, or else both letters of a pair: in a bank's statement, or,
    which is asked, in a list with accounts.
    """
    ledger = so_far.knowledge.words.ledger
    known = ledger.out | ledger.back | ledger.income | ledger.loads | ledger.plus | ledger.minus
    for column in columns:
        letters = in_full(column.header.bare, ledger)
        said = {value_key(cell) for cell in column.sample if isinstance(cell, str)}
        if not _says_only(column, known | {*letters} | _spent_beside(said, ledger)):
            continue
        is_vague = any(len(word) == 1 and word.isalpha() for word in said) or column.header.bare.endswith("status")
        if not is_vague or said <= {*letters} or _speaks_of_sides(column, ledger):
            return {column.header.column: DOUBTED if _may_be_of_balance(so_far, column) else SURE_OF_BOOKS}
        is_of_bank = sum(begins_with(one.header.key, ledger.of_bank) for one in columns) >= FEWEST_OF_BANK
        if said in LETTERS and (is_of_bank or any(bare_of(one) in ledger.accounts for one in columns)):
            return {column.header.column: SURE_OF_BOOKS if is_of_bank else DOUBTED}
    return lone_signs(so_far, columns)


def _may_be_of_balance(so_far: Assignment, column: Column) -> bool:
    """Say whether sides may be those of a balance: "Bedrag | … | Saldo | D/C", where the amounts do not tell whose they are."""
    at, ledger = column.header.column, so_far.knowledge.words.ledger
    balance, amount = so_far.columns.get(at - 1), so_far.named.get("cents")
    if balance is None or amount in {None, at - 1, at + 1} or ledger.balances_alone.isdisjoint(balance.header.bare.split()):
        return False
    spent = read_cents(so_far.columns[amount].cells[:MOST_ROWS_OF_BALANCE])
    said, _ = side_signs(column.cells[:MOST_ROWS_OF_BALANCE], column.header.bare, ledger)
    return not are_told(said, spent, read_cents(balance.cells[:MOST_ROWS_OF_BALANCE]))


def _spent_beside(said: set[str], ledger: LedgerWords) -> frozenset[str]:
    """Give the words for what was spent that say so only beside one of the other side: "Factuur" and "Creditnota"."""
    if said.isdisjoint(ledger.back):
        return frozenset()
    return ledger.bills if said.isdisjoint(ledger.payouts) else ledger.payouts


def _speaks_of_sides(column: Column, ledger: LedgerWords) -> bool:
    """Say whether a header names sides: both of them ("D/C", "Af Bij"), one by a whole word ("Soll-Kennz."), or what has them."""
    words = WORD_OR_EURO.findall(column.header.key)
    named = [word for word in words if word in ledger.out | ledger.back]
    return len(named) > 1 or any(len(word) > len("in") for word in named) or bool(ledger.side_headers & {*words})


def states_of(columns: Sequence[Column], ledger: LedgerWords) -> dict[int, str]:
    """Find the first column of which every filled cell says whether a cost stands, and some that it does not: "betaald", "geannuleerd"."""
    for column in columns:
        if _says_only(column, ledger.counted | ledger.uncounted) and any(_is_word(one, ledger.uncounted) for one in column.sample):
            return {column.header.column: "state"}
    return {}


def _says_only(column: Column, known: frozenset[str]) -> bool:
    sample = column.sample
    is_likely = 0 < len(sample) <= MOST_SIDES and all(_is_word(cell, known) for cell in sample)
    return is_likely and all(_is_word(cell, known) for cell in column.filled)


def _is_word(cell: Cell, known: frozenset[str]) -> bool:
    return isinstance(cell, str) and value_key(cell) in known


def bare_of(column: Column) -> str:
    """Give a header without the word that says that it is a number: "Grootboekrekening: Code"."""
    words = WORD_OR_EURO.findall(column.header.bare)
    return " ".join(word for word in words if word not in NUMBERING) if len(words) > 1 else column.header.bare


def running_of(so_far: Assignment, columns: Sequence[Column]) -> dict[int, str]:
    """Find, where no column is an amount, one that a word and its amounts say to be what was spent so far: "Cumulatief", "Stand"."""
    day, kind = so_far.column_of("booked_on"), so_far.column_of("category")
    for column in columns if day else ():
        word = running_word(column.header.text, so_far.knowledge.words.ledger)
        if word is None or not day or not so_far.knowledge.agrees(column.sample, Kind.CENTS):
            continue
        read = dated(column.cells[:MOST_ROWS_OF_BALANCE], day.cells, kind.cells if kind else None)
        rise = running_total(read.cents, read.days, read.kinds)
        if word is Running.SURE or (rise and rise.is_proven(DOUBTFUL)):
            return {column.header.column: "cents"}
    return {}


class SumsOfYear(Struct, frozen=True):
    """Sums of what was spent in a year, in a list without days."""

    year: int | None  # None: nothing says which


def sums_of_year(so_far: Assignment) -> SumsOfYear | None:
    """Give the year of a list without days: as the user says, else the only one that a header, a title, the sheet or the file names.

    None where these are no sums spent: amounts that were planned ("Begroot"), and where a column may hold days.
    """
    named = so_far.named
    if not any(name in named for name in KINDS) or any(so_far.fits(column, Kind.DAY) for column in so_far.columns.values()):
        return None
    if decided := year_of(so_far.matches[named["cents"]].option if "cents" in named else None):
        return SumsOfYear(decided)
    raw, first = so_far.sheet.sheet, min(column.first_row for column in so_far.columns.values()) - 1
    above = range(max(0, first - ROWS_ABOVE), first)
    titles = [cell for cells in raw.columns for cell in cells[above.start : above.stop] if isinstance(cell, str)]
    headers = [so_far.columns[named[name]].header.text for name in HEADED_BY_YEAR if name in named]
    ledger = so_far.knowledge.words.ledger
    if speaks([*titles, *headers, raw.name], ledger.planned) and not speaks([*titles, *headers, raw.name], ledger.realised):
        return None
    return SumsOfYear(next(filter(None, map(only_year, (headers, titles, [raw.name], [so_far.sheet.file]))), None))


def first_day(year: int, project: Project) -> date:
    """Give the day on which sums of a year are booked: its first one, or that of the project in its first year."""
    start = project.period.start
    return start if start.year == year else date(year, 1, 1)


def speaks(texts: Iterable[str], words: frozenset[str]) -> bool:
    """Say whether one of some texts has one of some words: "Kosten 2019 (begroot)" has "begroot"."""
    return any(not words.isdisjoint(_words_in(text)) for text in texts)


@lru_cache(maxsize=1_000)  # each head is held against several lists, and so is every text that may be one
def _words_in(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"€|[^\W\d_]+", header_key(text)))


def only_year(texts: Iterable[str]) -> int | None:
    """Give the year that some texts speak of; None where they speak of none, or of several."""
    found = {year for text in texts for year in years_in(text)}
    return found.pop() if len(found) == 1 else None
