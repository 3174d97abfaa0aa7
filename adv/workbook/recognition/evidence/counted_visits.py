"""Evidence of how often somebody came, in a number beside the last visit: "Aantal keer geweest" over 1, 2, 3."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from adv.model import TableName
from adv.workbook.recognition.columns.assignment import DECIDED, DOUBTED, Assignment
from adv.workbook.recognition.columns.header_words import SURE_OF_MARK, Match, counts_visits
from adv.workbook.understood import Reason
from adv.workbook.values.amounts import parse_whole
from adv.workbook.values.text import parse_text
from adv.workbook.vocabulary.fields import DIARY, TIMES, attempt_part
from adv.workbook.vocabulary.words import is_blank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.workbook.tables.grid import Cell

ATTEMPT: Final = "attempt"
OFTEN: Final = "times_beside_last"  # the reason of a column of counts
EITHER: Final = "attempt_or_times"  # the reason of a number of an attempt that may be a count
FEWEST_HOMES: Final = 5  # different addresses: of fewer it says nothing that each stands once
DOOR: Final = ("street", "house_number", "addition", "address")
_PIECES: Final = re.compile(r"\w+")


def counted_visits(so_far: Assignment) -> Assignment:
    """Take numbers of visits for how often somebody came, where each address stands once; where they may also be rounds, that is asked.

    A round has the rounds before it in other rows of the same address. Where a header speaks of a round, it is one.
    """
    at = _column(so_far)
    if at is None:
        return so_far
    said = {number for cell in so_far.columns[at].filled if (number := parse_whole(cell).value) is not None}
    homes = _homes(so_far)
    numbers = [parse_whole(cell).value if home else None for home, cell in zip(homes, so_far.columns[at].cells, strict=True)]
    visits = [(home, number) for home, number in zip(homes, numbers, strict=True) if home and number]
    many = Counter(home for home in homes if home)
    if max(said, default=0) <= 1 or len(many) < FEWEST_HOMES:
        return so_far
    is_count = _says_how_often(so_far, at)
    if max(many.values()) == 1:
        if is_count:
            return so_far.having({at: Match(TIMES, SURE_OF_MARK, Reason(OFTEN))})
        return _doubted(so_far, at) if len(said) > 1 else so_far  # a tab of the second round
    has_doubles = any(number > 1 for number in Counter(visits).values())
    is_alone = any(number > many[home] for home, number in visits if number)
    return _doubted(so_far, at) if is_count and at in so_far.matches and (has_doubles or is_alone) else so_far


def _column(so_far: Assignment) -> int | None:
    """Find the one column that may say how often somebody came, or which time it was; none where other columns tell of several visits."""
    if so_far.words.table is not TableName.VISITS or so_far.named.keys() & {DIARY, TIMES}:
        return None
    if any(attempt_part(match.field) for match in so_far.matches.values()):
        return None
    read = [at for at, match in so_far.matches.items() if match.field == ATTEMPT]
    free = [at for at, column in so_far.columns.items() if so_far.is_free(column) and _says_how_often(so_far, at)]
    found = [at for at in read or free if so_far.matches.get(at) is None or so_far.matches[at].reason.key not in DECIDED]
    if len(found) != 1 or not so_far.columns[found[0]].is_weighed:
        return None
    words = _PIECES.findall(so_far.columns[found[0]].header.bare)
    return None if any(word.endswith(tuple(so_far.knowledge.words.rounds)) for word in words) else found[0]


def _says_how_often(so_far: Assignment, at: int) -> bool:
    bare, words = so_far.columns[at].header.bare, so_far.knowledge.words
    text = f" {' '.join(_PIECES.findall(bare))} "
    return counts_visits(bare, words) or any(f" {word} " in text for word in words.tries)


def _homes(so_far: Assignment) -> Sequence[str | None]:
    """Give the address of each row, a street that stands only above it included; None of a row without one."""
    columns = [so_far.columns[at].cells for name, at in so_far.named.items() if name in DOOR]
    doors = [so_far.columns[at].cells for name, at in so_far.named.items() if name in {"house_number", "address"}]
    street = so_far.named.get("street")
    own = so_far.columns[street].cells if street is not None else None
    found, above = [], ""
    for row in range(len(columns[0]) if doors else max((len(one.cells) for one in so_far.columns.values()), default=0)):
        above = _text(own[row]) or above if own is not None else ""
        home = " ".join([above, *(_text(cells[row]) for cells in columns if cells is not own)])
        found.append(home if any(not is_blank(cells[row]) for cells in doors) else None)
    return found


def _text(cell: Cell) -> str:
    return (parse_text(cell).value or "").casefold()


def _doubted(so_far: Assignment, at: int) -> Assignment:
    return so_far.having({at: Match(ATTEMPT, DOUBTED, Reason(EITHER))})
