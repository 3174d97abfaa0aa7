"""Liveability: the marks that residents give, per year, and the change where a household gave two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from adv.charts.axes import axis, points, upright, whiskers
from adv.charts.chart import About, Bar, Chart, Columns
from adv.charts.chart_context import ChartContext, Figure, plotly_figure, sentences
from adv.charts.kinds.bars import row_names
from adv.metrics.chance import Mean
from adv.metrics.results import HIGHEST, LOWEST, Liveability, Mark, PairedChange, with_mark
from adv.metrics.source_rows import VISITS, Behind
from adv.metrics.values import NotAvailable

HEIGHT = 280
DOT = 13
TOO_NEAR = 0.35  # marks: names nearer than this overlap
WHISKERS = (2.5, 8)  # thickness, and width at their ends
ROW_HEIGHT = 64
SYMBOLS = {Mark.NEIGHBOURHOOD: "circle", Mark.HOME: "square"}


def marks(exact: Mapping[Mark, Liveability | NotAvailable], context: ChartContext) -> Chart:
    """Draw the mean marks for the neighbourhood and for the home as lines from year to year."""
    about = About(context, "marks", context.text("results.marks.title"))
    known: dict[Mark, list[tuple[int, Mean]]] = {}
    for mark, one in exact.items():
        pairs = [] if isinstance(one, NotAvailable) else zip(one.years, one.means, strict=True)
        known |= {mark: found} if (found := [(year, mean) for year, mean in pairs if isinstance(mean, Mean)]) else {}
    if not known:
        missing = next((one for one in exact.values() if isinstance(one, NotAvailable)), None)
        return about.unavailable(missing) if missing else about.listed(context.text("results.marks.none"))
    rows = [(mark, year, mean) for mark, years in known.items() for year, mean in years]
    limits = [("–", "–") if isinstance(mean.interval, NotAvailable) else mean.interval for *_, mean in rows]
    columns: Columns = {
        "results.column.what": [context.text("results.marks.name", by=mark) for mark, *_ in rows],
        "words.year": [str(year) for _, year, _ in rows],
        "results.column.mark": [mean.mean for *_, mean in rows],
        "results.column.lower": [low if isinstance(low, str) else _one(context, low) for low, _ in limits],
        "results.column.upper": [high if isinstance(high, str) else _one(context, high) for _, high in limits],
        "results.column.marks": [mean.count for *_, mean in rows],
    }
    bars = tuple(
        Bar(f"{context.text('results.marks.name', by=mark)} · {year}", mean.count, _given(mark).also(year=f"{year}-01-01"))
        for mark, year, mean in rows
    )
    told = marks_sentence(known, context)
    tenths = ["results.column.mark"]
    given = _given(*known)
    figure = _slopes(known, context) if len({year for _, year, _ in rows}) > 1 else None  # one point has no slope
    return about.drawn(told, figure, columns, alt="charts.lines_alt", one_decimal=tenths, rows=given, bars=bars)


def _given(*marks: Mark) -> Behind:
    return VISITS.that(with_mark, *(mark.value for mark in marks))


def marks_sentence(known: Mapping[Mark, Sequence[tuple[int, Mean]]], context: ChartContext) -> str:
    """Give the first and the last year's means. Whether they differ is not said: other people gave them."""
    parts = []
    for mark, years in known.items():
        (first, earlier), (last, later) = years[0], years[-1]
        words = {"what": context.text("results.marks.what", by=mark), "last": str(last), "later": _one(context, later.mean)}
        if first == last:
            parts.append(context.text("results.marks.once", **words))
        else:
            parts.append(context.text("results.marks.from_to", first=str(first), earlier=_one(context, earlier.mean), **words))
    return sentences(*parts)


def _of(context: ChartContext, mean: Mean) -> str:
    count = context.count("results.marks.count", mean.count)
    if isinstance(mean.interval, NotAvailable):
        return count if mean.count == 1 else context.text("results.marks.all_equal", count=count)
    low, high = (_one(context, limit) for limit in mean.interval)
    return context.text("results.marks.with_margin", count=count, low=low, high=high)


def _one(context: ChartContext, value: float) -> str:
    return context.formats.number(value, 1)


def _slopes(known: Mapping[Mark, Sequence[tuple[int, Mean]]], context: ChartContext) -> Figure:
    """Draw a line per mark, its values at its points and its name at its end. Other marks than one's own stay in sight."""
    style = context.style
    place = 0
    traces = []
    means = [mean.mean for years in known.values() for _, mean in years]
    every = sorted({year for years in known.values() for year, _ in years})
    for mark, years in known.items():
        name = context.text("results.marks.name", by=mark)
        hovers = [
            context.text("results.marks.hover", year=f"{name}, {year}", mean=_one(context, mean.mean), of=_of(context, mean))
            for year, mean in years
        ]
        values = [f"<b>{_one(context, mean.mean)}</b>" for _, mean in years]
        color = style.done if mark is Mark.NEIGHBOURHOOD else style.muted
        sides = [*(_side(year, mean, known) for year, mean in years[:-1]), _end(*years[-1], known)]
        texts = {"text": [*values[:-1], f"{values[-1]} {name}"], "textposition": sides, "textfont": {"color": color, "size": 15}}
        look = {"line": {"color": color, "width": 3}, "marker": {"color": color, "size": DOT, "symbol": SYMBOLS[mark]}}
        more = {"mode": "lines+markers+text", "customdata": [["", place + number] for number in range(len(years))]}
        traces.append(points([year for year, _ in years], [mean.mean for _, mean in years], hovers, **texts, **look, **more))
        place += len(years)
    room = max(0.4, 0.25 * (max(means) - min(means)))
    across = {"range": [every[0] - 0.3, every[-1] + max(1.0, 0.75 * (every[-1] - every[0]))], "tickvals": every, "tickformat": "d"}
    down = {"range": [max(LOWEST - 0.5, min(means) - room), min(HIGHEST + 0.5, max(means) + room)], "showticklabels": False}
    xaxis, yaxis = axis(style, showgrid=False, **across), axis(style, showgrid=False, **down)
    return plotly_figure(context, traces, height=HEIGHT, xaxis=xaxis, yaxis=yaxis)


def _side(year: int, mean: Mean, known: Mapping[Mark, Sequence[tuple[int, Mean]]]) -> str:
    """Put a value above its point, or below it when the other line runs above it."""
    is_below = any(at == year and other.mean > mean.mean for years in known.values() for at, other in years)
    return "bottom center" if is_below else "top center"


def _end(year: int, mean: Mean, known: Mapping[Mark, Sequence[tuple[int, Mean]]]) -> str:
    """Put the last value beside its point; above or below it when the other line ends so near that the two would overlap."""
    if not any(0 < abs(other.mean - mean.mean) < TOO_NEAR for years in known.values() for at, other in years if at == year):
        return "middle right"
    return _side(year, mean, known).replace("center", "right")


def paired_changes(exact: Mapping[Mark, Liveability | NotAvailable], context: ChartContext) -> Chart:
    """Draw how much the marks changed of households that gave one on two days: for the neighbourhood and for the home."""
    found = {mark: given if isinstance(given, NotAvailable) else given.paired for mark, given in exact.items()}
    known = {mark: paired for mark, paired in found.items() if not isinstance(paired, NotAvailable)}
    parts = [
        (context.text("results.paired.none", by=mark) if paired.reason == "none_marked_twice" else context.why_not(paired))
        if isinstance(paired, NotAvailable)
        else _told(context, mark, paired)
        for mark, paired in found.items()
    ]
    columns: Columns = {
        "results.column.what": [context.text("results.marks.name", by=mark) for mark in known],
        "words.households": [paired.change.count for paired in known.values()],
        "results.column.before": [paired.before for paired in known.values()],
        "results.column.after": [paired.after for paired in known.values()],
        "results.column.change": [context.formats.signed(paired.change.mean, 1) for paired in known.values()],
        "results.column.margin": [_margin(context, paired) or "–" for paired in known.values()],
        "results.column.higher": [paired.higher for paired in known.values()],
        "words.same": [paired.same for paired in known.values()],
        "results.column.lower_households": [paired.lower for paired in known.values()],
    }
    about = About(context, "paired_change", context.text("definitions.paired_change.name"))
    figure = _changes(known, context) if known else None
    tenths = ["results.column.before", "results.column.after"]
    told = sentences(*dict.fromkeys(parts))
    return about.drawn(told, figure, columns, alt="charts.bars_alt", one_decimal=tenths, rows=_given(*Mark))


def _told(context: ChartContext, mark: Mark, paired: PairedChange) -> str:
    values = {"before": _one(context, paired.before), "after": _one(context, paired.after)}
    first = context.count("results.paired.given", paired.change.count, by=mark, **values)
    margin = _margin(context, paired)
    change = context.formats.signed(paired.change.mean, 1)
    return sentences(first, context.text("results.paired.verdict", by=paired.verdict, change=change, margin=margin))


def _margin(context: ChartContext, paired: PairedChange) -> str:
    interval = paired.change.interval
    if isinstance(interval, NotAvailable):
        return ""
    low, high = (context.formats.signed(limit, 1) for limit in interval)
    return context.text("words.range", low=low, high=high)


def _changes(known: Mapping[Mark, PairedChange], context: ChartContext) -> Figure:
    style = context.style
    changes = [paired.change for paired in known.values()]
    limits = [(one.mean, one.mean) if isinstance(one.interval, NotAvailable) else one.interval for one in changes]
    reach = max(1.0, *(abs(limit) for pair in limits for limit in pair)) * 1.15
    names, means = [context.text("results.marks.name", by=mark) for mark in known], [one.mean for one in changes]
    marker = {"color": style.done, "size": DOT, "symbol": [SYMBOLS[mark] for mark in known]}
    hovers, down = [_told(context, mark, paired) for mark, paired in known.items()], [at + 0.2 for at in range(len(known))]
    dots = points(means, down, hovers, marker=marker, error_x=whiskers(style.done, means, limits, size=WHISKERS))
    ticks = [-reach / 1.15, 0, reach / 1.15]
    keys = ("results.paired.tick.lower", "results.paired.tick.same", "results.paired.tick.higher")
    across = axis(style, range=[-reach, reach], tickvals=ticks, ticktext=[*map(context.text, keys)], showgrid=False)
    axes = {"xaxis": across, "yaxis": axis(style, range=[len(known) - 0.5, -0.5], showticklabels=False, showgrid=False)}
    traces = [dots, row_names(context, names, [context.formats.signed(mean, 1) for mean in means], -reach)]
    level = upright(0, color=style.muted, width=2)
    return plotly_figure(context, traces, height=ROW_HEIGHT * len(known) + 56, shapes=[level], **axes)
