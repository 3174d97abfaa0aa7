"""Yearly account on the page: which year, as it will be, own texts where they belong, its files, and closing it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import partial
from itertools import count

import streamlit as st
from msgspec.structs import replace
from streamlit.delta_generator import DeltaGenerator

from adv.access import computer_user
from adv.accounts import MUNICIPALITY, OWN, PROGRAMME, Account, account_of, close, photos_of, published_report, withdraw
from adv.disclosure.publication import Publication
from adv.report.blocks import Draft, Heading, OwnText
from adv.report.closed import Changed, changed, read_kept
from adv.report.facts import About
from adv.report.outline import Report, make
from adv.report.published_facts import NothingPublished
from adv.report.sections.closing import STORIES
from adv.report.spans import year
from adv.report.writers import writer
from adv.settings import project_names
from adv.store.yearly_accounts import REOPENED, WITHDRAWN, ClosedAccount
from adv.texts import Texts
from adv.texts import texts as texts_of
from adv.ui import view as views
from adv.ui.account_blocks import asked, files, rows_as_html, show
from adv.ui.downloads import file_button
from adv.ui.errors import safely, user_errors
from adv.ui.html import fill, plain
from adv.ui.page_elements import heading, note, paragraph
from adv.ui.view import View

YEAR, READER, REASON = "adv_account_year", "adv_account_reader", "adv_account_reason"


def account(view: View) -> None:
    """Choose a year and a reader, and show the account with places to write in; one that was closed as it was closed."""
    texts = view.texts
    number, reader = _choose(view)
    known = account_of(views.store(), view.project.name, year(number), reader)
    closed = known.closed
    before = read_kept(known.closed.content) if known.closed else None
    try:
        with st.spinner(texts("report.page_text.counting")):
            now = _made(view, known, texts_of(before.language) if before else texts)
    except NothingPublished as nothing:
        st.info(plain(texts(f"errors.{nothing.key}")))
        return
    report = (before and before.report) or now
    with st.container():  # one place, whatever is in it: else the folds below move when something comes or goes, and close
        if reader != OWN:
            note(texts("report.page_text.own_words"))
        if closed and before:
            _file(view, known, report, closed)
            _changed(view, changed(before, now))
            _offer_again(view, known, closed)
            buttons = st.container()
        else:
            buttons = _open(view, known, report)
        files(view, known, report, buttons)
        _history(view, known, report)
    _blocks(view, known, report)


def _made(view: View, known: Account, texts: Texts) -> Report:
    """Make it, once for each state of the data, of what is published and of what was written.

    Raises
    ------
    NothingPublished
        It is for others, and nothing is.
    """
    project, about, period = view.project, known.about, known.period
    key = ("report", known.reader, period, texts.language, view.generation, *_written(about))
    if known.reader == OWN:
        data = (project.name, view.version, view.generation)
        return views.kept.get((*key, *data, project.milestones), lambda: make(views.dataset(*data), project, period, about, texts))
    of = list(_published(view, known))
    told = [(one.digest, *_written(words)) for one, _, words in of]
    return views.kept.get(
        (*key, *told), lambda: published_report([(one, views.project(name), words) for one, name, words in of], known, texts)
    )


def _published(view: View, known: Account) -> Iterator[tuple[Publication, str, About]]:
    """Read what is published of the projects that an account is of, each with its own words."""
    store = views.store()
    for name in project_names() if known.reader == PROGRAMME else (view.project.name,):
        if (publication := store.published(name)) is not None:
            yield publication, name, account_of(store, name, known.period, MUNICIPALITY).about


def _written(about: About) -> tuple[Hashable, ...]:
    texts, photos = (tuple(sorted(one.items())) for one in (about.texts, about.photos))
    return (texts, photos, about.confirmed, about.closed_on, about.replaces, about.are_words_closed, repr(about.reported))


def _blocks(view: View, known: Account, report: Report) -> None:
    """Show the account section by section, each in a fold: read from the first to the last it is very long on a telephone.

    The title page is in the files alone: the year, the reader and the state are told above.
    """
    part, number = st.container(), count()  # of the folds alone: a text may bring a line along, and none may close by it
    for block in report.blocks:
        if isinstance(block, Heading) and block.level == 1:
            place = next(number)
            part = st.expander(plain(report.words.say(block.said)), expanded=place == 0, key=f"adv_account_part_{place}")
        else:
            with part:
                show(view, known, report, block)


def _choose(view: View) -> tuple[int, str]:
    """Offer the years that have begun, the last one first, and for whom."""
    texts, known = view.texts, view.project.period
    last = max(known.start.year, min(view.as_of.year, known.last_day.year))
    readers = {OWN: texts("report.title.own"), MUNICIPALITY: texts("report.page_text.municipality")}
    readers[PROGRAMME] = texts("report.page_text.programme")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.selectbox(texts("words.year"), list(range(last, known.start.year - 1, -1)), key=YEAR, width=160)
        named = list(readers)
        at = list(readers).index(st.session_state.get(READER, OWN))
        key = f"{READER}_{texts.language}"  # in another language the browser would go on showing the words of this one
        reader = st.selectbox(texts("report.title.reader"), named, at, format_func=readers.__getitem__, key=key, width=420)
    st.session_state[READER] = reader
    return number, reader


def _open(view: View, known: Account, report: Report) -> DeltaGenerator:
    """Say what is still to be done, and offer to close it when that is nothing; other buttons may stand beside that one."""
    texts, left = view.texts, report.unfinished
    paragraph(texts("report.page_text.write"))
    if left:
        items = "".join(fill("<li>{told}</li>", told=told) for told in _to_do(report))
        with st.expander(texts.count("report.command.to_write", len(left)), key="adv_account_left"):
            st.html(f"<ul data-adv>{items}</ul>")
    label = texts("report.page_text.close")
    explained = texts("report.page_text.close_help")
    args = (view, known)
    buttons = st.container(horizontal=True)
    buttons.button(label, key="adv_account_close", disabled=bool(left), help=explained, on_click=_close, args=args)
    return buttons


def _to_do(report: Report) -> Iterator[str]:
    """Name what is still to be written or confirmed, with the section in which it stands."""
    words, left, section = report.words, report.unfinished, ""
    for block in report.blocks:
        if isinstance(block, Heading):
            section = words.head(block)
        elif isinstance(block, OwnText | Draft) and block in left:
            yield f"{section}: {asked(report, block)}"


def _close(view: View, known: Account) -> None:
    """Keep the account for good, unless somebody did so meanwhile or something is still to be written."""
    with user_errors(view.texts):
        store = views.store()
        now = account_of(store, view.project.name, known.period, known.reader)
        final = _made(view, replace(now, about=replace(now.about, closed_on=views.today())), view.texts)
        if now.closed is None and not final.unfinished:
            close(store, now, final, writer("pdf")(final), version=view.version, who=computer_user())


def _changed(view: View, found: tuple[Changed, ...]) -> None:
    """List the numbers of a closed account that are other numbers in the data of now."""
    texts = view.texts
    heading(texts("report.page_text.changed"))
    if not found:
        paragraph(texts("report.page_text.same"))
        return
    nothing = texts("words.not_in_data")
    heads = [texts("report.page_text.table"), texts("words.what"), texts("report.page_text.then"), texts("words.now")]
    rows = [[one.told.table, f"{one.told.row}, {one.told.column}", one.told.text, one.now or nothing] for one in found]
    st.html(rows_as_html(texts("report.page_text.changed"), heads, rows, right=[False, False, True, True]))


def _offer_again(view: View, known: Account, closed: ClosedAccount) -> None:
    """Offer to begin a new version of an account that was closed."""
    texts = view.texts
    with st.expander(texts("report.page_text.again")):
        paragraph(texts("report.page_text.again_help"))
        reason = str(st.text_area(texts("report.page_text.reason"), key=REASON, max_chars=400)).strip()
        again = partial(views.store().reopen_account, known.name, known.period, number=closed.number)  # that one stays as it is
        args = (texts, partial(again, reason=reason, who=computer_user()))
        st.button(texts("report.page_text.again"), key="adv_account_again", disabled=not reason, on_click=safely, args=args)


def _file(view: View, known: Account, report: Report, closed: ClosedAccount) -> None:
    """Say who closed a version and when, give its file, and offer to take out a photo for which consent was withdrawn."""
    day = view.context.formats.long_day(views.here(closed.at).date())
    paragraph(view.texts("report.page_text.closed", day=day, who=closed.who), "adv-answer")
    name = f"{report.name}-{closed.at:%Y-%m-%d}.pdf"
    file_button(view.texts("report.page_text.closed_file"), lambda: closed.pdf, name, f"adv_account_closed_{closed.number}")
    explained = view.texts("report.page_text.photo_withdraw_help")
    for photo in photos_of(closed):
        label = view.texts("report.page_text.photo_withdraw", photo=plain(photo.alt))
        key = f"adv_account_withdraw_{closed.number}_{photo.slot}"
        do = partial(withdraw, views.store(), known, photo, day=views.today(), who=computer_user(), pdf=writer("pdf"))
        st.button(label, key=key, help=explained, on_click=safely, args=(view.texts, do))


def _history(view: View, known: Account, report: Report) -> None:
    """Show earlier versions with why there is a newer one, and every change of a text, the latest first."""
    texts = view.texts
    written = views.store().account_texts(known.name, known.period)
    if not written:
        return
    with st.expander(texts("report.page_text.history")):
        for closed in known.versions[1 if known.closed else 0 :]:
            _file(view, known, report, closed)
            if closed.reopened:
                paragraph(texts("report.page_text.replaced", reason=closed.reopened.text or "", who=closed.reopened.who))
        keys = ("report.page_text.moment", "report.page_text.writer", "report.page_text.part", "report.page_text.text")
        places = {block.slot: asked(report, block) for block in report.blocks if isinstance(block, OwnText | Draft)}
        places |= {f"{WITHDRAWN}{slot}": texts("report.slot.story.photo") for slot in STORIES}
        gone = texts("report.page_text.photo_withdrawn")
        confirmed, nothing = texts("report.page_text.confirmed"), texts("report.page_text.nothing")
        rows = []
        for one in (one for one in written if not one.slot.startswith(REOPENED)):
            moment = f"{views.here(one.at):%d-%m-%Y %H:%M}"
            place = places.get(one.slot, texts("report.page_text.gone"))
            text = one.text or (confirmed if one.is_confirmed else gone if one.slot.startswith(WITHDRAWN) else nothing)
            rows.append([moment, one.who, place, text])
        st.html(rows_as_html(texts("report.page_text.history"), list(map(texts, keys)), rows, right=[False] * len(keys)))
