"""Themes of conversations and requests."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
from msgspec import Struct

from adv.metrics.frames import as_known_on, conversations, cross, days, exploded
from adv.metrics.spans import Span, timeline
from adv.metrics.values import NotAvailable, Rate, needs
from adv.model import Dataset, Period, Project


class ThemeShares(Struct, frozen=True):
    """Themes in conversations (several per conversation) and in requests."""

    themes: tuple[str, ...]  # the project's, in its order
    conversations: tuple[Rate, ...]  # denominator: conversations
    requests: tuple[int, ...] | NotAvailable

    @property
    def overlaps(self) -> bool:
        """Tell whether the shares add up to more than 100 %."""
        rates = self.conversations
        return sum(rate.numerator for rate in rates) > max((rate.denominator for rate in rates), default=0)


class CrossTable(Struct, frozen=True):
    """Counts of two dimensions, every combination, zero included. ``counts[row][column]``."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


class ThemesOverTime(Struct, frozen=True):
    """Conversations per theme per quarter, every quarter from the first conversation to `as_of`."""

    starts: tuple[date, ...]
    themes: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]  # counts[theme][quarter]
    conversations: tuple[int, ...]  # all conversations of that quarter


TALKS = ("visits", "visits.themes")


@needs(*TALKS)
def theme_shares(dataset: Dataset, project: Project, as_of: date) -> ThemeShares:
    """Count the conversations in which each theme was discussed, and requests per theme."""
    talks, themes = _talks(dataset, project, as_of)
    discussed = themes["themes"].value_counts(sort=False)
    asked = as_known_on(dataset, as_of).requests["theme"].value_counts(sort=False)
    missing = None if dataset.has("requests.theme") else NotAvailable("no_requests")
    names = tuple(dict.fromkeys([*discussed.index, *(() if missing else asked.index)]))
    return ThemeShares(
        themes=names,
        conversations=tuple(Rate(int(discussed.get(theme, 0)), len(talks), "conversations") for theme in names),
        requests=missing or tuple(int(asked.get(theme, 0)) for theme in names),
    )


def _talks(dataset: Dataset, project: Project, as_of: date) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the visits that were a conversation, and those once for each of their themes."""
    visits = as_known_on(dataset, as_of).visits
    talks = visits.loc[conversations(visits), ["visited_on", "area", "themes"]]
    return talks, exploded(talks, "themes", project.themes)


def _cross_table(frame: pd.DataFrame, rows: str, columns: str) -> CrossTable:
    counts = tuple(map(tuple, cross(frame[rows], frame[columns]).tolist()))
    return CrossTable(tuple(frame[rows].cat.categories), tuple(frame[columns].cat.categories), counts)


@needs(*TALKS)
def themes_by_area(dataset: Dataset, project: Project, as_of: date) -> CrossTable:
    """Count conversations by theme (rows) and area (columns)."""
    _, themes = _talks(dataset, project, as_of)
    return _cross_table(themes, "themes", "area")


@needs("requests", "requests.theme", "requests.goal")
def themes_by_goal(dataset: Dataset, project: Project, as_of: date) -> CrossTable:
    """Count requests by theme (rows) and goal (columns). The row total is the theme's requests, with any goal or none."""
    return _cross_table(as_known_on(dataset, as_of).requests, "theme", "goal")


@needs(*TALKS)
def themes_together(dataset: Dataset, project: Project, as_of: date) -> CrossTable:
    """Count conversations in which both themes came up; on the diagonal and as row total those with the theme at all."""
    talks, themes = _talks(dataset, project, as_of)
    names = tuple(themes["themes"].cat.categories)
    has = np.zeros((len(names), len(talks)), dtype=np.float32)  # as numbers that multiply quickly; exact up to 2^24
    has[themes["themes"].cat.codes, talks.index.get_indexer(themes.index)] = 1
    together = (has @ has.T).astype(np.int64)
    return CrossTable(names, names, tuple(map(tuple, together.tolist())))


@needs(*TALKS)
def themes_over_time(dataset: Dataset, project: Project, as_of: date, period: Period | None = None) -> ThemesOverTime:
    """Count conversations per theme and quarter, empty quarters included; with `period`, only the quarters that touch it."""
    talks, themes = _talks(dataset, project, as_of)
    line = timeline(Span.QUARTER, days(talks["visited_on"]), as_of, period)
    return ThemesOverTime(
        starts=line.starts,
        themes=tuple(themes["themes"].cat.categories),
        counts=tuple(map(tuple, cross(themes["themes"], line.column(days(themes["visited_on"]))).tolist())),
        conversations=line.count(days(talks["visited_on"])),
    )
