"""Money against work day by day: planned, done and spent, with the gaps between them in euros and in days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.axes import time_axis
from adv.charts.budget.earned_value_sentences import is_on_plan, of_the_whole_only, value_sentence
from adv.charts.budget.spending import EURO_TICKS, EVERYTHING
from adv.charts.chart import Chart
from adv.charts.chart_context import draw
from adv.charts.kinds.lines import LABEL_SIZE, LATE, own_days, value_at
from adv.charts.milestones import beside, described, on_days
from adv.charts.style import axis, faded
from adv.charts.tables import CENTS, euros, table
from adv.charts.words import not_available, sentences
from adv.metrics.source_rows import EXPENSES
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import plotly.graph_objects as go

    from adv.charts.chart_context import Look
    from adv.metrics.selection import Selection
    from adv.metrics.value_curve import ValueCurve

HEIGHT = 440
DEFINITIONS = ("earned_value", "performance", "earned_schedule")
AREA = 0.16  # how much of its colour the area under what is done has
ROOM = 1.26  # above the highest line: for the label of the gap in euros
LOW = 0.2  # of the budget: what is done lies so near the axis that there is room for one label only
EARLY = 0.56  # up to here on the axis, the label of the gap in euros stands in the corner that is still empty


def value_curve(curve: ValueCurve | NotAvailable, look: Look, selection: Selection = EVERYTHING) -> Chart:
    """Planned, done and spent, cumulative. Of the whole project only."""
    say = look.of("money")
    title = say.text("value_curve.title")
    if isinstance(curve, NotAvailable):
        return not_available(look, "value_curve", curve, definitions=DEFINITIONS, title=title)
    if not selection.is_everything:
        return of_the_whole_only(look, "value_curve", title, DEFINITIONS)
    sentence = value_sentence(curve, look)
    planned = [value_at(day, curve.plan_days, curve.plan_cents) for day in curve.days]
    columns: dict[str, Sequence[object]] = {
        "day": curve.days,
        "planned_euro": euros(planned),
        "earned_euro": euros(curve.earned_cents),
    }
    if not isinstance(curve.spent_cents, NotAvailable):
        columns["spent_euro"] = euros(curve.spent_cents)
    first, last = _ends(curve)
    columns |= beside(look, curve.days, last)
    alt = sentences(say.text("value_curve.alt", title=title, sentence=sentence), described(look, first, last))
    return Chart("value_curve", title, sentence, _figure(curve, look), table(say, columns), alt, DEFINITIONS, rows=EXPENSES)


def _ends(curve: ValueCurve) -> tuple[date, date]:
    return min([curve.period.start, *curve.days[:1]]), max(curve.period.end, curve.as_of)


def _figure(curve: ValueCurve, look: Look) -> go.Figure:
    first, last = _ends(curve)
    marks = on_days(look, first, last, HEIGHT, own_days(look, curve.as_of, curve.period, last))
    spent = () if isinstance(curve.spent_cents, NotAvailable) else curve.spent_cents
    values = [curve.value.bac, *curve.earned_cents, *spent]
    bounds = [min(0.0, *values) / CENTS, max(values) / CENTS * ROOM]
    limit = {"x0": first.isoformat(), "x1": last.isoformat(), "y0": curve.value.bac / CENTS, "y1": curve.value.bac / CENTS}
    budget = {"type": "line", **limit, "line": {"color": look.style.muted, "width": 1.5}, "layer": "below"}
    shapes = [budget, *marks.shapes, *_gaps(curve, look)]
    return draw(
        look,
        _lines(curve, look),
        height=HEIGHT,
        showlegend=True,
        shapes=shapes,
        annotations=[*_notes(curve, look, first, last), *marks.annotations],
        xaxis=time_axis(first, last, look),
        yaxis=axis(look.style, range=marks.raised(bounds), **EURO_TICKS),
    )


def _lines(curve: ValueCurve, look: Look) -> list[dict[str, Any]]:
    """What is done as an area, what is spent as a thick line, the plan dashed: told apart without colour."""
    style, value = look.style, curve.value
    green = {"color": style.green, "width": 2, "shape": "hv"}
    filled = {"fill": "tozeroy", "fillcolor": faded(style.green, AREA)}
    drawn = [
        {**_line("earned", curve.days, curve.earned_cents, value.ev, look), "line": green, **filled},
        {
            **_line("plan", curve.plan_days, curve.plan_cents, value.pv, look),
            "line": {"color": style.muted, "width": 2, "dash": "dash"},
        },
    ]
    if not isinstance(curve.spent_cents, NotAvailable) and not isinstance(value.ac, NotAvailable):
        blue = {"color": style.blue, "width": 3.5, "shape": "hv"}
        drawn.append({**_line("spent", curve.days, curve.spent_cents, value.ac, look), "line": blue})
    return drawn


def _line(key: str, days: Sequence[date], cents: Sequence[float], now: float, look: Look) -> dict[str, Any]:
    say, euro, write = look.of("money"), look.formats.euro, look.formats.day
    hovers = [
        say.text(f"value_curve.{key}_hover", day=write(day), amount=euro(round(amount), whole=True))
        for day, amount in zip(days, cents, strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": say.text(f"value_curve.{key}", amount=euro(now, whole=True)),
        "x": [day.isoformat() for day in days],
        "y": euros(cents),
        "hovertext": hovers,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _cost_gap(curve: ValueCurve) -> float:
    """Spent more than was budgeted for what is done; 0: nothing that is to be shown."""
    cost = curve.value.cv
    return 0.0 if isinstance(cost, NotAvailable) or abs(cost) < CENTS or not curve.completed else -cost


def _shows_days(curve: ValueCurve) -> bool:
    return curve.reached_on is None and curve.as_of >= curve.period.start and curve.completed > 0 and not is_on_plan(curve)


def _gaps(curve: ValueCurve, look: Look) -> list[dict[str, Any]]:
    """Beams between what is done and what was spent, upright, and between then and now, lying."""
    earned, now = curve.value.ev / CENTS, curve.as_of.isoformat()
    drawn = []
    if _cost_gap(curve):
        drawn.append(
            {
                **_beam(_color(look, is_bad=_cost_gap(curve) > 0)),
                "x0": now,
                "x1": now,
                "y0": earned,
                "y1": earned + _cost_gap(curve) / CENTS,
            }
        )
    if _shows_days(curve):
        late = curve.lag_days > 0
        drawn.append(
            {**_beam(_color(look, is_bad=late)), "x0": curve.earned_day.isoformat(), "x1": now, "y0": earned, "y1": earned}
        )
    return drawn


def _beam(color: str) -> dict[str, Any]:
    return {"type": "line", "line": {"color": color, "width": 5}}


def _color(look: Look, *, is_bad: bool) -> str:
    """Dearer or late is red, cheaper or early green; the label says it in words."""
    return look.style.vermilion if is_bad else look.style.green


def _notes(curve: ValueCurve, look: Look, first: date, last: date) -> list[dict[str, Any]]:
    budget = look.of("money").text("value_curve.budget", budget=look.formats.euro(curve.value.bac))
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": curve.value.bac / CENTS, "yanchor": "top", "xshift": 4}
    drawn = {"showarrow": False, "bgcolor": look.style.background, "font": {"size": LABEL_SIZE, "color": look.style.muted}}
    return [{**drawn, **place, "text": budget}, *_gap_labels(curve, look, first, last)]


def _gap_labels(curve: ValueCurve, look: Look, first: date, last: date) -> list[dict[str, Any]]:
    """Above and to the left of lines that rise there is room, and below and to the right of them."""
    say = look.of("money")
    share, whole, gap = (curve.as_of - first) / (last - first), last - first, _cost_gap(curve)
    earned, budget = curve.value.ev / CENTS, curve.value.bac / CENTS
    labels: list[dict[str, Any]] = []
    if gap:
        text = say.text("value_curve.dearer" if gap > 0 else "value_curve.cheaper", amount=look.formats.euro(abs(gap), whole=True))
        top = max(earned, earned + gap / CENTS, curve.value.pv / CENTS)  # the gap's upper end, and the plan on that day
        corner = {"ax": (first + whole * 0.02).isoformat(), "ay": budget * 0.74, "xanchor": "left"}
        highest = max(budget, top)
        near = {"ax": (curve.as_of - whole * 0.05).isoformat(), "ay": min(top + budget * 0.12, highest * 1.12), "xanchor": "right"}
        where = {"axref": "x", "ayref": "y", **(corner if share < EARLY else near)}
        middle = earned + gap / CENTS / 2
        color = _color(look, is_bad=gap > 0)
        labels.append(
            {
                **_gap_note(look, color),
                **_arrow(color),
                **where,
                "x": curve.as_of.isoformat(),
                "y": middle,
                "text": f"<b>{text}</b>",
            }
        )
    if _shows_days(curve):
        key = "late" if curve.lag_days > 0 else "early"
        color = _color(look, is_bad=curve.lag_days > 0)
        note = _gap_note(look, color)
        text = f"<b>{say.text(f'value_curve.{key}', days=say.count('days', abs(curve.lag_days)))}</b>"
        right = max(curve.as_of, curve.earned_day)
        if (right - first) / whole < LATE:
            is_low = curve.value.ev < LOW * curve.value.bac
            beside_it = {"xanchor": "left", "yanchor": "middle" if is_low else "top", "xshift": 8, "showarrow": False}
            labels.append({**note, **beside_it, "x": right.isoformat(), "y": earned, "text": text})
        else:
            below = {"axref": "x", "ayref": "y", "ax": (right - whole * 0.05).isoformat(), "ay": earned * 0.38, "xanchor": "right"}
            half = curve.earned_day + (curve.as_of - curve.earned_day) / 2
            labels.append({**note, **_arrow(color), **below, "x": half.isoformat(), "y": earned, "text": text})
    return labels


def _gap_note(look: Look, color: str) -> dict[str, Any]:
    return {"font": {"size": LABEL_SIZE + 1, "color": color}, "bgcolor": look.style.background, "borderpad": 2}


def _arrow(color: str) -> dict[str, Any]:
    return {"showarrow": True, "arrowhead": 2, "arrowsize": 0.9, "arrowwidth": 1.2, "arrowcolor": color}
