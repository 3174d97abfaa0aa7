"""Charts of a publication: for programme managers. They take published numbers and the project's public figures, and nothing else.

An exact figure is a type error here: every function takes a `Publication`, which holds none but those of the whole project.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from adv.charts.axes import level, points, span_axis, value_axis
from adv.charts.chart import About, Chart, Columns, Named, euros
from adv.charts.chart_context import HEADS, ChartContext, Figure, escaped, named, plotly_figure
from adv.charts.kinds.bars import Series, bar_chart, labels, silent_rows, stacked
from adv.charts.kinds.heat import Grid, heat
from adv.disclosure.publication import TALKED_TO, Publication, PublishedCount, Table, TooFew, published_share
from adv.formats import CENTS
from adv.model import Outcome, Status, TargetUnit

Among: TypeAlias = Mapping[str, str | None]  # one value of a dimension by its name, or nothing: the cells that a chart is of
AMONG_ALL: Among = MappingProxyType({})
HEIGHT = 300
ROOM_ABOVE = 1.12


def value_name(context: ChartContext, dimension: str, value: str | None) -> str:
    """Name a value of a dimension as people read it."""
    if value is None:
        return context.text("words.unknown")
    if dimension == "status" and value in set(Status):
        return context.text("words.status", by=value)
    return context.text("words.outcome", by=value) if dimension == "outcome" and value in set(Outcome) else value


def values_of(table: Table, dimension: str) -> tuple[str | None, ...]:
    """The values by which a table is published."""
    return next(one.values for one in table.dimensions if one.name == dimension)


def is_published(table: Table, *dimensions: str) -> bool:
    """Tell whether there are cells by exactly these dimensions."""
    return tuple([0 if one.name in dimensions else None for one in table.dimensions]) in table.lattice.place_of_cell


def visits_over_time(publication: Publication, context: ChartContext) -> Chart:
    """Draw completed visits up to each day, against the target. Exact and public."""
    about = About(context, "published_visits", context.text("published.visits.title"))
    done = [figures.visits for figures in publication.figures]
    target = publication.target
    names = _quarters(publication, context)
    counts_visits = publication.target_unit is TargetUnit.VISITS
    sentence = visits_sentence(publication, context)
    limit = (float(target), context.text("coverage.burn_up.target", target=target)) if counts_visits else None
    figure = _rising(context, names, done, limit)
    return about.drawn(sentence, figure, {"words.as_of": names, "words.completed_visits": done}, alt="charts.lines_alt")


def visits_sentence(publication: Publication, context: ChartContext) -> str:
    """Say how many of the agreed visits, or about how many of the agreed households, were reached."""
    done, target = publication.figures[-1].visits, publication.target
    if publication.target_unit is TargetUnit.HOUSEHOLDS:
        reached = publication.households.count(-1, outcome=TALKED_TO)
        return context.text("published.visits.households", count=reached.value, target=target, done=done)
    key = "published.visits.reached" if done >= target else "published.visits.of_target"
    return context.text(key, done=done, target=target)


def spent_over_time(publication: Publication, context: ChartContext) -> Chart:
    """Draw the euros spent up to each day, against the budget. Exact and public."""
    about = About(context, "published_spent", context.text("published.spent.title"))
    cents = [figures.cents for figures in publication.figures]
    names = _quarters(publication, context)
    budget = context.text("money.budget_line", budget=context.formats.euro(publication.budget_cents, whole=True))
    spent = euros(cents)
    limit = publication.budget_cents / CENTS, budget
    figure = _rising(context, names, spent, limit, is_money=True)
    told = spent_sentence(publication, context)
    return about.drawn(told, figure, {"words.as_of": names, "words.spent_euro": spent}, alt="charts.lines_alt")


def spent_sentence(publication: Publication, context: ChartContext) -> str:
    """Say how much of the budget was spent."""
    euro, spent, budget = context.formats.euro, publication.figures[-1].cents, publication.budget_cents
    written = {"spent": euro(spent, whole=True), "budget": euro(budget, whole=True), "more": euro(abs(spent - budget), whole=True)}
    return context.text("published.spent.over" if spent > budget else "published.spent.of_budget", **written)


def requests_over_time(publication: Publication, context: ChartContext, among: Among = AMONG_ALL) -> Chart:
    """Draw the requests raised up to each day; `among` chooses one value of a dimension, of a cell that is published."""
    about = About(context, "published_requests", _titled(context.text("published.requests.title"), context, among))
    counts = publication.requests.line(**among)
    names = _quarters(publication, context)
    numbers = [count.value for count in counts]
    figure = _rising(context, names, numbers, None) if any(numbers) else None
    sentence = requests_sentence(publication, context, among)
    return about.drawn(sentence, figure, {"words.as_of": names, "words.requests": numbers}, alt="charts.lines_alt")


def requests_sentence(publication: Publication, context: ChartContext, among: Among = AMONG_ALL) -> str:
    """Say about how many requests were raised, and which share of them is done where there are enough to say so."""
    table = publication.requests
    total = table.count(-1, **among)
    if not total.value:
        return none_or_few(publication, context)
    closed = table.count(-1, **{**among, "status": Status.CLOSED}) if is_published(table, *among, "status") else None
    share = TooFew(total) if closed is None else published_share(closed, total)
    if isinstance(share, TooFew):
        return context.text("published.requests.about", count=total.value)
    return context.text("published.requests.closed", count=total.value, share=context.formats.percent(share.share, 0))


def none_or_few(publication: Publication, context: ChartContext) -> str:
    """Say what a published 0 says: none, or no more than the base."""
    return context.text("published.no_requests", base=publication.base)


def requests_by(publication: Publication, context: ChartContext, dimension: str, among: Among = AMONG_ALL) -> Chart:
    """Draw requests by area, theme, goal or status, of the cells that `among` chooses."""
    title = _titled(context.text("published.by.title", by=dimension), context, among)
    about = About(context, f"published_by_{dimension}", title)
    table = publication.requests
    values = values_of(table, dimension)
    counts = [table.count(-1, **{**among, dimension: value}) for value in values]
    names, numbers = [value_name(context, dimension, value) for value in values], [count.value for count in counts]
    color = [_color(context, dimension, value) for value in values] if dimension == "status" else context.style.done
    hovers = context.hovers("published.by.hover", name=names, count=numbers)
    series = [Series(context.text("words.requests"), numbers, hovers, color)]
    columns: Columns = {HEADS[dimension]: names, "words.requests": numbers}
    sentence = none_or_few(publication, context)
    if any(numbers):
        sentence = by_sentence(names, counts, table.count(-1, **among), context=context, dimension=dimension)
    return bar_chart(about, sentence, silent_rows(names), series, columns=columns)


def by_sentence(
    names: Sequence[str], counts: Sequence[PublishedCount], total: PublishedCount, *, context: ChartContext, dimension: str
) -> str:
    """Say what most requests are about, where they come from, or how far they are, as far as rounded numbers tell; not all are 0."""
    top = nearly_most(counts)
    most = max(counts).value
    first = [names[at] for at in top if counts[at].value == most]
    others = [names[at] for at in top if counts[at].value < most]  # perhaps as many, before they were rounded
    written = {"names": named(context, first), "count": most, "total": total.value}
    if others:
        return context.text("published.by.close", others=named(context, others), **written)
    return (
        context.text("published.by.most", by=dimension, **written) if len(top) == 1 else context.text("published.by.tie", **written)
    )


def nearly_most(counts: Sequence[PublishedCount]) -> tuple[int, ...]:
    """Give the places of the largest numbers: of all that may in truth be the largest, since each may be off by its base."""
    least = max(count.value - 2 * count.base for count in counts)
    return tuple(at for at, count in enumerate(counts) if count.value >= max(least, 1))


def cross_table(publication: Publication, context: ChartContext, down: str, across: str) -> Chart:
    """Draw requests by two things at once, as a table of which the full cells stand out."""
    about = About(context, f"published_{down}_{across}", context.text("published.cross.title", by=f"{down}_{across}"))
    table = publication.requests
    rows, columns = values_of(table, down), values_of(table, across)
    counts = tuple(tuple(table.count(-1, **{down: row, across: column}).value for column in columns) for row in rows)
    named_rows = [value_name(context, down, one) for one in rows]
    named_columns = [value_name(context, across, one) for one in columns]
    grid = Grid(rows=tuple(named_rows), columns=tuple(named_columns), counts=counts, totals=None, hover="published.cross.hover")
    figure = heat(context, grid) if any(map(any, counts)) else None
    by_column = {Named(name): [row[at] for row in counts] for at, name in enumerate(named_columns)}
    shown: Columns = {HEADS[down]: named_rows, **by_column}
    cells = {(row, column): counts[y][x] for y, row in enumerate(named_rows) for x, column in enumerate(named_columns)}
    sentence = cross_sentence(cells, publication.base, context) if figure else none_or_few(publication, context)
    return about.drawn(sentence, figure, shown, alt="charts.heat_alt")


def cross_sentence(cells: Mapping[tuple[str, str], int], base: int, context: ChartContext) -> str:
    """Name the fullest cell, where it is certain which one that is; not all cells are empty."""
    most = max(cells.values())
    first = [pair for pair, count in cells.items() if count >= max(most - 2 * base, 1)]
    low = min(cells[pair] for pair in first)
    if low < most:
        return context.text("published.cross.close", low=low, count=most)
    if len(first) > 1:
        return context.text("published.cross.tie", count=most)
    return context.text("published.cross.most", row=first[0][0], column=first[0][1], count=most)


def households(publication: Publication, context: ChartContext) -> Chart:
    """Draw the households that were visited, by area and by how it ended."""
    about = About(context, "published_households", context.text("published.households.title"))
    table = publication.households
    total, talked = table.count(-1), table.count(-1, outcome=TALKED_TO)
    several = "published.households.talked" if talked.value else "published.households.few"
    key = several if total.value else "published.households.none"
    sentence = context.text(key, count=talked.value, total=total.value, base=publication.base)
    return _stacked(about, sentence, table, ("area", "outcome"), hover="published.households.hover")


def follow_up(publication: Publication, context: ChartContext, dimension: str) -> Chart:
    """Draw how far the requests of each theme or goal are."""
    about = About(context, f"published_{dimension}_status", context.text("published.cross.title", by=f"{dimension}_status"))
    sentence = follow_up_sentence(publication, context, dimension)
    return _stacked(about, sentence, publication.requests, (dimension, "status"), hover="published.cross.hover")


def follow_up_sentence(publication: Publication, context: ChartContext, dimension: str) -> str:
    """Say how many of the largest theme's or goal's requests are done, as a share where there are enough."""
    table = publication.requests
    wholes = {value: table.count(-1, **{dimension: value}) for value in values_of(table, dimension)}
    largest = max(wholes, key=lambda value: wholes[value].value)
    whole = wholes[largest]
    if not whole.value:
        return none_or_few(publication, context)
    closed = table.count(-1, **{dimension: largest, "status": Status.CLOSED})
    share = published_share(closed, whole)
    told = {"name": value_name(context, dimension, largest), "total": whole.value}
    if not closed.value:
        return context.text("published.follow_up.few", base=publication.base, **told)
    if isinstance(share, TooFew):
        return context.text("published.follow_up.count", count=closed.value, **told)
    return context.text("published.follow_up.share", share=context.formats.percent(share.share, 0), **told)


def _stacked(about: About, sentence: str, table: Table, dimensions: tuple[str, str], *, hover: str) -> Chart:
    """Draw a bar for each value of the first dimension, of parts by the second one."""
    (down, across), context = dimensions, about.context
    places = values_of(table, down)
    names = [value_name(context, down, value) for value in places]
    series = []
    columns = {HEADS[down]: names}
    for value in values_of(table, across):
        word = value_name(context, across, value)
        numbers = [table.count(-1, **{down: place, across: value}).value for place in places]
        columns[word] = numbers  # type: ignore[assignment]  # numbers beside names
        if not any(numbers):
            continue  # a part without requests has no place in the legend
        color = _color(context, across, value)
        hovers = context.hovers(hover, row=names, column=word, count=numbers)
        series.append(Series(word, numbers, hovers, color, labels=labels(context, numbers)))
    ends = [context.formats.number(table.count(-1, **{down: place}).value) for place in places]
    heads: Columns = {name if name in HEADS.values() else Named(name): values for name, values in columns.items()}
    return bar_chart(about, sentence, silent_rows(names), series, columns=heads, ends=ends, draw=stacked)


def _color(context: ChartContext, dimension: str, value: str | None) -> str:
    if value:
        return context.style.of(value)
    return context.style.grid if dimension == "outcome" else context.style.ended


def _titled(title: str, context: ChartContext, among: Among) -> str:
    return "".join([title, *(context.text("published.only", name=value_name(context, *one)) for one in among.items())])


def _quarters(publication: Publication, context: ChartContext) -> list[str]:
    return [context.formats.quarter(day) for day in publication.days]


def _rising(
    context: ChartContext, names: Sequence[str], values: Sequence[float], limit: tuple[float, str] | None, *, is_money: bool = False
) -> Figure:
    """Draw a line over the releases, with the limit that it goes to when there is one."""
    style = context.style
    hovers = [f"{name}: {context.formats.number(value)}" for name, value in zip(names, values, strict=True)]
    look = {"line": {"color": style.done, "width": 3}, "marker": {"color": style.done, "size": 8}}
    trace = {**points(range(len(values)), values, hovers, **look), "mode": "lines+markers"}
    highest = max([*values, limit[0] if limit else 0.0, 1.0])
    shapes, notes = [], []
    if limit:
        shapes = [level(-0.6, len(values) - 0.4, limit[0], color=style.aim, width=2)]
        place = {"x": 0, "xref": "paper", "xanchor": "left", "y": limit[0], "yanchor": "bottom", "xshift": 4, "showarrow": False}
        notes = [{**place, "text": escaped(limit[1]), "font": {"size": 13, "color": style.aim}}]
    axes = {"xaxis": span_axis(names, context), "yaxis": value_axis([0.0, highest * ROOM_ABOVE], context, is_money=is_money)}
    return plotly_figure(context, [trace], height=HEIGHT, shapes=shapes, annotations=notes, **axes)
