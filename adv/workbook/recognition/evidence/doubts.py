"""Doubts between columns: several that say the same field, and unread ones that are called as a read one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from adv.workbook.recognition.assignment import CORRECTED
from adv.workbook.recognition.evidence.branches import claim_of, is_branch
from adv.workbook.vocabulary.fields import BESIDE, SEVERAL, is_required
from adv.workbook.vocabulary.recognition import Reason
from adv.workbook.vocabulary.words import numberless

if TYPE_CHECKING:
    from adv.workbook.recognition.assignment import Assignment

ONE_OF_TWO: Final = frozenset({"street", "address", "house_number", "visit_id"})  # a second one says the same in another way


def each_field_once(so_far: Assignment) -> Assignment:
    """Give a field that several columns say to the surest one; equals that differ are nobody's choice but the user's."""
    claims: dict[tuple[str, str | None], list[int]] = {}
    said = so_far.matches
    for at, match in said.items():
        if not is_branch(match) and (match.field.startswith(BESIDE) or so_far.kind(match.field) not in SEVERAL):
            claims.setdefault(claim_of(match), []).append(at)
    for columns in claims.values():
        first, *others = sorted(columns, key=lambda at: (-said[at].certainty, at))
        for other in others:
            if first in so_far.matches:
                so_far = _settled(so_far, first, other)
    return so_far


def _settled(so_far: Assignment, first: int, other: int) -> Assignment:
    """Choose between two columns that claim one field; without a choice neither has it."""
    matches = {at: match for at, match in so_far.matches.items() if at != other}
    match, winner, loser = so_far.matches[first], so_far.columns[first], so_far.columns[other]
    told = {"header": winner.header.shown}
    if winner.cells == loser.cells:
        return replace(so_far, matches=matches, left_out={**so_far.left_out, other: Reason("same_as", told)})
    if winner.header.key == loser.header.key and match.reason.key != CORRECTED:
        del matches[first]
        neither = dict.fromkeys((other, first), Reason("same_header", told))
        same = (*so_far.same, (match.field, first, other))
        return replace(so_far, matches=matches, left_out={**so_far.left_out, **neither}, same=same)
    more = (*so_far.more, (first, other)) if _may_be_another(so_far, first, other) else so_far.more
    return replace(so_far, matches=matches, left_out={**so_far.left_out, other: Reason("better_column", told)}, more=more)


def _may_be_another(so_far: Assignment, first: int, other: int) -> bool:
    """Say whether a column that lost its field to a better one may hold values of its own: a second visit, another amount."""
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
