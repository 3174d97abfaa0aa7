"""A cell of each kind of field becomes a value, with what the project knows: its themes, partners, period and budget."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from adv.disclosure.identifiers import identifies, is_called_by_initials
from adv.workbook.values.amounts import parse_amount, parse_score, parse_whole
from adv.workbook.values.dates import parse_date
from adv.workbook.values.ids import parse_id
from adv.workbook.values.parsed import EMPTY_WORDS, Parsed, error, info, passed_over, warning
from adv.workbook.values.text import parse_text
from adv.workbook.vocabulary.canonical_form import OUTCOME_WORDS, STATUS_WORDS
from adv.workbook.vocabulary.fields import Kind
from adv.workbook.vocabulary.project_names import FewCompared, likely_code, nearest
from adv.workbook.vocabulary.streets import points_at_somebody
from adv.workbook.vocabulary.word_lists import NOTHING, WordList
from adv.workbook.vocabulary.words import value_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adv.workbook.tables.grid import Cell
    from adv.workbook.vocabulary.knowledge import Knowledge
    from adv.workbook.vocabulary.project_names import Names

ABSURD: Final = 100  # times the project's budget: no booking is that large
PLAIN_EUROS: Final = 10**6  # a binary number below this is off by far less than
WHOLE_CENT: Final = 1e-6  # this much of a cent, which therefore is noise
LONGEST_NAME: Final = 60
MOST_CHOICES: Final = 200  # characters of a list of known words in a finding
WITHIN_PERIOD: Final = frozenset({"visited_on", "booked_on", "held_on", "raised_on"})  # closing a question later is fine


class Parsers:
    """What parses each field of one workbook."""

    def __init__(self, knowledge: Knowledge, today: date, *, is_1904: bool) -> None:
        self.knowledge = knowledge
        self.project = knowledge.project
        self.today = today
        self.is_1904 = is_1904
        self._compared = FewCompared()
        words = knowledge.words
        self._simple: Mapping[Kind, Callable[[Cell], Parsed[Any]]] = {
            Kind.ID: parse_id,
            Kind.STREET: _parse_street,
            Kind.NUMBER: _parse_door,
            Kind.NAME: _parse_name,
            Kind.CATEGORY: _parse_name,
            Kind.AREA: lambda cell: self._one_of(cell, knowledge.areas, "unknown_area"),
            Kind.OUTCOME: lambda cell: self._coded(cell, WordList.OUTCOME, words.outcomes, OUTCOME_WORDS),
            Kind.STATUS: lambda cell: self._coded(cell, WordList.STATUS, words.statuses, STATUS_WORDS),
            Kind.THEME: lambda cell: self._one_of(cell, knowledge.themes, "unknown_theme"),
            Kind.GOAL: lambda cell: self._one_of(cell, knowledge.goals, "unknown_goal"),
            Kind.THEMES: lambda cell: _several(cell, knowledge.themes, "unknown_theme"),
            Kind.PARTNERS: lambda cell: _several(cell, knowledge.partners, "unknown_partner"),
            Kind.YES_NO: knowledge.yes_no,
            Kind.SCORE: parse_score,
            Kind.WHOLE: parse_whole,
            Kind.YEAR: lambda cell: parse_whole(cell, lowest=1990, highest=2099),
            Kind.CENTS: self._cents,
        }

    def of(self, kind: Kind, field: str) -> Callable[[Cell], Parsed[Any]]:
        """The parser for one field."""
        if kind is Kind.DAY:
            return lambda cell: self._day(cell, field)
        return self._simple[kind]

    def _day(self, cell: Cell, field: str) -> Parsed[date]:
        parsed = parse_date(cell, is_1904=self.is_1904)
        day = parsed.value
        if day is None or parsed.code:
            return parsed if day is None or day <= self.today else error("date_in_future", today=_plain_day(self.today))
        if day > self.today:
            return error("date_in_future", today=_plain_day(self.today))
        period = self.project.period
        if field in WITHIN_PERIOD and day not in period:
            return warning(day, "date_outside_period", start=_plain_day(period.start), end=_plain_day(period.end))
        return parsed

    def _cents(self, cell: Cell) -> Parsed[int]:
        if type(cell) is float and abs(cell) < PLAIN_EUROS:  # nearly all of a column, at a tenth of the time
            cents = round(cell * 100)
            if abs(cell * 100 - cents) < WHOLE_CENT and abs(cents) < ABSURD * self.project.budget_cents:
                return Parsed(cents)
        parsed = parse_amount(cell)
        if parsed.value is not None and abs(parsed.value) >= ABSURD * self.project.budget_cents:
            return error("amount_far_over_budget", times=ABSURD)
        return parsed

    def _coded(self, cell: Cell, name: WordList, words: Mapping[str, Any], official: Mapping[Any, str]) -> Parsed[Any]:
        found = parse_text(cell)
        if found.value is None:
            return Parsed(None, found.code, found.severity, found.params)
        key = value_key(found.value)
        if self.knowledge.own.of(name).get(key) == NOTHING:
            return passed_over()
        if key in words:
            return Parsed(words[key])
        if key in EMPTY_WORDS:
            return Parsed(None)
        is_compared = key in self._compared
        likely = likely_code(key, words, self.knowledge.words.value_fillers) if is_compared else None
        if likely is not None:
            return warning(likely, "read_as", meant=official[likely])
        near = nearest(found.value, words) if is_compared else None
        return _as_error(_unknown(f"unknown_{name}", official[words[near]] if near else None, official.values()))

    def _one_of(self, cell: Cell, names: Names, code: str) -> Parsed[str]:
        found = parse_text(cell)
        text = found.value
        if text is None:
            return Parsed(None, found.code, found.severity, found.params)
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
        return warning(likely, "read_as", meant=likely) if likely else _unknown(code, names.nearest(text), names.names)


def _plain_day(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def _parse_street(cell: Cell) -> Parsed[str]:
    found = parse_text(cell)
    if found.value and identifies(found.value):
        return warning(None, "personal_value")
    return found


def _parse_door(cell: Cell) -> Parsed[str]:
    if isinstance(cell, date):
        return warning(f"{cell.day}-{cell.month}", "door_is_date")  # Excel makes 12-2 a day in February
    found = parse_text(cell)
    return Parsed(None) if found.value is not None and value_key(found.value) in EMPTY_WORDS else found


def _parse_name(cell: Cell) -> Parsed[str]:
    found = parse_text(cell)
    if found.value is None or value_key(found.value) in EMPTY_WORDS:
        return Parsed(None, found.code, found.severity, found.params)
    if points_at_somebody(found.value) or is_called_by_initials(found.value):
        return warning(None, "personal_value")
    if len(found.value) > LONGEST_NAME:
        return warning(found.value[: LONGEST_NAME - 1].rstrip() + "…", "name_shortened", limit=LONGEST_NAME)
    return Parsed(found.value)


def _several(cell: Cell, names: Names, code: str) -> Parsed[tuple[str, ...]]:
    found = parse_text(cell)
    if found.value is None:
        return Parsed(None, found.code, found.severity, found.params)
    if names.is_passed_over(found.value):
        return passed_over()
    several, unknown = names.split(found.value)
    meant = [names.likely(piece) for piece in unknown]
    if unknown and all(meant):
        together = tuple(name for name in names.names if name in {*several, *meant})
        return warning(together, "read_as", meant=", ".join(dict.fromkeys(name for name in meant if name)))
    if unknown:
        near = names.nearest(unknown[0]) if len(unknown) == 1 else None
        said = _unknown(code, near, names.names)
        return Parsed(several or None, said.code, said.severity, said.params)
    short = names.shortened(found.value)
    return info(several, "name_shortened_to", meant=", ".join(short)) if short and several else Parsed(several or None)


def _unknown(code: str, near: str | None, known: Any) -> Parsed[Any]:  # noqa: ANN401 - any collection of words
    if near:
        return warning(None, f"{code}_near", nearest=near)
    choices = ", ".join(known)
    return warning(None, code, known=choices if len(choices) <= MOST_CHOICES else choices[:MOST_CHOICES] + "…")


def _as_error(parsed: Parsed[Any]) -> Parsed[Any]:
    return error(parsed.code or "", **parsed.params)
