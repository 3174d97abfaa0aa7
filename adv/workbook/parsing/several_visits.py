"""Rows whose cells name several visits: days with outcomes in one cell, "2x niet thuis", "12 en 14". Each visit becomes a row of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from msgspec import Struct

from adv.model import Outcome, TableName
from adv.workbook.parsing.attempts import settle, taken
from adv.workbook.recognition.evidence.repeated_visits import DAY, OUTCOME, WHO
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.table import CodedColumn, Part, recode, values_of
from adv.workbook.vocabulary.fields import DIARY, ONE_DOOR, SEVERAL_DOORS, TIMES
from adv.workbook.vocabulary.several import Occasion, SeveralOutcomes, has_addition_by_sign, several_addresses, several_doors
from adv.workbook.vocabulary.word_lists import COUNTS, LayoutWord

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from adv.workbook.parsing.cell_findings import CellFindings
    from adv.workbook.parsing.layout_marks import LayoutMarks
    from adv.workbook.tables.findings import FindingLog
    from adv.workbook.tables.table import Part
    from adv.workbook.vocabulary.several import Doors
    from adv.workbook.vocabulary.unknown_words import AskedWords

ADDRESS: Final = "address"
HOUSE_NUMBER: Final = "house_number"
VISIT_ID: Final = "visit_id"
SURE, UNSURE = "doors_in_cell", "doors_may_be_several"  # findings about several doors
WITH_DOORS: Final = frozenset({TableName.VISITS, TableName.ADDRESSES})


class _Row(Struct, frozen=True):
    """The visits of one row, and what is to be said of how they were found; nothing where the row says it plainly."""

    visits: tuple[Occasion, ...]
    code: str | None = None


def spread(parts: Sequence[Part], findings: CellFindings, marks: LayoutMarks, asked: AskedWords) -> tuple[Part, ...]:
    """Make a row of every visit that a row's cells name, and then of every door."""
    if not parts or parts[0].table not in WITH_DOORS:
        return tuple(parts)
    if parts[0].table is TableName.VISITS:
        counts = marks.said(LayoutWord.EARLIER) == COUNTS  # earlier days of a cell are visits at which nobody was at home
        parts = [more for part in parts for more in _visits_apart(part, findings.log, asked, counts=counts)]
        if len(parts) > 1:
            settle(parts)
    return tuple(more for part in parts for more in _doors_apart(part, findings))


def _visits_apart(part: Part, log: FindingLog, asked: AskedWords, *, counts: bool) -> list[Part]:
    """Give a part its rows' first visits, and further parts the second ones, and so on."""
    times = part.columns.pop(TIMES, None)
    days, outcomes, diary = part.columns.get(DAY), part.columns.get(OUTCOME), part.columns.pop(DIARY, None)
    several = [
        column for column in (days, outcomes) if column and any(isinstance(one, tuple | SeveralOutcomes) for one in column.distinct)
    ]
    if not several and diary is None and times is None:
        return [part]
    rows = np.arange(len(part.lines), dtype=np.intp)
    nothing = [None] * len(rows)
    said = [values_of(column, rows) if column is not None else nothing for column in (days, outcomes, diary, times)]
    found = [_row(*row, counts=counts) for row in zip(*said, strict=True)]
    if earlier := sum(row.code in {"later_day", "earlier_days"} for row in found):
        asked.layout(LayoutWord.EARLIER, earlier, part.sheet)
    _say(part, found, log)
    visits: list[list[dict[str, Any]]] = [[{DAY: one.day, OUTCOME: one.outcome} for one in row.visits] for row in found]
    if any(one.partners for row in found for one in row.visits):
        who = values_of(part.columns[WHO], rows) if WHO in part.columns else nothing
        for row, made, of_row in zip(found, visits, who, strict=True):
            for one, visit in zip(row.visits, made, strict=True):
                visit[WHO] = one.partners or of_row
    return fan_out(part, visits)


def _row(days: Any, outcomes: Any, diary: tuple[Occasion, ...] | None, times: int | None, *, counts: bool) -> _Row:  # noqa: ANN401 - cells of columns
    """Tell which visits a row names: those of its diary, else its days and outcomes in pairs, else one."""
    if diary is not None:
        return _Row(diary, "visits_in_cell" if len(diary) > 1 else None)
    all_days = days if isinstance(days, tuple) else (days,)
    if isinstance(outcomes, SeveralOutcomes):
        return _paired(all_days, outcomes)
    if counts and len(all_days) > 1:
        earlier = (Occasion(day, Outcome.NOT_AT_HOME) for day in all_days[:-1])
        return _Row((*earlier, Occasion(all_days[-1], outcomes)), "earlier_days")
    before = (Occasion(all_days[0], Outcome.NOT_AT_HOME),) * ((times or 1) - 1)
    code = "visits_counted" if before else "later_day" if len(all_days) > 1 else None
    return _Row((*before, Occasion(all_days[-1], outcomes)), code)


def _paired(days: tuple[date, ...], outcomes: SeveralOutcomes) -> _Row:
    """Give each outcome its day; of one day the last outcome counts, but where the cell counts its visits."""
    named = outcomes.outcomes
    if len(days) == len(named) > 1:
        return _Row(tuple(map(Occasion, days, named)), "visits_in_cell")
    if len(days) > 1:
        return _Row((Occasion(days[-1], outcomes.last),), "days_and_outcomes_differ")
    if outcomes.are_visits:
        return _Row(tuple(Occasion(days[0], one) for one in named), "visits_counted")
    return _Row((Occasion(days[0], outcomes.last),), None if outcomes.are_one else "later_outcome")


def _say(part: Part, found: Sequence[_Row], log: FindingLog) -> None:
    for code in dict.fromkeys(row.code for row in found if row.code):
        lines = part.lines[np.array([row.code == code for row in found], dtype=bool) & part.keep]
        severity = Severity.INFO if code == "visits_in_cell" else Severity.WARNING
        if len(lines):
            log.add_rows(severity, code, part, lines, part.places.get(OUTCOME, part.places.get(DIARY, 0)))


def fan_out(part: Part, rows: Sequence[Sequence[Mapping[str, Any]]]) -> list[Part]:
    """Make a part of what the rows name first, one of what they name second …: of each the values of some columns."""
    parts = []
    for nth in range(max((len(row) for row in rows), default=1) or 1):
        at = np.array([place for place, row in enumerate(rows) if len(row) > nth or nth == 0], dtype=np.intp)
        more = taken(part, at)
        names = dict.fromkeys(name for place in at.tolist() if rows[place] for name in rows[place][nth])
        for name in names:
            values = [rows[place][nth].get(name) if rows[place] else None for place in at.tolist()]
            more.columns[name] = recode(values, np.arange(len(at), dtype=np.intp))
        parts.append(more)
    return parts


def _doors_apart(part: Part, findings: CellFindings) -> list[Part]:
    """Give every door that a row names a row of its own; what is numbered or asked in the row stays with the first."""
    name = HOUSE_NUMBER if HOUSE_NUMBER in part.columns else ADDRESS
    column = part.columns.get(name)
    option = next((one.option for one in findings.found.recognition.columns if one.field == name), None)
    if column is None or option == ONE_DOOR:
        return [part]
    named = [_doors(name, str(value)) for value in column.distinct]
    has_additions = option != SEVERAL_DOORS and any(has_addition_by_sign(str(value)) for value in column.distinct)
    codes = [one and (UNSURE if one[1].is_doubtful and has_additions else _code(one[1])) for one in named]
    _say_doors(part, column, codes, findings)
    doors = [one[0] if one and code != UNSURE else (value,) for one, code, value in zip(named, codes, column.distinct, strict=True)]
    rows = [[{name: door} for door in (doors[number] if number >= 0 else (None,))] for number in column.codes.tolist()]
    if all(len(row) == 1 for row in rows):
        return [part]
    first, *others = fan_out(part, rows)
    for other in others:
        other.is_main = np.zeros(len(other.lines), dtype=bool)
        for columns in (other.columns, other.links):
            if VISIT_ID in columns:
                columns[VISIT_ID] = CodedColumn(columns[VISIT_ID].distinct, np.full(len(other.lines), -1, np.intp))
        other.plain.discard(VISIT_ID)
    return [first, *others]


def _say_doors(part: Part, column: CodedColumn, codes: Sequence[str | None], findings: CellFindings) -> None:
    """Name the cells with several doors by how sure that is."""
    for code in dict.fromkeys(filter(None, codes)):
        hit = np.array([*(one == code for one in codes), False], dtype=bool)[column.codes] & part.keep
        severity = Severity.INFO if code == SURE else Severity.WARNING
        place = part.places.get(HOUSE_NUMBER if HOUSE_NUMBER in part.columns else ADDRESS, 0)
        if hit.any():
            findings.log.add_rows(severity, code, part, part.lines[hit], place)


def _doors(name: str, value: str) -> tuple[tuple[str, ...], Doors] | None:
    if name == ADDRESS:
        return several_addresses(value)
    doors = several_doors(value)
    return (doors.numbers, doors) if doors else None


def _code(doors: Doors) -> str:
    return "doors_by_sign" if doors.is_doubtful else "doors_counted" if doors.are_counted else SURE
