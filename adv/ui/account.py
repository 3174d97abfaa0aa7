"""Yearly account on the page: which year, as it will be, own texts where they belong, downloads, and closing it."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache, partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import streamlit as st

from adv.access import computer_user
from adv.report.closed import changed, kept, read_kept
from adv.report.making import about_of, make, make_programme, make_published
from adv.report.published_facts import NothingPublished
from adv.report.spans import year
from adv.report.writers import FORMATS, writer
from adv.settings import project_names
from adv.texts import texts as texts_of
from adv.ui import view as views
from adv.ui.account_blocks import rows_as_html, show
from adv.ui.downloads import file_button
from adv.ui.errors import user_errors
from adv.ui.html import plain
from adv.ui.page_elements import heading, note, paragraph

if TYPE_CHECKING:
    from datetime import date

    from adv.disclosure.publication import Publication
    from adv.model import Period, Project
    from adv.report.outline import Report
    from adv.report.setting import About
    from adv.store.accounts import ClosedAccount
    from adv.ui.view import View

OWN, MUNICIPALITY, PROGRAMME = "own", "municipality", "programme"
YEAR, READER = "adv_account_year", "adv_account_reader"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def account(view: View) -> None:
    """Choose a year and a reader, and show the account with places to write in."""
    texts = view.texts
    paragraph(texts("report.page_text.intro"))
    number, reader = _choose(view)
    period = year(number)
    if reader != OWN:
        _for_others(view, reader, period)
        return
    closed = views.store().closed_account(view.project.name, period)
    report = _report(view, period, texts.language, _day(closed))
    if closed is None:
        _open(view, report)
    else:
        _closed(view, report, closed)
    _files_and_blocks(view, report)


def _for_others(view: View, reader: str, period: Period) -> None:
    """Show the account for the municipality or the programme: of what is published, with the own texts that there are."""
    texts, names = view.texts, project_names() if reader == PROGRAMME else (view.project.name,)
    known = [(one, name) for name in names if (one := views.store().published(name))]
    of = [(publication, views.project(name), _about(name, period)) for publication, name in known]
    try:
        report = (
            make_programme(of, period, texts) if reader == PROGRAMME else make_published(*_only(of), period=period, texts=texts)
        )
    except NothingPublished as nothing:
        st.info(plain(texts(f"errors.{nothing.key}")))
        return
    note(texts("report.page_text.own_words"))
    left = len(report.unfinished)
    if left:
        paragraph(texts.count("report.command.to_write", left), "adv-answer")
    _files_and_blocks(view, report)


def _only(of: list[tuple[Publication, Project, About]]) -> tuple[Publication, Project, About]:
    if not of:
        raise NothingPublished
    return of[0]


def _about(name: str, period: Period) -> About:
    own, closed = views.store().account_words(name, period), views.store().closed_account(name, period)
    return about_of(views.project(name), own=own.texts, confirmed=own.confirmed, closed_on=_day(closed))


def _files_and_blocks(view: View, report: Report) -> None:
    with st.container(horizontal=True, key="adv_account_files"):
        for form in FORMATS:
            file_button(FILES[form], partial(writer(form), report), f"{report.name}.{form}", f"adv_account_{form}")
    for block in report.blocks:
        show(view, report, block)


FILES = {"docx": "Word", "pdf": "PDF", "pptx": "PowerPoint", "xlsx": "Excel"}  # names of their own


def _choose(view: View) -> tuple[int, str]:
    """Offer the years that have begun, the last one first, and for whom."""
    texts, known = view.texts, view.project.period
    last = max(known.start.year, min(view.as_of.year, known.last_day.year))
    readers = {
        OWN: texts("report.title.own"),
        MUNICIPALITY: texts("report.page_text.municipality"),
        PROGRAMME: texts("report.page_text.programme"),
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.selectbox(texts("words.year"), list(range(last, known.start.year - 1, -1)), key=YEAR, width=160)
        reader = st.selectbox(texts("report.title.reader"), list(readers), format_func=readers.__getitem__, key=READER, width=420)
    return number, reader


def _day(closed: ClosedAccount | None) -> date | None:
    return None if closed is None else closed.at.astimezone(AMSTERDAM).date()


def _report(view: View, period: Period, language: str, closed_on: date | None) -> Report:
    own = views.store().account_words(view.project.name, period)
    words = (tuple(sorted(own.texts.items())), own.confirmed)
    return made_report(view.project.name, view.version, view.generation, (period, language, closed_on), words)


@lru_cache(maxsize=8)
def made_report(
    name: str,
    version: int,
    generation: str,
    asked: tuple[Period, str, date | None],
    words: tuple[tuple[tuple[str, str], ...], frozenset[str]],
) -> Report:
    """Make the report of one version of the data, with what was written in it."""
    (period, language, closed_on), (own, confirmed) = asked, words
    project, sources = views.project(name), views.store().sources(name)
    about = about_of(
        project,
        files=sources.files,
        is_sample=sources.is_sample,
        own=dict(own),
        confirmed=confirmed,
        closed_on=closed_on,
    )
    return make(views.dataset(name, version, generation), project, period, about, texts_of(language))


def _open(view: View, report: Report) -> None:
    """Say what is still to be done, and offer to close it when nothing is."""
    texts, left = view.texts, len(report.unfinished)
    if left:
        paragraph(texts.count("report.command.to_write", left), "adv-answer")
    st.button(
        texts("report.page_text.close"),
        key="adv_account_close",
        disabled=left > 0,
        help=texts("report.page_text.close_help"),
        on_click=_close,
        args=(view, report.period),
    )


def _close(view: View, period: Period) -> None:
    """Keep the account for good, unless somebody did so meanwhile or something is still to be written."""
    with user_errors(view.texts):
        store, name = views.store(), view.project.name
        final = _report(view, period, view.texts.language, datetime.now(AMSTERDAM).date())
        if store.closed_account(name, period) is None and not final.unfinished:
            pdf = writer("pdf")(final)
            store.close_account(name, period, content=kept(final), pdf=pdf, version=view.version, who=computer_user())


def _closed(view: View, report: Report, closed: ClosedAccount) -> None:
    """Give the file of the day on which it was closed, and list the numbers that the data tell otherwise since."""
    texts, before = view.texts, read_kept(closed.content)
    day = view.context.formats.long_day(closed.at.astimezone(AMSTERDAM).date())
    paragraph(texts("report.page_text.closed", day=day, who=closed.who), "adv-answer")
    file_button(texts("report.page_text.closed_file"), lambda: closed.pdf, f"{report.name}.pdf", "adv_account_closed")
    heading(texts("report.page_text.changed"))
    now = _report(view, report.period, before.language, _day(closed))
    nothing = texts("words.not_in_data")
    rows = [
        [one.told.table, f"{one.told.row}, {one.told.column}", one.told.text, one.now or nothing] for one in changed(before, now)
    ]
    if not rows:
        paragraph(texts("report.page_text.same"))
        return
    heads = [
        texts("report.page_text.table"),
        texts("words.what"),
        texts("report.page_text.then"),
        texts("words.now"),
    ]
    st.html(rows_as_html(texts("report.page_text.changed"), heads, rows, right=[False, False, True, True]))
