"""Charts of several publications side by side, each as of its own last release. Published numbers only, as in `adv.charts.published`."""

from __future__ import annotations

from collections.abc import Sequence

from adv.charts.chart import About, Chart, Columns, Named, euros
from adv.charts.chart_context import HEADS, ChartContext
from adv.charts.kinds.bars import Series, bar_chart, silent_rows
from adv.charts.kinds.heat import Grid, heat
from adv.charts.published import values_of
from adv.disclosure.publication import Publication
from adv.model import TargetUnit


def names_of(publications: Sequence[Publication]) -> list[str]:
    """Name projects by what differs between their titles: "Achter de voordeur, de Waart" is "de Waart" beside others."""
    parts = [one.title.partition(", ") for one in publications]
    is_same = len(parts) > 1 and len({first for first, *_ in parts}) == 1
    return [rest if is_same and rest else one.title for (*_, rest), one in zip(parts, publications, strict=True)]


def visits_side_by_side(publications: Sequence[Publication], context: ChartContext) -> Chart:
    """Draw which part of its agreed visits each project has completed. Exact and public; a target of households has no part here."""
    about = About(context, "published_visits_beside", context.text("published.neighbourhoods.visits"))
    shown = [one for one in publications if one.target_unit is TargetUnit.VISITS]
    pairs = [(one.figures[-1].visits, one.target) for one in shown]
    ends = [context.text("published.neighbourhoods.of", part=part, whole=whole) for part, whole in pairs]
    heads = ("words.completed_visits", "published.neighbourhoods.target")
    return _parts(about, shown, pairs, ends=ends, heads=heads, furthest_is="published.neighbourhoods.furthest_visits")


def spent_side_by_side(publications: Sequence[Publication], context: ChartContext) -> Chart:
    """Draw which part of its budget each project has spent. Exact and public."""
    about = About(context, "published_spent_beside", context.text("published.neighbourhoods.spent"))
    euro = context.formats.euro
    pairs = [(one.figures[-1].cents, one.budget_cents) for one in publications]
    written = [(euro(part, whole=True), euro(whole, whole=True)) for part, whole in pairs]
    ends = [context.text("published.neighbourhoods.of", part=part, whole=whole) for part, whole in written]
    heads = ("words.spent_euro", "published.neighbourhoods.budget")
    return _parts(about, publications, pairs, ends=ends, heads=heads, furthest_is="published.neighbourhoods.furthest_spent")


def _parts(
    about: About,
    publications: Sequence[Publication],
    pairs: Sequence[tuple[int, int]],
    *,
    ends: Sequence[str],
    heads: tuple[str, str],
    furthest_is: str,
) -> Chart:
    """Draw a bar a project, as long as its part of what was agreed."""
    context = about.context
    names = names_of(publications)
    shares = [part / whole if whole else 0.0 for part, whole in pairs]
    furthest = max(shares, default=0.0)
    first = [name for name, share in zip(names, shares, strict=True) if share == furthest]
    written = {"names": context.formats.joined(tuple(first)), "share": context.formats.percent(furthest, 0)}
    sentence = context.count(furthest_is, len(names), **written) if furthest > 0 else context.text("published.neighbourhoods.none")
    hovers = context.hovers("published.neighbourhoods.hover", name=names, end=list(ends))
    bars = [
        Series(context.text("published.neighbourhoods.whole"), [1.0] * len(names), hovers, context.style.grid, is_behind=True),
        Series(about.title, shares, hovers, context.style.done),
    ]
    first_column, second = ([pair[at] for pair in pairs] for at in (0, 1))
    if heads[0] == "words.spent_euro":
        first_column, second = euros(first_column), euros(second)  # type: ignore[assignment]  # euros in the place of cents
    columns: Columns = {"words.project": names, heads[0]: first_column, heads[1]: second}
    return bar_chart(about, sentence, silent_rows(names), bars if names else [], columns=columns, ends=ends, is_drawn=bool(names))


def goals_side_by_side(publications: Sequence[Publication], context: ChartContext) -> Chart:
    """Draw about how many requests each project has per goal: the programme's goals are those of all projects."""
    about = About(context, "published_goals_beside", context.text("published.neighbourhoods.goals"))
    goals = list(dict.fromkeys(goal for one in publications for goal in values_of(one.requests, "goal") if goal is not None))
    counts = tuple(
        tuple(one.requests.count(-1, goal=goal).value if goal in values_of(one.requests, "goal") else 0 for goal in goals)
        for one in publications
    )
    names = tuple(names_of(publications))
    grid = Grid(rows=names, columns=tuple(goals), counts=counts, totals=None, hover="published.cross.hover")
    sums = [sum(row[at] for row in counts) for at in range(len(goals))]
    key = "published.neighbourhoods.of_goal"
    told = [context.text(key, goal=goal, count=count) for goal, count in zip(goals, sums, strict=True)]
    sentence = context.text("published.neighbourhoods.each_goal", goals=context.formats.joined(told))
    columns: Columns = {HEADS["area"]: names, **{Named(goal): [row[at] for row in counts] for at, goal in enumerate(goals)}}
    if not any(sums):
        return about.listed(context.text("published.neighbourhoods.no_goals"), columns)
    return about.drawn(sentence, heat(context, grid), columns, alt="charts.heat_alt")
