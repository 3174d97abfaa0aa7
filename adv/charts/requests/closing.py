"""How long it takes until requests are closed, per theme or owner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adv.charts.chart import Bar, Chart
from adv.charts.chart_context import plain
from adv.charts.kinds.bars import rows
from adv.charts.kinds.intervals import Dots, Scale, dots
from adv.charts.tables import table
from adv.charts.words import named, not_available, sentences
from adv.formats import rounded
from adv.metrics.source_rows import REQUESTS
from adv.metrics.time_to_close import ENOUGH
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from adv.charts.chart_context import Look
    from adv.metrics.requests import RequestGroup
    from adv.metrics.time_to_close_by import GroupTime, TimeToCloseBy

STEPS = (10, 30, 60, 90, 180, 365, 730, 1825)  # days between ticks
MOST_TICKS = 6
MOST_PAIRS = 2  # in a sentence
ROOM = 1.1


def closing_by(exact: TimeToCloseBy | NotAvailable, look: Look, group: RequestGroup) -> Chart:
    """The median per theme or owner with its interval, and whether they differ."""
    key, say, definitions = f"closing_by_{group.value}", look.of("follow_up"), ("time_to_close_by", "time_to_close", "difference")
    if isinstance(exact, NotAvailable):
        return not_available(say, key, exact, definitions=definitions)
    title, sentence = say.text(f"{key}.title"), closing_sentence(exact, look)
    names = tuple(one.name for one in exact.groups)
    medians = [None if isinstance(one.median, NotAvailable) else one.median for one in exact.groups]
    found = Dots(
        medians,
        [one.median_interval[0] or 0.0 for one in exact.groups],
        [one.median_interval[1] for one in exact.groups],
        [plain(f"{one.name}: {_told(one, look)}") for one in exact.groups],
    )
    figure = dots(look, rows(names), found, [plain(_told(one, look)) for one in exact.groups], _scale(exact, look))
    columns: dict[str, Any] = {
        group.value: names,
        "requests": [one.requests for one in exact.groups],
        "closed": [one.closed for one in exact.groups],
        "median": [_days(median, look) for median in medians],
        "low": [_days(one.median_interval[0], look) for one in exact.groups],
        "high": [_days(one.median_interval[1], look) for one in exact.groups],
    }
    for days in exact.groups[0].closed_within:
        columns[f"within_{days}"] = [_percent(one.closed_within[days], look) for one in exact.groups]
    counted = tuple(Bar(one.name, one.requests + one.left_out, REQUESTS.also(**{group.value: one.name})) for one in exact.groups)
    alt = look.of("reach").text("dots_alt", title=title, sentence=sentence)
    return Chart(key, title, sentence, figure, table(say, columns), alt, definitions, group.value, REQUESTS, counted)


def _told(one: GroupTime, look: Look) -> str:
    say, (low, high) = look.of("follow_up"), one.median_interval
    if isinstance(one.median, NotAvailable):
        return say.text("closing.not_half")
    median = look.count("days", int(rounded(one.median)))
    if low is None or high is None:
        return median if low is None else say.text("closing.at_least", median=median, low=int(rounded(low)))
    return say.text("closing.between", median=median, low=int(rounded(low)), high=int(rounded(high)))


def _days(value: float | None, look: Look) -> str:
    return "–" if value is None else look.formats.number(value)


def _percent(share: float | NotAvailable, look: Look) -> str:
    return "–" if isinstance(share, NotAvailable) else look.formats.percent(share, 0)


def _scale(exact: TimeToCloseBy, look: Look) -> Scale:
    last = max(exact.longest_days * ROOM, 1.0)
    step = next((step for step in STEPS if last / step < MOST_TICKS), STEPS[-1])
    ticks = list(range(0, int(last) + 1, step))
    return Scale(last, ticks, [look.count("days", tick) if tick == ticks[-1] else look.formats.number(tick) for tick in ticks])


def closing_sentence(exact: TimeToCloseBy, look: Look) -> str:
    """Which of the groups take longer than others, if that is more than chance; and of which there are too few."""
    say, words = look.of("follow_up"), f"closing_by_{exact.group.value}"
    few = say.text(f"{words}.too_few", names=named(look, exact.too_few), enough=ENOUGH) if exact.too_few else ""
    if len(exact.groups) == 1:
        only = exact.groups[0]
        return sentences(say.text(f"{words}.only", name=only.name, told=_told(only, look)), few)
    if not exact.slower:
        return sentences(say.text(f"{words}.alike"), few)
    pairs = [say.text(f"{words}.pair", slow=slow, fast=fast) for slow, fast in exact.slower[:MOST_PAIRS]]
    return sentences(say.text(f"{words}.differ", pairs=look.formats.joined(pairs)), few)
