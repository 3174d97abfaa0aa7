"""References of requests to visits: which column holds them, how both lists write the same number, and what is not sure is asked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np

from adv.model import TableName
from adv.workbook.checks.reference_choice import best_choice, only_counts
from adv.workbook.checks.reference_columns import (
    FEWEST_REFERENCES,
    LEAST_REFERRING,
    Keys,
    are_likely,
    is_key,
    numbers_at,
    numbers_of,
    own_numbers,
    placed,
    row_at,
    rows_referred_to,
    share_known,
    visit_days,
)
from adv.workbook.checks.row_identifiers import id_key, may_be_kept
from adv.workbook.tables.findings import FindingLog, Severity
from adv.workbook.tables.grid import grouped
from adv.workbook.tables.table import Part, Table, ordinals, recode, translate, values_of
from adv.workbook.values.text import BETWEEN_CODES
from adv.workbook.vocabulary.own_values import in_table
from adv.workbook.vocabulary.unknown_words import AskedWords, ColumnPlace
from adv.workbook.vocabulary.word_lists import NOTHING, WordList, word_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from adv.workbook.tables.table import Codes, Mask


LEAST_BY_ITS_NAME: Final = 0.5  # share under which the column that is called so is not the reference
LEAST_WITH_VISIT: Final = 0.8  # share of the requests of which a visit is then known


def refer(parts: Sequence[Part], log: FindingLog, asked: AskedWords, *, is_addition: bool) -> None:
    """Put the number of its visit into each request as the list of visits writes it; what refers to none stays as it is.

    If hardly any request finds a visit by the column that is called so, the column counts of which nearly all values are references,
    to the visits' numbers or to another column of theirs with a value of its own in each row. An addition may refer to visits that are
    stored, which are not here to be compared with: it must say in so many words which column refers to them.
    """
    visits = [part for part in parts if part.table is TableName.VISITS]
    known = {value for part in visits for value in own_numbers(part).distinct}
    for part in (part for part in parts if part.table is TableName.REQUESTS and not part.in_visits):
        as_answered(part, asked)
        column = part.columns.get("visit_id")
        are_known = column is not None and not part.is_reference_guessed and known.issuperset(column.distinct)
        if column is not None and are_known and not only_counts(part, column, visits):
            continue  # as nearly always, and quickly seen
        if is_addition or not visits:
            if part.is_reference_guessed:
                _leave_out(part, log)
        elif not _from_visits(part, visits, log):
            _by_column(part, visits, log)
            write_as_visits(part, visits, log)


def _by_column(part: Part, visits: Sequence[Part], log: FindingLog) -> None:
    """Take the column that refers, where the one that is called so does not."""
    own = part.columns.get("visit_id")
    is_called_so = own is not None and not part.is_reference_guessed
    is_right = own is not None and is_called_so and share_known(own, numbers_of(visits)) >= LEAST_BY_ITS_NAME
    if "visit_id" in part.links or (own is not None and is_right and not only_counts(part, own, visits)):
        return
    choice = best_choice(part, visits)
    if choice is None:
        if part.is_reference_guessed:
            _leave_out(part, log)
        return
    made = part.columns["visit_id"] = choice.target.written(choice.source.column)
    part.plain.discard("visit_id")
    if choice.source.place is not None:
        part.places["visit_id"] = choice.source.place
    if choice.finding:
        code, severity = choice.finding
        log.add_rows(severity, code, part, part.lines[made.codes >= 0], part.places["visit_id"])


def _from_visits(part: Part, visits: Sequence[Part], log: FindingLog) -> bool:
    """Join requests to the visits that list their numbers, "H3; H4", where no column of theirs says which visit they belong to."""
    own = part.columns.get("visit_id")
    if own is not None and not part.is_reference_guessed and share_known(own, numbers_of(visits)) >= LEAST_BY_ITS_NAME:
        return False
    requests = [column for column in (part.columns.get("request_id"), own, *part.other_numbers.values()) if column is not None]
    for visit, first, row_of in _lists_of_requests(visits):
        for number in filter(is_key, requests):
            rows: Codes = np.array([*(row_of.get(id_key(str(value)), -1) for value in number.distinct), -1], np.intp)[number.codes]
            is_much = int((rows >= 0).sum()) >= max(FEWEST_REFERENCES, LEAST_REFERRING * len(rows))
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


def _lists_of_requests(visits: Sequence[Part]) -> Iterator[tuple[Part, int, Mapping[str, int]]]:
    """Give the columns of visits that list codes of requests ("H3; H4"), with the row of each code; no column of the visits' own numbers."""
    for part, first in placed(visits):
        for column in part.other_numbers.values():
            values = values_of(column)
            given = ((row, BETWEEN_CODES.split(str(value))) for row, value in enumerate(values) if value is not None)
            lists = [(row, [code for code in codes if code]) for row, codes in given]
            row_of = {id_key(code): row for row, codes in lists for code in codes}
            count = sum(len(codes) for _, codes in lists)
            if len(row_of) == count and (count > len(lists) or len(lists) < LEAST_REFERRING * len(part.lines)):
                yield part, first, row_of


def _leave_out(part: Part, log: FindingLog) -> None:
    log.add_rows(Severity.ERROR, "visit_not_named", part, part.lines, part.places["visit_id"])
    part.columns.pop("visit_id")
    part.keep &= False


def write_as_visits(part: Part, visits: Sequence[Part], log: FindingLog) -> None:
    """Write references as the visits' numbers are written: "2E3" as 2000, where no other visit could be meant.

    Less or more than the number, "012" for 2019-012, counts when nearly all references then say one visit, and were raised after theirs.
    """
    column, known = part.columns.get("visit_id"), Keys(numbers_of(visits))
    missed = [str(value) for value in column.distinct if row_at(value, known.rows) < 0] if column is not None else []
    if column is None or not missed:
        return
    anew = _numbered_anew(visits)
    sure = {value: key for value, key in known.surely(missed).items() if key not in anew or id_key(value) == key}
    may_be = {
        value: tuple(key for key in keys if key not in anew)
        for value, keys in known.loosely([value for value in missed if value not in sure]).items()
    }
    written_surely: list[object] = [sure.get(str(value), value) for value in values_of(column)]
    written_loosely = _loosely(part, written_surely, may_be, known.rows, visit_days(visits))
    rows = rows_referred_to(recode(written_loosely), known.rows)
    are_known = int((rows >= 0).sum()) >= LEAST_WITH_VISIT * sum(value is not None for value in written_loosely)
    written = written_loosely if are_known and are_likely(part, rows, visits, is_called_so=True) else written_surely
    by_key = {id_key(str(number)): str(number) for visit in visits for number in own_numbers(visit).distinct}
    part.may_be = {value: tuple(by_key[key] for key in keys) for value, keys in may_be.items() if keys}
    is_changed = np.array([now != before for now, before in zip(written, values_of(column), strict=True)], dtype=bool)
    if is_changed.any():
        part.columns["visit_id"] = recode(written)
        part.plain.discard("visit_id")
        log.add_rows(Severity.INFO, "reference_as_written", part, part.lines[is_changed], part.places["visit_id"])


def _loosely(
    part: Part, values: Sequence[object], may_be: Mapping[str, Sequence[str]], row_of: Mapping[str, int], visited: Codes
) -> list[object]:
    """Put the visit that each request must be of in the place of a value that may be several, by the day on which it was raised."""
    raised = ordinals(part.columns["raised_on"]) if "raised_on" in part.columns else np.zeros(len(values), np.intp)
    pairs = zip(values, raised.tolist(), strict=True)
    return [_chosen(may_be.get(str(value), ()), row_of, on, visited) or value for value, on in pairs]


def _numbered_anew(visits: Sequence[Part]) -> set[str]:
    """Find the numbers that several lists of visits have: what stands around them would say which list, and is not known."""
    counts = Counter(key for part in visits for key in {id_key(str(number)) for number in own_numbers(part).distinct})
    return {key for key, count in counts.items() if count > 1}


def _chosen(may_be: Sequence[str], row_of: Mapping[str, int], on: int, days: Codes) -> str | None:
    """Choose the visit of a request raised on a day (0: unknown): the only one that it may be of, or the only one of that day or before it."""
    if len(may_be) <= 1:
        return may_be[0] if may_be else None
    day_of = {key: int(days[row_of[key]]) for key in may_be}
    if not on or not all(day_of.values()):
        return None
    on_that_day, until_then = ([key for key in may_be if first <= day_of[key] <= on] for first in (on, 1))
    return next((found[0] for found in (on_that_day, until_then) if len(found) == 1), None)


def as_answered(part: Part, asked: AskedWords) -> None:
    """Put the visits that the user named into the requests, and leave out those of which they said so."""
    own, column = asked.knowledge.own.of(WordList.VISIT), part.columns.get("visit_id")
    if column is None or not own:
        return
    visit_of: dict[object, str] = {}
    for code, value in enumerate(column.distinct):
        words = (str(value), in_table(str(value), TableName.REQUESTS))
        answer = next((own[key] for key in (word_key(word, WordList.VISIT) for word in words) if key in own), None)
        if answer is None:
            continue
        rows = column.codes == code
        asked.value(WordList.VISIT, words[1], _place_of(part, rows), (), meaning=answer)
        if answer == NOTHING:
            part.keep &= ~rows
            part.is_passed = rows if part.is_passed is None else part.is_passed | rows
        else:
            visit_of[value] = answer
    if visit_of:
        part.columns["visit_id"] = translate(column, lambda value: visit_of.get(value, value))
        part.plain.discard("visit_id")


def _place_of(part: Part, rows: Mask) -> ColumnPlace:
    """Say where the numbers of the visits of some requests stand."""
    return ColumnPlace(part.reference_header, part.sheet, part.lines[rows], part.places["visit_id"])


def ask_visits(table: Table, unknown: Mask, asked: AskedWords | None) -> Mask:
    """Ask of which visit requests are whose number is none, as far as it may be shown; and flag those that several visits may be meant by."""
    unclear = np.zeros(len(table), dtype=bool)
    for number, part in enumerate(table.parts):
        mine = np.flatnonzero(unknown & (table.part_of == number))
        first = int(np.flatnonzero(table.part_of == number)[0]) if len(mine) else 0
        for value, rows in grouped(zip(values_of(table.numbers("visit_id"), mine), (mine - first).tolist(), strict=True)).items():
            may_be = part.may_be.get(str(value), ())
            unclear[[row + first for row in rows]] = len(may_be) > 1
            if asked is not None and may_be_kept(str(value).replace(" ", "")):
                here = np.isin(np.arange(len(part.lines)), rows)
                likely = may_be[0] if len(may_be) == 1 else None
                asked.value(WordList.VISIT, in_table(str(value), TableName.REQUESTS), _place_of(part, here), (), likely=likely)
    return unclear
