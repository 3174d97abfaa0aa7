"""Homes: the part of them that was reached, and where one still has to go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd
from msgspec import Struct
from numpy.typing import NDArray

from adv.metrics.frames import as_known_on, conversations, cross, household_codes, plain_rows
from adv.metrics.households import HOUSEHOLDS, ORDERS, RANKS, dispositions, marked, visit_order
from adv.metrics.source_rows import TALKED
from adv.metrics.values import NotAvailable, needs
from adv.model import Dataset, Outcome, Project


class Home(StrEnum):
    """State of a home."""

    REACHED = "reached"  # a conversation
    TO_DO = "to_do"  # approached, nobody at home yet or an appointment made
    REFUSED = "refused"
    VACANT = "vacant"
    NEVER = "never"  # on the register, not approached


PLACES = {kind: place for place, kind in enumerate(Home)}
ENDED = {  # outcomes that make a home of each kind: its rows are chosen by them (`adv.metrics.households.ended_as`)
    Home.REACHED: TALKED,
    Home.TO_DO: ("not_at_home", "appointment", "unknown"),
    Home.REFUSED: ("refused",),
    Home.VACANT: ("vacant",),
    Home.NEVER: ("never",),
}


class Homes(Struct, frozen=True):
    """Homes on the register per area, by how far one is with them; without a register the approached ones."""

    has_register: bool
    areas: tuple[str, ...]
    counts: Mapping[Home, tuple[int, ...]]  # per area
    total: Mapping[Home, int]  # of all, those without an area too
    outside_register: int  # approached, and not on the register: not counted here

    @property
    def all(self) -> int:
        """Count every home."""
        return sum(self.total.values())


class OpenHome(Struct, frozen=True):
    """A home to go to again, by the number of its latest visit."""

    visit_id: str | None
    street: str | None
    area: str | None
    outcome: str  # of the latest visit
    attempts: int  # visits so far
    day: date  # of the latest visit
    sheet: str | None = None  # place of the latest visit in the workbook
    row: int | None = None


class NewHomes(Struct, frozen=True):
    """Homes of one street on the register that nobody approached."""

    street: str | None
    area: str | None
    homes: int


class ToDo(Struct, frozen=True):
    """List of where to go: homes without a conversation that did not refuse and are not vacant."""

    again: tuple[OpenHome, ...]  # appointments first, then by area, street and day
    new: tuple[NewHomes, ...] | NotAvailable
    refused: int
    vacant: int
    without_household: int  # visits without a conversation at an address without a house number: in no list


@needs(*HOUSEHOLDS)
def homes(dataset: Dataset, project: Project, as_of: date) -> Homes:
    """Count how far one is with the homes, per area."""
    known = as_known_on(dataset, as_of)
    (visited, registered), count = household_codes(known.visits["household"], known.addresses["household"])
    kinds = _kinds(known.visits, visited, count)
    has_register = dataset.has("addresses.household")
    rows, table = (registered, known.addresses) if has_register else (visited, known.visits)
    counted = marked(rows, count)
    of_row = pd.Categorical.from_codes(np.append(kinds, -1)[rows], dtype=pd.CategoricalDtype(list(Home)))  # -1 takes the last
    homes = table[["area", "household"]].assign(kind=of_row).drop_duplicates()
    per_area = cross(homes["kind"], homes["area"]).tolist()
    return Homes(
        has_register=has_register,
        areas=tuple(table["area"].cat.categories),
        counts={kind: tuple(per_area[place]) for place, kind in enumerate(Home)},
        total=dict(zip(Home, np.bincount(kinds[counted], minlength=len(Home)).tolist(), strict=True)),
        outside_register=int((marked(visited, count) & ~counted).sum()),
    )


def _kinds(visits: pd.DataFrame, visited: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    """Give the place among `Home` of each household; shape (count,). A visit without an outcome leaves a home to do."""
    kind_of = {RANKS[outcome]: kind for kind, ended in ENDED.items() for outcome in Outcome if outcome.value in ended}
    places = np.array([PLACES[kind_of.get(rank, Home.TO_DO)] for rank in range(ORDERS)], dtype=np.intp)
    return np.where(marked(visited, count), places[dispositions(visits, visited, count)], PLACES[Home.NEVER])


@needs(*HOUSEHOLDS)
def still_to_do(dataset: Dataset, project: Project, as_of: date) -> ToDo:
    """List which homes to go to again, and count those that were never approached."""
    known = as_known_on(dataset, as_of)
    visits, addresses = known.visits, known.addresses
    (visited, registered), count = household_codes(visits["household"], addresses["household"])
    kinds = _kinds(visits, visited, count)
    of_visit, of_address = np.append(kinds, -1)[visited], np.append(kinds, -1)[registered]  # code -1 takes the one appended
    never = addresses[of_address == PLACES[Home.NEVER]]
    return ToDo(
        again=_again(visits, of_visit == PLACES[Home.TO_DO], project),
        new=_new(never, project) if dataset.has("addresses.household") else NotAvailable("no_addresses"),
        refused=int((kinds == PLACES[Home.REFUSED]).sum()),
        vacant=int((kinds == PLACES[Home.VACANT]).sum()),
        without_household=int(((visited < 0) & ~conversations(visits)).sum()),
    )


def _again(visits: pd.DataFrame, to_do: NDArray[np.bool_], project: Project) -> tuple[OpenHome, ...]:
    """Give the latest visit of each home; of visits that are the same in all else, the first by its number."""
    visits = visits.assign(order=visit_order(visits))[to_do]
    orders = visits.groupby("household", observed=True)["order"]
    latest = visits.assign(attempts=orders.transform("size"))[visits["order"] == orders.transform("max")]
    found: dict[str, OpenHome] = {}
    columns = ["household", "visit_id", "street", "area", "outcome", "attempts", "visited_on", "sheet", "row"]
    for household, visit_id, street, area, outcome, attempts, visited_on, sheet, row in plain_rows(latest[columns]):
        home = OpenHome(visit_id, street, area, outcome or "", attempts, visited_on.date(), sheet, row)
        if household not in found or _number(home) < _number(found[household]):
            found[household] = home
    places = {name: place for place, name in enumerate(project.area_names)}
    return tuple(sorted(found.values(), key=lambda home: _order(home, places)))


def _number(home: OpenHome) -> tuple[str, str, str]:
    return (home.visit_id or "", home.street or "", home.area or "")


def _order(home: OpenHome, places: Mapping[str, int]) -> tuple[object, ...]:
    is_later = home.outcome != Outcome.APPOINTMENT.value
    return (is_later, *_where(home, places), home.day, home.attempts, _number(home))


def _where(home: OpenHome | NewHomes, places: Mapping[str, int]) -> tuple[object, ...]:
    """Give the key by which homes are in order: those of the project's areas first."""
    return (places.get(home.area or "", len(places)), home.area or "", home.street or "")


def _new(never: pd.DataFrame, project: Project) -> tuple[NewHomes, ...]:
    counts = Counter(plain_rows(never.drop_duplicates("household")[["area", "street"]]))
    places = {name: place for place, name in enumerate(project.area_names)}
    found = [NewHomes(street, area, homes) for (area, street), homes in counts.items()]
    return tuple(sorted(found, key=lambda new: (-new.homes, *_where(new, places))))
