"""Language of a visitor, and the choices that the address holds by their code.

Streamlit's own binding writes the label of a drop-down, which the other language lacks, and drops a code that it does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import streamlit as st

from adv.texts import LANGUAGES, Texts, texts

LANGUAGE = "taal"  # its name in the address


def take(key: str, codes: Collection[str]) -> None:
    """Set the widget `key`, before it is drawn, to what the address asks for; else to what was chosen before a page without it."""
    wanted = st.query_params.get(key)
    last = st.session_state.get(_written(key))
    if wanted in codes and wanted != last:  # from a link, or from going back
        st.session_state[key] = wanted
    elif last in codes and key not in st.session_state:
        st.session_state[key] = last


def keep(key: str, code: str, default: str) -> None:
    """Write what was chosen into the address once the widget is drawn: Streamlit drops it there when one goes to another page."""
    if code == default:
        st.query_params.pop(key, None)
    elif st.query_params.get(key) != code:
        st.query_params[key] = code
    st.session_state[_written(key)] = code


def select(key: str, label: str, options: Mapping[str, str], on_change: Callable[[], None] | None = None) -> str:
    """Draw a drop-down that the address remembers by its code; `options` are the codes with their names, the usual one first."""
    codes = list(options)
    take(key, codes)
    if st.session_state.get(key) not in codes:
        st.session_state.pop(key, None)  # of a page, or a project, that has others
    chosen = st.selectbox(label, codes, format_func=options.__getitem__, key=key, on_change=on_change) or codes[0]
    keep(key, chosen, codes[0])
    return chosen


def _written(key: str) -> str:
    return f"adv_written_{key}"


def language() -> str:
    """Language of the address, else of the session, else Dutch."""
    wanted = st.query_params.get(LANGUAGE, st.session_state.get(_written(LANGUAGE)))
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def set_language(chosen: str) -> None:
    """Change the language, also in the address, so that a link shows the same. Dutch needs none."""
    keep(LANGUAGE, chosen, LANGUAGES[0])


def current_texts() -> Texts:
    """Give all texts in the session's language."""
    return texts(language())
