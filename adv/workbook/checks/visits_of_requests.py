"""Requests joined to the visits that they belong to: by the number of the visit, else by the address of the household."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from msgspec import Struct

from adv.model import is_conversation
from adv.workbook.checks.reference_columns import Keys
from adv.workbook.checks.references import LEAST_WITH_VISIT
from adv.workbook.checks.row_identifiers import id_key, keys_in, root_of
from adv.workbook.tables.findings import FindingLog, Severity
from adv.workbook.tables.table import CodedColumn, Part, Table, combine, holds, ordinals, places_in, recode, values_of
from adv.workbook.values.text import EMPTY_WORDS, fold, says_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from adv.workbook.tables.table import Codes, Mask


OF_A_VISIT: Final = ("visit_id", "household", "area", "outcome", "visited_on")  # taken over by its requests
NO_VISIT: Final = -1  # instead of a row: there is no such visit
VISIT_LEFT_OUT: Final = -2  # instead of a row: there is one, but it does not count
NEVER: Final = date.max.toordinal()

# Things that a request and its visit have in common, from far to near: the upload, the workbook, the year or number in the name of the tab
FAR_TO_NEAR: Final[Sequence[Callable[[Part], tuple[str, ...]]]] = (
    lambda _: (),
    lambda part: (part.file,),
    lambda part: (part.file, "".join(filter(str.isdigit, part.sheet))),
)


class StoredVisits(Struct, frozen=True):
    """The columns `OF_A_VISIT` of the visits in the store, row by row; None where a visit has no such value."""

    columns: Mapping[str, Sequence[Any]]
    of_list: int | None = None  # the one that requests are of which may be of several, by its place among them

    def lists(self) -> Mapping[int, tuple[date, date]]:
        """Give the first and last day of each of the lists that number their visits from 1, by its place."""
        numbers = [id_key(str(number)) for number in self.columns["visit_id"]]
        known = frozenset(numbers)
        days: defaultdict[int, list[date]] = defaultdict(list)
        for number, day in zip(numbers, self.columns["visited_on"], strict=True):
            days[root_of(number, known)[1]] += [day] if day else []
        return {place: (min(found), max(found)) for place, found in sorted(days.items()) if found}

    def __len__(self) -> int:
        return len(self.columns["visit_id"])

    def rows_of(self, requests: Table) -> tuple[Codes, Mask, Mask]:
        """Find for each request the row of its visit, from 0; -1 where there is none.

        Flag those that several lists may mean, and those that write the number otherwise ("2" for 002).

        Lists that number their visits each from 1 are stored as 1 and 1-2: the requests of a sheet belong to the list whose visits were
        held before them, and the shortest time before.
        """
        numbers = [id_key(str(number)) for number in self.columns["visit_id"]]
        first = {number: row for row, number in reversed(tuple(enumerate(numbers)))}
        also: defaultdict[str, dict[int, int]] = defaultdict(dict)  # typed number: the row of each that is numbered on
        for number, row in first.items():
            root, order = root_of(number, first)
            if order > 1:
                also[root] |= {1: first[root], order: row}
        keys = keys_in(requests, "visit_id")
        rows, are_loose = self._with_loose(requests, keys, {key: row for key, row in first.items() if key not in also})
        typed = np.array([*(str(key) in also for key in keys.distinct), False], dtype=bool)[keys.codes]
        unsure: Mask = np.zeros(len(requests), dtype=bool)
        for part in range(len(requests.parts)) if typed.any() else ():
            mine = np.flatnonzero(typed & (requests.part_of == part))
            by_order = [also[str(keys.distinct[keys.codes[row]])] for row in mine.tolist()]
            list_meant = self._list_of(by_order, _until(requests)[mine]) or self.of_list
            rows[mine] = [found.get(list_meant or 1, found[1]) for found in by_order]
            unsure[mine] = list_meant is None and 2 * len(mine) >= int(((rows >= 0) & (requests.part_of == part)).sum())
        rows[unsure] = -1
        return rows, unsure, are_loose & (rows >= 0)

    def _with_loose(self, requests: Table, keys: CodedColumn, row_of: Mapping[str, int]) -> tuple[Codes, Mask]:
        """Find the rows of visits by their numbers as they stand, and as they are written otherwise where nearly all then fit, also by their day."""
        rows = places_in(keys, row_of)
        known, missed = Keys(row_of), [str(key) for key in keys.distinct if str(key) not in row_of]
        meant = {value: found[0] for value, found in known.loosely(missed).items() if len(found) == 1} | known.surely(missed)
        loose = np.array([*(row_of.get(meant.get(str(key), ""), -1) for key in keys.distinct), -1], dtype=np.intp)[keys.codes]
        joined = np.where(rows >= 0, rows, loose)
        days, until = self.columns["visited_on"], _until(requests).tolist()
        pairs = [(days[row], day) for row, day in zip(joined.tolist(), until, strict=True) if row >= 0]
        fitting = sum(not (held and day) or held.toordinal() <= day for held, day in pairs)
        is_right = fitting >= LEAST_WITH_VISIT * max(len(pairs), int((keys.codes >= 0).sum()))
        return (joined, (rows < 0) & (joined >= 0)) if is_right else (rows, np.zeros(len(rows), dtype=bool))

    def _list_of(self, by_order: Sequence[Mapping[int, int]], until: Codes) -> int | None:
        """Choose which of the lists with the same numbers the requests of a sheet are of; None: nothing says so."""
        orders = sorted({order for found in by_order for order in found})
        talked, days = self.columns["outcome"], self.columns["visited_on"]
        fits: dict[int, tuple[int, int]] = {}
        for order in orders:
            pairs = [(found[order], int(day)) for found, day in zip(by_order, until, strict=True) if order in found]
            gaps = [day - days[row].toordinal() for row, day in pairs if day and days[row]]
            lost = sum(not is_conversation(talked[row]) for row, _ in pairs) + sum(gap < 0 for gap in gaps)
            fits[order] = (len(pairs) - lost, -sum(gaps))
        best = [order for order in orders if fits[order] == max(fits.values())]
        return best[0] if len(best) == 1 else None

    def below(self, column: CodedColumn, name: str) -> CodedColumn:
        """Put a column of these under that of the visits that come in."""
        values = [*column.distinct, *self.columns[name]]
        own = np.arange(len(self), dtype=np.intp) + len(column.distinct)
        missing = np.fromiter((value is None for value in self.columns[name]), bool, len(self))
        return CodedColumn(values, np.concatenate([column.codes, np.where(missing, -1, own)]))


def stored_visits(visits: pd.DataFrame, of_list: int | None = None) -> StoredVisits:
    """Take from a frame of visits what requests need, and the list that they are of where nothing else says so."""
    columns = {name: visits[name].astype(object).where(visits[name].notna(), None).tolist() for name in OF_A_VISIT}
    columns["visited_on"] = [None if day is None else day.date() for day in columns["visited_on"]]
    return StoredVisits(columns, of_list)


def find_by_number(requests: Table, visits: Table, keys: CodedColumn) -> Codes:
    """Find for each request the row of the visit whose number it has, or `NO_VISIT` or `VISIT_LEFT_OUT`; `keys` are the visits' numbers.

    Numbers may begin anew in every workbook, or on the tabs of every year: of the visits that count the nearest one is meant, and of
    several there the first.
    """
    named = places_in(keys_in(requests, "visit_id"), {key: number for number, key in enumerate(keys.distinct)})
    rows: Codes = np.where(np.isin(named, keys.codes[keys.codes >= 0]), VISIT_LEFT_OUT, NO_VISIT)
    counting = np.flatnonzero(visits.keep & (keys.codes >= 0))
    number = CodedColumn(keys.distinct, np.concatenate([keys.codes, named]))
    part_of = np.concatenate([visits.part_of, requests.part_of + len(visits.parts)])
    for shared in FAR_TO_NEAR:
        scope = recode([shared(part) for part in (*visits.parts, *requests.parts)])
        same = combine([number, CodedColumn(scope.distinct, scope.codes[part_of])], len(part_of))  # for number and scope
        found, firsts = np.unique(same[counting], return_index=True)
        first = dict(zip(found.tolist(), counting[firsts].tolist(), strict=True))
        nearer = np.array([first.get(one, NO_VISIT) for one in same[len(visits) :].tolist()], dtype=np.intp)
        rows = np.where(nearer >= 0, nearer, rows)
    return rows


class AtDoor(Struct, frozen=True):
    """One visit to a household."""

    row: int
    number: str  # of the visit: no row order decides between two of one day
    day: int  # as `date.toordinal`; 0 when it cannot be read
    is_conversation: bool
    is_kept: bool
    may_be_conversation: bool  # as far as is known of one that is left out


def join_by_address(requests: Table, visits: Table, stored: StoredVisits | None, at: Codes, log: FindingLog) -> Mask:
    """Put the visit of each request that names none into `at` (axis 0: requests): its row, and after those of `visits` the stored ones.

    Both tables have been located (`adv.workbook.checks.addresses`). A request belongs to the last conversation with its household up to the
    day on which it was raised, or else closed; without conversations, to the last visit. Returns which requests were joined so.
    """
    household = requests.column("household")
    in_visits = np.array([part.in_visits for part in requests.parts], dtype=bool)[requests.part_of]  # these need no address
    without = requests.keep & ~names_a_visit(requests, at) & ~in_visits
    rows = np.flatnonzero(without & (household.codes >= 0))
    doors = _at_doors(household.distinct, visits, stored)
    first, last = _days(requests)
    unsure = []
    for row in rows.tolist():
        found, is_sure = _visit_meant(doors[household.codes[row]], int(last[row]))
        if first[row] != last[row]:  # a month
            is_sure &= _visit_meant(doors[household.codes[row]], int(first[row]))[0] == found
        at[row] = found
        if found >= 0 and not is_sure:
            unsure.append(row)
    joined = np.zeros(len(requests), dtype=bool)
    joined[rows[at[rows] >= 0]] = True
    requests.say(log, Severity.ERROR, "request_without_door", without & (household.codes < 0), "house_number")
    requests.say(log, Severity.ERROR, "address_not_visited", rows[at[rows] == NO_VISIT], "house_number")
    requests.say(log, Severity.ERROR, "visit_left_out", rows[at[rows] == VISIT_LEFT_OUT], "house_number")
    requests.say(log, Severity.WARNING, "visit_of_several", np.array(unsure, dtype=np.intp), "house_number")
    requests.say(log, Severity.INFO, "visit_by_address", joined, "house_number")
    return joined


def names_a_visit(requests: Table, at: Codes) -> Mask:
    """Flag the requests that say a number of a visit; "onbekend" and the like are none, unless there is such a visit."""
    number = requests.numbers("visit_id")
    is_number = holds(number, lambda value: says_number(str(value)) or fold(str(value)) not in EMPTY_WORDS)
    named: Mask = is_number | ((number.codes >= 0) & (at != NO_VISIT))
    return named


def say_other_address(requests: Table, visits: Table, at: Codes, log: FindingLog) -> None:
    """Report requests whose number says one visit and whose address another household: the number counts."""
    household, visited = requests.column("household"), visits.column("household")
    rows = np.flatnonzero(requests.keep & (at >= 0) & (at < len(visits)) & (household.codes >= 0))
    pairs = zip(values_of(household, rows), values_of(visited, at[rows]), strict=True)
    differs = np.array([theirs is not None and theirs != own for own, theirs in pairs], dtype=bool)
    requests.say(log, Severity.WARNING, "request_at_other_address", rows[differs], "house_number")


def _days(requests: Table) -> tuple[Codes, Codes]:
    """Find the first and last day on which each request may have been raised, else that on which it was closed; 0: unknown."""
    raised, first = ordinals(requests.column("raised_on")), _until(requests)
    last = first.copy()
    for row in np.flatnonzero(requests.is_vague & (raised > 0)).tolist():
        day = date.fromordinal(int(raised[row]))
        last[row] = day.replace(day=monthrange(day.year, day.month)[1]).toordinal()
    return first, last


def _until(requests: Table) -> Codes:
    """Give the day on which each request was raised, else closed; 0: unknown."""
    raised = ordinals(requests.column("raised_on"))
    return np.where(raised > 0, raised, ordinals(requests.column("closed_on")))


def _at_doors(households: Sequence[object], visits: Table, stored: StoredVisits | None) -> Mapping[int, Sequence[AtDoor]]:
    """List the visits to each of some households, by its place among them; of one that comes in anew not what is stored of it."""

    def column(name: str) -> CodedColumn:
        own = visits.column(name)
        return stored.below(own, name) if stored else own

    outcome, number, days = column("outcome"), column("visit_id"), ordinals(column("visited_on"))
    talked = holds(outcome, is_conversation)
    numbers = [*map(str, number.distinct), ""]
    kept = set(visits.column("visit_id").codes[visits.keep].tolist()) if stored else set()
    anew = {id_key(numbers[code]) for code in kept if code >= 0}
    wanted = places_in(column("household"), {str(household): place for place, household in enumerate(households)})
    found: defaultdict[int, list[AtDoor]] = defaultdict(list)
    for row in np.flatnonzero(wanted >= 0).tolist():
        name, is_stored = numbers[number.codes[row]], row >= len(visits)
        if is_stored and id_key(name) in anew:
            continue
        may_be = bool(talked[row]) or outcome.codes[row] < 0
        is_kept = is_stored or bool(visits.keep[row])
        found[int(wanted[row])].append(AtDoor(row, name, int(days[row]), bool(talked[row]), is_kept, may_be))
    return found


def _visit_meant(visits: Sequence[AtDoor], until: int) -> tuple[int, bool]:
    """Find the row of the visit that a request up to a day (0: unknown) belongs to, and say if that is sure; `NO_VISIT` where there is none.

    A request never belongs to an older visit than one that is left out and may be its conversation.
    """
    kept = [visit for visit in visits if visit.is_kept]
    if not kept:
        return (VISIT_LEFT_OUT if visits else NO_VISIT), True
    among = [visit for visit in kept if visit.is_conversation] or kept
    before = [visit for visit in among if visit.day <= (until or NEVER)]
    day = max(visit.day for visit in before) if before else min(visit.day for visit in among)
    best = [visit for visit in among if visit.day == day]
    chosen = min(best, key=lambda visit: visit.number)
    lost = [visit for visit in visits if not visit.is_kept and visit.may_be_conversation]
    since = chosen.day if before and chosen.is_conversation else 0
    if any(since < visit.day <= (until or NEVER) for visit in lost):
        return VISIT_LEFT_OUT, True
    is_sure = bool(before) and len(best) == 1 and not any(visit.day == 0 for visit in lost)
    return chosen.row, is_sure and (bool(until) or len(among) == 1)
