"""View of a page: a project's data as far as the user chose it, and everything made from it kept for the next rerun.

Nothing here is keyed by a frame. The data's version says whether something kept still holds, together with the generation: a
backup that is put back has versions of its own. The role stands in every key, so that exact figures never reach another role.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache
from threading import Lock
from typing import Concatenate, ParamSpec, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

import streamlit as st
from msgspec import Struct
from msgspec.structs import replace

from adv.charts.chart import Chart
from adv.charts.chart_context import ChartContext
from adv.charts.since import Since
from adv.errors import SettingsError, StoreError
from adv.metrics.comparison import recorded
from adv.metrics.projection import NO_SCENARIO, Scenario
from adv.metrics.requests import other_owners
from adv.metrics.selection import Selection, last_day, select
from adv.model import Dataset, Project
from adv.settings import load_project, project_names
from adv.store import open_store
from adv.store.left_out import LeftOut
from adv.store.store import Store
from adv.texts import Texts

T = TypeVar("T")
P = ParamSpec("P")
Metric: TypeAlias = Callable[[Dataset, Project, date], T]
ROLE = "coordinator"  # sees exact figures. Part of every cache's key: another role must never get this one's
ACROSS = frozenset({"neighbourhoods"})  # pages of all projects at once: each up to its own last day, without a choice
MOST_OWNERS = 4  # beside the partners, to choose from in the side bar
FEWEST_IMPORTS = 2  # with a single import there is no earlier one to compare with
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MOST_KEPT = 512  # made charts and answers, of all users together: about 20 kB each


settings = lru_cache(load_project)


def project(name: str) -> Project:
    """The settings of a project, with the milestones that were set on the page where there are some."""
    return _project(name, store().milestones_number(name), store().generation())


@lru_cache(maxsize=32)
def _project(name: str, number: int, generation: str) -> Project:  # noqa: ARG001 - a part of the key: other data, other number
    found = settings(name)
    return replace(found, milestones=store().milestones(name)[0].milestones) if number else found


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """The one store of this process; opening it makes and migrates the database."""
    return open_store()


@lru_cache(maxsize=4)
def dataset(project_name: str, version: int, generation: str) -> Dataset:  # noqa: ARG001 - a part of the key: other data, other version
    """All data of a project.

    Raises
    ------
    StoreError
        A backup was put back meanwhile: what was read must not be kept under the old key.
    """
    data = store().dataset(project(project_name))
    if store().generation() != generation:
        raise StoreError("store_restored")
    return data


@lru_cache(maxsize=32)
def selected(project_name: str, version: int, generation: str, selection: Selection) -> Dataset:
    """The chosen part of a project's data."""
    return select(dataset(project_name, version, generation), selection)


class Facts(Struct, frozen=True):
    """Facts that every page has to know of the data."""

    last_day: date | None  # None: no data at all
    is_sample: bool
    owners: tuple[str, ...] = ()  # of requests, who are no partners: the ones with the most
    before: tuple[int, date] | None = None  # version and day of own data before the last import, which changed them


@lru_cache(maxsize=16)
def facts(project_name: str, version: int, generation: str) -> Facts:
    """Give the facts of one version of a project's data."""
    data = dataset(project_name, version, generation)
    owners = other_owners(data, project(project_name), MOST_OWNERS)
    known, before = store(), None
    last = known.imports(project_name)[:FEWEST_IMPORTS]
    if len(last) == FEWEST_IMPORTS and last[0].undone is None and not any(record.is_sample for record in last):
        before = last[1].version, here(last[1].at).date()
    return Facts(last_day(data), known.has_sample(project_name), owners, before)


def here(at: datetime) -> datetime:
    """Give the clock of Helmond at a moment."""
    return at.astimezone(AMSTERDAM)


def today() -> date:
    """Give the day that it is in Helmond."""
    return datetime.now(AMSTERDAM).date()


@lru_cache(maxsize=64)
def since(project_name: str, version: int, generation: str, selection: Selection, as_of: date) -> Since | None:
    """Compare what is recorded now of a choice with what was before the last import; None when no own data was before it."""
    found = facts(project_name, version, generation).before
    if found is None:
        return None
    number, day = found
    known = project(project_name)
    now = selected(project_name, version, generation, selection)
    then = select(store().dataset(known, version=number), selection)
    return Since(day, recorded(then, known, as_of), recorded(now, known, as_of))


def versions() -> tuple[int, ...]:
    """The version of every project's data."""
    return tuple(store().version(name) for name in project_names())


class View(Struct, frozen=True):
    """One page for one user: the language, the theme, the project and the choice."""

    page: str
    texts: Texts
    is_dark: bool
    project: Project
    version: int
    generation: str  # of the database that the version is of
    selection: Selection
    as_of: date
    versions: tuple[int, ...] = ()  # of every project's data, on a page that is about all of them
    scenario: Scenario = NO_SCENARIO  # changes in the coming weeks that the user tries
    by: str = ""  # division of a chart with a choice, or its span over time
    told: set[str] = set()  # sentences on the page so far that say what is not in the data: each is said once

    @property
    def of_everything(self) -> View:
        """The same, of the whole project."""
        return replace(self, selection=Selection(as_of=self.selection.as_of))

    @property
    def is_across(self) -> bool:
        """Tell whether the page is about all projects, not about one."""
        return self.page in ACROSS

    @property
    def context(self) -> ChartContext:
        """The language and theme for charts, and the neighbourhood's milestones and areas."""
        return ChartContext(self.texts, self.is_dark, milestones=self.project.milestones, areas=self.project.areas)

    @property
    def facts(self) -> Facts:
        """Give the facts that every page has to know of the project's data."""
        return facts(self.project.name, self.version, self.generation)

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """Tell which rows of the lists in the data do not count yet; of sample data none."""
        return () if self.facts.is_sample else store().left_out(self.project.name)

    @property
    def since(self) -> Since | None:
        """Tell what the last import changed; of a day before the last one that is not known."""
        if self.as_of != self.facts.last_day:
            return None
        return since(self.project.name, self.version, self.generation, self.selection, self.as_of)

    @property
    def rows(self) -> Dataset:
        """Give the rows that were chosen."""
        return selected(self.project.name, self.version, self.generation, self.selection)

    def measured(self, metric: Callable[Concatenate[Dataset, Project, date, P], T], *more: P.args, **named: P.kwargs) -> T:
        """A metric of what was chosen."""
        return metric(self.rows, self.project, self.as_of, *more, **named)

    @property
    def key(self) -> tuple[Hashable, ...]:
        """Name all that a result made for this view depends on."""
        data = (self.project.name, self.versions or self.version, self.generation, self.project.milestones)
        return (ROLE, *data, self.selection, self.as_of, self.texts.language, self.is_dark, self.scenario, self.by)


class KeptResults:
    """Results by key, the longest unused dropped first. They are never changed after they were made."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.results: OrderedDict[Hashable, object] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Take what is kept under `key`, or make it."""
        with self.lock:
            if key in self.results:
                self.results.move_to_end(key)
                return self.results[key]  # type: ignore[return-value]  # a key names its maker, and so the type
        result = make()
        with self.lock:
            self.results[key] = result
            while len(self.results) > self.size:
                self.results.popitem(last=False)
        return result

    def clear(self) -> None:
        """Drop all of it."""
        with self.lock:
            self.results.clear()


kept = KeptResults(MOST_KEPT)


def made(view: View, make: Callable[[View], T]) -> T:
    """The result of `make`, kept for this view. `make` is a function of the page's file that depends on the view alone."""
    return kept.get((*view.key, view.page, make.__name__), lambda: make(view))


def drawn(
    name: str, draw: Callable[Concatenate[T, ChartContext, ...], Chart], metric: Metric[T], *others: Metric[object]
) -> Callable[[View], Chart]:
    """Make the function of a panel, named so in the address: `draw` takes what `metric` measured, the context, and the `others`."""

    def make(view: View) -> Chart:
        return draw(view.measured(metric), view.context, *map(view.measured, others))

    make.__name__ = name
    return make


def prepare() -> None:
    """Before the first visitor: open the store and load the first project, so that nobody waits for imports."""
    import plotly.graph_objects as go  # noqa: PLC0415 - here so that it is imported before anybody waits
    import plotly.io as pio  # noqa: PLC0415 - as above
    from streamlit.elements import arrow, plotly_chart  # noqa: F401, PLC0415 - as above

    pio.to_json(go.Figure({"data": [{"type": "bar", "x": [1], "y": [1]}]}), validate=False)
    for name in project_names():
        with suppress(SettingsError, StoreError):  # whoever comes is told what is wrong, and it may be right by then
            facts(name, store().version(name), store().generation())
