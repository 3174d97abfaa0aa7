"""Themes: what conversations and requests are about, where, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.axes import span_axis, value_axis
from adv.charts.chart import Bar, Chart
from adv.charts.chart_context import draw, plain
from adv.charts.kinds.bars import Series, bars, horizontal, rows
from adv.charts.kinds.columns import span_codes
from adv.charts.kinds.heat import Grid, heat
from adv.charts.milestones import beside, described, last_day, on_spans
from adv.charts.style import DASHES, MARKERS
from adv.charts.tables import table
from adv.charts.words import Leaders, leaders, named, not_available, sentences
from adv.metrics.source_rows import COMPLETED, REQUESTS
from adv.metrics.spans import Span
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from collections.abc import Callable

    import plotly.graph_objects as go

    from adv.charts.chart_context import Look
    from adv.metrics.source_rows import Behind
    from adv.metrics.themes import CrossTable, ThemeShares, ThemesOverTime
    from adv.metrics.values import Rate
    from adv.metrics.visits import CoverageByGroup

MOST_AREAS_NAMED = 4
LIMITS = ("lower", "upper")
HEIGHT = 340  # of the lines


def theme_shares(exact: ThemeShares | NotAvailable, look: Look) -> Chart:
    """In which share of the conversations each theme came up."""
    definitions = ("theme_share", "interval")
    if isinstance(exact, NotAvailable):
        return not_available(look, "theme_shares", exact, definitions=definitions)
    total = max((rate.denominator for rate in exact.conversations), default=0)
    counts = tuple(rate.numerator for rate in exact.conversations)
    percents = [look.formats.percent(count / total) if total else "" for count in counts]
    limits = [limits_of(rate) for rate in exact.conversations]
    hovers = tuple(
        look.text("theme_shares.hover", theme=plain(theme), count=count, total=total, share=plain(share))
        + (f"<br>{look.margin(*between)}" if between else "")
        for theme, count, share, between in zip(exact.themes, counts, percents, limits, strict=True)
    )
    ends = [plain(share) for share in percents]
    labels = tuple(look.formats.number(count) if count else "" for count in counts)
    behind = tuple(COMPLETED.also(themes=theme) for theme in exact.themes)
    series = [Series(look.text("conversations"), counts, hovers, look.style.blue, labels, behind)]
    columns: dict[str, Any] = {"theme": exact.themes, "conversations": counts}
    if total:
        columns["share"] = [100 * count / total for count in counts]
        columns |= {name: [100 * between[side] for between in limits if between] for side, name in enumerate(LIMITS)}
    if not isinstance(exact.requests, NotAvailable):
        columns["requests"] = exact.requests
    title, sentence = look.text("theme_shares.title"), theme_shares_sentence(exact, look)
    figure = horizontal(look, rows(exact.themes), series, ends) if any(counts) else None
    alt = look.text("bars_alt", title=title, sentence=sentence)
    told, counted = table(look, columns, ["share", *LIMITS] if total else []), bars(exact.themes, series)
    return Chart("theme_shares", title, sentence, figure, told, alt, definitions, "theme", COMPLETED, counted)


def limits_of(rate: Rate) -> tuple[float, float] | None:
    """The 95 % interval of a share; None when it is of nothing."""
    between = rate.interval()
    return None if isinstance(between, NotAvailable) else between


def theme_shares_sentence(exact: ThemeShares, look: Look) -> str:
    """What conversations are mostly about, and what never came up."""
    total = max((rate.denominator for rate in exact.conversations), default=0)
    counts = [rate.numerator for rate in exact.conversations]
    if total == 0:
        return look.text("no_conversations")
    top = leaders(exact.themes, counts)
    if not top.names:
        return look.count("theme_shares.none", total)
    share = look.formats.percent(top.value / total)
    key = "theme_shares.most" if top.is_one else "theme_shares.tie"
    never = [theme for theme, count in zip(exact.themes, counts, strict=True) if count == 0]
    return sentences(
        look.count(key, total, themes=named(look, top.names), value=top.value, share=share),
        look.text("theme_shares.never", themes=named(look, never)) if never else "",
        look.text("theme_shares.overlap") if exact.overlaps else "",
    )


def theme_by_area(exact: CrossTable | NotAvailable, areas: CoverageByGroup | NotAvailable, look: Look) -> Chart:
    """Conversations by theme and area; `areas` gives how many conversations each area had, so that shares compare."""
    definitions = ("theme_cross", "interval")
    if isinstance(exact, NotAvailable):
        return not_available(look, "theme_by_area", exact, definitions=definitions)
    totals = {} if isinstance(areas, NotAvailable) else dict(zip(areas.groups, areas.completed, strict=True))
    title, sentence = look.text("theme_by_area.title"), theme_by_area_sentence(exact, totals, look)
    grid = Grid(
        exact.rows,
        exact.columns,
        exact.counts,
        tuple(totals.get(area, 0) for area in exact.columns) if totals else None,
        hover="theme_by_area.hover" if totals else "theme_by_area.hover_count",
    )
    columns: dict[str, Any] = {"theme": exact.rows}
    frame = table(look, columns)
    for place, area in enumerate(exact.columns):
        frame[area] = [row[place] for row in exact.counts]
    figure = heat(look, grid) if any(map(any, exact.counts)) else None
    alt = look.text("heat_alt", title=title, sentence=sentence)
    cells = _cells(exact, lambda theme, area: COMPLETED.also(themes=theme, area=area))
    return Chart("theme_by_area", title, sentence, figure, frame, alt, definitions, rows=COMPLETED, bars=cells)


def _cells(exact: CrossTable, behind: Callable[[str, str], Behind]) -> tuple[Bar, ...]:
    """What each cell of a table of counts counts, one row after the other."""
    return tuple(
        Bar(f"{row} · {column}", count, behind(row, column))
        for row, counts in zip(exact.rows, exact.counts, strict=True)
        for column, count in zip(exact.columns, counts, strict=True)
    )


def theme_by_area_sentence(exact: CrossTable, totals: dict[str, int], look: Look) -> str:
    """The most discussed theme of each area."""
    tops = {area: leaders(exact.rows, [row[place] for row in exact.counts]) for place, area in enumerate(exact.columns)}
    told = {area: top for area, top in tops.items() if top.names}
    if not told:
        return look.text("theme_by_area.none")
    same = {top.names for top in told.values()}
    if len(told) > 1 and len(same) == 1 and len(told) == len(tops):
        names = next(iter(same))
        return look.text("theme_by_area.same" if len(names) == 1 else "theme_by_area.same_tie", themes=named(look, names))
    parts = [_part(area, top, totals.get(area, 0), look) for area, top in list(told.items())[:MOST_AREAS_NAMED]]
    return look.text("theme_by_area.each", parts="; ".join(parts))


def _part(area: str, top: Leaders, total: int, look: Look) -> str:
    words = {"area": area, "themes": named(look, top.names), "value": top.value}
    if not total:
        return look.text("theme_by_area.part_count", **words)
    return look.count("theme_by_area.part" if top.is_one else "theme_by_area.part_tie", total, **words)


def theme_by_goal(exact: CrossTable | NotAvailable, look: Look) -> Chart:
    """Requests by theme and goal."""
    definitions = ("theme_cross",)
    if isinstance(exact, NotAvailable):
        return not_available(look, "theme_by_goal", exact, definitions=definitions)
    pairs = [(theme, goal) for theme in exact.rows for goal in exact.columns]
    counts = [count for row in exact.counts for count in row]
    most = max(counts, default=0)
    first = [pair for pair, count in zip(pairs, counts, strict=True) if count == most] if most else []
    sentence = look.text("theme_by_goal.none")
    if len(first) == 1:
        sentence = look.count("theme_by_goal.most", most, theme=first[0][0], goal=first[0][1])
    elif first:
        told = [look.text("theme_by_goal.pair", theme=theme, goal=goal) for theme, goal in first]
        sentence = look.count("theme_by_goal.tie", most, pairs=named(look, told))
    frame = table(look, {"theme": exact.rows})
    for place, goal in enumerate(exact.columns):
        frame[goal] = [row[place] for row in exact.counts]
    figure = heat(look, Grid(exact.rows, exact.columns, exact.counts, None, "theme_by_goal.hover")) if most else None
    title = look.text("theme_by_goal.title")
    alt = look.text("heat_alt", title=title, sentence=sentence)
    cells = _cells(exact, lambda theme, goal: REQUESTS.also(theme=theme, goal=goal))
    return Chart("theme_by_goal", title, sentence, figure, frame, alt, definitions, rows=REQUESTS, bars=cells)


def themes_over_time(exact: ThemesOverTime | NotAvailable, look: Look) -> Chart:
    """Conversations per theme and quarter."""
    definitions = ("theme_share", "theme_cross")
    if isinstance(exact, NotAvailable):
        return not_available(look, "themes_over_time", exact, definitions=definitions)
    names = [look.formats.quarter(start) for start in exact.starts]
    title, sentence = look.text("themes_over_time.title"), themes_over_time_sentence(exact, look)
    frame = table(look, {"span": names, "start": exact.starts, "conversations": exact.conversations})
    for theme, counts in zip(exact.themes, exact.counts, strict=True):
        frame[theme] = list(counts)
    figure = _lines(exact, names, look) if any(map(any, exact.counts)) else None
    alt = look.text("lines_alt", title=title, sentence=sentence)
    if exact.starts:
        ends = last_day(Span.QUARTER, exact.starts)
        alt = sentences(alt, described(look, exact.starts[0], ends))
        for values in beside(look, exact.starts, ends).values():
            frame[look.text("column.milestone")] = values
    points = tuple(
        Bar(f"{theme} · {name}", count, COMPLETED.also(themes=theme, quarter=start.isoformat()))
        for theme, counts in zip(exact.themes, exact.counts, strict=True)
        for name, start, count in zip(names, exact.starts, counts, strict=True)
    )
    return Chart("themes_over_time", title, sentence, figure, frame, alt, definitions, "period", COMPLETED, points)


def _lines(exact: ThemesOverTime, names: list[str], look: Look) -> go.Figure:
    colors = look.style.categorical
    traces = []
    for place, (theme, counts) in enumerate(zip(exact.themes, exact.counts, strict=True)):
        hovers = [
            look.text("themes_over_time.hover", theme=plain(theme), span=name, count=count, total=total)
            for name, count, total in zip(names, counts, exact.conversations, strict=True)
        ]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "cliponaxis": False,
                "name": plain(theme),
                "x": list(range(len(names))),
                "y": list(counts),
                "customdata": [
                    [code, place * len(names) + number] for number, code in enumerate(span_codes(Span.QUARTER, exact.starts))
                ],
                "hovertext": hovers,
                "hovertemplate": "%{hovertext}<extra></extra>",
                "line": {"color": colors[place % len(colors)], "width": 2.5, "dash": DASHES[place % len(DASHES)]},
                "marker": {"symbol": MARKERS[place % len(MARKERS)], "size": 9},
            }
        )
    marks = on_spans(look, Span.QUARTER, exact.starts, HEIGHT)
    highest = max(1, *map(max, exact.counts))
    vertical = value_axis(marks.raised([0.0, highest * 1.1]), look)
    drawn = {"shapes": list(marks.shapes), "annotations": list(marks.annotations)}
    return draw(look, traces, height=HEIGHT, showlegend=True, xaxis=span_axis(names, look), yaxis=vertical, **drawn)


def themes_over_time_sentence(exact: ThemesOverTime, look: Look) -> str:
    """What the latest quarter's conversations were about."""
    if not sum(exact.conversations):
        return look.text("no_conversations")
    quarter = look.text("span.in_quarter", quarter=look.formats.long_quarter(exact.starts[-1]))
    total = exact.conversations[-1]
    if total == 0:
        return look.text("themes_over_time.quiet", quarter=quarter)
    top = leaders(exact.themes, [counts[-1] for counts in exact.counts])
    if not top.names:
        return look.count("themes_over_time.none", total, quarter=quarter)
    key = "themes_over_time.most" if top.is_one else "themes_over_time.tie"
    return look.count(key, total, quarter=quarter, themes=named(look, top.names), value=top.value)
