"""Several facts in one cell: outcomes one after the other, "2x niet thuis", and the states that a request was in, "open, later afgerond".

A cell is taken apart at signs and small words; only when every piece of it is known it says something. Order is as people write it, the
earliest first, but for words that say otherwise ("gesprek na 2x niet thuis").
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.model import Outcome, Status, is_conversation
from adv.workbook.values.remarks import DAY_FORM
from adv.workbook.values.text import fold
from adv.workbook.vocabulary.likeness import likely_code
from adv.workbook.vocabulary.words import value_key, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

LONGEST_SEVERAL: Final = 120  # characters of a cell that is taken apart; more is a story
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
_DAYS = re.compile(rf"\s(?:(?:op|per|on) )?{DAY_FORM}(?!\w)", re.IGNORECASE)
_NTHS: Final = {"tweede": 2, "derde": 3, "vierde": 4, "vijfde": 5, "second": 2, "third": 3, "fourth": 4}
_NTH_TIME = re.compile(
    rf"\b(?P<nth>\d{{1,2}}(?=(?:e|de|ste|nd|rd|th)\b)|{'|'.join(_NTHS)})(?:e|de|ste|nd|rd|th)? (?:keer|x|maal|poging|time|attempt)\b"
)
_VISITS = re.compile(rf"(?<![\w.,])(?P<count>{_NUMBER})\s*(?:huisbezoeken|bezoeken|pogingen|visits|attempts)\b")


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
    partners: tuple[str, ...] = ()  # of those who came, where the cell says so


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
    if len(text) > LONGEST_SEVERAL:
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
    if len(text) > LONGEST_SEVERAL:
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
