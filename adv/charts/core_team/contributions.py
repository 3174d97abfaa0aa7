"""The core team: who does what, with whom, and what is handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.chart import Chart
from adv.charts.chart_context import plain
from adv.charts.kinds.bars import MOST_BARS, Rows, Series, bars, horizontal
from adv.charts.kinds.steps import steps
from adv.charts.tables import table
from adv.charts.words import leaders, named, not_available, sentences
from adv.metrics.core_team import handed_over_by, of_team
from adv.metrics.requests import WAITING
from adv.metrics.source_rows import REQUESTS, VISITS
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.charts.chart_context import Look
    from adv.metrics.core_team import HandOvers, RequestWork, Teams, TeamWork, VisitWork
    from adv.metrics.source_rows import Behind

MOST_ORGANISATIONS = 8  # of three bars each; the table has all
ARROW = "→"


def team_work(exact: TeamWork | NotAvailable, look: Look) -> Chart:
    """Visits and requests per organisation."""
    look, definitions = look.of("core_team"), ("team_work",)
    if isinstance(exact, NotAvailable):
        return not_available(look, "work", exact, definitions=definitions)
    counts = _counts(exact)
    shown = [place for place in range(len(exact.organisations)) if any(values[place] for values in counts.values())]
    shown = sorted(sorted(shown, key=lambda place: -sum(values[place] for values in counts.values()))[:MOST_ORGANISATIONS])
    names = tuple(exact.organisations[place] for place in shown)
    series = [_work(look, key, names, [values[place] for place in shown]) for key, values in counts.items()]
    figure = steps(look, Rows(names, ("",) * len(names)), series, ("",) * len(names)) if names else None
    columns: dict[str, Any] = {"organisation": exact.organisations, **counts}
    title, sentence = look.text("work.title"), work_sentence(exact, look)
    alt = look.texts("charts.bars_alt", title=title, sentence=sentence)
    rows = VISITS if "visits" in counts else REQUESTS
    return Chart("work", title, sentence, figure, table(look, columns), alt, definitions, rows=rows, bars=bars(names, series))


def _counts(exact: TeamWork) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    if not isinstance(exact.visits, NotAvailable):
        found["visits"] = exact.visits.visits
    if not isinstance(exact.requests, NotAvailable):
        found |= {"requests": exact.requests.requests, "waiting": exact.requests.waiting}
    return found


def _work(look: Look, key: str, names: tuple[str, ...], counts: Sequence[int]) -> Series:
    labels = tuple(look.count(f"work.{key}", count) for count in counts)
    hovers = tuple(f"{plain(name)}: {label}" for name, label in zip(names, labels, strict=True))
    style = look.style
    color = {"visits": style.blue, "requests": style.purple, "waiting": style.orange}[key]
    rows: dict[str, tuple[Behind, ...]] = {
        "visits": tuple(VISITS.also(organisations=name) for name in names),
        "requests": tuple(REQUESTS.also(owner=name) for name in names),
        "waiting": tuple(WAITING.also(owner=name) for name in names),
    }
    return Series(look.text(f"column.{key}"), tuple(counts), hovers, color, labels, rows[key], "/" if key == "waiting" else "")


def work_sentence(exact: TeamWork, look: Look) -> str:
    """Who made the most visits, and who follows up the most requests."""
    parts = []
    if not isinstance(exact.visits, NotAvailable):
        parts += _of_visits(exact.visits, exact.organisations, look)
    if not isinstance(exact.requests, NotAvailable):
        parts += _of_requests(exact.requests, exact.organisations, look)
    return sentences(*parts)


def _of_visits(work: VisitWork, names: tuple[str, ...], look: Look) -> list[str]:
    if not work.total:
        return [look.texts("charts.no_visits")]
    top = leaders(names, work.visits)
    parts = [_leading(look, "most_visits", top.names, top.value, work.total)] if top.names else []
    if sum(work.visits) > work.total - work.without:
        parts.append(look.text("work.joint"))
    if work.without:
        parts.append(look.count("work.visits_without", work.without))
    return parts


def _of_requests(work: RequestWork, names: tuple[str, ...], look: Look) -> list[str]:
    if not work.total:
        return [look.texts("charts.no_requests")]
    top = leaders(names, work.requests)
    parts = [_leading(look, "most_requests", top.names, top.value, work.total)] if top.names else []
    if work.without:
        parts.append(look.count("work.requests_without", work.without))
    return parts


def _leading(look: Look, key: str, names: tuple[str, ...], value: int, total: int) -> str:
    if total == 1 and len(names) == 1:
        return look.text(f"work.{key}.only", name=names[0])
    form = "most" if len(names) == 1 else "tie"
    return look.text(f"work.{key}.{form}", names=named(look.of("charts"), names), count=value, total=total)


def teams_chart(exact: Teams | NotAvailable, look: Look) -> Chart:
    """Who made visits, alone and together."""
    look, definitions = look.of("core_team"), ("joint_visits",)
    if isinstance(exact, NotAvailable):
        return not_available(look, "teams", exact, definitions=definitions)
    every = [_team(look, team) for team in exact.teams]
    names, counts = tuple(every[:MOST_BARS]), exact.visits[:MOST_BARS]
    ends = [look.formats.number(count) for count in counts]
    hovers = tuple(f"{plain(name)}: {look.count('work.visits', count)}" for name, count in zip(names, counts, strict=True))
    rows = tuple(VISITS.that(of_team, *team) for team in exact.teams[:MOST_BARS])
    colors = tuple(look.style.blue if len(team) > 1 else look.style.grey for team in exact.teams[:MOST_BARS])
    series = [Series(look.text("column.visits"), counts, hovers, colors, (), rows)]
    figure = horizontal(look.of("charts"), Rows(names, ("",) * len(names)), series, ends) if names else None
    columns: dict[str, Any] = {"team": every, "visits": exact.visits}
    title, sentence = look.text("teams.title"), teams_sentence(exact, look)
    alt = look.texts("charts.bars_alt", title=title, sentence=sentence)
    counted = bars(names, series)
    return Chart("teams", title, sentence, figure, table(look, columns), alt, definitions, rows=VISITS, bars=counted)


def _team(look: Look, team: tuple[str, ...]) -> str:
    return look.text("teams.alone", name=team[0]) if len(team) == 1 else " + ".join(team)


def teams_sentence(exact: Teams, look: Look) -> str:
    """How many visits were joint, and who goes together most."""
    known = exact.total - exact.without
    if not exact.total:
        return look.texts("charts.no_visits")
    without = look.count("work.visits_without", exact.without) if exact.without else ""
    if not known:
        return without
    if known == 1:
        return sentences(look.text("teams.only_joint" if exact.joint else "teams.only_alone"), without)
    share = look.formats.percent(exact.joint / known)
    joint = {team: count for team, count in zip(exact.teams, exact.visits, strict=True) if len(team) > 1}
    top = leaders([look.formats.joined(team) for team in joint], list(joint.values()))
    most = ""
    if len(joint) > 1 and top.is_one:
        most = look.count("teams.most", top.value, team=top.names[0])
    return sentences(look.many("teams.joint", exact.joint, total=known, share=share), most, without)


def hand_overs_chart(exact: HandOvers | NotAvailable, look: Look, *, is_everyone: bool = True) -> Chart:
    """Requests that went from who was at the door to another organisation."""
    look, definitions = look.of("core_team"), ("hand_overs",)
    if isinstance(exact, NotAvailable):
        return not_available(look, "hand_overs", exact, definitions=definitions)
    title = look.text("hand_overs.title")
    if not is_everyone:
        sentence = look.text("hand_overs.every_organisation")
        return Chart("hand_overs", title, sentence, None, table(look, {}), sentence, definitions)
    pairs = [
        (giver, taker, count)
        for giver, row in zip(exact.givers, exact.counts, strict=True)
        for taker, count in zip(exact.takers, row, strict=True)
        if count
    ]
    pairs.sort(key=lambda pair: -pair[2])
    shown = pairs[:MOST_BARS]
    names = tuple(f"{giver} {ARROW} {taker}" for giver, taker, _ in shown)
    counts = tuple(count for _, _, count in shown)
    hovers = tuple(look.count("hand_overs.hover", count, giver=plain(giver), taker=plain(taker)) for giver, taker, count in shown)
    rows = tuple(REQUESTS.also(owner=taker).that(handed_over_by, giver) for giver, taker, _ in shown)
    series = [Series(look.text("column.requests"), counts, hovers, look.style.blue, (), rows)]
    ends = [look.formats.number(count) for count in counts]
    figure = horizontal(look.of("charts"), Rows(names, ("",) * len(names)), series, ends) if names else None
    columns: dict[str, Any] = {
        "giver": [giver for giver, _, _ in pairs],
        "taker": [taker for _, taker, _ in pairs],
        "requests": [count for _, _, count in pairs],
    }
    sentence = hand_overs_sentence(exact, pairs, look)
    alt = look.texts("charts.bars_alt", title=title, sentence=sentence)
    return Chart(
        "hand_overs", title, sentence, figure, table(look, columns), alt, definitions, rows=REQUESTS, bars=bars(names, series)
    )


def hand_overs_sentence(exact: HandOvers, pairs: Sequence[tuple[str, str, int]], look: Look) -> str:
    """How many were handed over, from whom to whom most, and of how many that is not known."""
    known = exact.handed_over + exact.kept
    unknown = look.count("hand_overs.unknown", exact.unknown) if exact.unknown else ""
    if not known:
        return unknown or look.texts("charts.no_requests")
    first = look.many("hand_overs.handed", exact.handed_over, total=known)
    top = [pair for pair in pairs if pair[2] == pairs[0][2]]
    most = look.text("hand_overs.most", giver=top[0][0], taker=top[0][1], count=top[0][2]) if len(top) == 1 < len(pairs) else ""
    overlap = look.text("hand_overs.overlap") if exact.overlaps else ""
    shown = look.text("hand_overs.shown", count=MOST_BARS) if len(pairs) > MOST_BARS else ""
    return sentences(first, most, overlap, shown, unknown)
