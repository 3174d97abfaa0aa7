"""What one visitor's session holds: the language, and that it came in through the front door."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from adv.texts import LANGUAGES, texts

if TYPE_CHECKING:
    from adv.texts import Texts
    from adv.ui.view import View

ROLE = "coordinator"  # who sees exact figures. Part of every cache's key: another role must never get this one's
LANGUAGE_PARAM = "taal"
LANGUAGE_KEY = "adv_language"
DOOR_KEY = "adv_front_door"
WANTED_KEY = "adv_wanted_page"


def language() -> str:
    """The language of the address, else of the session, else Dutch."""
    wanted = st.query_params.get(LANGUAGE_PARAM, st.session_state.get(LANGUAGE_KEY))
    chosen = wanted if wanted in LANGUAGES else LANGUAGES[0]
    st.session_state[LANGUAGE_KEY] = chosen
    return chosen


def set_language(chosen: str) -> None:
    """Change the language, also in the address, so that a link shows the same."""
    st.session_state[LANGUAGE_KEY] = chosen
    keep_language_in_address()


def keep_language_in_address() -> None:
    """Streamlit drops the parameter when one changes page; put it back. Dutch needs none."""
    chosen: str = st.session_state.get(LANGUAGE_KEY, LANGUAGES[0])
    if chosen == LANGUAGES[0]:
        st.query_params.pop(LANGUAGE_PARAM, None)
    elif st.query_params.get(LANGUAGE_PARAM) != chosen:
        st.query_params[LANGUAGE_PARAM] = chosen


def current_texts() -> Texts:
    """All texts in the session's language."""
    return texts(language())


def open_door(view: View) -> None:
    """Called by the front door before the page runs that is to show `view`."""
    st.session_state[DOOR_KEY] = view


def guard() -> View:
    """What the front door says the page is to show. A page that runs without the front door is stopped, and goes there.

    On a server that has just started, Streamlit runs a file of `pages/` directly when its name is in the address: whatever
    dashboard.py checks would be skipped.
    """
    if DOOR_KEY not in st.session_state:
        st.switch_page("dashboard.py")
    view: View = st.session_state.pop(DOOR_KEY)  # lets in once: the next run comes through the door again
    return view
