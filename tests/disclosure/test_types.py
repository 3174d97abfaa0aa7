"""An exact figure where a published one belongs is a type error: a wrong program is checked, and a right one beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from mypy import api

ROOT = Path(__file__).parents[2]
PROGRAM = """
from adv.disclosure.counting import Counts
from adv.disclosure.publication import PublishedCount, PublishedShare, TooFew, Table, published_share
from adv.charts import published as draw
from adv.charts.chart_context import ChartContext
from adv.disclosure.publication import Publication, to_json
from adv.charts import published_side_by_side as beside
from adv.metrics.coverage import Coverage
from adv.model import Dataset, Period, Project
from adv.report import published_pictures
from adv.publications.contents import contents
from adv.publications.page import page
from adv.publications.workbook import workbook
from adv.report.facts import Facts
from adv.report.fact import View
from adv.report.making import make_programme, make_published
from adv.report.published_facts import PublishedFacts
from adv.report.sections import certificate, municipality, programme
from adv.report.setting import About
from adv.texts import Texts

def sentence(count: PublishedCount) -> str:
    return f"ongeveer {{count.value}}"

def shown(
    table: Table, counts: Counts, coverage: Coverage, whole: Publication, dataset: Dataset, context: ChartContext,
    project: Project, period: Period, about: About, texts: Texts, exact: Facts, told: PublishedFacts,
) -> object:
    return {expression}
"""
RIGHT = [
    "sentence(table.count(-1))",
    "published_share(table.count(-1), table.count(0))",
    "[sentence(one) for one in table.line()]",
    'page(whole, "nl")',
    'workbook(whole, "nl")',
    "to_json(whole)",
    "contents(whole, context)",
    'draw.requests_by(whole, context, "theme")',
    "beside.neighbourhoods([whole], context)",
    "make_published(whole, project, about, period=period, texts=texts)",
    "make_programme([(whole, project, about)], period, texts)",
    'told.rounded("requests", View.START, table.count(-1))',
    "municipality.goals(told)",
    "published_pictures.pictures(whole, texts)",
]
WRONG = [
    "sentence(5)",
    "sentence(counts.numbers[0])",
    "sentence(coverage.completed)",
    "sentence(table.count(-1).value)",
    "published_share(counts.numbers[0], table.count(0))",
    "table.count(-1) + counts.numbers[0]",
    "sentence(published_share(table.count(-1), table.count(0)))",
    'page(dataset, "nl")',
    'page(counts, "nl")',
    'workbook(dataset, "nl")',
    "to_json(counts)",
    "contents(counts, context)",
    'draw.requests_by(counts, context, "theme")',
    'draw.cross_table(dataset, context, "area", "theme")',
    "draw.requests_sentence(coverage, context)",
    "draw.households(counts, context)",
    'draw.by_sentence(["a"], [counts.numbers[0]], table.count(-1), context=context, dimension="theme")',
    "beside.neighbourhoods([dataset], context)",
    "make_published(dataset, project, about, period=period, texts=texts)",
    "make_published(counts, project, about, period=period, texts=texts)",
    "make_programme([(dataset, project, about)], period, texts)",
    'told.rounded("requests", View.START, counts.numbers[0])',
    'told.rounded("requests", View.START, coverage.completed)',
    'told.rounded_share("requests", 0.5)',
    "municipality.summary(exact)",
    "municipality.goals(exact)",
    "certificate.annexes(exact)",
    "programme.opening([exact])",
    "PublishedFacts(dataset, project, period, about)",
    "published_pictures.pictures(dataset, texts)",
]


@pytest.mark.parametrize("is_right", [True, False])
def test_only_published_figures_are_shown(is_right: bool, tmp_path: Path) -> None:  # noqa: FBT001 - a table
    expressions = RIGHT if is_right else WRONG
    file = tmp_path / "shown.py"
    file.write_text(PROGRAM.format(expression="[" + ",\n        ".join(expressions) + "]"), encoding="utf-8")
    out, err, status = api.run(["--config-file", str(ROOT / "pyproject.toml"), "--follow-imports", "silent", str(file)])
    assert err == ""
    errors = [line for line in out.splitlines() if ": error:" in line]
    assert (status, len(errors)) == ((0, 0) if is_right else (1, len(WRONG))), out
