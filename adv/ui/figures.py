"""The figures that are read rather than seen: rates with their denominators, and money against work. As tables with the parts of a chart.

Each figure is said in words, with what it was taken from; one that the data cannot give says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import pandas as pd

from adv.charts.budget import is_all_money
from adv.charts.chart import Bar, Chart
from adv.metrics.behind import CLOSED, COMPLETED, EXPENSES, REQUESTS, STEPS, TAKEN_UP, VISITS, Behind
from adv.metrics.budget import budget
from adv.metrics.coverage import coverage
from adv.metrics.earned_value import earned_value
from adv.metrics.households import contact_rates, funnel
from adv.metrics.requests import requests_raised
from adv.metrics.themes import themes_together
from adv.metrics.time_to_close import time_to_close
from adv.metrics.values import NotAvailable, Rate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from adv.metrics.coverage import Coverage
    from adv.metrics.earned_value import EarnedValue
    from adv.metrics.households import ContactRates
    from adv.ui.view import View


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: what (a key under ``figures.``), how much, and of what."""

    key: str
    value: str
    detail: str = ""


def coverage_figures(view: View) -> Chart:
    """Households, rates and pace."""
    exact, rates = view.measured(coverage), view.measured(contact_rates)
    lines = []
    if isinstance(exact, NotAvailable):
        lines.append(_missing(view, "households_reached", exact))
    else:
        lines.append(_counted(view, "households_reached", exact.households_reached))
    if isinstance(rates, NotAvailable):
        lines.append(_missing(view, "response", rates))
    else:
        lines += [
            _rate(view, "contact", rates.contact),
            _rate(view, "response", rates.response),
            _rate(view, "refusal", rates.refusal),
        ]
        lines.append(_decimal(view, "attempts_per_conversation", rates.attempts_per_conversation))
    definitions = ["households_reached", "contact_rates", "attempts_per_conversation"]
    if view.selection.is_everything and not isinstance(exact, NotAvailable):
        lines += _pace(view, exact)
        definitions.append("pace")
    bars = _households(view, exact, rates)
    return _table(view, "coverage_figures", lines, (*definitions, "interval"), rows=VISITS, bars=bars)


def _households(view: View, exact: Coverage | NotAvailable, rates: ContactRates | NotAvailable) -> tuple[Bar, ...]:
    """The visits behind the households of each line."""
    bars = []
    if not isinstance(exact, NotAvailable) and not isinstance(exact.households_reached, NotAvailable):
        bars.append(_bar(view, "households_reached", exact.households_reached, COMPLETED.as_households))
    if not isinstance(rates, NotAvailable):
        ended = {"contact": "contact", "response": "conversation", "refusal": "refused"}
        counted = {"contact": rates.contact, "response": rates.response, "refusal": rates.refusal}
        bars += [_bar(view, key, counted[key].numerator, VISITS.also(ended=how).as_households) for key, how in ended.items()]
    return tuple(bars)


def _pace(view: View, exact: Coverage) -> list[Figure]:
    names = ("needed", "last_8_weeks", "whole_run")
    return [_decimal(view, f"pace_{name}", getattr(exact.pace, name), _text(view, "per_week")) for name in names]


def household_funnel(view: View) -> Chart:
    """From the register to a closed request, step by step."""
    exact, texts, written = view.measured(funnel), view.texts, view.look.formats
    title, definitions = _text(view, "funnel"), ("funnel",)
    if isinstance(exact, NotAvailable):
        return Chart("funnel", title, view.look.why_not(exact), None, pd.DataFrame(), "", definitions)
    rows = [
        {
            _text(view, "step"): texts(f"metrics.funnel.{step.name}"),
            _text(view, "households"): step.households,
            _text(view, "of_previous"): "–" if step.of_previous is None else _share(view, step.of_previous),
        }
        for step in exact.steps
    ]
    first, last = exact.steps[0], exact.steps[-1]
    sentence = _text(
        view,
        "funnel_sentence",
        first=texts(f"metrics.funnel.{first.name}"),
        count=written.number(first.households),
        last=texts(f"metrics.funnel.{last.name}").lower(),
        left=written.number(last.households),
    )
    if exact.outside_register:
        sentence += " " + _text(view, "outside_register", count=written.number(exact.outside_register))
    bars = tuple(Bar(texts(f"metrics.funnel.{step.name}"), step.households, STEPS[step.name]) for step in exact.steps)
    return Chart("funnel", title, sentence, None, pd.DataFrame(rows), "", definitions, bars=bars)


def budget_figures(view: View) -> Chart:
    """What was spent, what is left, and what a visit costs."""
    exact, euro = view.measured(budget), view.look.formats.euro
    definitions = ("spent", "cost_per_visit")
    if isinstance(exact, NotAvailable):
        return Chart(
            "budget_figures", _text(view, "budget_figures"), view.look.why_not(exact), None, pd.DataFrame(), "", definitions
        )
    lines = [Figure("spent", euro(exact.spent_cents))]
    if is_all_money(view.selection):
        of_budget = _text(view, "of_budget", share=view.look.formats.percent(exact.use), budget=euro(exact.budget_cents))
        lines = [Figure("spent", euro(exact.spent_cents), of_budget), Figure("remaining", euro(exact.remaining_cents))]
        planned = _text(view, "planned_per_visit", amount=euro(round(exact.planned_cost_per_visit)))
        if view.selection.is_everything:
            lines.append(_euro(view, "cost_per_visit", exact.cost_per_visit, planned))
        if not isinstance(exact.budget_lines_cents, NotAvailable):
            lines.append(Figure("budget_lines", euro(exact.budget_lines_cents)))
    return _table(view, "budget_figures", lines, definitions, rows=EXPENSES)


def earned_value_figures(view: View) -> Chart:
    """Money against work: earned value and earned schedule. Of the whole project only."""
    definitions = ("earned_value", "performance", "estimate", "earned_schedule")
    title = _text(view, "earned_value_figures")
    if not view.selection.is_everything:
        return Chart("earned_value_figures", title, _text(view, "whole_project_only"), None, pd.DataFrame(), "", definitions)
    exact = view.measured(earned_value)
    if isinstance(exact, NotAvailable):
        return Chart("earned_value_figures", title, view.look.why_not(exact), None, pd.DataFrame(), "", definitions)
    lines = [_euro(view, key, value) for key, value in _money(exact)]
    lines += [_decimal(view, key, value) for key, value in (("spi", exact.spi), ("cpi", exact.cpi), ("tcpi", exact.tcpi))]
    lines += _schedule(view, exact)
    return _table(view, "earned_value_figures", lines, definitions, sentence=_text(view, "earned_value_assumes"))


def _money(exact: EarnedValue) -> Sequence[tuple[str, float | NotAvailable]]:
    return (
        ("pv", exact.pv),
        ("ev", exact.ev),
        ("ac", exact.ac),
        ("sv", exact.sv),
        ("cv", exact.cv),
        ("eac", exact.eac),
        ("eac_atypical", exact.eac_atypical),
        ("eac_combined", exact.eac_combined),
        ("etc", exact.etc),
        ("vac", exact.vac),
    )


def _schedule(view: View, exact: EarnedValue) -> list[Figure]:
    schedule, project = exact.schedule, view.project
    days = schedule.sv_t
    lines = [
        _missing(view, "sv_t", days)
        if isinstance(days, NotAvailable)
        else Figure("sv_t", _text(view, "days", count=view.look.formats.signed(days)))
    ]
    lines.append(_decimal(view, "spi_t", schedule.spi_t))
    duration = schedule.ieac_t
    if isinstance(duration, NotAvailable):
        return [*lines, _missing(view, "ieac_t", duration)]
    ends = project.period.start + timedelta(days=min(round(duration), 36500))
    return [
        *lines,
        Figure(
            "ieac_t",
            _text(view, "days", count=view.look.formats.number(duration)),
            _text(view, "ends", day=view.look.formats.long_day(ends)),
        ),
    ]


def request_figures(view: View) -> Chart:
    """Requests per conversation, taken up, resolved, and the days until half are closed."""
    exact, definitions = view.measured(requests_raised), ("requests", "taken_up", "resolved", "time_to_close", "interval")
    if isinstance(exact, NotAvailable):
        return Chart(
            "request_figures", _text(view, "request_figures"), view.look.why_not(exact), None, pd.DataFrame(), "", definitions
        )
    closing = view.measured(time_to_close)
    median = closing if isinstance(closing, NotAvailable) else closing.median
    lines = [
        _decimal(view, "per_conversation", exact.per_conversation),
        _rate(view, "taken_up", exact.taken_up),
        _rate(view, "resolved", exact.resolved),
    ]
    lines.append(
        _missing(view, "median", median)
        if isinstance(median, NotAvailable)
        else Figure("median", _text(view, "days", count=view.look.formats.number(median)))
    )
    bars = (
        _bar(view, "taken_up", exact.taken_up.numerator, TAKEN_UP),
        _bar(view, "resolved", exact.resolved.numerator, CLOSED),
    )
    return _table(view, "request_figures", lines, definitions, rows=REQUESTS, bars=bars)


def themes_in_one_conversation(view: View) -> Chart:
    """Which themes come up together."""
    exact, title, definitions = view.measured(themes_together), _text(view, "themes_together"), ("themes_together",)
    if isinstance(exact, NotAvailable):
        return Chart("themes_together", title, view.look.why_not(exact), None, pd.DataFrame(), "", definitions)
    rows = [
        {_text(view, "theme"): name, **dict(zip(exact.columns, counts, strict=True))}
        for name, counts in zip(exact.rows, exact.counts, strict=True)
    ]
    bars = tuple(
        Bar(one if one == other else f"{one} · {other}", count, COMPLETED.also(themes=one).also(themes=other))
        for place, (one, counts) in enumerate(zip(exact.rows, exact.counts, strict=True))
        for other, count in list(zip(exact.columns, counts, strict=True))[place:]
    )
    sentence = _text(view, "themes_together_sentence")
    return Chart("themes_together", title, sentence, None, pd.DataFrame(rows), "", definitions, rows=COMPLETED, bars=bars)


def _table(
    view: View,
    key: str,
    lines: Sequence[Figure],
    definitions: tuple[str, ...],
    *,
    sentence: str = "",
    rows: Behind | None = None,
    bars: tuple[Bar, ...] = (),
) -> Chart:
    told = [
        {_text(view, "what"): _text(view, f"line.{line.key}"), _text(view, "value"): line.value, _text(view, "detail"): line.detail}
        for line in lines
    ]
    table = pd.DataFrame(told)
    if not any(line.detail for line in lines):
        table = table.drop(columns=_text(view, "detail"))
    return Chart(key, _text(view, key), sentence, None, table, "", definitions, rows=rows, bars=bars)


def _text(view: View, key: str, **params: object) -> str:
    return view.texts(f"figures.{key}", **params)


def _bar(view: View, key: str, number: int, rows: Behind) -> Bar:
    return Bar(_text(view, f"line.{key}"), number, rows)


def _missing(view: View, key: str, reason: NotAvailable) -> Figure:
    return Figure(key, "–", view.look.why_not(reason))


def _known(view: View, key: str, value: float | NotAvailable, write: Callable[[float], str], detail: str) -> Figure:
    return _missing(view, key, value) if isinstance(value, NotAvailable) else Figure(key, write(value), detail)


def _counted(view: View, key: str, value: float | NotAvailable) -> Figure:
    return _known(view, key, value, view.look.formats.number, "")


def _decimal(view: View, key: str, value: float | NotAvailable, detail: str = "") -> Figure:
    return _known(view, key, value, lambda number: view.look.formats.number(number, 2), detail)


def _euro(view: View, key: str, value: float | NotAvailable, detail: str = "") -> Figure:
    return _known(view, key, value, lambda cents: view.look.formats.euro(round(cents)), detail)


def _rate(view: View, key: str, rate: Rate) -> Figure:
    share, interval, written = rate.share, rate.interval(), view.look.formats
    if isinstance(share, NotAvailable) or isinstance(interval, NotAvailable):
        return _missing(view, key, NotAvailable("empty_denominator"))
    low, high = (written.percent(limit) for limit in interval)
    detail = _text(view, "rate", part=_part(view, rate), low=low, high=high)
    return Figure(key, written.percent(share), detail)


def _share(view: View, rate: Rate) -> str:
    share = rate.share
    return "–" if isinstance(share, NotAvailable) else f"{view.look.formats.percent(share)} ({_part(view, rate)})"


def _part(view: View, rate: Rate) -> str:
    number = view.look.formats.number
    of = view.texts(f"metrics.denominator.{rate.denominator_name}")
    return _text(view, "part", part=number(rate.numerator), whole=number(rate.denominator), of=of)
