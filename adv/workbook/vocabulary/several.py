"""Several facts in one cell: outcomes one after the other, "2x niet thuis", the states that a request was in; house numbers, "12 t/m 16".

A cell is taken apart at signs and small words; only when every piece of it is known it says something. Order is as people write it, the
earliest first, but for words that say otherwise ("gesprek na 2x niet thuis").
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.model import Outcome, Status, is_conversation
from adv.workbook.values.remarks import DAY
from adv.workbook.values.text import fold
from adv.workbook.vocabulary.likeness import likely_code
from adv.workbook.vocabulary.streets import without_postcode
from adv.workbook.vocabulary.words import value_key, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

LONGEST: Final = 120  # characters of a cell that is taken apart; more is a story
MOST_VISITS: Final = 9  # counted in one cell
TALLY: Final = "turf:"  # start of a cell that counts visits: see `recognition.tallies`
MOST_TALLIED: Final = 200  # visits of one row of such a list
PROGRESS: Final = (Status.OPEN, Status.IN_PROGRESS, Status.REFERRED, Status.CLOSED)
_THEN = "later|daarna|vervolgens|toen|nadien|uiteindelijk|alsnog|toch|dan|nu|inmiddels|then|afterwards|after that|finally|eventually|now"
_FIRST = "eerst|eerder|aanvankelijk|voorheen|first|earlier|initially|previously"
_AFTER = "na|nadat|after|following"
_NUMBERS: Final = {"een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "two": 2, "three": 3, "four": 4, "five": 5}
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS)})"
_TIMES = r"(?:x|×|keer|maal|times)(?![a-z])"
_SPLIT = re.compile(
    rf"\s+\((?!\s*{_NUMBER}\s*{_TIMES}\s*\))|\s*(?:-+>|=>|→|>|[,;/+|&])\s*|\s+-\s+|\.\s+|\s+(?:en|and|maar|but)\s+|\s+(?=(?:{_THEN}|{_FIRST}|{_AFTER})\b)"
)
LEAD = re.compile(rf"(?:(?:{_THEN}|(?P<first>{_FIRST})|(?P<after>{_AFTER})|en|and|maar|but)\b[\s:]*)+")
_NTH = (
    r"(?:(?:bij|op|at|on) )?(?:(?:de|het|the) )?\(?(?:\d{1,2}(?:e|de|ste|st|nd|rd|th)|eerste|tweede|derde|vierde|first|second|third|fourth)"
    r"\s+(?:keer|x|maal|poging|bezoek|ronde|time|visit|attempt|round)\b"
)
NTH = re.compile(rf"{_NTH}[\s:]*")
# Number of the time before or behind an outcome, "gesprek (2e keer)"; and that there was no conversation, beside what there was instead.
_NTH_BEHIND = re.compile(rf"^{_NTH}[\s:,;-]*|[\s,;:(-]+{_NTH}\)?$")
_NO_TALK = r"(?:geen (?:gesprek|contact)|no (?:conversation|contact))(?: (?:gehad|gevoerd|mogelijk))?"
_DENIED = re.compile(rf"{_NO_TALK}[\s,;:(/-]+(?:want |omdat |because )?(?P<what>.+?)\)?|(?P<before>.+?)[\s,;:(/-]+{_NO_TALK}\)?")
_BEFORE = re.compile(rf"\(?(?P<count>{_NUMBER})\s*{_TIMES}\)?[\s:]*(?P<what>.+)")
_BEHIND = re.compile(rf"(?P<what>.+?)[\s:]*\(?(?:(?P<count>{_NUMBER})\s*{_TIMES}|(?:x|×)\s?(?P<behind>\d))\)?")
_TALLIED = re.compile(r"(?P<count>\d+)x (?P<what>[^;]+)")
_COUNT = re.compile(rf"(?<![\w.,])(?P<count>{_NUMBER})\s*{_TIMES}")
_GOING = r"geweest|langs\w*|bezocht|aangebeld|geprobeerd|gekomen|aan de deur|open ?gedaan|visited|been|tried|called|rang|knocked"
_DAYS = re.compile(rf"\s(?:(?:op|per|on) )?{DAY}(?!\w)", re.IGNORECASE)
_NTHS: Final = {"tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "second": 2, "third": 3, "fourth": 4}
_NTH_TIME = re.compile(
    rf"\b(?P<nth>\d{{1,2}}(?=(?:e|de|ste|nd|rd|th)\b)|{'|'.join(_NTHS)})(?:e|de|ste|nd|rd|th)? (?:keer|x|maal|poging|time|attempt)\b"
)
_VISITS = re.compile(rf"(?<![\w.,])(?P<count>{_NUMBER})\s*(?:huisbezoeken|bezoeken|pogingen|visits|attempts)\b")
MOST_DOORS: Final = 24  # of one cell; more is a list of something else
FARTHEST: Final = 60  # between the first and the last number of a row of doors
FARTHEST_BY_SIGN: Final = 12  # with only a dash or a stroke between them, which may also lead to an addition
_HOUSE = r"[1-9]\d{0,4}"
_DOOR = rf"{_HOUSE} ?[a-z]?"
_AND = r"(?: ?(?:,|;|\+|&) ?(?:(?:en|and) )?| (?:en|and|plus) )"
_UP_TO = r"(?: ?t ?/ ?m ?\.? ?| ?t\.m\. ?| ?tm ?| tot | to | through | until )"
_LABEL = r"(?:(?:nrs?|nummers?|no|nos|huisnummers?|numbers?)[.:]? ?)?"
_DOOR_PIECE = rf"(?:{_DOOR}|[a-z])(?:{_UP_TO}(?:{_DOOR}|[a-z]))?"
_LIST = re.compile(rf"{_LABEL}(?P<list>{_DOOR}(?:{_UP_TO}(?:{_DOOR}|[a-z]))?(?:{_AND}{_DOOR_PIECE})*)")
_BY_SIGN = re.compile(rf"{_LABEL}(?P<first>{_HOUSE}) ?(?P<sign>[-/.]) ?(?P<last>{_HOUSE})")
_LETTERS = re.compile(rf"{_LABEL}(?P<number>{_HOUSE}) ?(?P<first>[a-z]) ?(?P<sign>[-/]) ?(?:(?P=number) ?)?(?P<last>[a-z])")
_STREET = re.compile(rf"(?P<street>.*?[^\W\d_][^\d]*?)[\s,]+(?P<doors>{_LABEL}{_HOUSE}.*)", re.IGNORECASE)
_SIDE = re.compile(
    r" ?\(?(?:(?:alleen )?(?:even|oneven)(?: (?:kant|zijde|nummers|nrs))?|(?:even|odd)(?: numbers)?)\)?$"
)  # as two by two says already
_SPLIT_AND = re.compile(_AND)
_SPLIT_UP_TO = re.compile(_UP_TO)
_PARTS = re.compile(r"(\d*) ?([a-z]?)")


class SeveralOutcomes(Struct, frozen=True):
    """Outcomes that one cell names, the earliest first."""

    outcomes: tuple[Outcome, ...]
    are_visits: bool  # it counts or numbers them ("2x niet thuis"), or gives them days, so that each is a visit
    days: tuple[str | None, ...] = ()  # of each, as written, where the cell has days: see `later_days`

    @property
    def last(self) -> Outcome:
        """The latest of them."""
        return self.outcomes[-1]

    @property
    def are_one(self) -> bool:
        """Say whether one visit is told of in several words that mean the same."""
        return not self.are_visits and len({*self.outcomes}) == 1


class Occasion(Struct, frozen=True):
    """One of several visits in a cell."""

    day: date
    outcome: Outcome
    partners: tuple[str, ...] = ()  # who came, where the cell says so


class Piece(Struct, frozen=True):
    """One piece of a cell: a code, how often, and whether it came before the others."""

    code: Outcome
    times: int
    is_earlier: bool
    is_numbered: bool
    is_counted: bool = False


def plainly(key: str, outcomes: Mapping[str, Outcome]) -> str:
    """Give an outcome without which time it was, or without that there was no conversation; nothing where another one than that is left."""
    key = _NTH_BEHIND.sub("", key)
    denied = _DENIED.fullmatch(key)
    key = _NTH_BEHIND.sub("", denied["what"] or denied["before"]) if denied else key
    return "" if denied and outcomes.get(key) is Outcome.CONVERSATION else key


def several_outcomes(text: str, outcomes: Mapping[str, Outcome], fillers: frozenset[str]) -> SeveralOutcomes | None:
    """Take apart a cell with several outcomes; None when a piece of it is none, or nobody can tell which one came last."""
    if text.startswith(TALLY):
        return _tallied(text, outcomes)
    if len(text) > LONGEST:
        return None
    pieces, texts = [], pieces_of(text)
    for said in texts:
        piece = piece_of(said, outcomes, fillers)
        if piece is None:
            return None
        pieces.append(piece)
    pieces.sort(key=lambda piece: not piece.is_earlier)
    found = tuple(piece.code for piece in pieces for _ in range(piece.times))
    is_one = len(found) == 1 and not pieces[0].is_counted  # then it needs no taking apart
    if is_one or not 1 <= len(found) <= MOST_VISITS:
        return None
    is_repeated = len(set(texts)) < len(texts)  # "nt / nt / gesprek"; "niet thuis, geen gehoor" is one visit in two words
    are_visits = is_repeated or any(piece.times > 1 for piece in pieces) or sum(piece.is_numbered for piece in pieces) > 1
    several = SeveralOutcomes(found, are_visits)
    is_undone = any(map(is_conversation, found)) and not is_conversation(several.last)
    return None if is_undone and not are_visits else several


def _tallied(text: str, outcomes: Mapping[str, Outcome]) -> SeveralOutcomes | None:
    """Read how often each outcome came on one evening; None where that is more than anybody does."""
    counts = [(outcomes.get(value_key(said["what"])), int(said["count"])) for said in _TALLIED.finditer(text)]
    found = tuple(outcome for outcome, count in counts for _ in range(min(count, MOST_TALLIED + 1)) if outcome)
    is_known = all(outcome for outcome, _ in counts)
    return SeveralOutcomes(found, are_visits=True) if is_known and 1 <= len(found) <= MOST_TALLIED else None


def pieces_of(text: str) -> list[str]:
    """Split a cell; a small word by itself goes with what follows ("later alsnog gesprek")."""
    pieces: list[str] = []
    lead = ""
    for said in filter(None, _SPLIT.split(value_key(text))):
        if LEAD.fullmatch(said):
            lead += f"{said} "
        else:
            pieces.append(lead + said)
            lead = ""
    return pieces


def piece_of(text: str, outcomes: Mapping[str, Outcome], fillers: frozenset[str]) -> Piece | None:
    """Read what one piece says; None when it is no outcome."""
    if text in outcomes:
        return Piece(outcomes[text], 1, is_earlier=False, is_numbered=False)
    lead = LEAD.match(text)
    text = text[lead.end() :] if lead else text
    is_earlier, nth = bool(lead and (lead["first"] or lead["after"])), NTH.match(text)
    text = text[nth.end() :] if nth else text
    counted = _BEFORE.fullmatch(text) or _BEHIND.fullmatch(text)
    said = counted.groupdict() if counted else {}
    times = _number(said.get("count") or said.get("behind") or "1")
    key = value_key(said.get("what") or text).strip(" :()")
    code = outcomes.get(key) or likely_code(key, outcomes, fillers)
    return Piece(code, times, is_earlier, nth is not None, counted is not None) if code and times else None


def several_statuses(
    text: str, statuses: Mapping[str, Status], fillers: frozenset[str], before: Callable[[str], str] = lambda _: ""
) -> Status | None:
    """Tell how far a request is that a cell gives several states: the furthest counts, or that it was withdrawn in the end. None when a piece is no state.

    `before` gives what a piece says before it tells to whom the request went, or when.
    """
    if len(text) > LONGEST:
        return None
    found = []
    for said in pieces_of(_DAYS.sub(" ", text)):
        lead = LEAD.match(said)
        key = (said if said in statuses else said[lead.end() :] if lead else said).strip(" :()")
        code = statuses.get(key) or likely_code(key, statuses, fillers) or statuses.get(before(key))
        if code is None or Status.WITHDRAWN in found:  # nobody knows what came of it after that
            return None
        found.append(code)
    if len(found) > 1 and found[-1] is Status.WITHDRAWN:
        return found[-1]
    return max(found, key=PROGRESS.index) if len(found) > 1 else None


@cache
def _of_visits() -> re.Pattern[str]:
    """Make the pattern of words that speak of visits: of going there, and every word for nobody at home."""
    nobody = (re.escape(word) for word, outcome in vocabulary().outcomes.items() if outcome is Outcome.NOT_AT_HOME)
    return re.compile(rf"(?<!\w)(?:{_GOING}|{'|'.join(nobody)})(?!\w)")


def times_in(text: str, *, must_say: bool = False) -> int | None:
    """Tell how often somebody has been somewhere: "3x geweest", "twee keer". `must_say`: only when it speaks of visits."""
    key = fold(text)
    visits = _VISITS.findall(key)
    found = visits or _COUNT.findall(key)
    nths = [_NTHS.get(nth) or int(nth) for nth in _NTH_TIME.findall(key)]
    if len(found) > 1 or not (found or nths):
        return None
    if must_say and not (visits or _of_visits().search(key) or _COUNT.fullmatch(key)):
        return None
    times = max([*map(_number, found), *nths])
    return times if 1 <= times <= MOST_VISITS else None


def _number(text: str) -> int:
    return _NUMBERS.get(text) or int(text)


class Doors(Struct, frozen=True):
    """House numbers that one cell names, and how sure that is."""

    numbers: tuple[str, ...]
    are_counted: bool  # a row of doors of which only the first and the last are named: one side of the street is taken
    is_doubtful: bool  # with a dash or a stroke, "12-14": that may also be what is added to a number


def several_doors(text: str) -> Doors | None:
    """Give the house numbers of a cell that names several; None when it names one."""
    if text.isdecimal():
        return None  # as most cells do
    key = _SIDE.sub("", fold(text).replace("tot en met", "tot"))
    if found := _LIST.fullmatch(key):
        numbers = _listed(found["list"])
        is_row = _SPLIT_UP_TO.search(found["list"]) is not None
        return Doors(tuple(numbers), is_row, is_doubtful=False) if 1 < len(numbers) <= MOST_DOORS else None
    if found := _LETTERS.fullmatch(key):
        number, first, last = found["number"], found["first"], found["last"]
        numbers = _between(number, first, number, last) if found["sign"] == "-" else [number + first, number + last]
        return Doors(tuple(numbers), are_counted=False, is_doubtful=False) if 1 < len(set(numbers)) <= MOST_DOORS else None
    found = _BY_SIGN.fullmatch(key)
    if found is None or not 0 < int(found["last"]) - int(found["first"]) <= FARTHEST_BY_SIGN:
        return None
    first, last = int(found["first"]), int(found["last"])
    if (last - first) % 2:
        return None
    numbers = _row(first, last) if found["sign"] == "-" else [str(first), str(last)]
    return Doors(tuple(numbers), found["sign"] == "-", is_doubtful=True)


def several_addresses(text: str) -> tuple[tuple[str, ...], Doors] | None:
    """Give the addresses of a cell that names several doors of a street; None when it names one."""
    found = _STREET.fullmatch(without_postcode(text))
    doors = several_doors(found["doors"]) if found else None
    return (tuple(f"{found['street']} {number}" for number in doors.numbers), doors) if found and doors else None


def has_addition_by_sign(text: str) -> bool:
    """Say whether a number has something added to it behind a dash or a stroke that is no other door: "12-2"."""
    return _BY_SIGN.fullmatch(fold(text)) is not None and several_doors(text) is None


def _listed(text: str) -> list[str]:
    """List the doors; nothing where a piece of it cannot be."""
    numbers: list[str] = []
    before = ""
    for piece in _SPLIT_AND.split(text):
        ends = [_PARTS.fullmatch(end) for end in _SPLIT_UP_TO.split(piece)]
        if not all(ends):
            return []
        (first, letter), (last, other) = ((end[1], end[2]) for end in (ends[0], ends[-1]) if end)
        first = first or before
        last = last or first
        found = [first + letter] if len(ends) == 1 else _between(first, letter, last, other)
        if not found:
            return []
        numbers, before = numbers + found, last
    return list(dict.fromkeys(numbers))


def _between(first: str, letter: str, last: str, other: str) -> list[str]:
    """List the doors from one to another: of one number by their letters, else of one side of the street."""
    if first == last:
        return [first + chr(code) for code in range(ord(letter), ord(other) + 1)] if letter and letter < other else []
    if letter or other or not 0 < int(last) - int(first) <= FARTHEST:
        return []
    return _row(int(first), int(last))


def _row(first: int, last: int) -> list[str]:
    """List the numbers of one side of the street; of both where one end is even and the other is not."""
    return [str(number) for number in range(first, last + 1, 1 if (last - first) % 2 else 2)]
