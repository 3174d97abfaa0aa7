"""Numbers of visits that two lists write each in its own way: "2E3" for 2000, "B-012" for B12."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from adv.workbook.checks.row_identifiers import id_key
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.table import translate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.workbook.tables.findings import FindingLog
    from adv.workbook.tables.table import Part

FEWEST: Final = 3  # different references; fewer may fit by chance
NEARLY_ALL: Final = 0.95  # share of a column's rows that refer to a visit, so that it is the reference
LARGEST_WHOLE: Final = 10**15

_PIECES: Final = re.compile(r"[^\W\d_]+|\d+")
_WHOLE: Final = re.compile(r"\d+[.,]0+")
_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")  # as a cell is written that a spreadsheet made a day of
_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_CENTURY: Final = re.compile(r"^20(?=\d\d$)")  # "12-19" is "12-2019"
_SCIENTIFIC: Final = re.compile(r"\d{1,6}(?:\.\d{1,6})?e\+?\d{1,2}")


def write_as_visits(part: Part, keys: Mapping[str, int], log: FindingLog) -> None:
    """Write references as the visits' numbers are written, where no other visit could be meant: "2E3" for 2000, "B-012" for B12."""
    column = part.columns.get("visit_id")
    missed = [str(value) for value in column.distinct if id_key(str(value)) not in keys] if column is not None else []
    if column is None or not missed:
        return
    by_form: dict[tuple[str, ...], set[str]] = {}
    for key in keys:
        for form in forms(key):
            by_form.setdefault(form, set()).add(key)
    may_be = {value: set[str]().union(*(by_form.get(form, ()) for form in forms(id_key(value)))) for value in missed}
    meant = {value: found.pop() for value, found in may_be.items() if len(found) == 1} or _without_rest(missed, keys)
    if meant:
        changed = np.isin(column.codes, [code for code, value in enumerate(column.distinct) if str(value) in meant])
        part.columns["visit_id"] = translate(column, lambda value: meant.get(str(value), value))
        part.plain.discard("visit_id")
        log.add_rows(Severity.INFO, "reference_as_written", part, part.lines[changed], part.places["visit_id"])


def forms(key: str) -> set[tuple[str, ...]]:
    """Give the ways in which a number may be meant: its letters and digits without signs and leading zeros, its value as a number, and what became a day."""
    pieces = [piece.lstrip("0") or "0" if piece.isdigit() else piece for piece in _PIECES.findall(key)]
    found = {tuple(pieces)} | ({tuple(_CENTURY.sub("", piece) for piece in pieces)} if len(pieces) > 1 else set())
    if _THOUSANDS.fullmatch(key):
        found.add((key.replace(".", ""),))
    if _WHOLE.fullmatch(key) or _SCIENTIFIC.fullmatch(key):
        number = float(key.replace(",", "."))
        if number == int(number) and number < LARGEST_WHOLE:
            found.add((str(int(number)),))
    if of_day := _DAY.fullmatch(key):
        year, month, day = (piece.lstrip("0") for piece in of_day.groups())
        found |= {(day, month), (day, month, year), (day, month, year[2:].lstrip("0"))}
        found |= {(year, month), (month, year), (month, year[2:].lstrip("0"))} if day == "1" else set()
    return found - {()}


def _without_rest(missed: Sequence[str], keys: Mapping[str, int]) -> dict[str, str]:
    """Match references by the only thing in them that differs with numbers of which that is so too: "BZK-12" and 12, 12 and "12/2019"."""
    theirs, own = _by_number(missed), _by_number(list(keys))
    found = {value: own[number] for number, value in theirs.items() if number in own} if len(theirs) >= FEWEST else {}
    return found if len(found) >= NEARLY_ALL * len(missed) else {}


def _by_number(values: Sequence[str]) -> dict[str, str]:
    """Give values by the number in them, when all else is the same in each of them, and no two have the same number."""
    pieces = [_PIECES.findall(id_key(value)) for value in values]
    if len({len(found) for found in pieces}) != 1:
        return {}
    differ = [place for place in range(len(pieces[0])) if len({found[place] for found in pieces}) > 1]
    if len(differ) != 1:
        return {}
    found = {found[differ[0]].lstrip("0"): value for found, value in zip(pieces, values, strict=True) if found[differ[0]].isdigit()}
    return found if len(found) == len(values) else {}
