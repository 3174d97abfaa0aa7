"""Pictures of a report: a few charts of the screen, of the whole project up to the report's day, in the colours of the light theme, which hold in grey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.budget.spending import spent_over_time
from adv.charts.chart_context import ChartContext
from adv.charts.reach.coverage import burn_up
from adv.charts.reach.homes import household_funnel
from adv.charts.svg import svg
from adv.metrics import budget as money
from adv.metrics import coverage as reached
from adv.metrics.households import funnel
from adv.metrics.spans import Span
from adv.report.blocks import Picture
from adv.report.fact import View
from adv.report.sections import results, summary
from adv.report.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.charts.chart import Chart
    from adv.report.facts import Facts
    from adv.texts import Texts


def pictures(facts: Facts, texts: Texts) -> Mapping[str, Picture]:
    """Draw the charts, each under the key of the table that it stands before; one without a figure is left out.

    What is said of a picture are the report's own sentences: those of the screen round by themselves.
    """
    spans, words = facts.spans, Words(texts)
    measured = facts.measured(View.START)
    context = ChartContext(texts, milestones=spans.project.milestones)
    made = [
        (
            "promises",
            burn_up(measured(reached.burn_up), measured(reached.coverage), context),
            summary.visits(facts),
            slice(-2, None),
        ),
        ("categories", spent_over_time(measured(money.spent_over_time, Span.QUARTER), context), summary.money(facts), slice(1)),
    ]
    if spans.is_latest:  # the later steps go by the status of today
        made.append(("outcomes", household_funnel(measured(funnel), context), results.reach_told(facts), slice(1)))
    return {
        table: picture(chart, [words.say(one) for one in told], short)
        for table, chart, told, short in made
        if chart.figure is not None
    }


def picture(chart: Chart, sentences: list[str], short: slice) -> Picture:
    """Draw one chart, with what it shows for who cannot see it; `short` are the sentences that say it alone.

    Raises
    ------
    ValueError
        The chart has nothing to draw.
    """
    if chart.figure is None:
        raise ValueError(chart.key)
    told = " ".join(sentences)
    alt = f"{chart.title}. {told}"
    return Picture(
        chart.key,
        chart.title,
        " ".join(sentences[short]),
        alt,
        svg(chart.figure, name=chart.key, title=chart.title, description=told),
    )
