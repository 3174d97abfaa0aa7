"""Behind the figures that are read rather than seen are the rows that they count."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from adv.charts.budget.earned_value import final_sentence
from adv.charts.budget.final_cost import final_cost as draw_final_cost
from adv.charts.chart_context import ChartContext
from adv.metrics.earned_value import value_curve
from adv.metrics.final_cost import final_cost
from adv.metrics.source_rows import number_behind, rows_behind
from adv.metrics.values import NotAvailable
from adv.texts import texts
from adv.ui.figures import money, requests
from tests.charts.states import STATES, State

if TYPE_CHECKING:
    from datetime import date

    from adv.metrics.selection import Selection
    from adv.model import Project
    from adv.texts import Texts
    from adv.ui.view import View


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


def test_the_rows_behind_a_figure_make_its_number_in_every_state() -> None:
    wrong = []
    for name in STATES:
        for bar in requests.themes_in_one_conversation(cast("View", Seen(state(name)))).bars:
            rows = state(name).measured(rows_behind, bar.rows)
            number = None if isinstance(rows, NotAvailable) else number_behind(rows, bar.rows)
            if number != bar.number:
                wrong.append((name, bar.name, bar.number, number))
    assert not wrong


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
