"""What the forecast says, in sentences that are true in every state of a project. The texts stand under ``forecast.``."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from adv.charts.words import sentences
from adv.formats import rounded
from adv.metrics.forecast import FEWEST_WEEKS, NoProgress, Projection, Reached, TooLittleHistory
from adv.metrics.paths import FEWEST_FOR_A_DAY
from adv.metrics.seasons import season_of
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from datetime import date

    from adv.charts.chart_context import Look
    from adv.metrics.backtest import Backtest
    from adv.metrics.coverage import Coverage
    from adv.metrics.forecast import Forecast
    from adv.metrics.paths import Scenario

WEEK = 7  # days
FEW_CHECKS = 3  # earlier forecasts: of fewer it says nothing how often they held


def answer_sentence(found: Forecast | NotAvailable, exact: Coverage | NotAvailable, look: Look) -> str:
    """When the target will be reached, how sure that is, and what pace it takes."""
    if isinstance(found, NotAvailable) or isinstance(exact, NotAvailable):
        return look.why_not(found if isinstance(found, NotAvailable) else exact)  # type: ignore[arg-type]  # one of the two is
    say = look.of("forecast")
    if isinstance(found, Reached):
        return _reached(found, exact, say)
    begins = say.text("not_begun", start=look.formats.long_day(exact.period.start)) if exact.as_of < exact.period.start else ""
    return sentences(begins, _when(found, exact, say), _in_time(found, exact, say))


def _reached(found: Reached, exact: Coverage, say: Look) -> str:
    days = (exact.period.last_day - found.day).days
    key = "reached.before" if days > 0 else "reached.after" if days < 0 else "reached.on_time"
    write = say.formats.long_day
    return say.text(key, **_target(exact, say), day=write(found.day), last=write(exact.period.last_day))


def _target(exact: Coverage, say: Look) -> dict[str, object]:
    return {"target": exact.target, "unit": unit_name(exact, say)}


def unit_name(exact: Coverage, say: Look) -> str:
    """What is counted, in the plural: completed visits, or households reached."""
    return say.text(f"unit.{exact.target_unit.value}")


def _when(found: Forecast, exact: Coverage, say: Look) -> str:
    target, write = _target(exact, say), say.formats.long_day
    if isinstance(found, TooLittleHistory):
        return say.many("too_little", found.weeks, least=FEWEST_WEEKS)
    if isinstance(found, NoProgress):
        if found.since is None:
            return say.text("no_progress.never", **target)
        stopped = chance_words(found.stopped, say)
        return say.text("no_progress.since", since=write(found.since), stopped=stopped)
    return "" if isinstance(found, Reached) else _projected(found, target, say)


def _projected(found: Projection, target: dict[str, object], say: Look) -> str:
    write = say.formats.long_day
    if found.seasons is not None:
        return say.text("when.rough", range=season_words(found, say), **target)
    until = write(found.until)
    if found.p50 is None:
        return say.text("when.never", until=until, **target)
    if found.p80 is None:
        return say.text("when.perhaps_never", p50=write(found.p50), until=until, **target)
    key = "when.certain" if found.p50 == found.p80 else "when.usual"
    return say.text(key, p50=write(found.p50), p80=write(found.p80), **target)


def season_words(found: Projection, say: Look) -> str:
    """Write between which seasons eight out of ten paths reach the target."""
    first, last = found.seasons or (None, None)
    if first is None:
        return say.text("season.never", until=say.formats.season(season_of(found.until)))
    if last is None:
        return say.text("season.open", first=say.formats.season(first))
    if first == last:
        return say.text("season.single", first=say.formats.season(first))
    return say.text("season.between", first=say.formats.season(first), last=say.formats.season(last))


def basis_sentence(found: Forecast | NotAvailable, looked_back: Backtest | NotAvailable, look: Look) -> str:
    """Write what the forecast rests on, and how often earlier ones of this project held; nothing where there is no forecast."""
    if not isinstance(found, Projection) or isinstance(looked_back, NotAvailable):
        return ""
    say, held = look.of("forecast"), looked_back.held
    few = held.denominator < FEW_CHECKS
    kept = say.text("basis.few") if few else say.text("basis.held", held=held.numerator, made=held.denominator)
    return sentences(say.text("basis.rests_on"), kept, say.text("basis.blind"))


def _in_time(found: Forecast, exact: Coverage, say: Look) -> str:
    """The chance of making it within the period, and what that takes."""
    last = say.formats.long_day(exact.period.last_day)
    if exact.period.is_over(exact.as_of):
        return say.text("period_over", last=last)
    needed = needed_words(exact, say)
    if isinstance(found, Projection):
        return say.text("chance", last=last, chance=chance_words(found.chance_in_period, say), needed=needed)
    return say.text("needed_for_target", last=last, needed=needed)


def needed_words(exact: Coverage, say: Look) -> str:
    """How many a week it takes; with less than a week to go: how many in so many days."""
    needed, missing = exact.pace.needed, exact.target - exact.completed
    days = (exact.period.last_day - exact.as_of).days
    if days < WEEK or isinstance(needed, NotAvailable):
        return say.count("needed_in_days", days, missing=missing)
    key = "needed_in_period" if exact.as_of < exact.period.start else "needed_per_week"
    return say.text(key, pace=pace_number(needed, say))


def pace_number(pace: float, say: Look) -> str:
    """A number a week: one decimal, two where one would hide it, none for nothing."""
    return say.formats.number(pace, 0 if pace == 0 else 1 if rounded(pace, 1) >= 1 else 2)


def chance_words(chance: float, say: Look) -> str:
    """A share of the paths in whole percents; none or all of 10 000 is "almost", not a certainty."""
    if chance in {0.0, 1.0}:
        return say.text("chance_none" if chance == 0 else "chance_all")
    return say.formats.percent(chance, 0)


def range_sentence(found: Projection, exact: Coverage, look: Look) -> str:
    """Between which days eight out of ten draws end, and how far they are at the end of the period.

    A draw ends in a week, so the first of these days is the Monday of the week of `p10`, or the first day that is still to come.
    """
    say, write = look.of("forecast"), look.formats.long_day
    if found.seasons is not None:
        first = say.text("range.rough", least=FEWEST_FOR_A_DAY, unit=unit_name(exact, say))
    elif found.p10 is None:
        first = say.text("range.never", until=write(found.until))
    elif found.p90 is None:
        first = say.text("range.open", p10=write(found.p10), until=write(found.until))
    elif found.p10 == found.p90:
        first = say.text("range.one_week", p10=write(found.p10))
    else:
        begin = max(found.p10 - timedelta(days=WEEK - 1), exact.as_of + timedelta(days=1))
        first = say.text("range.usual", begin=write(begin), p90=write(found.p90))
    return sentences(first, _at_the_end(found, exact, say))


def _at_the_end(found: Projection, exact: Coverage, say: Look) -> str:
    """How far the paths are on the last Sunday of the period; nothing where half of them have the target by then."""
    fan, last = found.fan, exact.period.last_day
    inside = [place for place, day in enumerate(fan.days) if day <= last]
    if not inside or (inside[-1] + 1 == len(fan.days) and last - fan.days[-1] >= timedelta(days=WEEK)):
        return ""
    place = inside[-1]
    if fan.middle[place] >= exact.target:
        return ""
    low, middle, high = (_whole(min(line[place], exact.target)) for line in (fan.low, fan.middle, fan.high))
    key = "at_end.exactly" if low == high else "at_end.between"
    day = say.formats.long_day(fan.days[place])
    return say.text(key, day=day, middle=middle, low=low, high=high, **_target(exact, say))


def _whole(number: float) -> int:
    return int(rounded(number))


def effect_sentence(before: Forecast, after: Forecast, exact: Coverage, scenario: Scenario, look: Look) -> str:
    """What a scenario does to the date and to the chance."""
    say = look.of("forecast")
    changes = say.formats.joined(changes_in_words(scenario, exact, say))
    if not isinstance(after, Projection):
        return say.text("effect.nothing", changes=changes)
    parts = [_moved(before, after, changes, say)]
    if isinstance(before, Projection) and not exact.period.is_over(exact.as_of):
        old, new = (chance_words(one.chance_in_period, say) for one in (before, after))
        last = say.formats.long_day(exact.period.last_day)
        parts.append(say.text("effect.same_chance" if old == new else "effect.chance", old=old, new=new, last=last))
    return sentences(*parts)


def _moved(before: Forecast, after: Projection, changes: str, say: Look) -> str:
    write = say.formats.long_day
    if after.seasons is not None:
        return say.text("effect.rough", changes=changes, range=season_words(after, say))
    if after.p50 is None:
        return say.text("effect.never", changes=changes, until=write(after.until))
    if not isinstance(before, Projection):
        return say.text("effect.from_nothing", changes=changes, new=write(after.p50))
    if before.p50 is None:
        return say.text("effect.from_never", changes=changes, new=write(after.p50), until=write(before.until))
    key = "effect.same" if before.p50 == after.p50 else "effect.moved"
    return say.text(key, changes=changes, new=write(after.p50), old=write(before.p50))


def changes_in_words(scenario: Scenario, exact: Coverage, say: Look) -> list[str]:
    """Each change of a scenario."""
    found = []
    if scenario.more_per_week:
        found.append(say.count(f"change.more.{exact.target_unit.value}", scenario.more_per_week))
    if scenario.more_percent:
        found.append(say.text("change.pair", percent=scenario.more_percent))
    if scenario.pause_weeks:
        begins = say.formats.long_day(scenario.pause_begins(exact.as_of))
        found.append(say.count("change.pause", scenario.pause_weeks, begins=begins))
    return found


def last_shown(found: Projection, first: date, natural: date) -> date:
    """Up to which day a fan is drawn: as far as its weeks lie within reach, but never so far that the past becomes a stripe."""
    limit = natural + timedelta(days=max(26 * WEEK, (natural - first).days // 2))
    weeks = [day for day in (found.p50, found.p80, found.p95) if day is not None and day <= limit]
    if found.p50 is None or found.p50 > limit:
        return limit
    return max(natural, weeks[-1] + timedelta(days=3 * WEEK))
