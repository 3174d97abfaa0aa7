"""Which part of the data a page is about: as of a day, and filtered by area, organisation, theme and period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from adv.model import Period


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
