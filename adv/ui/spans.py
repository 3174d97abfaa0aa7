"""Spans, from a week to a year, by which a chart over time counts, in the address like the choice, so that a link shows the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from msgspec.structs import replace

from adv.metrics.spans import Span
from adv.ui import address, behind

if TYPE_CHECKING:
    from adv.ui.view import View

PER = "per"  # the name in the address, and the widget's key
CODES = {
    "week": Span.WEEK,
    "maand": Span.MONTH,
    "kwartaal": Span.QUARTER,
    "jaar": Span.YEAR,
}  # in the address, for who reads a link
USUAL = "kwartaal"


def per_span(view: View, chart: str) -> View:
    """Draw the choice for the chart with this key, and give the view that counts so."""
    address.take(PER, CODES)
    st.session_state.setdefault(PER, USUAL)
    chosen = st.segmented_control(
        view.texts("ui.per.label"),
        tuple(CODES),
        required=True,
        key=PER,
        format_func=lambda code: view.texts(f"ui.per.{CODES[code].value}"),
        on_change=behind.show_everything,  # the bar whose rows are shown is another one now
        args=(chart,),
    )
    address.keep(PER, chosen or USUAL, USUAL)
    return replace(view, span=CODES[chosen or USUAL])
