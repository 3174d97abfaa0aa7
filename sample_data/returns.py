"""Goes back to people one talked with before: some of the last doors of a story are rung at their homes instead.

So a household's marks can be compared with those it gave earlier. The visits stay as many, on the same days, in the same areas,
with the same outcomes, partners and themes; only whose home it was changes, and the marks.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from msgspec.structs import replace

from adv.model import Outcome
from sample_data.dice import Dice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sample_data.story import Story, Visit

AFTER = timedelta(days=300)  # between the two conversations
HOME_CHANGES = {-2: 8, -1: 26, 0: 34, 1: 24, 2: 8}  # by weight
NEIGHBOURHOOD_CHANGES = {-1: 14, 0: 28, 1: 36, 2: 22}
LOWEST, HIGHEST = 1, 10


def returns(story: Story, visits: Sequence[Visit]) -> list[Visit]:
    """The same visits, the story's last first conversations made into second ones; as many as it has `returns`."""
    dice = Dice(Random(story.seed + 1))
    rung = Counter(_address(visit) for visit in visits)
    once = [visit for visit in visits if visit.outcome is Outcome.CONVERSATION and rung[_address(visit)] == 1]
    earlier = [visit for visit in once if visit.neighbourhood_score is not None]
    found: dict[str, Visit] = {}
    for late in reversed(once):
        if len(found) == story.returns:
            break
        known = [visit for visit in earlier if visit.home.street.area == late.home.street.area and visit.day + AFTER <= late.day]
        if known:
            first = known[dice.below(len(known))]
            earlier.remove(first)
            found[late.number] = _again(late, first, dice)
    return [found.get(visit.number, visit) for visit in visits]


def _address(visit: Visit) -> tuple[str, int, str]:
    return visit.home.street.name, visit.home.number, visit.home.addition


def _again(late: Visit, first: Visit, dice: Dice) -> Visit:
    home, neighbourhood = first.home_score or LOWEST, first.neighbourhood_score or LOWEST
    return replace(
        late,
        home=first.home,
        attempt=2,
        home_score=_mark(home + dice.one_of(HOME_CHANGES)),
        neighbourhood_score=_mark(neighbourhood + dice.one_of(NEIGHBOURHOOD_CHANGES)),
    )


def _mark(value: int) -> int:
    return max(LOWEST, min(HIGHEST, value))
