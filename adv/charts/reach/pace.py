"""The pace that is needed beside the pace there was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.charts.chart import Chart
from adv.charts.forecast.outlook import chance_words, needed_words, pace_number
from adv.charts.kinds.bars import Series, horizontal, rows
from adv.charts.reach.coverage import BEHIND
from adv.charts.tables import table
from adv.charts.words import not_available, sentences
from adv.metrics.forecast import Projection
from adv.metrics.values import NotAvailable

if TYPE_CHECKING:
    from adv.charts.chart_context import Look
    from adv.metrics.coverage import Coverage
    from adv.metrics.forecast import Forecast


def pace_chart(exact: Coverage | NotAvailable, found: Forecast | NotAvailable, look: Look) -> Chart:
    """Draw completed per week: needed from now on, lately, over the whole run, and what the forecast expects."""
    say, definitions = look.of("forecast"), ("pace", "forecast")
    title = say.text("pace.title")
    if isinstance(exact, NotAvailable):
        return not_available(look, "pace", exact, definitions=definitions, title=title)
    sentence = pace_sentence(exact, found, look)
    known = _paces(exact, found)
    names = tuple(say.text(f"pace.{name}") for name in known)
    values = tuple(known.values())
    ends = [say.text("pace.per_week", pace=pace_number(value, say)) for value in values]
    hovers = tuple(f"{name}: {end}" for name, end in zip(names, ends, strict=True))
    colors = tuple(look.style.muted if name == "needed" else look.style.blue for name in known)
    figure = horizontal(look, rows(names), [Series(title, values, hovers, colors)], ends) if any(values) else None
    told = table(say, {"pace": names, "per_week": values})
    alt = look.text("bars_alt", title=title, sentence=sentence)
    return Chart("pace", title, sentence, figure, told, alt, definitions, rows=BEHIND[exact.target_unit])


def _paces(exact: Coverage, found: Forecast | NotAvailable) -> dict[str, float]:
    """Those that there are, by their names in the texts."""
    pace = exact.pace
    needed = NotAvailable("reached") if exact.completed >= exact.target else pace.needed
    expected = found.per_week if isinstance(found, Projection) else NotAvailable("too_little_history")
    every = {"needed": needed, "last_8_weeks": pace.last_8_weeks, "whole_run": pace.whole_run, "forecast": expected}
    return {name: value for name, value in every.items() if not isinstance(value, NotAvailable)}


def pace_sentence(exact: Coverage, found: Forecast | NotAvailable, look: Look) -> str:
    """What is needed, what there was, and the chance that it will do."""
    say, last = look.of("forecast"), look.formats.long_day(exact.period.last_day)
    if exact.completed >= exact.target:
        first = say.text("pace.enough", target=exact.target)
    elif exact.period.is_over(exact.as_of):
        first = say.text("period_over", last=last)
    else:
        first = say.text("needed_for_target", last=last, needed=needed_words(exact, say))
    chance = ""
    if isinstance(found, Projection) and not exact.period.is_over(exact.as_of):
        chance = say.text("pace.chance", chance=chance_words(found.chance_in_period, say))
    return sentences(first, _was(exact, found, say), chance)


def _was(exact: Coverage, found: Forecast | NotAvailable, say: Look) -> str:
    recent, whole = exact.pace.last_8_weeks, exact.pace.whole_run
    if isinstance(whole, NotAvailable):
        return ""
    paces = {"whole": pace_number(whole, say)}
    key = "was_whole"
    if not isinstance(recent, NotAvailable):
        key, paces["recent"] = "was", pace_number(recent, say)
    expected = say.text("pace.expected", pace=pace_number(found.per_week, say)) if isinstance(found, Projection) else ""
    return sentences(say.text(f"pace.{key}", **paces), expected)
