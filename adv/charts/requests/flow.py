"""The flow of requests: from theme to goal, owner and status; and how many a household has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.chart import About, Chart, titled
from adv.charts.chart_context import ChartContext, escaped, plotly_figure, shortened
from adv.charts.kinds.bars import Series, bar_chart, silent_rows
from adv.charts.style import faded
from adv.charts.words import HEADS, named, sentences
from adv.metrics.request_flow import NOT_SAID, OTHERS, FlowNode, RequestFlow, RequestsPerHousehold, with_requests
from adv.metrics.source_rows import COMPLETED, REQUESTS
from adv.metrics.values import NotAvailable
from adv.model import Status

if TYPE_CHECKING:
    from adv.charts.tables import Columns

HEIGHT = 430
LONGEST = 22  # characters of a name beside its node
OPACITY = 0.35


@titled("request_flow", "follow_up.request_flow.title")
def request_flow(about: About, exact: RequestFlow, context: ChartContext) -> Chart:
    """Draw every request as a part of the bands from left to right.

    Nothing in it can be clicked: Streamlit 1.67 hears of selected points and of clicks in a hierarchy, and a Sankey has neither.
    """
    names = [_name(node, context) for node in exact.nodes]
    columns: Columns = {
        "words.from": [names[link.source] for link in exact.links],
        "words.to": [names[link.target] for link in exact.links],
        "words.requests": [link.requests for link in exact.links],
    }
    traces, heads, margin = [_bands(exact, names, context)], _heads(exact, context), {"t": 34, "l": 4, "r": 4}
    figure = plotly_figure(context, traces, height=HEIGHT, margin=margin, annotations=heads) if exact.total else None
    told = flow_sentence(exact, context)
    return about.drawn(told, figure, columns, alt="follow_up.flow_alt", rows=REQUESTS, is_wide=True)


def _name(node: FlowNode, context: ChartContext) -> str:
    if node.name == NOT_SAID:
        return context.text("follow_up.not_said")
    if node.name == OTHERS:
        return context.text("charts.others_bar")
    return context.text("words.status", by=node.name) if node.level == "status" else node.name


def _bands(exact: RequestFlow, names: list[str], context: ChartContext) -> dict[str, Any]:
    colors, write = _colors(exact, context), context.formats.number
    joins = [
        context.count(
            "follow_up.request_flow.hover", link.requests, source=escaped(names[link.source]), target=escaped(names[link.target])
        )
        for link in exact.links
    ]
    shades = [colors[link.target if exact.nodes[link.target].level == "status" else link.source] for link in exact.links]
    return {
        "type": "sankey",
        "arrangement": "fixed",
        "node": {
            "label": [f"{shortened(name, LONGEST)} {write(node.requests)}" for name, node in zip(names, exact.nodes, strict=True)],
            "color": colors,
            "pad": 16,
            "thickness": 14,
            "line": {"width": 0},
            "customdata": [f"{escaped(name)}: {write(node.requests)}" for name, node in zip(names, exact.nodes, strict=True)],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        "link": {
            "source": [link.source for link in exact.links],
            "target": [link.target for link in exact.links],
            "value": [link.requests for link in exact.links],
            "color": [faded(shade, OPACITY) for shade in shades],
            "customdata": joins,
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        "textfont": {"color": context.style.text, "size": 14},
    }


def _colors(exact: RequestFlow, context: ChartContext) -> list[str]:
    """Choose colours: themes each have their own, statuses theirs; what is between is grey, so that the bands lead the eye."""
    style, themes = context.style, [node.name for node in exact.nodes if node.level == "theme"]
    categorical = style.categorical
    return [
        categorical[themes.index(node.name) % len(categorical)]
        if node.level == "theme"
        else style.of_status(Status(node.name))
        if node.level == "status" and node.name != NOT_SAID
        else style.grey
        for node in exact.nodes
    ]


def _heads(exact: RequestFlow, context: ChartContext) -> list[dict[str, Any]]:
    last = len(exact.levels) - 1
    sides = {0: "left", last: "right"}
    return [
        {
            "x": place / last,
            "y": 1.02,
            "xref": "paper",
            "yref": "paper",
            "xanchor": sides.get(place, "center"),
            "yanchor": "bottom",
            "text": f"<b>{_level(level, context)}</b>",
            "showarrow": False,
        }
        for place, level in enumerate(exact.levels)
    ]


def _level(level: str, context: ChartContext) -> str:
    return context.text("words.status_head" if level == "status" else HEADS[level])


def flow_sentence(exact: RequestFlow, context: ChartContext) -> str:
    """Say through what the requests go, and which band is the widest."""
    if not exact.total:
        return context.text("charts.no_requests")
    first, *others = [_level(level, context).lower() for level in exact.levels]
    told = context.count("follow_up.request_flow.told", exact.total, first=first, others=context.formats.joined(others))
    most = max(link.requests for link in exact.links)
    widest = [link for link in exact.links if link.requests == most]
    if exact.total == 1:
        return told
    pairs = [
        context.text(
            "follow_up.request_flow.pair",
            source=_name(exact.nodes[link.source], context),
            target=_name(exact.nodes[link.target], context),
        )
        for link in widest
    ]
    key = "follow_up.request_flow.widest" if len(widest) == 1 else "follow_up.request_flow.widest_tie"
    return sentences(told, context.count(key, most, pairs=named(context, pairs)))


@titled("requests_per_household", "follow_up.requests_per_household.title")
def requests_per_household(about: About, exact: RequestsPerHousehold, context: ChartContext) -> Chart:
    """Draw households with a conversation by how many requests they had."""
    counts = exact.households
    names = [context.many("follow_up.requests_per_household.name", number) for number in range(len(counts) - 1)]
    names.append(context.text("follow_up.requests_per_household.or_more", count=len(counts) - 1))
    hovers = context.hovers("charts.households_of", count=counts, name=names)
    behind = [COMPLETED.that(with_requests, str(number)).as_households for number in range(len(counts))]
    series = [Series(context.text("words.households"), counts, hovers, context.style.blue, rows=behind)]
    ends = [context.text("charts.of", count=count, total=exact.total) for count in counts]
    columns: Columns = {"follow_up.column.asked": names, "words.households": counts}
    told, groups, rows = per_household_sentence(exact, context), silent_rows(names), COMPLETED.as_households
    return bar_chart(about, told, groups, series, ends=ends, columns=columns, is_drawn=exact.total > 0, rows=rows)


def per_household_sentence(exact: RequestsPerHousehold, context: ChartContext) -> str:
    """Say how many households had a request, and how many had several."""
    if isinstance(exact.mean, NotAvailable):
        return context.text("charts.no_conversations")
    asked = exact.total - exact.households[0]
    told = [context.many("follow_up.requests_per_household.asked", asked, total=exact.total)]
    if asked:
        told.append(context.many("follow_up.requests_per_household.several", sum(exact.households[2:])))
        mean = context.formats.number(exact.mean, 1)
        told.append(context.text("follow_up.requests_per_household.mean", mean=mean))
    return sentences(*told, context.if_any("follow_up.requests_per_household.elsewhere", exact.elsewhere))
