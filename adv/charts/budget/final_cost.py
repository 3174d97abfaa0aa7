"""The final cost: spent so far, and the range of what will have been spent when the target is reached, beside the budget."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.budget.earned_value_sentences import final_sentence
from adv.charts.budget.spending import EVERYTHING
from adv.charts.chart import About, Chart, titled
from adv.charts.chart_context import ChartContext, plotly_figure
from adv.charts.kinds.bars import ABOVE, BELOW, ROW_HEIGHT, THICK
from adv.charts.kinds.traces import PATTERN, line, lying_bars, texts_at
from adv.charts.style import axis
from adv.formats import CENTS
from adv.metrics.final_cost import FinalCost, no_end
from adv.metrics.source_rows import EXPENSES
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from adv.charts.tables import Columns
    from adv.metrics.selection import Selection
    from adv.metrics.value_curve import ValueCurve

BEAM = 0.3  # half of the budget's line on each bar


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
    style, budget = context.style, curve.value.bac / CENTS
    spent = 0.0 if isinstance(curve.value.ac, NotAvailable) else curve.value.ac / CENTS
    low, middle = (found.low or 0.0) / CENTS, (found.middle or 0.0) / CENTS
    highest = max(budget, spent, middle, low, 0.0 if found.high is None else found.high / CENTS) * 1.08
    high = highest if found.high is None else found.high / CENTS
    upright = {"type": "line", "x0": budget, "x1": budget, "line": {"color": style.green, "width": 3}}
    label = context.text("money.final.budget", budget=context.formats.euro(curve.value.bac))
    beams = [{**upright, "y0": row + BELOW - BEAM, "y1": row + BELOW + BEAM} for row in (0, 1)]
    note = {"x": budget, "y": 1 + BELOW + BEAM, "xanchor": "right", "yanchor": "top", "text": label, "showarrow": False}
    marker = {"symbol": "line-ns", "size": 16, "line": {"color": style.text, "width": 4}}
    told, expected = _hovers(found, spent, context)
    color = style.vermilion if middle > budget else style.blue  # hatched: not spent yet; red: expected to be over the budget
    hatched = {
        "color": color,
        "pattern": {**PATTERN, "shape": "/", "fgcolor": style.background},
        "line": {"color": color, "width": 1},
    }
    return plotly_figure(
        context,
        [
            lying_bars([spent], [BELOW], [told], base=[0.0], width=THICK, marker={"color": style.blue}),
            lying_bars([high - low], [1 + BELOW], [expected], base=[low], width=THICK, marker=hatched),
            line([middle], [1 + BELOW], None, mode="markers", marker=marker),
            _names(curve, found, context, min(0.0, spent)),
        ],
        height=round(ROW_HEIGHT * 2.5) + 24,
        barmode="overlay",
        shapes=beams,
        annotations=[{**note, "font": {"size": 13, "color": style.green}}],
        xaxis=axis(style, range=[min(0.0, spent) * 1.01, highest], showticklabels=False, showgrid=False),
        yaxis=axis(style, range=[2.0, -0.5], showticklabels=False, showgrid=False),
    )


def _hovers(found: FinalCost, spent: float, context: ChartContext) -> tuple[str, str]:
    euro = context.formats.euro
    low, middle = (euro(round(cents or 0.0), whole=True) for cents in (found.low, found.middle))
    told = context.text("money.final.spent_hover", spent=euro(round(spent * CENTS)))
    if found.high is None:
        return told, context.text("money.final.open_hover", low=low)
    return told, context.text("money.final.range_hover", low=low, high=euro(round(found.high), whole=True), middle=middle)


def _names(curve: ValueCurve, found: FinalCost, context: ChartContext, left: float) -> dict[str, Any]:
    euro = context.formats.euro
    low = euro(round((found.low or 0.0) / CENTS / 100) * 100 * CENTS)
    ends = context.text("money.final.at_least", low=low)
    if found.high is not None:
        ends = context.text("words.range", low=low, high=euro(round(found.high / CENTS / 100) * 100 * CENTS))
    spent = "" if isinstance(curve.value.ac, NotAvailable) else euro(curve.value.ac, whole=True)
    texts = {context.text("money.final.spent"): spent, context.text("money.final.expected"): ends}
    return texts_at(context, [left, left], [ABOVE, 1 + ABOVE], [f"{name}  <b>{end}</b>" for name, end in texts.items()])
