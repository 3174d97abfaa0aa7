"""Requests per household: how many households had none, one or several."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.metrics.frames import as_known_on, conversations, household_codes
from adv.metrics.households import HOUSEHOLDS, marked
from adv.metrics.values import NotAvailable, needs, over

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from adv.metrics.source_rows import Values
    from adv.model import Dataset, Project, TableName

MOST_REQUESTS = 4  # of one household that are counted apart; more are counted together


class RequestsPerHousehold(Struct, frozen=True):
    """Households with a conversation by how many requests they had: 0, 1, 2, 3, and 4 or more."""

    households: tuple[int, ...]
    requests: int  # of these households
    elsewhere: int  # requests of no known household, or of one without a conversation

    @property
    def total(self) -> int:
        """Count households with a conversation."""
        return sum(self.households)

    @property
    def mean(self) -> float | NotAvailable:
        """Requests / households with a conversation."""
        return over(self.requests, self.total, "no_conversations")


@needs(*HOUSEHOLDS, "requests")
def requests_per_household(dataset: Dataset, project: Project, as_of: date) -> RequestsPerHousehold:
    """Count households with a conversation by how many requests they had, none included."""
    known = as_known_on(dataset, as_of)
    (visited, asked), count = household_codes(known.visits["household"], known.requests["household"])
    reached = marked(visited[conversations(known.visits)], count)
    number = np.bincount(asked[asked >= 0], minlength=count)
    spread = np.bincount(np.minimum(number[reached], MOST_REQUESTS), minlength=MOST_REQUESTS + 1)
    inside = int(number[reached].sum())
    return RequestsPerHousehold(tuple(spread.tolist()), inside, len(known.requests) - inside)


def with_requests(known: Dataset, table: TableName, as_of: date, values: Values) -> NDArray[np.bool_]:
    """Mark rows of households with so many requests; MOST_REQUESTS: that or more."""
    (asked, here), count = household_codes(known.requests["household"], known.table(table)["household"])
    number = np.minimum(np.bincount(asked[asked >= 0], minlength=count), MOST_REQUESTS)
    found: NDArray[np.bool_] = np.isin(np.append(number, -1)[here], [int(value) for value in values])
    return found
