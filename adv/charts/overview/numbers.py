"""Beside the answers on the first page: results for Sociale Stad, what each number counts, and what to do something about this week."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from adv.charts.budget.spending import spent_so_far
from adv.charts.chart import About, Bar, Chart
from adv.charts.chart_context import ChartContext, lasting
from adv.charts.coverage.visits import BEHIND, DONE
from adv.charts.overview.headlines import Headline, Verdict, answer, unknown
from adv.metrics.budget import AgainstLines, SpendCurve
from adv.metrics.coverage import Coverage
from adv.metrics.homes import ToDo
from adv.metrics.households import ACTIVE
from adv.metrics.on_course import Course
from adv.metrics.requests import CLOSED, LONG_WAIT_DAYS, WAITING, Requests, WaitingRequest
from adv.metrics.results import GoalOutcomes
from adv.metrics.source_rows import EXPENSES, REQUESTS
from adv.metrics.values import NotAvailable, Rate
from adv.model import Outcome, Status


def numbers(found: tuple[Headline, ...], counted: tuple[Bar, ...], context: ChartContext) -> Chart:
    """Make what the menu of the answers offers: what they mean, as a table to keep, and their rows."""
    columns = {
        "words.what": [one.label for one in found],
        "words.now": [one.value for one in found],
        "words.standing": [one.verdict.word for one in found],
        "words.why": [one.verdict.why for one in found],
    }
    chart = About(context, "answers", context.text("pages.overview.title")).listed("", columns)
    return replace(chart, bars=counted, definitions=tuple(dict.fromkeys(key for one in found for key in one.definitions)))


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
        found.append(Bar(context.text("overview.headline.requests"), requests.waiting, WAITING))
        found.append(Bar(context.text("overview.headline.social.label"), requests.by_status[Status.CLOSED], CLOSED))
        found.append(Bar(context.text("behind.all_requests"), requests.total, REQUESTS))
    if not isinstance(active, NotAvailable):
        found.append(Bar(context.text("words.becomes_active"), active.numerator, ACTIVE))
    return tuple(found)


def social(
    exact: GoalOutcomes | NotAvailable, active: Rate | NotAvailable, context: ChartContext, *, is_of_period: bool = False
) -> Headline:
    """Count what was closed of all requests, the households that helped, and who becomes active.

    It has no verdict: no plan says how many should be closed by now. The page Resultaten has the project's own targets.
    """
    label = "overview.headline.social.label_since" if is_of_period else "overview.headline.social.label"
    about = About(context, "social", context.text(label))
    why = _active(active, context)
    if isinstance(exact, NotAvailable):
        return unknown(about, context.why_not(exact))
    closed, raised, helped = exact.every.closed, exact.every.raised, exact.every.households_helped
    if not raised:
        return answer(about, "0", Verdict(Course.UNKNOWN, context.text("overview.course.no_requests"), why))
    if not exact.every.resolved.denominator and exact.every.taken_up < raised:  # not withdrawn, but without a status
        return unknown(about, context.why_not(NotAvailable("no_status")))
    if isinstance(helped, NotAvailable):
        word = context.text("overview.headline.social.share", share=context.formats.percent(closed / raised))
    else:
        word = context.many("overview.headline.social.helped", helped)
    value = context.text("charts.of", count=closed, total=raised)
    return answer(about, value, Verdict(Course.UNKNOWN, word, why), bar=(closed, None, raised))


def _active(active: Rate | NotAvailable, context: ChartContext) -> str:
    if isinstance(active, NotAvailable):
        return context.why_not(active)
    if not active.denominator:
        return context.text("charts.no_conversations")
    return context.many("overview.headline.social.active", active.numerator, total=active.denominator)


MOST_LINES = 3  # lines: more is a list, and nobody begins


class Attention(Struct, frozen=True):
    """One line, and the page that it leads to."""

    page: str
    told: str


def attention(
    waits: tuple[WaitingRequest, ...] | NotAvailable,
    to_do: ToDo | NotAvailable,
    lines: AgainstLines | NotAvailable,
    context: ChartContext,
) -> tuple[Attention, ...]:
    """Tell at most three: requests that nobody takes up, the one that waits longest with somebody, homes to go to again, lines exceeded."""
    return tuple([*_requests(waits, context), *_homes(to_do, context), *_money(lines, context)][:MOST_LINES])


def _requests(waits: tuple[WaitingRequest, ...] | NotAvailable, context: ChartContext) -> Iterator[Attention]:
    if isinstance(waits, NotAvailable) or not waits:
        return
    without = sum(one.owner is None for one in waits)
    if without and without < len(waits):
        yield Attention("requests", context.count("overview.attention.without_owner", without))
    longest = next((one for one in waits if one.owner and one.theme), waits[0])
    if longest.days is not None and longest.days > LONG_WAIT_DAYS:
        owner = longest.owner
        wait = lasting(longest.days, context)
        key = "overview.attention.longest_with" if owner and longest.theme else "overview.attention.longest"
        yield Attention("requests", context.text(key, theme=longest.theme or "", owner=owner or "", longest=wait))


def _homes(to_do: ToDo | NotAvailable, context: ChartContext) -> Iterator[Attention]:
    if isinstance(to_do, NotAvailable) or not to_do.again:
        return
    appointments = sum(home.outcome == Outcome.APPOINTMENT.value for home in to_do.again)
    key = "overview.attention.appointments" if appointments else "overview.attention.to_do"
    yield Attention("coverage", context.count(key, appointments or len(to_do.again), homes=len(to_do.again)))


def _money(lines: AgainstLines | NotAvailable, context: ChartContext) -> Iterator[Attention]:
    over = [] if isinstance(lines, NotAvailable) else [line for line in lines.categories if line.is_over]
    if over:
        worst = max(over, key=lambda line: line.spent - line.set_aside)
        amount = context.formats.euro(worst.spent - worst.set_aside)
        yield Attention("budget", context.text("overview.attention.over", name=worst.name, amount=amount))
