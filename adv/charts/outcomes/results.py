"""Baseline, target, realised and ambition: each result the project set out to reach on a scale of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.chart import About, Chart, titled
from adv.charts.chart_context import ChartContext, plotly_figure, shortened
from adv.charts.kinds.bars import NAME_WIDTH
from adv.charts.kinds.traces import lying_bars, points, texts_at
from adv.charts.style import axis
from adv.charts.words import sentences
from adv.metrics.results import Realised, Result, Standing
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from adv.charts.tables import Columns
    from adv.model import ResultIndicator

ROW_HEIGHT = 84
ROOM_FOR_LEGEND = 44
NAME, BAR, VALUES = -0.3, 0.02, 0.3  # within a row of height 1: the middle of its name, its bar, and its values
THICK = 0.26
ROOM = 1.06  # of the largest value
KINDS = {"baseline": "outcomes.column.baseline", "target": "outcomes.column.target", "ambition": "outcomes.column.ambition"}


@titled("results", "definitions.results.name")
def results_chart(
    about: About, exact: tuple[Result, ...], context: ChartContext, *, is_over: bool, is_everything: bool = True
) -> Chart:
    """Draw where the project began, what it is to reach, where it stands, and what it hopes for."""
    if not is_everything:
        return about.listed(context.text("outcomes.results.whole_project"))
    columns: Columns = {
        "outcomes.column.result": [_name(context, one) for one in exact],
        "outcomes.column.baseline": [_written(context, one, one.goal.baseline) for one in exact],
        "outcomes.column.realised": [_realised(context, one) for one in exact],
        "outcomes.column.target": [_written(context, one, one.goal.target) for one in exact],
        "outcomes.column.ambition": [_written(context, one, one.goal.ambition) for one in exact],
        "outcomes.column.standing": [context.text("outcomes.results.standing", by=one.standing) for one in exact],
    }
    told = results_sentence(exact, context, is_over=is_over)
    return about.drawn(told, _bullets(exact, context), columns, alt="charts.bars_alt")


def results_sentence(exact: Sequence[Result], context: ChartContext, *, is_over: bool) -> str:
    """Say which targets were reached, which were not, and of which that cannot be told."""
    by_standing = {standing: [_name(context, one) for one in exact if one.standing is standing] for standing in Standing}
    parts = [context.many("outcomes.results.reached", len(by_standing[Standing.REACHED]), total=len(exact))]
    for standing, names in by_standing.items():
        key = "missed" if standing is Standing.NOT_REACHED and is_over else standing.value
        if names:
            parts.append(context.text("outcomes.results.names", by=key, names=context.formats.joined(_lower(names))))
    return sentences(*parts)


def _lower(names: Sequence[str]) -> list[str]:
    return [f"{name[:1].lower()}{name[1:]}" for name in names]


def _name(context: ChartContext, one: Result) -> str:
    return context.text("outcomes.results.name", by=one.goal.indicator)


def _write(context: ChartContext, indicator: ResultIndicator, value: float) -> str:
    if indicator.is_share:
        return context.formats.percent(value)
    return context.formats.number(value, 1 if indicator.is_score else 0)


def _written(context: ChartContext, one: Result, value: float | None) -> str:
    return "–" if value is None else _write(context, one.goal.indicator, value)


def _realised(context: ChartContext, one: Result) -> str:
    """Write the value; of marks the year, how many, and the margin too."""
    realised = one.realised
    if isinstance(realised, NotAvailable):
        return context.why_not(realised)
    value = _write(context, one.goal.indicator, realised.value)
    if realised.year is None or realised.of is None:
        return value
    count = context.count("outcomes.marks.count", realised.of)
    if realised.interval is None or isinstance(realised.interval, NotAvailable):
        return context.text("outcomes.results.in_year", value=value, year=str(realised.year), of=count)
    low, high = (_write(context, one.goal.indicator, limit) for limit in realised.interval)
    of = context.text("outcomes.marks.with_margin", count=count, low=low, high=high)
    return context.text("outcomes.results.in_year", value=value, year=str(realised.year), of=of)


def _bullets(exact: Sequence[Result], context: ChartContext) -> go.Figure:
    style = context.style
    scales = [_scale(one) for one in exact]
    markers: dict[str, tuple[str, dict[str, Any]]] = {
        "baseline": ("circle", {"size": 13, "color": style.background, "line": {"width": 3, "color": style.text}}),
        "target": ("line-ns", {"size": 30, "color": style.text, "line": {"width": 4, "color": style.text}}),
        "ambition": ("diamond", {"size": 14, "color": style.background, "line": {"width": 3, "color": style.green}}),
    }
    traces = [_realised_bars(exact, scales, context)]
    for kind, (symbol, marker) in markers.items():
        values = [getattr(one.goal, kind) for one in exact]
        there = [place for place, value in enumerate(values) if value is not None]
        across = [_share(values[place], scales[place]) for place in there]
        down, name = [place + BAR for place in there], context.text(KINDS[kind])
        if there:
            traces.append(points(across, down, None, name=name, marker={"symbol": symbol, **marker}))
    names = [f"<b>{shortened(_name(context, one), NAME_WIDTH)}</b>" for one in exact]
    for texts, height in ((names, NAME), ([_values(context, one) for one in exact], VALUES)):
        traces.append(texts_at(context, [0.0] * len(texts), [place + height for place in range(len(texts))], texts))
    return plotly_figure(
        context,
        traces,
        height=ROW_HEIGHT * len(exact) + ROOM_FOR_LEGEND + 16,
        showlegend=True,
        xaxis=axis(style, range=[-0.02, 1.02], showticklabels=False, showgrid=False),
        yaxis=axis(style, range=[len(exact) - 0.45, -0.55], showticklabels=False, showgrid=False),
    )


def _share(value: float, scale: tuple[float, float]) -> float:
    first, last = scale
    return (value - first) / (last - first)


def _scale(one: Result) -> tuple[float, float]:
    """Find the scale: from the least the indicator can be, to a little over the largest of what is shown."""
    if one.goal.indicator.is_score:
        return 1.0, 10.0
    realised = 0.0 if isinstance(one.realised, NotAvailable) else one.realised.value
    shown = (one.goal.baseline or 0.0, one.goal.target, one.goal.ambition or 0.0, realised)
    return 0.0, ROOM * max(shown) or 1.0


def _realised_bars(exact: Sequence[Result], scales: Sequence[tuple[float, float]], context: ChartContext) -> dict[str, Any]:
    known = [(place, one, one.realised) for place, one in enumerate(exact) if isinstance(one.realised, Realised)]
    shares = [_share(realised.value, scales[place]) for place, _, realised in known]
    hovers = [f"{_name(context, one)}: {_realised(context, one)}" for _, one, _ in known]
    name, blue = context.text("outcomes.column.realised"), {"color": context.style.blue}
    return lying_bars(shares, [place + BAR for place, _, _ in known], hovers, name=name, width=THICK, marker=blue)


def _values(context: ChartContext, one: Result) -> str:
    """Write what was realised and what was aimed at, in one line under the bar."""
    goal = one.goal
    value = "–" if isinstance(one.realised, NotAvailable) else _write(context, goal.indicator, one.realised.value)
    told = [context.text("outcomes.results.now", value=f"<b>{value}</b>")]
    known = {kind: getattr(goal, kind) for kind in KINDS if getattr(goal, kind) is not None}
    told += [context.text("outcomes.results.short", by=kind, value=_written(context, one, value)) for kind, value in known.items()]
    return " · ".join(told)
