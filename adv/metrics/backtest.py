"""Backtest: the forecast as it would have been made at the end of each past quarter, against what happened in the next one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from adv.metrics.forecast import NoProgress, Reached, history, outlook
from adv.metrics.paths import Outlook, band_after
from adv.metrics.spans import Span, first_day, place
from adv.metrics.values import NotAvailable, Rate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from adv.metrics.forecast import History
    from adv.metrics.paths import Band
    from adv.model import Dataset, Project

DAYS_IN_WEEK = 7


class Check(Struct, frozen=True):
    """One forecast of the past. All numbers are of what was completed between the two Sundays, so in whole weeks."""

    made_on: date  # the last Sunday of a quarter
    until: date  # the last Sunday of the next one
    low: float  # the 80 % band, as far as the target
    middle: float
    high: float
    happened: int
    left: int  # how many were left to the target

    @property
    def held(self) -> bool:
        """Whether it became what the band said. Whoever has reached the target may stop: that counts as the target."""
        return self.low <= min(self.happened, self.left) <= self.high


class Backtest(Struct, frozen=True):
    """All forecasts of the past whose quarter is over."""

    checks: tuple[Check, ...]
    without: int  # quarters at whose end there was no forecast, because nothing had been completed for eight weeks

    @property
    def held(self) -> Rate:
        """Tell in how many of them it became what the 80 % band said."""
        return Rate(sum(check.held for check in self.checks), len(self.checks), "forecasts")


def backtest(dataset: Dataset, project: Project, as_of: date) -> Backtest | NotAvailable:
    """For each past quarter the forecast made on its last Sunday, with only what had happened by then.

    What it says for the last Sunday of the next quarter (12 to 14 whole weeks later) is held against what was completed by
    then. Quarters with fewer than six whole weeks before them have no forecast, and neither have those after the target.
    """
    known = history(dataset, project, as_of)
    if isinstance(known, NotAvailable):
        return known
    checks, without = [], 0
    for made_on, until in _quarters(known, as_of):
        start = outlook(known.until(made_on), project, made_on)
        if isinstance(start, Reached):
            break
        if isinstance(start, Outlook):
            band = band_after(start, (until - made_on).days // DAYS_IN_WEEK)
            checks.append(_check(band, known, project, made_on, until))
        without += isinstance(start, NoProgress)
    return Backtest(tuple(checks), without)


def _quarters(known: History, as_of: date) -> Iterator[tuple[date, date]]:
    """The last Sundays of each quarter since the first visit and of the one after it, when that is over."""
    if known.begun is None:
        return
    quarter = place(Span.QUARTER, first_day(Span.WEEK, known.begun))
    while (until := last_sunday(quarter + 1)) <= as_of:
        yield last_sunday(quarter), until
        quarter += 1


def last_sunday(quarter: int) -> date:
    """The last Sunday of the quarter with this number."""
    end = first_day(Span.QUARTER, quarter + 1) - timedelta(days=1)
    return end - timedelta(days=end.isoweekday() % DAYS_IN_WEEK)


def _check(band: Band, known: History, project: Project, made_on: date, until: date) -> Check:
    before, after = len(known.until(made_on).done), len(known.until(until).done)
    low, middle, high = (level - before for level in (band.low, band.middle, band.high))
    return Check(made_on, until, low, middle, high, after - before, project.target - before)
