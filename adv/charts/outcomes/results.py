"""Baseline, target, realised and ambition: each result the project set out to reach on a scale of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.chart import Chart
from adv.charts.chart_context import draw, shortened
from adv.charts.kinds.bars import NAME_WIDTH
from adv.charts.style import axis
from adv.charts.tables import table
from adv.charts.words import not_available, sentences
from adv.metrics.results import Realised, Standing
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from adv.charts.chart_context import Look
    from adv.metrics.results import Result
    from adv.model import ResultIndicator

ROW_HEIGHT = 84
ROOM_FOR_LEGEND = 44
NAME, BAR, VALUES = -0.3, 0.02, 0.3  # within a row of height 1: the middle of its name, its bar, and its values
THICK = 0.26
ROOM = 1.06  # of the largest value


def results_chart(exact: tuple[Result, ...] | NotAvailable, look: Look, *, is_over: bool, is_everything: bool = True) -> Chart:
    """Where the project began, what it is to reach, where it stands, and what it hopes for."""
    look, definitions = look.of("outcomes"), ("results",)
    if isinstance(exact, NotAvailable):
        return not_available(look, "results", exact, definitions=definitions)
    title = look.text("results.title")
    if not is_everything:
        sentence = look.text("results.whole_project")
        return Chart("results", title, sentence, None, table(look, {}), sentence, definitions)
    sentence = results_sentence(exact, look, is_over=is_over)
    columns: dict[str, Any] = {
        "result": [_name(look, one) for one in exact],
        "baseline": [_written(look, one, one.goal.baseline) for one in exact],
        "realised": [_realised(look, one) for one in exact],
        "target": [_written(look, one, one.goal.target) for one in exact],
        "ambition": [_written(look, one, one.goal.ambition) for one in exact],
        "standing": [look.text(f"results.standing.{one.standing.value}") for one in exact],
    }
    alt = look.texts("charts.bars_alt", title=title, sentence=sentence)
    return Chart("results", title, sentence, _bullets(exact, look), table(look, columns), alt, definitions)


def results_sentence(exact: Sequence[Result], look: Look, *, is_over: bool) -> str:
    """Which targets were reached, which were not, and of which that cannot be told."""
    by_standing = {standing: [_name(look, one) for one in exact if one.standing is standing] for standing in Standing}
    parts = [look.many("results.reached", len(by_standing[Standing.REACHED]), total=len(exact))]
    for standing, names in by_standing.items():
        key = "missed" if standing is Standing.NOT_REACHED and is_over else standing.value
        if names:
            parts.append(look.text(f"results.names.{key}", names=look.formats.joined(_lower(names))))
    return sentences(*parts)


def _lower(names: Sequence[str]) -> list[str]:
    return [f"{name[:1].lower()}{name[1:]}" for name in names]


def _name(look: Look, one: Result) -> str:
    return look.text(f"results.name.{one.goal.indicator.value}")


def _write(look: Look, indicator: ResultIndicator, value: float) -> str:
    if indicator.is_share:
        return look.formats.percent(value)
    return look.formats.number(value, 1 if indicator.is_score else 0)


def _written(look: Look, one: Result, value: float | None) -> str:
    return "–" if value is None else _write(look, one.goal.indicator, value)


def _realised(look: Look, one: Result) -> str:
    """The value; of marks the year, how many, and the margin too."""
    realised = one.realised
    if isinstance(realised, NotAvailable):
        return look.why_not(realised)
    value = _write(look, one.goal.indicator, realised.value)
    if realised.year is None or realised.of is None:
        return value
    count = look.count("marks.count", realised.of)
    if realised.interval is None or isinstance(realised.interval, NotAvailable):
        return look.text("results.in_year", value=value, year=str(realised.year), of=count)
    low, high = (_write(look, one.goal.indicator, limit) for limit in realised.interval)
    of = look.text("marks.with_margin", count=count, low=low, high=high)
    return look.text("results.in_year", value=value, year=str(realised.year), of=of)


def _bullets(exact: Sequence[Result], look: Look) -> go.Figure:
    style = look.style
    scales = [_scale(one) for one in exact]
    points: dict[str, list[tuple[float, float]]] = {"baseline": [], "target": [], "ambition": []}
    for place, (one, (first, last)) in enumerate(zip(exact, scales, strict=True)):
        for kind, found in points.items():
            value = getattr(one.goal, kind)
            if value is not None:
                found.append(((value - first) / (last - first), place + BAR))
    looks = {
        "baseline": {"symbol": "circle", "size": 13, "color": style.background, "line": {"width": 3, "color": style.text}},
        "target": {"symbol": "line-ns", "size": 30, "color": style.text, "line": {"width": 4, "color": style.text}},
        "ambition": {"symbol": "diamond", "size": 14, "color": style.background, "line": {"width": 3, "color": style.green}},
    }
    traces = [_realised_bars(exact, scales, look)]
    traces += [_markers(look.text(f"column.{kind}"), points[kind], looks[kind]) for kind in points if points[kind]]
    names = [f"<b>{shortened(_name(look, one), NAME_WIDTH)}</b>" for one in exact]
    traces.append(_texts(look, names, NAME))
    traces.append(_texts(look, [_values(look, one) for one in exact], VALUES))
    return draw(
        look,
        traces,
        height=ROW_HEIGHT * len(exact) + ROOM_FOR_LEGEND + 16,
        showlegend=True,
        xaxis=axis(style, range=[-0.02, 1.02], showticklabels=False, showgrid=False),
        yaxis=axis(style, range=[len(exact) - 0.45, -0.55], showticklabels=False, showgrid=False),
    )


def _scale(one: Result) -> tuple[float, float]:
    """From the least the indicator can be, to a little over the largest of what is shown."""
    if one.goal.indicator.is_score:
        return 1.0, 10.0
    realised = 0.0 if isinstance(one.realised, NotAvailable) else one.realised.value
    shown = (one.goal.baseline or 0.0, one.goal.target, one.goal.ambition or 0.0, realised)
    return 0.0, ROOM * max(shown) or 1.0


def _realised_bars(exact: Sequence[Result], scales: Sequence[tuple[float, float]], look: Look) -> dict[str, Any]:
    known = [
        (place, one, (one.realised.value - first) / (last - first))
        for place, (one, (first, last)) in enumerate(zip(exact, scales, strict=True))
        if isinstance(one.realised, Realised)
    ]
    hovers = [f"{_name(look, one)}: {_realised(look, one)}" for _, one, _ in known]
    return {
        "type": "bar",
        "orientation": "h",
        "name": look.text("column.realised"),
        "x": [share for _, _, share in known],
        "y": [place + BAR for place, _, _ in known],
        "width": THICK,
        "hovertext": hovers,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"color": look.style.blue},
    }


def _markers(name: str, points: Sequence[tuple[float, float]], marker: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [across for across, _ in points],
        "y": [down for _, down in points],
        "hoverinfo": "skip",
        "marker": marker,
        "cliponaxis": False,
    }


def _values(look: Look, one: Result) -> str:
    """What was realised and what was aimed at, in one line under the bar."""
    goal = one.goal
    value = "–" if isinstance(one.realised, NotAvailable) else _write(look, goal.indicator, one.realised.value)
    told = [look.text("results.now", value=f"<b>{value}</b>")]
    known = {kind: getattr(goal, kind) for kind in ("baseline", "target", "ambition") if getattr(goal, kind) is not None}
    told += [look.text(f"results.short.{kind}", value=_written(look, one, value)) for kind, value in known.items()]
    return " · ".join(told)


def _texts(look: Look, texts: Sequence[str], height: float) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [0.0] * len(texts),
        "y": [place + height for place in range(len(texts))],
        "text": list(texts),
        "textposition": "middle right",
        "textfont": {"color": look.style.text},
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }
