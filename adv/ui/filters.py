"""The choice in the side bar, and what one would change in the coming weeks: bound to the address, so that a link shows the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import streamlit as st
from msgspec.structs import replace
from streamlit.delta_generator import DeltaGenerator

from adv.errors import SettingsError
from adv.metrics.projection import Scenario
from adv.metrics.selection import Selection
from adv.model import Period, Project
from adv.settings import project_names
from adv.texts import Texts
from adv.ui import address
from adv.ui import view as views
from adv.ui.html import plain
from adv.ui.view import View

# The names in the address, Dutch for who reads a link; they are the keys of the widgets too.
PROJECT, AREA, ORGANISATION, THEME, GOAL = "project", "gebied", "organisatie", "thema", "doel"
SPAN, FROM, TO, AS_OF = "periode", "van", "tot", "peildatum"
USUAL_KEY = "adv_usual_day"  # the last day of the data that was drawn last, and whether those were sample data
MORE, PAIR, PAUSE, PAUSE_FROM = "erbij", "tweetal", "pauze", "pauze_vanaf"
# Dimensions of charts, and the widgets that select by them. A status is none: closed requests alone are all closed, and soon.
CHOICES = {"area": AREA, "organisation": ORGANISATION, "owner": ORGANISATION, "theme": THEME, "goal": GOAL, "period": SPAN}
WITH_GOALS = {"requests", "results"}  # pages: a goal belongs to requests, and would seem to choose among visits elsewhere
# Pages that count every time somebody called: only a conversation has themes, and the rest would be gone. Thema's has them side by side.
WITHOUT_THEMES = {"coverage", "core_team", "themes"}
ALL, OWN = "all", "own"
QUARTERS = 4
DAY_FORMAT = "DD-MM-YYYY"
WHAT_IF_KEY = "adv_what_if"
MOST_MORE, MOST_PERCENT, MOST_WEEKS = 50, 300, 104
STEP_PERCENT = 10
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 1, 1)  # the same for every project: a day of another one does no harm


def choose_project(texts: Texts) -> Project:
    """Draw the drop-down of the project."""
    names = project_names()
    _say_unknown(names, texts)
    called = {name: _neighbourhood(name) for name in names}
    return views.project(address.select(PROJECT, texts("ui.filters.project"), called, clear_filters))


def _say_unknown(names: tuple[str, ...], texts: Texts) -> None:
    """Say of a project in the address that it is not there. Its neighbourhood's name will do for its code: people write links."""
    wanted = st.query_params.get(PROJECT)
    if wanted is None or wanted in names:
        return
    known = {_neighbourhood(name): name for name in reversed(names)}
    if wanted in known:
        st.query_params[PROJECT] = known[wanted]
    else:
        st.warning(plain(texts("ui.filters.unknown_project", name=wanted, shown=_neighbourhood(names[0]))))


def _neighbourhood(name: str) -> str:
    """Name a project; one whose settings are wrong by its file, and whoever chooses it reads what is wrong."""
    try:
        return views.settings(name).neighbourhood
    except SettingsError:
        return name


def choose_day(texts: Texts, project: Project, last_day: date, *, is_sample: bool) -> date:
    """Draw the day up to which data counts; one that nobody chose, or chose among sample data, follows the data when they change."""
    before = st.session_state.get(USUAL_KEY)
    st.session_state[USUAL_KEY] = (last_day, is_sample)
    if before is not None and before != (last_day, is_sample):
        usual, was_sample = before
        if was_sample != is_sample or st.session_state.get(AS_OF, usual) == usual:
            st.session_state[AS_OF] = last_day
    first, last = min(project.period.start, last_day), max(project.period.end, last_day)
    label, explained = texts("ui.filters.as_of"), texts("ui.filters.as_of_help")
    return _day(label, AS_OF, last_day, limits=(first, last), explained=explained) or last_day


def choose(texts: Texts, project: Project, as_of: date, page: str, owners: tuple[str, ...]) -> Selection:
    """Draw area, organisation, period, and on some pages theme and goal. `owners` have requests and are no partners."""
    areas = _several(texts, "area", AREA, project.area_names)
    organisations = _several(texts, "organisation", ORGANISATION, (*project.partners, *owners))
    themes = _several(texts, "theme", THEME, project.themes) if page not in WITHOUT_THEMES else ()
    goals = _several(texts, "goal", GOAL, project.goals) if page in WITH_GOALS else ()
    selection = Selection(areas, organisations, themes, _choose_period(texts, project), as_of, goals)
    if not selection.is_everything:
        st.button(texts("ui.filters.clear"), on_click=clear_filters, key="adv_clear", icon=":material/filter_alt_off:")
    return selection


def clear_filters() -> None:
    """Choose everything again; the day and the project stay."""
    for key in (AREA, ORGANISATION, THEME, GOAL):
        st.session_state[key] = []
    st.session_state[SPAN] = ALL


def can_choose(project: Project, page: str, dimension: str | None, name: str, owners: tuple[str, ...] = ()) -> bool:
    """Tell if a click on a bar may choose what it stands for: the side bar of the page has it."""
    has = {
        AREA: project.area_names,
        ORGANISATION: (*project.partners, *owners),
        THEME: project.themes,
        GOAL: project.goals,
        SPAN: tuple(code for code, _ in _named_spans(project.period)),
    }
    if page in WITHOUT_THEMES:
        del has[THEME]
    return dimension is not None and name in has.get(CHOICES.get(dimension, ""), ())


def choose_only(dimension: str, name: str) -> None:
    """Choose only this area (organisation, theme, period), as a click on a bar does; a second click on it lets everything back in."""
    key = CHOICES[dimension]
    if key == SPAN:
        st.session_state[key] = ALL if st.session_state.get(key) == name else name
    else:
        st.session_state[key] = [] if st.session_state.get(key) == [name] else [name]


def described(selection: Selection, texts: Texts) -> tuple[str, ...]:
    """Say the choice in words, for the page and for downloads."""
    parts = [", ".join(names) for names in (selection.areas, selection.organisations, selection.themes, selection.goals) if names]
    if selection.period:
        last = selection.period.last_day
        parts.append(texts("ui.filters.from_to", first=f"{selection.period.start:%d-%m-%Y}", last=f"{last:%d-%m-%Y}"))
    return tuple(parts)


def _several(texts: Texts, name: str, key: str, options: tuple[str, ...]) -> tuple[str, ...]:
    chosen = st.pills(texts(f"ui.filters.{name}"), options, selection_mode="multi", key=key, bind="query-params", format_func=plain)
    return tuple(option for option in options if option in chosen)


def _choose_period(texts: Texts, project: Project) -> Period | None:
    spans = dict(_named_spans(project.period))

    def called(code: str) -> str:
        year, _, quarter = code.partition("-")
        if code not in spans:
            return texts(f"ui.filters.period_{code}")
        return texts("ui.filters.quarter", quarter=quarter, year=year) if quarter else year

    chosen = address.select(SPAN, texts("ui.filters.period"), {code: called(code) for code in (ALL, *spans, OWN)})
    return _own_period(texts, project.period) if chosen == OWN else spans.get(chosen)


def _named_spans(period: Period) -> Iterator[tuple[str, Period]]:
    """Yield the years that a project's period touches by their codes, and then its quarters."""
    years = range(period.start.year, period.last_day.year + 1)
    for year in years:
        yield str(year), Period(date(year, 1, 1), date(year + 1, 1, 1))
    for year in years:
        for quarter in range(QUARTERS):
            start = date(year, 3 * quarter + 1, 1)
            end = date(year + quarter // 3, (3 * quarter + 3) % 12 + 1, 1)
            if start < period.end and end > period.start:
                yield f"{year}-{quarter + 1}", Period(start, end)


def _own_period(texts: Texts, period: Period) -> Period | None:
    first = _day(texts("ui.filters.from"), FROM, period.start)
    last = _day(texts("ui.filters.to"), TO, period.last_day)
    if first is None or last is None:
        return None
    if last < first:
        st.error(texts("ui.filters.wrong_order"))
        return None
    return Period(first, date.fromordinal(last.toordinal() + 1))


def what_if(view: View) -> View:
    """Draw the inputs, and give the view with what was put in."""
    texts = view.texts
    if WHAT_IF_KEY not in st.session_state:
        st.session_state[WHAT_IF_KEY] = any(name in st.query_params for name in (MORE, PAIR, PAUSE))
    with st.expander(texts("forecast.what_if.title"), key=WHAT_IF_KEY, on_change="rerun", icon=":material/tune:"):
        unit = view.project.target_unit.value
        more, pair, pause, pause_from = st.columns(4, vertical_alignment="bottom")
        more_per_week = _number(more, MORE, texts(f"forecast.what_if.more.{unit}"), MOST_MORE)
        explained = texts("forecast.what_if.pair_help")
        more_percent = _number(pair, PAIR, texts("forecast.what_if.pair"), MOST_PERCENT, step=STEP_PERCENT, explained=explained)
        weeks = _number(pause, PAUSE, texts("forecast.what_if.pause"), MOST_WEEKS)
        label, explained = texts("forecast.what_if.pause_from"), texts("forecast.what_if.pause_from_help")
        with pause_from:
            begins = _day(label, PAUSE_FROM, None, limits=(FIRST_DAY, LAST_DAY), explained=explained)
        scenario = Scenario(more_per_week, more_percent, weeks, begins if weeks else None)
        if not scenario.is_nothing:
            label = texts("forecast.what_if.clear")
            none = {MORE: 0, PAIR: 0, PAUSE: 0, PAUSE_FROM: None}
            st.button(label, key="adv_what_if_clear", on_click=st.session_state.update, args=(none,), icon=":material/undo:")
    return replace(view, scenario=scenario)


def _number(place: DeltaGenerator, key: str, label: str, most: int, *, step: int = 1, explained: str | None = None) -> int:
    return place.number_input(label, 0, most, 0, step, key=key, bind="query-params", help=explained) or 0


def _day(
    label: str,
    key: str,
    usual: date | None,
    *,
    limits: tuple[date | None, date | None] = (None, None),
    explained: str | None = None,
) -> date | None:
    first, last = limits
    about: dict[str, Any] = {"bind": "query-params", "format": DAY_FORMAT, "help": explained}
    chosen = st.date_input(label, value=usual, min_value=first, max_value=last, key=key, **about)
    return chosen if isinstance(chosen, date) else None
