"""Choice of what a chart is divided by, in the address like the choice in the side bar, so that a link shows the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from msgspec import Struct
from msgspec.structs import replace

from adv.metrics.spans import Span
from adv.ui import address, behind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.ui.view import View


class Choice(Struct, frozen=True):
    """What one may choose: the widget's key, and the codes in the address, for who reads a link, with what each stands for."""

    key: str
    groups: Mapping[str, str]
    charts: tuple[str, ...]  # whose bars are others after another choice
    usual: str


def choice(key: str, groups: Mapping[str, str], *charts: str) -> Choice:
    """Make a choice of groups, the usual one first; `charts` are the keys of those that it changes."""
    return Choice(key, groups, charts, next(iter(groups)))


def per_span(chart: str) -> Choice:
    """Make the choice of how finely the chart with this key counts."""
    spans = {"week": Span.WEEK, "maand": Span.MONTH, "kwartaal": Span.QUARTER, "jaar": Span.YEAR}
    return Choice("per", spans, (chart,), "kwartaal")


def divided(view: View, offered: Choice) -> View:
    """Draw the choice, and give the view that is divided so."""
    key, usual = offered.key, offered.usual
    address.take(key, offered.groups)
    st.session_state.setdefault(key, usual)
    chosen = st.segmented_control(
        view.texts("ui.by.label"),
        tuple(offered.groups),
        required=True,
        key=key,
        format_func=lambda code: view.texts(f"ui.by.{offered.groups[code]}"),
        on_change=_forget,
        args=offered.charts,
        label_visibility="collapsed",
    )
    address.keep(key, chosen or usual, usual)
    return replace(view, by=offered.groups[chosen or usual])


def _forget(*charts: str) -> None:
    """Show the rows of no bar any longer: it is another one now."""
    for chart in charts:
        behind.show_everything(chart)
