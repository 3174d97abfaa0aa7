"""Progress towards a project's target, day by day: visits with a conversation, or households reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from adv.metrics.frames import as_known_on, conversations, day_of, days
from adv.metrics.values import NotAvailable, lacking, needs
from adv.model import TargetUnit

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from adv.model import Dataset, Project


@needs("visits")
def completed_days(dataset: Dataset, project: Project, as_of: date) -> NDArray[np.int64] | NotAvailable:
    """Give the day of each one that counts towards the target, up to and including `as_of`, rising; shape (completed,)."""
    visits = as_known_on(dataset, as_of).visits
    done = visits[conversations(visits)]
    if project.target_unit is TargetUnit.VISITS:
        return np.sort(days(done["visited_on"]))
    first = done.groupby("household", observed=True)["visited_on"].min()
    return lacking(dataset, "visits.household") or np.sort(days(first))


def reached_on(done: NDArray[np.int64], project: Project) -> date | None:
    """Give the day on which the target was reached; None when it was not. `done` as `completed_days` gives it."""
    return day_of(done[project.target - 1]) if len(done) >= project.target else None
