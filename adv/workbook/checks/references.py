"""References of requests to visits: which column holds them, how both lists write the same number, and what is not sure is asked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec import Struct

from adv.model import TableName
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
    visit_days,
    without_spaces,
)
from adv.workbook.checks.row_identifiers import id_key, may_be_kept
from adv.workbook.tables.findings import FindingLog, Severity
from adv.workbook.tables.grid import grouped
from adv.workbook.tables.table import CodedColumn, Part, Table, ordinals, recode, translate, values_of
from adv.workbook.values.text import LISTED
from adv.workbook.vocabulary.own_values import in_table
from adv.workbook.vocabulary.unknown_words import AskedWords, ColumnPlace
from adv.workbook.vocabulary.word_lists import NOTHING, WordList, word_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from adv.workbook.tables.table import Codes, Mask


HARDLY: Final = 0.5  # share under which the column that is called so is not the reference
LEAST_KNOWN: Final = 0.8  # share of the requests of which a visit is then known


class Choice(Struct, frozen=True):
    """A column of requests that refers to a column of visits."""

    share: float
    column: int | None  # None: the one that is called so
    visits: Part | None  # None: the numbers of all visits
    key: int | None
    rows: tuple[int, ...]  # of the visits that they refer to


def refer(parts: Sequence[Part], log: FindingLog, asked: AskedWords, *, is_addition: bool) -> None:
    """Put the number of its visit into each request as the list of visits writes it; what refers to none stays as it is.

    If hardly any request finds a visit by the column that is called so, the column counts of which nearly all values are references,
    to the visits' numbers or to another column of theirs with a value of its own in each row. An addition may refer to visits that are
    stored, which are not here to be compared with: it must say in so many words which column refers to them.
    """
    visits = [part for part in parts if part.table is TableName.VISITS]
    known = {value for part in visits for value in own_numbers(part).distinct}
    for part in (one for one in parts if one.table is TableName.REQUESTS and not one.in_visits):
        as_answered(part, asked)
        column = part.columns.get("visit_id")
        are_known = column is not None and not part.is_reference_guessed and known.issuperset(column.distinct)
        if column is not None and are_known and not _only_counts(part, column, visits):
            continue  # as nearly always, and quickly seen
        if is_addition or not visits:
            if part.is_reference_guessed:
                _leave_out(part, log)
        elif not _from_visits(part, visits, log):
            _by_reference(part, visits, log)
            write_as_visits(part, visits, log)


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


def write_as_visits(part: Part, visits: Sequence[Part], log: FindingLog) -> None:
    """Write references as the visits' numbers are written, where no other visit could be meant.

    Less or more than the number counts when nearly all references then say one visit, and were raised after theirs.
    """
    column, known = part.columns.get("visit_id"), Keys(numbers_of(visits))
    missed = [str(value) for value in column.distinct if row_at(value, known.rows) < 0] if column is not None else []
    if column is None or not missed:
        return
    anew = _numbered_anew(visits)
    meant = {value: key for value, key in known.surely(missed).items() if key not in anew or id_key(value) == key}
    loose = {
        value: tuple(key for key in keys if key not in anew)
        for value, keys in known.loosely([value for value in missed if value not in meant]).items()
    }
    values: list[object] = [meant.get(str(value), value) for value in values_of(column)]
    days = (
        ordinals(part.columns["raised_on"]) if "raised_on" in part.columns else np.zeros(len(values), np.intp),
        visit_days(visits),
    )
    chosen = [
        _chosen(loose.get(str(value), ()), known.rows, on, days[1]) for value, on in zip(values, days[0].tolist(), strict=True)
    ]
    joined = [value if one is None else one for value, one in zip(values, chosen, strict=True)]
    rows = rows_referred_to(recode(joined), known.rows)
    are_known = int((rows >= 0).sum()) >= LEAST_KNOWN * sum(value is not None for value in joined)
    if are_known and are_likely(part, rows, visits, is_called_so=True):
        values = joined
    written = {id_key(str(number)): str(number) for one in visits for number in own_numbers(one).distinct}
    part.may_be = {value: tuple(written[key] for key in keys) for value, keys in loose.items() if keys}
    made = recode(values)
    changed = np.array([one != two for one, two in zip(values, values_of(column), strict=True)], dtype=bool)
    if changed.any():
        part.columns["visit_id"] = made
        part.plain.discard("visit_id")
        log.add_rows(Severity.INFO, "reference_as_written", part, part.lines[changed], part.places["visit_id"])


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
    meant: dict[object, str] = {}
    for code, value in enumerate(column.distinct):
        words = (str(value), in_table(str(value), TableName.REQUESTS))
        said = next((own[key] for key in (word_key(word, WordList.VISIT) for word in words) if key in own), None)
        if said is None:
            continue
        rows = column.codes == code
        asked.value(WordList.VISIT, words[1], _place_of(part, rows), (), meaning=said)
        if said == NOTHING:
            part.keep &= ~rows
            part.is_passed = rows if part.is_passed is None else part.is_passed | rows
        else:
            meant[value] = said
    if meant:
        part.columns["visit_id"] = translate(column, lambda value: meant.get(value, value))
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
