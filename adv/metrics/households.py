"""Households: how each one ended up, how far it came from address to help, and how many requests each has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from adv.metrics.frames import Mask, as_known_on, conversations, days, holds, household_codes, truths, whole
from adv.metrics.requests import CLOSED, TAKEN_UP
from adv.metrics.source_rows import ADDRESSES, REQUESTS, TALKED, VISITS, Behind, Values
from adv.metrics.values import NotAvailable, Rate, needs, over
from adv.model import CONVERSATIONS, Dataset, Outcome, Project, Status, TableName

# Outcomes by how much contact there was; from CONTACT on somebody answered, from CONVERSATION on people talked.
UNKNOWN_OUTCOME = 0
RANKS = {Outcome.VACANT: 1, Outcome.NOT_AT_HOME: 2, Outcome.REFUSED: 3, Outcome.APPOINTMENT: 4, Outcome.CONVERSATION: 5}
CONTACT = RANKS[Outcome.REFUSED]
CONVERSATION = min(map(RANKS.__getitem__, CONVERSATIONS))
HOUSEHOLDS = ("visits", "visits.household")  # data that counting households takes
ORDERS = 8  # more than there are ranks
MORE_ATTEMPTS = 1000  # more than anyone makes at one address


class ContactRates(Struct, frozen=True):
    """Households with contact, conversation, refusal, out of the approached ones that are not vacant (AAPOR CON, RR, REF)."""

    approached: int
    vacant: int
    contact: Rate
    response: Rate
    refusal: Rate
    attempts_per_conversation: float | NotAvailable


class FunnelStep(Struct, frozen=True):
    """One step: its name (a key under ``metrics.funnel.``), how many households, and their share of the step before."""

    name: str  # register, approached, contact, conversation, with_request, taken_up, closed
    households: int
    of_previous: Rate | None  # None for the first step; the denominator's name says which step
    of_first: Rate | None  # share of the first step; when that is the register, without households that the register does not have


class Funnel(Struct, frozen=True):
    """Funnel from the register, if there is one, to a closed request. Each step is a part of the one before."""

    steps: tuple[FunnelStep, ...]
    outside_register: int  # approached households that the register does not have: left out of the first rate


@needs(*HOUSEHOLDS)
def contact_rates(dataset: Dataset, project: Project, as_of: date) -> ContactRates:
    """Contact, response and refusal rate, by the households' dispositions."""
    visits = as_known_on(dataset, as_of).visits
    ended = _ended(visits)
    vacant = int((ended == RANKS[Outcome.VACANT]).sum())
    at_home = len(ended) - vacant
    in_conversation = int((ended >= CONVERSATION).sum())
    return ContactRates(
        approached=len(ended),
        vacant=vacant,
        contact=Rate(int((ended >= CONTACT).sum()), at_home, "approached_not_vacant"),
        response=Rate(in_conversation, at_home, "approached_not_vacant"),
        refusal=Rate(int((ended == RANKS[Outcome.REFUSED]).sum()), at_home, "approached_not_vacant"),
        attempts_per_conversation=over(len(visits), int(conversations(visits).sum()), "no_conversations"),
    )


@needs(*HOUSEHOLDS)
def disposition_counts(dataset: Dataset, project: Project, as_of: date) -> dict[Outcome, int]:
    """Count households by how each ended up, every outcome, zero included."""
    ended = _ended(as_known_on(dataset, as_of).visits)
    return {outcome: int((ended == RANKS[outcome]).sum()) for outcome in Outcome}


def _ended(visits: pd.DataFrame) -> NDArray[np.int64]:
    """Tell how each household that was visited ended up; shape (households,)."""
    (households,), count = household_codes(visits["household"])
    return dispositions(visits, households, count)


def dispositions(visits: pd.DataFrame, households: NDArray[np.intp], count: int) -> NDArray[np.int64]:
    """Tell how each household ended up, as a rank: conversation if it ever had one, else the outcome of its latest visit.

    Of several visits on one day the highest attempt counts, then the outcome with the most contact: the order of the rows
    makes no difference. Shape (count,).
    """
    order = visit_order(visits)
    known = households >= 0
    latest = np.full(count, np.iinfo(np.int64).min, dtype=np.int64)
    np.maximum.at(latest, households[known], order[known])
    ended = latest % ORDERS
    talked = known & (order % ORDERS >= CONVERSATION)
    np.maximum.at(ended, households[talked], order[talked] % ORDERS)
    return ended


def visit_order(visits: pd.DataFrame) -> NDArray[np.int64]:
    """Number the visits, larger for a later one: by day, attempt and rank; modulo `ORDERS` it is the rank. Shape (rows,)."""
    outcome = visits["outcome"].cat
    rank = np.array([*(RANKS[Outcome(name)] for name in outcome.categories), UNKNOWN_OUTCOME], dtype=np.int64)[outcome.codes]
    attempt = whole(visits["attempt"]).clip(0, MORE_ATTEMPTS - 1)
    order: NDArray[np.int64] = (days(visits["visited_on"]) * MORE_ATTEMPTS + attempt) * ORDERS + rank
    return order


@needs(*HOUSEHOLDS)
def funnel(dataset: Dataset, project: Project, as_of: date) -> Funnel:
    """Count the households left at each step."""
    known = as_known_on(dataset, as_of)
    tables = (known.visits["household"], known.requests["household"], known.addresses["household"])
    (visited, requested, registered), count = household_codes(*tables)
    approached = marked(visited, count)
    ended = np.where(approached, dispositions(known.visits, visited, count), UNKNOWN_OUTCOME)
    in_conversation = ended >= CONVERSATION
    steps = {"approached": approached, "contact": ended >= CONTACT, "conversation": in_conversation}
    if dataset.has("requests"):
        status = known.requests["status"]
        asked = {
            "with_request": np.ones(len(status), dtype=bool),
            "taken_up": holds(status, set(Status) - {Status.OPEN}),
            "closed": holds(status, {Status.CLOSED}),
        }
        steps |= {name: in_conversation & marked(requested[rows], count) for name, rows in asked.items()}
    if not dataset.has("addresses.household"):
        return Funnel(_steps(steps, approached), 0)
    register = marked(registered, count)
    first = FunnelStep("register", int(register.sum()), None, None)
    second, *others = _steps(steps, register, "register")
    return Funnel((first, replace(second, of_previous=second.of_first), *others), int((approached & ~register).sum()))


def _steps(steps: Mapping[str, Mask], first: Mask, first_name: str = "approached") -> tuple[FunnelStep, ...]:
    """Count the households left at each step; `first` are those of the first step, of which every step is also a share."""
    made: list[FunnelStep] = []
    whole = int(first.sum())
    for name, households in steps.items():
        left = int(households.sum())
        of_first = None if name == first_name else Rate(int((households & first).sum()), whole, first_name)
        made.append(FunnelStep(name, left, Rate(left, made[-1].households, made[-1].name) if made else None, of_first))
    return tuple(made)


def marked(households: NDArray[np.intp], count: int) -> NDArray[np.bool_]:
    """Mark which of `count` households occur."""
    marks = np.zeros(count, dtype=bool)
    marks[households[households >= 0]] = True
    return marks


@needs(*HOUSEHOLDS, "visits.becomes_active")
def activation(dataset: Dataset, project: Project, as_of: date) -> Rate:
    """Households in which someone becomes active, out of those with a conversation."""
    visits = as_known_on(dataset, as_of).visits
    reached = visits.loc[conversations(visits), "household"].dropna().unique()
    active = visits.loc[truths(visits["becomes_active"]) & visits["household"].isin(reached), "household"]
    return Rate(active.nunique(), len(reached), "households_reached")


def ended_as(known: Dataset, table: TableName, as_of: date, values: Values) -> NDArray[np.bool_]:
    """Mark rows of households that ended up so: with an outcome, ``unknown``, with any ``contact``, or ``never`` visited."""
    (visited, here), count = household_codes(known.visits["household"], known.table(table)["household"])
    ended = dispositions(known.visits, visited, count)
    approached = marked(visited, count)
    wanted = np.zeros(count, dtype=bool)
    for value in values:
        if value == "never":
            wanted |= ~approached
        elif value == "contact":
            wanted |= ended >= CONTACT
        else:
            wanted |= approached & (ended == (UNKNOWN_OUTCOME if value == "unknown" else RANKS[Outcome(value)]))
    found: NDArray[np.bool_] = np.append(wanted, False)[here]  # code -1 takes the one appended
    return found


def becomes_active(known: Dataset, table: TableName, as_of: date, values: Values) -> NDArray[np.bool_]:
    """Mark visits at which someone became active."""
    return truths(known.table(table)["becomes_active"])


REACHED = VISITS.that(ended_as, *TALKED).as_households
ACTIVE = REACHED.that(becomes_active)
STEPS: Mapping[str, Behind] = {  # of the funnel: the rows of the households that are left at each
    "register": ADDRESSES.as_households,
    "approached": VISITS.as_households,
    "contact": VISITS.that(ended_as, "contact").as_households,
    "conversation": REACHED,
    "with_request": REQUESTS.that(ended_as, *TALKED).as_households,
    "taken_up": TAKEN_UP.that(ended_as, *TALKED).as_households,
    "closed": CLOSED.that(ended_as, *TALKED).as_households,
}

MOST_REQUESTS_APART = 4  # of one household that are counted apart; more are counted together


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
    spread = np.bincount(np.minimum(number[reached], MOST_REQUESTS_APART), minlength=MOST_REQUESTS_APART + 1)
    inside = int(number[reached].sum())
    return RequestsPerHousehold(tuple(spread.tolist()), inside, len(known.requests) - inside)


def with_requests(known: Dataset, table: TableName, as_of: date, values: Values) -> NDArray[np.bool_]:
    """Mark rows of households with so many requests; MOST_REQUESTS_APART: that or more."""
    (asked, here), count = household_codes(known.requests["household"], known.table(table)["household"])
    number = np.minimum(np.bincount(asked[asked >= 0], minlength=count), MOST_REQUESTS_APART)
    found: NDArray[np.bool_] = np.isin(np.append(number, -1)[here], [int(value) for value in values])
    return found
