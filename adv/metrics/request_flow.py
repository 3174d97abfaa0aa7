"""Flow of requests from theme to goal, owner and status, and how many a household has."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.metrics.frames import as_known_on, conversations, household_codes
from adv.metrics.households import HOUSEHOLDS, marked
from adv.metrics.values import NotAvailable, needs, over

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from adv.metrics.frames import Column
    from adv.metrics.source_rows import Values
    from adv.model import Dataset, Project, TableName

LEVELS = ("theme", "goal", "owner", "status")
NOT_SAID = ""  # the node of requests that do not say
OTHERS = "…"  # the node of the owners with the fewest requests, together
MOST_NODES = 7  # of one level; more cannot be told apart
MOST_REQUESTS = 4  # of one household that are counted apart; more are counted together


class FlowNode(Struct, frozen=True):
    """A theme, goal, owner or status with its requests. `name` is a code for statuses, `NOT_SAID` or `OTHERS`."""

    level: str
    name: str
    requests: int


class FlowLink(Struct, frozen=True):
    """Requests that two nodes of consecutive levels share; nodes by their place."""

    source: int
    target: int
    requests: int


class RequestFlow(Struct, frozen=True):
    """Every request goes once through each level."""

    levels: tuple[str, ...]
    nodes: tuple[FlowNode, ...]
    links: tuple[FlowLink, ...]
    total: int


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


@needs("requests")
def request_flow(dataset: Dataset, project: Project, as_of: date) -> RequestFlow | NotAvailable:
    """Follow requests by theme, goal, owner and status, as far as the data have them; at least two of the four."""
    levels = tuple(level for level in LEVELS if dataset.has(f"requests.{level}"))
    if len(levels) < 2:  # noqa: PLR2004 - a flow goes from one to another
        return NotAvailable("nothing_flows")
    requests = as_known_on(dataset, as_of).requests
    nodes: list[FlowNode] = []
    places: list[NDArray[np.intp]] = []
    for level in levels:
        place, found = _level(requests[level], level)
        places.append(place + len(nodes))
        nodes += found
    links = [link for here, there in pairwise(places) for link in _links(here, there, len(nodes))]
    return RequestFlow(levels, tuple(nodes), tuple(links), len(requests))


def _level(column: Column, level: str) -> tuple[NDArray[np.intp], list[FlowNode]]:
    """Give each request's place among the nodes of one level, and those; only nodes with requests."""
    counts = column.value_counts(sort=False).to_numpy()
    by_size = np.argsort(-counts, kind="stable")
    kept = np.sort(by_size[: MOST_NODES - 1] if (counts > 0).sum() > MOST_NODES else by_size)
    names = [*column.cat.categories[kept], OTHERS, NOT_SAID]
    node_of = np.full(len(counts) + 1, len(kept), dtype=np.intp)  # OTHERS
    node_of[kept] = np.arange(len(kept))
    node_of[-1] = len(kept) + 1  # NOT_SAID: code -1
    found, place, totals = np.unique(node_of[column.cat.codes], return_inverse=True, return_counts=True)
    nodes = zip(found.tolist(), totals.tolist(), strict=True)
    return place, [FlowNode(level, names[number], total) for number, total in nodes]


def _links(here: NDArray[np.intp], there: NDArray[np.intp], count: int) -> list[FlowLink]:
    pairs, sizes = np.unique(here * count + there, return_counts=True)
    return [FlowLink(*divmod(int(pair), count), int(size)) for pair, size in zip(pairs, sizes, strict=True)]


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
