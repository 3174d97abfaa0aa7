"""Title page and summary: what was agreed and what came of it, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.formats import CENTS, rounded
from adv.metrics.forecast import NoProgress, Projection, TooLittleHistory
from adv.metrics.values import NotAvailable
from adv.model import TargetUnit
from adv.report.blocks import Heading, Listing, Paragraph, Table, counted, said
from adv.report.fact import FactKind, When, is_year, opposite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adv.report.blocks import Block, Cell, Said
    from adv.report.fact import Fact
    from adv.report.facts import About, Facts


def title(facts: Facts) -> tuple[Block, ...]:
    """Tell what the report is of, for whom and of which day."""
    project, about, name = facts.spans.project, facts.about, facts.fixed
    municipality = said("report.title.municipality", name=name("project.municipality", project.municipality, FactKind.NAME))
    items: list[tuple[Said, Cell]] = [
        (said("report.title.project"), name("project.title", project.title, FactKind.NAME)),
        (said("report.title.period"), name("span", facts.spans.period, FactKind.SPAN)),
        (said("report.title.principal"), municipality),
    ]
    if decision := project.decision:
        reference, day = name("decision", decision.reference, FactKind.NAME), name("decision.day", decision.day, FactKind.DAY)
        items.append((said("report.title.decision"), said("report.title.decision_of", reference=reference, day=day)))
        items.append((said("report.title.granted"), name("decision.amount", decision.cents, FactKind.CENTS)))
        if decision.due:
            items.append((said("report.title.due"), name("decision.due", decision.due, FactKind.DAY)))
    items.append((said("report.title.organisations"), name("project.partners", project.partners, FactKind.NAMES)))
    if author := about.text("author"):
        items.append((said("report.title.author"), name("author", author, FactKind.NAME)))
    items.append((said("report.title.as_of"), facts.day))
    return (Listing((*items, *state(facts, about), (said("report.title.reader"), facts.reader))),)


def state(facts: Facts, about: About) -> Iterator[tuple[Said, Cell]]:
    """Tell whether the report is closed, and which one it takes the place of."""
    name = facts.fixed
    closed = about.closed_on and said("report.title.closed", day=name("closed_on", about.closed_on, FactKind.DAY))
    yield said("report.title.state"), closed or said("report.title.concept")
    if about.replaces:
        day, reason = (
            name("replaces.day", about.replaces[0], FactKind.DAY),
            name("replaces.reason", about.replaces[1], FactKind.NAME),
        )
        yield said("report.title.replaces"), said("report.title.replaced", day=day, reason=reason)


def summary(facts: Facts) -> tuple[Block, ...]:
    """Say in a few sentences where the project stands, and show what was agreed beside what came of it."""
    groups = (uncounted, visits, requests, effect, money, outlook)
    paragraphs = (Paragraph(tuple(group(facts))) for group in groups)
    return (
        Heading(1, said("report.head.summary")),
        *(paragraph for paragraph in paragraphs if paragraph.sentences),
        agreement(facts),
        facts.own("summary", said("report.slot.summary")),
    )


def uncounted(facts: Facts) -> Iterator[Said]:
    """Say first that rows do not count, as long as they may have to."""
    if facts.about.left_out:
        yield counted("report.annex.left_out", facts.fixed("rows.left_out", facts.about.left_out, FactKind.COUNT))


def visits(facts: Facts) -> Iterator[Said]:
    """Say how many visits there were, in the period and since the start, and how that stands to the plan."""
    done = facts.count("visits.completed", When.NOW)
    if done is None:
        yield said("report.summary.no_visits")
        return
    yield counted("report.summary.done", done, period=facts.period)
    before = facts.before
    earlier = facts.count("visits.completed", When.BEFORE)
    if facts.spans.is_partial:
        yield said("report.summary.partial", day=facts.day)
    elif before and earlier:
        yield counted("report.summary.before", earlier, before=before)
    elif facts.spans.is_first and is_year(facts.spans.period):
        yield said("report.summary.first")
    yield from so_far(facts)


def so_far(facts: Facts) -> Iterator[Said]:
    """Say how much of the target is completed, and whether that is what the plan asked."""
    done, target = facts.done, facts.target
    if done is None:
        return
    if done.number > target.number:
        key = facts.by_unit("report.summary.passed.visits", "report.summary.passed.households")
        yield said(key, done=done, extra=facts.difference("coverage.target.extra", done, target), target=target)
    else:
        yield counted(facts.by_unit("report.summary.target.visits", "report.summary.target.households"), done, target=target)
    yield from _course(facts, done)


def _course(facts: Facts, done: Fact) -> Iterator[Said]:
    """Say whether it is what the plan asked: the states of the chart on the page Bereik."""
    exact = facts.coverage
    if isinstance(exact, NotAvailable):
        return
    if exact.completed >= exact.target:
        reached = exact.reached_on and facts.fixed("coverage.target.reached_on", exact.reached_on, FactKind.DAY)
        yield said("report.summary.reached", day=reached) if reached else said("report.summary.reached_by", day=facts.day)
    elif facts.spans.as_of < exact.period.start:
        yield said("report.summary.not_begun", start=facts.fixed("project.start", exact.period.start, FactKind.DAY))
    elif facts.is_over:
        key = facts.by_unit("report.summary.missed.visits", "report.summary.missed.households")
        yield counted(key, facts.difference("coverage.target.missing", facts.target, done))
    else:
        yield _against_plan(facts, done)


def _against_plan(facts: Facts, done: Fact) -> Said:
    """Say by how much the project is ahead or behind."""
    planned = facts.planned or done
    lead = facts.difference("coverage.lead.whole", done, planned)
    if planned.is_none:
        return said("report.summary.nothing_planned")
    if lead.number == 0:
        return said("report.summary.on_plan")
    if lead.number > 0:
        return counted("report.summary.ahead", planned, lead=lead)
    return counted("report.summary.behind", planned, lag=opposite(lead))


def requests(facts: Facts) -> Iterator[Said]:
    """Say what was asked, what was closed, and what is not ready."""
    raised = facts.count("requests.total", When.NOW)
    if raised is None:
        return
    yield counted("report.summary.raised", raised, period=facts.period)
    closed, left = facts.count("requests.closed", When.NOW), facts.count("requests.unfinished")
    if closed is not None:
        also = "report.summary.closed" if facts.spans.is_first else "report.summary.closed_also"
        yield counted(also, closed, period=facts.period)
    total = facts.count("requests.total")
    if left is not None and total is not None and not total.is_none:
        yield said("report.summary.all_finished") if left.is_none else counted("report.summary.unfinished", left, day=facts.day)


def effect(facts: Facts) -> Iterator[Said]:
    """Say in how many households something was finished, and somebody became active."""
    helped, active = facts.count("outcomes.households_helped"), facts.count("outcomes.activation.activated")
    if helped is not None:
        yield counted("report.summary.helped", helped)
    if active is not None:
        yield counted("report.summary.active", active)


def money(facts: Facts) -> Iterator[Said]:
    """Say what was spent of the budget, against the plan and against the year's own lines."""
    spent = facts.money("budget.spent")
    budget = facts.money("budget.budget")
    use = facts.share("budget.use")
    if spent is None or budget is None or use is None:
        yield said("report.summary.money.none")
        return
    yield said("report.summary.money.spent", budget=budget.euros, spent=spent.euros, use=use)
    over = facts.difference("budget.over", spent, budget)
    if over.number > 0:
        yield said("report.summary.money.over", over=over.euros)
    else:
        yield from _spent_against_plan(facts, spent)
    yield from _year_against_lines(facts)


def _spent_against_plan(facts: Facts, spent: Fact) -> Iterator[Said]:
    """Say whether more or less was spent than the plan had by this day."""
    planned = facts.money("budget.pv")
    if planned is not None and not facts.is_over:
        more = facts.difference("budget.over_plan", spent, planned)
        key = "report.summary.money.more" if more.number > 0 else "report.summary.money.less"
        is_equal = rounded(more.number / CENTS) == 0
        yield said("report.summary.money.equal") if is_equal else said(key, difference=opposite(more).euros)


def _year_against_lines(facts: Facts) -> Iterator[Said]:
    """Say whether the year stayed within its own budget lines: a year over its budget hides in a project within its own."""
    spent, lines = facts.money("budget.spent", When.NOW), facts.money("budget.set_aside", When.NOW)
    if spent is None or lines is None:
        return
    over = facts.difference("budget.over_year", spent, lines)
    period = facts.period
    key = "report.summary.money.year_left" if facts.spans.is_partial else "report.summary.money.year_within"
    if over.number > 0:
        yield said("report.summary.money.year_over", period=period, over=over.euros)
    else:
        yield (
            said(key, period=period, left=opposite(over).euros)
            if over.number
            else said("report.summary.money.year_equal", period=period)
        )


def outlook(facts: Facts) -> Iterator[Said]:
    """Look ahead, only while the project runs and the target is not reached."""
    found, project = facts.forecast, facts.spans.project
    if facts.is_over:
        return
    if isinstance(found, TooLittleHistory):
        yield said("report.summary.outlook.short")
    elif isinstance(found, NoProgress):
        since = found.since and facts.fixed("coverage.forecast.since", found.since, FactKind.DAY)
        yield said("report.summary.outlook.still", day=since) if since else said("report.summary.outlook.never")
    elif isinstance(found, Projection) and found.seasons is not None:
        yield said("report.summary.outlook.no_day")
    elif isinstance(found, Projection) and found.p10 is not None:
        first = facts.fixed("coverage.forecast.p10", found.p10, FactKind.DAY)
        if found.p90 is None:
            yield said("report.summary.outlook.from", first=first)
        elif found.p90 == found.p10:
            yield said("report.summary.outlook.day", day=first)
        else:
            yield said(
                "report.summary.outlook.range", first=first, last=facts.fixed("coverage.forecast.p90", found.p90, FactKind.DAY)
            )
        if found.p10 > project.period.last_day:
            yield said("report.summary.outlook.late", end=facts.fixed("project.end", project.period.last_day, FactKind.DAY))


def agreement(facts: Facts) -> Table:
    """Put what was agreed beside the year before, the period and everything since the start."""
    project = facts.spans.project
    nothing = said("report.not_agreed")
    only = [said("report.only_start")] * (len(facts.times) - 1)
    promised = project.promised_activities
    activities = nothing if promised is None else facts.fixed("activities.promised", promised, FactKind.COUNT)
    planned, cost = facts.money("budget.planned_cost_per_visit"), facts.money("budget.cost_per_visit")
    counts_visits = project.target_unit is TargetUnit.VISITS
    rows = [_row(facts, said("report.row.visits"), "visits.completed", facts.target if counts_visits else nothing)]
    if not counts_visits:  # different households do not add up over years, so their number and cost have no year
        rows.append((said("report.row.households"), facts.target, *only, facts.done))
    rows.append(_row(facts, said("report.row.raised"), "requests.total", nothing))
    rows.append(_row(facts, said("report.row.closed_all"), "requests.closed", nothing))
    for goal, count in facts.parts("outcomes.by_goal", "closed").items():
        rows.append((said("report.row.closed_for", goal=facts.name("goal", goal)), nothing, *only, count))
    rows += [
        _row(facts, said("report.row.activities"), "outcomes.activities", activities),
        (said("report.row.spent"), facts.budget, *facts.at_times(facts.money, "budget.spent")),
        *income_row(facts),
        (said("report.row.cost.visits"), planned, *(cost_in(facts, when) for when in facts.times))
        if counts_visits
        else (said("report.row.cost.households"), planned, *only, cost),
    ]
    heads = facts.heads("report.column.what", "report.column.agreed")
    return Table("agreement", said("report.summary.agreement"), heads, tuple(rows), notes=(said("report.summary.what_counts"),))


def income_row(facts: Facts) -> Iterator[tuple[Cell, ...]]:
    """Put the income beside the expenses: the amount of the settings, or where the own text about it stands."""
    income = facts.spans.project.income_cents
    nothing = said("report.not_agreed")
    if income is not None or facts.about.text("income"):
        told: Cell = said("report.see_money") if income is None else facts.fixed("income", income, FactKind.CENTS)
        yield (said("report.row.income"), nothing, *[said("report.only_start")] * (len(facts.times) - 1), told)


def cost_in(facts: Facts, when: When) -> Cell:
    """Give the cost of a completed visit in that time, or say that there was none."""
    done = facts.count("visits.completed", when)
    return said("report.nothing_completed") if done and done.is_none else facts.money("budget.cost_per_visit", when)


def _row(facts: Facts, name: Said, path: str, agreed: Cell) -> tuple[Cell, ...]:
    return (name, agreed, *facts.at_times(facts.count, path))
