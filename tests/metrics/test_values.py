"""Rates, their interval, and what is not available."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adv.metrics.values import NotAvailable, Rate, over, wilson

Z998 = 3.090232306167813


@pytest.mark.parametrize(
    ("z", "low", "high"),
    [
        pytest.param(1.959963984540054, 0.552544, 0.736358, id="95 %"),
        pytest.param(Z998, 0.495495, 0.778354, id="99,8 %"),
    ],
)
def test_wilsons_interval_of_65_out_of_100_is_the_published_one(z: float, low: float, high: float) -> None:
    assert Rate(65, 100, "x").interval(z) == pytest.approx((low, high), abs=5e-7)


@given(st.integers(1, 10_000).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials))))
def test_the_interval_lies_between_0_and_1_and_around_the_share(counts: tuple[int, int]) -> None:
    successes, trials = counts
    low, high = wilson(successes, trials)
    assert 0 <= low <= successes / trials + 1e-12
    assert successes / trials - 1e-12 <= high <= 1


def test_a_share_of_nothing_is_not_available() -> None:
    assert Rate(0, 0, "x").share == NotAvailable("empty_denominator")
    assert Rate(0, 0, "x").interval() == NotAvailable("empty_denominator")


@pytest.mark.parametrize("denominator", [0, -1, -0.5])
def test_a_ratio_with_nothing_to_divide_by_says_why(denominator: float) -> None:
    assert over(1, denominator, "nothing_spent") == NotAvailable("nothing_spent")
