"""Evidence of place: "Hulpvraag 1 | Stand van zaken | Hulpvraag 2 | Stand van zaken". What stands behind a request and before the next is of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from adv.model import TableName
from adv.workbook.recognition.header_match import PHRASE, Match
from adv.workbook.vocabulary.fields import WIDE_PREFIX
from adv.workbook.vocabulary.recognition import Reason
from adv.workbook.vocabulary.words import numberless

if TYPE_CHECKING:
    from adv.workbook.recognition.assignment import Assignment

THEME = WIDE_PREFIX + "theme"


def parts_that_follow(so_far: Assignment) -> Assignment:
    """Give the columns behind each request that say a part of it the request's number: those that stand behind several, or are nothing else."""
    if so_far.words.table is not TableName.VISITS:
        return so_far
    number: str | None = None
    behind: list[tuple[int, str, str, str]] = []  # column, header without numbers, field, number of the request
    for at, column in sorted(so_far.columns.items()):
        match, header = so_far.matches.get(at), numberless(column.header.bare.rstrip("0123456789"))
        if match is not None and match.field.startswith(WIDE_PREFIX):
            number = match.option if match.field == THEME else number
        elif number is not None and (name := so_far.words.part_of_request(header)):
            behind.append((at, header, name, number))
    times = Counter(header for _, header, _, _ in behind)
    said = {(match.field, match.option) for match in so_far.matches.values()}
    found: dict[int, Match] = {}
    for at, header, name, of in behind:
        if (WIDE_PREFIX + name, of) not in said and (times[header] > 1 or so_far.is_free(so_far.columns[at])):
            said.add((WIDE_PREFIX + name, of))
            found[at] = Match(WIDE_PREFIX + name, PHRASE, Reason("wide_request", {"number": of}), of)
    return so_far.having(found)
