"""Themes: what conversations and requests are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from adv.metrics.values import NotAvailable, Rate
    from adv.model import Dataset, Period, Project


@dataclass(frozen=True, slots=True)
class ThemeShares:
    """Per theme: in how many conversations it came up (several per conversation), and how many requests it brought."""

    themes: tuple[str, ...]  # the project's, in its order
    conversations: tuple[Rate, ...]  # denominator: conversations
    requests: tuple[int, ...] | NotAvailable

    @property
    def overlaps(self) -> bool:
        """Whether the shares add up to more than 100 %."""
        return sum(rate.numerator for rate in self.conversations) > max(
            (rate.denominator for rate in self.conversations), default=0
        )


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Counts of two dimensions, every combination, zero included. ``counts[row][column]``."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    row_totals: tuple[int, ...]  # may be less than the sum where one thing counts in several columns
    unit: str  # a key under ``metrics.unit.``: conversations, requests


@dataclass(frozen=True, slots=True)
class ThemesOverTime:
    """Conversations per theme per quarter, every quarter from the first conversation to `as_of`."""

    starts: tuple[date, ...]
    themes: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]  # counts[theme][quarter]
    conversations: tuple[int, ...]  # all conversations of that quarter


def theme_shares(dataset: Dataset, project: Project, as_of: date) -> ThemeShares | NotAvailable:
    """Share of conversations in which each theme was discussed, and requests per theme."""
    raise NotImplementedError


def themes_by_area(dataset: Dataset, project: Project, as_of: date) -> CrossTable | NotAvailable:
    """Conversations by theme (rows) and area (columns). The row total is the theme's conversations, in any area or none."""
    raise NotImplementedError


def themes_by_goal(dataset: Dataset, project: Project, as_of: date) -> CrossTable | NotAvailable:
    """Requests by theme (rows) and goal (columns). The row total is the theme's requests, with any goal or none."""
    raise NotImplementedError


def themes_together(dataset: Dataset, project: Project, as_of: date) -> CrossTable | NotAvailable:
    """Conversations in which both themes came up; on the diagonal and as row total those with the theme at all."""
    raise NotImplementedError


def themes_over_time(
    dataset: Dataset, project: Project, as_of: date, period: Period | None = None
) -> ThemesOverTime | NotAvailable:
    """Conversations per theme and quarter, empty quarters included; with `period`, only the quarters that touch it."""
    raise NotImplementedError
