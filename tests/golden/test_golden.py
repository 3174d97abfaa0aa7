"""The samples read as a user's files are, and summed up: the golden figures, and what plain counting says of them.

The files beside this one are written anew by ``pytest tests/golden --regenerate-golden``, and only by that. A figure that
changes belongs under *Figures changed* in the CHANGELOG.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from adv.cli import main
from adv.model import Outcome
from adv.settings import load_project
from sample_data.make_samples import ANNAWIJK_FILE, BY_HAND_FILE, DE_WAART_FILE, FOLDER
from sample_data.stories import ANNAWIJK, DE_WAART
from sample_data.telling import tell
from tests.golden.by_hand import figures
from tests.golden.groups_by_hand import completed_on

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sample_data.story import Story

    Summary = Callable[..., dict[str, Any]]

GOLDEN = Path(__file__).parent
SAMPLES = [
    pytest.param(DE_WAART_FILE, DE_WAART, id="de Waart"),
    pytest.param(BY_HAND_FILE, DE_WAART, id="de Waart kept by hand"),
    pytest.param(ANNAWIJK_FILE, ANNAWIJK, id="the Annawijk"),
]
ONLY_IN_TEMPLATE = tuple(("outcomes", name) for name in ("activities", "participants", "activities_by_kind"))  # nobody keeps them
ONLY_IN_TEMPLATE += (("households", "register"),)
TO_THE_CENT = (
    "pv",
    "ev",
    "sv",
    "cv",
    "eac",
    "eac_atypical",
    "eac_combined",
    "etc",
    "vac",
    "cost_per_visit",
    "planned_cost_per_visit",
)
PRINTED = {"planned": 0.051, "lead": 0.051, **dict.fromkeys(TO_THE_CENT, 0.0051)}  # these are rounded for printing
DRAWN = ("forecast", "backtest", "final_cost")  # by lot: tests of their own


@pytest.fixture
def summary(capsys: pytest.CaptureFixture[str]) -> Summary:
    """What ``python -m adv summary`` prints about a sample: as an object, and it must read without errors."""

    def summarise(file: str, project: str, *more: str) -> dict[str, Any]:
        capsys.readouterr()
        status = main(["summary", str(FOLDER / file), "--json", "--project", project, *more])
        output: dict[str, Any] = json.loads(capsys.readouterr().out)
        assert (status, output["findings"]["errors"], output["findings"]["rows_left_out"]) == (0, 0, 0)
        return output

    return summarise


def flat(nested: Mapping[str, Any], before: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:
    """Every figure by its path; what is counted as nought does not differ from what is not there."""
    found: dict[tuple[str, ...], Any] = {}
    for key, value in nested.items():
        path = (*before, key)
        if isinstance(value, dict):
            found |= flat(value, path)
        elif value or "by_" not in "".join(before):
            found[path] = value
    return found


def near(figures: Mapping[tuple[str, ...], Any], allowed: Mapping[str, float] | None = None) -> dict[tuple[str, ...], Any]:
    """The same figures, fractions up to what processors differ in, or up to how they are printed."""
    return {
        path: pytest.approx(value, rel=1e-9, abs=(allowed or {}).get(path[-1], 1e-9)) if isinstance(value, float) else value
        for path, value in figures.items()
    }


@pytest.mark.parametrize(("file", "story"), SAMPLES)
def test_a_sample_gives_its_golden_figures(summary: Summary, file: str, story: Story, regenerates: bool) -> None:  # noqa: FBT001 - a fixture
    golden = GOLDEN / f"{Path(file).stem}.json"
    found = summary(file, story.project)
    if regenerates:
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    expected = json.loads(golden.read_text(encoding="utf-8"))
    assert list(flat(found)) == list(flat(expected))
    assert flat(found) == near(flat(expected))


DAYS = [
    pytest.param(DE_WAART_FILE, DE_WAART, DE_WAART.ends, id="de Waart at its end"),
    pytest.param(DE_WAART_FILE, DE_WAART, date(2019, 10, 22), id="de Waart half way"),
    pytest.param(BY_HAND_FILE, DE_WAART, DE_WAART.ends, id="de Waart kept by hand, at its end"),
    pytest.param(BY_HAND_FILE, DE_WAART, date(2019, 10, 22), id="de Waart kept by hand, half way"),
    pytest.param(ANNAWIJK_FILE, ANNAWIJK, ANNAWIJK.ends, id="the Annawijk"),
]


@pytest.mark.parametrize(("file", "story", "as_of"), DAYS)
def test_a_samples_figures_are_what_plain_counting_gives(summary: Summary, file: str, story: Story, as_of: date) -> None:
    told = figures(tell(story), load_project(story.project), as_of)
    if file == BY_HAND_FILE:  # who keeps that one has no list of budget lines
        told["budget"]["budget_lines"] = {"total": None}
    expected = flat(told)
    found = flat(summary(file, story.project, "--as-of", as_of.isoformat()))
    counted = {path: value for path, value in found.items() if path[0] != "findings" and not {*DRAWN, "results"} & set(path)}
    if file == BY_HAND_FILE:
        counted, expected = (
            {path: value for path, value in figures.items() if path[:2] not in ONLY_IN_TEMPLATE} for figures in (counted, expected)
        )
    assert set(counted) == set(expected)
    assert counted == near(expected, PRINTED)


@pytest.mark.parametrize(("file", "story", "as_of"), DAYS)
def test_earlier_forecasts_are_held_against_what_plain_counting_gives(
    summary: Summary, file: str, story: Story, as_of: date
) -> None:
    told, project = tell(story), load_project(story.project)
    talks = [visit for visit in told.visits if visit.outcome is Outcome.CONVERSATION and visit.day <= as_of]
    completed = completed_on(project, talks)
    found = summary(file, story.project, "--as-of", as_of.isoformat())["coverage"]["backtest"]
    assert found["held"]["of"] == len(found["checks"]) > 0
    assert found["held"]["count"] == sum(check["held"] for check in found["checks"])
    for check in found["checks"]:
        made_on, until = date.fromisoformat(check["made_on"]), date.fromisoformat(check["until"])
        assert (made_on.isoweekday(), until.isoweekday()) == (7, 7)
        assert check["completed"] == sum(made_on < day <= until for day in completed)
        left = project.target - sum(day <= made_on for day in completed)
        assert check["held"] == (check["p10"] <= min(check["completed"], left) <= check["p90"])
        assert check["p10"] <= check["p50"] <= check["p90"] <= left


def test_the_same_project_in_another_persons_form_gives_the_same_figures(summary: Summary) -> None:
    in_template_form, by_hand = (summary(file, DE_WAART.project) for file in (DE_WAART_FILE, BY_HAND_FILE))
    for found in (in_template_form, by_hand):
        for path in (path for path in ONLY_IN_TEMPLATE if path[0] in found):
            found[path[0]].pop(path[1])
    assert in_template_form["budget"].pop("budget_lines")["total"] == in_template_form["budget"]["budget"]
    assert by_hand["budget"].pop("budget_lines") == {"total": None, "by_category": {}, "by_year": {}}
    assert in_template_form == by_hand


def test_each_of_the_samples_is_read_without_a_warning(summary: Summary) -> None:
    for file, story in ((DE_WAART_FILE, DE_WAART), (BY_HAND_FILE, DE_WAART), (ANNAWIJK_FILE, ANNAWIJK)):
        assert summary(file, story.project)["findings"]["warnings"] == 0
