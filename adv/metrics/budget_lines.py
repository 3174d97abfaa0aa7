"""Spent against the budget lines (begroting): per category, per year, and each category in each year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.metrics.frames import as_known_on, days, members, whole
from adv.metrics.spans import Span, first_day, places
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd
    from numpy.typing import NDArray

    from adv.metrics.frames import Members
    from adv.model import Dataset, Period, Project

NO_YEAR = 0  # a budget line that does not say its year


class Line(Struct, frozen=True):
    """What was set aside for something, and what was spent on it up to `as_of`. Cents."""

    name: str  # a category, or a year
    set_aside: int
    spent: int

    @property
    def is_over(self) -> bool:
        """Spent more than was set aside, of something that has a line."""
        return self.spent > self.set_aside > 0

    @property
    def has_no_line(self) -> bool:
        """Spent on, though nothing was set aside for it."""
        return self.spent > 0 and self.set_aside <= 0

    @property
    def is_untouched(self) -> bool:
        """Set aside, and nothing spent of it."""
        return self.set_aside > 0 and self.spent <= 0


class AgainstLines(Struct, frozen=True):
    """All money against all budget lines. Of the whole project, up to `as_of`."""

    as_of: date
    period: Period
    budget_cents: int
    lines_cents: int  # all budget lines together
    spent_cents: int
    categories: tuple[Line, ...]  # the project's own first; () when neither lines nor bookings name one
    years: tuple[Line, ...]  # from the first to the last with a line or a booking; () when the lines do not say their year
    cells: tuple[tuple[tuple[int, int], ...], ...]  # per category and year: set aside, spent
    lines_without_category: int
    spent_without_category: int
    lines_without_year: int

    @property
    def difference_cents(self) -> int:
        """Budget lines together - the project's budget; not 0: say so."""
        return self.lines_cents - self.budget_cents


def against_lines(dataset: Dataset, project: Project, as_of: date) -> AgainstLines | NotAvailable:
    """Spent against the budget lines; without bookings all of it is yet to be spent."""
    if not dataset.has("budget_lines"):
        return NotAvailable("no_budget_lines")
    lines, booked = dataset.budget_lines, as_known_on(dataset, as_of).expenses
    groups = [members(frame["category"], project.cost_categories, only_used=True) for frame in (lines, booked)]
    others = sorted({name for group in groups for name in group.names} - set(project.cost_categories))
    names = (*project.cost_categories, *others)
    line_years = whole(lines["year"])
    years = _years(line_years, booked)
    set_aside = _table(lines, groups[0], names, line_years, years)
    spent = _table(booked, groups[1], names, _booked_years(booked), years)
    kept = [place for place in range(len(names)) if set_aside[place].any() or spent[place].any()]
    return AgainstLines(
        as_of=as_of,
        period=project.period,
        budget_cents=project.budget_cents,
        lines_cents=int(set_aside.sum()),
        spent_cents=int(spent.sum()),
        categories=tuple(Line(names[place], int(set_aside[place].sum()), int(spent[place].sum())) for place in kept),
        years=tuple(
            Line(str(year), int(set_aside[:, place].sum()), int(spent[:, place].sum())) for place, year in enumerate(years, start=1)
        )
        if dataset.has("budget_lines.year")
        else (),
        cells=tuple(
            tuple((int(set_aside[place, year]), int(spent[place, year])) for year in range(1, len(years) + 1)) for place in kept
        ),
        lines_without_category=int(set_aside[-1].sum()),
        spent_without_category=int(spent[-1].sum()),
        lines_without_year=int(set_aside[:, 0].sum()),
    )


def _booked_years(booked: pd.DataFrame) -> NDArray[np.int64]:
    numbers = places(Span.YEAR, days(booked["booked_on"]))
    return numbers + first_day(Span.YEAR, 0).year


def _years(line_years: NDArray[np.int64], booked: pd.DataFrame) -> list[int]:
    """Every year from the first to the last that a line or a booking names."""
    found = np.concatenate([line_years[line_years != NO_YEAR], _booked_years(booked)])
    return list(range(int(found.min()), int(found.max()) + 1)) if len(found) else []


def _table(
    frame: pd.DataFrame, groups: Members, names: tuple[str, ...], when: NDArray[np.int64], years: list[int]
) -> NDArray[np.int64]:
    """Cents by category (the last row: none) and by year (the first column: none)."""
    rows = np.full(len(when), len(names), dtype=np.intp)
    place = np.array([names.index(name) for name in groups.names], dtype=np.intp)
    rows[groups.rows] = place[groups.groups]
    columns = np.where(when == NO_YEAR, 0, when - (years[0] if years else 0) + 1)
    sums = np.zeros((len(names) + 1, len(years) + 1), dtype=np.int64)
    np.add.at(sums, (rows, columns), whole(frame["cents"]))
    return sums
