"""Themes: what conversations and requests are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.metrics.frames import Members, as_known_on, codes, conversations, days, members, names
from adv.metrics.spans import Span, timeline
from adv.metrics.values import NotAvailable, Rate

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd
    from numpy.typing import NDArray

    from adv.model import Dataset, Period, Project


class ThemeShares(Struct, frozen=True):
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


class CrossTable(Struct, frozen=True):
    """Counts of two dimensions, every combination, zero included. ``counts[row][column]``."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    row_totals: tuple[int, ...]  # may be less than the sum where one thing counts in several columns
    unit: str  # a key under ``metrics.unit.``: conversations, requests


class ThemesOverTime(Struct, frozen=True):
    """Conversations per theme per quarter, every quarter from the first conversation to `as_of`."""

    starts: tuple[date, ...]
    themes: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]  # counts[theme][quarter]
    conversations: tuple[int, ...]  # all conversations of that quarter


def theme_shares(dataset: Dataset, project: Project, as_of: date) -> ThemeShares | NotAvailable:
    """Share of conversations in which each theme was discussed, and requests per theme."""
    talks = _talks(dataset, project, as_of)
    if isinstance(talks, NotAvailable):
        return talks
    discussed = members(talks["themes"], project.themes)
    asked: dict[str, int] | None = None
    if dataset.has("requests.theme"):
        requests = members(as_known_on(dataset, as_of).requests["theme"], project.themes)
        asked = dict(zip(requests.names, requests.count().tolist(), strict=True))
    themes = tuple(dict.fromkeys([*discussed.names, *(asked or ())]))
    counts = dict(zip(discussed.names, discussed.count().tolist(), strict=True))
    return ThemeShares(
        themes=themes,
        conversations=tuple(Rate(counts.get(theme, 0), len(talks), "conversations") for theme in themes),
        requests=NotAvailable("no_requests") if asked is None else tuple(asked.get(theme, 0) for theme in themes),
    )


def _talks(dataset: Dataset, project: Project, as_of: date) -> pd.DataFrame | NotAvailable:  # noqa: ARG001 - one signature for all
    """The visits that were a conversation, if the data tell what they were about."""
    if not dataset.has("visits"):
        return NotAvailable("no_visits")
    if not dataset.has("visits.themes"):
        return NotAvailable("no_themes")
    visits = as_known_on(dataset, as_of).visits
    return visits[conversations(visits)]


def _cross(rows: Members, columns: NDArray[np.intp], names: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    """Memberships by what their row holds in another dimension (its place among `names`, -1 for none)."""
    other = columns[rows.rows]
    width = len(names)
    pairs = (rows.groups * width + other)[other >= 0]
    table = np.bincount(pairs, minlength=len(rows.names) * width).reshape(len(rows.names), width)
    return tuple(tuple(row) for row in table.tolist())


def themes_by_area(dataset: Dataset, project: Project, as_of: date) -> CrossTable | NotAvailable:
    """Conversations by theme (rows) and area (columns). The row total is the theme's conversations, in any area or none."""
    talks = _talks(dataset, project, as_of)
    if isinstance(talks, NotAvailable):
        return talks
    themes = members(talks["themes"], project.themes)
    areas = tuple(names(talks["area"]))
    counts = _cross(themes, codes(talks["area"]), areas)
    return CrossTable(themes.names, areas, counts, tuple(themes.count().tolist()), "conversations")


def themes_by_goal(dataset: Dataset, project: Project, as_of: date) -> CrossTable | NotAvailable:
    """Requests by theme (rows) and goal (columns). The row total is the theme's requests, with any goal or none."""
    if not dataset.has("requests"):
        return NotAvailable("no_requests")
    for column in ("theme", "goal"):
        if not dataset.has(f"requests.{column}"):
            return NotAvailable(f"no_{column}")
    requests = as_known_on(dataset, as_of).requests
    themes = members(requests["theme"], project.themes)
    goals = tuple(names(requests["goal"]))
    counts = _cross(themes, codes(requests["goal"]), goals)
    return CrossTable(themes.names, goals, counts, tuple(themes.count().tolist()), "requests")


def themes_together(dataset: Dataset, project: Project, as_of: date) -> CrossTable | NotAvailable:
    """Conversations in which both themes came up; on the diagonal and as row total those with the theme at all."""
    talks = _talks(dataset, project, as_of)
    if isinstance(talks, NotAvailable):
        return talks
    themes = members(talks["themes"], project.themes)
    has = np.zeros((len(themes.names), len(talks)), dtype=np.float32)  # as numbers that multiply quickly; exact up to 2^24
    has[themes.groups, themes.rows] = 1
    together = (has @ has.T).astype(np.int64)
    counts = tuple(tuple(row) for row in together.tolist())
    return CrossTable(themes.names, themes.names, counts, tuple(together.diagonal().tolist()), "conversations")


def themes_over_time(
    dataset: Dataset, project: Project, as_of: date, period: Period | None = None
) -> ThemesOverTime | NotAvailable:
    """Conversations per theme and quarter, empty quarters included; with `period`, only the quarters that touch it."""
    talks = _talks(dataset, project, as_of)
    if isinstance(talks, NotAvailable):
        return talks
    themes = members(talks["themes"], project.themes)
    when = days(talks["visited_on"])
    line = timeline(Span.QUARTER, when, as_of, period)
    starts = line.starts
    counts = _cross(themes, line.index(when), tuple(start.isoformat() for start in starts))
    return ThemesOverTime(starts, themes.names, counts, line.count(when))
