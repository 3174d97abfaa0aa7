"""Filter of the pace: against enumeration of everything that may have been, and what must hold of its parts."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adv.metrics.pace import IDLE, MODEL, PAUSES, STATES, STOPPED, WORKS, Model, Wander, Weeks, learn, log_chance
from adv.metrics.spans import Off

if TYPE_CHECKING:
    from numpy.typing import NDArray

TINY = Model(
    levels=3,
    spacing=0.5,
    below=1,
    wanders=(Wander(0.3), Wander(0.05, jumps=0.2)),
    wander_weights=(0.7, 0.3),
    sizes=(math.inf, 1.5),
    size_weights=(0.6, 0.4),
    left=((1, 1), (0.3, 0.6)),
    left_weights=(0.8, 0.2),
    pausing=0.5,
    begin=0.2,
    stop=0.1,
    resume=0.3,
    restart=0.05,
)


def chance(count: int, mean: float, size: float) -> float:
    """Chance of a count, by the formula in any textbook."""
    if math.isinf(size):
        return math.exp(-mean) * math.pow(mean, count) / math.factorial(count)
    ways = math.gamma(count + size) / (math.gamma(size) * math.factorial(count))
    return ways * math.pow(size / (size + mean), size) * math.pow(mean / (size + mean), count)


def enumerated(counts: list[int], off: list[int], shares: list[float], model: Model) -> NDArray[np.float64]:
    """Add up the chances of every course of levels and states, for all habits: the belief after the last week."""
    mean = sum(counts[: shares.count(1)]) / shares.count(1)
    centre = round(math.log(mean) / model.spacing)
    paces = [math.exp(model.spacing * (centre + place)) for place in (-1, 0, 1)]
    guess = [math.exp(-((math.log(pace / paces[1]) / model.spread) ** 2) / 2) for pace in paces]
    moves, switches = model.moves(), model.switches
    found = np.zeros((2, 4, 2, 2, 3))
    for wander, size, left in itertools.product(range(2), range(2), range(2)):
        habits = model.wander_weights[wander] * model.size_weights[size] * model.left_weights[left]
        for course in itertools.product(itertools.product(range(4), range(3)), repeat=len(counts)):
            (state, level), before = course[0], None
            weight = habits * guess[level] / sum(guess) * (0.5 if state < 2 else 0)
            for (state, level), count, kind, share in zip(course, counts, off, shares, strict=True):
                if before is not None:
                    weight *= switches[before[0], state] * moves[wander, before[1], level]
                if not weight:
                    break
                slower = 1.0 if not kind else model.left[left][kind - 1]
                if state >= IDLE:
                    weight *= chance(count, model.idle * share, math.inf)
                else:
                    weight *= chance(count, paces[level] * slower * share, model.sizes[size])
                before = (state, level)
            found[wander, state, size, left, level] += weight
    found /= found.sum()
    return found


@pytest.mark.parametrize(
    ("weeks", "counts", "off", "shares"),
    [
        pytest.param(Weeks((2, 0, 3), (0, 0, 0)), [2, 0, 3], [0, 0, 0], [1, 1, 1], id="three weeks"),
        pytest.param(Weeks((4, 1, 0), (0, 1, 2)), [4, 1, 0], [0, 1, 2], [1, 1, 1], id="a long and a short holiday"),
        pytest.param(Weeks((1, 0), (0, 0), 2, 1, 3), [1, 0, 2], [0, 0, 1], [1, 1, 3 / 7], id="three days of a third week"),
    ],
)
def test_the_filter_finds_what_enumerating_every_course_finds(
    weeks: Weeks, counts: list[int], off: list[int], shares: list[float]
) -> None:
    np.testing.assert_allclose(learn(weeks, TINY).chances, enumerated(counts, off, shares, TINY), rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize(
    ("count", "mean", "size", "expected"),
    [
        pytest.param(3, 2.0, math.inf, 0.180447, id="Poisson 2"),
        pytest.param(0, 0.02, math.inf, 0.980199, id="Poisson 0,02"),
        pytest.param(2, 1.0, 1.0, 0.125, id="geometric: 1/2 to the third"),
        pytest.param(0, 0.5, 0.5, 0.707107, id="size a half: the root of a half"),
        pytest.param(1, 3.0, 1.5, 0.192450, id="1,5 · (1/3)^1,5 · 2/3"),
    ],
)
def test_the_chance_of_a_count_is_that_of_the_tables(count: int, mean: float, size: float, expected: float) -> None:
    assert math.exp(log_chance(count, np.array(mean), size)) == pytest.approx(expected, abs=5e-7)


def test_no_chance_is_lost_or_made_when_the_pace_moves_or_the_state_switches() -> None:
    assert MODEL.moves().sum(axis=2) == pytest.approx(1, abs=1e-9)
    assert (MODEL.moves() >= 0).all()
    assert MODEL.switches.sum(axis=1) == pytest.approx(1)
    start = MODEL.start()
    assert start.sum() == pytest.approx(1)
    assert start[:, PAUSES:].sum() == 0  # the history begins with a visit


def said(wander: Wander) -> float:
    """Variance a week of the logarithm: small steps, and now and then a jump that keeps the mean, so with a median below it."""
    return wander.step**2 + wander.jumps * (MODEL.jump**2 + (MODEL.jump**2 / 2) ** 2)


@pytest.mark.parametrize("wander", range(len(MODEL.wanders)))
def test_the_pace_wanders_as_far_as_it_is_said_and_its_mean_stays(wander: int) -> None:
    middle, move = MODEL.levels // 2, MODEL.moves()[wander, MODEL.levels // 2]
    logs = MODEL.spacing * (np.arange(MODEL.levels) - middle)
    assert (move * np.exp(logs)).sum() == pytest.approx(1, abs=0.002)  # a far jump may meet the end of the grid
    spread = move @ logs**2 - (move @ logs) ** 2
    assert spread == pytest.approx(said(MODEL.wanders[wander]), rel=0.02)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=30), st.integers(0, 6), st.integers(0, 9))
@settings(max_examples=25, deadline=None)
def test_the_chances_add_up_to_one_whatever_was_seen(counts: list[int], days: int, now: int) -> None:
    belief = learn(Weeks(tuple(counts), tuple(week % 3 for week in range(len(counts))), now if days else 0, 0, days))
    assert belief.chances.sum() == pytest.approx(1)
    assert (belief.chances >= 0).all()
    assert 0 <= belief.stopped < 1


def test_a_week_beyond_all_experience_is_learnt_from_too() -> None:
    belief = learn(Weeks((*[1] * 60, 5000), (0,) * 61))
    assert np.isfinite(belief.chances).all()
    assert belief.chances.sum() == pytest.approx(1)


def test_the_longer_nothing_comes_the_likelier_it_has_stopped() -> None:
    stopped = [learn(Weeks((*[3] * 20, *[0] * still), (0,) * (20 + still))).stopped for still in (0, 4, 12, 40)]
    assert stopped == sorted(stopped)
    assert stopped[0] < 0.02
    assert stopped[-1] > 0.6
    assert (
        learn(Weeks((*[3] * 20, *[0] * 8), (0,) * 28)).stopped > learn(Weeks((*[3] * 20, *[0] * 8), (*[0] * 20, *[1] * 8))).stopped
    )


def test_a_visit_this_week_shows_that_the_team_works() -> None:
    still = Weeks((*[3] * 20, *[0] * 12), (0,) * 32)
    back = learn(Weeks(still.counts, still.off, 1, 0, 2))
    working = back.chances[:, :IDLE].sum()
    assert learn(still).chances[:, :IDLE].sum() < 0.4
    assert working > 0.7
    assert STATES[WORKS] == "works"
    assert back.stopped == pytest.approx(float(back.chances[:, STOPPED].sum()))


def test_quiet_holidays_are_a_habit_that_is_learnt() -> None:
    off = [Off.LONG if week % 13 > 9 else Off.NOT for week in range(78)]
    quiet = learn(Weeks(tuple(1 if kind else 6 for kind in off), tuple(off))).chances.sum(axis=(0, 1, 2, 4))
    steady = learn(Weeks((6,) * 78, tuple(off))).chances.sum(axis=(0, 1, 2, 4))
    assert steady[0] > 0.9  # as many as ever
    assert quiet[0] < 0.01
    assert MODEL.left[int(quiet.argmax())][0] == 0.26  # 1 of 6 is between 0,10 and 0,26, and nearer to this one
