"""The cost of a completed visit over time; and the final cost: the range of what will have been spent when the target is reached, beside the budget."""

from __future__ import annotations

from typing import Any

from adv.charts.axes import axis, euro_ticks, faded, line, points, span_axis, upright, value_axis
from adv.charts.budget.earned_value import final_sentence
from adv.charts.chart import About, Chart, Columns, euros, titled
from adv.charts.chart_context import ChartContext, Figure, named, plotly_figure, sentences
from adv.charts.kinds.columns import long_span_name, span_name
from adv.charts.kinds.lines import LABEL_SIZE
from adv.charts.milestones import beside_spans, described_in, on_spans
from adv.formats import CENTS, rounded
from adv.metrics.earned_value import ValueCurve
from adv.metrics.final_cost import FEWEST_COMPLETED, FinalCost, VisitCost, no_end
from adv.metrics.source_rows import EXPENSES
from adv.metrics.spans import Span
from adv.metrics.values import NotAvailable
from adv.model import TargetUnit

HEIGHT = 190
THICK, DOT = 16, 16  # pixels of the range, and of its middle
BEAM = 0.45  # opacity of the range
ROOM_BESIDE = 0.35  # beside what is shown, of its width
LEAST_AMOUNTS = 2
EDGE = 0.08  # of the axis: half an amount, on a phone
LEAST_ROOM = 0.02  # of the budget: a narrow range is not drawn as if it were wide


@titled("final_cost", "money.final.title")
def final_cost(about: About, curve: ValueCurve, context: ChartContext, found: FinalCost | NotAvailable) -> Chart:
    """Draw the range beside the budget; where there is none, what the textbooks estimate. Of the whole project."""
    figure = None
    if not isinstance(found, NotAvailable) and found.low is not None and found.middle is not None:
        figure = _figure(curve, found, context)
    told, columns = final_sentence(curve, found, context), _columns(curve, found, context)
    if len(next(iter(columns.values()), ())) < LEAST_AMOUNTS:  # the sum so far stands above it
        return about.listed(told)
    return about.drawn(told, figure, columns, alt="money.final.alt", rows=EXPENSES)


def _columns(curve: ValueCurve, found: FinalCost | NotAvailable, context: ChartContext) -> Columns:
    value = curve.value
    amounts: dict[str, float | NotAvailable | None] = {"money.final.spent": value.ac}
    if not isinstance(found, NotAvailable):
        amounts |= {"money.final.low": found.low, "money.final.middle": found.middle, "money.final.high": found.high}
    if curve.reached_on is None and no_end(curve, found) is None:
        amounts |= {"money.final.as_now": value.eac, "money.final.as_planned": value.eac_atypical}
        amounts["money.final.as_slow"] = value.eac_combined
    known = {key: cents for key, cents in amounts.items() if cents is not None and not isinstance(cents, NotAvailable)}
    if not known:
        return {}
    return {"words.what": [context.text(key) for key in known], "words.amount_euro": euros([*known.values()])}


def _figure(curve: ValueCurve, found: FinalCost, context: ChartContext) -> Figure:
    """Draw the range as a beam with its middle, on an axis that shows it and the budget and no more."""
    style = context.style
    euro = context.formats.euro
    budget = curve.value.bac / CENTS
    low, middle = (found.low or 0.0) / CENTS, (found.middle or 0.0) / CENTS
    known = [budget, low, middle, *([] if found.high is None else [found.high / CENTS])]
    room = max(ROOM_BESIDE * (max(known) - min(known)), LEAST_ROOM * budget)
    first, last = min(known) - room, max(known) + room
    edge = EDGE * (last - first)  # a browser leaves out the text of a tick that has no room beside it
    high = last if found.high is None else found.high / CENTS
    color = style.wrong if middle > budget else style.done  # red: expected to be over the budget
    font = {"size": LABEL_SIZE, "color": style.aim}
    label = {"x": budget, "y": 1, "yref": "paper", "yanchor": "top", "showarrow": False, "font": font}
    side = {"xanchor": "right", "xshift": -6} if budget > (first + last) / 2 else {"xanchor": "left", "xshift": 6}
    told = context.text("money.final.budget", budget=euro(curve.value.bac))
    expected = context.text("money.final.about", middle=euro(round(middle / 100) * 100 * CENTS))
    written = {"text": [f"<b>{expected}</b>"], "textposition": "bottom center", "textfont": {"color": style.text}}
    hover = _hover(found, context)
    dot = {"color": color, "size": DOT}
    beam = line([low, high], [0, 0], [hover] * 2, line={"color": faded(color, BEAM), "width": THICK})
    across = axis(style, range=[first, last], **euro_ticks(first + edge, last - edge, context))
    down = axis(style, range=[-1, 1.2], showticklabels=False, showgrid=False)
    traces = [beam, points([middle], [0], [hover], marker=dot, mode="markers+text", **written)]
    about = {"shapes": [upright(budget, color=style.aim, width=2)], "annotations": [{**label, **side, "text": told}]}
    return plotly_figure(context, traces, height=HEIGHT, xaxis=across, yaxis=down, **about)


def _hover(found: FinalCost, context: ChartContext) -> str:
    euro = context.formats.euro
    low, middle = (euro(round(cents or 0.0), whole=True) for cents in (found.low, found.middle))
    if found.high is None:
        return context.text("money.final.open_hover", low=low)
    return context.text("money.final.range_hover", low=low, high=euro(round(found.high), whole=True), middle=middle)


COST_HEIGHT = 360
COST_ROOM = 1.15  # above the highest of what sets the scale
HIGHEST_COST = (
    2.5  # times what was budgeted: a dot of few visits that lies higher is drawn at the edge, so that the rest can be seen
)


def visit_cost(exact: VisitCost | NotAvailable, context: ChartContext) -> Chart:
    """Draw the cost per visit so far, and in each span by itself, of the whole project."""
    unit, span = (TargetUnit.VISITS, Span.QUARTER) if isinstance(exact, NotAvailable) else (exact.target_unit, exact.span)
    words = {"each": context.text("money.unit.each", by=unit), "span": context.text("words.span", by=span)}
    about = About(context, "visit_cost", context.text("money.cost.title", **words))
    if isinstance(exact, NotAvailable):
        return about.unavailable(exact)
    names = [span_name(context, span, start) for start in exact.starts]
    columns: Columns = {
        "words.period": names,
        "words.begins_on": exact.starts,
        "words.spent_euro": [cents / CENTS for cents in exact.spent_cents],
        "words.completed": exact.completed,
        "money.column.per_span_euro": [_cell(cents, context) for cents in exact.per_span],
        "money.column.so_far_euro": [_cell(cents, context) for cents in exact.so_far],
        **beside_spans(context, span, exact.starts),
    }
    figure = _cost_figure(exact, names, context) if any(exact.completed) and sum(exact.spent_cents) > 0 else None
    told = visit_cost_sentence(exact, context)
    also = described_in(context, span, exact.starts)
    return about.drawn(told, figure, columns, alt="charts.lines_alt", also=also, rows=EXPENSES)


def _cell(cents: float | None, context: ChartContext) -> str:
    """Write an amount in a table that must not say 0 where nothing was completed."""
    return "–" if cents is None else context.formats.number(round(cents) / CENTS, 2)


def visit_cost_sentence(exact: VisitCost, context: ChartContext) -> str:
    """Say what one cost on average so far, beside what was budgeted, and what it was a year before."""
    euro = context.formats.euro
    words = {
        name: context.text(key, by=exact.target_unit) for name, key in (("one", "money.unit.single"), ("each", "money.unit.each"))
    }
    now = exact.so_far[-1] if exact.so_far else None
    if now is None:
        return context.text("money.cost.none_done", **words)
    if now <= 0:
        return context.text("money.cost.none_spent", **words)
    difference = int(rounded(now)) - int(rounded(exact.planned_cents))
    key = "money.cost.level_more" if difference > 0 else "money.cost.level_less"
    day = context.formats.long_day(exact.as_of)
    amounts = {"amount": euro(round(now)), "difference": euro(abs(difference)), "planned": euro(round(exact.planned_cents))}
    quiet = [
        long_span_name(context, exact.span, start) for start, done in zip(exact.starts, exact.completed, strict=True) if not done
    ]
    return sentences(
        context.text(key if difference else "money.cost.level_same", day=day, **words, **amounts),
        context.text("money.cost.quiet", spans=named(context, quiet)) if quiet else "",
    )


def _cost_figure(exact: VisitCost, names: list[str], context: ChartContext) -> Figure:
    marks = on_spans(context, exact.span, exact.starts, COST_HEIGHT)
    top = _top(exact)
    lowest = min(0.0, *(cents / CENTS for cents in (*exact.so_far, *exact.per_span) if cents is not None))
    dots = [_dots(exact, names, context, top, few=few) for few in (False, True)]
    planned = context.text("money.cost.planned", amount=context.formats.euro(round(exact.planned_cents)))
    dashed = {"color": context.style.muted, "width": 2, "dash": "dash"}
    ends = [-0.6, len(exact.starts) - 0.4]
    level = line(ends, [exact.planned_cents / CENTS] * 2, None, name=planned, line=dashed)  # its amount is never in the way there
    traces = [level, *dots, *_beyond(exact, context, top), _so_far(exact, names, context)]
    axes = {"xaxis": span_axis(names, context), "yaxis": value_axis(marks.raised([lowest * 1.1, top]), context, is_money=True)}
    return plotly_figure(context, traces, height=COST_HEIGHT, showlegend=True, **axes, **marks.layout)


def _top(exact: VisitCost) -> float:
    """Find the top of the axis: what rests on few visits does not set it, or one dear quarter would flatten all the others."""
    firm = [cents for place, cents in enumerate(exact.per_span) if cents is not None and not exact.is_few(place)]
    soft = [min(cents, HIGHEST_COST * exact.planned_cents) for cents in (*exact.per_span, *exact.so_far) if cents is not None]
    return max([exact.planned_cents, *firm, *soft]) / CENTS * COST_ROOM


def _so_far(exact: VisitCost, names: list[str], context: ChartContext) -> dict[str, Any]:
    hovers = [
        "" if cents is None else context.text("money.cost.so_far_hover", span=name, amount=context.formats.euro(round(cents)))
        for name, cents in zip(names, exact.so_far, strict=True)
    ]
    amounts = [None if cents is None else cents / CENTS for cents in exact.so_far]
    blue = {"color": context.style.done, "width": 3.5}
    return line(range(len(names)), amounts, hovers, name=context.text("money.cost.so_far"), line=blue)


def _dots(exact: VisitCost, names: list[str], context: ChartContext, top: float, *, few: bool) -> dict[str, Any]:
    """Draw one dot per span; open where few were completed, and a triangle at the edge where it lies beyond."""
    style, euro = context.style, context.formats.euro
    there = [place for place, cents in enumerate(exact.per_span) if cents is not None and exact.is_few(place) == few]
    amounts = [exact.per_span[place] or 0.0 for place in there]
    told = {"span": [names[at] for at in there], "amount": [euro(round(cents)) for cents in amounts]}
    counted = {"spent": [euro(exact.spent_cents[at]) for at in there], "count": [exact.completed[at] for at in there]}
    hovers = context.hovers("money.cost.per_span_hover", **told, **counted)
    name = context.text("money.cost.per_span", span=context.text("words.span", by=exact.span))
    name = context.text("money.cost.few", fewest=FEWEST_COMPLETED) if few else name
    symbols = ["triangle-up" if cents / CENTS > top else "circle" for cents in amounts]
    color = style.background if few else style.muted  # of single quarters, that stand behind the line
    marker = {"size": 10, "symbol": symbols, "color": color, "line": {"color": style.muted, "width": 2}}
    up = [min(cents / CENTS, top * 0.98) for cents in amounts]
    return points(there, up, hovers, name=name, showlegend=bool(there), marker=marker)


def _beyond(exact: VisitCost, context: ChartContext, top: float) -> list[dict[str, Any]]:
    """Tell what the triangles at the edge mean, in the legend: nothing where there are none."""
    if not any(cents is not None and cents / CENTS > top for cents in exact.per_span):
        return []
    edge = {"color": context.style.muted, "width": 2}
    marker = {"size": 10, "symbol": "triangle-up", "color": context.style.background, "line": edge}
    return [line([None], [None], None, mode="markers", name=context.text("money.cost.beyond"), marker=marker)]
