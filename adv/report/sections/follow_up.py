"""Follow-up of the requests, the outcomes for Sociale Stad, and the work of the core team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.metrics.chance import Mean
from adv.metrics.households import activation
from adv.metrics.outcomes import Liveability, Mark, activities, liveability
from adv.metrics.requests import LONG_WAIT
from adv.metrics.time_to_close import time_to_close
from adv.metrics.values import NotAvailable
from adv.model import Status
from adv.report.blocks import Heading, OwnText, Paragraph, Said, Table, counted, said
from adv.report.fact import Fact, Kind, View, difference, is_year
from adv.report.sections import summary
from adv.report.sections.finance import titled
from adv.report.sections.summary import as_of, now_head, period_heads, period_of, views

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adv.report.blocks import Block, Cell
    from adv.report.facts import Facts

STATUSES = {
    Status.OPEN: said("words.status.open"),
    Status.IN_PROGRESS: said("words.status.in_progress"),
    Status.REFERRED: said("words.status.referred"),
    Status.CLOSED: said("words.status.closed"),
    Status.WITHDRAWN: said("words.status.withdrawn"),
}
DATED = {
    "requests.total": said("report.row.raised"),
    "requests.closed": said("report.row.closed_all"),
    "requests.withdrawn": said("report.row.withdrawn"),
    "requests.unfinished": said("report.row.unfinished"),
}
MARKS = {
    Mark.NEIGHBOURHOOD: "report.results.mark.neighbourhood_score",
    Mark.HOME: "report.results.mark.home_score",
}


def requests(facts: Facts) -> tuple[Block, ...]:
    """Tell what was asked and what came of it. Of a past day only what is dated: the data know the status of today."""
    if facts.count("requests.total") is None:
        return (Heading(2, said("report.head.requests")), Paragraph((said("report.results.requests_none"),)))
    rows = tuple((name, *(facts.count(path, view) for view in views(facts))) for path, name in DATED.items())
    heads = (said("report.column.requests"), *period_heads(facts))
    return (
        Heading(2, said("report.head.requests")),
        Paragraph(tuple(follow_up_told(facts))),
        Table("requests", said("report.table.requests"), heads, rows, notes=(said("report.results.request_years"),)),
        *_status(facts),
        OwnText("requests", said("report.slot.requests"), facts.about.text("requests")),
    )


def follow_up_told(facts: Facts) -> Iterator[Said]:
    """Say what was asked and closed, how long it takes, and what waits."""
    yield from summary.requests(facts)
    yield from time_told(facts)
    waits = facts.counts("requests.ageing")
    if waits and facts.spans.is_latest:
        yield counted("report.results.long_wait", waits[LONG_WAIT])


def time_told(facts: Facts) -> Iterator[Said]:
    """Estimate how long it takes until half of the requests are closed."""
    found = time_to_close(facts.spans.dataset, facts.spans.project, facts.spans.as_of)
    median = facts.count("requests.median_days_to_close")
    if not isinstance(found, NotAvailable) and found.is_enough and median is not None:
        days = facts.keep(Fact("requests.median", View.START, round(median.number), Kind.COUNT))
        yield counted("report.results.median", days)
    else:
        yield said("report.results.median_not_yet")


def _status(facts: Facts) -> Iterator[Block]:
    found = facts.counts("requests.by_status")
    if not facts.spans.is_latest:
        yield Paragraph((said("report.results.status_past", day=as_of(facts)),))
        return
    if found:
        rows: list[tuple[Cell, ...]] = [(STATUSES[status], found.get(status.value)) for status in Status]
        rows.append((said("report.total"), facts.count("requests.total")))
        heads = (said("report.column.status"), said("report.column.requests"))
        yield Table("status", said("report.table.status", day=as_of(facts)), heads, tuple(rows), has_total=True)


def social(facts: Facts) -> tuple[Block, ...]:
    """Tell the outcomes for Sociale Stad: per goal, who became active, activities and the marks that residents gave."""
    blocks: list[Block] = [*_goals(facts), *_active(facts), *_activities(facts), *_marks(facts)]
    if not blocks:
        return ()
    return (
        Heading(2, said("report.head.social")),
        *blocks,
        OwnText("social", said("report.slot.social"), facts.about.text("social")),
    )


def _goals(facts: Facts) -> Iterator[Block]:
    goals = facts.counts("requests.by_goal")
    if not goals or not any(fact.number for fact in goals.values()):
        return
    parts = {part: facts.parts("outcomes.by_goal", part) for part in ("requests", "closed", "households_helped")}
    rows = [
        (facts.fixed(f"goal.{name}", name, Kind.NAME), *(found.get(name) for found in parts.values())) for name in parts["requests"]
    ]
    heads = (said("report.column.goal"), said("report.column.raised"), said("report.column.closed"), said("report.column.helped"))
    yield Paragraph(tuple(goals_told(facts)))
    yield Table("goals", said("report.table.goals"), heads, tuple(rows))


def goals_told(facts: Facts) -> Iterator[Said]:
    """Name the goal to which most requests belong."""
    counts, total = facts.counts("requests.by_goal"), facts.count("requests.total")
    most = max(counts.values(), key=lambda fact: fact.number)
    top = [name for name, fact in counts.items() if fact.number == most.number]
    if total is not None and len(top) == 1:
        yield counted("report.results.goals_top", total, goal=facts.fixed(f"goal.{top[0]}", top[0], Kind.NAME), n=most)


def _active(facts: Facts) -> Iterator[Block]:
    rate = activation(facts.spans.dataset, facts.spans.project, facts.spans.as_of)
    if isinstance(rate, NotAvailable) or rate.denominator <= 1:  # of one household there is no share
        return
    count, share = facts.count("outcomes.activation.activated"), facts.share("outcomes.activation.share")
    of = facts.count("outcomes.activation.households")
    low, high = facts.share("outcomes.activation.low"), facts.share("outcomes.activation.high")
    if count and of and share and low and high:
        told = said("report.results.active", count=count, households=of, share=share)
        yield Paragraph((told, said("report.results.margin", low=low, high=high)))


def _activities(facts: Facts) -> Iterator[Block]:
    held, came = facts.count("outcomes.activities", View.NOW), facts.count("outcomes.participants", View.NOW)
    if held is None:
        yield Paragraph((said("report.results.no_activities"),))
        return
    told = [counted("report.results.held", held, period=period_of(facts))]
    if came is not None and not held.is_none:
        told.append(counted("report.results.came", came))
    yield Paragraph(tuple(told))
    kinds = facts.counts("outcomes.activities_by_kind")
    if kinds:
        now = facts.counts("outcomes.activities_by_kind", View.NOW)
        none = facts.fixed("none", 0, Kind.COUNT)
        people = _people(facts)
        rows = [
            (facts.fixed(f"kind.{name}", name, Kind.NAME), now.get(name, none), every, people.get(name))
            for name, every in kinds.items()
        ]
        heads = (said("report.column.kind"), now_head(facts), said("report.column.start"), said("report.column.participants"))
        yield Table("activities", said("report.table.activities"), heads, tuple(rows))


def _people(facts: Facts) -> dict[str, Fact]:
    """Count who took part since the start, per kind of activity."""
    found = facts.measured(View.START)(activities)
    if isinstance(found, NotAvailable) or isinstance(found.participants, NotAvailable):
        return {}
    each = zip(found.kinds, found.participants_per_kind, strict=True)
    return {name: facts.keep(Fact(f"outcomes.participants.{name}", View.START, people, Kind.COUNT)) for name, people in each}


def _marks(facts: Facts) -> Iterator[Block]:
    told = tuple(marks_told(facts))
    if told:
        yield Paragraph(told)


def marks_told(facts: Facts) -> Iterator[Said]:
    """Give the mean marks of the year; of a change it is said that figures show no cause."""
    told = [sentence for mark in Mark for sentence in _mark(facts, mark)]
    yield from told
    if any(sentence.key in {"report.results.mark_up", "report.results.mark_down"} for sentence in told):
        yield said("report.results.no_cause")


def _mark(facts: Facts, mark: Mark) -> Iterator[Said]:
    """Give the mean mark of the year, and a change only where it is more than chance."""
    spans = facts.spans
    found = liveability(spans.dataset, spans.project, spans.as_of, mark)
    if isinstance(found, NotAvailable) or not is_year(spans.period):
        return
    now, before = (_mean(found, year) for year in (spans.period.start.year, spans.period.start.year - 1))
    if now is None:
        return
    yield said(MARKS[mark], period=period_of(facts), mark=facts.fixed(f"{mark.value}.now", now.mean, Kind.MARK))
    if before is not None and spans.before:
        was = facts.fixed(f"{mark.value}.before", before.mean, Kind.MARK)
        key = {1: "report.results.mark_up", -1: "report.results.mark_down", 0: "report.results.mark_same"}[_apart(now, before)]
        yield said(key, before=was, year=facts.fixed("before", spans.before, Kind.PERIOD))


def _mean(found: Liveability, year: int) -> Mean | None:
    means = dict(zip(found.years, found.means, strict=True))
    mean = means.get(year)
    return mean if isinstance(mean, Mean) else None


def _apart(now: Mean, before: Mean) -> int:
    """Tell which of two means is higher when their margins do not overlap; 0 when they do, or when there is no margin."""
    if isinstance(now.interval, NotAvailable) or isinstance(before.interval, NotAvailable):
        return 0
    if now.interval[0] > before.interval[1]:
        return 1
    return -1 if now.interval[1] < before.interval[0] else 0


def team(facts: Facts) -> tuple[Block, ...]:
    """Tell which organisations came, together or alone, and what was handed over."""
    now = facts.counts("core_team.visits_by_organisation", View.NOW)
    blocks: list[Block] = []
    if now:
        per_view = {view: facts.counts("core_team.visits_by_organisation", view) for view in views(facts)}
        names = list(dict.fromkeys(name for found in per_view.values() for name in found))
        none = facts.fixed("none", 0, Kind.COUNT)
        rows: list[tuple[Cell, ...]] = [
            (facts.fixed(f"organisation.{name}", name, Kind.NAME), *(found.get(name, none) for found in per_view.values()))
            for name in names
        ]
        rows.append((said("report.row.all_visits"), *(facts.count("visits.total", view) for view in views(facts))))
        heads = (said("report.column.organisation"), *period_heads(facts))
        note = (said("report.results.several_partners"),)
        blocks = [
            Paragraph(tuple(_team_told(facts))),
            Table("team", said("report.table.team"), heads, tuple(rows), has_total=True, notes=note),
        ]
    else:
        blocks = [Paragraph((said("report.team.no_organisations"),))]
    return (
        Heading(1, said("report.head.team")),
        *blocks,
        *_owners(facts),
        *titled(facts, "hours", said("report.team.hours")),
        OwnText("hours", said("report.slot.hours"), facts.about.text("hours"), is_wanted=True),
    )


def _team_told(facts: Facts) -> Iterator[Said]:
    joint, handed = facts.count("core_team.joint_visits", View.NOW), facts.count("core_team.hand_overs.handed_over")
    made = facts.count("visits.total", View.NOW)
    if joint is not None and made is not None and not made.is_none:
        yield counted("report.team.joint", joint, period=period_of(facts))
        alone = facts.keep(difference("team.alone", made, joint))
        yield counted("report.team.alone", alone)
    if handed is not None and not handed.is_none:
        yield counted("report.team.handed", handed)


def _owners(facts: Facts) -> Iterator[Block]:
    """Tell with whom requests wait on the report's day; of a past day that is not known."""
    waiting = facts.counts("core_team.waiting_by_owner") if facts.spans.is_latest else {}
    if not any(fact.number for fact in waiting.values()):
        return
    rows: list[tuple[Cell, ...]] = [(facts.fixed(f"organisation.{name}", name, Kind.NAME), fact) for name, fact in waiting.items()]
    every = facts.count("requests.waiting")
    rest = 0 if every is None else int(every.number) - sum(int(fact.number) for fact in waiting.values())
    if rest:
        unknown = facts.keep(Fact("team.waiting.rest", View.START, rest, Kind.COUNT))
        rows.append((said("report.row.without_organisation"), unknown))
    name, most = max(waiting.items(), key=lambda item: item[1].number)
    if name and [fact.number for fact in waiting.values()].count(most.number) == 1:
        yield Paragraph((counted("report.team.waits_most", most, owner=facts.fixed(f"organisation.{name}", name, Kind.NAME)),))
    heads = (said("report.column.organisation"), said("report.column.waiting"))
    yield Table(
        "owners", said("report.table.owners", day=as_of(facts)), heads, (*rows, (said("report.total"), every)), has_total=True
    )
