"""Results for Sociale Stad at a glance; and the numbers of all answers on the first page, with what each of them counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from adv.charts.budget.spending import spent_so_far
from adv.charts.chart import About, Bar, Chart
from adv.charts.overview.headlines import Course, Headline, Verdict, answer, still_pending, unknown
from adv.charts.reach.coverage import BEHIND, DONE
from adv.metrics.households import ACTIVE
from adv.metrics.requests import CLOSED, WAITING, Requests
from adv.metrics.source_rows import EXPENSES, REQUESTS
from adv.metrics.values import NotAvailable, Rate
from adv.model import Status

if TYPE_CHECKING:
    from adv.charts.chart_context import ChartContext
    from adv.metrics.budget import SpendCurve
    from adv.metrics.coverage import Coverage
    from adv.metrics.outcomes import GoalOutcomes


def numbers(found: tuple[Headline, ...], counted: tuple[Bar, ...], context: ChartContext) -> Chart:
    """Make what the menu of the answers offers: what they mean, as a table to keep, and their rows."""
    heads = ("words.what", "words.now", "words.standing", "words.why")
    columns = zip(*((one.label, one.value, one.status_label, one.why) for one in found), strict=True)
    return Chart(
        key="answers",
        title=context.text("pages.overview.title"),
        sentence="",
        figure=None,
        table=pd.DataFrame({context.text(head): list(values) for head, values in zip(heads, columns, strict=True)}),
        alt="",
        definitions=tuple(dict.fromkeys(key for one in found for key in one.definitions)),
        bars=counted,
    )


def counted(
    exact: Coverage | NotAvailable,
    money: SpendCurve | NotAvailable,
    requests: Requests | NotAvailable,
    active: Rate | NotAvailable,
    context: ChartContext,
) -> tuple[Bar, ...]:
    """List the numbers of the answers and what each of them counts; those that there are."""
    found = []
    if not isinstance(exact, NotAvailable):
        found.append(Bar(context.text(DONE[exact.target_unit]), exact.completed, BEHIND[exact.target_unit]))
    if not isinstance(money, NotAvailable):
        found.append(Bar(context.text("words.spent"), spent_so_far(money), EXPENSES))
    if not isinstance(requests, NotAvailable):
        found.append(Bar(context.text("charts.headline.requests"), still_pending(requests), WAITING))
        found.append(Bar(context.text("charts.headline.social.label"), requests.by_status[Status.CLOSED], CLOSED))
        found.append(Bar(context.text("behind.all_requests"), requests.total, REQUESTS))
    if not isinstance(active, NotAvailable):
        found.append(Bar(context.text("words.becomes_active"), active.numerator, ACTIVE))
    return tuple(found)


def social(exact: GoalOutcomes | NotAvailable, active: Rate | NotAvailable, context: ChartContext) -> Headline:
    """Count what was closed of all requests, the households that helped, and who becomes active.

    It has no verdict: no plan says how many should be closed by now. The page Resultaten has the project's own targets.
    """
    about = About(context, "social", context.text("charts.headline.social.label"))
    why = _active(active, context)
    if isinstance(exact, NotAvailable):
        return unknown(about, context.why_not(exact))
    closed, raised, helped = exact.every.closed, exact.every.raised, exact.every.households_helped
    if not raised:
        return answer(about, "0", Verdict(Course.UNKNOWN, context.text("charts.course.no_requests"), why))
    if not exact.every.resolved.denominator and exact.every.taken_up < raised:  # not withdrawn, but without a status
        return unknown(about, context.why_not(NotAvailable("no_status")))
    if isinstance(helped, NotAvailable):
        word = context.text("charts.headline.social.share", share=context.formats.percent(closed / raised))
    else:
        word = context.many("charts.headline.social.helped", helped)
    value = context.text("charts.of", count=closed, total=raised)
    return answer(about, value, Verdict(Course.UNKNOWN, word, why), bar=(closed, None, raised))


def _active(active: Rate | NotAvailable, context: ChartContext) -> str:
    if isinstance(active, NotAvailable):
        return context.why_not(active)
    if not active.denominator:
        return context.text("charts.no_conversations")
    if active.denominator == 1:
        return context.text("charts.only_active" if active.numerator else "charts.headline.social.only_not_active")
    return context.many("charts.headline.social.active", active.numerator, total=active.denominator)
