"""What counts towards a project's target, and on which day it came: visits with a conversation, or households reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from adv.metrics.frames import NO_DAY, conversations, day_of, days, household_codes, number_of
from adv.metrics.values import NotAvailable
from adv.model import TargetUnit

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from adv.model import Dataset, Project


def completed_days(dataset: Dataset, project: Project, as_of: date) -> NDArray[np.int64] | NotAvailable:
    """The day of each one that counts towards the target, up to and including `as_of`, rising; shape (completed,)."""
    if not dataset.has("visits"):
        return NotAvailable("no_visits")
    if project.target_unit is TargetUnit.HOUSEHOLDS and not dataset.has("visits.household"):
        return NotAvailable("no_households")
    when = days(dataset.visits["visited_on"])
    done = conversations(dataset.visits) & (when <= number_of(as_of)) & (when != NO_DAY)
    if project.target_unit is TargetUnit.VISITS:
        return np.sort(when[done])
    return np.sort(first_days(household_codes(dataset.visits["household"])[0][0][done], when[done]))


def first_days(households: NDArray[np.intp], when: NDArray[np.int64]) -> NDArray[np.int64]:
    """The earliest day of each household that occurs; unknown ones (-1) left out."""
    known = households >= 0
    if not known.any():
        return np.empty(0, dtype=np.int64)
    never = np.iinfo(np.int64).max
    earliest = np.full(int(households.max()) + 1, never, dtype=np.int64)
    np.minimum.at(earliest, households[known], when[known])
    return earliest[earliest < never]


def reached_on(done: NDArray[np.int64], project: Project) -> date | None:
    """The day on which the target was reached; None when it was not. `done` as `completed_days` gives it."""
    return day_of(done[project.target - 1]) if len(done) >= project.target else None
