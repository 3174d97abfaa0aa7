"""Scenario of what one would change in the coming weeks, bound to the address like the choice, so that a link shows the same."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st
from msgspec.structs import replace

from adv.metrics.paths import Scenario
from adv.ui.filters import DAY_FORMAT

if TYPE_CHECKING:
    from adv.ui.view import View

# The names in the address, Dutch for who reads a link; they are the keys of the widgets too.
MORE, PAIR, PAUSE, PAUSE_FROM = "erbij", "tweetal", "pauze", "pauze_vanaf"
OPEN = "adv_what_if"
MOST_MORE, MOST_PERCENT, MOST_WEEKS = 50, 300, 104
STEP_PERCENT = 10
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 1, 1)  # the same for every project: a day of another one does no harm


def what_if(view: View) -> View:
    """Draw the inputs, and give the view with what was put in."""
    texts = view.texts
    if OPEN not in st.session_state:
        st.session_state[OPEN] = any(name in st.query_params for name in (MORE, PAIR, PAUSE))
    with st.expander(texts("forecast.what_if.title"), key=OPEN, on_change="rerun", icon=":material/tune:"):
        unit = view.project.target_unit.value
        more, pair, pause, pause_from = st.columns(4, vertical_alignment="bottom")
        with more:
            more_per_week = _number(texts(f"forecast.what_if.more.{unit}"), MORE, MOST_MORE, 1)
        with pair:
            more_percent = _number(
                texts("forecast.what_if.pair"), PAIR, MOST_PERCENT, STEP_PERCENT, texts("forecast.what_if.pair_help")
            )
        with pause:
            weeks = _number(texts("forecast.what_if.pause"), PAUSE, MOST_WEEKS, 1)
        with pause_from:
            begins = _day(view)
        scenario = Scenario(more_per_week, more_percent, weeks, begins if weeks else None)
        if not scenario.is_nothing:
            st.button(texts("forecast.what_if.clear"), key="adv_what_if_clear", on_click=_clear, icon=":material/undo:")
    return replace(view, scenario=scenario)


def _number(label: str, key: str, most: int, step: int, explained: str | None = None) -> int:
    return int(
        st.number_input(label, min_value=0, max_value=most, value=0, step=step, key=key, bind="query-params", help=explained) or 0
    )


def _day(view: View) -> date | None:
    chosen = st.date_input(
        view.texts("forecast.what_if.pause_from"),
        value=None,
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        key=PAUSE_FROM,
        bind="query-params",
        format=DAY_FORMAT,
        help=view.texts("forecast.what_if.pause_from_help"),
    )
    return chosen if isinstance(chosen, date) else None


def _clear() -> None:
    for key in (MORE, PAIR, PAUSE):
        st.session_state[key] = 0
    st.session_state[PAUSE_FROM] = None
