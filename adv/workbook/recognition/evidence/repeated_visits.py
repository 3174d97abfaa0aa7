"""Evidence of several visits or requests in one row: days and outcomes that take turns, diaries, parts of a request."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from adv.model import TableName
from adv.workbook.recognition.columns.assignment import DECIDED, DOUBTED, Assignment, Column
from adv.workbook.recognition.columns.header_words import SURE_OF_PHRASE, Match
from adv.workbook.recognition.evidence.by_content import CODE
from adv.workbook.recognition.shapes.rounds import DAY_OF_ROUND
from adv.workbook.understood import ColumnRecognition, Reason
from adv.workbook.values.remarks import days_of, entries_in
from adv.workbook.values.text import BETWEEN_CODES
from adv.workbook.vocabulary.fields import DIARY, Kind, attempt_part, of_attempt, of_request, request_part
from adv.workbook.vocabulary.knowledge import AGREES, MOSTLY, Knowledge
from adv.workbook.vocabulary.words import numberless, value_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from adv.workbook.tables.grid import Cell


SURE_OF_TURNS: Final = 0.85  # certainty that days and outcomes that take turns are attempts
FEWEST_ATTEMPTS: Final = 2  # attempts; one is a list as any other
DAY, OUTCOME, WHO = "visited_on", "outcome", "organisations"
QUESTION: Final = "question_in_words"  # the reason of a column of these
PLAIN_ONE_IN: Final = 10  # one in so many cells says an outcome and no day
SURE_OF_DIARY: Final = 0.85  # certainty that cells with days and outcomes are visits
THEME: Final = of_request("theme")


def repeated_visits(so_far: Assignment) -> Assignment:
    """Number the columns of the attempts, when days and outcomes take turns at least twice: the first are the visit's own.

    The later ones must be called as the first but for a number, or none must be called anything: a day of a telephone call is no
    visit. Who came belongs to an attempt when it stands with each of them. What the user decided stays as it is.
    """
    if so_far.words.table is not TableName.VISITS:
        return so_far
    columns = [column for at, column in so_far.columns.items() if at not in so_far.left_out]
    turns = _turns(so_far, columns)
    fields = [field for _, field in turns]
    count = len(fields) // 2
    if (
        count < FEWEST_ATTEMPTS
        or fields[0] == fields[1]
        or fields != fields[:2] * count
        or not _are_called_alike(so_far, columns, turns)
    ):
        return so_far
    numbered = {place: (field, at // 2 + 1) for at, (place, field) in enumerate(turns)}
    numbered |= _who(so_far, columns, [place for place, _ in turns[::2]])
    found = {columns[place].header.column: _as_attempt(field, number) for place, (field, number) in numbered.items()}
    return so_far.having({at: match for at, match in found.items() if not so_far.is_decided(at)})


def _turns(so_far: Assignment, columns: Sequence[Column]) -> list[tuple[int, str]]:
    turns: list[tuple[int, str]] = []
    called: dict[str, str] = {}  # field of a header without its number before: of an attempt that nobody came to yet
    for place, column in enumerate(columns):
        header, match, name = column.header, so_far.matches.get(column.header.column), numberless(column.header.bare)
        is_weak = match is not None and match.reason.key == "header_weak" and name not in called
        may_be = header.bare not in so_far.knowledge.words.unneeded and not is_weak
        field = _turn(so_far, match, column.sample) or (called.get(name) if name and not column.sample else None)
        if field and may_be:
            called[name] = field
            turns.append((place, field))
    return turns


def _turn(so_far: Assignment, match: Match | None, sample: tuple[Cell, ...]) -> str | None:
    """Tell whether a column holds the days or the outcomes of an attempt: by its header ("Datum 2"), and else by what is in it."""
    later = attempt_part(match.field) if match else None
    if match and (field := later or match.field) in {DAY, OUTCOME}:
        return field if match.option is None or later else None
    if match and (match.certainty >= SURE_OF_TURNS or match.reason.key in DECIDED):
        return None
    if sample and so_far.knowledge.fits(sample, Kind.DAY):
        return DAY
    return OUTCOME if sample and match is None and so_far.knowledge.agrees(sample, Kind.OUTCOME) else None


def _are_called_alike(so_far: Assignment, columns: Sequence[Column], turns: Sequence[tuple[int, str]]) -> bool:
    """Say whether each later attempt has a day or an outcome called as that of the first: "Datum 1 … Datum 2"."""
    headers = [columns[place].header for place, _ in turns]
    if not any(header.key for header in headers):
        return True
    enough = any if turns[0][1] == DAY else all
    first = [numberless(header.bare) for header in headers[:2]]
    for pair in zip(headers[::2], headers[1::2], strict=True):
        names = [numberless(header.bare) for header in pair]
        is_decided = any(so_far.is_decided(header.column) for header in pair)
        if not is_decided and not enough(name and name == other for name, other in zip(names, first, strict=True)):
            return False
    return True


def _who(so_far: Assignment, columns: Sequence[Column], starts: Sequence[int]) -> dict[int, tuple[str, int]]:
    """Find the columns of who came, when they stand with the attempts: behind the beginning of each, or before it. One alone is about all."""
    matches = [so_far.matches.get(column.header.column) for column in columns]
    places = [place for place, match in enumerate(matches) if match and match.field == WHO and match.option is None]
    if len(places) < FEWEST_ATTEMPTS:
        return {}
    before = int(places[0] < starts[0])
    numbers = [sum(start < place + 1 - before for start in starts) + before for place in places]
    if len(set(numbers)) < len(numbers):
        return {}
    return {place: (WHO, number) for place, number in zip(places, numbers, strict=True) if 1 < number <= len(starts)}


def _as_attempt(field: str, number: int) -> Match:
    reason = Reason("attempt", {"number": number})
    return Match(field, SURE_OF_TURNS, reason) if number == 1 else Match(of_attempt(field), SURE_OF_TURNS, reason, str(number))


def attempts_in(columns: Sequence[ColumnRecognition]) -> dict[int, dict[int, str]]:
    """Give the fields of each attempt's columns, by number; nothing where there are no several that have a day and an outcome."""
    whole = {number: fields for number, fields in sorted(_later(columns).items()) if not _lacking(fields)}
    if not whole:
        return {}
    of_each = {name for fields in whole.values() for name in fields.values()}
    return {1: {column.column: column.field for column in columns if column.field in of_each}} | whole


def incomplete_attempts(columns: Sequence[ColumnRecognition]) -> dict[int, tuple[str, ...]]:
    """Give what later attempts lack that cannot be read for it, by number."""
    return {number: _lacking(fields) for number, fields in _later(columns).items() if _lacking(fields)}


def _later(columns: Sequence[ColumnRecognition]) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    for column in columns:
        if part := attempt_part(column.field):
            number = int(column.option) if column.option and column.option.isdigit() else FEWEST_ATTEMPTS
            found.setdefault(number, {})[column.column] = part
    return found


def _lacking(fields: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(name for name in (DAY, OUTCOME) if name not in fields.values())


def diaries(so_far: Assignment) -> Assignment:
    """Take columns of days with their outcomes for the visits of a row, where no other columns say a day and an outcome."""
    if so_far.words.table is not TableName.VISITS:
        return so_far
    decided = [at for at, match in so_far.matches.items() if match.field == DIARY]
    found = decided or [at for at in _columns(so_far) if not _tells_more(so_far, at)]
    sure = {match.field for at, match in so_far.matches.items() if at not in found and match.certainty > DOUBTED}
    if not found or (not decided and {DAY, OUTCOME} <= sure):  # other columns name both
        return so_far
    reason = Reason("diary_column")
    so_far = so_far.having({at: Match(DIARY, SURE_OF_DIARY, reason) for at in found if at not in decided})
    said = {at: match for at, match in so_far.matches.items() if at not in found and match.reason.key not in DECIDED}
    others = {at for at, match in said.items() if (attempt_part(match.field) or match.field) in {DAY, OUTCOME}}
    return so_far.without(others, Reason("better_column", {"header": so_far.columns[found[0]].header.shown}))


def _tells_more(so_far: Assignment, at: int) -> bool:
    """Say whether a column of outcomes, beside one of days, only sometimes names days of its own: "nt, 24/3 gesprek" among "nt" and "gesprek"."""
    match, words = so_far.matches.get(at), so_far.knowledge.words.outcomes
    has_day = any(other.field == DAY and other.certainty > DOUBTED for place, other in so_far.matches.items() if place != at)
    if match is None or match.field != OUTCOME or not has_day:
        return False
    filled = so_far.columns[at].filled
    return sum(isinstance(cell, str) and value_key(cell) in words for cell in filled) * PLAIN_ONE_IN >= len(filled)


def _columns(so_far: Assignment) -> list[int]:
    """Find the columns most of whose values are days with outcomes, and those called alike or coloured with days in them; the user's decisions stay."""
    columns = ((at, column) for at, column in so_far.columns.items() if at not in so_far.left_out and not so_far.is_decided(at))
    may_be = {at: column for at, column in columns if column.is_weighed}
    found = [at for at, column in may_be.items() if (so_far.knowledge.share(column.sample, Kind.DIARY) or 0) >= MOSTLY]
    called = {name for at in found if (name := numberless(may_be[at].header.bare))}
    worded = {at for _, at in so_far.sheet.sheet.looks.worded}  # their colours stand beside the days, known or not
    alike = (at for at, column in may_be.items() if at in worded or numberless(column.header.bare) in called)
    rounds = (
        at for at, column in may_be.items() if column.header.text.startswith(f"{DAY_OF_ROUND} ") and _has_days(column, entries_in)
    )
    return sorted({*found, *rounds, *(at for at in alike if _has_days(may_be[at]))})


def _has_days(column: Column, found_in: Callable[[str], Sequence[object]] = days_of) -> bool:
    """Say whether most of a column's texts name a day, whatever else they say; or, with `entries_in`, say something of it."""
    texts = [cell for cell in column.sample if isinstance(cell, str)]
    return bool(texts) and sum(bool(found_in(cell)) for cell in texts) >= MOSTLY * len(texts)


def questions_in_words(so_far: Assignment) -> Assignment:
    """Take columns of what residents asked for requests, one in each filled cell, unless other columns say what their requests are about."""
    themes = so_far.knowledge.project.themes
    wide = [match for match in so_far.matches.values() if request_part(match.field)]
    if any(match.field == THEME or match.option in themes for match in wide):
        return so_far
    found: dict[int, Match] = {}
    for at, column in so_far.columns.items():
        number, is_open = so_far.words.question(column.header), at not in so_far.matches and at not in so_far.left_out
        if number is not None and is_open and _are_told(column.sample, so_far.knowledge):
            number = number or str(len(found) + 1)
            found[at] = Match(THEME, DOUBTED, Reason(QUESTION, {"number": number}), number)
    return so_far.having(found)


def _are_told(sample: Sequence[Cell], knowledge: Knowledge) -> bool:
    """Say whether cells tell something in words ("wil hulp met de tuin"): no numbers, codes, yes or no, or how something stands."""
    words = [cell for cell in sample if isinstance(cell, str) and any(map(str.isalpha, cell))]
    words = [cell for cell in words if not all(map(CODE.fullmatch, filter(None, BETWEEN_CODES.split(cell))))]
    told = [cell for cell in words if knowledge.yes_no(cell).value is None]
    others = max(knowledge.share(told, kind) or 0 for kind in (Kind.STATUS, Kind.OUTCOME, Kind.DAY))
    return bool(told) and len(told) >= AGREES * len(sample) and others < MOSTLY


def parts_that_follow(so_far: Assignment) -> Assignment:
    """Give columns behind a request its number: "Vraag 1 | Status | Vraag 2 | Status" are the statuses of both.

    A part that stands behind one request only is taken where the column is nothing else.
    """
    if so_far.words.table is not TableName.VISITS:
        return so_far
    number: str | None = None
    behind: list[tuple[int, str, str, str]] = []  # column, header without numbers, field, number of the request
    for at, column in sorted(so_far.columns.items()):
        match, header = so_far.matches.get(at), numberless(column.header.bare.rstrip("0123456789"))
        if match is not None and request_part(match.field):
            number = match.option if match.field == THEME else number
        elif number is not None and (name := so_far.words.part_of_request(header)):
            behind.append((at, header, name, number))
    times = Counter(header for _, header, _, _ in behind)
    said = {(match.field, match.option) for match in so_far.matches.values()}
    found: dict[int, Match] = {}
    for at, header, name, of in behind:
        if (of_request(name), of) not in said and (times[header] > 1 or so_far.is_free(so_far.columns[at])):
            said.add((of_request(name), of))
            found[at] = Match(of_request(name), SURE_OF_PHRASE, Reason("wide_request", {"number": of}), of)
    return so_far.having(found)
