"""Visits in one cell, "2x niet thuis, daarna gesprek" or "12-3 en 14-3": each becomes a row of its own."""

from __future__ import annotations

from collections import Counter
from datetime import date  # noqa: TC003 - the struct's types are looked up
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from msgspec import Struct

from adv.model import Outcome, TableName, is_conversation
from adv.workbook.parsing.rows.fan_out import OF_THE_TALK, fan_out, say_several
from adv.workbook.recognition.evidence.repeated_visits import DAY, OUTCOME, WHO
from adv.workbook.tables.table import CodedColumn, Part, recode, values_of
from adv.workbook.vocabulary.fields import DIARY, TIMES
from adv.workbook.vocabulary.later_days import on_days
from adv.workbook.vocabulary.several import Occasion, SeveralOutcomes
from adv.workbook.vocabulary.word_lists import COUNTS, NOTHING, LayoutWord

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.workbook.parsing.rows.layout_marks import LayoutMarks
    from adv.workbook.tables.findings import FindingLog
    from adv.workbook.tables.table import Codes
    from adv.workbook.vocabulary.unknown_words import AskedWords

TALKED_LEFT_OUT: Final = 2  # rank of a conversation that does not count, one less than of one that does
OTHER_DAY: Final = "other_day"  # finding: a day with an outcome is not surely that of a visit


class _Row(Struct, frozen=True):
    """The visits of one row, and the finding that tells how they were found; none where the row says it plainly."""

    visits: tuple[Occasion, ...]
    code: str | None = None
    is_on_days: bool = False  # as days with its outcomes say


class _Days(Struct, frozen=True):
    """Reading of several days in a row."""

    earlier_count: bool  # those before the last are visits at which nobody was at home
    later: str | None  # the user's answer about days with an outcome
    today: date


def visits_apart(parts: Sequence[Part], log: FindingLog, marks: LayoutMarks, asked: AskedWords, today: date) -> Sequence[Part]:
    """Make a row of every visit that a row's cells name."""
    if not parts or parts[0].table is not TableName.VISITS:
        return parts
    days = _Days(marks.said(LayoutWord.EARLIER) == COUNTS, marks.said(LayoutWord.LATER), today)
    apart = [of_each for part in parts for of_each in _visits_of_part(part, log, asked, days)]
    if len(apart) > 1 and not apart[0].is_tally:  # those are no attempts at one address
        _leave_talk_to_one(apart)
    return apart


def _visits_of_part(part: Part, log: FindingLog, asked: AskedWords, how: _Days) -> list[Part]:
    """Take the visits of one part apart; say, and ask about, those that were not sure."""
    times, diary = part.columns.pop(TIMES, None), part.columns.pop(DIARY, None)
    days, outcomes = part.columns.get(DAY), part.columns.get(OUTCOME)
    values = (value for column in (days, outcomes) if column for value in column.distinct)
    if not any(isinstance(value, tuple | SeveralOutcomes) for value in values) and diary is None and times is None:
        return [part]
    by_row = (_values_or_none(column, part) for column in (days, outcomes, diary, times))
    rows = [_visits_of_row(day, outcome, entries, often, how) for day, outcome, entries, often in zip(*by_row, strict=True)]
    _ask_of_days(part, rows, asked, how)
    if not part.is_tally:
        say_several(part, [row.code for row in rows], part.places.get(OUTCOME, part.places.get(DIARY, 0)), log)
    return fan_out(part, _values_by_visit(part, rows))


def _values_or_none(column: CodedColumn | None, part: Part) -> Sequence[Any]:
    return [None] * len(part.lines) if column is None else values_of(column)


def _ask_of_days(part: Part, rows: Sequence[_Row], asked: AskedWords, how: _Days) -> None:
    """Ask if the days before the last, "12-3 en 14-3", are visits too; and if days within the outcome, "gesprek 14-3", are."""
    if earlier := sum(row.code in {"later_day", "earlier_days"} for row in rows):
        asked.layout(LayoutWord.EARLIER, earlier, part.sheet)
    if later := sum(row.is_on_days for row in rows):
        is_open = how.later is None and any(row.code == OTHER_DAY for row in rows)
        asked.layout(LayoutWord.LATER, later, part.sheet, None if is_open else COUNTS)


def _values_by_visit(part: Part, rows: Sequence[_Row]) -> list[list[Mapping[str, Any]]]:
    """Give the day and outcome of each visit of each row; and who came, where a cell says that of one of them."""
    if not any(visit.partners for row in rows for visit in row.visits):
        return [[{DAY: visit.day, OUTCOME: visit.outcome} for visit in row.visits] for row in rows]
    who = _values_or_none(part.columns.get(WHO), part)
    return [
        [{DAY: visit.day, OUTCOME: visit.outcome, WHO: visit.partners or of_row} for visit in row.visits]
        for row, of_row in zip(rows, who, strict=True)
    ]


def _visits_of_row(days: Any, outcomes: Any, diary: tuple[Occasion, ...] | None, times: int | None, how: _Days) -> _Row:  # noqa: ANN401 - cells of columns
    """Tell which visits a row names: those of its diary, "12-3 nt; 14-3 gesprek", else its days and outcomes in pairs, else one."""
    if diary is not None:
        return _Row(diary, "visits_in_cell" if len(diary) > 1 else None)
    all_days = days if isinstance(days, tuple) else (days,)
    if isinstance(outcomes, SeveralOutcomes):
        has_own_days = outcomes.days and len(all_days) == 1
        return _on_days_in_cell(all_days[0], outcomes, how) if has_own_days else _in_pairs(all_days, outcomes)
    if how.earlier_count and len(all_days) > 1:
        earlier = (Occasion(day, Outcome.NOT_AT_HOME) for day in all_days[:-1])
        return _Row((*earlier, Occasion(all_days[-1], outcomes)), "earlier_days")
    before = (Occasion(all_days[0], Outcome.NOT_AT_HOME),) * ((times or 1) - 1)
    code = "visits_counted" if before else "later_day" if len(all_days) > 1 else None
    return _Row((*before, Occasion(all_days[-1], outcomes)), code)


def _on_days_in_cell(day: Any, outcomes: SeveralOutcomes, how: _Days) -> _Row:  # noqa: ANN401 - as above
    """Give each outcome the day beside it, "nt 12-3, gesprek 14-3", where that is sure or the user said so; else the last counts, on the row's day."""
    visits, is_sure = on_days(day, outcomes, how.today)
    if visits and how.later != NOTHING and (is_sure or how.later == COUNTS):
        return _Row(visits, "visits_in_cell", is_on_days=True)
    return _Row((Occasion(day, outcomes.last),), OTHER_DAY, is_on_days=True)


def _in_pairs(days: tuple[date, ...], outcomes: SeveralOutcomes) -> _Row:
    """Give each outcome its day; of one day the last outcome counts, unless the cell counts visits, "2x niet thuis"."""
    named = outcomes.outcomes
    if len(days) == len(named) > 1:
        return _Row(tuple(map(Occasion, days, named)), "visits_in_cell")
    if len(days) > 1:
        return _Row((Occasion(days[-1], outcomes.last),), "days_and_outcomes_differ")
    if outcomes.are_visits:
        return _Row(tuple(Occasion(days[0], outcome) for outcome in named), "visits_counted")
    return _Row((Occasion(days[0], outcomes.last),), None if outcomes.are_one else "later_outcome")


def _leave_talk_to_one(attempts: Sequence[Part]) -> None:
    """Leave themes, and what else is said of the talk, with one attempt of each row; and number the attempts of a row that has several.

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
        _number_attempts(part, count, seen)


def _number_attempts(part: Part, count: Counter[int], seen: Counter[int]) -> None:
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
