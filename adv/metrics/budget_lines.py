"""Spent against the budget lines (begroting): per category, per year, and each category in each year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from adv.metrics.frames import as_known_on
from adv.metrics.values import needs

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from adv.model import Dataset, Period, Project

NO_YEAR = 0  # of a budget line that does not say its year
NO_CATEGORY = ""


class Line(Struct, frozen=True):
    """Money for one thing: what was set aside for it, and what was spent on it up to `as_of`. Cents."""

    name: str  # a category, or a year
    set_aside: int
    spent: int

    @property
    def is_over(self) -> bool:
        """Tell that more was spent than set aside, of something that has a line."""
        return self.spent > self.set_aside > 0

    @property
    def has_no_line(self) -> bool:
        """Tell that it was spent on, though nothing was set aside for it."""
        return self.spent > 0 and self.set_aside <= 0

    @property
    def is_untouched(self) -> bool:
        """Tell that nothing was spent of what was set aside."""
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


@needs("budget_lines")
def against_lines(dataset: Dataset, project: Project, as_of: date) -> AgainstLines:
    """Hold what was spent against the budget lines; without bookings all of it is yet to be spent."""
    lines, booked = dataset.budget_lines, as_known_on(dataset, as_of).expenses
    set_aside, spent = _table(lines, lines["year"]), _table(booked, booked["booked_on"].dt.year)
    found = {*set_aside.columns, *spent.columns} - {NO_YEAR}
    years = list(range(min(found), max(found) + 1)) if found else []
    others = sorted({*set_aside.index, *spent.index} - {NO_CATEGORY, *project.cost_categories})
    rows, columns = [*project.cost_categories, *others, NO_CATEGORY], [NO_YEAR, *years]
    set_aside, spent = (table.reindex(index=rows, columns=columns, fill_value=0).astype("int64") for table in (set_aside, spent))
    names = [name for name in rows[:-1] if set_aside.loc[name].any() or spent.loc[name].any()]
    return AgainstLines(
        as_of=as_of,
        period=project.period,
        budget_cents=project.budget_cents,
        lines_cents=int(lines["cents"].sum()),
        spent_cents=int(booked["cents"].sum()),
        categories=_lines(set_aside.loc[names].sum(axis=1), spent.loc[names].sum(axis=1)),
        years=_lines(set_aside[years].sum(), spent[years].sum()) if dataset.has("budget_lines.year") else (),
        cells=tuple(
            tuple(zip(set_aside.loc[name, years].tolist(), spent.loc[name, years].tolist(), strict=True)) for name in names
        ),
        lines_without_category=int(lines.loc[lines["category"].isna(), "cents"].sum()),
        spent_without_category=int(booked.loc[booked["category"].isna(), "cents"].sum()),
        lines_without_year=int(set_aside[NO_YEAR].sum()),
    )


def _table(frame: pd.DataFrame, years: pd.Series[int]) -> pd.DataFrame:
    """Add up cents by category and year, also of rows that do not say it."""
    category = frame["category"].astype("str").fillna(NO_CATEGORY)
    # pivot_table would do the same, ten times as slowly
    return frame.groupby([category, years.fillna(NO_YEAR).astype("int64")])["cents"].sum().unstack(fill_value=0)  # noqa: PD010 - as above


def _lines(set_aside: pd.Series[int], spent: pd.Series[int]) -> tuple[Line, ...]:
    return tuple(Line(str(name), *cents) for name, *cents in zip(set_aside.index, set_aside.tolist(), spent.tolist(), strict=True))
