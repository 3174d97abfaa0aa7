"""An exact figure where a published one belongs is a type error: a wrong program is checked, and a right one beside it."""

from __future__ import annotations

import inspect
from collections import Counter
from pathlib import Path

from mypy import api

from adv.charts import published as draw

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
from adv.report.pictures import published_pictures
from adv.publications.contents import contents
from adv.publications.mailed_file import file_name, page
from adv.publications.workbook import workbook
from adv.report.facts import Facts
from adv.report.fact import When
from adv.report.outline import make_programme, make_published
from adv.report.published_facts import PublishedFacts
from adv.report.sections import annexes, municipality, programme
from adv.report.facts import About
from adv.texts import Texts
from adv.ui.publishing import files
from adv.ui.view import View

def sentence(count: PublishedCount) -> str:
    return f"ongeveer {{count.value}}"

def shown(
    table: Table, counts: Counts, coverage: Coverage, whole: Publication, dataset: Dataset, context: ChartContext, view: View,
    project: Project, period: Period, about: About, texts: Texts, exact: Facts, told: PublishedFacts,
) -> object:
    files(view, {file})
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
    "beside.goals_side_by_side([whole], context)",
    "make_published(whole, project, about, period=period, texts=texts)",
    "make_programme([(whole, project, about)], period, about, texts)",
    'told.rounded("requests", When.START, table.count(-1))',
    "municipality.goals(told)",
    "published_pictures(whole, texts)",
    'file_name(whole, "html")',
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
    'file_name(dataset, "html")',
    'draw.by_sentence(["a"], [counts.numbers[0]], table.count(-1), context=context, dimension="theme")',
    "beside.goals_side_by_side([dataset], context)",
    "make_published(dataset, project, about, period=period, texts=texts)",
    "make_published(counts, project, about, period=period, texts=texts)",
    "make_programme([(dataset, project, about)], period, about, texts)",
    'told.rounded("requests", When.START, counts.numbers[0])',
    'told.rounded("requests", When.START, coverage.completed)',
    'told.rounded_share("requests", 0.5)',
    "municipality.summary(exact)",
    "municipality.goals(exact)",
    "annexes.published_annexes(exact)",
    "programme.opening([exact], about)",
    "PublishedFacts(dataset, project, period, about)",
    "published_pictures(dataset, texts)",
]


def drawn_from(whole: str) -> list[str]:
    """Calls of everything that draws or says something of a publication, with `whole` in its place."""
    found = []
    for name, function in inspect.getmembers(draw, inspect.isfunction):
        taken = [one.annotation for one in inspect.signature(function).parameters.values()]
        if function.__module__ == draw.__name__ and taken[:2] == ["Publication", "ChartContext"]:
            more = [{"str": '"theme"', "Among": "draw.AMONG_ALL"}.get(kind, "None") for kind in taken[2:]]
            found.append(f"draw.{name}({', '.join([whole, 'context', *more])})")
    return found


def program(is_right: bool) -> tuple[str, int]:  # noqa: FBT001 - one of two programs
    """A program, and how many errors are in it."""
    called = [call for whole in (("whole",) if is_right else ("counts", "dataset", "coverage")) for call in drawn_from(whole)]
    expressions = [*(RIGHT if is_right else WRONG), *called]
    text = PROGRAM.format(expression="[" + ",\n        ".join(expressions) + "]", file="whole" if is_right else "dataset")
    return text, 0 if is_right else len(expressions) + 1


def test_only_published_figures_are_shown(tmp_path: Path) -> None:
    assert len(drawn_from("whole")) > 8
    programs = {tmp_path / f"{name}.py": program(name == "right") for name in ("right", "wrong")}
    for file, (text, _) in programs.items():
        file.write_text(text, encoding="utf-8")
    # With the settings of `make lint`, and so with what it knows already of ours.
    out, err, status = api.run(["--config-file", str(ROOT / "pyproject.toml"), *map(str, programs)])
    assert (err, status) == ("", 1)
    found = Counter(Path(line.split(":")[0]).name for line in out.splitlines() if ": error:" in line)
    assert found == +Counter({file.name: errors for file, (_, errors) in programs.items()}), out
