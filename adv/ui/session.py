"""Session of one visitor: the role and the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from adv.texts import LANGUAGES, texts

if TYPE_CHECKING:
    from adv.texts import Texts

ROLE = "coordinator"  # who sees exact figures. Part of every cache's key: another role must never get this one's
LANGUAGE_PARAM = "taal"
LANGUAGE_KEY = "adv_language"


def language() -> str:
    """Language of the address, else of the session, else Dutch."""
    wanted = st.query_params.get(LANGUAGE_PARAM, st.session_state.get(LANGUAGE_KEY))
    chosen = wanted if wanted in LANGUAGES else LANGUAGES[0]
    st.session_state[LANGUAGE_KEY] = chosen
    return chosen


def set_language(chosen: str) -> None:
    """Change the language, also in the address, so that a link shows the same."""
    st.session_state[LANGUAGE_KEY] = chosen
    keep_language_in_address()


def keep_language_in_address() -> None:
    """Put the language back into the address: Streamlit drops it when one changes page. Dutch needs none."""
    chosen: str = st.session_state.get(LANGUAGE_KEY, LANGUAGES[0])
    if chosen == LANGUAGES[0]:
        st.query_params.pop(LANGUAGE_PARAM, None)
    elif st.query_params.get(LANGUAGE_PARAM) != chosen:
        st.query_params[LANGUAGE_PARAM] = chosen


def current_texts() -> Texts:
    """Give all texts in the session's language."""
    return texts(language())
