"""The sample workbooks: what the script makes, marked as invented, and with the texture of real work."""

from __future__ import annotations

from collections import Counter
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from adv.model import Outcome, Status
from adv.settings import load_project
from adv.workbook.vocabulary.canonical_form import FORM
from sample_data.make_samples import ANNAWIJK_FILE, BY_HAND_FILE, DE_WAART_FILE, FOLDER, main, workbooks
from sample_data.stories import ANNAWIJK, DE_WAART
from sample_data.telling import tell

if TYPE_CHECKING:
    from sample_data.story import Course

FILES = (DE_WAART_FILE, BY_HAND_FILE, ANNAWIJK_FILE)


@pytest.fixture(scope="module")
def de_waart() -> Course:
    return tell(DE_WAART)


@pytest.fixture(scope="module")
def annawijk() -> Course:
    return tell(ANNAWIJK)


def parts(content: bytes) -> dict[str, bytes]:
    """What is in a workbook: compressors of different machines may pack the same content differently."""
    with ZipFile(BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_the_script_makes_the_files_that_are_here() -> None:
    made = workbooks()
    assert set(made) == {path.name for path in FOLDER.glob("*.xlsx")}
    for name, content in made.items():
        assert parts((FOLDER / name).read_bytes()) == parts(content), f"{name}: run make sample"


def test_the_script_makes_the_same_bytes_each_time(tmp_path_factory: pytest.TempPathFactory) -> None:
    first, second = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    main(first)
    main(second)
    assert {path.name: path.read_bytes() for path in first.iterdir()} == {path.name: path.read_bytes() for path in second.iterdir()}


@pytest.mark.parametrize("name", FILES)
def test_a_sample_says_on_its_first_sheet_that_it_is_invented(name: str) -> None:
    sheet = load_workbook(FOLDER / name, read_only=True).worksheets[0]
    assert "VERZONNEN" in str(next(sheet.iter_rows(values_only=True))[0])
    assert "voorbeeld" in name


@pytest.mark.parametrize("name", [DE_WAART_FILE, ANNAWIJK_FILE])
def test_a_sample_in_template_form_has_the_templates_headers(name: str) -> None:
    book = load_workbook(FOLDER / name)
    for form in FORM:
        assert [cell.value for cell in book[form.name][1]] == [column.header for column in form.columns]


def test_de_waart_ends_just_short_of_its_targets(de_waart: Course) -> None:
    project = load_project("de-waart")
    completed = sum(visit.outcome is Outcome.CONVERSATION for visit in de_waart.visits)
    spent = sum(expense.cents for expense in de_waart.expenses)
    assert 151 <= completed < project.target
    assert 6_100_000 <= spent <= 6_400_000 < project.budget_cents
    assert 140 <= len(de_waart.requests) <= 190
    assert 15 <= Counter(request.status for request in de_waart.requests)[Status.OPEN] <= 25


def test_de_waart_has_the_texture_of_real_work(de_waart: Course) -> None:
    conversations = [visit for visit in de_waart.visits if visit.outcome is Outcome.CONVERSATION]
    by_street = Counter(visit.home.street.name for visit in conversations)
    assert set(Outcome) == {visit.outcome for visit in de_waart.visits}
    assert {1, 2, 3} == {visit.attempt for visit in de_waart.visits}
    assert not [visit for visit in de_waart.visits if date(2020, 3, 16) <= visit.day < date(2020, 5, 25)]
    assert sum(visit.day < date(2018, 6, 1) for visit in conversations) < 15
    assert min(by_street.values()) < max(by_street.values()) / 3
    assert any(expense.cents < 0 for expense in de_waart.expenses)
    assert set(Status) == {request.status for request in de_waart.requests}


def test_budget_lines_add_up_to_the_budget(de_waart: Course, annawijk: Course) -> None:
    for course in (de_waart, annawijk):
        project = load_project(course.story.project)
        assert sum(cents for _, _, cents in course.story.budget_lines) == project.budget_cents


def test_nothing_happens_out_of_order(de_waart: Course, annawijk: Course) -> None:
    for course in (de_waart, annawijk):
        project, last = load_project(course.story.project), course.story.ends
        days = [visit.day for visit in course.visits]
        assert days == sorted(days)
        assert all(day in project.period for day in (*days, *(expense.day for expense in course.expenses)))
        for request in course.requests:
            assert request.visit.outcome is Outcome.CONVERSATION
            assert request.visit.day <= request.raised <= last
            assert request.closed is None or request.raised <= request.closed <= last
            assert (request.closed is not None) == (request.status in {Status.CLOSED, Status.WITHDRAWN})


def test_samples_use_the_names_of_the_settings(de_waart: Course, annawijk: Course) -> None:
    for course in (de_waart, annawijk):
        project = load_project(course.story.project)
        assert {home.street.area for home in course.homes} == set(project.area_names)
        assert {theme for visit in course.visits for theme in visit.themes} == set(project.themes)
        assert {request.goal for request in course.requests} == set(project.goals)
        assert {expense.category for expense in course.expenses} == set(project.cost_categories)
        assert {partner for visit in course.visits for partner in visit.partners} == set(project.partners)


def test_a_home_is_visited_again_only_while_it_makes_sense(de_waart: Course) -> None:
    seen: dict[tuple[str, int, str], list[Outcome]] = {}
    for visit in de_waart.visits:
        home = (visit.home.street.name, visit.home.number, visit.home.addition)
        earlier = seen.setdefault(home, [])
        assert visit.attempt == len(earlier) + 1
        assert not {Outcome.REFUSED, Outcome.VACANT} & set(earlier)
        earlier.append(visit.outcome)
