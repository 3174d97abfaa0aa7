"""Requests that say loosely of which visit they are: by the end of its number, by its row; what is not sure is asked, and put where the user said."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np

from adv.model import TableName
from adv.workbook.checks.reference_columns import Keys, are_likely, days_of, numbers_of, own_numbers, row_at, rows_referred_to
from adv.workbook.checks.row_identifiers import id_key, may_be_kept
from adv.workbook.tables.findings import FindingLog, Severity
from adv.workbook.tables.grid import grouped
from adv.workbook.tables.table import ordinals, recode, translate, values_of
from adv.workbook.vocabulary.own_values import in_table
from adv.workbook.vocabulary.unknown_words import ColumnPlace
from adv.workbook.vocabulary.word_lists import NOTHING, WordList, word_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.workbook.tables.table import Codes, Mask, Part, Table
    from adv.workbook.vocabulary.unknown_words import AskedWords

LEAST_KNOWN: Final = 0.8  # share of the requests of which a visit is then known


def write_as_visits(part: Part, visits: Sequence[Part], log: FindingLog) -> None:
    """Write references as the visits' numbers are written, where no other visit could be meant.

    What says less than the number, or more, counts when nearly all references then say one visit, and were raised after theirs.
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
    days = (ordinals(part.columns["raised_on"]) if "raised_on" in part.columns else np.zeros(len(values), np.intp), days_of(visits))
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
