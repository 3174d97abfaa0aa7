"""What the user decided about columns of the workbooks that are being looked at. Gone when they are stored or taken away."""

from __future__ import annotations

import streamlit as st

from adv.workbook.recognition import Corrections

KEY = "adv_corrections"


def corrections() -> Corrections:
    """All of them so far."""
    return Corrections(dict(_made()))


def corrections_made() -> int:
    """How many decisions were taken: another number, other tables to look at."""
    return len(_made()) + int(st.session_state.get(f"{KEY}_changes", 0))


def correct(place: tuple[str, str, int], field: str | None) -> None:
    """Read the column at (file, sheet, column) as `field` from now on; None leaves it out."""
    st.session_state[KEY] = {**_made(), place: field}
    st.session_state[f"{KEY}_changes"] = int(st.session_state.get(f"{KEY}_changes", 0)) + 1


def forget_corrections() -> None:
    """Start with a clean sheet."""
    st.session_state.pop(KEY, None)


def _made() -> dict[tuple[str, str, int], str | None]:
    made: dict[tuple[str, str, int], str | None] = st.session_state.get(KEY, {})
    return made
