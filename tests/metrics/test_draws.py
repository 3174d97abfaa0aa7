"""Draws of weeks to come: their tables against exact chances, and the paths against what the filter foretells."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from adv.metrics.draws import MIDDLES, PATHS, QUANTILES, count_quantiles, drawn_weeks, step_quantiles
from adv.metrics.pace import IDLE, MODEL, Weeks, learn, log_chance
from adv.metrics.spans import Off
from tests.metrics.test_pace import said

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from adv.metrics.pace import Belief

SEEN = Weeks((3, 1, 0, 4, 2, 2, 0, 0, 5, 1, 3, 2, 0, 2, 1, 4), (0,) * 16)
FOUR_ERRORS = 4 * 0.5 / math.sqrt(PATHS)


def below(mean: float, size: float) -> NDArray[np.float64]:
    """Chances of at most 0, 1, 2 … visits."""
    logs = [float(log_chance(count, np.array(mean), size)) for count in range(int(40 * mean + 200))]
    return np.exp(logs).cumsum()


@pytest.mark.parametrize("size", MODEL.sizes)
@pytest.mark.parametrize("mean", [0.02, 0.4, 3.0, 25.0, 63.0])
def test_the_table_of_counts_has_the_exact_quantiles_and_the_mean(mean: float, size: float) -> None:
    found = count_quantiles(np.array([mean]), size)[0]
    exact = np.searchsorted(below(mean, size), MIDDLES)
    assert found[:-1].tolist() == exact[:-1].tolist()
    assert found.mean() == pytest.approx(mean, abs=1 / QUANTILES)


@pytest.mark.parametrize("size", MODEL.sizes)
def test_wide_counts_are_near_enough_to_the_exact_quantiles(size: float) -> None:
    found = count_quantiles(np.array([150.0]), size)[0]
    exact = np.searchsorted(below(150.0, size), MIDDLES)
    assert np.abs(found[:-1] - exact[:-1]).max() <= max(1, 0.02 * exact[-2])
    assert found.mean() == pytest.approx(150, abs=1 / QUANTILES)


def test_the_steps_keep_the_mean_pace_and_have_the_spread_that_is_said() -> None:
    for wander, steps in zip(MODEL.wanders, step_quantiles(MODEL), strict=True):
        assert np.exp(steps).mean() == pytest.approx(1)
        assert steps.var() == pytest.approx(said(wander))


def ahead(belief: Belief, off: tuple[int, ...]) -> float:
    """Chance of not one visit in the coming weeks, by the filter's own matrices."""
    chances = belief.chances
    for kind in off:
        moved = np.einsum("wshlv,wvu->wshlu", chances, MODEL.moves())
        switched = np.einsum("wshlv,st->wthlv", moved, MODEL.switches)
        left = np.array([(1.0, *both)[kind] for both in MODEL.left])
        rates = left[:, None] * belief.paces
        nothing = np.stack([np.exp(log_chance(0, rates, size)) for size in MODEL.sizes])
        chances = switched * nothing
        chances[:, IDLE:] = switched[:, IDLE:] * math.exp(-MODEL.idle)
    return float(chances.sum())


@pytest.mark.parametrize(
    "off", [(0,), (0,) * 4, (Off.NOT, Off.SHORT, Off.LONG, Off.LONG)], ids=["a week", "four weeks", "with holidays"]
)
def test_the_paths_are_as_likely_to_bring_nothing_as_the_filter_foretells(off: tuple[int, ...]) -> None:
    belief = learn(SEEN)
    total = sum(drawn_weeks(belief, off, None))
    assert np.mean(np.equal(total, 0)) == pytest.approx(ahead(belief, off), abs=FOUR_ERRORS)


def test_the_mean_of_the_first_week_is_that_of_the_belief() -> None:
    belief = learn(SEEN)
    working = np.einsum("wshlv,st->tv", belief.chances, MODEL.switches)
    expected = float((working[:IDLE] @ belief.paces).sum() + MODEL.idle * working[IDLE:].sum())
    (drawn,) = drawn_weeks(belief, (0,), None)
    assert float(drawn.mean()) == pytest.approx(expected, rel=0.06)


def test_of_a_week_that_has_begun_only_the_rest_is_drawn() -> None:
    belief = learn(Weeks(SEEN.counts, SEEN.off, 2, 0, 5))
    (rest,), (whole,) = drawn_weeks(belief, (0,), 2 / 7), drawn_weeks(belief, (0,), None)
    assert float(rest.mean()) == pytest.approx(float(whole.mean()) * 2 / 7, rel=0.15)


def test_the_same_belief_gives_the_same_paths_also_when_others_were_drawn_in_between() -> None:
    first = [week.tolist() for week in drawn_weeks(learn(SEEN), (0, 1, 0), None)]
    np.random.default_rng(1).random(10)
    both = zip(
        drawn_weeks(learn(SEEN), (0, 1, 0), None), drawn_weeks(learn(Weeks((9,) * 8, (0,) * 8)), (0,) * 3, None), strict=True
    )
    assert [week.tolist() for week, _ in both] == first


def test_a_longer_draw_begins_as_a_shorter_one() -> None:
    short, long = drawn_weeks(learn(SEEN), (0,) * 3, None), drawn_weeks(learn(SEEN), (0,) * 9, None)
    assert all((one == other).all() for one, other in zip(short, long, strict=False))
