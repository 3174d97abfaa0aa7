"""Selection: the part of the data that a page is about: as of a day, and filtered by area, organisation, theme and period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd
from msgspec import Struct

from adv.metrics.frames import NO_DAY, as_known_on, day_of, days, holds, number_of
from adv.metrics.source_rows import DAY_OF
from adv.model import Dataset, Period


class Selection(Struct, frozen=True):
    """Choice of the user. An empty tuple or None: everything. Hashable, so that it can be the key of a cache."""

    areas: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    period: Period | None = None
    as_of: date | None = None  # None: the last day in the data
    goals: tuple[str, ...] = ()

    @property
    def is_everything(self) -> bool:
        """Tell whether nothing but the day is chosen."""
        return not (self.areas or self.organisations or self.themes or self.period or self.goals)

    @property
    def has_all_visits(self) -> bool:
        """Tell whether every visit of the chosen areas is chosen: else a home without a visit may have been approached after all."""
        return not (self.organisations or self.themes or self.period)

    @property
    def not_for_money(self) -> tuple[str, ...]:
        """Name what was chosen and does not apply to bookings: ``"areas"``, ``"themes"``. The page says so."""
        return tuple(name for name in ("areas", "themes") if getattr(self, name))


EVERYTHING = Selection()


def last_day(dataset: Dataset) -> date | None:
    """Give the latest day on which something was recorded: a visit, booking, activity, a request raised or closed."""
    columns = [dataset.requests["closed_on"], *(dataset.table(name)[day] for name, day in DAY_OF.items())]
    latest = max(int(days(column).max(initial=NO_DAY)) for column in columns)
    return None if latest == NO_DAY else day_of(latest)


def select(dataset: Dataset, selection: Selection) -> Dataset:
    """Give the chosen rows, as they were known at the end of `selection.as_of`; `given` stays.

    Visits are chosen by area, organisation (one of the visit's), theme (one of the visit's) and day; requests by area (the
    visit's), owner, theme, goal and the day they were raised; bookings by organisation and day, activities by area and day.
    Area and theme do not apply to money: see `Selection.not_for_money`. Budget lines and the register stay whole, the
    register but for the area.
    """
    if selection.as_of is not None:
        dataset = as_known_on(dataset, selection.as_of)
    if selection.is_everything:
        return dataset
    areas, organisations, themes, period = selection.areas, selection.organisations, selection.themes, selection.period
    return dataset.with_tables(
        visits=_rows(dataset.visits, {"area": areas, "organisations": organisations, "themes": themes}, "visited_on", period),
        requests=_rows(
            dataset.requests, {"area": areas, "owner": organisations, "theme": themes, "goal": selection.goals}, "raised_on", period
        ),
        expenses=_rows(dataset.expenses, {"organisation": organisations}, "booked_on", period),
        activities=_rows(dataset.activities, {"area": areas}, "held_on", period),
        addresses=_rows(dataset.addresses, {"area": areas}),
    )


def _rows(
    frame: pd.DataFrame, wanted: Mapping[str, tuple[str, ...]], day: str | None = None, period: Period | None = None
) -> pd.DataFrame:
    chosen = np.ones(len(frame), dtype=bool)
    for column, values in wanted.items():
        if values:
            chosen &= holds(frame[column], values)
    if day and period:
        when = days(frame[day])
        chosen &= (when >= number_of(period.start)) & (when < number_of(period.end))
    return frame if chosen.all() else frame[chosen]
