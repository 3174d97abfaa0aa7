"""Which part of the data a page is about: as of a day, and filtered by area, organisation, theme and period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from adv.model import Dataset, Period


@dataclass(frozen=True, slots=True)
class Selection:
    """What the user chose. An empty tuple or None: everything. Hashable, so that it can be the key of a cache."""

    areas: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    period: Period | None = None
    as_of: date | None = None  # None: the last day in the data

    @property
    def is_everything(self) -> bool:
        """Whether nothing but the day is chosen."""
        return not (self.areas or self.organisations or self.themes or self.period)

    @property
    def not_for_money(self) -> tuple[str, ...]:
        """What was chosen and does not apply to bookings: ``"areas"``, ``"themes"``. The page says so."""
        return tuple(name for name in ("areas", "themes") if getattr(self, name))


def last_day(dataset: Dataset) -> date | None:
    """The latest day on which something was recorded: a visit, booking, activity, a request raised or closed."""
    raise NotImplementedError


def select(dataset: Dataset, selection: Selection) -> Dataset:
    """The chosen rows, as they were known at the end of `selection.as_of`; `given` stays.

    Visits are chosen by area, organisation (one of the visit's), theme (one of the visit's) and day; requests by area (the
    visit's), owner, theme and the day they were raised; bookings by organisation and day, activities by area and day.
    Area and theme do not apply to money: see `Selection.not_for_money`. Budget lines and the register stay whole, the
    register but for the area.
    """
    raise NotImplementedError
