"""The final cost: the range of what will have been spent when the target is reached, beside the budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.axes import line, points, upright
from adv.charts.budget.earned_value import final_sentence
from adv.charts.budget.spending import EURO_TICKS
from adv.charts.chart import About, Chart, Columns, titled
from adv.charts.chart_context import ChartContext, plotly_figure
from adv.charts.kinds.lines import LABEL_SIZE
from adv.charts.style import axis, faded
from adv.formats import CENTS
from adv.metrics.final_cost import FinalCost, no_end
from adv.metrics.selection import EVERYTHING, Selection
from adv.metrics.source_rows import EXPENSES
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from adv.metrics.earned_value import ValueCurve


HEIGHT = 190
THICK, DOT = 16, 16  # pixels of the range, and of its middle
BEAM = 0.45  # how much of its colour the range has
ROOM = 0.35  # beside what is shown, of its width
LEAST_AMOUNTS = 2
LEAST = 0.02  # of the budget: a narrow range is not drawn as if it were wide


@titled("final_cost", "money.final.title")
def final_cost(
    about: About,
    curve: ValueCurve,
    context: ChartContext,
    found: FinalCost | NotAvailable,
    selection: Selection = EVERYTHING,
) -> Chart:
    """Draw the range beside the budget; where there is none, what the textbooks estimate. Of the whole project only."""
    if not selection.is_everything:
        return about.listed(context.text("money.whole_project"))
    figure = None
    if not isinstance(found, NotAvailable) and found.low is not None and found.middle is not None:
        figure = _figure(curve, found, context)
    told, columns = final_sentence(curve, found, context), _columns(curve, found, context)
    if len(next(iter(columns.values()), ())) < LEAST_AMOUNTS:  # what was spent so far stands above it
        return about.listed(told)
    return about.drawn(told, figure, columns, alt="money.final.alt", rows=EXPENSES)


def _columns(curve: ValueCurve, found: FinalCost | NotAvailable, context: ChartContext) -> Columns:
    value = curve.value
    amounts: dict[str, float | NotAvailable | None] = {"money.final.spent": value.ac}
    if not isinstance(found, NotAvailable):
        amounts |= {"money.final.low": found.low, "money.final.middle": found.middle, "money.final.high": found.high}
    if curve.reached_on is None and no_end(curve, found) is None:
        amounts |= {
            "money.final.as_now": value.eac,
            "money.final.as_planned": value.eac_atypical,
            "money.final.as_slow": value.eac_combined,
        }
    known = {key: cents for key, cents in amounts.items() if cents is not None and not isinstance(cents, NotAvailable)}
    if not known:
        return {}
    return {
        "words.what": [context.text(key) for key in known],
        "words.amount_euro": [round(cents) / CENTS for cents in known.values()],
    }


def _figure(curve: ValueCurve, found: FinalCost, context: ChartContext) -> go.Figure:
    """Draw the range as a beam with its middle, on an axis that shows it and the budget and no more."""
    style, euro, budget = context.style, context.formats.euro, curve.value.bac / CENTS
    low, middle = (found.low or 0.0) / CENTS, (found.middle or 0.0) / CENTS
    known = [budget, low, middle, *([] if found.high is None else [found.high / CENTS])]
    room = max(ROOM * (max(known) - min(known)), LEAST * budget)
    first, last = min(known) - room, max(known) + room
    high = last if found.high is None else found.high / CENTS
    color = style.vermilion if middle > budget else style.blue  # red: expected to be over the budget
    label = {
        "x": budget,
        "y": 1,
        "yref": "paper",
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": LABEL_SIZE, "color": style.green},
    }
    side = {"xanchor": "right", "xshift": -6} if budget > (first + last) / 2 else {"xanchor": "left", "xshift": 6}
    told = context.text("money.final.budget", budget=euro(curve.value.bac))
    expected = context.text("money.final.about", middle=euro(round(middle / 100) * 100 * CENTS))
    middle_text = {
        "mode": "markers+text",
        "text": [f"<b>{expected}</b>"],
        "textposition": "bottom center",
        "textfont": {"color": style.text},
    }
    return plotly_figure(
        context,
        [
            line([low, high], [0, 0], [_hover(found, context)] * 2, line={"color": faded(color, BEAM), "width": THICK}),
            points([middle], [0], [_hover(found, context)], marker={"color": color, "size": DOT}, **middle_text),
        ],
        height=HEIGHT,
        shapes=[upright(budget, color=style.green, width=2)],
        annotations=[{**label, **side, "text": told}],
        xaxis=axis(style, range=[first, last], **{**EURO_TICKS, "nticks": 5}),
        yaxis=axis(style, range=[-1, 1.2], showticklabels=False, showgrid=False),
    )


def _hover(found: FinalCost, context: ChartContext) -> str:
    euro = context.formats.euro
    low, middle = (euro(round(cents or 0.0), whole=True) for cents in (found.low, found.middle))
    if found.high is None:
        return context.text("money.final.open_hover", low=low)
    return context.text("money.final.range_hover", low=low, high=euro(round(found.high), whole=True), middle=middle)
