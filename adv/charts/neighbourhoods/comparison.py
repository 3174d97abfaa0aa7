"""Neighbourhoods, or the areas of one, side by side; and which of their differences are more than chance, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from adv.charts.chart import Bar, Chart
from adv.charts.chart_context import plain
from adv.charts.kinds.dots import Dot, Panel, dots
from adv.charts.tables import CENTS, table
from adv.charts.words import named, not_available, sentences
from adv.metrics.comparison import SHARES, Measure, can_be_compared, differences
from adv.metrics.requests import CLOSED
from adv.metrics.source_rows import REQUESTS
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.charts.chart_context import Look
    from adv.metrics.comparison import Difference, Measured, Side
    from adv.metrics.source_rows import Behind

SIDE_BY_SIDE = (Measure.COVERAGE, *SHARES)
DEFINITIONS = {
    Measure.COVERAGE: "coverage",
    Measure.RESPONSE: "contact_rates",
    Measure.RESOLVED: "resolved",
    Measure.ACTIVATED: "activation",
    Measure.REQUESTS: "requests",
    Measure.COST: "cost_per_visit",
}
AREAS = "areas"
MOST_TOLD = 3  # differences in one sentence
ALIKE = 31  # days between projects that had as much time
BEHIND: dict[Measure, Behind] = {Measure.RESOLVED: CLOSED}
OF_AREAS = (Measure.RESOLVED, Measure.ACTIVATED)  # their response is on the page Bereik


def side_by_side(sides: Sequence[Side], look: Look, *, beside_samples: bool = False) -> Chart:
    """The shares of all neighbourhoods, and which differences are more than chance. `beside_samples`: others have sample data only."""
    look = look.of("comparison")
    definitions = (*(DEFINITIONS[measure] for measure in SIDE_BY_SIDE), "interval", "compared", "count_interval")
    sentence = _alone(sides[0], look, beside_samples=beside_samples) if len(sides) == 1 else differences_sentence(sides, look)
    return _shares(sides, "side_by_side", sentence, definitions, look)


def areas_side_by_side(sides: tuple[Side, ...] | NotAvailable, look: Look) -> Chart:
    """The shares of the areas of one project."""
    look = look.of("comparison")
    definitions = (*(DEFINITIONS[measure] for measure in OF_AREAS), "interval", "compared")
    if isinstance(sides, NotAvailable):
        return not_available(look, AREAS, sides, definitions=definitions)
    sentence = differences_sentence(sides, look, are_areas=True)
    return _shares(sides, AREAS, sentence, definitions, look)


def per_unit(sides: Sequence[Side], measure: Measure, look: Look) -> Chart:
    """Requests per conversation or cost per completed visit: who has the least and the most."""
    look = look.of("comparison")
    key, title = f"compared_{measure.value}", look.text(f"{measure.value}.title")
    definitions = (DEFINITIONS[measure], "count_interval")
    known = [side for side in sides if side.known(measure)]
    if not known:
        missing = next((side.measured[measure] for side in sides), NotAvailable("no_visits"))
        return not_available(look, key, missing if isinstance(missing, NotAvailable) else NotAvailable("no_visits"), title=title)
    names = tuple(side.name for side in sides)
    panel = Panel(title, tuple(_dot(side, measure, look) for side in sides))
    figure = dots(look, names, [panel], lambda tick: _axis(tick, measure, look))
    sentence = range_sentence(known, measure, look)
    alt = look.text("dots_alt", title=title, sentence=sentence)
    return Chart(key, title, sentence, figure, _table(known, (measure,), look), alt, definitions, is_across=True)


def differences_sentence(sides: Sequence[Side], look: Look, *, are_areas: bool = False) -> str:
    """Which differences are more than chance, for two sides or more."""
    end = "_areas" if are_areas else ""
    asked = OF_AREAS if are_areas else SHARES
    measures = can_be_compared(sides, asked)
    if not measures:
        return look.text(f"told.too_little{end}")
    found = differences(sides, asked)
    if not found:
        return look.text(f"told.none{end}", count=len(sides), measures=_subjects(measures, look))
    parts = "; ".join(_difference(one, sides, look, are_areas=are_areas) for one in found[:MOST_TOLD])
    left, rest = len(found) - MOST_TOLD, [measure for measure in measures if all(one.measure is not measure for one in found)]
    return sentences(
        look.text("told.single" if len(found) == 1 else "told.some", parts=parts),
        look.count("told.more", left) if left > 0 else "",
        _time_to_resolve(sides, look) if any(one.measure is Measure.RESOLVED for one in found) else "",
        look.text("told.rest", measures=_subjects(rest, look)) if rest else "",
    )


def _time_to_resolve(sides: Sequence[Side], look: Look) -> str:
    """Who had more time to resolve requests than the others, and who still has: that alone may explain a difference."""
    known = [side for side in sides if side.known(Measure.RESOLVED)]
    days = {side.name: side.days for side in known if side.days is not None}
    if len(days) < len(known):  # areas: of one project, so alike
        return ""
    longest, shortest = max(days, key=days.__getitem__), min(days, key=days.__getitem__)
    running = [side.name for side in known if side.is_running]
    differs, still = days[longest] - days[shortest] > ALIKE, 0 < len(running) < len(known)
    return sentences(
        look.text("told.more_time", longest=longest, shortest=shortest) if differs else "",
        look.text("told.still_running", names=named(look, running)) if still else "",
    )


def _subjects(measures: Sequence[Measure], look: Look) -> str:
    return look.formats.joined([look.text(f"subject.{measure.value}") for measure in measures])


def range_sentence(known: Sequence[Side], measure: Measure, look: Look) -> str:
    """The least and the most, as they are written."""
    values = {side.name: value.value for side in known if (value := side.known(measure))}
    told = {name: written(value, measure, look) for name, value in values.items()}
    low, high = min(values.values()), max(values.values())
    lowest, highest = written(low, measure, look), written(high, measure, look)
    if len(known) == 1:
        return look.text(f"{measure.value}.only", name=known[0].name, value=lowest)
    if lowest == highest:
        return look.text(f"{measure.value}.same", value=lowest)
    least = named(look, [name for name, text in told.items() if text == lowest])
    most = named(look, [name for name, text in told.items() if text == highest])
    return look.text(f"{measure.value}.range", lowest=least, low=lowest, highest=most, high=highest)


def written(value: float, measure: Measure, look: Look) -> str:
    """A value as people read it."""
    if measure is Measure.COST:
        return look.formats.euro(round(value))
    return look.formats.number(value, 2) if measure is Measure.REQUESTS else look.formats.percent(value)


def cell(side: Side, measure: Measure, look: Look) -> str:
    """A value with its margin, or that it is not there."""
    value = side.known(measure)
    if value is None:
        return look.text("not_known")
    low, high = (written(limit, measure, look) for limit in (value.low, value.high))
    return look.text("figures.cell", value=written(value.value, measure, look), low=low, high=high)


def _axis(tick: float, measure: Measure, look: Look) -> str:
    if measure is Measure.COST:
        return look.formats.euro(tick, whole=True)
    return look.formats.number(tick, 0 if tick == int(tick) else 1)


def _alone(side: Side, look: Look, *, beside_samples: bool) -> str:
    """Where the only one stands."""
    value = side.known(Measure.COVERAGE)
    stands = "" if value is None else look.text("told.alone_coverage", value=look.formats.percent(value.value))
    return sentences(look.text("told.alone_real" if beside_samples else "told.alone", name=side.name), stands)


def _difference(one: Difference, sides: Sequence[Side], look: Look, *, are_areas: bool) -> str:
    others = [side.name for side in sides if side.name != one.name and side.known(one.measure)]
    against = others[0] if len(others) == 1 else look.text("told.other_areas" if are_areas else "told.others")
    direction = "higher" if one.is_higher else "lower"
    value, other = look.formats.percent(one.value), look.formats.percent(one.others)
    return look.text(f"{direction}.{one.measure.value}", name=one.name, others=against, value=value, other=other)


def _shares(sides: Sequence[Side], key: str, sentence: str, definitions: tuple[str, ...], look: Look) -> Chart:
    """The dots of neighbourhoods, or of areas with the rows behind them."""
    are_areas = key == AREAS
    measures = OF_AREAS if are_areas else SIDE_BY_SIDE
    bars = _bars(sides, measures, look) if are_areas else ()
    places = {bar.name: place for place, bar in enumerate(bars)}
    panels = [
        Panel(
            look.text(f"measure.{measure.value}"),
            tuple(_dot(side, measure, look, places.get(_bar_name(side, measure, look), -1)) for side in sides),
        )
        for measure in measures
    ]
    title, alt = look.text(f"{key}.title"), look.text("dots_alt", title=look.text(f"{key}.title"), sentence=sentence)
    known = [side for side in sides if any(side.known(measure) for measure in measures)]
    figure = dots(look, [side.name for side in sides], panels, look.formats.percent, 1.0) if known else None
    told = _table(known, measures, look, name="area" if are_areas else "name")
    chart = Chart(key, title, sentence, figure, told, alt, definitions)
    if not are_areas:
        return replace(chart, is_across=True)
    return replace(chart, rows=REQUESTS, bars=bars) if bars else chart


def _bar_name(side: Side, measure: Measure, look: Look) -> str:
    return f"{side.name} · {look.text(f'short.{measure.value}')}"


def _bars(sides: Sequence[Side], measures: Sequence[Measure], look: Look) -> tuple[Bar, ...]:
    """The visits and requests behind the numbers of areas."""
    return tuple(
        Bar(_bar_name(side, measure, look), value.numerator, BEHIND[measure].also(area=side.name))
        for measure in measures
        if measure in BEHIND
        for side in sides
        if (value := side.known(measure))
    )


def _dot(side: Side, measure: Measure, look: Look, place: int = -1) -> Dot:
    value, name, title = side.known(measure), plain(side.name), look.text(f"short.{measure.value}")
    if value is None:
        missing = side.measured[measure]
        reason = look.why_not(missing) if isinstance(missing, NotAvailable) else ""
        return Dot(None, look.text("not_known"), look.text("hover.missing", name=name, measure=title, reason=reason))
    plan = side.planned_share if measure is Measure.COVERAGE else None
    return Dot(
        value=value.value,
        text=plain(written(value.value, measure, look)),
        hover=_hover(side, value, measure, look),
        low=value.low,
        high=value.high,
        plan=plan,
        plan_hover="" if plan is None else look.text("hover.plan", name=name, value=plain(look.formats.percent(plan))),
        place=place,
    )


def _hover(side: Side, value: Measured, measure: Measure, look: Look) -> str:
    part = look.formats.euro(value.numerator) if measure is Measure.COST else look.formats.number(value.numerator)
    return look.text(
        "hover.share",
        name=plain(side.name),
        measure=look.text(f"short.{measure.value}"),
        value=plain(written(value.value, measure, look)),
        part=part,
        whole=value.denominator,
        of=look.texts(f"metrics.denominator.{value.denominator_name}"),
        low=plain(written(value.low, measure, look)),
        high=plain(written(value.high, measure, look)),
        day=look.formats.day(side.as_of),
    )


def _table(sides: Sequence[Side], measures: Sequence[Measure], look: Look, *, name: str = "name") -> Any:  # noqa: ANN401 - a frame
    rows = [(side, measure, value) for measure in measures for side in sides if (value := side.known(measure))]
    is_money = measures == (Measure.COST,)
    is_share = all(measure in SIDE_BY_SIDE for measure in measures)

    def scaled(value: float) -> float:
        return 100 * value if is_share else round(value) / CENTS if is_money else value

    return table(
        look,
        {
            "measure": [look.text(f"short.{measure.value}") for _, measure, _ in rows],
            name: [side.name for side, _, _ in rows],
            "as_of": [look.formats.day(side.as_of) for side, _, _ in rows],
            "share" if is_share else "amount" if is_money else "value": [scaled(value.value) for *_, value in rows],
            "low": [scaled(value.low) for *_, value in rows],
            "high": [scaled(value.high) for *_, value in rows],
            "part": [value.numerator / CENTS if is_money else value.numerator for *_, value in rows],
            "whole": [value.denominator for *_, value in rows],
            "of": [look.texts(f"metrics.denominator.{value.denominator_name}") for *_, value in rows],
        },
        ["share", "low", "high"] if is_share else [],
    )
