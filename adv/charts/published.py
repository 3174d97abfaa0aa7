"""Charts of a publication: for programme managers. They take published numbers and the project's public figures, and nothing else.

An exact figure is a type error here: every function takes a `Publication`, which holds none but those of the whole project.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.axes import span_axis, value_axis
from adv.charts.chart import About, Chart
from adv.charts.chart_context import ChartContext, escaped, plotly_figure
from adv.charts.kinds.bars import Rows, Series, bar_chart, labels, stacked
from adv.charts.kinds.heat import Grid, heat
from adv.charts.kinds.traces import points
from adv.charts.tables import Columns, Named, euros
from adv.charts.words import leaders, named
from adv.disclosure.publication import Publication, TooFew, published_share
from adv.formats import CENTS
from adv.model import Outcome, Status, TargetUnit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import plotly.graph_objects as go

    from adv.disclosure.publication import PublishedCount, Table

HEIGHT = 300
HEADROOM = 1.12
HEADS = {
    "area": "words.area",
    "theme": "words.theme",
    "goal": "words.goal",
    "status": "words.status_head",
    "outcome": "words.outcome_head",
}


def value_name(context: ChartContext, dimension: str, value: str | None) -> str:
    """Name a value of a dimension as people read it."""
    if value is None:
        return context.text("words.unknown")
    if dimension == "status" and value in set(Status):
        return context.text("words.status", by=value)
    if dimension == "outcome" and value in set(Outcome):
        return context.text("words.outcome", by=value)
    return value


def values_of(table: Table, dimension: str) -> tuple[str | None, ...]:
    """The values by which a table is published."""
    return next(one.values for one in table.dimensions if one.name == dimension)


def visits_over_time(publication: Publication, context: ChartContext) -> Chart:
    """Draw completed visits up to each day, against the target. Exact and public."""
    about = About(context, "published_visits", context.text("published.visits.title"))
    done, target = [figures.visits for figures in publication.figures], publication.target
    names, counts_visits = _quarters(publication, context), publication.target_unit is TargetUnit.VISITS
    sentence = visits_sentence(publication, context)
    limit = (float(target), context.text("charts.burn_up.target", target=target)) if counts_visits else None
    figure = _rising(context, names, done, limit)
    return about.drawn(sentence, figure, {"words.as_of": names, "words.completed_visits": done}, alt="charts.lines_alt")


def visits_sentence(publication: Publication, context: ChartContext) -> str:
    """Say how many of the agreed visits, or about how many of the agreed households, were reached."""
    done, target = publication.figures[-1].visits, publication.target
    if publication.target_unit is TargetUnit.HOUSEHOLDS:
        reached = publication.households.count(-1, outcome=Outcome.CONVERSATION)
        return context.text("published.visits.households", count=reached.value, target=target, done=done)
    key = "published.visits.reached" if done >= target else "published.visits.of_target"
    return context.text(key, done=done, target=target)


def spent_over_time(publication: Publication, context: ChartContext) -> Chart:
    """Draw the euros spent up to each day, against the budget. Exact and public."""
    about = About(context, "published_spent", context.text("published.spent.title"))
    cents, names = [figures.cents for figures in publication.figures], _quarters(publication, context)
    budget = context.text("charts.budget_line", budget=context.formats.euro(publication.budget_cents, whole=True))
    spent = euros(cents)
    figure = _rising(
        context, names, spent, (publication.budget_cents / CENTS, budget), ticks={"tickformat": ",d", "tickprefix": "€ "}
    )
    return about.drawn(
        spent_sentence(publication, context), figure, {"words.as_of": names, "words.spent_euro": spent}, alt="charts.lines_alt"
    )


def spent_sentence(publication: Publication, context: ChartContext) -> str:
    """Say how much of the budget was spent."""
    euro, spent, budget = context.formats.euro, publication.figures[-1].cents, publication.budget_cents
    written = {"spent": euro(spent, whole=True), "budget": euro(budget, whole=True), "more": euro(abs(spent - budget), whole=True)}
    return context.text("published.spent.over" if spent > budget else "published.spent.of_budget", **written)


def requests_over_time(publication: Publication, context: ChartContext) -> Chart:
    """Draw the requests raised up to each day."""
    about = About(context, "published_requests", context.text("published.requests.title"))
    counts, names = publication.requests.line(), _quarters(publication, context)
    numbers = [count.value for count in counts]
    figure = _rising(context, names, numbers, None) if any(numbers) else None
    return about.drawn(
        requests_sentence(publication, context), figure, {"words.as_of": names, "words.requests": numbers}, alt="charts.lines_alt"
    )


def requests_sentence(publication: Publication, context: ChartContext) -> str:
    """Say about how many requests were raised, and which share of them is done where there are enough to say so."""
    total, closed = publication.requests.count(-1), publication.requests.count(-1, status=Status.CLOSED)
    if not total.value:
        return context.text("published.no_requests")
    share = published_share(closed, total)
    if isinstance(share, TooFew):
        return context.text("published.requests.about", count=total.value)
    return context.text("published.requests.closed", count=total.value, share=context.formats.percent(share.share, 0))


def requests_by(
    publication: Publication, context: ChartContext, dimension: str, among: Mapping[str, str | None] | None = None
) -> Chart:
    """Draw requests by area, theme, goal or status; `among` chooses one value of another dimension, of a cell that is published."""
    about = About(context, f"published_by_{dimension}", context.text("published.by.title", by=dimension))
    table, chosen = publication.requests, among or {}
    values = values_of(table, dimension)
    counts = [table.count(-1, **{**chosen, dimension: value}) for value in values]
    names, numbers = [value_name(context, dimension, value) for value in values], [count.value for count in counts]
    color = (
        [context.style.of_status(Status(value)) if value else context.style.grey for value in values]
        if dimension == "status"
        else context.style.blue
    )
    hovers = context.hovers("published.by.hover", name=names, count=numbers)
    series = [Series(context.text("words.requests"), numbers, hovers, color)]
    columns: Columns = {HEADS[dimension]: names, "words.requests": numbers}
    return bar_chart(
        about,
        by_sentence(names, counts, table.count(-1, **chosen), context=context, dimension=dimension),
        Rows(names, [""] * len(names)),
        series,
        columns=columns,
    )


def by_sentence(
    names: Sequence[str], counts: Sequence[PublishedCount], total: PublishedCount, *, context: ChartContext, dimension: str
) -> str:
    """Say what most requests are about, where they come from, or how far they are."""
    top = leaders(names, [count.value for count in counts])
    if not top.names:
        return context.text("published.no_requests")
    written = {"names": named(context, top.names), "count": top.value, "total": total.value}
    return context.text("published.by.most", by=dimension, **written) if top.is_one else context.text("published.by.tie", **written)


def cross_table(publication: Publication, context: ChartContext, down: str, across: str) -> Chart:
    """Draw requests by two things at once, as a table of which the full cells stand out."""
    about = About(context, f"published_{down}_{across}", context.text("published.cross.title", by=f"{down}_{across}"))
    table = publication.requests
    rows, columns = values_of(table, down), values_of(table, across)
    counts = tuple(tuple(table.count(-1, **{down: row, across: column}).value for column in columns) for row in rows)
    named_rows, named_columns = (
        [value_name(context, name, one) for one in values] for name, values in ((down, rows), (across, columns))
    )
    grid = Grid(rows=tuple(named_rows), columns=tuple(named_columns), counts=counts, totals=None, hover="published.cross.hover")
    figure = heat(context, grid) if any(map(any, counts)) else None
    shown: Columns = {
        HEADS[down]: named_rows,
        **{Named(name): [row[at] for row in counts] for at, name in enumerate(named_columns)},
    }
    cells = {(row, column): counts[y][x] for y, row in enumerate(named_rows) for x, column in enumerate(named_columns)}
    return about.drawn(cross_sentence(cells, context), figure, shown, alt="charts.heat_alt")


def cross_sentence(cells: Mapping[tuple[str, str], int], context: ChartContext) -> str:
    """Name the fullest cell."""
    most = max(cells.values(), default=0)
    if not most:
        return context.text("published.no_requests")
    first = [pair for pair, count in cells.items() if count == most]
    if len(first) > 1:
        return context.text("published.cross.tie", count=most)
    return context.text("published.cross.most", row=first[0][0], column=first[0][1], count=most)


def households(publication: Publication, context: ChartContext) -> Chart:
    """Draw the households that were visited, by area and by how it ended."""
    about = About(context, "published_households", context.text("published.households.title"))
    table = publication.households
    areas, outcomes = values_of(table, "area"), values_of(table, "outcome")
    names = [value_name(context, "area", area) for area in areas]
    series, columns = [], {"words.area": names}
    for outcome in outcomes:
        word = value_name(context, "outcome", outcome)
        numbers = [table.count(-1, area=area, outcome=outcome).value for area in areas]
        color = context.style.of_outcome(Outcome(outcome)) if outcome else context.style.grid
        hovers = context.hovers("published.households.hover", name=names, outcome=word, count=numbers)
        hatch = "/" if outcome == Outcome.NOT_AT_HOME else ""
        series.append(Series(word, numbers, hovers, color, labels=labels(context, numbers), pattern=hatch))
        columns[word] = numbers  # type: ignore[assignment]  # numbers beside names
    ends = [context.formats.number(table.count(-1, area=area).value) for area in areas]
    heads: Columns = {name if name in HEADS.values() else Named(name): values for name, values in columns.items()}
    total, talked = table.count(-1), table.count(-1, outcome=Outcome.CONVERSATION)
    key = "published.households.talked" if total.value else "published.households.none"
    sentence = context.text(key, count=talked.value, total=total.value)
    return bar_chart(about, sentence, Rows(names, [""] * len(names)), series, columns=heads, ends=ends, draw=stacked)


def neighbourhoods(publications: Sequence[Publication], context: ChartContext) -> Chart:
    """List the publications of several projects side by side, each as of its own last release."""
    about = About(context, "published_neighbourhoods", context.text("published.neighbourhoods.title"))
    last = [publication.figures[-1] for publication in publications]
    columns: Columns = {
        "words.project": [publication.title for publication in publications],
        "words.as_of": [context.formats.day(figures.day) for figures in last],
        "words.completed_visits": [figures.visits for figures in last],
        "published.neighbourhoods.target": [publication.target for publication in publications],
        "words.spent_euro": euros([figures.cents for figures in last]),
        "published.neighbourhoods.budget": euros([publication.budget_cents for publication in publications]),
        "published.neighbourhoods.requests": [publication.requests.count(-1).value for publication in publications],
        "published.neighbourhoods.households": [
            publication.households.count(-1, outcome=Outcome.CONVERSATION).value for publication in publications
        ],
    }
    return about.listed(context.count("published.neighbourhoods.sentence", len(publications)), columns)


def _quarters(publication: Publication, context: ChartContext) -> list[str]:
    return [context.formats.quarter(day) for day in publication.days]


def _rising(
    context: ChartContext,
    names: Sequence[str],
    values: Sequence[float],
    limit: tuple[float, str] | None,
    ticks: dict[str, object] | None = None,
) -> go.Figure:
    """Draw a line over the releases, with the limit that it goes to when there is one."""
    style = context.style
    written = [context.formats.number(value) for value in values]
    hovers = [f"{name}: {number}" for name, number in zip(names, written, strict=True)]
    look = {"line": {"color": style.blue, "width": 3}, "marker": {"color": style.blue, "size": 8}}
    trace = {**points(range(len(values)), values, hovers, **look), "mode": "lines+markers"}
    highest = max([*values, limit[0] if limit else 0.0, 1.0])
    shapes, notes = [], []
    if limit:
        line = {"color": style.green, "width": 2}
        shapes = [
            {"type": "line", "x0": -0.6, "x1": len(values) - 0.4, "y0": limit[0], "y1": limit[0], "line": line, "layer": "below"}
        ]
        place = {"x": 0, "xref": "paper", "xanchor": "left", "y": limit[0], "yanchor": "bottom", "xshift": 4, "showarrow": False}
        notes = [{**place, "text": escaped(limit[1]), "font": {"size": 13, "color": style.green}}]
    return plotly_figure(
        context,
        [trace],
        height=HEIGHT,
        xaxis=span_axis(names, context),
        yaxis=value_axis([0.0, highest * HEADROOM], context, ticks),
        shapes=shapes,
        annotations=notes,
    )
