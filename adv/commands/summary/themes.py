"""Themes, as `summary` prints them for other programs: in how many conversations each came up, and with what else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.commands.summary.values import by, plain, rate, span_code
from adv.metrics.spans import Span
from adv.metrics.themes import theme_shares, themes_by_area, themes_by_goal, themes_over_time, themes_together

if TYPE_CHECKING:
    from datetime import date

    from adv.commands.summary.values import Figures
    from adv.metrics.themes import CrossTable
    from adv.metrics.values import NotAvailable
    from adv.model import Dataset, Project


def themes(dataset: Dataset, project: Project, as_of: date) -> Figures:
    """Shares of the conversations; conversations by area, quarter and other theme; requests by goal."""
    shares = plain(theme_shares(dataset, project, as_of))
    rates = {} if shares is None else dict(zip(shares.themes, map(rate, shares.conversations), strict=True))
    return {
        "share_of_conversations": rates,
        "by_area": _cross(themes_by_area(dataset, project, as_of)),
        "by_goal": _cross(themes_by_goal(dataset, project, as_of)),
        "by_quarter": _by_quarter(dataset, project, as_of),
        "by_other_theme": _cross(themes_together(dataset, project, as_of), with_itself=False),
    }


def _cross(table: CrossTable | NotAvailable, *, with_itself: bool = True) -> Figures:
    found = plain(table)
    if found is None:
        return {}
    rows = {row: by(found.columns, counts) for row, counts in zip(found.rows, found.counts, strict=True)}
    return {row: {name: count for name, count in counts.items() if with_itself or name != row} for row, counts in rows.items()}


def _by_quarter(dataset: Dataset, project: Project, as_of: date) -> Figures:
    found = plain(themes_over_time(dataset, project, as_of))
    if found is None:
        return {}
    quarters = [span_code(Span.QUARTER, start) for start in found.starts]
    return {theme: by(quarters, counts) for theme, counts in zip(found.themes, found.counts, strict=True)}
