"""Yearly account on the page: which year, as it will be, own texts where they belong, its files, and closing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st
from msgspec.structs import replace

from adv.access import computer_user
from adv.report.blocks import Draft, Heading, OwnText
from adv.report.closed import changed, kept, read_kept
from adv.report.facts import About
from adv.report.outline import make, make_programme, make_published
from adv.report.published_facts import NothingPublished
from adv.report.spans import year
from adv.report.writers import writer
from adv.settings import project_names
from adv.store.accounts import REOPENED
from adv.texts import texts as texts_of
from adv.ui import view as views
from adv.ui.account_blocks import asked, files, from_word, rows_as_html, show
from adv.ui.downloads import file_button
from adv.ui.errors import user_errors
from adv.ui.html import fill, plain
from adv.ui.page_elements import heading, note, paragraph

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator
    from datetime import date

    from adv.disclosure.publication import Publication
    from adv.model import Period, Project
    from adv.report.outline import Report
    from adv.store.accounts import ClosedAccount
    from adv.texts import Texts
    from adv.ui.view import View

    Told = tuple[Publication, Project, About]

OWN, MUNICIPALITY, PROGRAMME = "own", "municipality", "programme"
YEAR, READER, REASON = "adv_account_year", "adv_account_reader", "adv_account_reason"


def account(view: View) -> None:
    """Choose a year and a reader, and show the account with places to write in."""
    texts = view.texts
    paragraph(texts("report.page_text.intro"))
    number, reader = _choose(view)
    period = year(number)
    if reader != OWN:
        _for_others(view, reader, period)
        return
    versions = views.store().account_versions(view.project.name, period)
    with st.spinner(texts("report.page_text.counting")):
        report = _own_report(view, period, about := _about(view.project.name, period), texts)
    if report.is_closed:
        _closed(view, report, versions[0], about)
    else:
        _open(view, report)
    files(view, report)
    if not report.is_closed:
        from_word(view, report)
    _history(view, report, versions)
    _blocks(view, report)


def _for_others(view: View, reader: str, period: Period) -> None:
    """Show the account for the municipality or the programme: of what is published, with the own texts that there are."""
    texts, names = view.texts, project_names() if reader == PROGRAMME else (view.project.name,)
    known = [(one, name) for name in names if (one := views.store().published(name))]
    of = [(publication, views.project(name), _about(name, period)) for publication, name in known]
    try:
        with st.spinner(texts("report.page_text.counting")):
            report = _published_report(view, reader, of, period)
    except NothingPublished as nothing:
        st.info(plain(texts(f"errors.{nothing.key}")))
        return
    note(texts("report.page_text.own_words"))
    _left(view, report)
    files(view, report)
    if reader == MUNICIPALITY:
        from_word(view, report)
    _blocks(view, report)


def _published_report(view: View, reader: str, of: list[Told], period: Period) -> Report:
    """Make it, once for each state of what is published and written."""

    def made() -> Report:
        if reader == PROGRAMME:
            return make_programme(of, period, view.texts)
        if not of:
            raise NothingPublished
        return make_published(*of[0], period=period, texts=view.texts)

    written = [(one.digest, *_written(about)) for one, _, about in of]
    return views.kept.get(("report", reader, period, view.texts.language, view.generation, *written), made)


def _own_report(view: View, period: Period, about: About, texts: Texts) -> Report:
    """Make one's own report, once for each version of the data and what was written in it."""
    project, data = view.project, (view.project.name, view.version, view.generation)
    key = ("report", OWN, period, texts.language, *data, project.milestones, *_written(about))
    return views.kept.get(key, lambda: make(views.dataset(*data), project, period, about, texts))


def _written(about: About) -> tuple[Hashable, ...]:
    return (tuple(sorted(about.texts.items())), about.confirmed, about.closed_on, about.replaces)


def _about(name: str, period: Period) -> About:
    store = views.store()
    own, sources, (closed_on, replaces) = store.account_words(name, period), store.sources(name), _state(name, period)
    return About(own.texts, own.confirmed, closed_on, replaces, sources.files, sources.is_sample)


def _blocks(view: View, report: Report) -> None:
    for block in (*report.title_page, *report.blocks):
        show(view, report, block)


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


def _state(name: str, period: Period) -> tuple[date | None, tuple[date, str] | None]:
    """Say when the account was closed, None while it is open, and which version it takes the place of."""
    versions = views.store().account_versions(name, period)
    if not versions:
        return None, None
    days = [views.here(closed.at).date() for closed in versions]
    is_open, before = versions[0].reopened is not None, versions[0] if versions[0].reopened else next(iter(versions[1:]), None)
    replaces = (days[0 if is_open else 1], before.reopened.text or "") if before and before.reopened else None
    return None if is_open else days[0], replaces


def _open(view: View, report: Report) -> None:
    """Say what is still to be done, and offer to close it when nothing is."""
    _left(view, report)
    st.button(
        view.texts("report.page_text.close"),
        key="adv_account_close",
        disabled=bool(report.unfinished),
        help=view.texts("report.page_text.close_help"),
        on_click=_close,
        args=(view, report.period),
    )


def _left(view: View, report: Report) -> None:
    texts, left, every = view.texts, report.unfinished, report.wanted
    if left:
        paragraph(texts.count("report.command.to_write", len(left)), "adv-answer")
        done = len(every) - len(left)
        st.progress(done / len(every), text=texts("report.page_text.done", done=str(done), of=str(len(every))))
        items = "".join(fill("<li>{told}</li>", told=told) for told in _to_do(report))
        st.html(f"<ul data-adv>{items}</ul>")


def _to_do(report: Report) -> Iterator[str]:
    """Name what is still to be written or confirmed, with the section in which it stands."""
    words, left, section = report.words, report.unfinished, ""
    for block in report.blocks:
        if isinstance(block, Heading):
            section = words.say(block.said)
        elif isinstance(block, OwnText | Draft) and block in left:
            yield f"{section}: {asked(report, block)}"


def _close(view: View, period: Period) -> None:
    """Keep the account for good, unless somebody did so meanwhile or something is still to be written."""
    with user_errors(view.texts):
        store, name = views.store(), view.project.name
        about = _about(name, period)
        final = _own_report(view, period, replace(about, closed_on=views.today()), view.texts)
        if about.closed_on is None and not final.unfinished:
            pdf = writer("pdf")(final)
            store.close_account(name, period, content=kept(final), pdf=pdf, version=view.version, who=computer_user())


def _closed(view: View, report: Report, closed: ClosedAccount, about: About) -> None:
    """Give the file of the day on which it was closed, list the numbers that the data tell otherwise since, and offer a new version."""
    texts, before = view.texts, read_kept(closed.content)
    _file(view, report, closed)
    heading(texts("report.page_text.changed"))
    now = _own_report(view, report.period, about, texts_of(before.language))
    nothing = texts("words.not_in_data")
    rows = [
        [one.told.table, f"{one.told.row}, {one.told.column}", one.told.text, one.now or nothing] for one in changed(before, now)
    ]
    if rows:
        heads = [texts("report.page_text.table"), texts("words.what"), texts("report.page_text.then"), texts("words.now")]
        st.html(rows_as_html(texts("report.page_text.changed"), heads, rows, right=[False, False, True, True]))
    else:
        paragraph(texts("report.page_text.same"))
    with st.expander(texts("report.page_text.again")):
        paragraph(texts("report.page_text.again_help"))
        reason = str(st.text_area(texts("report.page_text.reason"), key=REASON, max_chars=400)).strip()
        st.button(
            texts("report.page_text.again"),
            key="adv_account_again",
            disabled=not reason,
            on_click=_again,
            args=(view, report.period, closed.number, reason),
        )


def _again(view: View, period: Period, number: int, reason: str) -> None:
    """Begin a new version: the closed one stays as it is, and the reason is kept with who gave it."""
    with user_errors(view.texts):
        views.store().reopen_account(view.project.name, period, number=number, reason=reason, who=computer_user())


def _file(view: View, report: Report, closed: ClosedAccount) -> None:
    """Say who closed a version and when, and give its file."""
    day = view.context.formats.long_day(views.here(closed.at).date())
    paragraph(view.texts("report.page_text.closed", day=day, who=closed.who), "adv-answer")
    name = f"{report.name}-{closed.at:%Y-%m-%d}.pdf"
    file_button(view.texts("report.page_text.closed_file"), lambda: closed.pdf, name, f"adv_account_closed_{closed.number}")


def _history(view: View, report: Report, versions: tuple[ClosedAccount, ...]) -> None:
    """Show earlier versions with why there is a newer one, and every change of a text, the latest first."""
    texts, written = view.texts, views.store().account_texts(view.project.name, report.period)
    if not written:
        return
    with st.expander(texts("report.page_text.history")):
        for closed in versions[1 if report.is_closed else 0 :]:
            _file(view, report, closed)
            if closed.reopened:
                paragraph(texts("report.page_text.replaced", reason=closed.reopened.text or "", who=closed.reopened.who))
        keys = ("report.page_text.moment", "report.page_text.writer", "report.page_text.part", "report.page_text.text")
        known = {block.slot: asked(report, block) for block in report.blocks if isinstance(block, OwnText | Draft)}
        confirmed, nothing = texts("report.page_text.confirmed"), texts("report.page_text.nothing")
        rows = [
            [
                f"{views.here(one.at):%d-%m-%Y %H:%M}",
                one.who,
                known.get(one.slot, texts("report.page_text.gone")),
                one.text or (confirmed if one.is_confirmed else nothing),
            ]
            for one in written
            if not one.slot.startswith(REOPENED)
        ]
        st.html(rows_as_html(texts("report.page_text.history"), list(map(texts, keys)), rows, right=[False] * len(keys)))
