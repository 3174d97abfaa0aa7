"""The pace that is needed beside the pace there was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.chart import About, Chart, titled
from adv.charts.forecast.outlook import chance_words, needed_words, pace_number
from adv.charts.kinds.bars import Series, bar_chart, rows
from adv.charts.reach.coverage import BEHIND
from adv.charts.words import sentences
from adv.metrics.forecast import Forecast, Projection
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from adv.charts.chart_context import ChartContext
    from adv.charts.tables import Columns
    from adv.metrics.coverage import Coverage

NEEDED = "forecast.pace.needed"


@titled("pace", "forecast.pace.title")
def pace_chart(about: About, exact: Coverage, context: ChartContext, found: Forecast | NotAvailable) -> Chart:
    """Draw what is completed per week: needed from now on, lately, all along, and what the forecast expects."""
    known = _paces(exact, found)
    names = [context.text(key) for key in known]
    ends = [context.text("forecast.pace.per_week", pace=pace_number(pace, context)) for pace in known.values()]
    hovers = [f"{name}: {end}" for name, end in zip(names, ends, strict=True)]
    colors = [context.style.muted if key == NEEDED else context.style.blue for key in known]
    series = [Series(about.title, list(known.values()), hovers, colors)]
    columns: Columns = {"forecast.column.pace": names, "forecast.column.per_week": list(known.values())}
    told, counted = pace_sentence(exact, found, context), BEHIND[exact.target_unit]
    return bar_chart(about, told, rows(names), series, ends=ends, columns=columns, rows=counted)


def _paces(exact: Coverage, found: Forecast | NotAvailable) -> dict[str, float]:
    """Find the paces that there are, by the keys of their names."""
    pace = exact.pace
    every = {
        NEEDED: NotAvailable("reached") if exact.completed >= exact.target else pace.needed,
        "forecast.pace.last_8_weeks": pace.last_8_weeks,
        "forecast.pace.whole_run": pace.whole_run,
        "forecast.pace.forecast": found.per_week if isinstance(found, Projection) else NotAvailable("too_little_history"),
    }
    return {key: value for key, value in every.items() if not isinstance(value, NotAvailable)}


def pace_sentence(exact: Coverage, found: Forecast | NotAvailable, context: ChartContext) -> str:
    """Say what is needed, what there was, and the chance that it will do."""
    last = context.formats.long_day(exact.period.last_day)
    if exact.completed >= exact.target:
        first = context.text("forecast.pace.enough", target=exact.target)
    elif exact.period.is_over(exact.as_of):
        first = context.text("forecast.period_over", last=last)
    else:
        first = context.text("forecast.needed_for_target", last=last, needed=needed_words(exact, context))
    chance = ""
    if isinstance(found, Projection) and not exact.period.is_over(exact.as_of):
        chance = context.text("forecast.pace.chance", chance=chance_words(found.chance_in_period, context))
    return sentences(first, _was(exact, found, context), chance)


def _was(exact: Coverage, found: Forecast | NotAvailable, context: ChartContext) -> str:
    recent, whole = exact.pace.last_8_weeks, exact.pace.whole_run
    if isinstance(whole, NotAvailable):
        return ""
    paces, key = {"whole": pace_number(whole, context)}, "forecast.pace.was_whole"
    if not isinstance(recent, NotAvailable):
        key, paces["recent"] = "forecast.pace.was", pace_number(recent, context)
    expected = (
        context.text("forecast.pace.expected", pace=pace_number(found.per_week, context)) if isinstance(found, Projection) else ""
    )
    return sentences(context.text(key, **paces), expected)
