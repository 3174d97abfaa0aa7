"""The figures that `summary` prints: all as one object for other programs, the main ones as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from adv.formats import formats
from adv.indicators import figures
from adv.indicators.entry import Measured, as_json
from adv.metrics.budget import budget
from adv.metrics.coverage import Coverage, coverage
from adv.metrics.forecast import Forecast, NoProgress, Projection, Reached, forecast
from adv.metrics.requests import Requests, requests_raised
from adv.metrics.values import NotAvailable
from adv.texts import Texts, texts
from adv.workbook.tables.findings import Severity
from adv.workbook.understood import Intake

# The order in which the figures are printed; others come after these, in the order of the catalogue.
ORDER = {
    "visits": """total completed households_reached by_outcome completed_by_area completed_by_theme completed_by_organisation
        completed_by_street completed_by_attempt completed_by_week completed_by_month completed_by_quarter completed_by_year""",
    "coverage": "target share planned lead lag_days pace forecast backtest",
    "households": "funnel by_disposition vacant contact response refusal attempts_per_conversation still_to_do register",
    "themes": "share_of_conversations by_area by_goal by_quarter by_other_theme",
    "requests": """total by_theme by_goal by_status median_days_to_close by_owner by_area ageing per_conversation taken_up resolved
        per_household time_to_close""",
    "budget": """budget spent remaining use by_category by_partner by_year by_quarter by_month budget_lines cost_per cost_per_visit
        planned_cost_per_visit pv ev cpi spi tcpi sv cv eac eac_atypical eac_combined etc vac es sv_t spi_t ieac_t final_cost""",
    "outcomes": "by_goal households_helped activation activities participants activities_by_kind liveability results",
    "core_team": "visits_by_organisation joint_visits visits_by_team requests_by_owner waiting_by_owner hand_overs",
}


def summarise(found: Intake, measured: Measured) -> dict[str, Any]:
    """Every figure of the catalogue as JSON can hold it, and what is wrong with the files."""
    told: dict[str, Any] = {section: dict.fromkeys(names.split()) for section, names in ORDER.items()}
    for _, figure in figures():
        *sections, name = figure.path.split(".")
        inside = told
        for section in sections:
            if inside.get(section) is None:
                inside[section] = {}
            inside = inside[section]
        inside[name] = as_json(figure.of(measured))
    counts = dict.fromkeys(Severity, 0)
    for finding in found.findings:  # one about 37 cells counts 37 times
        counts[finding.severity] += finding.count
    wrong = {"errors": counts[Severity.ERROR], "warnings": counts[Severity.WARNING], "rows_left_out": found.rows_left_out}
    return {"project": measured.project.name, "as_of": as_json(measured.day), **told, "findings": wrong}


def lines(measured: Measured, told: dict[str, Any], known: Texts) -> Iterator[str]:
    """The main figures for people."""
    written = formats(known.language)
    if measured.day is None:
        yield known("cli.summary.no_days", project=measured.project.title)
        return
    yield known("cli.summary.title", project=measured.project.title, as_of=written.long_day(measured.day))
    yield from _coverage_lines(measured(coverage), known)
    yield _forecast_line(measured(forecast), known)
    yield from _request_lines(measured(requests_raised), told["requests"]["median_days_to_close"], known)
    money = measured(budget)
    if isinstance(money, NotAvailable):
        yield known("cli.summary.not_given", what=known("cli.summary.budget_name"))
    else:
        spent, whole = written.euro(money.spent_cents), written.euro(money.budget_cents)
        yield known("cli.summary.spent", spent=spent, budget=whole, share=written.percent(money.use))
    counts = told["findings"]
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
        from adv.charts.chart_context import ChartContext  # noqa: PLC0415 - only these words need the charts
        from adv.charts.forecast.outlook import season_words  # noqa: PLC0415 - as above

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
    yield known("cli.summary.requests", total=written.number(raised.total), pending=written.number(raised.unfinished))
    if median is not None:
        yield known("cli.summary.median", days=known.count("cli.summary.days", round(median)))
