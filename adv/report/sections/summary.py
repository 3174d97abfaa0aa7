"""Title page and summary: what was agreed and what came of it, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.formats import rounded
from adv.metrics.forecast import NoProgress, Projection, TooLittleHistory
from adv.metrics.values import NotAvailable
from adv.report.blocks import Heading, Listing, OwnText, Paragraph, Said, Table, counted, said
from adv.report.fact import CENTS, Fact, Kind, View, difference, is_year, opposite
from adv.report.facts import DONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adv.report.blocks import Block, Cell
    from adv.report.facts import Facts


def title(facts: Facts) -> tuple[Block, ...]:
    """Tell what the report is of, for whom and of which day."""
    spans, decision = facts.spans, facts.about.decision
    name = facts.fixed
    items: list[tuple[Said, Cell]] = [
        (said("report.title.project"), name("project.title", spans.project.title, Kind.NAME)),
        (said("report.title.period"), name("span", spans.period, Kind.SPAN)),
        (
            said("report.title.principal"),
            said("report.title.municipality", name=name("project.municipality", spans.project.municipality, Kind.NAME)),
        ),
    ]
    if decision:
        reference, day = name("decision", decision.reference, Kind.NAME), name("decision.day", decision.day, Kind.DAY)
        items.append((said("report.title.decision"), said("report.title.decision_of", reference=reference, day=day)))
        items.append((said("report.title.granted"), name("decision.amount", decision.cents, Kind.CENTS)))
    items.append((said("report.title.organisations"), name("project.partners", spans.project.partners, Kind.NAMES)))
    if facts.about.author:
        items.append((said("report.title.author"), name("author", facts.about.author, Kind.NAME)))
    state = (
        said("report.title.closed", day=name("closed_on", facts.about.closed_on, Kind.DAY))
        if facts.about.closed_on
        else said("report.title.concept")
    )
    items += [
        (said("report.title.as_of"), name("as_of", spans.as_of, Kind.DAY)),
        (said("report.title.state"), state),
        *_replaced(facts),
        (said("report.title.reader"), facts.reader),
    ]
    return (Listing(tuple(items)),)


def _replaced(facts: Facts) -> Iterator[tuple[Said, Cell]]:
    """Say which version this one takes the place of, and why."""
    if facts.about.replaces:
        day, reason = facts.about.replaces
        told = {"day": facts.fixed("replaces.day", day, Kind.DAY), "reason": facts.fixed("replaces.reason", reason, Kind.NAME)}
        yield said("report.title.replaces"), Said("report.title.replaced", told)


def summary(facts: Facts) -> tuple[Block, ...]:
    """Say in a few sentences where the project stands, and show what was agreed beside what came of it."""
    groups = (visits, requests, effect, money, outlook)
    paragraphs = (Paragraph(tuple(group(facts))) for group in groups)
    return (
        Heading(1, said("report.head.summary")),
        *(paragraph for paragraph in paragraphs if paragraph.sentences),
        agreement(facts),
        OwnText("summary", said("report.slot.summary"), facts.about.text("summary")),
    )


def period_of(facts: Facts) -> Fact:
    """Give the report's own period."""
    return facts.fixed("period", facts.spans.period, Kind.PERIOD)


def before_of(facts: Facts) -> Fact | None:
    """Give the year before it, where there was one."""
    before = facts.spans.before
    return None if before is None else facts.fixed("before", before, Kind.PERIOD)


def as_of(facts: Facts) -> Fact:
    """Give the report's day."""
    return facts.fixed("as_of", facts.spans.as_of, Kind.DAY)


def visits(facts: Facts) -> Iterator[Said]:
    """Say how many visits there were, in the period and since the start, and how that stands to the plan."""
    done = facts.count("visits.completed", View.NOW)
    if done is None:
        yield said("report.summary.no_visits")
        return
    yield counted("report.summary.done", done, period=period_of(facts))
    before, earlier = before_of(facts), facts.count("visits.completed", View.BEFORE)
    if facts.spans.is_partial:
        yield said("report.summary.partial", day=as_of(facts))
    elif before and earlier:
        yield counted("report.summary.before", earlier, before=before)
    elif facts.spans.is_first and is_year(facts.spans.period):
        yield said("report.summary.first")
    so_far = facts.count(DONE[facts.spans.project.target_unit])
    if so_far is not None:
        target = facts.fixed("target", facts.spans.project.target, Kind.COUNT)
        key = {"visits": "report.summary.target.visits", "households": "report.summary.target.households"}
        yield counted(key[facts.spans.project.target_unit], so_far, target=target)
        yield from course(facts, so_far)


def course(facts: Facts, so_far: Fact) -> Iterator[Said]:
    """Say whether it is what the plan asked: the states of the chart on the page Bereik."""
    exact, day = facts.coverage, facts.spans.as_of
    if isinstance(exact, NotAvailable):
        return
    target = facts.fixed("target", exact.target, Kind.COUNT)
    unit = exact.target_unit
    if exact.completed >= exact.target:
        reached = exact.reached_on and facts.fixed("coverage.reached_on", exact.reached_on, Kind.DAY)
        yield said("report.summary.reached", day=reached) if reached else said("report.summary.reached_by", day=as_of(facts))
        if exact.completed > exact.target:
            yield said("report.summary.surpassed", extra=facts.keep(difference("coverage.extra", so_far, target)))
    elif day < exact.period.start:
        yield said("report.summary.not_begun", start=facts.fixed("project.start", exact.period.start, Kind.DAY))
    elif exact.period.is_over(day):
        missing = facts.keep(difference("coverage.missing", target, so_far))
        key = {"visits": "report.summary.missed.visits", "households": "report.summary.missed.households"}
        yield counted(key[unit], missing)
    else:
        yield against_plan(facts, so_far)


def planned_by_now(facts: Facts) -> Fact | None:
    """Give what was to be completed by the report's day, in whole visits: the lead and the lag are counted from it."""
    exact = facts.coverage
    if isinstance(exact, NotAvailable):
        return None
    return facts.keep(Fact("coverage.planned.whole", View.START, int(rounded(exact.planned)), Kind.COUNT))


def against_plan(facts: Facts, so_far: Fact) -> Said:
    """Say by how much the project is ahead or behind."""
    planned = planned_by_now(facts) or so_far
    lead = facts.keep(difference("coverage.lead.whole", so_far, planned))
    if planned.is_none:
        return said("report.summary.nothing_planned")
    if lead.number == 0:
        return said("report.summary.on_plan")
    if lead.number > 0:
        return counted("report.summary.ahead", planned, lead=lead)
    return counted("report.summary.behind", planned, lag=opposite(lead))


def requests(facts: Facts) -> Iterator[Said]:
    """Say what was asked, what was closed, and what is not ready."""
    raised = facts.count("requests.total", View.NOW)
    if raised is None:
        return
    yield counted("report.summary.raised", raised, period=period_of(facts))
    closed, left = facts.count("requests.closed", View.NOW), facts.count("requests.unfinished")
    if closed is not None:
        also = "report.summary.closed" if facts.spans.is_first else "report.summary.closed_also"
        yield counted(also, closed, period=period_of(facts))
    total = facts.count("requests.total")
    if left is not None and total is not None and not total.is_none:
        yield said("report.summary.all_finished") if left.is_none else counted("report.summary.unfinished", left, day=as_of(facts))


def effect(facts: Facts) -> Iterator[Said]:
    """Say in how many households something was finished, and somebody became active."""
    helped, active = facts.count("outcomes.households_helped"), facts.count("outcomes.activation.activated")
    if helped is not None:
        yield counted("report.summary.helped", helped)
    if active is not None:
        yield counted("report.summary.active", active)


def money(facts: Facts) -> Iterator[Said]:
    """Say what was spent of the budget, against the plan and against the year's own lines."""
    spent, budget, use = facts.money("budget.spent"), facts.money("budget.budget"), facts.share("budget.use")
    if spent is None or budget is None or use is None:
        yield said("report.summary.money.none")
        return
    yield said("report.summary.money.spent", budget=euros(budget), spent=euros(spent), use=use)
    over = facts.keep(difference("budget.over", spent, budget))
    if over.number > 0:
        yield said("report.summary.money.over", over=euros(over))
    else:
        yield from spent_against_plan(facts, spent)
    yield from year_against_lines(facts)


def spent_against_plan(facts: Facts, spent: Fact) -> Iterator[Said]:
    """Say whether more or less was spent than the plan had by this day."""
    planned = facts.money("budget.pv")
    if planned is None or facts.spans.project.period.is_over(facts.spans.as_of):
        return
    more = facts.keep(difference("budget.over_plan", spent, planned))
    if rounded(more.number / CENTS) == 0:
        yield said("report.summary.money.equal")
    elif more.number > 0:
        yield said("report.summary.money.more", difference=euros(more))
    else:
        yield said("report.summary.money.less", difference=euros(opposite(more)))


def year_against_lines(facts: Facts) -> Iterator[Said]:
    """Say whether the year stayed within its own budget lines: a year over its budget hides in a project within its own."""
    spent, lines = facts.money("budget.spent", View.NOW), facts.money("budget.set_aside", View.NOW)
    if spent is None or lines is None:
        return
    over = facts.keep(difference("budget.over_year", spent, lines))
    if over.number > 0:
        yield said("report.summary.money.year_over", period=period_of(facts), over=euros(over))
    elif over.number < 0 and facts.spans.is_partial:
        yield said("report.summary.money.year_left", period=period_of(facts), left=euros(opposite(over)))
    elif over.number < 0:
        yield said("report.summary.money.year_within", period=period_of(facts), left=euros(opposite(over)))
    else:
        yield said("report.summary.money.year_equal", period=period_of(facts))


def euros(amount: Fact) -> Fact:
    """Write an amount in whole euros, for a sentence."""
    return amount.sayable(Kind.EUROS)


def outlook(facts: Facts) -> Iterator[Said]:
    """Look ahead, only while the project runs and the target is not reached."""
    found, project = facts.forecast, facts.spans.project
    if project.period.is_over(facts.spans.as_of):
        return
    if isinstance(found, TooLittleHistory):
        yield said("report.summary.outlook.short")
    elif isinstance(found, NoProgress):
        yield said("report.summary.outlook.still")
    elif isinstance(found, Projection) and found.p10 is not None and found.seasons is None:
        first = facts.fixed("coverage.forecast.p10", found.p10, Kind.DAY)
        if found.p90 is None:
            yield said("report.summary.outlook.from", first=first)
        elif found.p90 == found.p10:
            yield said("report.summary.outlook.day", day=first)
        else:
            yield said("report.summary.outlook.range", first=first, last=facts.fixed("coverage.forecast.p90", found.p90, Kind.DAY))
        if found.p10 > project.period.last_day:
            yield said("report.summary.outlook.late", end=facts.fixed("project.end", project.period.last_day, Kind.DAY))


def agreement(facts: Facts) -> Table:
    """Put what was agreed beside the year before, the period and everything since the start."""
    project = facts.spans.project
    target = facts.fixed("target", project.target, Kind.COUNT)
    nothing = said("report.not_agreed")
    rows = [_row(facts, said("report.row.visits"), "visits.completed", target if project.target_unit == "visits" else nothing)]
    if project.target_unit == "households":  # different ones do not add up over years
        rows.append(
            (said("report.row.households"), target, *_START_ONLY[: len(views(facts)) - 1], facts.count("visits.households_reached"))
        )
    rows += [
        _row(facts, said("report.row.raised"), "requests.total", nothing),
        _row(facts, said("report.row.closed_all"), "requests.closed", nothing),
        _row(facts, said("report.row.activities"), "outcomes.activities", _activities_agreed(facts) or nothing),
        (
            said("report.row.spent"),
            facts.fixed("budget", project.budget_cents, Kind.CENTS),
            *(facts.money("budget.spent", view) for view in views(facts)),
        ),
        _cost(facts),
    ]
    heads = (said("report.column.what"), said("report.column.agreed"), *period_heads(facts))
    return Table("agreement", said("report.summary.agreement"), heads, tuple(rows), notes=(said("report.summary.what_counts"),))


def _activities_agreed(facts: Facts) -> Fact | None:
    promised = facts.spans.project.promised_activities
    return None if promised is None else facts.fixed("activities.promised", promised, Kind.COUNT)


def _cost(facts: Facts) -> tuple[Cell, ...]:
    """Give what one visit or household cost; different households do not add up over years, so their cost has no year."""
    planned, so_far = facts.money("budget.planned_cost_per_visit"), facts.money("budget.cost_per_visit")
    if facts.spans.project.target_unit == "households":
        return (said("report.row.cost.households"), planned, *_START_ONLY[: len(views(facts)) - 1], so_far)
    return (said("report.row.cost.visits"), planned, *(_cost_in(facts, view) for view in views(facts)))


def _cost_in(facts: Facts, view: View) -> Cell:
    done = facts.count("visits.completed", view)
    return said("report.nothing_completed") if done and done.is_none else facts.money("budget.cost_per_visit", view)


_START_ONLY = (said("report.only_start"),) * 2


def views(facts: Facts) -> tuple[View, ...]:
    """Name the views that a table of this report shows: the year before only where there was one."""
    return (*((View.BEFORE,) if facts.spans.before else ()), View.NOW, View.START)


def period_heads(facts: Facts) -> tuple[Said, ...]:
    """Head the columns of `views`."""
    before = before_of(facts)
    return (*((said("report.column.here", period=before),) if before else ()), now_head(facts), said("report.column.start"))


def now_head(facts: Facts) -> Said:
    """Head the column of the report's own period."""
    if is_year(facts.spans.period) and facts.spans.is_partial:
        return said("report.column.until", day=as_of(facts))
    return said("report.column.here", period=period_of(facts))


def _row(facts: Facts, name: Said, path: str, agreed: Cell) -> tuple[Cell, ...]:
    return (name, agreed, *(facts.count(path, view) for view in views(facts)))
