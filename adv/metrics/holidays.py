"""School holidays by week: many people are away then, and so are visitors."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from adv.metrics.frames import number_of
from adv.metrics.spans import MONDAY_BEFORE_1970

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from adv.model import Period

LONG_DAYS = 14  # a holiday of two weeks or more empties a neighbourhood otherwise than one of a week
MIDDLE = 2  # Wednesday: a week is a holiday when its middle is
DAYS_IN_WEEK = 7


class Off(IntEnum):
    """What a week is."""

    NOT = 0
    LONG = 1  # in a holiday of two weeks or more: summer, Christmas
    SHORT = 2  # in a shorter one: carnival, May, autumn


def weeks_off(holidays: Sequence[Period], first: int, length: int) -> NDArray[np.int8]:
    """For each week from number `first` on what it is, an `Off`; shape (length,)."""
    wednesdays = (first + np.arange(length)) * DAYS_IN_WEEK + MONDAY_BEFORE_1970 + MIDDLE
    found = np.zeros(length, dtype=np.int8)
    for holiday in holidays:
        inside = (wednesdays >= number_of(holiday.start)) & (wednesdays < number_of(holiday.end))
        found[inside] = Off.LONG if holiday.days >= LONG_DAYS else Off.SHORT
    return found
