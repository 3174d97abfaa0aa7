"""Pictures of a report, in the colours of the light theme, which hold in grey.

Of one's own report a few charts of the screen, of the whole project up to the report's day; for others charts of the publication.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from adv.charts import published
from adv.charts import published_side_by_side as beside
from adv.charts.budget.spending import spent_over_time
from adv.charts.chart_context import ChartContext
from adv.charts.coverage.homes import household_funnel
from adv.charts.coverage.visits import burn_up, outcomes
from adv.charts.forecast.fan import fan
from adv.charts.requests import follow_up
from adv.charts.results.resident_scores import marks
from adv.charts.svg import svg
from adv.charts.themes import theme_by_area
from adv.metrics import budget as money
from adv.metrics import coverage as reached
from adv.metrics.forecast import Projection
from adv.metrics.households import funnel
from adv.metrics.results import Mark, liveability
from adv.metrics.spans import Span
from adv.metrics.themes import themes_by_area
from adv.metrics.time_to_close import time_to_close
from adv.metrics.values import NotAvailable
from adv.metrics.visits import VisitGroup, outcome_counts, visits_by
from adv.report.blocks import Picture, Words
from adv.report.sections import follow_up as follow_up_section
from adv.report.sections import results, summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from adv.charts.chart import Chart
    from adv.disclosure.publication import Publication
    from adv.report.blocks import Said
    from adv.report.facts import Facts
    from adv.texts import Texts


def pictures(facts: Facts, texts: Texts) -> Mapping[str, Picture]:
    """Draw the charts, each under the key of the table or own text that it stands before; one without a figure is left out.

    What is said of a picture are the report's own sentences: those of the screen round by themselves.
    """
    words = Words(texts.language)
    return {
        place: _picture(chart, [one if isinstance(one, str) else words.say(one) for one in told], short)
        for place, chart, told, short in _drawn(
            facts, ChartContext(texts, milestones=facts.spans.project.milestones, areas=facts.spans.project.areas)
        )
        if chart.figure is not None
    }


def _drawn(facts: Facts, context: ChartContext) -> Iterator[tuple[str, Chart, Iterable[Said | str], slice]]:
    """Choose the charts: their place, what they show in the report's words, and which of it says it alone."""
    measured, spans = facts.measured, facts.spans
    curve, exact = measured(reached.burn_up), measured(reached.coverage)
    yield "promises", burn_up(curve, exact, context), summary.visits(facts), slice(-2, None)
    chart = outcomes(measured(outcome_counts), context)
    yield "areas", _since_start(chart, context), (chart.sentence,), slice(1)
    if spans.is_latest:  # its later steps go by the status of today
        yield "outcomes", household_funnel(measured(funnel), context), results.reach_told(facts), slice(1)
    chart = theme_by_area(measured(themes_by_area), measured(visits_by, VisitGroup.AREA), context)
    yield "themes", _since_start(chart, context), (chart.sentence,), slice(1)
    closing = measured(time_to_close)
    if not isinstance(closing, NotAvailable) and closing.is_enough:
        yield "requests", follow_up(closing, context), follow_up_section.time_told(facts), slice(1)
    marked = {mark: measured(liveability, mark) for mark in Mark}
    if any(not isinstance(one, NotAvailable) and len(one.years) > 1 for one in marked.values()):  # of one year there is no line
        yield "social", marks(marked, context), follow_up_section.marks_told(facts), slice(1)
    yield "partners", spent_over_time(measured(money.spent_over_time, Span.QUARTER), context), summary.money(facts), slice(1)
    if isinstance(facts.forecast, Projection) and not facts.is_over:
        yield "next", fan(curve, exact, facts.forecast, context), summary.outlook(facts), slice(1)


def _since_start(chart: Chart, context: ChartContext) -> Chart:
    """Say in the title what a chart without days does not show: that it is about more than the period of the report."""
    return replace(chart, title=context.text("report.since_start", what=chart.title.rstrip("?")))


def _picture(chart: Chart, sentences: list[str], short: slice) -> Picture:
    """Draw one chart, with what it shows for who cannot see it; `short` are the sentences that say it alone.

    Raises
    ------
    ValueError
        The chart has nothing to draw.
    """
    if chart.figure is None:
        raise ValueError(chart.key)
    told = " ".join(sentences)
    return Picture(
        chart.key,
        chart.title,
        " ".join(sentences[short]) or chart.title,
        f"{chart.title}{'' if chart.title.endswith('?') else '.'} {told}".strip(),
        svg(chart.figure, name=chart.key, title=chart.title, description=told),
    )


def published_pictures(publication: Publication, texts: Texts) -> Mapping[str, Picture]:
    """Draw the charts of one project, each under the key of the table that it stands before."""
    context = ChartContext(texts)
    return _published(
        {
            "promises": published.visits_over_time(publication, context),
            "households": published.households(publication, context),
            "themes": published.cross_table(publication, context, "area", "theme"),
            "goals": published.follow_up(publication, context, "goal"),
            "years": published.spent_over_time(publication, context),
        }
    )


def chapter_pictures(publication: Publication, texts: Texts) -> Mapping[str, Picture]:
    """Draw what a chapter of a programme's report shows, under names that no other chapter has."""
    made = _published({"goals": published.follow_up(publication, ChartContext(texts), "goal")})
    return {table: replace(one, key=f"{one.key}-{publication.project}") for table, one in made.items()}


def programme_pictures(publications: Sequence[Publication], texts: Texts) -> Mapping[str, Picture]:
    """Draw the projects side by side."""
    context = ChartContext(texts)
    return _published(
        {
            "neighbourhoods": beside.visits_side_by_side(publications, context),
            "goals_beside": beside.goals_side_by_side(publications, context),
            "money_beside": beside.spent_side_by_side(publications, context),
        }
    )


def _published(charts: Mapping[str, Chart]) -> Mapping[str, Picture]:
    return {table: _picture(chart, [chart.sentence], slice(None)) for table, chart in charts.items() if chart.figure is not None}
