"""Reports to test: of the sample, year by year, and of every state that a project can be in."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from adv.metrics.selection import last_day
from adv.report.facts import About, Facts
from adv.report.outline import MAIN, make, report
from adv.report.pictures import pictures
from adv.report.spans import spans_of, year
from adv.settings import load_project
from adv.texts import texts
from adv.workbook.intake import read_files
from adv.workbook.tables.grid import Upload
from sample_data.make_samples import ANNAWIJK_FILE, DE_WAART_FILE, FOLDER

if TYPE_CHECKING:
    from adv.model import Dataset, Period, Project
    from adv.report.outline import Report
    from tests.charts.states import State

SAMPLES = {"de-waart": DE_WAART_FILE, "annawijk": ANNAWIJK_FILE}
NOTHING = About()


@cache
def sample(name: str = "de-waart") -> Dataset:
    upload = Upload(SAMPLES[name], (FOLDER / SAMPLES[name]).read_bytes())
    return read_files([upload], load_project(name), b"k" * 32, date(2026, 1, 1)).dataset


def of_sample(
    number: int = 2019, *, name: str = "de-waart", language: str = "nl", about: About = NOTHING, period: Period | None = None
) -> Report:
    return make(sample(name), load_project(name), period or year(number), about, texts(language))


def of_state(state: State, language: str = "nl", about: About = NOTHING, *, is_drawn: bool = False) -> Report:
    number = (last_day(state.dataset) or state.as_of).year  # as the page offers it
    facts = Facts(spans_of(state.dataset, state.project, year(number)), about)
    return report(facts, texts(language), MAIN, pictures(facts, texts(language)) if is_drawn else {})


def of_data(dataset: Dataset, project: Project, number: int, language: str = "nl") -> Report:
    return make(dataset, project, year(number), NOTHING, texts(language))
