"""Changes since last time: what the last import did in the numbers of a page, small beside them."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from adv.charts.chart_context import ChartContext
from adv.metrics.comparison import Recorded

ON_PAGE = {"coverage": ("rung", "conversations"), "forecast": ("conversations",), "budget": ("spent_cents",)}
ON_PAGE |= {"themes": ("conversations",), "requests": ("requests", "pending"), "results": ("closed", "active")}
ON_PAGE |= {"core_team": ("rung", "requests"), "neighbourhoods": ("conversations", "closed", "active")}
ON_CARD = {"visits": "conversations", "euros": "spent_cents", "requests": "pending", "social": "closed"}


class Since(Struct, frozen=True):
    """Records of now, and of when the import before the last one was stored."""

    day: date
    before: Recorded
    now: Recorded

    def change(self, name: str) -> int | None:
        """Give how much more of it there is; None when one of the two does not hold it."""
        before, now = getattr(self.before, name), getattr(self.now, name)
        return None if before is None or now is None else now - before


def since_on_card(since: Since, key: str, context: ChartContext) -> str:
    """Say how much more or less the number of a card is."""
    name = ON_CARD[key]
    day = context.formats.day(since.day)
    change = since.change(name)
    if change is None:
        return ""
    if not change:
        return context.text("charts.since.same", day=day)
    return context.text("charts.since.more" if change > 0 else "charts.since.less", amount=_amount(name, change, context), day=day)


def since_on_page(since: Since, page: str, context: ChartContext) -> str:
    """Say what changed in the numbers of a page; nothing when the data do not hold them."""
    changes = {name: change for name in ON_PAGE[page] if (change := since.change(name)) is not None}
    if not changes:
        return ""
    day = context.formats.long_day(since.day)
    if not any(changes.values()):
        return context.text("charts.since.nothing", day=day)
    parts = []
    for name, change in changes.items():
        what = context.text("charts.since.of", by=name)
        sign = "+" if change > 0 else "−"
        amount = _amount(name, change, context)
        parts += [context.text("charts.since.part", what=what, sign=sign, amount=amount)] if change else []
    return context.text("charts.since.page", day=day, parts=" · ".join(parts))


def _amount(name: str, change: int, context: ChartContext) -> str:
    return context.formats.euro(abs(change)) if name == "spent_cents" else context.formats.number(abs(change))
