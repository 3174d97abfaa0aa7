"""Means with their margin, against printed tables and data of which everybody knows the answer."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adv.metrics.chance import Mean, mean_of, t95
from adv.metrics.values import NotAvailable

# Two-sided 5 %, as printed: Fisher and Yates, Statistical Tables (1963), table III.
PRINTED = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 9: 2.262, 10: 2.228, 14: 2.145, 20: 2.086, 30: 2.042, 60: 2.000}
PRINTED |= {120: 1.980}
# scipy.stats.t.ppf(0.975, freedom), ten decimals
QUANTILES = {
    1: 12.7062047362,
    2: 4.3026527297,
    3: 3.1824463053,
    7: 2.3646242516,
    50: 2.0085591121,
    99: 1.9842169516,
    100: 1.9839715185,
    101: 1.9837310030,
    102: 1.9834952586,
    200: 1.9718962236,
    1000: 1.9623390808,
    99999: 1.9599877078,
}
# Extra hours of sleep on one drug less the other, ten patients: Student 1908, Biometrika 6:20; R's data set `sleep`.
SLEEP = (1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4)


@pytest.mark.parametrize(("freedom", "printed"), PRINTED.items())
def test_students_t_is_that_of_the_printed_table(freedom: int, printed: float) -> None:
    assert round(t95(freedom), 3) == printed


@pytest.mark.parametrize(("freedom", "exact"), QUANTILES.items())
def test_students_t_is_exact_on_both_sides_of_where_the_sum_becomes_an_expansion(freedom: int, exact: float) -> None:
    assert t95(freedom) == pytest.approx(exact, abs=2e-10)


def test_there_is_no_t_without_a_degree_of_freedom() -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - it has no message
        t95(0)


def test_students_sleepers_gain_between_0_7_and_2_46_hours() -> None:
    found = mean_of(SLEEP, -24, 24)
    assert isinstance(found, Mean)
    assert found.count == len(SLEEP)
    assert found.mean == pytest.approx(1.58)
    assert found.interval == pytest.approx((0.7001142, 2.4598858), abs=5e-8)  # R: t.test(extra ~ group, paired = TRUE)


@pytest.mark.parametrize(
    ("values", "interval"),
    [
        pytest.param([7], NotAvailable("one_value"), id="one mark"),
        pytest.param([7, 7, 7], NotAvailable("all_equal"), id="equal marks"),
        pytest.param([5, 9], (1, 10), id="two marks far apart: anything between 1 and 10"),
        pytest.param([6, 7, 8], pytest.approx((7 - 4.30265273 / 3**0.5, 7 + 4.30265273 / 3**0.5)), id="three marks"),
    ],
)
def test_few_marks_have_a_wide_margin_or_none(values: list[float], interval: object) -> None:
    found = mean_of(values, 1, 10)
    assert isinstance(found, Mean)
    assert found.interval == interval


def test_no_marks_have_no_mean() -> None:
    assert mean_of([], 1, 10) == NotAvailable("no_marks_there")


@given(st.lists(st.integers(1, 10), min_size=2).flatmap(lambda marks: st.tuples(st.just(marks), st.permutations(marks))))
def test_the_mean_lies_within_its_margin_whatever_the_order(lists: tuple[list[int], list[int]]) -> None:
    marks, turned = lists
    found = mean_of(marks, 1, 10)
    assert found == mean_of(turned, 1, 10)
    assert isinstance(found, Mean)
    if not isinstance(found.interval, NotAvailable):
        low, high = found.interval
        assert 1 <= low <= found.mean <= high <= 10


def test_a_margin_needs_no_scipy() -> None:
    code = "import sys; from adv.metrics.chance import t95; t95(7); sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
