"""Of visits and households: rates with their denominators, pace, and the funnel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from adv.charts.chart import Bar, Chart
from adv.metrics.behind import COMPLETED, STEPS, VISITS
from adv.metrics.coverage import coverage
from adv.metrics.households import contact_rates, funnel
from adv.metrics.values import NotAvailable
from adv.ui.figures.lines import Figure, bar, counted_line, decimal_line, figures_table, missing_line, rate_line, share_of, text

if TYPE_CHECKING:
    from adv.metrics.coverage import Coverage
    from adv.metrics.households import ContactRates
    from adv.ui.view import View


def coverage_figures(view: View) -> Chart:
    """Households, rates and pace."""
    exact, rates = view.measured(coverage), view.measured(contact_rates)
    lines = []
    if isinstance(exact, NotAvailable):
        lines.append(missing_line(view, "households_reached", exact))
    else:
        lines.append(counted_line(view, "households_reached", exact.households_reached))
    if isinstance(rates, NotAvailable):
        lines.append(missing_line(view, "response", rates))
    else:
        lines += [
            rate_line(view, "contact", rates.contact),
            rate_line(view, "response", rates.response),
            rate_line(view, "refusal", rates.refusal),
        ]
        lines.append(decimal_line(view, "attempts_per_conversation", rates.attempts_per_conversation))
    definitions = ["households_reached", "contact_rates", "attempts_per_conversation"]
    if view.selection.is_everything and not isinstance(exact, NotAvailable):
        lines += _pace(view, exact)
        definitions.append("pace")
    bars = _households(view, exact, rates)
    return figures_table(view, "coverage_figures", lines, (*definitions, "interval"), rows=VISITS, bars=bars)


def _households(view: View, exact: Coverage | NotAvailable, rates: ContactRates | NotAvailable) -> tuple[Bar, ...]:
    """The visits behind the households of each line."""
    bars = []
    if not isinstance(exact, NotAvailable) and not isinstance(exact.households_reached, NotAvailable):
        bars.append(bar(view, "households_reached", exact.households_reached, COMPLETED.as_households))
    if not isinstance(rates, NotAvailable):
        ended = {"contact": "contact", "response": "conversation", "refusal": "refused"}
        counted = {"contact": rates.contact, "response": rates.response, "refusal": rates.refusal}
        bars += [bar(view, key, counted[key].numerator, VISITS.also(ended=how).as_households) for key, how in ended.items()]
    return tuple(bars)


def _pace(view: View, exact: Coverage) -> list[Figure]:
    names = ("needed", "last_8_weeks", "whole_run")
    return [decimal_line(view, f"pace_{name}", getattr(exact.pace, name), text(view, "per_week")) for name in names]


def household_funnel(view: View) -> Chart:
    """From the register to a closed request, step by step."""
    exact, texts, written = view.measured(funnel), view.texts, view.look.formats
    title, definitions = text(view, "funnel"), ("funnel",)
    if isinstance(exact, NotAvailable):
        return Chart("funnel", title, view.look.why_not(exact), None, pd.DataFrame(), "", definitions)
    rows = [
        {
            text(view, "step"): texts(f"metrics.funnel.{step.name}"),
            text(view, "households"): step.households,
            text(view, "of_previous"): "–" if step.of_previous is None else share_of(view, step.of_previous),
        }
        for step in exact.steps
    ]
    first, last = exact.steps[0], exact.steps[-1]
    sentence = text(
        view,
        "funnel_sentence",
        first=texts(f"metrics.funnel.{first.name}"),
        count=written.number(first.households),
        last=texts(f"metrics.funnel.{last.name}").lower(),
        left=written.number(last.households),
    )
    if exact.outside_register:
        sentence += " " + text(view, "outside_register", count=written.number(exact.outside_register))
    bars = tuple(Bar(texts(f"metrics.funnel.{step.name}"), step.households, STEPS[step.name]) for step in exact.steps)
    return Chart("funnel", title, sentence, None, pd.DataFrame(rows), "", definitions, bars=bars)
