"""Requests that name an address and no visit: which of the visits to that household they belong to."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec import Struct

from adv.model import Outcome
from adv.workbook.findings import Severity
from adv.workbook.tables import ordinals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from adv.workbook.log import FindingLog
    from adv.workbook.stored import StoredVisits
    from adv.workbook.tables import Codes, Mask, Table

LEFT_OUT: Final = -2  # there is a visit, but it does not count


class AtDoor(Struct, frozen=True):
    """One visit to a household."""

    row: int
    day: int  # as `date.toordinal`; 0 when it cannot be read
    is_conversation: bool
    is_kept: bool


def join_by_address(requests: Table, visits: Table, stored: StoredVisits | None, at: Codes, log: FindingLog) -> None:
    """Put the visit of each request that names none into `at` (axis 0: requests): its row, and after those of `visits` the stored ones.

    Both tables have been located (`adv.workbook.doors`). A request belongs to the last conversation with its household up to the
    day on which it was raised; without conversations, to the last visit.
    """
    household = requests.column("household")
    number = requests.links.get("visit_id") or requests.column("visit_id")
    without = requests.keep & (number.codes < 0) & ~_of_parts(requests)
    rows = np.flatnonzero(without & (household.codes >= 0))
    doors = _at_doors(household.distinct, visits, stored)
    raised = ordinals(requests.column("raised_on"))
    unsure = []
    for row in rows.tolist():
        at[row], is_sure = _meant(doors[household.codes[row]], int(raised[row]))
        if not is_sure:
            unsure.append(row)
    joined = rows[at[rows] >= 0]
    requests.say(log, Severity.ERROR, "request_without_door", np.flatnonzero(without & (household.codes < 0)), "house_number")
    requests.say(log, Severity.ERROR, "address_not_visited", rows[at[rows] == -1], "house_number")
    requests.say(log, Severity.ERROR, "visit_left_out", rows[at[rows] == LEFT_OUT], "house_number")
    requests.say(log, Severity.WARNING, "visit_of_several", np.array(unsure, dtype=np.intp), "house_number")
    requests.say(log, Severity.INFO, "visit_by_address", joined, "house_number")


def _of_parts(requests: Table) -> Mask:
    """The requests that stand in the rows of their visits, and need no address."""
    return np.array([part.in_visits for part in requests.parts], dtype=bool)[requests.part_of]


def _at_doors(households: Sequence[object], visits: Table, stored: StoredVisits | None) -> Mapping[int, Sequence[AtDoor]]:
    """The visits to each of some households, by its place among them."""
    place = {str(household): number for number, household in enumerate(households)}
    found: defaultdict[int, list[AtDoor]] = defaultdict(list)
    for number, visit in (*_that_come_in(place, visits), *(_that_are_stored(place, stored, len(visits)) if stored else ())):
        found[number].append(visit)
    return found


def _that_come_in(place: Mapping[str, int], visits: Table) -> Iterator[tuple[int, AtDoor]]:
    household, outcome = visits.column("household"), visits.column("outcome")
    wanted = np.array([*(place.get(str(name), -1) for name in household.distinct), -1], dtype=np.intp)[household.codes]
    talked = np.array([*(one == Outcome.CONVERSATION for one in outcome.distinct), False], dtype=bool)[outcome.codes]
    days = ordinals(visits.column("visited_on"))
    for row in np.flatnonzero(wanted >= 0).tolist():
        yield int(wanted[row]), AtDoor(row, int(days[row]), bool(talked[row]), bool(visits.keep[row]))


def _that_are_stored(place: Mapping[str, int], stored: StoredVisits, first: int) -> Iterator[tuple[int, AtDoor]]:
    columns = (stored.columns[name] for name in ("household", "visited_on", "outcome"))
    for row, (household, day, outcome) in enumerate(zip(*columns, strict=True)):
        if household in place:
            is_conversation = outcome == Outcome.CONVERSATION
            yield place[household], AtDoor(first + row, day.toordinal() if day else 0, is_conversation, is_kept=True)


def _meant(visits: Sequence[AtDoor], raised: int) -> tuple[int, bool]:
    """The row of the visit that a request on a day (0: unknown) belongs to, and whether that is sure; -1 where there is none."""
    kept = [visit for visit in visits if visit.is_kept]
    if not kept:
        return (LEFT_OUT if visits else -1), True
    among = [visit for visit in kept if visit.is_conversation] or kept
    until = [visit for visit in among if visit.day <= raised]
    if until:
        return max(until, key=_when).row, True
    if raised:
        return min(among, key=_when).row, False
    return max(among, key=_when).row, len({visit.day for visit in among}) == 1


def _when(visit: AtDoor) -> tuple[int, int]:
    """Its place in time; of those on one day, the rows that come in come before the stored ones."""
    return visit.day, -visit.row
