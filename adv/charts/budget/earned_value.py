"""Money against work day by day: what was planned, what the work done was to cost, and what was spent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.axes import time_axis
from adv.charts.budget.earned_value_sentences import value_sentence
from adv.charts.budget.spending import EURO_TICKS, EVERYTHING
from adv.charts.chart import About, Chart, titled
from adv.charts.chart_context import ChartContext, plotly_figure
from adv.charts.kinds.lines import LABEL_SIZE, own_days, value_at
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

    from adv.metrics.earned_value import ValueCurve
    from adv.metrics.selection import Selection

HEIGHT = 380
AREA = 0.16  # how much of its colour the area under what is done has
ROOM = 1.1  # above the highest line


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
    shapes = [budget, *marks.shapes]
    return plotly_figure(
        context,
        _lines(curve, context),
        height=HEIGHT,
        showlegend=True,
        shapes=shapes,
        annotations=[_note(curve, context), *marks.annotations],
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


def _note(curve: ValueCurve, context: ChartContext) -> dict[str, Any]:
    """Write the budget at its line."""
    budget = context.text("charts.budget_line", budget=context.formats.euro(curve.value.bac))
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": curve.value.bac / CENTS, "yanchor": "top", "xshift": 4}
    font = {"size": LABEL_SIZE, "color": context.style.muted}
    return {**place, "text": budget, "showarrow": False, "bgcolor": context.style.background, "font": font}
