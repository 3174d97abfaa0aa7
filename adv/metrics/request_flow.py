"""How requests flow from theme to goal, owner and status, and how many a household has."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.metrics.frames import as_known_on, conversations, household_codes, members
from adv.metrics.households import marked, no_households
from adv.metrics.values import NotAvailable, over
from adv.model import Status

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
        """Households with a conversation."""
        return sum(self.households)

    @property
    def mean(self) -> float | NotAvailable:
        """Requests / households with a conversation."""
        return over(self.requests, self.total, "no_conversations")


def request_flow(dataset: Dataset, project: Project, as_of: date) -> RequestFlow | NotAvailable:
    """Requests by theme, goal, owner and status, as far as the data have them; at least two of the four."""
    if not dataset.has("requests"):
        return NotAvailable("no_requests")
    levels = tuple(level for level in LEVELS if dataset.has(f"requests.{level}"))
    if len(levels) < 2:  # noqa: PLR2004 - a flow goes from one to another
        return NotAvailable("nothing_flows")
    requests = as_known_on(dataset, as_of).requests
    first = {
        "theme": project.themes,
        "goal": project.goals,
        "owner": project.partners,
        "status": tuple(status.value for status in Status),
    }
    nodes: list[FlowNode] = []
    places: list[NDArray[np.intp]] = []
    for level in levels:
        place, found = _level(requests[level], level, first[level])
        places.append(place + len(nodes))
        nodes += found
    links = [link for here, there in pairwise(places) for link in _links(here, there, len(nodes))]
    return RequestFlow(levels, tuple(nodes), tuple(links), len(requests))


def _level(column: Column, level: str, first: tuple[str, ...]) -> tuple[NDArray[np.intp], list[FlowNode]]:
    """Each request's place among the nodes of one level, and those; only nodes with requests."""
    groups = members(column, first)
    counts = groups.count().tolist()
    by_size = sorted(range(len(counts)), key=lambda place: (-counts[place], place))
    apart = sorted(by_size[: MOST_NODES - 1] if len([count for count in counts if count]) > MOST_NODES else by_size)
    kept = [place for place in apart if counts[place]]
    names = [*(groups.names[place] for place in kept), OTHERS, NOT_SAID]
    node_of = np.full(len(counts) + 1, len(kept), dtype=np.intp)  # OTHERS
    node_of[kept] = np.arange(len(kept))
    node_of[-1] = len(kept) + 1  # NOT_SAID
    group = np.full(len(column), len(counts), dtype=np.intp)
    group[groups.rows] = groups.groups
    place = node_of[group]
    totals = np.bincount(place, minlength=len(names)).tolist()
    used = [number for number, total in enumerate(totals) if total]
    compact = np.cumsum(np.array(totals) > 0) - 1
    return compact[place].astype(np.intp), [FlowNode(level, names[number], totals[number]) for number in used]


def _links(here: NDArray[np.intp], there: NDArray[np.intp], count: int) -> list[FlowLink]:
    pairs, sizes = np.unique(here * count + there, return_counts=True)
    return [FlowLink(*divmod(int(pair), count), int(size)) for pair, size in zip(pairs, sizes, strict=True)]


def requests_per_household(dataset: Dataset, project: Project, as_of: date) -> RequestsPerHousehold | NotAvailable:  # noqa: ARG001 - one signature for all
    """How many requests households with a conversation had, none included."""
    lacking = no_households(dataset)
    if lacking:
        return lacking
    if not dataset.has("requests"):
        return NotAvailable("no_requests")
    known = as_known_on(dataset, as_of)
    (visited, asked), count = household_codes(known.visits["household"], known.requests["household"])
    reached = marked(visited[conversations(known.visits)], count)
    number = np.bincount(asked[asked >= 0], minlength=count)
    spread = np.bincount(np.minimum(number[reached], MOST_REQUESTS), minlength=MOST_REQUESTS + 1)
    inside = int(number[reached].sum())
    return RequestsPerHousehold(tuple(spread.tolist()), inside, len(known.requests) - inside)


def with_requests(known: Dataset, table: TableName, as_of: date, values: Values) -> NDArray[np.bool_]:  # noqa: ARG001 - one signature for all
    """Rows of households with so many requests; MOST_REQUESTS: that or more."""
    (asked, here), count = household_codes(known.requests["household"], known.table(table)["household"])
    number = np.minimum(np.bincount(asked[asked >= 0], minlength=count), MOST_REQUESTS)
    found: NDArray[np.bool_] = np.isin(np.append(number, -1)[here], [int(value) for value in values])
    return found
