"""Milestones of the neighbourhood: what stands on the charts over time, and setting it without a settings file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from adv.milestones import set_milestones
from adv.model import Milestone
from adv.ui import view as views
from adv.ui.errors import user_errors
from adv.ui.html import fill, write

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adv.ui.view import View

DAY, NAME = "adv_milestone_day", "adv_milestone_name"
LONGEST = 60  # characters: more has no room on a chart
MOST = 20


def milestones(view: View) -> None:
    """Those that are set, each with a button to remove it, and a form for one more."""
    texts, known = view.texts, view.project.milestones
    write("<p data-adv>{text}</p>", text=texts("milestones.intro"))
    for place, one in enumerate(known):
        told = texts("milestones.named", name=one.name, day=view.look.formats.long_day(one.day))
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"adv_milestone_{place}"):
            st.html(fill('<p class="adv-text" data-adv>{told}</p>', told=told), width="content")
            others = (*known[:place], *known[place + 1 :])
            st.button(
                texts("milestones.remove"),
                key=f"adv_milestone_remove_{place}",
                help=told,
                on_click=_keep,
                args=(view, others),
            )
    if len(known) >= MOST:
        return
    with st.form("adv_milestone", clear_on_submit=True):
        st.date_input(texts("milestones.day"), value=view.as_of, key=DAY, format="DD-MM-YYYY")
        st.text_input(texts("milestones.what"), key=NAME, max_chars=LONGEST, placeholder=texts("milestones.example"))
        st.form_submit_button(texts("milestones.add"), on_click=_add, args=(view,))


def _add(view: View) -> None:
    typed, day = str(st.session_state[NAME]), st.session_state[DAY]
    name = " ".join("".join(letter for letter in typed if letter.isprintable() or letter.isspace()).split())
    if name and day:
        _keep(view, (*view.project.milestones, Milestone(day, name[:LONGEST])))


def _keep(view: View, chosen: Iterable[Milestone]) -> None:
    with user_errors(view.texts):
        set_milestones(view.project.name, chosen)
    views.project.cache_clear()
