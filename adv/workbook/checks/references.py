"""References of requests to visits: which column holds them, and how both lists write the same number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec import Struct

from adv.model import TableName
from adv.workbook.checks.loose_references import as_answered, write_as_visits
from adv.workbook.checks.reference_columns import (
    FEWEST_REFERENCES,
    NEARLY_ALL,
    Keys,
    are_likely,
    is_counted,
    is_key,
    may_refer,
    numbers_at,
    numbers_of,
    own_numbers,
    placed,
    row_at,
    rows_of,
    rows_referred_to,
    share_known,
    without_spaces,
)
from adv.workbook.checks.row_identifiers import id_key
from adv.workbook.tables.findings import FindingLog, Severity
from adv.workbook.tables.table import CodedColumn, Part, translate, values_of
from adv.workbook.values.text import LISTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from adv.workbook.tables.table import Codes
    from adv.workbook.vocabulary.unknown_words import AskedWords


HARDLY: Final = 0.5  # share under which the column that is called so is not the reference


class Choice(Struct, frozen=True):
    """A column of requests that refers to a column of visits."""

    share: float
    column: int | None  # None: the one that is called so
    visits: Part | None  # None: the numbers of all visits
    key: int | None
    rows: tuple[int, ...]  # of the visits that they refer to


def refer(parts: Sequence[Part], log: FindingLog, asked: AskedWords, *, is_addition: bool) -> None:
    """Put the number of its visit into each request as the list of visits writes it; what refers to none stays as it is.

    Where hardly any request finds a visit by the column that is called so, the column counts whose values nearly all are references,
    to the visits' numbers or to another column of theirs with a value of its own in each row. An addition may refer to visits that are
    stored, which are not here to be compared with: it must say in so many words which column refers to them.
    """
    visits = [part for part in parts if part.table is TableName.VISITS]
    known = {value for part in visits for value in own_numbers(part).distinct}
    for part in (one for one in parts if one.table is TableName.REQUESTS and not one.in_visits):
        as_answered(part, asked)
        if not part.is_reference_guessed and _all_refer(part, known, visits):
            continue
        if is_addition or not visits:
            if part.is_reference_guessed:
                _leave_out(part, log)
        elif not _from_visits(part, visits, log):
            _by_reference(part, visits, log)
            write_as_visits(part, visits, log)


def _all_refer(part: Part, known: set[object], visits: Sequence[Part]) -> bool:
    """Say whether all references are written as the visits are: as nearly always, and quickly seen."""
    column = part.columns.get("visit_id")
    return column is not None and known.issuperset(column.distinct) and not _only_counts(part, column, visits)


def _only_counts(part: Part, column: CodedColumn, visits: Sequence[Part]) -> bool:
    """Say whether a column that is called so counts its own rows, and those are no visits that could have had these requests."""
    rows = rows_referred_to(column, numbers_of(visits)) if visits and is_counted(column) else np.zeros(0, np.intp)
    return bool((rows >= 0).any()) and not are_likely(part, rows, visits, is_called_so=False)


def _by_reference(part: Part, visits: Sequence[Part], log: FindingLog) -> None:
    """Choose the columns that refer, where those that are called so do not."""
    own, is_called_so = part.columns.get("visit_id"), not part.is_reference_guessed
    is_right = own is not None and is_called_so and share_known(own, numbers_of(visits)) >= HARDLY
    if "visit_id" in part.links or (own is not None and is_right and not _only_counts(part, own, visits)):
        return
    choices = sorted(_choices(part, visits) or _choices(part, visits, are_loose=True), key=lambda choice: -choice.share)
    if not choices or any(other.share == choices[0].share and other.rows != choices[0].rows for other in choices):
        if part.is_reference_guessed:
            _leave_out(part, log)
        return
    best = choices[0]
    column = own if own is not None and best.column is None else part.other_numbers[best.column or 0]
    if best.visits is not None and best.key is not None:
        column = _through(column, best.visits, best.visits.other_numbers[best.key])
    part.columns["visit_id"] = column
    part.plain.discard("visit_id")
    if best.column is not None:
        part.places["visit_id"] = best.column
    if best.column is None and best.key is None:
        return  # the one that was guessed, and it is right
    rows = part.lines[column.codes >= 0]
    code, severity = ("reference_to_other", Severity.INFO) if best.column is None else ("reference_by_content", Severity.WARNING)
    log.add_rows(severity, code, part, rows, part.places["visit_id"])


def _from_visits(part: Part, visits: Sequence[Part], log: FindingLog) -> bool:
    """Join requests to the visits that list their numbers, "H3; H4", where no column of theirs says which visit they belong to."""
    own = part.columns.get("visit_id")
    if own is not None and not part.is_reference_guessed and share_known(own, numbers_of(visits)) >= HARDLY:
        return False
    requests = [column for column in (part.columns.get("request_id"), own, *part.other_numbers.values()) if column is not None]
    for visit, first, row_of in _listed(visits):
        for number in filter(is_key, requests):
            rows: Codes = np.array([*(row_of.get(id_key(str(value)), -1) for value in number.distinct), -1], np.intp)[number.codes]
            is_much = int((rows >= 0).sum()) >= max(FEWEST_REFERENCES, NEARLY_ALL * len(rows))
            if not is_much or not are_likely(part, np.where(rows < 0, -1, rows + first), visits, is_called_so=False):
                continue
            part.columns["visit_id"] = numbers_at(visit, rows)
            if number is own:
                part.columns["request_id"] = own
            part.plain.discard("visit_id")
            part.is_reference_guessed = False
            log.add_rows(Severity.INFO, "reference_from_visits", part, part.lines, part.places.get("visit_id", 0))
            return True
    return False


def _listed(visits: Sequence[Part]) -> Iterator[tuple[Part, int, Mapping[str, int]]]:
    """Give the columns of visits that list codes, each of them once, with the row of each; not a column with one of its own in every row."""
    for part, first in placed(visits):
        for column in part.other_numbers.values():
            values = values_of(column)
            given = ((row, LISTED.split(str(value))) for row, value in enumerate(values) if value is not None)
            lists = [(row, [one for one in codes if one]) for row, codes in given]
            row_of = {id_key(code): row for row, codes in lists for code in codes}
            count = sum(len(codes) for _, codes in lists)
            if len(row_of) == count and (count > len(lists) or len(lists) < NEARLY_ALL * len(part.lines)):
                yield part, first, row_of


def _leave_out(part: Part, log: FindingLog) -> None:
    log.add_rows(Severity.ERROR, "visit_not_named", part, part.lines, part.places["visit_id"])
    part.columns.pop("visit_id")
    part.keep &= False


def _choices(part: Part, visits: Sequence[Part], *, are_loose: bool = False) -> list[Choice]:
    """Give the pairs of columns of which nearly all of the one are in the other, as they are written or as they may be meant."""
    sources: list[tuple[int | None, CodedColumn | None]] = [(None, part.columns.get("visit_id")), *part.other_numbers.items()]
    targets: list[tuple[Part | None, int | None, Keys]] = [(None, None, Keys(numbers_of(visits)))]
    for other, first in placed(visits):
        targets += [(other, key, Keys(rows_of(known, first))) for key, known in other.other_numbers.items() if is_key(known)]
    found = []
    for at, column in sources:
        is_called_so = at is None and not part.is_reference_guessed
        if column is None or not (is_called_so or may_refer(column)):
            continue
        for one, key, known in targets:
            if is_called_so and key is None:
                continue
            keys = {**{without_spaces(number): row for number, row in known.rows.items()}, **known.rows}
            keys |= {id_key(value): known.rows[meant] for value, meant in _meant(column, known).items()} if are_loose else {}
            share = share_known(column, keys)
            rows = rows_referred_to(column, keys)
            if share >= (1.0 if is_called_so else NEARLY_ALL) and are_likely(part, rows, visits, is_called_so=is_called_so):
                found.append(Choice(share, at, one, key, tuple(rows.tolist())))
    return found


def _meant(column: CodedColumn, known: Keys) -> dict[str, str]:
    """Find for the values of a column that are none of the visits' the only one that each may be."""
    missed = [str(value) for value in column.distinct if row_at(value, known.rows) < 0]
    return {value: found[0] for value, found in known.loosely(missed).items() if len(found) == 1}


def _through(column: CodedColumn, visits: Part, other: CodedColumn) -> CodedColumn:
    """Put the visits' own number in the place of another value of theirs; visits without numbers of their own are joined by that value."""
    own, known = visits.links.get("visit_id") or visits.columns.get("visit_id"), Keys(rows_of(other))
    meant = {id_key(value): known.rows[key] for value, key in _meant(column, known).items()}
    rows = {**{without_spaces(key): row for key, row in known.rows.items()}, **known.rows, **meant}
    if own is None or not is_key(own):
        visits.links["visit_id"] = own = other
    numbers = values_of(own)
    return translate(column, lambda value: numbers[row] if (row := rows.get(id_key(str(value)), -1)) >= 0 else value)
