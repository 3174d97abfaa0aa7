"""Several visits to one address side by side in a row: "1e bezoek | Resultaat | 2e bezoek | Resultaat". Each is a visit of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from adv.coded import Coded
from adv.model import Outcome, TableName
from adv.workbook.columns import Match
from adv.workbook.fields import ATTEMPT_PREFIX, Kind
from adv.workbook.recognition import Reason
from adv.workbook.tables import Part
from adv.workbook.words import numberless

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from adv.workbook.columns import HeaderWords
    from adv.workbook.grid import Cell
    from adv.workbook.layout import Header
    from adv.workbook.recognition import ColumnRecognition
    from adv.workbook.tables import Codes, Mask

ALTERNATING: Final = 0.85  # how sure days and outcomes that take turns are attempts
FEWEST: Final = 2  # attempts; one is a list as any other
DAY, OUTCOME, WHO = "visited_on", "outcome", "organisations"
# What a row says of the visit at which people talked, and not of every attempt.
OF_THE_TALK: Final = ("visit_id", "themes", "becomes_active", "home_score", "neighbourhood_score")


def attempts_beside(
    words: HeaderWords, headers: Sequence[Header], matches: Mapping[int, Match], sample: Callable[[Header], tuple[Cell, ...]]
) -> dict[int, Match]:
    """The columns of the attempts, when days and outcomes take turns at least twice: the first as the visit's own, then numbered ones.

    Who came belongs to an attempt when it stands with each of them.
    """
    if words.table is not TableName.VISITS or any(_is_decided(match) for match in matches.values()):
        return {}
    turns: list[tuple[int, str]] = []
    called: dict[str, str] = {}  # what a header without its number stood for before: of an attempt that nobody came to yet
    for place, header in enumerate(headers):
        cells, name = sample(header), numberless(header.bare)
        field = _turn(words, matches.get(header.column), cells) or (called.get(name) if name and not cells else None)
        if field:
            called[name] = field
            turns.append((place, field))
    fields = [field for _, field in turns]
    count = len(fields) // 2
    if count < FEWEST or fields[0] == fields[1] or fields != fields[:2] * count:
        return {}
    starts = [place for place, field in turns if field == fields[0]]
    found: dict[int, Match] = {}
    for place, field in turns:
        number = sum(start <= place for start in starts)
        found[headers[place].column] = _as_attempt(field, number)
    return found | _who(headers, matches, starts)


def _is_decided(match: Match) -> bool:
    """Whether the user has said which column is which, or the sheet is read as one before."""
    return match.field.startswith(ATTEMPT_PREFIX) or (match.field in {DAY, OUTCOME} and match.reason.key == "corrected")


def _turn(words: HeaderWords, match: Match | None, sample: tuple[Cell, ...]) -> str | None:
    """Whether a column holds the days or the outcomes of an attempt: by its header, and else by what is in it."""
    if match and match.field in {DAY, OUTCOME}:
        return match.field if match.option is None else None
    if match and match.certainty >= ALTERNATING:
        return None
    if sample and words.knowledge.fits(sample, Kind.DAY):
        return DAY
    return OUTCOME if sample and match is None and words.knowledge.agrees(sample, Kind.OUTCOME) else None


def _as_attempt(field: str, number: int) -> Match:
    reason = Reason("attempt", {"number": number})
    return Match(field, ALTERNATING, reason) if number == 1 else Match(ATTEMPT_PREFIX + field, ALTERNATING, reason, str(number))


def _who(headers: Sequence[Header], matches: Mapping[int, Match], starts: Sequence[int]) -> dict[int, Match]:
    """The columns of who came, when each attempt has one."""
    places = [
        place
        for place, header in enumerate(headers)
        if place >= starts[0] and (match := matches.get(header.column)) and match.field == WHO and match.option is None
    ]
    numbers = [sum(start <= place for start in starts) for place in places]
    if numbers != list(range(1, len(starts) + 1)):
        return {}
    return {headers[place].column: _as_attempt(WHO, number) for place, number in zip(places, numbers, strict=True) if number > 1}


def attempts_in(columns: Sequence[ColumnRecognition]) -> dict[int, dict[int, str]]:
    """The fields of each attempt's columns, by number; nothing where there are no several attempts that have a day and an outcome."""
    found = _later(columns)
    whole = {number: fields for number, fields in sorted(found.items()) if not lacking(fields)}
    if not whole:
        return {}
    of_each = {name for fields in whole.values() for name in fields.values()}
    return {1: {column.column: column.field for column in columns if column.field in of_each}} | whole


def incomplete_attempts(columns: Sequence[ColumnRecognition]) -> dict[int, tuple[str, ...]]:
    """What the attempts lack that cannot be read for it."""
    return {number: lacking(fields) for number, fields in _later(columns).items() if lacking(fields)}


def lacking(fields: Mapping[int, str]) -> tuple[str, ...]:
    """Which of the fields that an attempt cannot do without are not among these."""
    return tuple(name for name in (DAY, OUTCOME) if name not in fields.values())


def _later(columns: Sequence[ColumnRecognition]) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    for column in columns:
        if column.field and column.field.startswith(ATTEMPT_PREFIX):
            number = int(column.option) if column.option and column.option.isdigit() else FEWEST
            found.setdefault(number, {})[column.column] = column.field.removeprefix(ATTEMPT_PREFIX)
    return found


def attempt_of(row: Part, number: int, at: Codes) -> Part:
    """One attempt of the rows `at` of a part that holds what the rows say in common; its own columns are still to be read."""
    columns = {name: Coded(column.distinct, column.codes[at]) for name, column in row.columns.items()}
    links = {name: Coded(column.distinct, column.codes[at]) for name, column in row.links.items()}
    columns.setdefault("attempt", Coded([number], np.zeros(len(at), np.intp)))
    return Part(row.table, row.file, row.sheet, row.lines[at], columns, dict(row.places), row.keep[at], links, set(row.plain))


def settle(attempts: Sequence[Part]) -> None:
    """Leave what is said of the talk with the first conversation of each row, else with the row's last attempt, in place."""
    talks = [_talks(part) for part in attempts]
    main: dict[int, tuple[bool, int]] = {}  # of each line: whether there was a conversation, and which attempt it is
    for number, (part, talked) in enumerate(zip(attempts, talks, strict=True)):
        for line, has_talked in zip(part.lines.tolist(), talked.tolist(), strict=True):
            if not main.get(line, (False, 0))[0]:
                main[line] = (has_talked, number)
    for number, part in enumerate(attempts):
        part.is_main = np.array([main[line][1] == number for line in part.lines.tolist()], dtype=bool)
        for columns in (part.columns, part.links):
            for name in OF_THE_TALK:
                if name in columns:
                    columns[name] = Coded(columns[name].distinct, np.where(part.is_main, columns[name].codes, -1))


def _talks(part: Part) -> Mask:
    outcome = part.columns[OUTCOME]
    flags = np.array([*(value == Outcome.CONVERSATION for value in outcome.distinct), False], dtype=bool)
    return flags[outcome.codes] & part.keep
