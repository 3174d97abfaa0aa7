"""Follow-up of the requests, the outcomes for Sociale Stad, and the work of the core team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.metrics.chance import Mean
from adv.metrics.households import activation
from adv.metrics.requests import LONG_WAIT
from adv.metrics.results import Liveability, Mark, activities, liveability
from adv.metrics.time_to_close import time_to_close
from adv.metrics.values import NotAvailable
from adv.model import Status
from adv.report.blocks import Heading, Paragraph, Said, Table, counted, heads, said
from adv.report.fact import Fact, FactKind, When, is_year
from adv.report.sections import summary
from adv.report.sections.results import leaders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adv.report.blocks import Block
    from adv.report.facts import Facts

STATUSES = {status: said(f"words.status.{status.value}") for status in Status}
DATED = {
    "requests.total": said("report.row.raised"),
    "requests.closed": said("report.row.closed_all"),
    "requests.withdrawn": said("report.row.withdrawn"),
    "requests.unfinished": said("report.row.unfinished"),
}
MARKS = {
    Mark.NEIGHBOURHOOD: "report.social.mark.neighbourhood_score",
    Mark.HOME: "report.social.mark.home_score",
}


def requests(facts: Facts) -> tuple[Block, ...]:
    """Tell what was asked and what came of it. Of a past day only what is dated: the data know the status of today."""
    if facts.count("requests.total") is None:
        return (Heading(2, said("report.head.requests")), Paragraph((said("report.social.requests_none"),)))
    rows = tuple((name, *facts.at_times(facts.count, path)) for path, name in DATED.items())
    undated = facts.count("requests.undated")
    notes = (
        said("report.social.request_days"),
        *([counted("report.social.undated", undated)] if undated and undated.number else []),
    )
    return (
        Heading(2, said("report.head.requests")),
        Paragraph(tuple(follow_up_told(facts))),
        Table("requests", said("report.table.requests"), facts.heads("report.column.requests"), rows, notes=notes),
        *_status(facts),
        facts.own("requests", said("report.slot.requests")),
    )


def follow_up_told(facts: Facts) -> Iterator[Said]:
    """Say what was asked and closed, how long it takes, and what waits."""
    yield from summary.requests(facts)
    yield from time_told(facts)
    waits = facts.counts("requests.ageing")
    if waits and facts.spans.is_latest:
        yield counted("report.social.long_wait", waits[LONG_WAIT])


def time_told(facts: Facts) -> Iterator[Said]:
    """Estimate how long it takes until half of the requests are closed."""
    found = facts.measured(time_to_close)
    median = facts.count("requests.median_days_to_close")
    if not isinstance(found, NotAvailable) and found.is_enough and median is not None:
        yield counted("report.social.median", facts.made("requests.median", round(median.number)))
    else:
        yield said("report.social.median_not_yet")


def _status(facts: Facts) -> Iterator[Block]:
    found = facts.counts("requests.by_status")
    day = facts.day
    if not facts.spans.is_latest:
        yield Paragraph((said("report.social.status_past", day=day),))
    elif found:
        now = {told.key: found.get(status.value) for status, told in STATUSES.items()}
        now["report.total"] = facts.count("requests.total")
        before, reported = _reported(facts)
        rows = tuple((said(name), *([before.get(name)] if reported else []), count) for name, count in now.items())
        columns = (said("report.column.status"), *reported, said("report.column.requests"))
        yield Table("status", said("report.table.status", day=day), columns, rows, has_total=True)


def _reported(facts: Facts) -> tuple[dict[str, Fact], tuple[Said, ...]]:
    """Give what the account of the year before said of each status when it was closed, and the head of that column."""
    table = facts.about.reported
    if table is None:
        return {}, ()
    cells = ((row[0], row[1]) for row in table.rows)
    told = {
        name.key: facts.made(f"reported.{count.path}", count.number, when=When.BEFORE)
        for name, count in cells
        if isinstance(name, Said) and isinstance(count, Fact)
    }
    return told, (said("report.column.reported", day=table.caption.facts["day"]),)


def social(facts: Facts) -> tuple[Block, ...]:
    """Tell the outcomes for Sociale Stad: per goal, who became active, activities and the marks that residents gave."""
    blocks: list[Block] = [*_goals(facts), *_active(facts), *_activities_held(facts), *_marks(facts)]
    if not blocks:
        return ()
    return (
        Heading(2, said("report.head.social")),
        *blocks,
        facts.own("social", said("report.slot.social")),
    )


def _goals(facts: Facts) -> Iterator[Block]:
    goals = facts.counts("requests.by_goal")
    if any(fact.number for fact in goals.values()):
        parts = [facts.parts("outcomes.by_goal", part) for part in ("requests", "closed", "households_helped")]
        columns = heads("report.column.goal", "report.column.raised", "report.column.closed", "report.column.helped")
        yield Paragraph(tuple(goals_told(facts)))
        yield Table("goals", said("report.table.goals"), columns, tuple(facts.rows("goal", parts[0], parts)))


def goals_told(facts: Facts) -> Iterator[Said]:
    """Name the goal to which most requests belong."""
    total = facts.count("requests.total")
    most, top = leaders(facts.counts("requests.by_goal"))
    if total and most and len(top) == 1:
        yield counted("report.social.goals_top", total, goal=facts.name("goal", top[0]), n=most)


def _active(facts: Facts) -> Iterator[Block]:
    rate = facts.measured(activation)
    if isinstance(rate, NotAvailable) or rate.denominator <= 1:  # of one household there is no share
        return
    count = facts.count("outcomes.activation.activated")
    share = facts.share("outcomes.activation.share")
    of = facts.count("outcomes.activation.households")
    low, high = facts.share("outcomes.activation.low"), facts.share("outcomes.activation.high")
    if count and of and share and low and high:
        told = said("report.social.active", count=count, households=of, share=share)
        yield Paragraph((told, said("report.social.margin", low=low, high=high)))


def _activities_held(facts: Facts) -> Iterator[Block]:
    held, came = facts.count("outcomes.activities", When.NOW), facts.count("outcomes.participants", When.NOW)
    if held is None:
        yield Paragraph((said("report.social.no_activities"),))
        return
    told = [counted("report.social.held", held, period=facts.period)]
    if came is not None and not held.is_none:
        told.append(counted("report.social.came", came))
    yield Paragraph(tuple(told))
    kinds = facts.counts("outcomes.activities_by_kind")
    if kinds:
        now = facts.counts("outcomes.activities_by_kind", When.NOW)
        people = _people(facts)
        none = facts.fixed("none", 0, FactKind.COUNT)
        rows = facts.rows("kind", kinds, [{name: now.get(name, none) for name in kinds}, kinds, people])
        columns = (said("report.column.kind"), facts.here, *heads("report.column.start", "report.column.participants"))
        yield Table("activities", said("report.table.activities"), columns, tuple(rows))


def _people(facts: Facts) -> dict[str, Fact]:
    """Count who took part since the start, per kind of activity."""
    found = facts.measured(activities)
    if isinstance(found, NotAvailable) or isinstance(found.participants, NotAvailable):
        return {}
    each = zip(found.kinds, found.participants_per_kind, strict=True)
    return {name: facts.made(f"outcomes.participants.{name}", people) for name, people in each}


def _marks(facts: Facts) -> Iterator[Block]:
    told = tuple(marks_told(facts))
    if told:
        yield Paragraph(told)


def marks_told(facts: Facts) -> Iterator[Said]:
    """Give the mean marks of the year; of a change it is said that figures show no cause."""
    told = [sentence for mark in Mark for sentence in _mark(facts, mark)]
    yield from told
    if any(sentence.key in {"report.social.mark_up", "report.social.mark_down"} for sentence in told):
        yield said("report.social.no_cause")


def _mark(facts: Facts, mark: Mark) -> Iterator[Said]:
    """Give the mean mark of the year, and a change only where it is more than chance."""
    spans = facts.spans
    found = facts.measured(liveability, mark)
    if isinstance(found, NotAvailable) or not is_year(spans.period):
        return
    now, before = (_mean(found, year) for year in (spans.period.start.year, spans.period.start.year - 1))
    if now is None:
        return
    yield said(MARKS[mark], period=facts.period, mark=facts.fixed(f"{mark.value}.now", now.mean, FactKind.MARK))
    if before is not None and facts.before:
        was = facts.fixed(f"{mark.value}.before", before.mean, FactKind.MARK)
        key = {1: "report.social.mark_up", -1: "report.social.mark_down", 0: "report.social.mark_same"}[_apart(now, before)]
        yield said(key, before=was, year=facts.before)


def _mean(found: Liveability, year: int) -> Mean | None:
    mean = dict(zip(found.years, found.means, strict=True)).get(year)
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
    blocks: list[Block] = [Paragraph((said("report.team.no_organisations"),))]
    if facts.counts("core_team.visits_by_organisation", When.NOW):
        found = facts.at_times(facts.counts, "core_team.visits_by_organisation")
        names = dict.fromkeys(name for each in found for name in each)
        rows = facts.rows("organisation", names, found, facts.fixed("none", 0, FactKind.COUNT))
        rows.append((said("report.row.all_visits"), *facts.at_times(facts.count, "visits.total")))
        columns = facts.heads("report.column.organisation")
        note = (said("report.social.several_partners"),)
        blocks = [
            Paragraph(tuple(_team_told(facts))),
            Table("team", said("report.table.team"), columns, tuple(rows), has_total=True, notes=note),
        ]
    return (Heading(1, said("report.head.team")), *blocks, *_owners(facts), *hours(facts))


def hours(facts: Facts) -> tuple[Block, ...]:
    """Keep room for the hours that the organisations worked."""
    return facts.answer("hours", said("report.team.hours"), said("report.slot.hours"), is_wanted=True)


def _team_told(facts: Facts) -> Iterator[Said]:
    joint, handed = facts.count("core_team.joint_visits", When.NOW), facts.count("core_team.hand_overs.handed_over")
    made = facts.count("visits.total", When.NOW)
    if joint is not None and made is not None and not made.is_none:
        yield counted("report.team.joint", joint, period=facts.period)
        alone = facts.difference("team.alone", made, joint)
        yield counted("report.team.alone", alone)
    if handed is not None and not handed.is_none:
        yield counted("report.team.handed", handed)


def waiting(facts: Facts) -> dict[str, Fact]:
    """Count the requests that wait with each organisation; of a past day that is not known."""
    return facts.counts("core_team.waiting_by_owner") if facts.spans.is_latest else {}


def _owners(facts: Facts) -> Iterator[Block]:
    """Tell with whom requests wait on the report's day."""
    owners = waiting(facts)
    if not any(fact.number for fact in owners.values()):
        return
    every = [facts.count("requests.waiting")]
    rows = facts.added_up("organisation", [owners], every, without=said("report.row.without_organisation"))
    most, (name, *others) = leaders(owners)
    if name and most and not others:
        yield Paragraph((counted("report.team.waits_most", most, owner=facts.name("organisation", name)),))
    columns = heads("report.column.organisation", "report.column.waiting")
    yield Table("owners", said("report.table.owners", day=facts.day), columns, rows, has_total=True)
