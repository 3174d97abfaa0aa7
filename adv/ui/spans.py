"""Per week, month, quarter or year: how finely a chart over time counts, in the address like the choice, so that a link shows the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from msgspec.structs import replace

from adv.metrics.spans import Span
from adv.ui import behind

if TYPE_CHECKING:
    from adv.ui.view import View

PER = "per"  # the name in the address, and the widget's key
WRITTEN = "adv_per_written"
CODES = {
    "week": Span.WEEK,
    "maand": Span.MONTH,
    "kwartaal": Span.QUARTER,
    "jaar": Span.YEAR,
}  # in the address, for who reads a link
USUAL = "kwartaal"


def per_span(view: View, chart: str) -> View:
    """Draw the choice for the chart with this key, and give the view that counts so."""
    _from_address()
    chosen = st.segmented_control(
        view.texts("ui.per.label"),
        tuple(CODES),
        required=True,
        key=PER,
        format_func=lambda code: view.texts(f"ui.per.{CODES[code].value}"),
        on_change=behind.show_everything,  # the bar whose rows are shown is another one now
        args=(chart,),
    )
    _to_address(chosen or USUAL)
    return replace(view, span=CODES[chosen or USUAL])


def _from_address() -> None:
    """Take what a link names. By its code: Streamlit's own binding writes the label, which the other language lacks."""
    wanted = st.query_params.get(PER)
    if wanted in CODES and (wanted != st.session_state.get(WRITTEN) or PER not in st.session_state):
        st.session_state[PER] = wanted
    elif PER not in st.session_state:
        st.session_state[PER] = USUAL


def _to_address(chosen: str) -> None:
    if chosen == USUAL:
        st.query_params.pop(PER, None)
    else:
        st.query_params[PER] = chosen
    st.session_state[WRITTEN] = chosen  # what differs from it came from a link or from going back
