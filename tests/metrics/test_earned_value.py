"""Budget and earned value: exact sums, the published checks, and the schedule."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from adv.metrics.budget import Budget, MoneyGroup, budget, spend_curve, spent_by, spent_over_time
from adv.metrics.earned_value import EarnedSchedule, EarnedValue, earned_value
from adv.metrics.spans import Span
from adv.metrics.values import NotAvailable
from adv.model import PlanPoint
from tests.metrics.tables import BY_HOUSEHOLD, PROJECT, START, booking, data, day, talks, visit

NO_SCHEDULE = EarnedSchedule(0, 1, 1)


def test_the_first_published_check() -> None:
    found = EarnedValue(bac=100_000, pv=40_000, ev=35_000, ac=36_000, schedule=NO_SCHEDULE)
    assert (found.sv, found.cv) == (-5_000, -1_000)
    assert found.spi == 0.875
    assert found.cpi == pytest.approx(0.97222, abs=5e-6)
    assert found.eac == pytest.approx(102_857.14, abs=5e-3)
    assert found.tcpi == 1.015625


def test_the_second_published_check() -> None:
    found = EarnedValue(bac=500_000, pv=250_000, ev=200_000, ac=290_000, schedule=NO_SCHEDULE)
    assert found.spi == 0.80
    assert found.cpi == pytest.approx(0.69, abs=5e-3)
    assert found.eac == pytest.approx(725_000)
    assert found.eac_atypical == 590_000
    assert found.eac_combined == pytest.approx(833_750)
    assert found.etc == pytest.approx(435_000)
    assert found.vac == pytest.approx(-225_000)
    assert found.tcpi == pytest.approx(1.428571, abs=5e-7)


@pytest.mark.parametrize(
    ("values", "name", "reason"),
    [
        pytest.param((100, 50, 0, 0), "cpi", "nothing_spent", id="nothing spent"),
        pytest.param((100, 50, 20, -5), "cpi", "nothing_spent", id="only corrections"),
        pytest.param((100, 50, 20, 0), "eac", "nothing_spent", id="no cost to go on"),
        pytest.param((100, 50, 0, 10), "eac", "nothing_earned", id="nothing earned"),
        pytest.param((100, 50, 0, 10), "eac_combined", "nothing_earned", id="nothing earned, combined"),
        pytest.param((100, 0, 20, 10), "eac_combined", "nothing_planned", id="nothing planned, combined"),
        pytest.param((100, 0, 20, 10), "spi", "nothing_planned", id="nothing planned"),
        pytest.param((100, 50, 0, 10), "vac", "nothing_earned", id="no estimate"),
        pytest.param((100, 50, 0, 10), "etc", "nothing_earned", id="nothing to complete"),
        pytest.param((100, 50, 20, 100), "tcpi", "budget_spent", id="the budget is spent"),
        pytest.param((100, 50, 20, 300), "tcpi", "budget_spent", id="overspent"),
    ],
)
def test_a_ratio_that_cannot_be_says_why(values: tuple[int, int, int, int], name: str, reason: str) -> None:
    assert getattr(EarnedValue(*values, NO_SCHEDULE), name) == NotAvailable(reason)


def test_earned_value_of_a_project_behind_its_plan() -> None:
    dataset = data(visits=talks(*range(1, 11)), expenses=[booking(5, 30_000), booking(60, 99)])
    found = earned_value(dataset, PROJECT, day(40))
    assert not isinstance(found, NotAvailable)
    assert (found.bac, found.pv, found.ev, found.ac) == (100_000, 40_000, 20_000, 30_000)
    assert found.schedule == EarnedSchedule(es=20.0, at=40, pd=100.0)
    assert (found.schedule.sv_t, found.schedule.spi_t, found.schedule.ieac_t) == (-20.0, 0.5, 200.0)


def test_earned_schedule_of_a_published_table_with_months_that_are_not_alike() -> None:
    """The twelve periods of Advantager's specification (github.com/advantager-pro/advantager, spec/models/project_spec.rb).

    Planned and earned per period, and after seven periods ES 6.52, SV(t) -0.48, SPI(t) 0.93 and IEAC(t) 12.9 periods.
    """
    planned = (100, 350, 650, 1050, 1500, 2000, 2500, 2950, 3350, 3650, 3900, 4000)
    earned = (98, 325, 600, 960, 1360, 1830, 2260)
    period = 8  # days
    plan = tuple(PlanPoint(day(period * number), count) for number, count in enumerate(planned, 1))
    project = replace(PROJECT, target=4000, budget_cents=400_000, plan=plan)
    when = [period * number for number, count in enumerate(np.diff((0, *earned)), 1) for _ in range(count)]
    dataset = data(project, visits=talks(*when), expenses=[booking(1, 1)])
    for number, (value, done) in enumerate(zip(planned, earned, strict=False), 1):
        found = earned_value(dataset, project, day(period * number))
        assert not isinstance(found, NotAvailable)
        assert (found.pv, found.ev) == (100 * value, 100 * done)
        schedule = found.schedule
    assert not isinstance(schedule.sv_t, NotAvailable)
    assert not isinstance(schedule.spi_t, NotAvailable)
    assert not isinstance(schedule.ieac_t, NotAvailable)
    assert (schedule.at, schedule.pd) == (7 * period, 12 * period)
    assert schedule.es / period == pytest.approx(6.52)
    assert schedule.sv_t / period == pytest.approx(-0.48)
    assert schedule.spi_t == pytest.approx(0.93, abs=0.005)
    assert schedule.ieac_t / period == pytest.approx(12.9, abs=0.05)


def test_no_more_is_earned_than_the_budget() -> None:
    dataset = data(visits=talks(*[1] * 150), expenses=[booking(1, 1)])
    found = earned_value(dataset, PROJECT, day(40))
    assert not isinstance(found, NotAvailable)
    assert found.ev == found.bac


def test_a_project_that_was_late_stays_late_in_time_though_not_in_money() -> None:
    done = [*talks(*[50] * 49), visit(150, household="last")]
    found = earned_value(data(visits=done, expenses=[booking(1, 1)]), PROJECT, day(400))
    assert not isinstance(found, NotAvailable)
    assert found.spi == 1.0
    assert found.schedule.spi_t == pytest.approx(100 / 150)  # the clock stands still once the target is reached


def test_before_the_start_nothing_has_a_pace() -> None:
    found = earned_value(data(visits=talks(5), expenses=[booking(5, 1)]), PROJECT, day(-3))
    assert not isinstance(found, NotAvailable)
    assert (found.schedule.spi_t, found.schedule.sv_t, found.schedule.ieac_t) == (NotAvailable("not_begun"),) * 3


def test_a_project_that_earned_nothing_has_no_end() -> None:
    found = earned_value(data(visits=[visit(1, "refused")], expenses=[booking(5, 1)]), PROJECT, day(10))
    assert not isinstance(found, NotAvailable)
    assert found.schedule.spi_t == 0.0
    assert found.schedule.ieac_t == NotAvailable("nothing_earned")


def test_without_bookings_the_plan_and_the_work_are_known_but_not_the_cost() -> None:
    found = earned_value(data(visits=talks(*range(1, 11))), PROJECT, day(40))
    assert not isinstance(found, NotAvailable)
    assert (found.pv, found.ev, found.spi, found.schedule.spi_t) == (40_000, 20_000, 0.5, 0.5)
    for name in ("ac", "cv", "cpi", "eac", "eac_atypical", "eac_combined", "etc", "vac", "tcpi"):
        assert getattr(found, name) == NotAvailable("no_expenses")


@pytest.mark.parametrize(
    ("project", "tables", "reason"),
    [
        pytest.param(PROJECT, {"expenses": [booking(1, 1)]}, "no_visits", id="no visits"),
        pytest.param(BY_HOUSEHOLD, {"expenses": [booking(1, 1)], "visits": [visit(1)]}, "no_households", id="no households"),
    ],
)
def test_earned_value_needs_visits(project: object, tables: dict[str, list[dict[str, object]]], reason: str) -> None:
    assert earned_value(data(**tables), project, day(3)) == NotAvailable(reason)  # type: ignore[arg-type]  # a Project, from a table


def test_spent_is_added_up_to_the_cent_and_corrections_are_taken_off() -> None:
    bookings = [booking(1, 10), booking(2, 20), booking(3, -5), booking(4, 1)] + [booking(5, 1)] * 1000
    found = budget(data(visits=talks(1, 2), expenses=bookings), PROJECT, day(9))
    assert isinstance(found, Budget)
    assert found.spent_cents == 1026
    assert found.remaining_cents == 98_974
    assert found.use == 1026 / 100_000
    assert found.cost_per_visit == 513.0


def test_an_overspent_budget_has_less_than_nothing_left() -> None:
    found = budget(data(expenses=[booking(1, 150_000)]), PROJECT, day(9))
    assert isinstance(found, Budget)
    assert (found.remaining_cents, found.use) == (-50_000, 1.5)
    assert found.cost_per_visit == NotAvailable("no_visits")


def test_no_completed_visit_has_no_cost() -> None:
    found = budget(data(visits=[visit(1, "refused")], expenses=[booking(1, 5)]), PROJECT, day(9))
    assert isinstance(found, Budget)
    assert found.cost_per_visit == NotAvailable("nothing_completed")


BOOKINGS = [
    booking(1, 500, category="Personeel", organisation="LEVgroep"),
    booking(20, 70, category="Zaalhuur"),
    booking(50, -20, category="Personeel", organisation="LEVgroep"),
    booking(51, 3),
]
LINES = [{"category": "Personeel", "year": 2019, "cents": 900}, {"category": "Overig", "year": 2020, "cents": 50}]


def test_by_category_the_projects_own_come_first_and_nothing_is_lost() -> None:
    found = spent_by(data(expenses=BOOKINGS, budget_lines=LINES), PROJECT, day(60), MoneyGroup.CATEGORY)
    assert not isinstance(found, NotAvailable)
    assert found.groups == ("Personeel", "Materiaal", "Zaalhuur", "Overig")
    assert found.spent_cents == (480, 0, 70, 0)
    assert found.budget_line_cents == (900, 0, 0, 50)
    assert found.without_group_cents == 3
    assert found.other_cents == 70
    with_line = data(expenses=BOOKINGS, budget_lines=[*LINES, {"category": "Zaalhuur", "year": 2019, "cents": 1}])
    known = spent_by(with_line, PROJECT, day(60), MoneyGroup.CATEGORY)
    assert not isinstance(known, NotAvailable)
    assert known.other_cents == 0


def test_by_organisation_there_are_no_budget_lines() -> None:
    found = spent_by(data(expenses=BOOKINGS, budget_lines=LINES), PROJECT, day(60), MoneyGroup.ORGANISATION)
    assert not isinstance(found, NotAvailable)
    assert (found.groups, found.spent_cents) == (("LEVgroep", "Politie"), (480, 0))
    assert found.budget_line_cents is None
    assert found.without_group_cents == 73


def test_over_time_empty_months_stay_and_years_have_their_budget_lines() -> None:
    dataset = data(expenses=BOOKINGS, budget_lines=LINES)
    months = spent_over_time(dataset, PROJECT, day(95), Span.MONTH)
    years = spent_over_time(dataset, PROJECT, START.replace(year=2020), Span.YEAR)
    assert not isinstance(months, NotAvailable)
    assert not isinstance(years, NotAvailable)
    assert (months.spent_cents, months.budget_line_cents) == ((570, -17, 0, 0), None)
    assert (years.spent_cents, years.budget_line_cents) == ((553, 0), (900, 50))


def test_the_spend_curve_runs_from_the_eve_of_the_start_to_the_last_day_that_counts() -> None:
    found = spend_curve(data(expenses=[*BOOKINGS, booking(51, 4)]), PROJECT, day(60))
    assert not isinstance(found, NotAvailable)
    assert found.days == (day(0), day(1), day(20), day(50), day(51), day(60))
    assert found.spent_cents == (0, 500, 570, 550, 557, 557)
    assert found.plan_cents == (0.0, 100_000.0)


def test_cents_of_a_century_of_bookings_stay_exact() -> None:
    many = data(expenses=[booking(1, 999_999_999_999, category="Materiaal")] * 1000 + [booking(1, 1, category="Materiaal")])
    found = spent_by(many, replace(PROJECT, budget_cents=1), day(2), MoneyGroup.CATEGORY)
    assert not isinstance(found, NotAvailable)
    assert found.spent_cents[1] == 999_999_999_999_001
