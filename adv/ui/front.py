"""Front door of the dashboard, and the opening of every page."""

from __future__ import annotations

from typing import Literal, NoReturn

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from adv import __version__
from adv.access import computer_user
from adv.metrics.selection import Selection
from adv.texts import Texts
from adv.ui import address, filters
from adv.ui import view as views
from adv.ui.errors import user_errors
from adv.ui.html import fill, write
from adv.ui.page_elements import paragraph
from adv.ui.server.lifetime import warm_up
from adv.ui.server.page import ICON
from adv.ui.side_by_side import neighbourhoods
from adv.ui.view import View

# File in pages/ and its name in the address: Dutch, since people read and share it.
PAGES = {"overview": "overzicht", "coverage": "bereik", "forecast": "prognose", "budget": "budget", "themes": "themas"}
PAGES |= {"requests": "hulpvragen", "results": "resultaten", "core_team": "kernteam", "neighbourhoods": "wijken"}
PAGES |= {"report": "verantwoording", "publish": "publiceren", "data": "gegevens"}
# The same for programme managers, who see published numbers only.
READER_PAGES = {
    "published_progress": "gemeente-voortgang",
    "published_requests": "gemeente-hulpvragen",
    "published_themes": "gemeente-themas",
    "published_goals": "gemeente-doelen",
    "published_areas": "gemeente-gebieden",
    "published_neighbourhoods": "gemeente-wijken",
}
AS_READER, TURNED = "adv_as_reader", "adv_as_reader_turned"
VISIBILITY: dict[bool, Literal["visible", "hidden"]] = {True: "visible", False: "hidden"}
WITHOUT_CHOICE = views.ACROSS | READER_PAGES.keys() | {"report", "publish", "data"}
FORMS = {"report", "publish", "data"}  # pages that one fills in: their files are what is printed
DOOR_KEY = "adv_front_door"
FLASH_KEY = "adv_said_after_rerun"


def front_door() -> None:
    """Draw the choice and run the page that was asked for, in the visitor's language.

    The choice is drawn here and not by the page: what the front door draws is the same on every page for Streamlit, so that it
    keeps the choice and its address when one goes on to another page.
    """
    warm_up()
    texts = address.current_texts()
    file, page = _navigate(texts)
    st.set_page_config(page_title=f"{page.title} · {texts('ui.product')}", page_icon=str(ICON), layout="wide")
    address.set_language(texts.language)
    theme = "dark" if st.context.theme.type == "dark" else "light"
    st.html(f'<span data-adv-language="{texts.language}" data-adv-theme="{theme}"></span>')
    with user_errors(texts):
        st.session_state[DOOR_KEY] = _choose(file, texts)
        page.run()
    _footer(texts)


def _navigate(texts: Texts) -> tuple[str, StreamlitPage]:
    """Offer the coordinator's pages or those of programme managers, and find which one was asked for, by its file and as Streamlit has it.

    An address of the other pages turns the switch; turning the switch opens the first page of the others.
    """
    is_reader = bool(st.session_state.get(AS_READER))
    pages = {}
    for file, path in (PAGES | READER_PAGES).items():
        title = texts(f"pages.{file}.title")
        shown = VISIBILITY[(file in READER_PAGES) == is_reader]
        pages[file] = st.Page(f"pages/{file}.py", title=title, url_path=path, default=file == "overview", visibility=shown)
    page = st.navigation([*pages.values()], position="top")  # a side bar with headings fails axe, and it is for the choice
    file = next(file for file, known in pages.items() if known == page)
    if (file in READER_PAGES) != is_reader:
        if st.session_state.pop(TURNED, False):
            st.switch_page(pages[next(iter(READER_PAGES if is_reader else PAGES))])
        st.session_state[AS_READER] = not is_reader
        st.rerun()
    return file, page


def _choose(name: str, texts: Texts) -> View:
    """Draw the side bar, and give what page `name` looks at."""
    with st.sidebar:
        project = filters.choose_project(texts)
        generation = views.store().generation()
        version = views.store().version(project.name)
        facts = views.facts(project.name, version, generation)
        as_of = facts.last_day
        selection = Selection()
        if facts.last_day is not None and name not in WITHOUT_CHOICE:
            as_of = filters.choose_day(texts, project, facts.last_day, is_sample=facts.is_sample)
            selection = filters.choose(texts, project, as_of, name, facts.owners)
        label = texts("ui.as_reader")
        then = {TURNED: True}
        turn = st.session_state.update
        explained = texts("ui.as_reader_help")
        st.toggle(label, key=AS_READER, help=explained, on_change=turn, args=(then,))
        label = texts("ui.other_language")
        other = texts("ui.other_language_code")
        icon = ":material/translate:"
        turn_to, key = address.set_language, "adv_language_button"
        st.button(label, key=key, type="tertiary", icon=icon, on_click=turn_to, args=(other,))
    is_dark = st.context.theme.type == "dark"
    versions = views.versions() if name in views.ACROSS else ()
    return View(name, texts, is_dark, project, version, generation, selection, as_of or project.period.start, versions)


def open_page() -> View:
    """Guard the page, draw what every page has, and give what it looks at. Stops a page that has nothing to show."""
    # On a server that has just started, Streamlit runs a file of `pages/` directly when its name is in the address: whatever
    # dashboard.py checks would be skipped. So a page that runs without the front door goes there.
    if DOOR_KEY not in st.session_state:
        st.switch_page("dashboard.py")
    view: View = st.session_state.pop(DOOR_KEY)  # lets in once: the next run comes through the door again
    is_to_go_on = False
    with user_errors(view.texts):
        is_to_go_on = _open(view)
    if not is_to_go_on:
        stop(view.texts)
    return view


def stop(texts: Texts) -> NoReturn:
    """End a page that has nothing more to show."""
    _footer(texts)
    st.stop()


def _open(view: View) -> bool:
    """Draw what every page has, and say whether the page itself has something to show."""
    name, texts, facts = view.page, view.texts, view.facts
    if name in READER_PAGES:
        return True  # the publication says what there is
    parts = [texts("comparison.all") if view.is_across else view.project.title]
    if facts.last_day is not None and name not in WITHOUT_CHOICE:
        parts.append(texts("ui.as_of", day=view.context.formats.long_day(view.as_of)))
    parts += filters.described(view.selection, texts)
    heading(view, parts, has_print=facts.last_day is not None and name not in FORMS)
    _sample_banner(view)
    said = st.session_state.pop(FLASH_KEY, None)
    if said:
        with st.container(key="adv_said"):
            st.success(said, icon=":material/check_circle:")
            if name == "data" and facts.last_day is not None:
                st.page_link("pages/overview.py", label=texts("intake.to_overview"), icon=":material/arrow_forward:")
    _still_out(view)
    if name == "data" or (view.is_across and neighbourhoods(view).sides):
        return True
    if facts.last_day is None:
        paragraph(texts("ui.empty.project", project=view.project.neighbourhood), "adv-answer")
        paragraph(texts("ui.empty.how"))
        st.page_link("pages/data.py", label=texts("ui.empty.link"), icon=":material/upload_file:")
        return False
    rows = view.rows
    if not any(map(len, (rows.visits, rows.requests, rows.expenses, rows.activities))):
        paragraph(texts("ui.empty.selection"), "adv-answer")
        return False
    return True


def heading(view: View, parts: list[str], *, has_print: bool) -> None:
    """Write the name of the page, of what it is, and the button to print it."""
    texts = view.texts
    title = fill("<h1>{title}</h1>", title=texts(f"pages.{view.page}.title"))
    chips = " · ".join(fill("<span>{part}</span>", part=part) for part in parts)
    tools = _tools(view, [texts(f"pages.{view.page}.title"), *parts]) if has_print else ""
    st.html(f'<header class="adv-heading" data-adv><div>{title}<p class="adv-chips">{chips}</p></div>{tools}</header>')


def _tools(view: View, parts: list[str]) -> str:
    """Write the buttons for a page in a meeting, which the script of the page answers, and the bar below what is presented."""
    texts = view.texts
    if view.facts.is_sample:
        parts = [*parts, texts("ui.sample.label")]

    def buttons(*names: str) -> str:
        button = '<button type="button" data-adv-do="{name}" data-adv-said="{said}">{label}</button>'
        said = texts("ui.menu.copied")
        return "".join(fill(button, name=name, said=said, label=texts(f"ui.meeting.{name}")) for name in names)

    bar = '<div class="adv-stage adv-buttons" role="group" aria-label="{what}"><p>{about}</p><p class="adv-place" role="status" data-adv-words="{place}"></p>'
    bar = fill(bar, what=texts("ui.meeting.present"), about=" · ".join(parts), place=texts("ui.meeting.place"))
    return f'<div class="adv-tools adv-buttons">{buttons("present", "link", "print")}</div>{bar}{buttons("back", "next", "stop")}</div>'


def _sample_banner(view: View) -> None:
    """Say what is invented: the project, or on a page of all projects some of them, which are removed on their own pages."""
    invented = neighbourhoods(view).invented if view.is_across else ()
    if not invented and (view.is_across or not view.facts.is_sample):
        return
    texts = view.texts
    told = texts("ui.sample.of", names=view.context.formats.joined(invented)) if invented else texts("ui.sample.text")
    with st.container(key="adv_sample", horizontal=True, vertical_alignment="center"):
        banner = '<p class="adv-sample" role="note" data-adv><strong>{label}</strong> {text}</p>'
        write(banner, label=texts("ui.sample.label"), text=told)
        if not view.is_across:
            st.button(texts("ui.sample.remove"), key="adv_remove_sample", on_click=_remove_sample, args=(view,))


def _remove_sample(view: View) -> None:
    with user_errors(view.texts):
        views.store().remove_sample(view.project.name, who=computer_user())
        filters.clear_filters()
        st.session_state[FLASH_KEY] = view.texts("ui.sample.removed")


def _still_out(view: View) -> None:
    """Say on every page that rows of files do not count, with the way to solve it."""
    count = 0 if view.page == "data" or view.is_across else sum(one.rows for one in view.left_out)
    if not count:
        return
    texts = view.texts
    with st.container(key="adv_still_out", horizontal=True, vertical_alignment="center"):
        said = view.context.count("intake.still_out", count, number=count)
        write('<p class="adv-note" role="note" data-adv>{text}</p>', text=said)
        st.page_link("pages/data.py", label=texts("intake.to_data"), icon=":material/build:")


def _footer(texts: Texts) -> None:
    write('<p class="adv-footer" data-adv>{version}</p>', version=texts("ui.version", version=__version__))
