"""Behind the figures that are read rather than seen are the rows that they count."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from msgspec.structs import replace

from adv.charts.budget.earned_value_sentences import final_sentence
from adv.charts.budget.final_cost import final_cost as draw_final_cost
from adv.charts.chart_context import Look
from adv.metrics.final_cost import final_cost
from adv.metrics.source_rows import number_behind, rows_behind
from adv.metrics.value_curve import value_curve
from adv.metrics.values import NotAvailable
from adv.model import TargetUnit
from adv.texts import texts
from adv.ui import figures
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
    figures.coverage_figures,
    figures.budget_figures,
    figures.request_figures,
    figures.themes_in_one_conversation,
)


class Seen:
    """A page's view of a state, without a server."""

    def __init__(self, state: State) -> None:
        self.state, self.look = state, Look(texts("nl"))
        self.texts: Texts = self.look.texts
        self.project: Project = state.project
        self.selection: Selection = state.selection
        self.as_of: date = state.as_of
        self.measured = state.measured


@pytest.mark.parametrize("make", TABLES, ids=[make.__name__ for make in TABLES])
@pytest.mark.parametrize("name", STATES)
def test_the_rows_behind_a_figure_make_its_number(name: str, make: Callable[[View], Chart]) -> None:
    state = STATES[name]()
    wrong = []
    for bar in make(cast("View", Seen(state))).bars:
        rows = state.measured(rows_behind, bar.rows)
        assert not isinstance(rows, NotAvailable)
        if number_behind(rows, bar.rows) != bar.number:
            wrong.append((bar.name, bar.number, number_behind(rows, bar.rows)))
    assert not wrong


def test_the_cost_is_of_what_the_target_counts_and_says_so() -> None:
    seen = Seen(STATES["target passed"]())
    assert "Kosten per afgerond bezoek" in set(figures.budget_figures(cast("View", seen)).table["Cijfer"])
    seen.project = replace(seen.project, target_unit=TargetUnit.HOUSEHOLDS)
    told = set(figures.budget_figures(cast("View", seen)).table["Cijfer"])
    assert "Kosten per bereikt huishouden" in told
    assert "Kosten per afgerond bezoek" not in told


@pytest.mark.parametrize("name", STATES)
def test_no_figure_tells_an_end_where_the_sentence_says_that_there_is_no_saying(name: str) -> None:
    state = STATES[name]()
    view = cast("View", Seen(state))
    curve, found = state.measured(value_curve), state.measured(final_cost)
    if isinstance(curve, NotAvailable) or not state.selection.is_everything:
        return
    said = final_sentence(curve, found, view.look)
    if "te vroeg" not in said and "een eindbedrag is niet te zeggen" not in said:
        return
    table = figures.earned_value_figures(view).table
    told = table[table.iloc[:, 2].isin(["EAC", "ETC", "VAC", "TCPI", "IEAC(t)"])]
    assert len(told) == 7
    assert set(told.iloc[:, 1]) == {"–"}
    assert told.iloc[:, 3].str.len().min() > 0
    assert not draw_final_cost(curve, found, view.look).table.iloc[:, 0].str.contains("Rest").any()
