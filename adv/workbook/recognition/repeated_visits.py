"""Several visits to one address side by side in a row: "1e bezoek | Resultaat | 2e bezoek | Resultaat". Each is a visit of its own."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np

from adv.coded import Coded
from adv.model import Outcome, TableName
from adv.workbook.recognition.header_match import Match
from adv.workbook.tables.table import Part, recode
from adv.workbook.values.parsed import EMPTY_WORDS
from adv.workbook.values.text import fold
from adv.workbook.vocabulary.fields import ATTEMPT_PREFIX, Kind
from adv.workbook.vocabulary.recognition import Reason
from adv.workbook.vocabulary.words import numberless

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from adv.workbook.recognition.header_match import HeaderWords
    from adv.workbook.recognition.layout import Header
    from adv.workbook.tables.grid import Cell
    from adv.workbook.tables.table import Codes
    from adv.workbook.vocabulary.recognition import ColumnRecognition

ALTERNATING: Final = 0.85  # how sure days and outcomes that take turns are attempts
TALKED_LEFT_OUT: Final = 2  # what speaks for a conversation that does not count, one less than for one that does
FEWEST: Final = 2  # attempts; one is a list as any other
DAY, OUTCOME, WHO = "visited_on", "outcome", "organisations"
# What a row says of the visit at which people talked, and not of every attempt.
OF_THE_TALK: Final = ("visit_id", "themes", "becomes_active", "home_score", "neighbourhood_score")


def attempts_beside(
    words: HeaderWords, headers: Sequence[Header], matches: Mapping[int, Match], sample: Callable[[Header], tuple[Cell, ...]]
) -> dict[int, Match]:
    """The columns of the attempts, when days and outcomes take turns at least twice: the first as the visit's own, then numbered ones.

    The later ones must be called as the first but for a number, or none must be called anything: a day of a telephone call is no
    visit. Who came belongs to an attempt when it stands with each of them. What the user decided stays as it is.
    """
    if words.table is not TableName.VISITS:
        return {}
    turns: list[tuple[int, str]] = []
    called: dict[str, str] = {}  # what a header without its number stood for before: of an attempt that nobody came to yet
    for place, header in enumerate(headers):
        match, name = matches.get(header.column), numberless(header.bare)
        cells = tuple(cell for cell in sample(header) if not (isinstance(cell, str) and fold(cell) in EMPTY_WORDS))
        may_be = header.bare not in words.knowledge.words.unneeded and (
            match is None or match.reason.key != "header_weak" or name in called
        )
        field = _turn(words, match, cells) or (called.get(name) if name and not cells else None)
        if field and may_be:
            called[name] = field
            turns.append((place, field))
    fields = [field for _, field in turns]
    count = len(fields) // 2
    if count < FEWEST or fields[0] == fields[1] or fields != fields[:2] * count or not _are_called_alike(headers, matches, turns):
        return {}
    starts = [place for place, field in turns if field == fields[0]]
    found = {headers[place].column: _as_attempt(field, sum(start <= place for start in starts)) for place, field in turns}
    found |= _who(headers, matches, starts)
    return {column: match for column, match in found.items() if not _is_decided(matches.get(column))}


def _are_called_alike(headers: Sequence[Header], matches: Mapping[int, Match], turns: Sequence[tuple[int, str]]) -> bool:
    """Whether the day or the outcome of every attempt is called as that of the first; where an outcome stands first, both are."""
    names = [numberless(headers[place].bare) for place, _ in turns]
    if not any(headers[place].key for place, _ in turns):
        return True
    pairs = list(zip(names[::2], names[1::2], strict=True))
    decided = [
        any(_is_decided(matches.get(headers[place].column)) for place, _ in pair)
        for pair in zip(turns[::2], turns[1::2], strict=True)
    ]
    enough = any if turns[0][1] == DAY else all
    return all(
        is_decided or enough(name and name == first for name, first in zip(pair, pairs[0], strict=True))
        for pair, is_decided in zip(pairs, decided, strict=True)
    )


def _is_decided(match: Match | None) -> bool:
    """Whether the user has said what a column is, or it is read as it was before."""
    return match is not None and match.reason.key in {"corrected", "remembered"}


def _turn(words: HeaderWords, match: Match | None, sample: tuple[Cell, ...]) -> str | None:
    """Whether a column holds the days or the outcomes of an attempt: by its header, and else by what is in it."""
    field = match.field.removeprefix(ATTEMPT_PREFIX) if match else None
    if match and field in {DAY, OUTCOME}:
        return field if match.option is None or match.field.startswith(ATTEMPT_PREFIX) else None
    if match and (match.certainty >= ALTERNATING or _is_decided(match)):
        return None
    if sample and words.knowledge.fits(sample, Kind.DAY):
        return DAY
    return OUTCOME if sample and match is None and words.knowledge.agrees(sample, Kind.OUTCOME) else None


def _as_attempt(field: str, number: int) -> Match:
    reason = Reason("attempt", {"number": number})
    return Match(field, ALTERNATING, reason) if number == 1 else Match(ATTEMPT_PREFIX + field, ALTERNATING, reason, str(number))


def _who(headers: Sequence[Header], matches: Mapping[int, Match], starts: Sequence[int]) -> dict[int, Match]:
    """The columns of who came, when they stand with the attempts: behind the beginning of each, or before it. One alone is about all."""
    places = [
        place
        for place, header in enumerate(headers)
        if (match := matches.get(header.column)) and match.field == WHO and match.option is None
    ]
    if len(places) < FEWEST:
        return {}
    is_before = places[0] < starts[0]
    numbers = [
        sum(start < place for start in starts) + 1 if is_before else sum(start <= place for start in starts) for place in places
    ]
    if len(set(numbers)) < len(numbers):
        return {}
    return {
        headers[place].column: _as_attempt(WHO, number)
        for place, number in zip(places, numbers, strict=True)
        if 1 < number <= len(starts)
    }


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
    """Leave what is said of the talk in place with one attempt of each row, and number the attempts where a row has several.

    That is the first conversation that counts, else one that is left out (which is said), else the last attempt that counts.
    """
    main: dict[int, tuple[int, int]] = {}  # of each line: how much speaks for an attempt, and which one it is
    count: Counter[int] = Counter()
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
                    columns[name] = Coded(columns[name].distinct, np.where(part.is_main, columns[name].codes, -1))
        several = np.array([count[line] > 1 for line in part.lines.tolist()], dtype=bool)
        own = part.columns["attempt"]
        part.columns["attempt"] = recode([*own.distinct, number + 1], np.where(several, len(own.distinct), own.codes))


def _ranks(part: Part) -> Codes:
    """How much speaks for each row: 3 a conversation that counts, 2 one that does not, 1 another attempt that counts."""
    outcome = part.columns[OUTCOME]
    flags = np.array([*(value == Outcome.CONVERSATION for value in outcome.distinct), False], dtype=bool)
    return np.where(flags[outcome.codes], TALKED_LEFT_OUT, 0) + part.keep
