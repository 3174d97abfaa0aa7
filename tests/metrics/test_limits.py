"""What chance does, against published examples and exact sums made by other means."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adv.metrics.chance import count_interval, difference_interval, funnel_limits, z_of
from adv.metrics.values import wilson


@pytest.mark.parametrize(
    ("level", "low", "high"), [(0.95, 0.552544, 0.736358), (0.998, 0.495495, 0.778354)], ids=["95 %", "99,8 %"]
)
def test_wilsons_interval_of_65_in_100_at_both_levels(level: float, low: float, high: float) -> None:
    assert wilson(65, 100, z_of(level)) == pytest.approx((low, high), abs=5e-7)


# Newcombe 1998, Statistics in Medicine 17:873, table II, method 10: the cases (a) to (h)
NEWCOMBE = {
    "56/70 and 48/80": (56, 70, 48, 80, 0.0524, 0.3339),
    "9/10 and 3/10": (9, 10, 3, 10, 0.1705, 0.8090),
    "6/7 and 2/7": (6, 7, 2, 7, 0.0582, 0.8062),
    "5/56 and 0/29": (5, 56, 0, 29, -0.0381, 0.1926),
    "0/10 and 0/20": (0, 10, 0, 20, -0.1611, 0.2775),
    "0/10 and 0/10": (0, 10, 0, 10, -0.2775, 0.2775),
    "10/10 and 0/20": (10, 10, 0, 20, 0.6791, 1.0),
    "10/10 and 0/10": (10, 10, 0, 10, 0.6075, 1.0),
}


@pytest.mark.parametrize(("a", "m", "b", "n", "low", "high"), NEWCOMBE.values(), ids=NEWCOMBE)
def test_the_difference_of_two_shares_has_newcombes_published_limits(
    a: int, m: int, b: int, n: int, low: float, high: float
) -> None:
    assert difference_interval(a / m, wilson(a, m), b / n, wilson(b, n)) == pytest.approx((low, high), abs=6e-5)


def poisson_below(count: int, mean: float) -> float:
    """P(X <= count), added up term by term."""
    return math.fsum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(count + 1))


@pytest.mark.parametrize("count", [5, 10, 20, 65, 160, 500])
def test_byars_limits_lie_where_the_exact_poisson_tails_are_a_fortieth(count: int) -> None:
    low, high = count_interval(count)
    assert 1 - poisson_below(count - 1, low) == pytest.approx(0.025, rel=0.05)
    assert poisson_below(count, high) == pytest.approx(0.025, rel=0.05)


def test_byars_limits_of_ten_are_the_tabled_ones() -> None:
    assert count_interval(10) == pytest.approx((4.79, 18.39), abs=0.01)  # exact, Pearson and Hartley's table 40: 4,80 and 18,39


def test_of_nothing_counted_the_limits_begin_at_nothing() -> None:
    low, high = count_interval(0)
    assert low == 0
    assert high == pytest.approx(3.69, abs=0.05)  # exact: −ln 0,025


def chances(trials: int, share: Fraction) -> list[Fraction]:
    """The chance of each count, from the ways in which it comes about."""
    return [math.comb(trials, count) * share**count * (1 - share) ** (trials - count) for count in range(trials + 1)]


LEVELS = {0.95: Fraction(25, 1000), 0.998: Fraction(1, 1000)}  # each with what chance may do on one side


@pytest.mark.parametrize("trials", [1, 2, 5, 7, 10, 23, 40, 181])
@pytest.mark.parametrize("share", ["0.02", "0.3", "0.5", "0.65", "0.8064", "0.97"])
def test_a_count_lies_outside_a_funnel_when_chance_makes_it_or_one_further_out_too_seldom(trials: int, share: str) -> None:
    each = chances(trials, Fraction(share))
    for level, tail in LEVELS.items():
        low, high = funnel_limits(trials, float(share), level)
        below = [count for count in range(trials + 1) if count / trials < low]
        above = [count for count in range(trials + 1) if count / trials > high]
        assert below == [count for count in range(trials + 1) if sum(each[: count + 1]) < tail]
        assert above == [count for count in range(trials + 1) if sum(each[count:]) < tail]
        assert sum(each[count] for count in below + above) < 2 * tail


def test_all_of_a_few_is_no_wonder_where_most_succeed() -> None:
    assert float(chances(5, Fraction(45, 55))[5]) == pytest.approx(0.367, abs=5e-4)
    assert funnel_limits(5, 45 / 55, 0.95)[1] == 1


def test_a_funnels_limits_of_ten_are_those_of_funnelr() -> None:
    # funnelR 0.1.0, fundata(benchmark = .8064, method = "exact"): qbinom(c(.025, .975, .001, .999), 10, .8064) / 10
    inside = [
        [count for count in range(11) if low <= count / 10 <= high]
        for low, high in (funnel_limits(10, 0.8064, level) for level in LEVELS)
    ]
    assert inside == [[5, 6, 7, 8, 9, 10], [4, 5, 6, 7, 8, 9, 10]]


def test_where_numbers_are_large_a_funnels_limits_are_those_of_the_normal_curve() -> None:
    spread = math.sqrt(0.3 * 0.7 / 80_000)
    assert funnel_limits(80_000, 0.3, 0.95)[1] == pytest.approx(0.3 + 1.96 * spread, abs=1e-5)
    assert funnel_limits(80_000, 0.3, 0.998)[0] == pytest.approx(0.3 - 3.09 * spread, abs=2e-5)


@given(st.integers(1, 3000), st.floats(0, 1), st.sampled_from([*LEVELS]))
@settings(max_examples=100, deadline=None)
def test_a_funnels_limits_lie_on_both_sides_and_mirror_each_other(trials: int, share: float, level: float) -> None:
    low, high = funnel_limits(trials, share, level)
    assert 0 <= low <= share + 1e-9
    assert share - 1e-9 <= high <= 1
    assert funnel_limits(trials, 1 - share, level) == pytest.approx((1 - high, 1 - low), abs=1e-6)
