"""Liveability: the marks that residents give, per year, and the change where a household gave two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.chart import About, Bar, Chart, titled
from adv.charts.chart_context import ChartContext, plotly_figure
from adv.charts.kinds.bars import row_names
from adv.charts.kinds.traces import points, upright, whiskers
from adv.charts.style import axis
from adv.charts.words import sentences
from adv.metrics.liveability import HIGHEST, LOWEST, Liveability, Mark, PairedChange, with_mark
from adv.metrics.means import Mean
from adv.metrics.source_rows import VISITS, Behind
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import plotly.graph_objects as go

    from adv.charts.tables import Columns

HEIGHT = 320
DOT = 13
WHISKERS = (2.5, 8)  # how thick, and how wide at their ends
ROW_HEIGHT = 64
SYMBOLS = {Mark.NEIGHBOURHOOD: "circle", Mark.HOME: "square"}


@titled("{}", "outcomes.marks.title")
def marks_per_year(about: About, exact: Liveability, context: ChartContext, mark: Mark) -> Chart:
    """Draw the mean mark of each year with its margin."""
    known = [(year, mean) for year, mean in zip(exact.years, exact.means, strict=True) if isinstance(mean, Mean)]
    limits = [(None, None) if isinstance(mean.interval, NotAvailable) else mean.interval for _, mean in known]
    told = [(_one(context, low), _one(context, high)) if low and high else ("–", "–") for low, high in limits]
    columns: Columns = {
        "words.year": [str(year) for year, _ in known],
        "outcomes.column.mark": [mean.mean for _, mean in known],
        "outcomes.column.lower": [low for low, _ in told],
        "outcomes.column.upper": [high for _, high in told],
        "outcomes.column.marks": [mean.count for _, mean in known],
    }
    bars = tuple(Bar(str(year), mean.count, _given(mark).also(year=f"{year}-01-01")) for year, mean in known)
    figure, sentence = _years(exact.years, known, context, mark) if known else None, marks_sentence(known, context, mark)
    tenths, alt = ["outcomes.column.mark"], "charts.lines_alt"
    return about.drawn(sentence, figure, columns, alt=alt, one_decimal=tenths, rows=_given(mark), bars=bars)


def _given(*marks: Mark) -> Behind:
    return VISITS.that(with_mark, *(mark.value for mark in marks))


def marks_sentence(known: Sequence[tuple[int, Mean]], context: ChartContext, mark: Mark) -> str:
    """Give the last year's mean, and the first one's beside it. Whether they differ is not said: other people gave them."""
    if not known:
        return context.text("outcomes.marks.none")
    (first, earlier), (last, later) = known[0], known[-1]
    what = context.text("outcomes.marks.what", by=mark)
    told = context.text("outcomes.marks.latest", what=what, year=str(last), mean=_one(context, later.mean), of=_of(context, later))
    if first == last:
        return told
    return sentences(
        told, context.text("outcomes.marks.first", year=str(first), mean=_one(context, earlier.mean), of=_of(context, earlier))
    )


def _of(context: ChartContext, mean: Mean) -> str:
    """Say how many marks there are, and the margin if there is one."""
    count = context.count("outcomes.marks.count", mean.count)
    if isinstance(mean.interval, NotAvailable):
        return count if mean.count == 1 else context.text("outcomes.marks.all_equal", count=count)
    low, high = (_one(context, limit) for limit in mean.interval)
    return context.text("outcomes.marks.with_margin", count=count, low=low, high=high)


def _one(context: ChartContext, value: float) -> str:
    return context.formats.number(value, 1)


def _years(years: Sequence[int], known: Sequence[tuple[int, Mean]], context: ChartContext, mark: Mark) -> go.Figure:
    style = context.style
    places = [year - years[0] for year, _ in known]
    means = [mean.mean for _, mean in known]
    limits = [(mean.mean, mean.mean) if isinstance(mean.interval, NotAvailable) else mean.interval for _, mean in known]
    hovers = [
        context.text("outcomes.marks.hover", year=str(year), mean=_one(context, mean.mean), of=_of(context, mean))
        for year, mean in known
    ]
    dots = points(
        places,
        means,
        hovers,
        mode="markers+text",
        text=[f"<b>{_one(context, mean)}</b>" for mean in means],
        textposition="middle right",
        textfont={"color": style.text, "size": 16},
        marker={"color": style.blue, "size": DOT, "symbol": SYMBOLS[mark]},
        customdata=[["", number] for number in range(len(known))],
        error_y=whiskers(style.blue, means, limits, size=WHISKERS),
    )
    counts = {year: mean.count for year, mean in known}
    ticks = [f"{year}<br>{context.count('outcomes.marks.count', counts[year]) if year in counts else '–'}" for year in years]
    step = max(1, -(-len(years) // 5))
    across = axis(
        style, range=[-0.6, len(years) - 0.4], tickvals=list(range(0, len(years), step)), ticktext=ticks[::step], tickangle=0
    )
    down = axis(style, range=[LOWEST - 0.1, HIGHEST + 0.3], tickvals=[1, 2, 4, 6, 8, 10], tickformat=",d")
    return plotly_figure(context, [dots], height=HEIGHT, xaxis={**across, "showgrid": False}, yaxis=down)


def paired_changes(exact: Mapping[Mark, Liveability | NotAvailable], context: ChartContext) -> Chart:
    """Draw how much the marks changed of households that gave one on two days: for the neighbourhood and for the home."""
    found = {mark: given if isinstance(given, NotAvailable) else given.paired for mark, given in exact.items()}
    known = {mark: paired for mark, paired in found.items() if not isinstance(paired, NotAvailable)}
    parts = [
        _reason(context, mark, paired) if isinstance(paired, NotAvailable) else _told(context, mark, paired)
        for mark, paired in found.items()
    ]
    columns: Columns = {
        "outcomes.column.what": [context.text("outcomes.marks.name", by=mark) for mark in known],
        "words.households": [paired.change.count for paired in known.values()],
        "outcomes.column.before": [paired.before for paired in known.values()],
        "outcomes.column.after": [paired.after for paired in known.values()],
        "outcomes.column.change": [context.formats.signed(paired.change.mean, 1) for paired in known.values()],
        "outcomes.column.margin": [_margin(context, paired) or "–" for paired in known.values()],
        "outcomes.column.higher": [paired.higher for paired in known.values()],
        "words.same": [paired.same for paired in known.values()],
        "outcomes.column.lower_households": [paired.lower for paired in known.values()],
    }
    about = About(context, "paired_change", context.text("definitions.paired_change.name"))
    figure, tenths = _changes(known, context) if known else None, ["outcomes.column.before", "outcomes.column.after"]
    told = sentences(*dict.fromkeys(parts))
    return about.drawn(told, figure, columns, alt="charts.bars_alt", one_decimal=tenths, rows=_given(*Mark))


def _reason(context: ChartContext, mark: Mark, missing: NotAvailable) -> str:
    if missing.reason == "none_marked_twice":
        return context.text("outcomes.paired.none", by=mark)
    return context.why_not(missing)


def _told(context: ChartContext, mark: Mark, paired: PairedChange) -> str:
    values = {"before": _one(context, paired.before), "after": _one(context, paired.after)}
    first = context.count("outcomes.paired.given", paired.change.count, by=mark, **values)
    margin = _margin(context, paired)
    change = context.formats.signed(paired.change.mean, 1)
    return sentences(first, context.text("outcomes.paired.verdict", by=paired.verdict, change=change, margin=margin))


def _margin(context: ChartContext, paired: PairedChange) -> str:
    interval = paired.change.interval
    if isinstance(interval, NotAvailable):
        return ""
    low, high = (context.formats.signed(limit, 1) for limit in interval)
    return context.text("words.range", low=low, high=high)


def _changes(known: Mapping[Mark, PairedChange], context: ChartContext) -> go.Figure:
    style = context.style
    changes = [paired.change for paired in known.values()]
    limits = [(one.mean, one.mean) if isinstance(one.interval, NotAvailable) else one.interval for one in changes]
    reach = max(1.0, *(abs(limit) for pair in limits for limit in pair)) * 1.15
    names, means = [context.text("outcomes.marks.name", by=mark) for mark in known], [one.mean for one in changes]
    dots = points(
        means,
        [place + 0.2 for place in range(len(known))],
        [_told(context, mark, paired) for mark, paired in known.items()],
        marker={"color": style.blue, "size": DOT, "symbol": [SYMBOLS[mark] for mark in known]},
        error_x=whiskers(style.blue, means, limits, size=WHISKERS),
    )
    ticks = [-reach / 1.15, 0, reach / 1.15]
    texts = [
        context.text("outcomes.paired.tick.lower"),
        context.text("outcomes.paired.tick.same"),
        context.text("outcomes.paired.tick.higher"),
    ]
    return plotly_figure(
        context,
        [dots, row_names(context, names, [context.formats.signed(mean, 1) for mean in means], -reach)],
        height=ROW_HEIGHT * len(known) + 56,
        shapes=[upright(0, color=style.muted, width=2)],
        xaxis=axis(style, range=[-reach, reach], tickvals=ticks, ticktext=texts, showgrid=False),
        yaxis=axis(style, range=[len(known) - 0.5, -0.5], showticklabels=False, showgrid=False),
    )
