"""Reports for the municipality and the programme to test: of publications of the samples, quarter by quarter, and of small projects.

The publications are kept in `publications/`; run as a module it makes them anew.
"""

from __future__ import annotations

from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from adv.disclosure.publication import Audience, Publication, to_json
from adv.disclosure.releases import publication_of
from adv.model import TargetUnit
from adv.publications.making import quarter_ends
from adv.report.outline import make_programme, make_published
from adv.report.spans import year
from adv.settings import load_project
from adv.texts import texts
from tests.charts.states import STATES
from tests.report.reports import NOTHING, sample

if TYPE_CHECKING:
    from collections.abc import Callable

    from adv.model import Dataset, Period, Project
    from adv.report.facts import About
    from adv.report.outline import Report

KEY = b"p" * 32
END = date(2019, 12, 31)
FOLDER = Path(__file__).parent / "publications"


def published(dataset: Dataset, project: Project, *days: date, is_sample: bool = False) -> Publication:
    made = publication_of(dataset, project, days, None, KEY, audience=Audience.MUNICIPALITY, is_sample=is_sample)
    assert made.publication is not None
    return made.publication


def _sample(name: str, *days: date, until: date = END) -> Publication:
    """Some quarters of a sample, or all up to a day, as far as they can be released."""
    project = load_project(name)
    return published(sample(name), project, *(days or quarter_ends(project.period.start, until)), is_sample=True)


def _state(name: str) -> Publication:
    """A state of a project, published at the end of its year."""
    state = STATES[name]()
    return published(state.dataset, state.project, date(state.as_of.year, 12, 31))


def _less() -> Publication:
    """Less than half of the rows of de Waart."""
    data = sample()
    less = data.with_tables(visits=data.visits.iloc[:130], requests=data.requests.iloc[:60], expenses=data.expenses.iloc[:30])
    return published(less, SECOND, *quarter_ends(SECOND.period.start, END))


WAART = load_project("de-waart")
SECOND = replace(WAART, name="leonardusbuurt", title="Achter de voordeur, Leonardusbuurt", neighbourhood="Leonardusbuurt")
THIRD = replace(SECOND, name="helmond-west", title="Achter de voordeur, Helmond-West", neighbourhood="Helmond-West")
THIRD = replace(THIRD, target=120, target_unit=TargetUnit.HOUSEHOLDS)
SMALL = ("no data at all", "one visit", "behind", "target passed", "overspent", "households count", "outcomes of all kinds")
MADE: dict[str, Callable[[], Publication]] = {
    "de-waart": partial(_sample, "de-waart", until=date(2020, 12, 31)),
    "de-waart until 2019": partial(_sample, "de-waart"),
    "annawijk": partial(_sample, "annawijk", until=date(2022, 12, 31)),
    "one release": partial(_sample, "de-waart", date(2019, 9, 30)),
    "year ends only": partial(_sample, "de-waart", date(2018, 12, 31), END),
    "leonardusbuurt": _less,
    "helmond-west": lambda: published(sample(), THIRD, date(2019, 9, 30)),
    **{name: partial(_state, name) for name in SMALL},
}


@cache
def publication(name: str) -> Publication:
    """One of `MADE`, as it was kept: a solver may find another one that is as good on another day."""
    return msgspec.json.decode((FOLDER / f"{name}.json").read_bytes(), type=Publication)


def told(
    publication: Publication, period: Period | int, *, language: str = "nl", about: About = NOTHING, project: Project | None = None
) -> Report:
    asked = year(period) if isinstance(period, int) else period
    return make_published(publication, project or load_project(publication.project), about, period=asked, texts=texts(language))


def of_state(name: str) -> Report:
    state = STATES[name]()
    return told(publication(name), state.as_of.year, project=state.project)


def programme(language: str = "nl", about: About = NOTHING) -> Report:
    """Three neighbourhoods in 2019: de Waart, one with less than half of its rows, and one that promised households, of one quarter."""
    names = {"de-waart until 2019": WAART, "leonardusbuurt": SECOND, "helmond-west": THIRD}
    of = [(publication(name), project, NOTHING) for name, project in names.items()]
    return make_programme(of, year(END.year), about, texts(language))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, make in MADE.items():
        (FOLDER / f"{name}.json").write_bytes(to_json(make()))
