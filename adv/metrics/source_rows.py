"""From a number to its rows: which rows of the data a number counts, and those rows themselves.

A chart says of each of its bars what it counts (`Behind`); `rows_behind` gives the rows, chosen in the same way as the metrics
count them, and `number_behind` the number that they make: the one that the bar shows. A test holds every bar of every chart to it.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from adv.metrics.frames import (
    NO_DAY,
    as_known_on,
    codes,
    days,
    holds,
    holds_tuples,
    household_codes,
    is_known,
    number_of,
    truths,
    tuple_codes,
    whole,
)
from adv.metrics.households import CONTACT, RANKS, UNKNOWN, dispositions, marked
from adv.metrics.liveability import is_mark
from adv.metrics.request_flow import MOST_REQUESTS
from adv.metrics.requests import AGE_BANDS
from adv.metrics.spans import MONDAY_BEFORE_1970, Span, place, places
from adv.metrics.visiting_partners import visitors
from adv.model import Outcome, Status, TableName

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from numpy.typing import NDArray

    from adv.metrics.frames import Column
    from adv.model import Dataset, Project

    Mask: TypeAlias = NDArray[np.bool_]
    Values: TypeAlias = tuple[str, ...]

DAY_OF = {
    TableName.VISITS: "visited_on",
    TableName.REQUESTS: "raised_on",
    TableName.EXPENSES: "booked_on",
    TableName.ACTIVITIES: "held_on",
}
WHOLE_NUMBERS = ("attempt", "year")
WITHOUT = ""
SPANS = tuple(span.value for span in Span)


class Unit(StrEnum):
    """What a number counts of its rows."""

    ROWS = "rows"
    CENTS = "cents"
    HOUSEHOLDS = "households"  # different ones
    PARTICIPANTS = "participants"


class Behind(Struct, frozen=True):
    """The rows of one table of which everything in `where` holds: that a column has one of some values.

    Beside columns there are ``week``, ``month``, ``quarter`` and ``year`` (the first day of the row's span, as ISO text),
    ``weekday`` (0 is Monday), ``asked`` (how many requests the row's household has, ``4``: that or more), ``age`` (the place in
    AGE_BANDS of the days since a request was raised), ``household`` (``known``) and ``ended`` (how the row's household ended up:
    ``contact``, an outcome, ``unknown``, or ``never`` when it has no visit); of visits ``team`` (exactly these organisations),
    ``marked`` (with such a mark) and ``becomes_active`` (``yes``), and of requests ``handed_over_by`` (a visitor who is not the
    owner). The value `WITHOUT` stands for rows that do not say.
    """

    table: TableName
    where: tuple[tuple[str, Values], ...] = ()
    unit: Unit = Unit.ROWS

    def also(self, **where: str | Values) -> Behind:
        """Those of these rows of which this holds as well."""
        more = tuple((name, (values,) if isinstance(values, str) else values) for name, values in where.items())
        return replace(self, where=(*self.where, *more))

    @property
    def as_households(self) -> Behind:
        """The same rows where the household is known, counted by household."""
        return replace(self.also(household="known"), unit=Unit.HOUSEHOLDS)


VISITS = Behind(TableName.VISITS)
COMPLETED = VISITS.also(outcome=Outcome.CONVERSATION.value)
REQUESTS = Behind(TableName.REQUESTS)
WAITING = REQUESTS.also(status=(Status.OPEN.value, Status.IN_PROGRESS.value))
EXPENSES = Behind(TableName.EXPENSES, unit=Unit.CENTS)
BUDGET_LINES = Behind(TableName.BUDGET_LINES, unit=Unit.CENTS)
ADDRESSES = Behind(TableName.ADDRESSES)
ACTIVITIES = Behind(TableName.ACTIVITIES)
CLOSED = REQUESTS.also(status=Status.CLOSED.value)
TAKEN_UP = REQUESTS.also(status=tuple(status.value for status in Status if status is not Status.OPEN))
STEPS = {  # of the funnel: the rows of the households that are left at each
    "register": ADDRESSES.as_households,
    "approached": VISITS.as_households,
    "contact": VISITS.also(ended="contact").as_households,
    "conversation": VISITS.also(ended=Outcome.CONVERSATION.value).as_households,
    "with_request": REQUESTS.also(ended=Outcome.CONVERSATION.value).as_households,
    "taken_up": TAKEN_UP.also(ended=Outcome.CONVERSATION.value).as_households,
    "closed": CLOSED.also(ended=Outcome.CONVERSATION.value).as_households,
}


def rows_behind(dataset: Dataset, project: Project, as_of: date, what: Behind) -> pd.DataFrame:  # noqa: ARG001 - one signature for all
    """The rows that a number counts, as they were known at the end of `as_of`, in the order of the data."""
    known = as_known_on(dataset, as_of)
    frame = known.table(what.table)
    chosen = np.ones(len(frame), dtype=bool)
    for name, values in what.where:
        if name in OTHER_TESTS:
            chosen &= OTHER_TESTS[name](known, what.table, as_of, values)
        elif name in SPANS and name not in frame:
            chosen &= _in_span(frame, DAY_OF[what.table], Span(name), values)
        else:
            chosen &= _has_one_of(name, frame[name], values)
    return frame if chosen.all() else frame[chosen]


def number_behind(rows: pd.DataFrame, what: Behind) -> int:
    """The number that the rows make: how many they are, their cents, or their households."""
    if what.unit is Unit.CENTS:
        return int(whole(rows["cents"]).sum())
    if what.unit is Unit.HOUSEHOLDS:
        return household_codes(rows["household"])[1]
    if what.unit is Unit.PARTICIPANTS:
        return int(whole(rows["participants"]).sum())
    return len(rows)


def _has_one_of(name: str, column: Column, values: Values) -> Mask:
    if name in WHOLE_NUMBERS:
        return np.isin(whole(column), [int(value) for value in values])
    if not holds_tuples(column):
        without = codes(column) < 0 if WITHOUT in values else False
        return holds(column, values) | without
    numbers, distinct = tuple_codes(column)
    found: Mask = np.array([not set(values).isdisjoint(several) for several in distinct], dtype=bool)[numbers]
    return found


def _in_span(frame: pd.DataFrame, day: str, span: Span, starts: Values) -> Mask:
    when = days(frame[day])
    found: Mask = np.isin(places(span, when), [place(span, date.fromisoformat(start)) for start in starts]) & (when != NO_DAY)
    return found


def _of_age(known: Dataset, table: TableName, as_of: date, bands: Values) -> Mask:
    raised = days(known.table(table)[DAY_OF[table]])
    ages = np.where(raised == NO_DAY, -1, number_of(as_of) - raised)
    found = np.zeros(len(ages), dtype=bool)
    for first, last in (AGE_BANDS[int(band)] for band in bands):
        found |= (ages >= first) & (ages <= (ages if last is None else last))
    return found


def _with_household(known: Dataset, table: TableName, as_of: date, values: Values) -> Mask:  # noqa: ARG001 - one signature for all
    (households,), _ = household_codes(known.table(table)["household"])
    return households >= 0


def _on_weekday(known: Dataset, table: TableName, as_of: date, values: Values) -> Mask:  # noqa: ARG001 - one signature for all
    found: Mask = np.isin((days(known.table(table)[DAY_OF[table]]) - MONDAY_BEFORE_1970) % 7, [int(value) for value in values])
    return found


def _asked(known: Dataset, table: TableName, as_of: date, values: Values) -> Mask:  # noqa: ARG001 - one signature for all
    (asked, here), count = household_codes(known.requests["household"], known.table(table)["household"])
    number = np.minimum(np.bincount(asked[asked >= 0], minlength=count), MOST_REQUESTS)
    found: Mask = np.isin(np.append(number, -1)[here], [int(value) for value in values])
    return found


def _ended(known: Dataset, table: TableName, as_of: date, values: Values) -> Mask:  # noqa: ARG001 - one signature for all
    """Rows of households that ended up so."""
    (visited, here), count = household_codes(known.visits["household"], known.table(table)["household"])
    ended, approached = dispositions(known.visits, visited, count), marked(visited, count)
    wanted = np.zeros(count, dtype=bool)
    for value in values:
        if value == "never":
            wanted |= ~approached
        elif value == "contact":
            wanted |= ended >= CONTACT
        else:
            wanted |= approached & (ended == (UNKNOWN if value == "unknown" else RANKS[Outcome(value)]))
    found: Mask = np.append(wanted, False)[here]  # code -1 takes the one appended
    return found


def _active(known: Dataset, table: TableName, as_of: date, values: Values) -> Mask:  # noqa: ARG001 - one signature for all
    return truths(known.table(table)["becomes_active"])


def _marked(known: Dataset, table: TableName, as_of: date, values: Values) -> Mask:  # noqa: ARG001 - one signature for all
    found = np.zeros(len(known.table(table)), dtype=bool)
    for mark in values:
        found |= is_mark(whole(known.table(table)[mark]))
    return found


def _of_team(known: Dataset, table: TableName, as_of: date, values: Values) -> Mask:  # noqa: ARG001 - one signature for all
    numbers, distinct = tuple_codes(known.table(table)["organisations"])
    found: Mask = np.array([*(set(several) == set(values) for several in distinct), False], dtype=bool)[numbers]
    return found


def _handed_over_by(known: Dataset, table: TableName, as_of: date, values: Values) -> Mask:  # noqa: ARG001 - one signature for all
    """Requests of visits by one of these, with an owner who was not there."""
    owner = known.requests["owner"]
    came, distinct = visitors(known)
    owned = [holds(owner, several)[came == team] for team, several in enumerate(distinct)]
    found = np.zeros(len(known.requests), dtype=bool)
    for team, (several, was_there) in enumerate(zip(distinct, owned, strict=True)):
        if not set(values).isdisjoint(several):
            found[came == team] = ~was_there
    return found & is_known(owner)


OTHER_TESTS: dict[str, Callable[[Dataset, TableName, date, Values], Mask]] = {
    "age": _of_age,
    "household": _with_household,
    "weekday": _on_weekday,
    "asked": _asked,
    "ended": _ended,
    "becomes_active": _active,
    "marked": _marked,
    "team": _of_team,
    "handed_over_by": _handed_over_by,
}
