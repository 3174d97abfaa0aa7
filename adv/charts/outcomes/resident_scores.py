"""Liveability: the marks that residents give, per year, and the change where a household gave two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.chart import Bar, Chart
from adv.charts.chart_context import draw
from adv.charts.kinds.bars import Rows, row_names
from adv.charts.style import axis
from adv.charts.tables import table
from adv.charts.words import not_available, sentences
from adv.metrics.liveability import HIGHEST, LOWEST, Mark, with_mark
from adv.metrics.means import Mean
from adv.metrics.source_rows import VISITS
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import plotly.graph_objects as go

    from adv.charts.chart_context import Look
    from adv.metrics.liveability import Liveability, PairedChange

HEIGHT = 320
DOT = 13
ROW_HEIGHT = 64
SYMBOLS = {Mark.NEIGHBOURHOOD: "circle", Mark.HOME: "square"}


def marks_per_year(exact: Liveability | NotAvailable, look: Look, mark: Mark) -> Chart:
    """The mean mark of each year with its margin."""
    look, key, definitions = look.of("outcomes"), mark.value, ("liveability",)
    title = look.text(f"marks.{key}.title")
    if isinstance(exact, NotAvailable):
        return not_available(look, key, exact, definitions=definitions, title=title)
    known = [(year, mean) for year, mean in zip(exact.years, exact.means, strict=True) if isinstance(mean, Mean)]
    sentence = marks_sentence(known, look, mark)
    limits = [(None, None) if isinstance(mean.interval, NotAvailable) else mean.interval for _, mean in known]
    told = [(look.formats.number(low, 1), look.formats.number(high, 1)) if low and high else ("–", "–") for low, high in limits]
    columns: dict[str, Any] = {
        "year": [str(year) for year, _ in known],
        "mark": [mean.mean for _, mean in known],
        "lower": [low for low, _ in told],
        "upper": [high for _, high in told],
        "marks": [mean.count for _, mean in known],
    }
    bars = tuple(Bar(str(year), mean.count, _given(mark).also(year=f"{year}-01-01")) for year, mean in known)
    figure = _years(exact.years, known, look, mark) if known else None
    alt = look.texts("charts.lines_alt", title=title, sentence=sentence)
    return Chart(key, title, sentence, figure, table(look, columns, ["mark"]), alt, definitions, rows=_given(mark), bars=bars)


def _given(*marks: Mark) -> Any:  # noqa: ANN401 - Behind, whose import would be for its name alone
    return VISITS.that(with_mark, *(mark.value for mark in marks))


def marks_sentence(known: Sequence[tuple[int, Mean]], look: Look, mark: Mark) -> str:
    """The last year's mean, and the first one's beside it. Whether they differ is not said: other people gave them."""
    if not known:
        return look.text("marks.none")
    (first, earlier), (last, later) = known[0], known[-1]
    what = look.text(f"marks.{mark.value}.what")
    told = look.text("marks.latest", what=what, year=str(last), mean=_one(look, later.mean), of=_of(look, later))
    if first == last:
        return told
    return sentences(told, look.text("marks.first", year=str(first), mean=_one(look, earlier.mean), of=_of(look, earlier)))


def _of(look: Look, mean: Mean) -> str:
    """How many marks, and the margin if there is one."""
    count = look.count("marks.count", mean.count)
    if isinstance(mean.interval, NotAvailable):
        return count if mean.count == 1 else look.text("marks.all_equal", count=count)
    low, high = (_one(look, limit) for limit in mean.interval)
    return look.text("marks.with_margin", count=count, low=low, high=high)


def _one(look: Look, value: float) -> str:
    return look.formats.number(value, 1)


def _years(years: Sequence[int], known: Sequence[tuple[int, Mean]], look: Look, mark: Mark) -> go.Figure:
    style = look.style
    places = [year - years[0] for year, _ in known]
    means = [mean.mean for _, mean in known]
    limits = [(mean.mean, mean.mean) if isinstance(mean.interval, NotAvailable) else mean.interval for _, mean in known]
    hovers = [look.text("marks.hover", year=str(year), mean=_one(look, mean.mean), of=_of(look, mean)) for year, mean in known]
    dots = {
        **_dots(look, places, means, hovers, SYMBOLS[mark]),
        "mode": "markers+text",
        "text": [f"<b>{_one(look, mean)}</b>" for mean in means],
        "textposition": "middle right",
        "textfont": {"color": style.text, "size": 16},
        "customdata": [["", number] for number in range(len(known))],
        "error_y": _whiskers(look, means, limits),
    }
    counts = {year: mean.count for year, mean in known}
    ticks = [f"{year}<br>{look.count('marks.count', counts[year]) if year in counts else '–'}" for year in years]
    step = max(1, -(-len(years) // 5))
    across = axis(
        style, range=[-0.6, len(years) - 0.4], tickvals=list(range(0, len(years), step)), ticktext=ticks[::step], tickangle=0
    )
    down = axis(style, range=[LOWEST - 0.1, HIGHEST + 0.3], tickvals=[1, 2, 4, 6, 8, 10], tickformat=",d")
    return draw(look, [dots], height=HEIGHT, xaxis={**across, "showgrid": False}, yaxis=down)


def _dots(look: Look, across: Sequence[float], down: Sequence[float], hovers: Sequence[str], symbol: Any) -> dict[str, Any]:  # noqa: ANN401 - one or a list
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(across),
        "y": list(down),
        "hovertext": list(hovers),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"color": look.style.blue, "size": DOT, "symbol": symbol},
        "cliponaxis": False,
    }


def _whiskers(look: Look, means: Sequence[float], limits: Sequence[tuple[float, float]]) -> dict[str, Any]:
    return {
        "type": "data",
        "symmetric": False,
        "array": [high - mean for mean, (_, high) in zip(means, limits, strict=True)],
        "arrayminus": [mean - low for mean, (low, _) in zip(means, limits, strict=True)],
        "color": look.style.blue,
        "thickness": 2.5,
        "width": 8,
    }


def paired_changes(exact: Mapping[Mark, Liveability | NotAvailable], look: Look) -> Chart:
    """By how much the marks changed of households that gave one on two days: for the neighbourhood and for the home."""
    look, definitions = look.of("outcomes"), ("paired_change",)
    title = look.text("paired.title")
    found = {mark: given if isinstance(given, NotAvailable) else given.paired for mark, given in exact.items()}
    known = {mark: paired for mark, paired in found.items() if not isinstance(paired, NotAvailable)}
    parts = [
        _reason(look, mark, paired) if isinstance(paired, NotAvailable) else _told(look, mark, paired)
        for mark, paired in found.items()
    ]
    sentence = sentences(*dict.fromkeys(parts))
    columns: dict[str, Any] = {
        "what": [look.text(f"marks.{mark.value}.name") for mark in known],
        "households": [paired.change.count for paired in known.values()],
        "before": [paired.before for paired in known.values()],
        "after": [paired.after for paired in known.values()],
        "change": [look.formats.signed(paired.change.mean, 1) for paired in known.values()],
        "margin": [_margin(look, paired) or "–" for paired in known.values()],
        "higher": [paired.higher for paired in known.values()],
        "same": [paired.same for paired in known.values()],
        "lower_households": [paired.lower for paired in known.values()],
    }
    figure = _changes(known, look) if known else None
    alt = look.texts("charts.bars_alt", title=title, sentence=sentence)
    return Chart(
        "paired_change", title, sentence, figure, table(look, columns, ["before", "after"]), alt, definitions, rows=_given(*Mark)
    )


def _reason(look: Look, mark: Mark, missing: NotAvailable) -> str:
    if missing.reason == "none_marked_twice":
        return look.text(f"paired.none.{mark.value}")
    return look.why_not(missing)


def _told(look: Look, mark: Mark, paired: PairedChange) -> str:
    values = {"before": _one(look, paired.before), "after": _one(look, paired.after)}
    first = look.count(f"paired.{mark.value}", paired.change.count, **values)
    margin = _margin(look, paired)
    change = look.formats.signed(paired.change.mean, 1)
    return sentences(first, look.text(f"paired.{paired.verdict.value}", change=change, margin=margin))


def _margin(look: Look, paired: PairedChange) -> str:
    interval = paired.change.interval
    if isinstance(interval, NotAvailable):
        return ""
    low, high = (look.formats.signed(limit, 1) for limit in interval)
    return look.text("paired.margin", low=low, high=high)


def _changes(known: Mapping[Mark, PairedChange], look: Look) -> go.Figure:
    style = look.style
    changes = [paired.change for paired in known.values()]
    limits = [(one.mean, one.mean) if isinstance(one.interval, NotAvailable) else one.interval for one in changes]
    reach = max(1.0, *(abs(limit) for pair in limits for limit in pair)) * 1.15
    places = [float(place) for place in range(len(known))]
    names = tuple(look.text(f"marks.{mark.value}.name") for mark in known)
    ends = [look.formats.signed(one.mean, 1) for one in changes]
    hovers = [_told(look, mark, paired) for mark, paired in known.items()]
    dots = _dots(look, [one.mean for one in changes], [place + 0.2 for place in places], hovers, [SYMBOLS[mark] for mark in known])
    dots["error_x"] = _whiskers(look, [one.mean for one in changes], limits)
    zero = {"type": "line", "x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1, "line": {"color": style.muted, "width": 2}}
    ticks = [-reach / 1.15, 0, reach / 1.15]
    texts = [look.text("paired.tick.lower"), look.text("paired.tick.same"), look.text("paired.tick.higher")]
    return draw(
        look,
        [dots, row_names(look, Rows(names, ("",) * len(names)), ends, -reach)],
        height=ROW_HEIGHT * len(known) + 56,
        shapes=[{**zero, "layer": "below"}],
        xaxis=axis(style, range=[-reach, reach], tickvals=ticks, ticktext=texts, showgrid=False),
        yaxis=axis(style, range=[len(known) - 0.5, -0.5], showticklabels=False, showgrid=False),
    )
