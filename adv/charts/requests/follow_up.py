"""Follow-up: how long requests wait, and how long they take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.chart import Chart
from adv.charts.chart_context import draw
from adv.charts.kinds.bars import Rows, Series, bars, horizontal
from adv.charts.style import axis, axis_title
from adv.charts.tables import table
from adv.charts.words import not_available, sentences
from adv.formats import rounded
from adv.metrics.requests import WAITING, of_age
from adv.metrics.source_rows import REQUESTS
from adv.metrics.time_to_close import ENOUGH
from adv.metrics.values import NotAvailable
from adv.model import Status

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from adv.charts.chart_context import Look
    from adv.metrics.requests import Ageing
    from adv.metrics.time_to_close import TimeToClose

BAND_OPACITY = 0.18


def ageing(exact: Ageing | NotAvailable, look: Look) -> Chart:
    """How long the requests that are open or in progress have waited."""
    definitions = ("ageing",)
    if isinstance(exact, NotAvailable):
        return not_available(look, "ageing", exact, definitions=definitions)
    title, sentence = look.text("ageing.title"), ageing_sentence(exact, look)
    bands = tuple(_band(first, last, look) for first, last in exact.bands)
    series = []
    for status, values, pattern in ((Status.OPEN, exact.open, ""), (Status.IN_PROGRESS, exact.in_progress, "/")):
        word = look.text(f"status.{status.value}")
        hovers = tuple(
            look.text("ageing.hover", band=band, status=word, count=value) for band, value in zip(bands, values, strict=True)
        )
        labels = tuple(look.formats.number(value) if value else "" for value in values)
        rows = tuple(REQUESTS.also(status=status.value).that(of_age, str(place)) for place in range(len(bands)))
        series.append(Series(word, values, hovers, look.style.of_status(status), labels, rows, pattern))
    totals = [one + other for one, other in zip(exact.open, exact.in_progress, strict=True)]
    figure = None
    if sum(totals):
        ends = [look.formats.number(total) for total in totals]
        figure = horizontal(look, Rows(bands, ("",) * len(bands)), series, ends, stacked=True)
    columns = {"band": bands, "status_open": exact.open, "status_in_progress": exact.in_progress}
    alt = look.text("bars_alt", title=title, sentence=sentence)
    counted = bars(bands, series)
    return Chart("ageing", title, sentence, figure, table(look, columns), alt, definitions, rows=WAITING, bars=counted)


def _band(first: int, last: int | None, look: Look) -> str:
    return look.text("ageing.over", days=first - 1) if last is None else look.text("ageing.band", first=first, last=last)


def ageing_sentence(exact: Ageing, look: Look) -> str:
    """How many have waited long, and how long the longest."""
    waiting = sum(exact.open) + sum(exact.in_progress)
    unknown = look.count("ageing.without_date", exact.without_date) if exact.without_date else ""
    if waiting == 0 or isinstance(exact.longest_days, NotAvailable):
        return unknown or look.text("ageing.none")
    longest = look.count("days", exact.longest_days)
    if waiting == 1:
        return sentences(look.text("ageing.only_one", longest=longest), unknown)
    limit = exact.bands[-1][0] - 1
    old = exact.open[-1] + exact.in_progress[-1]
    first = look.many("ageing.old", old, waiting=waiting, limit=limit, longest=longest)
    return sentences(first, unknown)


def follow_up(exact: TimeToClose | NotAvailable, look: Look) -> Chart:
    """Which share of the requests is still waiting, day by day since they were raised (Kaplan-Meier)."""
    definitions = ("time_to_close",)
    if isinstance(exact, NotAvailable):
        return not_available(look, "follow_up", exact, definitions=definitions)
    title, sentence = look.text("follow_up.title"), follow_up_sentence(exact, look)
    percents = [[100 * value for value in part] for part in (exact.still_open, exact.lower, exact.upper)]
    keys = ("still_waiting", "lower", "upper")
    columns: dict[str, Any] = {"days": exact.days, **dict(zip(keys, percents, strict=True))}
    figure = _curve(exact, look) if exact.days else None
    alt = look.text("lines_alt", title=title, sentence=sentence)
    return Chart("follow_up", title, sentence, figure, table(look, columns, keys), alt, definitions, rows=REQUESTS)


def follow_up_sentence(exact: TimeToClose, look: Look) -> str:
    """In how many days half of the requests are closed, and how many within 90 days."""
    if exact.requests == 0:
        return look.text("no_requests")
    if exact.closed == 0:
        return look.text("follow_up.none")
    left_out = look.count("follow_up.left_out", exact.left_out) if exact.left_out else ""
    if not exact.is_enough:
        return sentences(look.many("follow_up.few", exact.closed, enough=ENOUGH), left_out)
    within = [
        look.text("follow_up.within", days=days, share=look.formats.percent(share, 0))
        for days, share in exact.closed_within.items()
        if not isinstance(share, NotAvailable)
    ]
    told = look.text("follow_up.shares", parts=look.formats.joined(within)) if within else ""
    if isinstance(exact.median, NotAvailable):
        return sentences(look.text("follow_up.no_median"), told, left_out)
    median = look.count("days", int(rounded(exact.median)))
    return sentences(look.text("follow_up.median", median=median), _interval(exact, look), told, left_out)


def _interval(exact: TimeToClose, look: Look) -> str:
    low, high = exact.median_interval
    if low is None:
        return ""
    if high is None:
        return look.text("follow_up.at_least", low=int(rounded(low)))
    return look.text("follow_up.interval", low=int(rounded(low)), high=int(rounded(high)))


def _curve(exact: TimeToClose, look: Look) -> go.Figure:
    days = [0.0, *exact.days]
    style = look.style
    still = [1.0, *exact.still_open]
    hovers = [
        look.text("follow_up.hover", days=look.count("days", int(rounded(day))), share=look.formats.percent(share, 0))
        for day, share in zip(days, still, strict=True)
    ]
    band = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "x": days, "showlegend": False}
    faint = {"color": style.blue, "width": 0, "shape": "hv"}
    lower = {**band, "y": [1.0, *exact.lower], "line": faint}
    upper = {**band, "y": [1.0, *exact.upper], "line": faint, "fill": "tonexty", "fillcolor": _faded(style.blue)}
    curve = {
        "type": "scatter",
        "mode": "lines",
        "name": look.text("follow_up.still"),
        "x": days,
        "y": still,
        "line": {"color": style.blue, "width": 3, "shape": "hv"},
        "hovertext": [hover.replace("<", "&lt;").replace(">", "&gt;") for hover in hovers],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    quarters = [0, 0.25, 0.5, 0.75, 1]
    ticks = [look.formats.percent(value, 0) for value in quarters]
    horizontal_axis = axis(
        style, title=axis_title(style, look.text("follow_up.axis")), rangemode="tozero", showgrid=False, tickformat=",d", nticks=6
    )
    vertical = axis(style, range=[0, 1.02], tickvals=quarters, ticktext=ticks)
    lines = _median(exact, look)
    head = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1.02, "yref": "paper", "yanchor": "bottom", "showarrow": False}
    notes = [{**head, "text": f"<b>{look.text('follow_up.still')}</b>"}, *lines.pop("annotations", [])]
    shown = {"margin": {"t": 34}, "annotations": notes, **lines}
    return draw(look, [lower, upper, curve], height=360, xaxis=horizontal_axis, yaxis=vertical, **shown)


def _median(exact: TimeToClose, look: Look) -> dict[str, Any]:
    """Lines and a label that show where half of the requests are closed, if that is known."""
    if isinstance(exact.median, NotAvailable) or not exact.is_enough:
        return {}
    line = {"type": "line", "line": {"color": look.style.text, "width": 1.5, "dash": "dot"}}
    corner = {"x1": exact.median, "y1": 0.5}
    label = look.text("follow_up.half", median=look.count("days", int(rounded(exact.median))))
    note = {"x": exact.median, "y": 0.5, "text": label, "showarrow": False, "xanchor": "left", "yanchor": "bottom", "xshift": 6}
    return {
        "shapes": [{**line, "x0": 0, "y0": 0.5, **corner}, {**line, "x0": exact.median, "y0": 0, **corner}],
        "annotations": [note],
    }


def _faded(color: str) -> str:
    red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{BAND_OPACITY})"
