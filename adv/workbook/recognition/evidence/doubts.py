"""Doubts between columns: branches of one question, several that say the same field, and unread ones that are called as a read one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec.structs import replace

from adv.model import TableName
from adv.workbook.recognition.columns.assignment import CORRECTED, Assignment, Column
from adv.workbook.recognition.columns.header_words import Match
from adv.workbook.understood import Reason
from adv.workbook.values.text import EMPTY_WORDS, fold
from adv.workbook.values.yearless import compact_days
from adv.workbook.vocabulary.fields import ADDED, CENT_PART, DAYS, SEVERAL, Kind, is_beside, is_required
from adv.workbook.vocabulary.knowledge import SEARCHED
from adv.workbook.vocabulary.words import is_blank, numberless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.tables.grid import Cell
    from adv.workbook.tables.table import Mask

ONE_OF_TWO: Final = frozenset({"street", "address", "house_number", "visit_id"})  # a second one says the same in another way
WITH_BRANCHES: Final = frozenset({TableName.VISITS, TableName.REQUESTS})  # of money, debit and credit are filled in in turn too
BRANCH: Final = "branch"  # the reason of a further column of the same question
EARLIER: Final = "earlier"  # of one that counts where the later ones are empty
FEWEST_ROWS_OF_BRANCH: Final = 2  # rows that each branch fills in
LONGEST_EMPTY: Final = max(map(len, EMPTY_WORDS)) + 2  # characters of a word that says that there is nothing, and spaces
MOST_BOTH: Final = 0.1  # share of the rows in which two branches may differ, where they are called alike; these are said


def each_field_once(so_far: Assignment) -> Assignment:
    """Give a field that several columns say to the surest one; equals that differ are nobody's choice but the user's."""
    claims: dict[tuple[str, str | None], list[int]] = {}
    said = so_far.matches
    for at, match in said.items():
        is_further = match.reason.key in {BRANCH, EARLIER} or match.field in {CENT_PART, ADDED}  # each of another column
        if not is_further and (is_beside(match.field) or so_far.kind(match.field) not in SEVERAL):
            claims.setdefault(claim_of(match), []).append(at)
    for columns in claims.values():
        first, *others = sorted(columns, key=lambda at: (_is_no_day(so_far, at), -said[at].certainty, at))
        for other in others:
            if first in so_far.matches:
                so_far = _settled(so_far, first, other)
    return so_far


def _is_no_day(so_far: Assignment, at: int) -> bool:
    """Say whether a column that is called a day holds none, also not in six figures: "0107" beside "190107"."""
    match, period = so_far.matches[at], so_far.knowledge.project.period
    if so_far.kind(match.field) is not Kind.DAY or match.reason.key == CORRECTED:
        return False
    return not so_far.knowledge.fits(so_far.columns[at].sample, Kind.DAY) and not compact_days(
        so_far.columns[at].sample, period.start, period.end
    )


def _settled(so_far: Assignment, first: int, other: int) -> Assignment:
    match, winner, loser = so_far.matches[first], so_far.columns[first], so_far.columns[other]
    told = {"header": winner.header.shown}
    if winner.cells == loser.cells:
        return so_far.without((other,), Reason("same_as", told))
    if winner.header.key == loser.header.key and match.reason.key != CORRECTED:
        neither = so_far.without((other, first), Reason("same_header", told))
        return replace(neither, same=(*so_far.same, (match.field, first, other)))
    more = (*so_far.more, (first, other)) if _may_be_another(so_far, first, other) else so_far.more
    return replace(so_far.without((other,), Reason("better_column", told)), more=more)


def _may_be_another(so_far: Assignment, first: int, other: int) -> bool:
    """Say whether a column that lost its field to a better one may hold values of its own: "Datum 2" a second visit."""
    reasons = {so_far.matches[at].reason.key for at in (first, other)}
    if reasons & {CORRECTED, "header_weak"} or not so_far.columns[other].sample:
        return False
    name = so_far.matches[first].field
    are_called_alike = len({numberless(so_far.columns[at].header.bare) for at in (first, other)}) == 1
    return are_called_alike or (is_required(so_far.words.table, name) and name not in ONE_OF_TWO)


def numbered_alike(so_far: Assignment) -> Assignment:
    """Note unread columns that are called as a read one but for a number: "Datum bezoek 1" is read, "Datum bezoek 2" says more."""
    bare = {at: column.header.bare for at, column in so_far.columns.items()}
    read = {numberless(bare[at]): at for at in list(so_far.matches)[::-1] if bare[at]}
    more = list(so_far.more)
    for at, column in so_far.columns.items():
        chosen = read.get(numberless(bare[at])) if bare[at] and so_far.is_free(column) else None
        if chosen is not None and so_far.kind(so_far.matches[chosen].field) not in SEVERAL and column.sample:
            more.append((chosen, at))
    return replace(so_far, more=tuple(more))


def branches(so_far: Assignment) -> Assignment:
    """Take the columns of one question together where each row fills in one of them: they are the same question on several branches."""
    if so_far.words.table not in WITH_BRANCHES:
        return so_far
    claims: dict[tuple[str, str | None], list[int]] = {}
    for at, match in so_far.matches.items():
        if not is_beside(match.field) and so_far.kind(match.field) not in SEVERAL:
            claims.setdefault(claim_of(match), []).append(at)
    read = {_name(so_far.columns[at]): claim_of(match) for at, match in [*so_far.matches.items()][::-1]}
    for at, column in so_far.columns.items():
        claim = read.get(_name(column)) if column.header.bare and so_far.is_free(column) else None
        if claim in claims:
            claims[claim].append(at)
    for (name, _), places in claims.items():
        sure = {at: match.certainty for at, match in so_far.matches.items()}
        first, *others = sorted(places, key=lambda at: (-sure.get(at, 0), at))
        together = [first]
        for other in others:
            if all(_are_branches(so_far.columns[at], so_far.columns[other]) for at in together):
                together.append(other)
        if len(together) == 1 and others and _fill_every_row(so_far, places):
            together = [first, *others]
        best = so_far.matches[first]
        reason = Reason(BRANCH, {"header": so_far.columns[first].header.shown})
        options = {at: so_far.matches.get(at, best).option for at in together[1:]}
        so_far = so_far.having({at: Match(name, best.certainty, reason, option) for at, option in options.items()})
    return so_far


def _are_branches(first: Column, other: Column) -> bool:
    """Say whether two columns are called alike ("Uitkomst" on two branches of a form), and hardly ever differ in one row."""
    if _name(first) != _name(other):
        return False
    if _differ(*[column.cells[:SEARCHED] for column in (first, other)]) > max(FEWEST_ROWS_OF_BRANCH, MOST_BOTH * SEARCHED):
        return False  # as of nearly all pairs, and soon seen
    here, there = _filled(first.cells), _filled(other.cells)
    least = min(int(here.sum()), int(there.sum()))
    return least - int((here & there).sum()) >= FEWEST_ROWS_OF_BRANCH and _differ(first.cells, other.cells) <= MOST_BOTH * least


def _fill_every_row(so_far: Assignment, places: Sequence[int]) -> bool:
    """Say whether every row fills in exactly one of several columns, "Uitkomst" or "Uitkomst 2", and each more than once."""
    for rows in (SEARCHED, None):  # of most columns soon seen
        filled = np.stack([_filled(so_far.columns[at].cells[:rows]) for at in places])
        if (filled.sum(axis=0) > 1).any():
            return False
    every = np.logical_or.reduce([_filled(column.cells) for column in so_far.columns.values()])
    return bool((filled.sum(axis=1) >= FEWEST_ROWS_OF_BRANCH).all() and (filled.any(axis=0) == every).all())


def _filled(cells: Sequence[Cell]) -> Mask:
    return np.fromiter(map(_says, cells), bool, len(cells))


def _differ(here: Sequence[Cell], there: Sequence[Cell]) -> int:
    return sum(one != other and _says(one) and _says(other) for one, other in zip(here, there, strict=True))


def _says(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return cell is not None
    return not is_blank(cell) and (len(cell) > LONGEST_EMPTY or fold(cell) not in EMPTY_WORDS)


def _name(column: Column) -> str:
    """Give the name of a column's question, without its groups and the numbers of a second one."""
    return numberless(column.header.bare.rpartition("/")[2].strip().rstrip("0123456789"))


def claim_of(match: Match) -> tuple[str, str | None]:
    """Give the field of a column and its option; one that says how its days are read makes no other field of it."""
    return match.field, None if match.field in DAYS else match.option
