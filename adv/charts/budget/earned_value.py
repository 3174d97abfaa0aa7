"""Money against work day by day: planned, done and spent, with the gaps between them in euros and in days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.axes import time_axis
from adv.charts.budget.earned_value_sentences import is_on_plan, value_sentence
from adv.charts.budget.spending import EURO_TICKS, EVERYTHING
from adv.charts.chart import About, Chart, titled
from adv.charts.chart_context import ChartContext, plotly_figure
from adv.charts.kinds.lines import LABEL_SIZE, LATE, own_days, value_at
from adv.charts.kinds.traces import iso, line
from adv.charts.milestones import beside, described, on_days
from adv.charts.style import axis, faded
from adv.charts.tables import Columns, euros
from adv.formats import CENTS
from adv.metrics.source_rows import EXPENSES
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import plotly.graph_objects as go

    from adv.metrics.selection import Selection
    from adv.metrics.value_curve import ValueCurve

HEIGHT = 440
AREA = 0.16  # how much of its colour the area under what is done has
ROOM = 1.26  # above the highest line: for the label of the gap in euros
LOW = 0.2  # of the budget: what is done lies so near the axis that there is room for one label only
EARLY = 0.56  # up to here on the axis, the label of the gap in euros stands in the corner that is still empty


@titled("value_curve", "money.value_curve.title")
def value_curve(about: About, curve: ValueCurve, context: ChartContext, selection: Selection = EVERYTHING) -> Chart:
    """Draw planned, done and spent, cumulative. Of the whole project only."""
    if not selection.is_everything:
        return about.listed(context.text("money.whole_project"))
    first, last = _ends(curve)
    columns: Columns = {
        "money.column.day": curve.days,
        "money.column.planned_euro": euros([value_at(day, curve.plan_days, curve.plan_cents) for day in curve.days]),
        "money.column.earned_euro": euros(curve.earned_cents),
        **({} if isinstance(curve.spent_cents, NotAvailable) else {"words.spent_euro": euros(curve.spent_cents)}),
        **beside(context, curve.days, last),
    }
    told, also = value_sentence(curve, context), described(context, first, last)
    return about.drawn(told, _figure(curve, context), columns, alt="money.value_curve.alt", also=also, rows=EXPENSES)


def _ends(curve: ValueCurve) -> tuple[date, date]:
    return min([curve.period.start, *curve.days[:1]]), max(curve.period.end, curve.as_of)


def _figure(curve: ValueCurve, context: ChartContext) -> go.Figure:
    first, last = _ends(curve)
    marks = on_days(context, first, last, HEIGHT, own=own_days(context, curve.as_of, curve.period, last))
    spent = () if isinstance(curve.spent_cents, NotAvailable) else curve.spent_cents
    values = [curve.value.bac, *curve.earned_cents, *spent]
    bounds = [min(0.0, *values) / CENTS, max(values) / CENTS * ROOM]
    limit = {"x0": first.isoformat(), "x1": last.isoformat(), "y0": curve.value.bac / CENTS, "y1": curve.value.bac / CENTS}
    budget = {"type": "line", **limit, "line": {"color": context.style.muted, "width": 1.5}, "layer": "below"}
    shapes = [budget, *marks.shapes, *_gaps(curve, context)]
    return plotly_figure(
        context,
        _lines(curve, context),
        height=HEIGHT,
        showlegend=True,
        shapes=shapes,
        annotations=[*_notes(curve, context, first, last), *marks.annotations],
        xaxis=time_axis(first, last, context),
        yaxis=axis(context.style, range=marks.raised(bounds), **EURO_TICKS),
    )


def _lines(curve: ValueCurve, context: ChartContext) -> list[dict[str, Any]]:
    """Draw what is done as an area, what is spent as a thick line, the plan dashed: told apart without colour."""
    style, value, euro = context.style, curve.value, context.formats.euro

    def drawn(days: Sequence[date], cents: Sequence[float], hover: str, name: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever Plotly's traces take
        hovers = [
            context.text(hover, day=context.formats.day(day), amount=euro(round(amount), whole=True))
            for day, amount in zip(days, cents, strict=True)
        ]
        return line(iso(days), euros(cents), hovers, name=name, **more)

    area = {"fill": "tozeroy", "fillcolor": faded(style.green, AREA), "line": {"color": style.green, "width": 2, "shape": "hv"}}
    name = context.text("money.value_curve.earned", amount=euro(value.ev, whole=True))
    traces = [drawn(curve.days, curve.earned_cents, "money.value_curve.earned_hover", name, **area)]
    dashed = {"color": style.muted, "width": 2, "dash": "dash"}
    name = context.text("money.value_curve.plan", amount=euro(value.pv, whole=True))
    traces.append(drawn(curve.plan_days, curve.plan_cents, "money.value_curve.plan_hover", name, line=dashed))
    if not isinstance(curve.spent_cents, NotAvailable) and not isinstance(value.ac, NotAvailable):
        blue = {"color": style.blue, "width": 3.5, "shape": "hv"}
        name = context.text("money.value_curve.spent", amount=euro(value.ac, whole=True))
        traces.append(drawn(curve.days, curve.spent_cents, "money.value_curve.spent_hover", name, line=blue))
    return traces


def _cost_gap(curve: ValueCurve) -> float:
    """Find how much more was spent than was budgeted for what is done; 0: nothing that is to be shown."""
    cost = curve.value.cv
    return 0.0 if isinstance(cost, NotAvailable) or abs(cost) < CENTS or not curve.completed else -cost


def _shows_days(curve: ValueCurve) -> bool:
    return curve.reached_on is None and curve.as_of >= curve.period.start and curve.completed > 0 and not is_on_plan(curve)


def _gaps(curve: ValueCurve, context: ChartContext) -> list[dict[str, Any]]:
    """Draw beams between what is done and what was spent, upright, and between then and now, lying."""
    earned, now, gap = curve.value.ev / CENTS, curve.as_of.isoformat(), _cost_gap(curve)
    beams = []
    if gap:
        upright = {"x0": now, "x1": now, "y0": earned, "y1": earned + gap / CENTS}
        beams.append({"type": "line", **upright, "line": {"color": _color(context, is_bad=gap > 0), "width": 5}})
    if _shows_days(curve):
        lying = {"x0": curve.earned_day.isoformat(), "x1": now, "y0": earned, "y1": earned}
        beams.append({"type": "line", **lying, "line": {"color": _color(context, is_bad=curve.lag_days > 0), "width": 5}})
    return beams


def _color(context: ChartContext, *, is_bad: bool) -> str:
    """Choose a colour: dearer or late is red, cheaper or early green; the label says it in words."""
    return context.style.vermilion if is_bad else context.style.green


def _notes(curve: ValueCurve, context: ChartContext, first: date, last: date) -> list[dict[str, Any]]:
    budget = context.text("charts.budget_line", budget=context.formats.euro(curve.value.bac))
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": curve.value.bac / CENTS, "yanchor": "top", "xshift": 4}
    drawn = {"showarrow": False, "bgcolor": context.style.background, "font": {"size": LABEL_SIZE, "color": context.style.muted}}
    labels = [_money_label(curve, context, first, last)] if _cost_gap(curve) else []
    if _shows_days(curve):
        labels.append(_days_label(curve, context, first, last))
    return [{**drawn, **place, "text": budget}, *labels]


def _money_label(curve: ValueCurve, context: ChartContext, first: date, last: date) -> dict[str, Any]:
    """Write the gap in euros above and to the left of lines that rise: there is room."""
    whole, gap = last - first, _cost_gap(curve)
    earned, budget = curve.value.ev / CENTS, curve.value.bac / CENTS
    key = "money.value_curve.dearer" if gap > 0 else "money.value_curve.cheaper"
    top = max(earned, earned + gap / CENTS, curve.value.pv / CENTS)  # the gap's upper end, and the plan on that day
    where = {"ax": (first + whole * 0.02).isoformat(), "ay": budget * 0.74, "xanchor": "left"}
    if (curve.as_of - first) / whole >= EARLY:
        lower = min(top + budget * 0.12, max(budget, top) * 1.12)
        where = {"ax": (curve.as_of - whole * 0.05).isoformat(), "ay": lower, "xanchor": "right"}
    text = context.text(key, amount=context.formats.euro(abs(gap), whole=True))
    point = {"x": curve.as_of.isoformat(), "y": earned + gap / CENTS / 2, "text": f"<b>{text}</b>"}
    color = _color(context, is_bad=gap > 0)
    return {**_gap_note(context, color), **_arrow(color), **where, **point}


def _days_label(curve: ValueCurve, context: ChartContext, first: date, last: date) -> dict[str, Any]:
    """Write the gap in days below and to the right of lines that rise: there is room too."""
    whole, earned, is_late = last - first, curve.value.ev / CENTS, curve.lag_days > 0
    key = "money.value_curve.late" if is_late else "money.value_curve.early"
    color = _color(context, is_bad=is_late)
    text = f"<b>{context.text(key, days=context.count('words.days', abs(curve.lag_days)))}</b>"
    note, right = {**_gap_note(context, color), "y": earned, "text": text}, max(curve.as_of, curve.earned_day)
    if (right - first) / whole < LATE:
        is_low = curve.value.ev < LOW * curve.value.bac
        beside_it = {"xanchor": "left", "yanchor": "middle" if is_low else "top", "xshift": 8, "showarrow": False}
        return {**note, **beside_it, "x": right.isoformat()}
    below = {"ax": (right - whole * 0.05).isoformat(), "ay": earned * 0.38, "xanchor": "right"}
    half = curve.earned_day + (curve.as_of - curve.earned_day) / 2
    return {**note, **_arrow(color), **below, "x": half.isoformat()}


def _gap_note(context: ChartContext, color: str) -> dict[str, Any]:
    return {"font": {"size": LABEL_SIZE + 1, "color": color}, "bgcolor": context.style.background, "borderpad": 2}


def _arrow(color: str) -> dict[str, Any]:
    looks = {"arrowhead": 2, "arrowsize": 0.9, "arrowwidth": 1.2, "arrowcolor": color}
    return {"showarrow": True, "axref": "x", "ayref": "y", **looks}
