"""What a completed visit costs, over time: a line of everything so far, and a dot for each quarter by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.axes import span_axis
from adv.charts.budget.earned_value_sentences import of_the_whole_only, unit_words
from adv.charts.budget.spending import EURO_TICKS, EVERYTHING
from adv.charts.chart import Chart
from adv.charts.chart_context import draw
from adv.charts.kinds.columns import long_span_name, span_name
from adv.charts.milestones import beside, described, last_day, on_spans
from adv.charts.style import axis
from adv.charts.tables import CENTS, table
from adv.charts.words import named, not_available, sentences
from adv.formats import rounded
from adv.metrics.source_rows import EXPENSES
from adv.metrics.values import NotAvailable
from adv.metrics.visit_cost import FEWEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from adv.charts.chart_context import Look
    from adv.metrics.selection import Selection
    from adv.metrics.visit_cost import VisitCost

HEIGHT = 360
DEFINITIONS = ("cost_per_visit", "visit_cost")
ROOM = 1.15  # above the highest of what sets the scale
MOST = 2.5  # times what was budgeted: a dot of few visits that lies higher is drawn at the edge, so that the rest can be seen


def visit_cost(exact: VisitCost | NotAvailable, look: Look, selection: Selection = EVERYTHING) -> Chart:
    """Cost per visit so far, and in each span by itself. Of the whole project only."""
    say = look.of("money")
    if isinstance(exact, NotAvailable):
        title = say.text("cost.title", each=say.text("unit.visits.each"), span=look.text("span.quarter"))
        return not_available(look, "visit_cost", exact, definitions=DEFINITIONS, title=title)
    title = say.text(
        "cost.title", each=unit_words(exact.target_unit.value, say)["each"], span=look.text(f"span.{exact.span.value}")
    )
    if not selection.is_everything:
        return of_the_whole_only(look, "visit_cost", title, DEFINITIONS)
    sentence = visit_cost_sentence(exact, look)
    names = [span_name(look, exact.span, start) for start in exact.starts]
    columns: dict[str, Sequence[object]] = {
        "span": names,
        "start": exact.starts,
        "spent_euro": [cents / CENTS for cents in exact.spent_cents],
        "completed": exact.completed,
        "per_span_euro": [_cell(cents, look) for cents in exact.per_span],
        "so_far_euro": [_cell(cents, look) for cents in exact.so_far],
    }
    alt = say.text("cost.alt", title=title, sentence=sentence)
    if exact.starts:
        columns |= beside(look, exact.starts, last_day(exact.span, exact.starts))
        alt = sentences(alt, described(look, exact.starts[0], last_day(exact.span, exact.starts)))
    figure = _figure(exact, names, look) if any(exact.completed) and sum(exact.spent_cents) > 0 else None
    return Chart("visit_cost", title, sentence, figure, table(say, columns), alt, DEFINITIONS, rows=EXPENSES)


def _cell(cents: float | None, look: Look) -> str:
    """In a table that must not say 0 where nothing was completed."""
    return "–" if cents is None else look.formats.number(round(cents) / CENTS, 2)


def visit_cost_sentence(exact: VisitCost, look: Look) -> str:
    """What one cost on average so far, beside what was budgeted, and what it was a year before."""
    say, euro = look.of("money"), look.formats.euro
    words = unit_words(exact.target_unit.value, say)
    now = exact.so_far[-1] if exact.so_far else None
    if now is None:
        return say.text("cost.none_done", **words)
    if now <= 0:
        return say.text("cost.none_spent", **words)
    difference = int(rounded(now)) - int(rounded(exact.planned_cents))
    key = "more" if difference > 0 else "less" if difference < 0 else "same"
    day = look.formats.long_day(exact.as_of)
    amounts = {"amount": euro(round(now)), "difference": euro(abs(difference)), "planned": euro(round(exact.planned_cents))}
    quiet = [long_span_name(look, exact.span, start) for start, done in zip(exact.starts, exact.completed, strict=True) if not done]
    return sentences(
        say.text(f"cost.level_{key}", day=day, **words, **amounts),
        say.text("cost.quiet", spans=named(look, quiet)) if quiet else "",
    )


def _figure(exact: VisitCost, names: list[str], look: Look) -> go.Figure:
    marks = on_spans(look, exact.span, exact.starts, HEIGHT)
    top = _top(exact)
    lowest = min(0.0, *(cents / CENTS for cents in (*exact.so_far, *exact.per_span) if cents is not None))
    return draw(
        look,
        [
            _planned(exact, look),
            _dots(exact, names, look, top, few=False),
            _dots(exact, names, look, top, few=True),
            *_beyond(exact, look, top),
            _so_far(exact, names, look),
        ],
        height=HEIGHT,
        showlegend=True,
        shapes=list(marks.shapes),
        annotations=list(marks.annotations),
        xaxis=span_axis(names, look),
        yaxis=axis(look.style, range=marks.raised([lowest * 1.1, top]), **EURO_TICKS),
    )


def _planned(exact: VisitCost, look: Look) -> dict[str, Any]:
    """A level line; its amount stands in the legend, where it is never in the way."""
    text = look.of("money").text("cost.planned", amount=look.formats.euro(round(exact.planned_cents)))
    return {
        "type": "scatter",
        "mode": "lines",
        "name": text,
        "x": [-0.6, len(exact.starts) - 0.4],
        "y": [exact.planned_cents / CENTS] * 2,
        "hoverinfo": "skip",
        "line": {"color": look.style.muted, "width": 2, "dash": "dash"},
    }


def _top(exact: VisitCost) -> float:
    """The top of the axis: what rests on few visits does not set it, or one dear quarter would flatten all the others."""
    firm = [cents for place, cents in enumerate(exact.per_span) if cents is not None and not exact.is_few(place)]
    soft = [min(cents, MOST * exact.planned_cents) for cents in (*exact.per_span, *exact.so_far) if cents is not None]
    return max([exact.planned_cents, *firm, *soft]) / CENTS * ROOM


def _so_far(exact: VisitCost, names: list[str], look: Look) -> dict[str, Any]:
    say = look.of("money")
    hovers = [
        "" if cents is None else say.text("cost.so_far_hover", span=name, amount=look.formats.euro(round(cents)))
        for name, cents in zip(names, exact.so_far, strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": say.text("cost.so_far"),
        "x": list(range(len(names))),
        "y": [None if cents is None else cents / CENTS for cents in exact.so_far],
        "hovertext": hovers,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "line": {"color": look.style.blue, "width": 3.5},
    }


def _dots(exact: VisitCost, names: list[str], look: Look, top: float, *, few: bool) -> dict[str, Any]:
    """One dot per span; open where few were completed, and a triangle at the edge where it lies beyond."""
    say, style, euro = look.of("money"), look.style, look.formats.euro
    there = [place for place, cents in enumerate(exact.per_span) if cents is not None and exact.is_few(place) == few]
    amounts = [exact.per_span[place] or 0.0 for place in there]
    beyond = [cents / CENTS > top for cents in amounts]
    hovers = [
        say.text(
            "cost.per_span_hover",
            span=names[place],
            amount=euro(round(cents)),
            spent=euro(exact.spent_cents[place]),
            count=exact.completed[place],
        )
        for place, cents in zip(there, amounts, strict=True)
    ]
    span = look.text(f"span.{exact.span.value}")
    outline = {"color": style.muted if few else style.orange, "width": 2}
    return {
        "type": "scatter",
        "mode": "markers",
        "name": say.text("cost.few", fewest=FEWEST) if few else say.text("cost.per_span", span=span),
        "showlegend": bool(there),
        "x": there,
        "y": [min(cents / CENTS, top * 0.98) for cents in amounts],
        "cliponaxis": False,
        "hovertext": hovers,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "size": 10,
            "symbol": ["triangle-up" if far else "circle" for far in beyond],
            "color": style.background if few else style.orange,
            "line": outline,
        },
    }


def _beyond(exact: VisitCost, look: Look, top: float) -> list[dict[str, Any]]:
    """What the triangles at the edge mean, in the legend: nothing where there are none."""
    if not any(cents is not None and cents / CENTS > top for cents in exact.per_span):
        return []
    marker = {"size": 10, "symbol": "triangle-up", "color": look.style.background, "line": {"color": look.style.muted, "width": 2}}
    name = look.of("money").text("cost.beyond")
    return [{"type": "scatter", "mode": "markers", "name": name, "x": [None], "y": [None], "hoverinfo": "skip", "marker": marker}]
