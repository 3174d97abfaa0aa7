"""The forecast in sentences that are true in every state of a project, and the pace. The texts stand under ``forecast.``."""

from __future__ import annotations

from datetime import date, timedelta

from adv.charts.chart_context import ChartContext, sentences
from adv.formats import rounded
from adv.metrics.coverage import Coverage
from adv.metrics.forecast import FEWEST_WEEKS, Backtest, Forecast, NoProgress, Projection, Reached, TooLittleHistory
from adv.metrics.projection import FEWEST_FOR_A_DAY, Scenario
from adv.metrics.spans import season_of
from adv.metrics.values import NotAvailable

WEEK = 7  # days
FEW_CHECKS = 3  # earlier forecasts: of fewer it says nothing how often they held
NEARLY_NONE = 0.005  # nearer to none or to all, a chance is written as less or more than a whole percent


def answer_sentence(found: Forecast | NotAvailable, exact: Coverage | NotAvailable, context: ChartContext) -> str:
    """Say when the target will be reached, how sure that is, and what pace it takes."""
    if isinstance(found, NotAvailable) or isinstance(exact, NotAvailable):
        return context.why_not(found if isinstance(found, NotAvailable) else exact)  # type: ignore[arg-type]  # one of the two is
    if isinstance(found, Reached):
        return _reached(found, exact, context)
    start = exact.period.start
    begins = context.text("forecast.not_begun", start=context.formats.long_day(start)) if exact.as_of < start else ""
    return sentences(begins, _when(found, exact, context), _in_time(found, exact, context))


def _reached(found: Reached, exact: Coverage, context: ChartContext) -> str:
    days = (exact.period.last_day - found.day).days
    key = "forecast.reached.before" if days > 0 else "forecast.reached.after" if days < 0 else "forecast.reached.on_time"
    write = context.formats.long_day
    return context.text(key, **_target(exact, context), day=write(found.day), last=write(exact.period.last_day))


def _target(exact: Coverage, context: ChartContext) -> dict[str, object]:
    return {"target": exact.target, "unit": unit_name(exact, context)}


def unit_name(exact: Coverage, context: ChartContext) -> str:
    """Name what is counted, in the plural: completed visits, or households reached."""
    return context.text("forecast.unit", by=exact.target_unit)


def _when(found: Forecast, exact: Coverage, context: ChartContext) -> str:
    target = _target(exact, context)
    write = context.formats.long_day
    if isinstance(found, TooLittleHistory):
        return context.many("forecast.too_little", found.weeks, least=FEWEST_WEEKS)
    if isinstance(found, NoProgress):
        if found.since is None:
            return context.text("forecast.no_progress.never", **target)
        since = context.text("forecast.no_progress.since", since=write(found.since))
        if exact.completed < FEWEST_FOR_A_DAY:  # so few may as well come from a slow pace
            return since
        return sentences(since, context.text("forecast.no_progress.stopped", stopped=chance_words(found.stopped, context)))
    return "" if isinstance(found, Reached) else _projected(found, target, context)


def _projected(found: Projection, target: dict[str, object], context: ChartContext) -> str:
    write = context.formats.long_day
    if found.seasons is not None:
        return context.text("forecast.when.rough", range=season_words(found, context), **target)
    until = write(found.until)
    if found.p50 is None:
        return context.text("forecast.when.never", until=until, **target)
    if found.p80 is None:
        return context.text("forecast.when.perhaps_never", p50=write(found.p50), until=until, **target)
    key = "forecast.when.certain" if found.p50 == found.p80 else "forecast.when.usual"
    return context.text(key, p50=write(found.p50), p80=write(found.p80), **target)


def season_words(found: Projection, context: ChartContext) -> str:
    """Write between which seasons eight out of ten paths reach the target."""
    first, last = found.seasons or (None, None)
    if first is None:
        return context.text("forecast.season.never", until=context.formats.season(season_of(found.until)))
    if last is None:
        return context.text("forecast.season.open", first=context.formats.season(first))
    if first == last:
        return context.text("forecast.season.single", first=context.formats.season(first))
    return context.text("forecast.season.between", first=context.formats.season(first), last=context.formats.season(last))


def basis_sentence(found: Forecast | NotAvailable, looked_back: Backtest | NotAvailable, context: ChartContext) -> str:
    """Write what the forecast rests on, and how often earlier ones of this project held; nothing where there is no forecast."""
    if not isinstance(found, Projection) or isinstance(looked_back, NotAvailable):
        return ""
    held = looked_back.held
    few = held.denominator < FEW_CHECKS
    kept = context.text("forecast.basis.few" if few else "forecast.basis.held", held=held.numerator, made=held.denominator)
    return sentences(context.text("forecast.basis.rests_on"), kept, context.text("forecast.basis.blind"))


def _in_time(found: Forecast, exact: Coverage, context: ChartContext) -> str:
    """Say the chance of making it within the period, and what that takes."""
    last = context.formats.long_day(exact.period.last_day)
    if exact.period.is_over(exact.as_of):
        return context.text("forecast.period_over", last=last)
    needed = needed_words(exact, context)
    if isinstance(found, Projection):
        return context.text("forecast.chance", last=last, chance=chance_words(found.chance_in_period, context), needed=needed)
    return context.text("forecast.needed_for_target", last=last, needed=needed)


def needed_words(exact: Coverage, context: ChartContext) -> str:
    """Say how many a week it takes; with less than a week to go: how many in so many days."""
    needed = exact.pace.needed
    missing = exact.target - exact.completed
    days = (exact.period.last_day - exact.as_of).days
    if days < WEEK or isinstance(needed, NotAvailable):
        return context.count("forecast.needed_in_days", days, missing=missing)
    key = "forecast.needed_in_period" if exact.as_of < exact.period.start else "forecast.needed_per_week"
    return context.text(key, pace=pace_number(needed, context))


def pace_number(pace: float, context: ChartContext) -> str:
    """Write a number a week: one decimal, two where one would hide it, none for nothing."""
    return context.formats.number(pace, 0 if pace == 0 else 1 if rounded(pace, 1) >= 1 else 2)


def chance_words(chance: float, context: ChartContext) -> str:
    """Write a share of the paths in whole percents; none or all of 10 000 is "almost", not a certainty."""
    if chance in {0.0, 1.0}:
        return context.text("forecast.chance_none" if chance == 0 else "forecast.chance_all")
    if not NEARLY_NONE < chance < 1 - NEARLY_NONE:
        bound = (
            ("money.final.less_than", 2 * NEARLY_NONE) if chance <= NEARLY_NONE else ("money.final.more_than", 1 - 2 * NEARLY_NONE)
        )
        return context.text(bound[0], share=context.formats.percent(bound[1], 0))
    return context.formats.percent(chance, 0)


def range_sentence(found: Projection, exact: Coverage, context: ChartContext) -> str:
    """Say between which days eight out of ten draws end, and how far they are at the end of the period.

    A draw ends in a week, so the first of these days is the Monday of the week of `p10`, or the first day that is still to come.
    """
    write = context.formats.long_day
    if found.seasons is not None:
        first = context.text("forecast.range.rough", least=FEWEST_FOR_A_DAY, unit=unit_name(exact, context))
    elif found.p10 is None:
        first = context.text("forecast.range.never", until=write(found.until))
    elif found.p90 is None:
        first = context.text("forecast.range.open", p10=write(found.p10), until=write(found.until))
    elif found.p10 == found.p90:
        first = context.text("forecast.range.one_week", p10=write(found.p10))
    else:
        begin = max(found.p10 - timedelta(days=WEEK - 1), exact.as_of + timedelta(days=1))
        first = context.text("forecast.range.usual", begin=write(begin), p90=write(found.p90))
    return sentences(first, _at_the_end(found, exact, context))


def _at_the_end(found: Projection, exact: Coverage, context: ChartContext) -> str:
    """Say how far the paths are on the last Sunday of the period; nothing where half of them have the target by then."""
    fan, last = found.fan, exact.period.last_day
    inside = [place for place, day in enumerate(fan.days) if day <= last]
    if not inside or (inside[-1] + 1 == len(fan.days) and last - fan.days[-1] >= timedelta(days=WEEK)):
        return ""
    place = inside[-1]
    if fan.middle[place] >= exact.target:
        return ""
    low, middle, high = (int(rounded(min(line[place], exact.target))) for line in (fan.low, fan.middle, fan.high))
    key = "forecast.at_end.exactly" if low == high else "forecast.at_end.between"
    day = context.formats.long_day(fan.days[place])
    return context.text(key, day=day, middle=middle, low=low, high=high, **_target(exact, context))


def effect_sentence(before: Forecast, after: Forecast, exact: Coverage, *, scenario: Scenario, context: ChartContext) -> str:
    """Say what a scenario does to the date and to the chance."""
    changes = context.formats.joined(changes_in_words(scenario, exact, context))
    told = _moved(before, after, context) if isinstance(after, Projection) else context.text("forecast.effect.nothing")
    parts = [context.text("forecast.effect.suppose", changes=changes, told=told)]
    if isinstance(before, Projection) and isinstance(after, Projection) and not exact.period.is_over(exact.as_of):
        old, new = (chance_words(one.chance_in_period, context) for one in (before, after))
        last = context.formats.long_day(exact.period.last_day)
        key = "forecast.effect.same_chance" if old == new else "forecast.effect.chance"
        parts.append(context.text(key, old=old, new=new, last=last))
    return sentences(*parts)


def _moved(before: Forecast, after: Projection, context: ChartContext) -> str:
    write = context.formats.long_day
    if after.seasons is not None:
        return context.text("forecast.effect.rough", range=season_words(after, context))
    if after.p50 is None:
        return context.text("forecast.effect.never", until=write(after.until))
    if not isinstance(before, Projection):
        return context.text("forecast.effect.from_nothing", new=write(after.p50))
    if before.p50 is None:
        return context.text("forecast.effect.from_never", new=write(after.p50), until=write(before.until))
    key = "forecast.effect.same" if before.p50 == after.p50 else "forecast.effect.moved"
    return context.text(key, new=write(after.p50), old=write(before.p50))


def changes_in_words(scenario: Scenario, exact: Coverage, context: ChartContext) -> list[str]:
    """List each change of a scenario."""
    found = []
    if scenario.more_per_week:
        found.append(context.count("forecast.change.more", scenario.more_per_week, by=exact.target_unit))
    if scenario.more_percent:
        found.append(context.text("forecast.change.pair", percent=scenario.more_percent))
    if scenario.pause_weeks:
        begins = context.formats.long_day(scenario.pause_begins(exact.as_of))
        found.append(context.count("forecast.change.pause", scenario.pause_weeks, begins=begins))
    return found


def last_shown(found: Projection, first: date, natural: date) -> date:
    """Find the day up to which a fan is drawn: as far as its weeks lie within reach, but never so far that the past becomes a stripe."""
    limit = natural + timedelta(days=max(26 * WEEK, (natural - first).days // 2))
    weeks = [day for day in (found.p50, found.p80, found.p90) if day is not None and day <= limit]
    if found.p50 is None or found.p50 > limit:
        return limit
    return max(natural, weeks[-1] + timedelta(days=3 * WEEK))


def pace_sentence(exact: Coverage | NotAvailable, found: Forecast | NotAvailable, context: ChartContext) -> str:
    """Say what pace there was and what is expected; what is needed stands in the page's answer."""
    if isinstance(exact, NotAvailable) or isinstance(exact.pace.whole_run, NotAvailable):
        return ""
    recent, key = exact.pace.last_8_weeks, "forecast.pace.was_whole"
    paces = {"whole": pace_number(exact.pace.whole_run, context)}
    if not isinstance(recent, NotAvailable):
        key = "forecast.pace.was"
        paces["recent"] = pace_number(recent, context)
    expected = pace_number(found.per_week, context) if isinstance(found, Projection) else ""
    return sentences(context.text(key, **paces), context.text("forecast.pace.expected", pace=expected) if expected else "")
