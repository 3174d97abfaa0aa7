"""Themes: what conversations and requests are about, where, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from adv.charts.axes import MOST_PANELS, faded, panel_axis, points, span_axis
from adv.charts.chart import About, Bar, Chart, Columns, Named, Parts, titled
from adv.charts.chart_context import ChartContext, Figure, escaped, leaders, named, plotly_figure, sentences
from adv.charts.kinds.bars import Series, bar_chart, labels, rows
from adv.charts.kinds.columns import span_codes
from adv.charts.kinds.heat import Grid, heat
from adv.charts.milestones import beside_spans, described_in, on_spans
from adv.metrics.source_rows import COMPLETED, REQUESTS, Behind
from adv.metrics.spans import Span
from adv.metrics.themes import CrossTable, ThemeShares, ThemesOverTime
from adv.metrics.values import NotAvailable, Rate
from adv.metrics.visits import CoverageByGroup

MOST_TOLD = 3  # sentences; the chart has all areas
LIMIT_COLUMNS = ("charts.column.lower", "charts.column.upper")
PANEL, ROOM = 96, 52  # pixels of each, and of the axis of time
AREA = 0.14  # opacity of the area under a line


@titled("theme_shares", "theme.theme_shares.title")
def theme_shares(about: About, exact: ThemeShares, context: ChartContext) -> Chart:
    """Draw in which share of the conversations each theme came up."""
    total = max((rate.denominator for rate in exact.conversations), default=0)
    counts = [rate.numerator for rate in exact.conversations]
    ends = [escaped(context.formats.percent(count / total)) if total else "" for count in counts]
    limits = [limits_of(rate) for rate in exact.conversations]
    hovers = [
        context.text("theme.theme_shares.hover", theme=escaped(theme), count=count, total=total, share=share)
        + (f"<br>{context.margin(*between)}" if between else "")
        for theme, count, share, between in zip(exact.themes, counts, ends, limits, strict=True)
    ]
    behind = [COMPLETED.also(themes=theme) for theme in exact.themes]
    color = context.style.done
    series = [Series(context.text("words.conversations"), counts, hovers, color, labels=labels(context, counts), rows=behind)]
    columns: dict[str, Sequence[object]] = {"words.theme": exact.themes, "words.conversations": counts}
    if total:
        columns["charts.column.share"] = [100 * count / total for count in counts]
        columns |= {key: [100 * between[side] for between in limits if between] for side, key in enumerate(LIMIT_COLUMNS)}
    if not isinstance(exact.requests, NotAvailable):
        columns["words.requests"] = exact.requests
    told = theme_shares_sentence(exact, context)
    tenths = ["charts.column.share", *LIMIT_COLUMNS] if total else []
    parts = Parts(selects="theme", rows=COMPLETED, remark=context.text("theme.theme_shares.overlap") if exact.overlaps else "")
    return bar_chart(about, told, rows(exact.themes), series, ends=ends, columns=columns, one_decimal=tenths, **parts)


def limits_of(rate: Rate) -> tuple[float, float] | None:
    """Give the 95 % interval of a share; None when it is of nothing."""
    between = rate.interval()
    return None if isinstance(between, NotAvailable) else between


def theme_shares_sentence(exact: ThemeShares, context: ChartContext) -> str:
    """Say what conversations are mostly about, and what never came up."""
    total = max((rate.denominator for rate in exact.conversations), default=0)
    counts = [rate.numerator for rate in exact.conversations]
    if total == 0:
        return context.text("charts.no_conversations")
    top = leaders(exact.themes, counts)
    if not top.names:
        return context.count("theme.theme_shares.none", total)
    share = context.formats.percent(top.value / total)
    key = "theme.theme_shares.most" if top.is_one else "theme.theme_shares.tie"
    never = [theme for theme, count in zip(exact.themes, counts, strict=True) if count == 0]
    return sentences(
        context.count(key, total, themes=named(context, top.names), value=top.value, share=share),
        context.text("theme.theme_shares.never", themes=named(context, never)) if never else "",
    )


def theme_by_area(exact: CrossTable | NotAvailable, areas: CoverageByGroup | NotAvailable, context: ChartContext) -> Chart:
    """Draw conversations by theme and area; `areas` gives how many conversations each area had, so that shares compare."""
    about = About(context, "theme_by_area", context.text("theme.theme_by_area.title"))
    if isinstance(exact, NotAvailable):
        return about.unavailable(exact)
    totals = {} if isinstance(areas, NotAvailable) else dict(zip(areas.groups, areas.completed, strict=True))
    hover = "theme.theme_by_area.hover" if totals else "theme.theme_by_area.hover_count"
    told = theme_by_area_sentence(exact, context)
    exact = _with_some(exact, totals)
    of = tuple(totals.get(area, 0) for area in exact.columns) if totals else None
    return _heat_map(about, told, exact, _grid(exact, hover, of), rows=COMPLETED, by=("themes", "area"))


def _with_some(exact: CrossTable, totals: Mapping[str, int]) -> CrossTable:
    """Leave out the areas without any conversation, as those that were not chosen."""
    kept = [at for at, area in enumerate(exact.columns) if totals.get(area, 0) or any(row[at] for row in exact.counts)]
    if not kept:
        return exact
    counts = tuple(tuple(row[at] for at in kept) for row in exact.counts)
    return replace(exact, columns=tuple(exact.columns[at] for at in kept), counts=counts)


def _heat_map(about: About, sentence: str, exact: CrossTable, grid: Grid, *, rows: Behind, by: tuple[str, str]) -> Chart:
    """Make a chart of themes by another thing; `by` are the columns that choose the rows of each cell."""
    figure = heat(about.context, grid) if any(map(any, exact.counts)) else None
    bars = tuple(
        Bar(f"{row} · {column}", count, rows.also(**{by[0]: row, by[1]: column}))
        for row, numbers in zip(exact.rows, exact.counts, strict=True)
        for column, count in zip(exact.columns, numbers, strict=True)
    )
    return about.drawn(sentence, figure, _table_of(exact), alt="charts.heat_alt", rows=rows, bars=bars)


def _table_of(exact: CrossTable) -> Columns:
    counts = {Named(name): [row[at] for row in exact.counts] for at, name in enumerate(exact.columns)}
    return {"words.theme": exact.rows, **counts}


def _grid(exact: CrossTable, hover: str, totals: tuple[int, ...] | None = None) -> Grid:
    return Grid(rows=exact.rows, columns=exact.columns, counts=exact.counts, totals=totals, hover=hover)


def theme_by_area_sentence(exact: CrossTable, context: ChartContext) -> str:
    """Name the most discussed theme of each area."""
    tops = {area: leaders(exact.rows, [row[place] for row in exact.counts]) for place, area in enumerate(exact.columns)}
    told = {area: top for area, top in tops.items() if top.names}
    if not told:
        return context.text("theme.theme_by_area.none")
    same: dict[tuple[str, ...], list[str]] = {}
    for area, top in told.items():
        same.setdefault(top.names, []).append(area)
    if len(told) > 1 and len(same) == 1 and len(told) == len(tops):
        names = next(iter(same))
        key = "theme.theme_by_area.same" if len(names) == 1 else "theme.theme_by_area.same_tie"
        return context.text(key, themes=named(context, names))
    most = sorted(same.items(), key=lambda pair: -len(pair[1]))[:MOST_TOLD]
    each = [(context.places(areas), named(context, names)) for names, areas in most]
    return sentences(*(context.text("theme.theme_by_area.each", areas=areas, themes=themes) for areas, themes in each))


@titled("theme_by_goal", "theme.theme_by_goal.title")
def theme_by_goal(about: About, exact: CrossTable, context: ChartContext) -> Chart:
    """Draw requests by theme and goal."""
    pairs = {
        (theme, goal): row[at] for theme, row in zip(exact.rows, exact.counts, strict=True) for at, goal in enumerate(exact.columns)
    }
    most = max(pairs.values(), default=0)
    first = [pair for pair, count in pairs.items() if count == most > 0]
    told = context.text("theme.theme_by_goal.none")
    if len(first) == 1:
        told = context.count("theme.theme_by_goal.most", most, theme=first[0][0], goal=first[0][1])
    elif first:
        names = [context.text("theme.theme_by_goal.pair", theme=theme, goal=goal) for theme, goal in first]
        told = context.count("theme.theme_by_goal.tie", most, pairs=named(context, names))
    return _heat_map(about, told, exact, _grid(exact, "theme.theme_by_goal.hover"), rows=REQUESTS, by=("theme", "goal"))


@titled("themes_together", "figures.themes_together")
def themes_in_one_conversation(about: About, exact: CrossTable, context: ChartContext) -> Chart:
    """List which themes come up together."""
    bars = tuple(
        Bar(one if one == other else f"{one} · {other}", count, COMPLETED.also(themes=one).also(themes=other))
        for place, (one, counts) in enumerate(zip(exact.rows, exact.counts, strict=True))
        for other, count in list(zip(exact.columns, counts, strict=True))[place:]
    )
    return replace(about.listed(context.text("figures.themes_together_sentence"), _table_of(exact), rows=COMPLETED), bars=bars)


@titled("themes_over_time", "theme.themes_over_time.title")
def themes_over_time(about: About, exact: ThemesOverTime, context: ChartContext) -> Chart:
    """Draw in which share of each quarter's conversations a theme came up."""
    names = [context.formats.quarter(start) for start in exact.starts]
    columns: Columns = {
        "words.period": names,
        "words.begins_on": exact.starts,
        "words.conversations": exact.conversations,
        **{Named(theme): counts for theme, counts in zip(exact.themes, exact.counts, strict=True)},
        **beside_spans(context, Span.QUARTER, exact.starts),
    }
    bars = tuple(
        Bar(f"{theme} · {name}", count, COMPLETED.also(themes=theme, quarter=start.isoformat()))
        for theme, counts in zip(exact.themes, exact.counts, strict=True)
        for name, start, count in zip(names, exact.starts, counts, strict=True)
    )
    figure = _panels(exact, names, context) if any(map(any, exact.counts)) else None
    parts = Parts(selects="period", rows=COMPLETED)
    told = themes_over_time_sentence(exact, context)
    also = described_in(context, Span.QUARTER, exact.starts)
    return about.drawn(told, figure, columns, alt="charts.lines_alt", also=also, bars=bars, **parts)


def _panels(exact: ThemesOverTime, names: list[str], context: ChartContext) -> Figure:
    """Draw a small panel per theme, all on one scale: in which share of a quarter's conversations it came up."""
    shown = sorted(sorted(range(len(exact.themes)), key=lambda place: -sum(exact.counts[place]))[:MOST_PANELS])
    codes = span_codes(Span.QUARTER, exact.starts)
    color = context.style.done
    axes: dict[str, Any] = {"xaxis": span_axis(names, context, anchor="free", position=0)}
    height = PANEL * len(shown) + ROOM
    marks = on_spans(context, Span.QUARTER, exact.starts, height)
    traces = []
    notes = [*marks.annotations]
    whole = 1 / marks.raised([0, 1])[1]
    for row, place in enumerate(shown):
        theme, counts = exact.themes[place], exact.counts[place]
        ticks = {"tickvals": [0, 0.5, 1], "ticktext": [context.formats.percent(share, 0) for share in (0, 0.5, 1)]}
        values, note = panel_axis(theme, row, len(shown), context, whole=whole, range=[0, 1.05], **ticks)
        axes |= values
        notes.append(note)
        shares = [count / total if total else None for count, total in zip(counts, exact.conversations, strict=True)]
        hovers = context.hovers("theme.themes_over_time.hover", theme=theme, span=names, count=counts, total=exact.conversations)
        clicks = [[code, place * len(names) + at] for at, code in enumerate(codes)]
        looks = {"mode": "lines+markers", "line": {"color": color, "width": 2.5}, "marker": {"color": color, "size": 7}}
        area = {"fill": "tozeroy", "fillcolor": faded(color, AREA), "yaxis": f"y{row + 1 if row else ''}", "customdata": clicks}
        traces.append({**points(range(len(names)), shares, hovers), **looks, **area})
    return plotly_figure(context, traces, height=round(height / whole), shapes=list(marks.shapes), annotations=notes, **axes)


def themes_over_time_sentence(exact: ThemesOverTime, context: ChartContext) -> str:
    """Say what the latest quarter's conversations were about."""
    if not sum(exact.conversations):
        return context.text("charts.no_conversations")
    quarter = context.text("charts.span.in_quarter", quarter=context.formats.long_quarter(exact.starts[-1]))
    total = exact.conversations[-1]
    if total == 0:
        return context.text("theme.themes_over_time.quiet", quarter=quarter)
    top = leaders(exact.themes, [counts[-1] for counts in exact.counts])
    if not top.names:
        return context.count("theme.themes_over_time.none", total, quarter=quarter)
    key = "theme.themes_over_time.most" if top.is_one else "theme.themes_over_time.tie"
    return context.count(key, total, quarter=quarter, themes=named(context, top.names), value=top.value)
