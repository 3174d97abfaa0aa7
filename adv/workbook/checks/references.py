"""References of requests to visits: which column holds them, and how both lists write the same number."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec import Struct

from adv.model import Outcome, TableName
from adv.workbook.checks.row_identifiers import FEWEST_REFERENCES, NEARLY_ALL, id_key, write_as_visits
from adv.workbook.tables.findings import FindingLog, Severity
from adv.workbook.tables.table import CodedColumn, Part, holds, ordinals, recode, translate, values_of
from adv.workbook.values.text import LISTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from adv.workbook.tables.table import Codes, Mask


HARDLY: Final = 0.5  # share under which the column that is called so is not the reference
LEAST_DIFFERENT: Final = 0.3  # share of different values; a column of kinds or numbers of things has fewer
LEAST_LIKELY: Final = 0.8  # share of requests that were not raised before their visit, and of those that belong to a conversation
LEAST_REACH: Final = 0.5  # of the list of visits that references to it must reach


class Choice(Struct, frozen=True):
    """A column of requests that refers to a column of visits."""

    share: float
    column: int | None  # None: the one that is called so
    visits: Part | None  # None: the numbers of all visits
    key: int | None
    rows: tuple[int, ...]  # of the visits that they refer to


def refer(parts: Sequence[Part], log: FindingLog, *, is_addition: bool) -> None:
    """Put the number of its visit into each request as the list of visits writes it; what refers to none stays as it is.

    Where hardly any request finds a visit by the column that is called so, the column counts whose values nearly all are references,
    to the visits' numbers or to another column of theirs with a value of its own in each row. An addition may refer to visits that are
    stored, which are not here to be compared with: it must say in so many words which column refers to them.
    """
    visits = [part for part in parts if part.table is TableName.VISITS]
    known = {value for part in visits for value in _own_numbers(part).distinct}
    for part in (one for one in parts if one.table is TableName.REQUESTS and not one.in_visits):
        if not part.is_reference_guessed and _all_refer(part, known, visits):
            continue
        if is_addition or not visits:
            if part.is_reference_guessed:
                _leave_out(part, log)
        elif not _from_visits(part, visits, log):
            _by_reference(part, visits, log)
            write_as_visits(part, _numbers(visits), log)


def _own_numbers(part: Part) -> CodedColumn:
    return part.links.get("visit_id") or part.columns.get("visit_id") or CodedColumn([], np.zeros(0, np.intp))


def _all_refer(part: Part, known: set[object], visits: Sequence[Part]) -> bool:
    """Say whether all references are written as the visits are: as nearly always, and quickly seen."""
    column = part.columns.get("visit_id")
    return column is not None and known.issuperset(column.distinct) and not _only_counts(part, column, visits)


def _only_counts(part: Part, column: CodedColumn, visits: Sequence[Part]) -> bool:
    """Say whether a column that is called so counts its own rows, and those are no visits that could have had these requests."""
    rows = _rows_referred_to(column, _numbers(visits)) if visits and _is_counted(column) else np.zeros(0, np.intp)
    return bool((rows >= 0).any()) and not _are_likely(part, rows, visits, is_called_so=False)


def _by_reference(part: Part, visits: Sequence[Part], log: FindingLog) -> None:
    """Choose the columns that refer, where those that are called so do not."""
    own, is_called_so = part.columns.get("visit_id"), not part.is_reference_guessed
    is_right = own is not None and is_called_so and _share(own, _numbers(visits)) >= HARDLY
    if "visit_id" in part.links or (own is not None and is_right and not _only_counts(part, own, visits)):
        return
    choices = sorted(_choices(part, visits), key=lambda choice: -choice.share)
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
    if own is not None and not part.is_reference_guessed and _share(own, _numbers(visits)) >= HARDLY:
        return False
    requests = [column for column in (part.columns.get("request_id"), own, *part.other_numbers.values()) if column is not None]
    for visit, first, row_of in _listed(visits):
        for number in filter(_is_key, requests):
            rows: Codes = np.array([*(row_of.get(id_key(str(value)), -1) for value in number.distinct), -1], np.intp)[number.codes]
            is_much = int((rows >= 0).sum()) >= max(FEWEST_REFERENCES, NEARLY_ALL * len(rows))
            if not is_much or not _are_likely(part, np.where(rows < 0, -1, rows + first), visits, is_called_so=False):
                continue
            part.columns["visit_id"] = _numbers_at(visit, rows)
            if number is own:
                part.columns["request_id"] = own
            part.plain.discard("visit_id")
            part.is_reference_guessed = False
            log.add_rows(Severity.INFO, "reference_from_visits", part, part.lines, part.places.get("visit_id", 0))
            return True
    return False


def _listed(visits: Sequence[Part]) -> Iterator[tuple[Part, int, Mapping[str, int]]]:
    """Give the columns of visits that list codes, each of them once, with the row of each; not a column with one of its own in every row."""
    for part, first in _placed(visits):
        for column in part.other_numbers.values():
            values = values_of(column)
            given = ((row, LISTED.split(str(value))) for row, value in enumerate(values) if value is not None)
            lists = [(row, [one for one in codes if one]) for row, codes in given]
            row_of = {id_key(code): row for row, codes in lists for code in codes}
            count = sum(len(codes) for _, codes in lists)
            if len(row_of) == count and (count > len(lists) or len(lists) < NEARLY_ALL * len(part.lines)):
                yield part, first, row_of


def _numbers_at(visit: Part, rows: Codes) -> CodedColumn:
    """Give the numbers of the visits in some rows; visits without numbers of their own are joined by the place of their row."""
    theirs = visit.links.get("visit_id") or visit.columns.get("visit_id")
    if theirs is None or not _is_key(theirs):
        places = np.arange(len(visit.lines), dtype=np.intp)
        theirs = visit.links["visit_id"] = CodedColumn([str(row + 1) for row in places.tolist()], places)
    numbers = values_of(theirs)
    return recode([numbers[row] if row >= 0 else None for row in rows.tolist()])


def _leave_out(part: Part, log: FindingLog) -> None:
    log.add_rows(Severity.ERROR, "visit_not_named", part, part.lines, part.places["visit_id"])
    part.columns.pop("visit_id")
    part.keep &= False


def _choices(part: Part, visits: Sequence[Part]) -> Iterator[Choice]:
    """Give the pairs of columns of which nearly all of the one are in the other."""
    sources: list[tuple[int | None, CodedColumn | None]] = [(None, part.columns.get("visit_id")), *part.other_numbers.items()]
    for at, column in sources:
        is_called_so = at is None and not part.is_reference_guessed
        if column is None or not (is_called_so or _may_refer(column)):
            continue
        targets: list[tuple[Part | None, int | None, Mapping[str, int]]] = [(None, None, _numbers(visits))]
        for other, first in _placed(visits):
            targets += [(other, key, _rows_of(known, first)) for key, known in other.other_numbers.items() if _is_key(known)]
        for one, key, exact in targets:
            keys = {**{_without_spaces(number): row for number, row in exact.items()}, **exact}
            if is_called_so and key is None:
                continue
            share = _share(column, keys)
            rows = _rows_referred_to(column, keys)
            if share < (1.0 if is_called_so else NEARLY_ALL) or not _are_likely(part, rows, visits, is_called_so=is_called_so):
                continue
            yield Choice(share, at, one, key, tuple(rows.tolist()))


def _may_refer(column: CodedColumn) -> bool:
    """Say whether a column has the look of references: many different ones, and not the rows' own numbers one by one."""
    given = column.codes[column.codes >= 0]
    different = len(np.unique(given))
    if different < max(FEWEST_REFERENCES, LEAST_DIFFERENT * len(given)) or 2 * len(given) < len(column.codes):
        return False
    return not _is_counted(column)


def _is_counted(column: CodedColumn) -> bool:
    numbers = [str(column.distinct[code]) for code in column.codes.tolist() if code >= 0]
    whole = [int(number) for number in numbers if number.isdecimal()]
    return len(whole) == len(numbers) >= FEWEST_REFERENCES and all(after - before == 1 for before, after in pairwise(whole))


def _is_key(column: CodedColumn) -> bool:
    given = column.codes[column.codes >= 0]
    return len(given) >= NEARLY_ALL * len(column.codes) and len(np.unique(given)) == len(given)


def _share(column: CodedColumn, keys: Mapping[str, int]) -> float:
    rows = _rows_referred_to(column, keys)[column.codes >= 0]
    return float((rows >= 0).mean()) if len(rows) else 0.0


def _are_likely(part: Part, rows: Codes, visits: Sequence[Part], *, is_called_so: bool) -> bool:
    """Say whether requests could belong to the visits in these rows: by the days of both, and most of them to conversations.

    A column that is called otherwise must also reach the later visits: degrees of urgency, or numbers of people, are all low.
    """
    raised = part.columns.get("raised_on")
    if raised is not None:
        visited = [(part.columns.get("visited_on"), len(part.lines)) for part in visits]
        days = [np.zeros(many, np.intp) if column is None else ordinals(column) for column, many in visited]
        on, day = ordinals(raised), np.concatenate([*days, np.zeros(1, np.intp)])[rows]
        both: Mask = (on > 0) & (day > 0)
        if both.any() and float((on[both] >= day[both]).mean()) < LEAST_LIKELY:
            return False
    if is_called_so:
        return True
    outcomes = [(part.columns.get("outcome"), len(part.lines)) for part in visits]  # unknown: all may be conversations
    tell = (np.ones(many, bool) if one is None else holds(one, lambda it: it == Outcome.CONVERSATION) for one, many in outcomes)
    talked = np.concatenate(list(tell))
    return float(talked[rows[rows >= 0]].mean()) >= LEAST_LIKELY and int(rows.max()) + 1 >= LEAST_REACH * len(talked)


def _rows_referred_to(column: CodedColumn, keys: Mapping[str, int]) -> Codes:
    rows: Codes = np.array([*(_row_of(value, keys) for value in column.distinct), -1], dtype=np.intp)[column.codes]
    return rows


def _row_of(value: object, keys: Mapping[str, int]) -> int:
    key = id_key(str(value))
    return keys.get(key, keys.get(_without_spaces(key), -1))


def _without_spaces(key: str) -> str:
    return "".join(key.split())


def _numbers(visits: Sequence[Part]) -> dict[str, int]:
    """Give the visits' own numbers as they are compared, each with its row among those of all parts, the last one that has it."""
    found: dict[str, int] = {}
    for part, first in _placed(visits):
        found |= _rows_of(_own_numbers(part), first)
    return found


def _placed(visits: Sequence[Part]) -> Iterator[tuple[Part, int]]:
    return zip(visits, accumulate((len(part.lines) for part in visits), initial=0), strict=False)


def _rows_of(column: CodedColumn, first: int = 0) -> dict[str, int]:
    return {id_key(str(column.distinct[code])): first + row for row, code in enumerate(column.codes.tolist()) if code >= 0}


def _through(column: CodedColumn, visits: Part, other: CodedColumn) -> CodedColumn:
    """Put the visits' own number in the place of another value of theirs; visits without numbers of their own are joined by that value."""
    own = visits.links.get("visit_id") or visits.columns.get("visit_id")
    if own is None or not _is_key(own):
        visits.links["visit_id"] = other
        return column
    numbers = values_of(own)
    number_of = {key: numbers[row] for key, row in _rows_of(other).items()}
    return translate(column, lambda value: number_of.get(id_key(str(value)), value))
