"""Behind the figures that are read rather than seen are the rows that they count."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

import pytest
from msgspec.structs import replace

from adv.charts.budget.earned_value import final_sentence
from adv.charts.budget.final_cost import final_cost as draw_final_cost
from adv.charts.chart_context import ChartContext
from adv.metrics.earned_value import value_curve
from adv.metrics.final_cost import final_cost
from adv.metrics.source_rows import number_behind, rows_behind
from adv.metrics.values import NotAvailable
from adv.model import TargetUnit
from adv.texts import texts
from adv.ui.figures import coverage, money, requests
from tests.charts.states import STATES, State

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from adv.charts.chart import Chart
    from adv.metrics.selection import Selection
    from adv.model import Project
    from adv.texts import Texts
    from adv.ui.view import View

TABLES = (
    coverage.coverage_figures,
    money.budget_figures,
    requests.request_figures,
    requests.themes_in_one_conversation,
)


@cache
def state(name: str) -> State:
    return STATES[name]()


class Seen:
    """A page's view of a state, without a server."""

    def __init__(self, state: State) -> None:
        self.state, self.context = state, ChartContext(texts("nl"))
        self.texts: Texts = self.context.texts
        self.project: Project = state.project
        self.selection: Selection = state.selection
        self.as_of: date = state.as_of
        self.measured = state.measured


@pytest.mark.parametrize("make", TABLES, ids=[make.__name__ for make in TABLES])
def test_the_rows_behind_a_figure_make_its_number_in_every_state(make: Callable[[View], Chart]) -> None:
    wrong = []
    for name in STATES:
        for bar in make(cast("View", Seen(state(name)))).bars:
            rows = state(name).measured(rows_behind, bar.rows)
            number = None if isinstance(rows, NotAvailable) else number_behind(rows, bar.rows)
            if number != bar.number:
                wrong.append((name, bar.name, bar.number, number))
    assert not wrong


def test_the_cost_is_of_what_the_target_counts_and_says_so() -> None:
    seen = Seen(state("target passed"))
    assert "Kosten per gesprek" in set(money.budget_figures(cast("View", seen)).table["Cijfer"])
    seen.project = replace(seen.project, target_unit=TargetUnit.HOUSEHOLDS)
    told = set(money.budget_figures(cast("View", seen)).table["Cijfer"])
    assert "Kosten per bereikt huishouden" in told
    assert "Kosten per gesprek" not in told


def test_no_figure_tells_an_end_where_the_sentence_says_that_there_is_no_saying() -> None:
    met = 0
    for name in STATES:
        view = cast("View", Seen(state(name)))
        curve, found = state(name).measured(value_curve), state(name).measured(final_cost)
        if isinstance(curve, NotAvailable) or not state(name).selection.is_everything:
            continue
        said = final_sentence(curve, found, view.context)
        if "te vroeg" not in said and "Een eindbedrag is dan niet te zeggen" not in said:
            continue
        met += 1
        ends = ("EAC:", "ETC:", "VAC:", "TCPI:", "IEAC(t):")
        told = [text for label, text in money.earned_value(view).in_download if label.startswith(ends)]
        assert len(told) == 7, name
        assert all(text.startswith("– ") for text in told), name  # a dash, and the reason
        assert "Rest" not in draw_final_cost(curve, view.context, found).table.to_string(), name
    assert met
