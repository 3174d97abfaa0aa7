"""What the money will come to: spent so far, and the range of what will have been spent when the target is reached, beside the budget."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.budget.earned_value_sentences import final_sentence, of_the_whole_only
from adv.charts.budget.spending import EVERYTHING
from adv.charts.chart import Chart
from adv.charts.chart_context import draw
from adv.charts.kinds.bars import ABOVE, BELOW, PATTERN, ROW_HEIGHT, THICK
from adv.charts.style import axis
from adv.charts.tables import CENTS, table
from adv.charts.words import not_available
from adv.metrics.final_cost import no_end
from adv.metrics.source_rows import EXPENSES
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from adv.charts.chart_context import Look
    from adv.metrics.final_cost import FinalCost
    from adv.metrics.selection import Selection
    from adv.metrics.value_curve import ValueCurve

DEFINITIONS = ("final_cost", "estimate")
BEAM = 0.3  # half of the budget's line on each bar


def final_cost(
    curve: ValueCurve | NotAvailable, found: FinalCost | NotAvailable, look: Look, selection: Selection = EVERYTHING
) -> Chart:
    """The range beside the budget; where there is none, what the textbooks estimate. Of the whole project only."""
    say = look.of("money")
    title = say.text("final.title")
    if isinstance(curve, NotAvailable):
        return not_available(look, "final_cost", curve, definitions=DEFINITIONS, title=title)
    if not selection.is_everything:
        return of_the_whole_only(look, "final_cost", title, DEFINITIONS)
    sentence = final_sentence(curve, found, look)
    alt = say.text("final.alt", title=title, sentence=sentence)
    figure = None
    if not isinstance(found, NotAvailable) and found.low is not None and found.middle is not None:
        figure = _figure(curve, found, look)
    rows = _rows(curve, found, look)
    told = table(say, {"what": [what for what, _ in rows], "euro": [amount for _, amount in rows]} if rows else {})
    return Chart("final_cost", title, sentence, figure, told, alt, DEFINITIONS, rows=EXPENSES)


def _rows(curve: ValueCurve, found: FinalCost | NotAvailable, look: Look) -> list[tuple[str, float]]:
    say, value = look.of("money"), curve.value
    amounts: list[tuple[str, float | NotAvailable | None]] = [("spent", value.ac)]
    if not isinstance(found, NotAvailable):
        amounts += [("low", found.low), ("middle", found.middle), ("high", found.high)]
    if curve.reached_on is None and no_end(curve, found) is None:
        amounts += [("as_now", value.eac), ("as_planned", value.eac_atypical), ("as_slow", value.eac_combined)]
    return [
        (say.text(f"final.{key}"), round(cents) / CENTS)
        for key, cents in amounts
        if cents is not None and not isinstance(cents, NotAvailable)
    ]


def _figure(curve: ValueCurve, found: FinalCost, look: Look) -> go.Figure:
    style, budget = look.style, curve.value.bac / CENTS
    spent = 0.0 if isinstance(curve.value.ac, NotAvailable) else curve.value.ac / CENTS
    low, middle = (found.low or 0.0) / CENTS, (found.middle or 0.0) / CENTS
    highest = max(budget, spent, middle, low, 0.0 if found.high is None else found.high / CENTS) * 1.08
    high = highest if found.high is None else found.high / CENTS
    upright = {"type": "line", "x0": budget, "x1": budget, "line": {"color": style.green, "width": 3}}
    label = look.of("money").text("final.budget", budget=look.formats.euro(curve.value.bac))
    beams = [{**upright, "y0": row + BELOW - BEAM, "y1": row + BELOW + BEAM} for row in (0, 1)]
    note = {"x": budget, "y": 1 + BELOW + BEAM, "xanchor": "right", "yanchor": "top", "text": label, "showarrow": False}
    marker = {"symbol": "line-ns", "size": 16, "line": {"color": style.text, "width": 4}}
    point = {"type": "scatter", "mode": "markers", "x": [middle], "y": [1 + BELOW], "marker": marker, "hoverinfo": "skip"}
    hovers = _hovers(found, spent, look)
    color = style.vermilion if middle > budget else style.blue  # hatched: not spent yet; red: expected to be over the budget
    return draw(
        look,
        [
            _bar(0, 0.0, spent, style.blue, hovers[0]),
            {**_bar(1, low, high, color, hovers[1]), **_hatched(look, color)},
            point,
            _names(curve, found, look, min(0.0, spent)),
        ],
        height=round(ROW_HEIGHT * 2.5) + 24,
        barmode="overlay",
        shapes=beams,
        annotations=[{**note, "font": {"size": 13, "color": style.green}}],
        xaxis=axis(style, range=[min(0.0, spent) * 1.01, highest], showticklabels=False, showgrid=False),
        yaxis=axis(style, range=[2.0, -0.5], showticklabels=False, showgrid=False),
    )


def _hovers(found: FinalCost, spent: float, look: Look) -> tuple[str, str]:
    say, euro = look.of("money"), look.formats.euro
    low, middle = (euro(round(cents or 0.0), whole=True) for cents in (found.low, found.middle))
    told = say.text("final.spent_hover", spent=euro(round(spent * CENTS)))
    if found.high is None:
        return told, say.text("final.open_hover", low=low)
    return told, say.text("final.range_hover", low=low, high=euro(round(found.high), whole=True), middle=middle)


def _bar(row: int, start: float, end: float, color: str, hover: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "base": [start],
        "x": [end - start],
        "y": [row + BELOW],
        "width": THICK,
        "marker": {"color": color},
        "hovertext": [hover],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _hatched(look: Look, color: str) -> dict[str, Any]:
    pattern = {**PATTERN, "shape": "/", "fgcolor": look.style.background}
    return {"marker": {"color": color, "pattern": pattern, "line": {"color": color, "width": 1}}}


def _names(curve: ValueCurve, found: FinalCost, look: Look, left: float) -> dict[str, Any]:
    say, euro = look.of("money"), look.formats.euro
    low = euro(round((found.low or 0.0) / CENTS / 100) * 100 * CENTS)
    ends = say.text("final.at_least", low=low)
    if found.high is not None:
        ends = say.text("final.range", low=low, high=euro(round(found.high / CENTS / 100) * 100 * CENTS))
    spent = "" if isinstance(curve.value.ac, NotAvailable) else euro(curve.value.ac, whole=True)
    return {
        "type": "scatter",
        "mode": "text",
        "x": [left, left],
        "y": [ABOVE, 1 + ABOVE],
        "text": [f"{say.text('final.spent')}  <b>{spent}</b>", f"{say.text('final.expected')}  <b>{ends}</b>"],
        "textposition": "middle right",
        "textfont": {"color": look.style.text},
        "hoverinfo": "skip",
        "showlegend": False,
        "cliponaxis": False,
    }
