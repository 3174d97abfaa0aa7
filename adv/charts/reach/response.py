"""Whether people are reached: contact, response and refusal, where and on which days it works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from adv.charts.chart import Bar, Chart
from adv.charts.chart_context import plain
from adv.charts.kinds.bars import Rows, rows
from adv.charts.kinds.intervals import Dots, dots, percent_scale
from adv.charts.tables import table
from adv.charts.words import named, not_available, sentences
from adv.formats import LONG_DAYS
from adv.metrics.chance import Standing
from adv.metrics.households import REACHED, ended_as
from adv.metrics.reach import ReachGroup
from adv.metrics.source_rows import COMPLETED, VISITS
from adv.metrics.values import NotAvailable, Rate

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from adv.charts.chart_context import Look
    from adv.metrics.households import ContactRates
    from adv.metrics.reach import Reach, Weekdays

ENDED = {"contact": "contact", "response": "conversation", "refusal": "refused"}
KEYS = {ReachGroup.AREA: "reach_by_area", ReachGroup.STREET: "reach_by_street"}
SHARES = ("share", "low", "high")
MOST_ROWS = 12  # more cannot be read; the table has all


def contact_rates(exact: ContactRates | NotAvailable, look: Look) -> Chart:
    """Contact, response and refusal, each with its interval."""
    say, definitions = look.of("reach"), ("contact_rates", "attempts_per_conversation", "interval")
    if isinstance(exact, NotAvailable):
        return not_available(say, "contact_rates", exact, definitions=definitions)
    rates = {"contact": exact.contact, "response": exact.response, "refusal": exact.refusal}
    names = tuple(say.text(f"contact_rates.{key}") for key in rates)
    title, sentence = say.text("contact_rates.title"), contact_sentence(exact, look)
    counted = tuple(
        Bar(name, rates[key].numerator, VISITS.that(ended_as, ENDED[key]).as_households)
        for name, key in zip(names, rates, strict=True)
    )
    figure = None
    if exact.contact.denominator:
        figure = _figure(look, Rated(Rows(names, ("",) * len(names)), tuple(rates.values()), "reach.hover_homes"))
    told = table(say, {"what": names, **_columns(tuple(rates.values()))}, SHARES) if figure is not None else table(say, {})
    alt = say.text("dots_alt", title=title, sentence=sentence)
    return Chart("contact_rates", title, sentence, figure, told, alt, definitions, rows=VISITS.as_households, bars=counted)


def contact_sentence(exact: ContactRates, look: Look) -> str:
    """Which part was spoken with, and how many visits a conversation took."""
    say, written = look.of("reach"), look.formats
    share = exact.response.share
    if isinstance(share, NotAvailable):
        return say.count("contact_rates.only_vacant", exact.vacant) if exact.vacant else look.text("no_visits")
    told = say.many(
        "contact_rates.talked", exact.response.numerator, whole=exact.response.denominator, share=written.percent(share)
    )
    refused = say.many("contact_rates.refused", exact.refusal.numerator)
    attempts = exact.attempts_per_conversation
    if isinstance(attempts, NotAvailable):
        return sentences(told, refused)
    return sentences(told, refused, say.text("contact_rates.attempts", attempts=written.number(attempts, 1)))


class Rated(Struct, frozen=True):
    """Rates that have a denominator, a row each."""

    groups: Rows
    rates: Sequence[Rate]
    hover: str  # the key of the hover text
    standings: Sequence[Standing] = ()  # empty: nothing is compared
    overall: Rate | None = None  # what the rows are compared with


def _figure(look: Look, rated: Rated) -> go.Figure:
    """The rates with their Wilson intervals."""
    written, groups, rates, overall = look.formats, rated.groups, rated.rates, rated.overall
    shares = [rate.numerator / rate.denominator for rate in rates]
    intervals = [_interval(rate) for rate in rates]
    hovers = [
        look.texts(
            rated.hover,
            name=plain(name),
            share=plain(written.percent(share)),
            count=written.number(rate.numerator),
            whole=written.number(rate.denominator),
            low=plain(written.percent(low)),
            high=plain(written.percent(high)),
        )
        for name, rate, share, (low, high) in zip(groups.names, rates, shares, intervals, strict=True)
    ]
    ends = [
        plain(look.of("reach").text("end", share=written.percent(share, 0), count=rate.numerator, whole=rate.denominator))
        for share, rate in zip(shares, rates, strict=True)
    ]
    scale = percent_scale(look)
    if overall is not None:
        together = overall.numerator / overall.denominator
        scale = percent_scale(look, together, look.of("reach").text("together", share=plain(written.percent(together, 0))))
    found = Dots(shares, [low for low, _ in intervals], [high for _, high in intervals], hovers, rated.standings)
    return dots(look, groups, found, ends, scale)


def _together(rates: Sequence[Rate]) -> Rate | None:
    """All rows as one; None when there is but one."""
    if len(rates) <= 1:
        return None
    return Rate(sum(rate.numerator for rate in rates), sum(rate.denominator for rate in rates), rates[0].denominator_name)


def _interval(rate: Rate) -> tuple[float, float]:
    interval = rate.interval()
    return (0.0, 1.0) if isinstance(interval, NotAvailable) else interval


def _columns(rates: Sequence[Rate]) -> dict[str, Sequence[object]]:
    percents = [[100 * limit for limit in _interval(rate)] for rate in rates]
    return {
        "numerator": [rate.numerator for rate in rates],
        "denominator": [rate.denominator for rate in rates],
        "share": [100 * rate.numerator / rate.denominator for rate in rates],
        "low": [low for low, _ in percents],
        "high": [high for _, high in percents],
    }


def reach_by(exact: Reach | NotAvailable, look: Look, group: ReachGroup) -> Chart:
    """With which part of the households there was a conversation, per area or street, and whether that differs."""
    key, say, definitions = KEYS[group], look.of("reach"), ("contact_rates", "difference", "interval")
    if isinstance(exact, NotAvailable):
        return not_available(say, key, exact, definitions=definitions)
    title, sentence = say.text(f"{key}.title"), reach_sentence(exact, look)
    tried = [place for place, rate in enumerate(exact.response) if rate.denominator]
    names = [exact.groups[place] for place in tried]
    rates, standings = [exact.response[place] for place in tried], [exact.standings[place] for place in tried]
    shown = _drawn(rates, standings)
    counted = tuple(Bar(names[at], rates[at].numerator, REACHED.also(**{group.value: names[at]})) for at in shown)
    figure = None
    if shown:
        seen, compared = [rates[at] for at in shown], [standings[at] for at in shown]
        figure = _figure(look, Rated(rows([names[at] for at in shown]), seen, "reach.hover_homes", compared, _together(rates)))
    told = [say.text(f"standing.{how.value}") for how in standings]
    frame = table(say, {group.value: names, **_columns(rates), "standing": told}, SHARES) if shown else table(say, {})
    alt = say.text("dots_alt", title=title, sentence=sentence)
    select = "area" if group is ReachGroup.AREA else None
    return Chart(key, title, sentence, figure, frame, alt, definitions, select, VISITS.as_households, counted)


def _drawn(rates: Sequence[Rate], standings: Sequence[Standing]) -> list[int]:
    """The rows that are drawn: all when they fit, else those that differ and those with the most households, in their order."""
    by_weight = sorted(range(len(rates)), key=lambda at: (standings[at] is Standing.LIKE_OTHERS, -rates[at].denominator, at))
    return sorted(by_weight[:MOST_ROWS])


def reach_sentence(exact: Reach, look: Look) -> str:
    """Where more or fewer people are reached than elsewhere, if that is more than chance."""
    say, key = look.of("reach"), KEYS[exact.group]
    tried = [place for place, rate in enumerate(exact.response) if rate.denominator]
    without = say.count(f"{key}.without", exact.without_group) if exact.without_group else ""
    if not tried:
        return without or look.text("no_visits")
    if len(tried) == 1:
        only = exact.response[tried[0]]
        told = say.many(f"{key}.one", only.numerator, name=exact.groups[tried[0]], whole=only.denominator)
        return sentences(told, without)
    below = say.text(f"{key}.below", names=named(look, exact.below)) if exact.below else ""
    above = say.text(f"{key}.above", names=named(look, exact.above)) if exact.above else ""
    alike = "" if below or above else say.text(f"{key}.alike")
    apart = _apart(
        [exact.groups[at] for at in tried], [exact.response[at] for at in tried], [exact.standings[at] for at in tried], look
    )
    return sentences(below, above, alike, apart, without)


def _apart(names: Sequence[str], rates: Sequence[Rate], standings: Sequence[Standing], look: Look) -> str:
    """Whose margin lies beside the line of all together, though it is like the others: one of many does so by chance."""
    whole = _together(rates)
    if whole is None:
        return ""
    share = whole.numerator / whole.denominator
    margins = [_interval(rate) for rate in rates]
    found = [
        name
        for name, (low, high), how in zip(names, margins, standings, strict=True)
        if how is Standing.LIKE_OTHERS and not low <= share <= high
    ]
    return look.of("reach").count("apart", len(found), names=named(look, found), total=len(names)) if found else ""


def weekdays(exact: Weekdays | NotAvailable, look: Look) -> Chart:
    """Which part of the visits became a conversation, per day of the week."""
    say, definitions = look.of("reach"), ("weekdays", "difference", "interval")
    if isinstance(exact, NotAvailable):
        return not_available(say, "weekdays", exact, definitions=definitions)
    title, sentence = say.text("weekdays.title"), weekday_sentence(exact, look)
    used = [day for day, rate in enumerate(exact.conversations) if rate.denominator]
    names = [LONG_DAYS[look.texts.language][day] for day in used]
    rates, standings = [exact.conversations[day] for day in used], [exact.standings[day] for day in used]
    counted = tuple(
        Bar(name, rate.numerator, COMPLETED.also(weekday=str(day))) for name, rate, day in zip(names, rates, used, strict=True)
    )
    figure = None
    if used:
        groups = Rows(tuple(names), ("",) * len(names))
        figure = _figure(look, Rated(groups, rates, "reach.hover_visits", standings, _together(rates)))
    told = [say.text(f"standing.{how.value}") for how in standings]
    frame = table(say, {"weekday": names, **_columns(rates), "standing": told}, SHARES) if used else table(say, {})
    alt = say.text("dots_alt", title=title, sentence=sentence)
    return Chart("weekdays", title, sentence, figure, frame, alt, definitions, rows=VISITS, bars=counted)


def weekday_sentence(exact: Weekdays, look: Look) -> str:
    """Which days stand out, if any does by more than chance."""
    say, words = look.of("reach"), LONG_DAYS[look.texts.language]
    used = [words[day] for day, rate in enumerate(exact.conversations) if rate.denominator]
    if not used:
        return look.text("no_visits")
    hours = say.text("weekdays.hours")
    if len(used) == 1:
        return sentences(say.text("weekdays.only", day=used[0]), hours)
    days = {how: [words[day] for day, other in enumerate(exact.standings) if other is how] for how in Standing}
    above = say.text("weekdays.above", days=look.formats.joined(days[Standing.ABOVE])) if days[Standing.ABOVE] else ""
    below = say.text("weekdays.below", days=look.formats.joined(days[Standing.BELOW])) if days[Standing.BELOW] else ""
    alike = "" if above or below else say.text("weekdays.alike")
    rates = [rate for rate in exact.conversations if rate.denominator]
    standings = [how for how, rate in zip(exact.standings, exact.conversations, strict=True) if rate.denominator]
    return sentences(above, below, alike, _apart(used, rates, standings, look), hours)
