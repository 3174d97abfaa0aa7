"""A project is a settings file; a wrong one gets a sentence that names file, key and what is allowed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.data_folder import own_projects
from adv.errors import SettingsError
from adv.model import Decision, Milestone, Period, ResultGoal, ResultIndicator, TargetUnit
from adv.settings import SHIPPED, load_project, project_names, read_project, read_template, region_holidays
from adv.texts import texts

if TYPE_CHECKING:
    from pathlib import Path

GOOD = (SHIPPED / "de-waart.toml").read_text(encoding="utf-8")


def settings_file(folder: Path, text: str) -> Path:
    path = folder / "de-waart.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_de_waart_is_the_project_of_the_commission() -> None:
    project = load_project("de-waart")
    assert (project.target, project.budget_cents, project.target_unit) == (160, 6_575_000, TargetUnit.VISITS)
    assert (project.period.start.isoformat(), project.period.end.isoformat(), project.period.days) == (
        "2018-01-01",
        "2021-01-01",
        1096,
    )
    assert project.area_names == ("de Waart", "Matthijs Vermeulenstraat", "Waartplein")
    assert project.rest_area is not None
    assert project.rest_area.name == "de Waart"
    assert project.themes == ("wonen", "zorg en welzijn", "werken")
    assert project.goals == ("meedoen", "rondkomen", "vooruitkomen")
    assert project.partners == ("LEVgroep", "Woonpartners", "Politie")


def test_another_neighbourhood_needs_no_code() -> None:
    assert project_names() == ("de-waart", "annawijk")
    project = load_project("annawijk")
    assert project.target_unit is TargetUnit.HOUSEHOLDS
    assert len(project.themes) == 4


@pytest.mark.parametrize(
    ("old", "new", "key", "named", "allowed"),
    [
        pytest.param("target = 160", "target = 0", "wrong_setting", "target", "1, 2, 3", id="a target of nothing"),
        pytest.param(
            "budget =",
            'school_region = "oost"\nbudget =',
            "wrong_setting",
            "school_region",
            '"midden", "noord", "zuid"',
            id="an unknown region",
        ),
        pytest.param(
            "budget =",
            "holidays = [{ first = 2019-08-01, last = 2019-07-01 }]\nbudget =",
            "wrong_setting",
            "holidays[1].last",
            "≥ 2019-08-01",
            id="a holiday that ends before it begins",
        ),
        pytest.param(
            "budget =",
            "holidays = [{ first = 2019-08-01, until = 2019-08-07 }]\nbudget =",
            "unknown_setting",
            "holidays[1].until",
            "first, last, name",
            id="a holiday with another key",
        ),
        pytest.param("target = 160", 'target = "veel"', "wrong_setting", "target", "1, 2, 3", id="a target in words"),
        pytest.param('"visits"', '"doors"', "wrong_setting", "target_unit", '"visits", "households"', id="an unknown unit"),
        pytest.param('"65750.00"', '"65.750,00"', "wrong_setting", "budget", '"0.02" … "65750.00" …', id="a budget the Dutch way"),
        pytest.param('"65750.00"', '"1.005"', "wrong_setting", "budget", "65750.00", id="a budget with a tenth of a cent"),
        pytest.param("end = 2021-01-01", "end = 2017-01-01", "wrong_setting", "end", "> 2018-01-01", id="an end before the start"),
        pytest.param("end = 2021-01-01", 'end = "2021"', "wrong_setting", "end", "2018-01-01, 2018-01-02 …", id="an end in words"),
        pytest.param(
            "threshold = 5", "threshold = 2", "wrong_setting", "threshold", "3, 4, 5", id="a threshold that protects nobody"
        ),
        pytest.param("threshold = 5", "treshold = 5", "unknown_setting", "treshold", "threshold", id="a misspelt key"),
        pytest.param('"wonen", ', '"wonen", "Wonen", ', "repeated_setting", "themes", "", id="a theme twice"),
        pytest.param("rest = true", "", "wrong_setting", "areas[1]", "rest = true", id="an area without streets"),
        pytest.param(
            'name = "Waartplein"', 'name = "Waartplein"\nrest = true', "wrong_setting", "areas[3]", "", id="rest and streets"
        ),
        pytest.param("[[areas]]", "[[gebieden]]", "unknown_setting", "gebieden", "areas", id="areas in Dutch"),
        pytest.param('name = "de-waart"', 'name = "waart"', "wrong_setting", "name", "de-waart", id="a name unlike the file's"),
    ],
)
def test_a_wrong_setting_is_named_with_what_is_allowed(
    tmp_path: Path, old: str, new: str, key: str, named: str, allowed: str
) -> None:
    assert old in GOOD
    with pytest.raises(SettingsError) as caught:
        read_project(settings_file(tmp_path, GOOD.replace(old, new)))
    sentence = texts("nl")(f"errors.{caught.value.key}", **caught.value.params)
    assert caught.value.key == key
    assert "de-waart.toml" in sentence
    assert named in sentence
    assert allowed in sentence


def test_what_is_not_toml_is_said_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="not_toml_at") as caught:
        read_project(settings_file(tmp_path, 'name = "de-waart"\n\ntarget =\nbudget = "1.00"\n'))
    assert "regel 3" in texts("nl")(f"errors.{caught.value.key}", **caught.value.params)


def test_what_is_no_text_at_all_is_said_so(tmp_path: Path) -> None:
    file = settings_file(tmp_path, "")
    file.write_bytes(b"name = \xff")
    with pytest.raises(SettingsError, match="not_toml"):
        read_project(file)


def test_an_unknown_project_names_the_known_ones() -> None:
    with pytest.raises(SettingsError) as caught:
        load_project("../../etc/passwd")
    assert caught.value.params["allowed"] == "de-waart, annawijk"


@pytest.mark.parametrize(
    ("plan", "good"),
    [
        pytest.param(
            "[[plan]]\nday = 2019-01-01\nvisits = 40\n[[plan]]\nday = 2020-12-31\nvisits = 160\n", True, id="rising to the target"
        ),
        pytest.param("[[plan]]\nday = 2019-01-01\nvisits = 40\n", False, id="ends before the target"),
        pytest.param(
            "[[plan]]\nday = 2019-01-01\nvisits = 160\n[[plan]]\nday = 2018-12-31\nvisits = 160\n", False, id="days go back"
        ),
        pytest.param("[[plan]]\nday = 2031-01-01\nvisits = 160\n", False, id="outside the period"),
    ],
)
def test_a_plan_of_milestones_rises_within_the_period_to_the_target(tmp_path: Path, plan: str, *, good: bool) -> None:
    path = settings_file(tmp_path, GOOD + plan)
    if good:
        assert [point.visits for point in read_project(path).plan] == [40, 160]
    else:
        with pytest.raises(SettingsError, match="plan_not_rising"):
            read_project(path)


def test_milestones_of_the_neighbourhood_come_in_the_order_of_their_days(tmp_path: Path) -> None:
    text = '[[milestones]]\nday = 2021-06-01\nname = "Oplevering"\n[[milestones]]\nday = 2019-03-01\nname = " Start renovatie "\n'
    found = read_project(settings_file(tmp_path, GOOD + text)).milestones
    assert found == (Milestone(date(2019, 3, 1), "Start renovatie"), Milestone(date(2021, 6, 1), "Oplevering"))


def test_results_have_a_target_and_if_known_a_baseline_and_an_ambition(tmp_path: Path) -> None:
    text = '[[results]]\nindicator = "neighbourhood_score"\nbaseline = 6.1\ntarget = 6.8\nambition = 7.5\n'
    text += '[[results]]\nindicator = "participants"\ntarget = 400\n'
    assert read_project(settings_file(tmp_path, GOOD + text)).results == (
        ResultGoal(ResultIndicator.NEIGHBOURHOOD_SCORE, 6.8, 6.1, 7.5),
        ResultGoal(ResultIndicator.PARTICIPANTS, 400.0),
    )


def test_without_milestones_and_results_a_project_has_none() -> None:
    project = load_project("de-waart")
    assert (project.milestones, project.results) == ((), ())


SCORE = 'indicator = "neighbourhood_score"'
SHARE = 'indicator = "resolved_share"'


@pytest.mark.parametrize(
    ("table", "named", "allowed"),
    [
        pytest.param("milestones = 3", "milestones", "[[milestones]]", id="milestones that are no tables"),
        pytest.param('[[milestones]]\nname = "x"', "milestones[1].day", "2018-01-01", id="a milestone without a day"),
        pytest.param("[[milestones]]\nday = 2019-01-01", "milestones[1].name", "…", id="a milestone without a name"),
        pytest.param(
            '[[milestones]]\nday = 2019-01-01\nname = "x"\nnote = "y"',
            "milestones[1].note",
            "day, name",
            id="a milestone with more",
        ),
        pytest.param(
            '[[results]]\nindicator = "happiness"\ntarget = 1', "results[1].indicator", "neighbourhood_score", id="unknown"
        ),
        pytest.param(f"[[results]]\n{SCORE}", "results[1].target", "1.0 – 10.0", id="no target"),
        pytest.param(f"[[results]]\n{SCORE}\ntarget = 11", "results[1].target", "1.0 – 10.0", id="a mark over ten"),
        pytest.param(f"[[results]]\n{SCORE}\ntarget = nan", "results[1].target", "1.0 – 10.0", id="not a number"),
        pytest.param(f"[[results]]\n{SHARE}\ntarget = 35", "results[1].target", "0.00 – 1.00", id="a share in per cents"),
        pytest.param(f"[[results]]\n{SHARE}\ntarget = true", "results[1].target", "0.00 – 1.00", id="a share that is yes"),
        pytest.param(
            f"[[results]]\n{SHARE}\ntarget = 0.5\nbaseline = -0.1", "results[1].baseline", "0.00 – 1.00", id="a negative baseline"
        ),
        pytest.param(f"[[results]]\n{SHARE}\ntarget = 0.5\nambition = 0.4", "results[1].ambition", "≥ 0.5", id="a low ambition"),
        pytest.param('[[results]]\nindicator = "activities"\ntarget = 2.5', "results[1].target", "0, 1, 2", id="half an activity"),
        pytest.param('[[results]]\nindicator = "activities"\ntarget = inf', "results[1].target", "0, 1, 2", id="without end"),
        pytest.param(
            f"[[results]]\n{SHARE}\ntarget = 0.5\n[[results]]\n{SHARE}\ntarget = 0.6", "results.indicator", "", id="one twice"
        ),
    ],
)
def test_a_wrong_milestone_or_result_is_named_with_what_is_allowed(tmp_path: Path, table: str, named: str, allowed: str) -> None:
    text = f"{table}\n{GOOD}" if "[[" not in table else f"{GOOD}\n{table}\n"
    with pytest.raises(SettingsError) as caught:
        read_project(settings_file(tmp_path, text))
    sentence = texts("nl")(f"errors.{caught.value.key}", **caught.value.params)
    assert f"«{named}»" in sentence
    assert allowed in sentence


def test_an_organisation_keeps_its_own_projects_in_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADV_DATA", str(tmp_path))
    assert project_names() == ("de-waart", "annawijk")
    own = tmp_path / "projects"
    own.mkdir()
    text = GOOD.replace('name = "de-waart"', 'name = "leonardusbuurt"').replace("target = 160", "target = 90")
    (own / "leonardusbuurt.toml").write_text(text, encoding="utf-8-sig")  # as Notepad saves it
    assert project_names() == ("de-waart", "annawijk", "leonardusbuurt")
    assert load_project("leonardusbuurt").target == 90


def test_its_own_settings_go_before_those_that_come_with_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADV_DATA", str(tmp_path))
    (tmp_path / "projects").mkdir()
    (tmp_path / "projects" / "de-waart.toml").write_text(GOOD.replace("target = 160", "target = 170"), encoding="utf-8")
    assert project_names() == ("de-waart", "annawijk")
    assert load_project("de-waart").target == 170
    assert load_project("de-waart", SHIPPED).target == 160


def test_looking_for_its_own_projects_makes_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADV_DATA", str(tmp_path / "none"))
    assert project_names()
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("line", "first"),
    [
        pytest.param("", date(2014, 12, 20), id="Helmond's schools when nothing is said"),
        pytest.param('school_region = "noord"\n', date(2014, 12, 20), id="another region"),
        pytest.param("holidays = [{ first = 2019-07-22, last = 2019-08-11 }]\n", date(2019, 7, 22), id="days of its own"),
        pytest.param("holidays = []\n", None, id="none at all"),
    ],
)
def test_holidays_are_those_of_the_region_or_of_the_project(tmp_path: Path, line: str, first: date | None) -> None:
    found = read_project(settings_file(tmp_path, line + GOOD)).holidays
    assert (found[0].start if found else None) == first
    if "noord" in line:
        assert found == region_holidays("noord") != region_holidays("zuid")
    if "last" in line:
        assert found == (Period(date(2019, 7, 22), date(2019, 8, 12)),)


DECISION = (
    '\nincome = "1500.00"\npromised_activities = 12\n[decision]\nreference = "SUB-2018/12"\nday = 2017-12-01\namount = "65750.00"\n'
)


def with_decision(text: str = DECISION) -> str:
    return GOOD.replace("\n[[areas]]", f"{text}\n[[areas]]", 1)


def test_what_the_account_needs_and_the_data_cannot_know_is_a_setting(tmp_path: Path) -> None:
    project = read_project(settings_file(tmp_path, with_decision()))
    assert project.decision == Decision("SUB-2018/12", date(2017, 12, 1), 6_575_000)
    assert (project.income_cents, project.promised_activities) == (150_000, 12)
    assert load_project("annawijk").decision is None
    with_term = settings_file(tmp_path, with_decision(DECISION + "due = 2019-05-01\n"))
    assert read_project(with_term).decision == Decision("SUB-2018/12", date(2017, 12, 1), 6_575_000, due=date(2019, 5, 1))


def test_the_account_s_template_lies_beside_the_settings_and_nowhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADV_DATA", str(tmp_path))
    own_projects().mkdir()
    file = settings_file(own_projects(), with_decision('\nreport_template = "../../huis.dotx"\n'))
    project = read_project(file)
    (tmp_path / "huis.dotx").write_bytes(b"elsewhere")
    with pytest.raises(SettingsError, match="no_template"):
        read_template(project)
    (file.parent / "huis.dotx").write_bytes(b"PK")
    assert read_template(project) == b"PK"
    assert read_template(load_project("annawijk")) is None


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('amount = "65750.00"', 'amount = "veel"', "decision.amount"),
        ("day = 2017-12-01", 'day = "1 december"', "decision.day"),
        ('reference = "SUB-2018/12"', 'reference = " "', "decision.reference"),
        ('reference = "SUB-2018/12"', 'reference = "x"\nnumber = 3', "decision.number"),
        ('income = "1500.00"', 'income = "0"', "income"),
        ("promised_activities = 12", "promised_activities = -1", "promised_activities"),
        (DECISION, '\ndecision = "ja"\n', "decision"),
        ('in_text = "het Waartplein"', "in_text = 3", "areas[3].in_text"),
    ],
)
def test_a_wrong_setting_of_the_account_is_named(tmp_path: Path, old: str, new: str, named: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read_project(settings_file(tmp_path, with_decision().replace(old, new)))
    assert refused.value.params["setting"] == named
