"""Milestones of the neighbourhood: what stands on the charts over time, setting it without a settings file, and going back."""

from __future__ import annotations

from functools import partial

import streamlit as st

from adv.access import computer_user
from adv.model import Milestone
from adv.ui import view as views
from adv.ui.errors import safely, user_errors
from adv.ui.html import fill, write
from adv.ui.view import View

DAY, NAME, BACK = "adv_milestone_day", "adv_milestone_name", "adv_milestones_back"
LONGEST_MILESTONE = 60  # characters: more has no room on a chart
MOST_MILESTONES = 20


def milestones(view: View) -> None:
    """Show those that are set, each with a button to remove it, a form for one more, and what there was before."""
    texts, known = view.texts, view.project.milestones
    write("<p data-adv>{text}</p>", text=texts("milestones.intro"))
    for place, one in enumerate(known):
        told = texts("words.name_and_day", name=one.name, day=view.context.formats.long_day(one.day))
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"adv_milestone_{place}"):
            st.html(fill('<p class="adv-text" data-adv>{told}</p>', told=told), width="content")
            label = texts("milestones.remove")
            key = f"adv_milestone_remove_{place}"
            do = partial(views.store().change_milestones, view.project, who=computer_user(), remove=(one,))
            st.button(label, key=key, help=told, on_click=safely, args=(texts, do))
    if len(known) < MOST_MILESTONES:
        with st.form("adv_milestone", clear_on_submit=True):
            st.date_input(texts("milestones.day"), value=view.as_of, key=DAY, format="DD-MM-YYYY")
            st.text_input(texts("milestones.what"), key=NAME, max_chars=LONGEST_MILESTONE, placeholder=texts("milestones.example"))
            st.form_submit_button(texts("milestones.add"), on_click=_add, args=(view,))
    _earlier(view)


def _earlier(view: View) -> None:
    earlier = views.store().milestones(view.project.name)[1:]
    if not earlier:
        return
    told = {}
    formats = view.context.formats
    for one in earlier:
        at = views.here(one.at)
        names = formats.joined([stone.name for stone in one.milestones]) or view.texts("milestones.none")
        when = {"day": formats.day(at.date()), "time": f"{at:%H:%M}"}
        told[one.number] = view.texts("milestones.list", who=one.who, names=names, **when)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="adv_milestones_earlier"):
        st.selectbox(view.texts("milestones.earlier"), list(told), format_func=told.__getitem__, key=BACK)
        go_back = partial(views.store().go_back_to_milestones, view.project.name, who=computer_user())
        args = (view.texts, lambda: go_back(st.session_state[BACK]))
        st.button(view.texts("milestones.back"), key="adv_milestones_go_back", on_click=safely, args=args)


def _add(view: View) -> None:
    typed = str(st.session_state[NAME])
    day = st.session_state[DAY]
    name = " ".join("".join(letter for letter in typed if letter.isprintable() or letter.isspace()).split())
    if name and day:
        with user_errors(view.texts):
            views.store().change_milestones(view.project, who=computer_user(), add=(Milestone(day, name[:LONGEST_MILESTONE]),))
