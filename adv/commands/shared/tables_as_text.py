"""The main figures of `summary` as lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.chart_context import ChartContext
from adv.charts.forecast.outlook import season_words
from adv.formats import formats
from adv.metrics.budget import budget
from adv.metrics.coverage import Coverage, coverage
from adv.metrics.forecast import Forecast, NoProgress, Projection, Reached, forecast
from adv.metrics.requests import Requests, requests_raised
from adv.metrics.values import NotAvailable
from adv.texts import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adv.indicators.entry import Measured
    from adv.texts import Texts

    Figures = dict[str, Any]


def lines(measured: Measured, figures: Figures, known: Texts) -> Iterator[str]:
    """The main figures for people."""
    written = formats(known.language)
    if measured.day is None:
        yield known("cli.summary.no_days", project=measured.project.title)
        return
    yield known("cli.summary.title", project=measured.project.title, as_of=written.long_day(measured.day))
    yield from _coverage_lines(measured(coverage), known)
    yield _forecast_line(measured(forecast), known)
    yield from _request_lines(measured(requests_raised), figures["requests"]["median_days_to_close"], known)
    money = measured(budget)
    if isinstance(money, NotAvailable):
        yield known("cli.summary.not_given", what=known("cli.summary.budget_name"))
    else:
        spent, whole = written.euro(money.spent_cents), written.euro(money.budget_cents)
        yield known("cli.summary.spent", spent=spent, budget=whole, share=written.percent(money.use))
    counts = figures["findings"]
    yield known("cli.summary.findings", errors=counts["errors"], warnings=counts["warnings"], rows=counts["rows_left_out"])


def _coverage_lines(reached: Coverage | NotAvailable, known: Texts) -> Iterator[str]:
    if isinstance(reached, NotAvailable):
        yield known("cli.summary.not_given", what=known("cli.summary.coverage_name"))
        return
    written = formats(known.language)
    yield known("cli.summary.visits", visits=written.number(reached.visits), completed=written.number(reached.completed_visits))
    yield known(
        "cli.summary.coverage",
        completed=written.number(reached.completed),
        target=written.number(reached.target),
        share=written.percent(reached.share),
        planned=written.number(reached.planned, 1),
    )
    if reached.reached_on is None:
        lag = reached.lag_days
        sentence = "on_plan" if not lag else "behind" if lag > 0 else "ahead"
        yield known(f"cli.summary.{sentence}", days=known.count("cli.summary.days", abs(lag)))


def _forecast_line(found: Forecast | NotAvailable, known: Texts) -> str:
    written = formats(known.language)
    if isinstance(found, Reached):
        return known("cli.summary.reached", day=written.day(found.day))
    if isinstance(found, NoProgress):
        return known("cli.summary.no_progress", stopped=written.percent(found.stopped, 0))
    if not isinstance(found, Projection):
        return known("cli.summary.too_little_history")
    chance = written.percent(found.chance_in_period, 0)
    if found.seasons is not None:
        context = ChartContext(texts(known.language, "forecast"))
        return known("cli.summary.rough", range=season_words(found, context), chance=chance)
    if found.p50 is None:
        return known("cli.summary.too_far", day=written.day(found.until))
    return known("cli.summary.forecast", day=written.day(found.p50), chance=chance)


def _request_lines(raised: Requests | NotAvailable, median: float | None, known: Texts) -> Iterator[str]:
    if isinstance(raised, NotAvailable):
        yield known("cli.summary.not_given", what=known("cli.summary.requests_name"))
        return
    written = formats(known.language)
    yield known("cli.summary.requests", total=written.number(raised.total), pending=written.number(raised.pending))
    if median is not None:
        yield known("cli.summary.median", days=known.count("cli.summary.days", round(median)))
