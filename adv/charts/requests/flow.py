"""Where requests go: from theme to goal, owner and status; and how many a household has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.chart import Chart
from adv.charts.chart_context import draw, plain, shortened
from adv.charts.kinds.bars import Rows, Series, bars, horizontal
from adv.charts.tables import table
from adv.charts.words import named, not_available, sentences
from adv.metrics.request_flow import NOT_SAID, OTHERS, with_requests
from adv.metrics.source_rows import COMPLETED, REQUESTS
from adv.metrics.values import NotAvailable
from adv.model import Status

if TYPE_CHECKING:
    from adv.charts.chart_context import Look
    from adv.metrics.request_flow import FlowNode, RequestFlow, RequestsPerHousehold

HEIGHT = 430
LONGEST = 22  # characters of a name beside its node
OPACITY = 0.35


def request_flow(exact: RequestFlow | NotAvailable, look: Look) -> Chart:
    """Every request as a part of the bands from left to right.

    Nothing in it can be clicked: Streamlit 1.67 hears of selected points and of clicks in a hierarchy, and a Sankey has neither.
    """
    say, key, definitions = look.of("follow_up"), "request_flow", ("request_flow",)
    if isinstance(exact, NotAvailable):
        return not_available(say, key, exact, definitions=definitions)
    title, sentence = say.text(f"{key}.title"), flow_sentence(exact, look)
    names = [_name(node, look) for node in exact.nodes]
    columns: dict[str, Any] = {
        "from": [names[link.source] for link in exact.links],
        "to": [names[link.target] for link in exact.links],
        "requests": [link.requests for link in exact.links],
    }
    figure = draw(
        look, [_bands(exact, names, look)], height=HEIGHT, margin={"t": 34, "l": 4, "r": 4}, annotations=_heads(exact, look)
    )
    alt = say.text("flow_alt", title=title, sentence=sentence)
    return Chart(
        key, title, sentence, figure if exact.total else None, table(say, columns), alt, definitions, rows=REQUESTS, is_wide=True
    )


def _name(node: FlowNode, look: Look) -> str:
    if node.name == NOT_SAID:
        return look.of("follow_up").text("not_said")
    if node.name == OTHERS:
        return look.text("others_bar")
    return look.text(f"status.{node.name}") if node.level == "status" else node.name


def _bands(exact: RequestFlow, names: list[str], look: Look) -> dict[str, Any]:
    say, colors, write = look.of("follow_up"), _colors(exact, look), look.formats.number
    joins = [
        say.count("request_flow.hover", link.requests, source=plain(names[link.source]), target=plain(names[link.target]))
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
            "customdata": [f"{plain(name)}: {write(node.requests)}" for name, node in zip(names, exact.nodes, strict=True)],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        "link": {
            "source": [link.source for link in exact.links],
            "target": [link.target for link in exact.links],
            "value": [link.requests for link in exact.links],
            "color": [_faded(shade) for shade in shades],
            "customdata": joins,
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        "textfont": {"color": look.style.text, "size": 14},
    }


def _colors(exact: RequestFlow, look: Look) -> list[str]:
    """Themes each have their own, statuses theirs; what is between is grey, so that the bands lead the eye."""
    style, themes = look.style, [node.name for node in exact.nodes if node.level == "theme"]
    categorical = style.categorical
    return [
        categorical[themes.index(node.name) % len(categorical)]
        if node.level == "theme"
        else style.of_status(Status(node.name))
        if node.level == "status" and node.name != NOT_SAID
        else style.grey
        for node in exact.nodes
    ]


def _heads(exact: RequestFlow, look: Look) -> list[dict[str, Any]]:
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
            "text": f"<b>{look.of('follow_up').text(f'column.{level}')}</b>",
            "showarrow": False,
        }
        for place, level in enumerate(exact.levels)
    ]


def _faded(color: str) -> str:
    red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{OPACITY})"


def flow_sentence(exact: RequestFlow, look: Look) -> str:
    """Through what the requests go, and which band is the widest."""
    say = look.of("follow_up")
    if not exact.total:
        return look.text("no_requests")
    first, *others = [say.text(f"column.{level}").lower() for level in exact.levels]
    told = say.count("request_flow.told", exact.total, first=first, others=look.formats.joined(others))
    most = max(link.requests for link in exact.links)
    widest = [link for link in exact.links if link.requests == most]
    if exact.total == 1:
        return told
    pairs = [
        say.text("request_flow.pair", source=_name(exact.nodes[link.source], look), target=_name(exact.nodes[link.target], look))
        for link in widest
    ]
    form = "widest" if len(widest) == 1 else "widest_tie"
    return sentences(told, say.count(f"request_flow.{form}", most, pairs=named(look, pairs)))


def requests_per_household(exact: RequestsPerHousehold | NotAvailable, look: Look) -> Chart:
    """Households with a conversation by how many requests they had."""
    say, key, definitions = look.of("follow_up"), "requests_per_household", ("requests_per_household",)
    if isinstance(exact, NotAvailable):
        return not_available(say, key, exact, definitions=definitions)
    title, sentence = say.text(f"{key}.title"), per_household_sentence(exact, look)
    last = len(exact.households) - 1
    names = tuple(
        say.text(f"{key}.or_more", count=number) if number == last else say.many(f"{key}.name", number)
        for number in range(len(exact.households))
    )
    counts = exact.households
    hovers = tuple(say.count(f"{key}.hover", count, name=name) for name, count in zip(names, counts, strict=True))
    behind = tuple(COMPLETED.that(with_requests, str(number)).as_households for number in range(len(counts)))
    series = [Series(say.text("column.households"), counts, hovers, look.style.blue, rows=behind)]
    ends = [look.text("of", count=count, total=exact.total) for count in counts]
    figure = horizontal(look, Rows(names, ("",) * len(names)), series, ends) if exact.total else None
    alt = look.text("bars_alt", title=title, sentence=sentence)
    told, counted = table(say, {"asked": names, "households": counts}), bars(names, series)
    return Chart(key, title, sentence, figure, told, alt, definitions, rows=COMPLETED.as_households, bars=counted)


def per_household_sentence(exact: RequestsPerHousehold, look: Look) -> str:
    """How many households had a request, and how many had several."""
    say, key = look.of("follow_up"), "requests_per_household"
    if isinstance(exact.mean, NotAvailable):
        return look.text("no_conversations")
    asked = exact.total - exact.households[0]
    several = sum(exact.households[2:])
    told = say.many(f"{key}.asked", asked, total=exact.total)
    more = say.many(f"{key}.several", several) if asked else ""
    return sentences(
        told,
        more,
        say.text(f"{key}.mean", mean=look.formats.number(exact.mean, 1)) if asked else "",
        say.count(f"{key}.elsewhere", exact.elsewhere) if exact.elsewhere else "",
    )
