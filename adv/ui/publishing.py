"""The page Publiceren: choose quarters, see every table as it will be beside the exact one, publish for good, and hand out the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pandas as pd
import streamlit as st

from adv.access import computer_user
from adv.charts.chart import PLACES
from adv.charts.published import value_name
from adv.disclosure.publication import Audience, Merging, Publication, to_json
from adv.disclosure.releases import base_for
from adv.metrics.selection import last_day
from adv.publications import making
from adv.publications.mailed_file import file_name, page
from adv.publications.making import Prepared, Situation
from adv.publications.reasons import merged_sentence, why_not
from adv.publications.workbook import workbook
from adv.ui import view as views
from adv.ui.downloads import file_button
from adv.ui.front import FLASH_KEY
from adv.ui.html import html_table, write
from adv.ui.page_elements import heading, note, paragraph
from adv.ui.server.lifetime import running_imports
from adv.ui.view import View

AUDIENCE, QUARTERS, DAY = "adv_publish_for", "adv_publish_quarters", "adv_publish_day"
PREPARED, COARSER = "adv_publish_prepared", "adv_publish_coarser_found"


def publishing(view: View) -> None:
    """Draw the whole way: what is published, what can be, how it will look, and the button."""
    texts = view.texts
    paragraph(texts("pages.publish.intro"))
    called = {one: texts(f"pages.publish.for_{one.value}", base=base_for(view.project, one)) for one in Audience}.__getitem__
    audience = st.radio(texts("pages.publish.for"), list(Audience), format_func=called, key=AUDIENCE, horizontal=True)
    known = view.version, views.dataset(view.project.name, view.version, view.generation)
    now = making.situation(views.store(), view.project, audience or Audience.MUNICIPALITY, known)
    _already(view, now)
    heading(texts("pages.publish.choose"))
    possible = now.quarters(views.today())
    if not possible:
        paragraph(f"{texts('publish.nothing_new')} {texts('pages.publish.later')}")
        return
    write = view.context.formats.long_day
    key = f"{QUARTERS}_{view.project.name}_{now.series.audience.value}_{now.acts}"
    label, none = texts("pages.publish.quarters"), texts("pages.publish.none_chosen")
    explained = texts("pages.publish.quarters_help")
    last = last_day(now.dataset)
    over = [day for day in possible if last and day <= last]
    chosen = st.multiselect(label, possible, over, format_func=write, placeholder=none, help=explained, key=key)
    if last and len(over) < len(possible):
        note(texts("pages.publish.unfinished", last=write(last)))
    note(texts("pages.publish.later"))
    days = tuple(sorted(chosen))
    if chosen and st.button(texts("pages.publish.prepare"), key="adv_publish_prepare", icon=":material/calculate:"):
        _prepare(view, now, days)
    state, prepared = st.session_state.get(PREPARED, (None, None))
    if prepared is not None and state == _state(view, now, days):
        _show(view, prepared)


def _state(view: View, now: Situation, days: tuple[date, ...]) -> tuple[object, ...]:
    """Name the state of things that a preparation belongs to."""
    return view.generation, now.version, now.series, now.acts, days


def _prepare(view: View, now: Situation, days: tuple[date, ...], merging: Merging | None = None) -> None:
    """Work the releases out, and keep them for the page as it is now."""
    with _progress(view.texts("pages.publish.preparing")) as told:
        prepared = making.prepare(views.store(), now, days, merging, told)
    st.session_state[PREPARED] = (_state(view, now, days), prepared)


@contextmanager
def _progress(text: str) -> Iterator[Callable[[int, int], object]]:
    bar = st.progress(0.0, text=text)
    try:
        yield lambda done, of: bar.progress(done / of, text=text)
    finally:
        bar.empty()


def _coarser(view: View, prepared: Prepared) -> None:
    """Offer what can be counted together, so that nothing is held back."""
    texts = view.texts
    paragraph(texts("pages.publish.coarser"))
    if st.button(texts("pages.publish.coarser_find"), key="adv_publish_coarser", icon=":material/search:"):
        with _progress(texts("pages.publish.coarser_finding")) as told:
            st.session_state[COARSER] = (prepared, making.what_helps(views.store(), prepared, told))
    searched, found = st.session_state.get(COARSER, (None, ()))
    if searched is not prepared:
        return
    if not found:
        note(texts("pages.publish.coarser_none"))
    for merging in found:
        label = texts("pages.publish.coarser_take", names=view.context.formats.joined(merging.together))
        if st.button(label, key=f"adv_publish_merge_{merging.dimension}", icon=":material/join_inner:"):
            _prepare(view, prepared.situation, prepared.days, merging)
            st.rerun()


def _already(view: View, now: Situation) -> None:
    texts, formats = view.texts, view.context.formats
    heading(texts("pages.publish.already"))
    line = now.line
    if line is None:
        paragraph(texts("pages.publish.nothing_yet"))
        return
    days = line.publication.days
    at = views.here(line.at).date()
    told = {"last": formats.long_day(days[-1]), "day": formats.long_day(at), "who": line.who}
    paragraph(texts.count("pages.publish.published", len(days), **told))
    files(view, line.publication)


def files(view: View, publication: Publication) -> None:
    """Draw the buttons for the files of a publication, made when they are clicked."""
    language = view.texts.language
    kinds = {
        "html": (lambda: page(publication, language).encode(), "article"),
        "xlsx": (lambda: workbook(publication, language), "table"),
        "json": (lambda: to_json(publication), "verified"),
    }
    with st.container(horizontal=True):
        for kind, (make, icon) in kinds.items():
            label, explained = (view.texts(f"pages.publish.file_{kind}{end}") for end in ("", "_help"))
            name = file_name(publication, kind, language)
            file_button(label, make, name, f"adv_publication_{kind}", icon=icon, explained=explained)


def _show(view: View, prepared: Prepared) -> None:
    """Show what would be published and what is held back; then the button."""
    texts, formats, made = view.texts, view.context.formats, prepared.published
    for held in made.held:
        told = texts("publish.held", day=formats.long_day(held.day))
        write('<p class="adv-text" data-adv><strong>{told}</strong></p>', told=told)
        for why in held.why:
            note(" ".join(why_not(why, texts)))
    if prepared.may_be_coarser:
        _coarser(view, prepared)
    if prepared.merging:
        paragraph(f"{merged_sentence(prepared.merging, texts)} {texts('pages.publish.coarser_chosen')}")
    if not made.distances:
        return
    heading(texts("pages.publish.as_it_will_be"))
    columns = {
        texts("words.as_of"): [formats.day(one.day) for one in made.distances],
        texts("pages.publish.mean"): [one.mean for one in made.distances],
        texts("pages.publish.largest"): [one.largest for one in made.distances],
    }
    exact = dict(zip(made.publication.days, made.publication.figures, strict=True)) if made.publication else {}
    columns |= {
        texts("words.completed_visits"): [exact[one.day].visits for one in made.distances],
        texts("words.spent"): [formats.euro(exact[one.day].cents) for one in made.distances],
    }
    frame = pd.DataFrame(columns)
    frame.attrs[PLACES] = {texts("pages.publish.mean"): 1}
    note(texts("published.method.exact"))
    st.html(html_table(frame, texts("pages.publish.as_it_will_be"), texts.language))
    days = [one.day for one in made.distances][::-1]
    day = st.selectbox(texts("pages.publish.look_at"), days, format_func=formats.long_day, key=DAY)
    if made.publication is not None and day is not None:
        note(texts("published.method.promise", base=made.publication.base))
        for name, title in (("requests", "words.requests"), ("households", "words.households")):
            with st.expander(texts(title), key=f"adv_publish_{name}", expanded=name == "requests", icon=":material/table:"):
                st.html(html_table(_beside(view, prepared, name, day), texts(title), texts.language))
    write('<p class="adv-answer" data-adv>{text}</p>', text=texts("pages.publish.final"))
    count = len(made.distances)
    if st.button(texts.count("pages.publish.do", count), type="primary", key="adv_publish", icon=":material/publish:"):
        with running_imports.one(), st.spinner(texts("pages.data.storing")):
            making.publish(views.store(), prepared, who=computer_user())
        st.session_state.pop(PREPARED, None)
        st.session_state[FLASH_KEY] = texts.count("pages.publish.done", count)  # only when it is on disk
        st.rerun()


def _beside(view: View, prepared: Prepared, name: str, day: date) -> pd.DataFrame:
    """Make the table of every cell: as it is, as it will be, and the difference."""
    texts = view.texts
    cells = making.beside(prepared, name, day)
    named = [" × ".join(value_name(view.context, *value) for value in cell.place) for cell in cells]
    columns = {
        texts("pages.publish.cell"): [one or texts("verify.total") for one in named],
        texts("pages.publish.exact"): [cell.exact for cell in cells],
        texts("pages.publish.published_number"): [cell.published for cell in cells],
        texts("pages.publish.difference"): [cell.published - cell.exact for cell in cells],
    }
    return pd.DataFrame(columns)
