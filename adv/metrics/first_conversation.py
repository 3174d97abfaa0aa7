"""First visit to first conversation: how many days it takes until a household is spoken with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.metrics.frames import as_known_on, conversations, days, household_codes, whole
from adv.metrics.households import HOUSEHOLDS
from adv.metrics.source_rows import VISITS
from adv.metrics.values import NotAvailable, Rate, needs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pandas as pd
    from numpy.typing import NDArray

    from adv.metrics.source_rows import Values
    from adv.model import Dataset, Project, TableName

WITHIN_DAYS = (0, 30, 90)
NO_CONVERSATION, NO_FIRST_VISIT = -1, -2  # in the place of a number of days
LATE = int(np.iinfo(np.int64).max)  # later than any day: there was none


class DaysToConversation(Struct, frozen=True):
    """Days per household with a conversation whose first visit is in the data. Exact: publish before showing."""

    median: float | NotAvailable
    within: Mapping[int, Rate]  # 0, 30, 90 days
    households: int
    without_first_visit: int  # households with a conversation of which the data have later attempts only, or do not say


@needs(*HOUSEHOLDS, "visits.attempt")
def days_to_conversation(dataset: Dataset, project: Project, as_of: date) -> DaysToConversation:
    """Count days from the first attempt at a household to its first conversation."""
    _, waited = _waited(as_known_on(dataset, as_of).visits)
    known, unknown = waited[waited >= 0], int((waited == NO_FIRST_VISIT).sum())
    return DaysToConversation(
        median=float(np.median(known)) if len(known) else NotAvailable("no_attempt" if unknown else "no_conversations"),
        within={most: Rate(int((known <= most).sum()), len(known), "conversation") for most in WITHIN_DAYS},
        households=len(known),
        without_first_visit=unknown,
    )


def _waited(visits: pd.DataFrame) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Give the household of each visit, -1 when it is not known; and the days of each household, or why there are none."""
    (here,), count = household_codes(visits["household"])
    when, known = days(visits["visited_on"]), here >= 0
    first, talked = np.full(count, LATE), np.full(count, LATE)
    np.minimum.at(first, here[known], when[known])
    talks = known & conversations(visits)
    np.minimum.at(talked, here[talks], when[talks])
    is_begun = np.zeros(count, dtype=bool)
    is_begun[here[known & (whole(visits["attempt"]) == 1) & (when == np.append(first, LATE)[here])]] = True
    waited = np.where(is_begun, talked - first, NO_FIRST_VISIT)
    waited[talked == LATE] = NO_CONVERSATION
    return here, waited


def that_counts(known: Dataset, table: TableName, as_of: date, values: Values) -> NDArray[np.bool_]:
    """Mark visits to the households that count: spoken with, and their first visit in the data."""
    here, waited = _waited(known.table(table))
    found: NDArray[np.bool_] = (np.append(waited, NO_CONVERSATION) >= 0)[here]  # -1 takes the one appended
    return found


ROWS = VISITS.that(that_counts).as_households
