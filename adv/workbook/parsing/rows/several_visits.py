"""Several visits in one row, each of them a row of its own: in columns of each attempt, or in one cell ("2x niet thuis", "12 en 14")."""

from __future__ import annotations

from collections import Counter
from datetime import date  # noqa: TC003 - the struct's types are looked up
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from adv.model import Outcome, TableName, is_conversation
from adv.workbook.recognition.evidence.repeated_visits import DAY, OUTCOME, WHO
from adv.workbook.tables.findings import FindingLog, Severity
from adv.workbook.tables.table import CodedColumn, Part, recode, values_of
from adv.workbook.vocabulary.canonical_form import FORM_OF, Asked
from adv.workbook.vocabulary.fields import DIARY, ONE_DOOR, SEVERAL_DOORS, TIMES, WIDE_PREFIX
from adv.workbook.vocabulary.later_days import on_days
from adv.workbook.vocabulary.several import Doors, Occasion, SeveralOutcomes, has_addition_by_sign, several_addresses, several_doors
from adv.workbook.vocabulary.word_lists import COUNTS, NOTHING, LayoutWord
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.workbook.parsing.cell_findings import CellFindings
    from adv.workbook.parsing.column import ColumnReader
    from adv.workbook.parsing.rows.layout_marks import LayoutMarks
    from adv.workbook.recognition.found_table import EncodedColumn
    from adv.workbook.tables.table import Codes, Mask
    from adv.workbook.vocabulary.unknown_words import AskedWords

TALKED_LEFT_OUT: Final = 2  # rank of a conversation that does not count, one less than of one that does
# Fields of the visit at which people talked, and not of every attempt.
OF_THE_TALK: Final = ("visit_id", *(column.field for column in FORM_OF[TableName.VISITS].asked(Asked.TALK)))
ADDRESS: Final = "address"
HOUSE_NUMBER: Final = "house_number"
VISIT_ID: Final = "visit_id"
OTHER_DAY: Final = "other_day"  # code: a day with an outcome is not surely that of a visit
SURE, UNSURE = "doors_in_cell", "doors_may_be_several"  # findings about several doors
PLAIN: Final = frozenset({"visits_in_cell", SURE})  # reasons that leave no doubt
WITH_DOORS: Final = frozenset({TableName.VISITS, TableName.ADDRESSES})


def read_attempts(
    row: Part, encoded: Sequence[EncodedColumn], at: Codes, attempts: Mapping[int, Mapping[int, str]], reader: ColumnReader
) -> tuple[Part, ...]:
    """Read each attempt's own columns; `row` holds what the rows say in common. An address that nobody has been to yet has none."""
    of_each = {number: [column for column in encoded if column.column in fields] for number, fields in attempts.items()}
    made = {number: (attempts[number], columns, _filled(columns, row, at, reader)) for number, columns in of_each.items()}
    return _read_apart(row, at, made, reader)


def read_diaries(row: Part, diaries: Sequence[EncodedColumn], at: Codes, reader: ColumnReader) -> tuple[Part, ...]:
    """Read columns with a day and its outcome in each cell, every column apart; `row` holds what the rows say in common."""
    made = {number: ({column.column: column.field}, [column], _given(column)[at]) for number, column in enumerate(diaries, 1)}
    return _read_apart(row, at, made, reader)


def _read_apart(
    row: Part, at: Codes, attempts: Mapping[int, tuple[Mapping[int, str], Sequence[EncodedColumn], Mask]], reader: ColumnReader
) -> tuple[Part, ...]:
    """Read attempts by their number: of each its fields by column, its columns, and the rows in which it was made."""
    visited: Mask = np.logical_or.reduce([filled for *_, filled in attempts.values()])
    says_more = _says_more(row, reader) & ~visited  # a talk is a visit: the first attempt lacks something
    parts = []
    for number, (fields, columns, filled) in attempts.items():
        rows = np.flatnonzero(filled | says_more if number == 1 else filled)
        part = replace(taken(row, rows), other_numbers={})
        part.columns.setdefault("attempt", CodedColumn([number], np.zeros(len(rows), np.intp)))
        reader.findings.say_flaws(part, fields)
        for column in columns:
            reader.read(part, column, at[rows])
        reader.findings.say_missing(part, fields)
        parts.append(part)
    several = np.flatnonzero(np.bincount(np.concatenate([part.lines for part in parts])) > 1)
    reader.findings.say_attempts(row, row.lines[~visited & ~says_more & row.keep], several)
    return tuple(parts)


def _given(column: EncodedColumn) -> Mask:
    """Flag the rows in which a column is filled."""
    return column.where([not is_blank(cell) for cell in column.distinct])


def _filled(columns: Sequence[EncodedColumn], row: Part, at: Codes, reader: ColumnReader) -> Mask:
    filled = np.zeros(len(at), dtype=bool)
    for column in columns:
        if column.field != WHO:
            flawed = [line for line, place in reader.found.sheet.flaws if place == column.column]
            filled |= _given(column)[at] | np.isin(row.lines, flawed)
    return filled


def _says_more(row: Part, reader: ColumnReader) -> Mask:
    says = np.zeros(len(row.lines), dtype=bool)
    for name in OF_THE_TALK:
        if name in row.columns and name != "visit_id":
            says |= row.columns[name].codes >= 0
    for column in reader.found.recognition.columns:
        if column.field and column.field.startswith(WIDE_PREFIX):
            cells = reader.found.sheet.columns[column.column]
            says |= np.array([not is_blank(cells[line]) for line in row.lines.tolist()], dtype=bool)
    return says


def taken(part: Part, at: Codes) -> Part:
    """Take some rows of a part."""
    columns, links, others = (
        {name: CodedColumn(column.distinct, column.codes[at]) for name, column in some.items()}
        for some in (part.columns, part.links, part.other_numbers)
    )
    flags = {"is_main": part.is_main, "is_vague": part.is_vague, "is_passed": part.is_passed}
    rows = {"lines": part.lines[at], "keep": part.keep[at]} | {name: own if own is None else own[at] for name, own in flags.items()}
    own = {"places": dict(part.places), "plain": set(part.plain)}
    return replace(part, columns=columns, links=links, other_numbers=others, **rows, **own)


def settle(attempts: Sequence[Part]) -> None:
    """Leave what is said of the talk in place with one attempt of each row, and number the attempts where a row has several.

    That is the first conversation that counts, else one that is left out (which is said), else the last attempt that counts.
    """
    main: dict[int, tuple[int, int]] = {}  # of each line: how much speaks for an attempt, and which one it is
    count: Counter[int] = Counter()
    seen: Counter[int] = Counter()
    for number, part in enumerate(attempts):
        count.update(part.lines.tolist())
        for line, rank in zip(part.lines.tolist(), _ranks(part).tolist(), strict=True):
            best = main.get(line, (-1, 0))[0]
            if rank > best or (rank == best and rank < TALKED_LEFT_OUT):
                main[line] = (rank, number)
    for number, part in enumerate(attempts):
        part.is_main = np.array([main[line][1] == number for line in part.lines.tolist()], dtype=bool)
        for columns in (part.columns, part.links):
            for name in OF_THE_TALK:
                if name in columns:
                    columns[name] = CodedColumn(columns[name].distinct, np.where(part.is_main, columns[name].codes, -1))
        _number(part, count, seen)


def _number(part: Part, count: Counter[int], seen: Counter[int]) -> None:
    own = part.columns.get("attempt")
    said = [None] * len(part.lines) if own is None else values_of(own)
    numbers = []
    for line, attempt in zip(part.lines.tolist(), said, strict=True):
        seen[line] += 1
        numbers.append(seen[line] if count[line] > 1 else attempt)
    part.columns["attempt"] = recode(numbers)


def _ranks(part: Part) -> Codes:
    """Rank each row: 3 a conversation that counts, 2 one that does not, 1 another attempt that counts."""
    outcome = part.columns[OUTCOME]
    flags = np.array([*map(is_conversation, outcome.distinct), False], dtype=bool)
    return np.where(flags[outcome.codes], TALKED_LEFT_OUT, 0) + part.keep


class _Row(Struct, frozen=True):
    """The visits of one row, and what is to be said of how they were found; nothing where the row says it plainly."""

    visits: tuple[Occasion, ...]
    code: str | None = None
    is_on_days: bool = False  # as days with its outcomes say


class _Days(Struct, frozen=True):
    """Reading of several days in a row."""

    earlier_count: bool  # those before the last are visits at which nobody was at home
    later: str | None  # the user's answer about days with an outcome
    today: date


def spread(parts: Sequence[Part], findings: CellFindings, marks: LayoutMarks, asked: AskedWords, today: date) -> tuple[Part, ...]:
    """Make a row of every visit that a row's cells name, and then of every door."""
    if not parts or parts[0].table not in WITH_DOORS:
        return tuple(parts)
    if parts[0].table is TableName.VISITS:
        days = _Days(marks.said(LayoutWord.EARLIER) == COUNTS, marks.said(LayoutWord.LATER), today)
        parts = [more for part in parts for more in _visits_apart(part, findings.log, asked, days)]
        if len(parts) > 1 and not parts[0].is_tally:  # those are no attempts at one address
            settle(parts)
    return tuple(more for part in parts for more in _doors_apart(part, findings))


def _visits_apart(part: Part, log: FindingLog, asked: AskedWords, how: _Days) -> list[Part]:
    times = part.columns.pop(TIMES, None)
    days, outcomes, diary = part.columns.get(DAY), part.columns.get(OUTCOME), part.columns.pop(DIARY, None)
    values = (value for column in (days, outcomes) if column for value in column.distinct)
    if not any(isinstance(value, tuple | SeveralOutcomes) for value in values) and diary is None and times is None:
        return [part]
    nothing = [None] * len(part.lines)
    said = [values_of(column) if column is not None else nothing for column in (days, outcomes, diary, times)]
    found = [_row(day, outcome, entries, often, how) for day, outcome, entries, often in zip(*said, strict=True)]
    if earlier := sum(row.code in {"later_day", "earlier_days"} for row in found):
        asked.layout(LayoutWord.EARLIER, earlier, part.sheet)
    if later := sum(row.is_on_days for row in found):
        is_open = how.later is None and any(row.code == OTHER_DAY for row in found)
        asked.layout(LayoutWord.LATER, later, part.sheet, None if is_open else COUNTS)
    if not part.is_tally:
        _say(part, [row.code for row in found], part.places.get(OUTCOME, part.places.get(DIARY, 0)), log)
    visits: list[list[dict[str, Any]]] = [[{DAY: one.day, OUTCOME: one.outcome} for one in row.visits] for row in found]
    if any(one.partners for row in found for one in row.visits):
        who = values_of(part.columns[WHO]) if WHO in part.columns else nothing
        for row, made, of_row in zip(found, visits, who, strict=True):
            for one, visit in zip(row.visits, made, strict=True):
                visit[WHO] = one.partners or of_row
    return fan_out(part, visits)


def _row(days: Any, outcomes: Any, diary: tuple[Occasion, ...] | None, times: int | None, how: _Days) -> _Row:  # noqa: ANN401 - cells of columns
    """Tell which visits a row names: those of its diary, else its days and outcomes in pairs, else one."""
    if diary is not None:
        return _Row(diary, "visits_in_cell" if len(diary) > 1 else None)
    all_days = days if isinstance(days, tuple) else (days,)
    if isinstance(outcomes, SeveralOutcomes):
        return _dated(all_days[0], outcomes, how) if outcomes.days and len(all_days) == 1 else _paired(all_days, outcomes)
    if how.earlier_count and len(all_days) > 1:
        earlier = (Occasion(day, Outcome.NOT_AT_HOME) for day in all_days[:-1])
        return _Row((*earlier, Occasion(all_days[-1], outcomes)), "earlier_days")
    before = (Occasion(all_days[0], Outcome.NOT_AT_HOME),) * ((times or 1) - 1)
    code = "visits_counted" if before else "later_day" if len(all_days) > 1 else None
    return _Row((*before, Occasion(all_days[-1], outcomes)), code)


def _dated(day: Any, outcomes: SeveralOutcomes, how: _Days) -> _Row:  # noqa: ANN401 - as above
    """Give each outcome the day that its cell has for it, where that is sure or the user said so; else the last counts, on the day of the row."""
    visits, is_sure = on_days(day, outcomes, how.today)
    if visits and how.later != NOTHING and (is_sure or how.later == COUNTS):
        return _Row(visits, "visits_in_cell", is_on_days=True)
    return _Row((Occasion(day, outcomes.last),), OTHER_DAY, is_on_days=True)


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


def _say(part: Part, codes: Sequence[str | None], place: int, log: FindingLog) -> None:
    """Name the rows that name several visits or doors, by what is to be said of them."""
    for code in dict.fromkeys(filter(None, codes)):
        lines = part.lines[np.array([one == code for one in codes], dtype=bool) & part.keep]
        if len(lines):
            log.add_rows(Severity.INFO if code in PLAIN else Severity.WARNING, code, part, lines, place)


def fan_out(part: Part, rows: Sequence[Sequence[Mapping[str, Any]]]) -> list[Part]:
    """Make a part of what the rows name first, one of what they name second …: of each the values of some columns."""
    parts = []
    for nth in range(max((len(row) for row in rows), default=1) or 1):
        at = np.array([place for place, row in enumerate(rows) if len(row) > nth or nth == 0], dtype=np.intp)
        more = taken(part, at)
        names = dict.fromkeys(name for place in at.tolist() if rows[place] for name in rows[place][nth])
        for name in names:
            more.columns[name] = recode([rows[place][nth].get(name) if rows[place] else None for place in at.tolist()])
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
    by_sign = UNSURE if has_additions else "doors_by_sign"
    codes = [one and (by_sign if one[1].is_doubtful else "doors_counted" if one[1].are_counted else SURE) for one in named]
    of_rows = [codes[number] if number >= 0 else None for number in column.codes.tolist()]
    _say(part, of_rows, part.places.get(name, 0), findings.log)
    doors = [one[0] if one and code != UNSURE else (value,) for one, code, value in zip(named, codes, column.distinct, strict=True)]
    if all(len(one) == 1 for one in doors):
        return [part]
    rows = [[{name: door} for door in (doors[number] if number >= 0 else (None,))] for number in column.codes.tolist()]
    first, *others = fan_out(part, rows)
    for other in others:
        other.is_main = np.zeros(len(other.lines), dtype=bool)
        for columns in (other.columns, other.links):
            if VISIT_ID in columns:
                columns[VISIT_ID] = CodedColumn(columns[VISIT_ID].distinct, np.full(len(other.lines), -1, np.intp))
        other.plain.discard(VISIT_ID)
    return [first, *others]


def _doors(name: str, value: str) -> tuple[tuple[str, ...], Doors] | None:
    if name == ADDRESS:
        return several_addresses(value)
    doors = several_doors(value)
    return (doors.numbers, doors) if doors else None
