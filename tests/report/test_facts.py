"""Facts: the same numbers as `summary --json`, and only dated ones of a period."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from adv.cli import main
from adv.formats import CENTS
from adv.model import Period
from adv.report.fact import FactKind, When, is_year
from adv.report.facts import Facts, NotComparable
from adv.report.spans import spans_of, year
from adv.settings import load_project
from sample_data.make_samples import DE_WAART_FILE, FOLDER
from tests.report.reports import NOTHING, of_sample, sample

if TYPE_CHECKING:
    from adv.report.fact import Fact

WHOLE_YEARS = (2018, 2019, 2020)


def facts(number: int) -> Facts:
    return Facts(spans_of(sample(), load_project("de-waart"), year(number)), NOTHING)


def summary(capsys: pytest.CaptureFixture[str], as_of: str) -> dict[str, Any]:
    main(["summary", "--json", "--as-of", as_of, str(FOLDER / DE_WAART_FILE)])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def value_at(summed: dict[str, Any], path: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The value at a path of which a name may hold points and spaces."""
    found: Any = summed
    while path:
        name = next(name for name in found if path == name or path.startswith(f"{name}."))
        found, path = found[name], path[len(name) + 1 :]
    return found["count"] if isinstance(found, dict) and "count" in found else found


@pytest.mark.parametrize("number", WHOLE_YEARS)
def test_every_fact_since_the_start_is_the_number_of_summary(number: int, capsys: pytest.CaptureFixture[str]) -> None:
    summed, checked = summary(capsys, f"{number}-12-31"), 0
    for fact in of_sample(number).facts.values():
        if fact.when is not When.START:
            continue
        try:
            told = value_at(summed, fact.path)
        except (StopIteration, TypeError):
            continue  # made of others
        checked += 1
        assert isinstance(fact.value, int | float)
        assert (fact.value / CENTS if fact.kind is FactKind.CENTS else fact.value) == told, fact.key
    assert checked > 60


def test_the_year_s_visits_and_euros_are_those_of_summary(capsys: pytest.CaptureFixture[str]) -> None:
    summed, made = summary(capsys, "2020-12-31"), {number: of_sample(number).facts for number in WHOLE_YEARS}
    for number, known in made.items():
        assert known["visits.completed@now"].value == summed["visits"]["completed_by_year"][str(number)]
        assert known["budget.spent@now"].number / CENTS == summed["budget"]["by_year"][str(number)]


@pytest.mark.parametrize("path", ["visits.completed", "visits.total", "requests.total", "requests.closed", "requests.withdrawn"])
def test_the_years_add_up_to_all_since_the_start(path: str) -> None:
    each = [found.number for number in WHOLE_YEARS if (found := facts(number).count(path, When.NOW))]
    whole = facts(2020).count(path)
    assert whole is not None
    assert sum(each) == whole.number > 0


@pytest.mark.parametrize("path", ["visits.completed", "requests.closed", "requests.unfinished"])
def test_the_year_before_is_what_that_year_s_own_report_said(path: str) -> None:
    assert value(facts(2020).count(path, When.BEFORE)) == value(facts(2019).count(path, When.NOW))


def value(fact: Fact | None) -> float:
    assert fact is not None
    return fact.number


def test_what_is_not_finished_is_what_was_raised_and_neither_closed_nor_withdrawn() -> None:
    """28, 52 and 48 at the end of the three years: worked out by hand from the sample's dates."""
    assert [value(facts(number).count("requests.unfinished", When.NOW)) for number in WHOLE_YEARS] == [28, 52, 48]
    assert [value(facts(number).count("requests.closed", When.NOW)) for number in WHOLE_YEARS] == [28, 50, 32]


@pytest.mark.parametrize("path", ["requests.by_status", "core_team.waiting_by_owner", "households.funnel", "requests.ageing"])
def test_a_status_of_today_is_never_told_of_a_period(path: str) -> None:
    with pytest.raises(NotComparable):
        facts(2019).counts(path, When.NOW)


def test_a_status_of_today_is_not_told_of_a_past_day_either() -> None:
    assert facts(2019).counts("requests.by_status") == {}
    assert facts(2020).counts("requests.by_status")["open"].value == 18


def test_a_year_is_a_period_from_new_year_to_new_year() -> None:
    assert is_year(year(2019))
    assert not is_year(Period(date(2019, 1, 2), date(2020, 1, 2)))
    assert not is_year(Period(date(2019, 1, 1), date(2019, 12, 31)))


def test_the_report_s_day_is_the_last_of_its_period_or_of_the_data() -> None:
    project = load_project("de-waart")
    assert spans_of(sample(), project, year(2019)).as_of == date(2019, 12, 31)
    assert spans_of(sample(), project, Period(date(2020, 1, 1), date(2023, 1, 1))).as_of == date(2020, 12, 31)
    assert not spans_of(sample(), project, year(2019)).is_latest
    assert spans_of(sample(), project, year(2020)).is_latest


def test_the_first_year_has_no_year_before() -> None:
    assert facts(2018).spans.before is None
    assert facts(2019).spans.before == year(2018)
