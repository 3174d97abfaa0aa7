"""The whole project in one sentence: what stands above the answers of the first page, and what its numbers count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.budget.spending import is_all_money
from adv.charts.chart import Bar
from adv.charts.reach.coverage import BEHIND, EVERYTHING
from adv.metrics.requests import WAITING
from adv.metrics.source_rows import EXPENSES, REQUESTS
from adv.metrics.values import NotAvailable
from adv.model import Status

if TYPE_CHECKING:
    from adv.charts.chart_context import Look
    from adv.metrics.budget import SpendCurve
    from adv.metrics.coverage import Coverage
    from adv.metrics.requests import Requests
    from adv.metrics.selection import Selection


def at_a_glance(
    exact: Coverage | NotAvailable,
    money: SpendCurve | NotAvailable,
    requests: Requests | NotAvailable,
    look: Look,
    selection: Selection = EVERYTHING,
) -> str:
    """Visits, euros and open requests; of a part of the project without target and budget, which are the whole's."""
    sentence = look.formats.joined([_visits(exact, look, selection), _euros(money, look, selection), _requests(requests, look)])
    if selection.is_everything:
        return f"{sentence[:1].upper()}{sentence[1:]}."
    return look.text("glance.chosen", said=sentence)


def counted(
    exact: Coverage | NotAvailable, money: SpendCurve | NotAvailable, requests: Requests | NotAvailable, look: Look
) -> tuple[Bar, ...]:
    """The numbers of the answers and what each of them counts; those that there are."""
    found = []
    if not isinstance(exact, NotAvailable):
        unit = exact.target_unit
        found.append(Bar(look.text(f"headline.{unit.value}.label"), exact.completed, BEHIND[unit]))
    if not isinstance(money, NotAvailable):
        found.append(Bar(look.text("headline.euros.label"), money.spent_cents[-1] if money.spent_cents else 0, EXPENSES))
    if not isinstance(requests, NotAvailable):
        pending = requests.by_status[Status.OPEN] + requests.by_status[Status.IN_PROGRESS]
        found.append(Bar(look.text("headline.requests.label"), pending, WAITING))
        found.append(Bar(look.texts("behind.all_requests"), requests.total, REQUESTS))
    return tuple(found)


def _visits(exact: Coverage | NotAvailable, look: Look, selection: Selection) -> str:
    if isinstance(exact, NotAvailable):
        return look.text("glance.no_visits")
    unit = exact.target_unit.value
    if selection.is_everything:
        return look.count(f"glance.{unit}.of_target", exact.completed, target=exact.target)
    return look.count(f"glance.{unit}.part", exact.completed)


def _euros(money: SpendCurve | NotAvailable, look: Look, selection: Selection) -> str:
    if isinstance(money, NotAvailable):
        return look.text("glance.no_expenses")
    spent = look.formats.euro(money.spent_cents[-1] if money.spent_cents else 0)
    if is_all_money(selection):
        key = "of_budget" if selection.is_everything else "of_whole_budget"  # an area or theme does not part the money
        return look.text(f"glance.{key}", spent=spent, budget=look.formats.euro(money.budget_cents))
    return look.text("glance.spent", spent=spent)


def _requests(requests: Requests | NotAvailable, look: Look) -> str:
    if isinstance(requests, NotAvailable):
        return look.text("glance.no_requests")
    pending = requests.by_status[Status.OPEN] + requests.by_status[Status.IN_PROGRESS]
    return look.count("glance.requests", pending, total=requests.total)
