"""Response: whether people are reached, where and on which days it works."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Unpack

from msgspec import Struct

from adv.charts.chart import About, Bar, Chart, Parts, titled
from adv.charts.chart_context import HEADS, ChartContext, escaped, sentences
from adv.charts.kinds.bars import rows, silent_rows
from adv.charts.kinds.dots import Dots, intervals
from adv.formats import LONG_DAYS
from adv.metrics.chance import Standing
from adv.metrics.households import REACHED, ContactRates, ended_as
from adv.metrics.source_rows import COMPLETED, VISITS, Behind
from adv.metrics.values import NotAvailable, Rate
from adv.metrics.visits import DaysToConversation, Reach, ReachGroup, Weekdays

SHARE_COLUMNS = ("coverage.column.share", "coverage.column.low", "coverage.column.high")
MOST_GROUPS = 12  # more cannot be read; the table has all


class Rated(Struct, frozen=True):
    """Rates that have a denominator, a row each, with the rows behind them. `standings` are empty where nothing is compared."""

    names: Sequence[str]
    rates: Sequence[Rate]
    rows: Sequence[Behind]
    standings: Sequence[Standing] = ()

    @property
    def together(self) -> Rate | None:
        """All rows as one, to compare each with; None when there is but one."""
        if len(self.rates) <= 1 or not self.standings:
            return None
        parts, wholes = ([rate.numerator for rate in self.rates], [rate.denominator for rate in self.rates])
        return Rate(sum(parts), sum(wholes), self.rates[0].denominator_name)

    @property
    def known(self) -> Rated:
        """The rows that have a denominator."""
        return self.only([place for place, rate in enumerate(self.rates) if rate.denominator])

    @property
    def drawn(self) -> Rated:
        """The rows that are drawn: all when they fit, else those that differ and those with the most households, in their order."""
        if not self.standings:
            return self
        places = range(len(self.rates))
        weight = {at: (self.standings[at] is Standing.LIKE_OTHERS, -self.rates[at].denominator, at) for at in places}
        return self.only(sorted(sorted(places, key=weight.__getitem__)[:MOST_GROUPS]))

    def only(self, places: Sequence[int]) -> Rated:
        """The rows at some places."""
        names, rates, rows = [self.names[at] for at in places], [self.rates[at] for at in places], [self.rows[at] for at in places]
        return Rated(names, rates, rows, [self.standings[at] for at in places] if self.standings else ())


@titled("contact_rates", "coverage.contact_rates.title")
def contact_rates(about: About, exact: ContactRates, context: ChartContext, waited: DaysToConversation | NotAvailable) -> Chart:
    """Draw contact, response and refusal, each with its interval; and say how long a conversation took to come."""
    keys = ("coverage.contact_rates.contact", "coverage.contact_rates.response", "coverage.contact_rates.refusal")
    names, rates = [context.text(key) for key in keys], [exact.contact, exact.response, exact.refusal]
    rows = [VISITS.that(ended_as, ended).as_households for ended in ("contact", "conversation", "refused")]
    told = sentences(_contact(exact, context), _first_conversation(waited, context))
    parts = Parts(rows=VISITS.as_households)
    if not exact.contact.denominator:
        bars = tuple(map(Bar, names, [rate.numerator for rate in rates], rows))
        return about.drawn(told, None, {}, alt="coverage.dots_alt", bars=bars, **parts)
    return rates_chart(about, told, Rated(names, rates, rows), context, head="words.what", **parts)


def _contact(exact: ContactRates, context: ChartContext) -> str:
    """Say which part was spoken with, and how many visits a conversation took."""
    share, written, attempts = exact.response.share, context.formats, exact.attempts_per_conversation
    if isinstance(share, NotAvailable):
        return context.if_any("coverage.contact_rates.only_vacant", exact.vacant) or context.text("charts.no_visits")
    words = {"whole": exact.response.denominator, "share": written.percent(share)}
    told = context.many("coverage.contact_rates.talked", exact.response.numerator, **words)
    refused = context.many("coverage.contact_rates.refused", exact.refusal.numerator)
    if isinstance(attempts, NotAvailable):
        return sentences(told, refused)
    return sentences(told, refused, context.text("coverage.contact_rates.attempts", attempts=written.number(attempts, 1)))


def _first_conversation(waited: DaysToConversation | NotAvailable, context: ChartContext) -> str:
    """Say within how many days half of the households were spoken with, where there are two or more."""
    if isinstance(waited, NotAvailable) or isinstance(waited.median, NotAvailable) or waited.households == 1:
        return ""
    days = math.ceil(waited.median)
    households = waited.households
    return context.many("coverage.contact_rates.first_conversation", days, households=households)


def rates_chart(
    about: About,
    sentence: str,
    rated: Rated,
    context: ChartContext,
    *,
    head: str,
    hover: str = "coverage.hover_homes",
    is_choice: bool = False,
    **more: Unpack[Parts],
) -> Chart:
    """Make a chart of the rates with their Wilson intervals, and of all of them together where they are compared."""
    percent, seen = context.formats.percent, rated.drawn
    columns = {head: rated.names, **_columns(rated)} if rated.rates else {}
    if rated.standings:
        columns["coverage.column.standing"] = [context.text("coverage.standing", by=how) for how in rated.standings]
    hovers, ends = [], []
    for name, rate in zip(seen.names, seen.rates, strict=True):
        share = rate.numerator / rate.denominator
        low, high = _interval(rate)
        words = {"count": rate.numerator, "whole": rate.denominator}
        margin = {"low": escaped(percent(low)), "high": escaped(percent(high))}
        hovers.append(context.text(hover, name=escaped(name), share=escaped(percent(share)), **words, **margin))
        ends.append(escaped(context.text("coverage.end", share=percent(share, 0), **words)))
    reference, together = None, rated.together
    if together is not None:
        whole = together.numerator / together.denominator
        reference = whole, context.text("coverage.together", share=escaped(percent(whole, 0)))
    values, limits = [rate.numerator / rate.denominator for rate in seen.rates], [*map(_interval, seen.rates)]
    found = Dots(values=values, limits=limits, hovers=hovers, standings=seen.standings)
    groups = rows(seen.names) if is_choice else silent_rows(seen.names)
    figure = intervals(context, groups, found, ends=ends, reference=reference) if seen.rates else None
    bars = tuple(map(Bar, seen.names, [rate.numerator for rate in seen.rates], seen.rows))
    tenths = SHARE_COLUMNS if columns else ()
    return about.drawn(sentence, figure, columns, alt="coverage.dots_alt", one_decimal=tenths, bars=bars, **more)


def _interval(rate: Rate) -> tuple[float, float]:
    interval = rate.interval()
    return (0.0, 1.0) if isinstance(interval, NotAvailable) else interval


def _columns(rated: Rated) -> dict[str, Sequence[object]]:
    percents = [[100 * limit for limit in _interval(rate)] for rate in rated.rates]
    return {
        "words.number": [rate.numerator for rate in rated.rates],
        "words.of": [rate.denominator for rate in rated.rates],
        "coverage.column.share": [100 * rate.numerator / rate.denominator for rate in rated.rates],
        "coverage.column.low": [low for low, _ in percents],
        "coverage.column.high": [high for _, high in percents],
    }


@titled("reach_by_{}", "coverage.by.title")
def reach_by(about: About, exact: Reach, context: ChartContext, group: ReachGroup) -> Chart:
    """Draw with which part of the households there was a conversation, per area or street, and whether that differs."""
    parts = Parts(rows=VISITS.as_households, selects="area" if group is ReachGroup.AREA else None)
    told = reach_sentence(exact, context)
    return rates_chart(about, told, _by_group(exact), context, head=HEADS[group], is_choice=True, **parts)


def _by_group(exact: Reach) -> Rated:
    counted = [REACHED.also(**{exact.group.value: name}) for name in exact.groups]
    return Rated(exact.groups, exact.response, counted, exact.standings).known


def reach_sentence(exact: Reach, context: ChartContext) -> str:
    """Say where more or fewer people are reached than elsewhere, if that is more than chance."""
    group = exact.group
    tried = _by_group(exact)
    without = context.if_any("coverage.by.without", exact.without_group, by=group)
    if not tried.rates:
        return without or context.text("charts.no_visits")
    if len(tried.rates) == 1:
        only = tried.rates[0]
        return sentences(
            context.many("coverage.by.only", only.numerator, name=context.place(tried.names[0]), whole=only.denominator), without
        )
    below = context.text("coverage.by.below", by=group, names=context.places(exact.below)) if exact.below else ""
    above = context.text("coverage.by.above", by=group, names=context.places(exact.above)) if exact.above else ""
    alike = "" if below or above else context.text("coverage.by.alike", by=group)
    return sentences(below, above, alike, _apart(tried, context), without)


def _apart(rated: Rated, context: ChartContext) -> str:
    """Name those whose margin misses the line of all together, though they differ by no more than chance."""
    whole = rated.together
    if whole is None:
        return ""
    share = whole.numerator / whole.denominator
    found = [
        name
        for name, (low, high), how in zip(rated.names, map(_interval, rated.rates), rated.standings, strict=True)
        if how is Standing.LIKE_OTHERS and not low <= share <= high
    ]
    return context.if_any("coverage.apart", len(found), names=context.places(found), total=len(rated.names))


@titled("weekdays", "coverage.weekdays.title")
def weekdays(about: About, exact: Weekdays, context: ChartContext) -> Chart:
    """Draw which part of the visits became a conversation, per day of the week."""
    told, rated = weekday_sentence(exact, context), _by_day(exact, context)
    return rates_chart(about, told, rated, context, head="words.day", hover="coverage.hover_visits", rows=VISITS)


def _by_day(exact: Weekdays, context: ChartContext) -> Rated:
    counted = [COMPLETED.also(weekday=str(day)) for day in range(len(exact.conversations))]
    return Rated(LONG_DAYS[context.texts.language], exact.conversations, counted, exact.standings).known


def weekday_sentence(exact: Weekdays, context: ChartContext) -> str:
    """Say which days stand out, if any does by more than chance."""
    tried = _by_day(exact, context)
    if not tried.rates:
        return context.text("charts.no_visits")
    hours = context.text("coverage.weekdays.hours")
    if len(tried.rates) == 1:
        return sentences(context.text("coverage.weekdays.only", day=tried.names[0]), hours)
    days = {how: [day for day, other in zip(tried.names, tried.standings, strict=True) if other is how] for how in Standing}
    told = [
        context.text(key, days=context.formats.joined(days[how])) if days[how] else ""
        for key, how in (("coverage.weekdays.above", Standing.ABOVE), ("coverage.weekdays.below", Standing.BELOW))
    ]
    alike = "" if any(told) else context.text("coverage.weekdays.alike")
    return sentences(*told, alike, _apart(tried, context), hours)
