"""A cell of each kind of field becomes a value, with what the project knows: its themes, partners, period and budget."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from adv.disclosure.identifiers import identifies, is_called_by_initials
from adv.workbook.parsing.coded_words import CodedWords, of_text, unknown_word
from adv.workbook.tables.findings import Severity
from adv.workbook.values.amounts import parse_score, parse_whole, parse_year
from adv.workbook.values.day_columns import DayReading, day_reading
from adv.workbook.values.remarks import amount_in, days_in, entries_in, yes_no_in
from adv.workbook.values.text import (
    EMPTY_WORDS,
    LONGEST_KEPT,
    Parsed,
    clean,
    error,
    info,
    parse_id,
    parse_text,
    passed_over,
    warning,
)
from adv.workbook.values.yearless import are_one_of
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.own_values import ABSURD
from adv.workbook.vocabulary.several import (
    MOST_VISITS,
    Occasion,
    times_in,
)
from adv.workbook.vocabulary.streets import Streets, of_labelled_lines, points_at_somebody
from adv.workbook.vocabulary.word_lists import WordList
from adv.workbook.vocabulary.words import value_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from adv.workbook.tables.grid import Cell
    from adv.workbook.values.dates import Order
    from adv.workbook.vocabulary.knowledge import Knowledge
    from adv.workbook.vocabulary.project_names import Names

DAYS_AS_WRITTEN: Final = DayReading()
WITHIN_PERIOD: Final = frozenset({"visited_on", "booked_on", "held_on", "raised_on"})  # closing a question later is fine


class Parsers:
    """Parsers for the fields of one sheet."""

    def __init__(self, knowledge: Knowledge, today: date, *, is_1904: bool) -> None:
        self.knowledge = knowledge
        self.project = knowledge.project
        self.today = today
        self.is_1904 = is_1904
        self.words = CodedWords(knowledge)
        self._streets = Streets(knowledge.project, knowledge.own.of(WordList.STREET))
        self._of: Mapping[Kind, Callable[[Cell], Parsed[Any]]] = {
            Kind.ID: parse_id,
            Kind.STREET: _street,
            Kind.NUMBER: _door,
            Kind.NAME: of_text(_name),
            Kind.CATEGORY: of_text(_name),
            Kind.AREA: of_text(self._area),
            Kind.OUTCOME: of_text(self.words.outcome),
            Kind.STATUS: of_text(self.words.status),
            Kind.THEME: of_text(partial(_one_of, knowledge.themes, "unknown_theme")),
            Kind.GOAL: of_text(partial(_one_of, knowledge.goals, "unknown_goal")),
            Kind.THEMES: of_text(partial(_several, knowledge.themes, "unknown_theme")),
            Kind.PARTNERS: of_text(partial(_several, knowledge.partners, "unknown_partner")),
            Kind.YES_NO: partial(knowledge.yes_no, parse=yes_no_in),
            Kind.SCORE: parse_score,
            Kind.WHOLE: parse_whole,
            Kind.YEAR: parse_year,
            Kind.CENTS: self._cents,
            Kind.DIARY: self._diary,
            Kind.TIMES: _times,
        }

    def of(self, kind: Kind, field: str, days: DayReading = DAYS_AS_WRITTEN) -> Callable[[Cell], Parsed[Any]]:
        """Give the parser for one field; for days in the way in which their column is read."""
        return partial(self._day, field in WITHIN_PERIOD, days) if kind is Kind.DAY else self._of[kind]

    @property
    def reach(self) -> tuple[date, date]:
        """Give the first and the last day on which something can have happened in the project."""
        period = self.project.period
        return period.start, min(period.end, self.today + timedelta(days=1))

    def days(
        self, cells: Sequence[Cell], field: str, option: str | None, header: str, beside: Callable[[], Order | None]
    ) -> DayReading:
        """Say how the days of one column are read; `beside` is the order of days in other columns."""
        reach = self.reach if field in WITHIN_PERIOD else None
        return day_reading(cells, self.today, reach, option, is_1904=self.is_1904, header=header, beside=beside)

    def _day(self, is_in_period: bool, days: DayReading, cell: Cell) -> Parsed[date]:  # noqa: FBT001 - bound once for a column
        parsed = days.parse(cell, is_1904=self.is_1904)
        day, period = parsed.value, self.project.period
        if day is None:
            return parsed
        if day > self.today:
            return error("date_in_future", today=_plain_day(self.today))
        if is_in_period and parsed.severity in {None, Severity.INFO} and day not in period:
            return warning(day, "date_outside_period", start=_plain_day(period.start), end=_plain_day(period.end))
        return parsed

    def _cents(self, cell: Cell) -> Parsed[int]:
        parsed = amount_in(cell)
        is_absurd = parsed.value is not None and abs(parsed.value) >= ABSURD * self.project.budget_cents
        return error("amount_far_over_budget", times=ABSURD) if is_absurd else parsed

    def _area(self, text: str) -> Parsed[str]:
        """Read an area, "Noord"; or a street under that header, of which the area is known."""
        parsed = _one_of(self.knowledge.areas, "unknown_area", text)
        is_unknown = parsed.value is None and (parsed.code or "").startswith("unknown_area")
        street = (self._streets.official(text) or self._streets.meant(text)) if is_unknown else None
        area = self._streets.area_of(street) if street else None
        return warning(area, "read_as", meant=area) if area else parsed

    def several_days(self, parse: Callable[[Cell], Parsed[date]], cell: Cell) -> Parsed[Any]:
        """Read the day of a visit; or the days of several visits in one cell, "12-3 en 14-3", with the first thing that is wrong with any."""
        parsed = parse(cell)
        days = days_in(cell) if parsed.value is None and isinstance(cell, str) else ()
        found = [parse(day) for day in days]
        if not found or any(day_read.value is None for day_read in found):
            return next((day_read for day_read in found if day_read.value is None), parsed)
        if are_one_of(str(cell)):
            return warning(max(day_read.value for day_read in found if day_read.value), "one_of_days")
        doubt = next((day_read for day_read in found if day_read.code), found[0])
        return Parsed(tuple(day_read.value for day_read in found), doubt.code, doubt.severity, doubt.params)

    def _diary(self, cell: Cell) -> Parsed[tuple[Occasion, ...]]:
        if cell is None or (isinstance(cell, str) and (not clean(cell) or value_key(cell) in EMPTY_WORDS)):
            return Parsed(None)
        found: list[Occasion] = []
        for entry in entries_in(cell) if isinstance(cell, str) else ():
            day = self._day(True, DAYS_AS_WRITTEN, entry.day)  # noqa: FBT003 - as it is bound for a column
            outcome, partners = self.words.told(entry.what)
            if day.value is None or outcome is None:
                return error(day.code if day.code in {"date_in_future", "date_without_year"} else "unreadable_diary")
            found.append(Occasion(day.value, outcome, partners))
        return Parsed(tuple(found)) if found else error("unreadable_diary")


def _times(cell: Cell) -> Parsed[int]:
    """Read how often somebody has been there, "3x geweest"; of another remark nothing is said."""
    found = times_in(cell) if isinstance(cell, str) else None
    return Parsed(found or parse_whole(cell, lowest=1, highest=MOST_VISITS).value)


def _plain_day(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def _street(cell: Cell) -> Parsed[str]:
    found = parse_text(of_labelled_lines(cell) if isinstance(cell, str) else cell)
    return warning(None, "personal_value") if found.value and identifies(found.value) else found


def _door(cell: Cell) -> Parsed[str]:
    if isinstance(cell, date):
        return warning(f"{cell.day}-{cell.month}", "door_is_date")  # Excel makes 12-2 a day in February
    found = parse_text(cell)
    is_word = isinstance(cell, str) and found.value is not None
    return Parsed(None) if is_word and value_key(str(found.value)) in EMPTY_WORDS else found


def _name(text: str) -> Parsed[str]:
    if value_key(text) in EMPTY_WORDS:
        return Parsed(None)
    if points_at_somebody(text) or is_called_by_initials(text):
        return warning(None, "personal_value")
    if len(text) > LONGEST_KEPT:
        return warning(text[: LONGEST_KEPT - 1].rstrip() + "…", "name_shortened", limit=LONGEST_KEPT)
    return Parsed(text)


def _one_of(names: Names, code: str, text: str) -> Parsed[str]:
    if value_key(text) in EMPTY_WORDS:
        return Parsed(None)
    if names.is_passed_over(text):
        return passed_over()
    name = names.find(text)
    several, unknown = ((name,), ()) if name else names.split(text)
    if len(several) == 1 and not unknown:
        return Parsed(several[0])
    if several and not unknown:
        return warning(several[0], f"several_for_{code.removeprefix('unknown_')}", taken=several[0])
    likely = None if several else names.likely(text)
    return warning(likely, "read_as", meant=likely) if likely else unknown_word(code, names.nearest(text), names.names)


def _several(names: Names, code: str, text: str) -> Parsed[tuple[str, ...]]:
    if names.is_passed_over(text):
        return passed_over()
    several, unknown = names.split(text)
    meant = [name for piece in unknown if (name := names.likely(piece))]
    if unknown and len(meant) == len(unknown):
        together = tuple(name for name in names.names if name in {*several, *meant})
        return warning(together, "read_as", meant=", ".join(dict.fromkeys(meant)))
    if unknown:
        unknown_name = unknown_word(code, names.nearest(unknown[0]) if len(unknown) == 1 else None, names.names)
        return Parsed(several or None, unknown_name.code, unknown_name.severity, unknown_name.params)
    short = names.shortened(text)
    return info(several, "name_shortened_to", meant=", ".join(short)) if short and several else Parsed(several or None)
