"""Reports for the municipality and the programme to test: of publications of the samples, quarter by quarter, and of small projects."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from adv.disclosure.publication import Audience
from adv.disclosure.releases import publication_of
from adv.model import TargetUnit
from adv.publications.making import quarter_ends
from adv.report.making import make_programme, make_published
from adv.report.spans import year
from adv.settings import load_project
from adv.texts import texts
from tests.charts.states import STATES
from tests.report.reports import NOTHING, sample

if TYPE_CHECKING:
    from adv.disclosure.publication import Publication
    from adv.model import Dataset, Period, Project
    from adv.report.outline import Report
    from adv.report.setting import About

KEY = b"p" * 32
END = date(2019, 12, 31)


def published(dataset: Dataset, project: Project, *days: date, is_sample: bool = False) -> Publication:
    made = publication_of(dataset, project, days, None, KEY, audience=Audience.MUNICIPALITY, is_sample=is_sample)
    assert made.publication is not None
    return made.publication


@cache
def of_quarters(name: str = "de-waart", last: date = date(2020, 12, 31)) -> Publication:
    """All quarters of a sample up to a day, as far as they can be released."""
    project = load_project(name)
    return published(sample(name), project, *quarter_ends(project.period.start, last), is_sample=True)


@cache
def of_days(*days: date) -> Publication:
    """Some quarters of de Waart only."""
    return published(sample(), load_project("de-waart"), *days)


def told(
    publication: Publication, period: Period | int, *, language: str = "nl", about: About = NOTHING, project: Project | None = None
) -> Report:
    asked = year(period) if isinstance(period, int) else period
    return make_published(publication, project or load_project(publication.project), asked, about, texts(language))


def of_state(name: str) -> Report:
    """A state of a project, published at the end of its year."""
    state = STATES[name]()
    end = date(state.as_of.year, 12, 31)
    return told(published(state.dataset, state.project, end), state.as_of.year, project=state.project)


@cache
def programme(language: str = "nl") -> Report:
    """Three neighbourhoods in 2019: de Waart, one with less than half of its rows, and one that promised households, of one quarter."""
    first, data = load_project("de-waart"), sample()
    less = data.with_tables(visits=data.visits.iloc[:130], requests=data.requests.iloc[:60], expenses=data.expenses.iloc[:30])
    second = replace(first, name="leonardusbuurt", title="Achter de voordeur, Leonardusbuurt", neighbourhood="Leonardusbuurt")
    third = replace(second, name="helmond-west", title="Achter de voordeur, Helmond-West", neighbourhood="Helmond-West")
    third = replace(third, target=120, target_unit=TargetUnit.HOUSEHOLDS)
    of = [
        (of_quarters(last=END), first, NOTHING),
        (published(less, second, *quarter_ends(first.period.start, END)), second, NOTHING),
        (published(data, third, date(2019, 9, 30)), third, NOTHING),
    ]
    return make_programme(of, year(END.year), texts(language))
