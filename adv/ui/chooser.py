"""Choice of what a chart is divided by, in the address like the choice in the side bar, so that a link shows the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from msgspec.structs import replace

from adv.ui import address, behind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.ui.view import View


def divided(view: View, key: str, groups: Mapping[str, str], *charts: str) -> View:
    """Draw the choice, and give the view that is divided so.

    `groups` are the values that there are by their names in the address, the usual one first; `charts` the keys of those whose
    bars are others after another choice.
    """
    usual = next(iter(groups))
    address.take(key, groups)
    st.session_state.setdefault(key, usual)
    chosen = st.segmented_control(
        view.texts("ui.by.label"),
        tuple(groups),
        required=True,
        key=key,
        format_func=lambda code: view.texts(f"ui.by.{groups[code]}"),
        on_change=_forget,
        args=charts,
        label_visibility="collapsed",
    )
    address.keep(key, chosen or usual, usual)
    return replace(view, by=groups[chosen or usual])


def _forget(*charts: str) -> None:
    for chart in charts:
        behind.show_everything(chart)
