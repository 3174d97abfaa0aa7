"""Choices that the address holds by their code.

Streamlit's own binding writes the label of a drop-down, which the other language lacks, and drops a code that it does not know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Collection


def take(key: str, codes: Collection[str]) -> None:
    """Choose, before the widget `key` is drawn, what the address asks for, or else what was chosen before a page without it."""
    wanted, last = st.query_params.get(key), st.session_state.get(_written(key))
    if wanted in codes and wanted != last:  # what differs from what was written came from a link or from going back
        st.session_state[key] = wanted
    elif last in codes and key not in st.session_state:
        st.session_state[key] = last


def keep(key: str, code: str, default: str) -> None:
    """Put what was chosen, after it is drawn, in the address, where Streamlit drops it when one goes to another page."""
    if code == default:
        st.query_params.pop(key, None)
    elif st.query_params.get(key) != code:
        st.query_params[key] = code
    st.session_state[_written(key)] = code


def _written(key: str) -> str:
    return f"adv_written_{key}"
