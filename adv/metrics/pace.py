"""Pace of a team, learnt by an exact filter over everything that is unknown of a week and of a project.

A hidden Markov model. Unknown of a week: the level of the pace, and what the team does (work, pause, or nothing any more).
Unknown of a project: its habits, how fast its pace wanders, how lumpy its weeks are, what is left of the pace in holidays, and
whether it knows pauses at all. Each combination of habits is filtered over all past weeks, empty ones included, and counts for
as much as it foretold them.

References
----------
West & Harrison 1997, Bayesian Forecasting and Dynamic Models, ch. 2 and 12 (mixtures of models); Hamilton 1989, Econometrica
57:357 (the filter over hidden states); Anisimov & Fedorov 2007, Statistics in Medicine 26:4958 (recruitment as counts of a
gamma-Poisson pace).
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]

WEEK_DAYS = 7
SLOWEST_MEAN = 0.05  # completed a week: the first guess is never made around less
UNTHINKABLE = 1e-60  # no week is less likely than this beside the likeliest: no belief is ever lost altogether
WEEKS_AT_ONCE = 13  # weeks that are learnt in one go, and remembered: the forecasts of past quarters are some 13 weeks apart
DOUBLINGS = 20  # of the exponential of a rate matrix
STATES = ("always", "works", "pauses", "stopped")  # "always": a team that knows no pauses, and so never leaves its state
ALWAYS, WORKS, PAUSES, STOPPED = range(len(STATES))
IDLE = PAUSES  # from this state on the team does not work


class Wander(Struct, frozen=True):
    """Kind of wandering of the pace from week to week. Its mean stays as it is."""

    step: float  # standard deviation of the logarithm of the pace, a week
    jumps: float = 0.0  # chance a week of a change at once, of `Model.jump`: a pair of visitors more or less


class Model(Struct, frozen=True):
    """Habits that a team may have, and how likely each is before a week was seen. All weights of one kind add up to 1."""

    levels: int = 54  # of the logarithm of the pace
    spacing: float = 0.15  # between two of them
    below: int = 31  # levels under the mean of the past weeks
    spread: float = 0.6  # standard deviation of the first guess, around that mean
    wanders: tuple[Wander, ...] = (Wander(0.01), Wander(0.01, jumps=1 / 26), Wander(0.06), Wander(0.12), Wander(0.25))
    wander_weights: tuple[float, ...] = (0.25, 0.22, 0.22, 0.26, 0.05)
    jump: float = 0.6  # standard deviation of the logarithm
    sizes: tuple[float, ...] = (math.inf, 3.0, 0.5)  # of the negative binomial: a small one makes lumpy weeks, ∞ is Poisson
    size_weights: tuple[float, ...] = (0.45, 0.30, 0.25)
    left: tuple[tuple[float, float], ...] = ((1, 1), (0.56, 1), (0.26, 1), (0.1, 1), (0.56, 0.56), (0.26, 0.26), (0.1, 0.1))
    left_weights: tuple[float, ...] = (0.40, 0.20, 0.13, 0.07, 0.10, 0.07, 0.03)  # `left`: in a long holiday, in a short one
    pausing: float = 0.3  # chance that the team knows pauses
    begin: float = 6 / 256  # a week: from work to a pause
    stop: float = 2 / 256  # from work to nothing any more
    resume: float = 32 / 256  # from a pause to work
    restart: float = 3 / 256  # from nothing to work
    idle: float = 0.02  # visits a week of a team that does not work

    @property
    def switches(self) -> Array:
        """Give the chance to go from one state (row) to another (column) in a week."""
        return np.array(
            [
                [1, 0, 0, 0],
                [0, 1 - self.begin - self.stop, self.begin, self.stop],
                [0, self.resume, 1 - self.resume, 0],
                [0, self.restart, 0, 1 - self.restart],
            ]
        )

    def moves(self) -> Array:
        """Give the chance to go from one level (row) to another (column) in a week; shape (wanders, levels, levels)."""
        return np.stack([self._move(wander) for wander in self.wanders])

    def _move(self, wander: Wander) -> Array:
        """Give the chances of moving between levels in a week: the exponential of rates that give the step and keep the mean."""
        up, down = math.expm1(self.spacing), -math.expm1(-self.spacing)  # effect on the pace of a level more, or less
        often = (wander.step / self.spacing) ** 2
        rates = np.zeros((self.levels, self.levels))
        at = np.arange(self.levels - 1)
        rates[at, at + 1], rates[at + 1, at] = often * down / (up + down), often * up / (up + down)
        if wander.jumps:
            apart = self.spacing * (np.arange(self.levels) - np.arange(self.levels)[:, None])
            far = np.exp(-(((apart + self.jump**2 / 2) / self.jump) ** 2) / 2)
            rates += wander.jumps * far / far.sum(axis=1, keepdims=True)
        np.fill_diagonal(rates, 0)
        np.fill_diagonal(rates, -rates.sum(axis=1))
        move: Array = np.linalg.matrix_power(np.eye(self.levels) + rates / 2**DOUBLINGS, 2**DOUBLINGS)
        return move

    def paces(self, middle: int) -> Array:
        """Give the paces of the levels, a week, around the level with this number."""
        paces: Array = np.exp(self.spacing * (middle - self.below + np.arange(self.levels)))
        return paces

    def start(self) -> Array:
        """Make the first guess, around the middle level; shape (wanders, states, sizes, left, levels)."""
        guess = np.exp(-((self.spacing * (np.arange(self.levels) - self.below) / self.spread) ** 2) / 2)
        states = (1 - self.pausing, self.pausing, 0, 0)
        weights = (self.wander_weights, states, self.size_weights, self.left_weights, guess / guess.sum())
        found = np.ones(())
        for each in weights:
            found = np.multiply.outer(found, np.array(each))
        return found

    def spread_of(self, wander: Wander) -> float:
        """Give the standard deviation of a week's step; a jump that keeps the mean pace has its own middle below it."""
        return math.sqrt(wander.step**2 + wander.jumps * self.jump**2 * (1 + self.jump**2 / 4))


MODEL = Model()


class Weeks(Struct, frozen=True):
    """Past weeks of a project. Hashable, so that it can be the key of a cache."""

    counts: tuple[int, ...]  # completed in each whole week; at least one week
    off: tuple[int, ...]  # kind of each of them, an `Off`
    now: int = 0  # completed in the week that is not over
    now_off: int = 0
    days: int = 0  # of that week that have passed; 0: it has not begun


class Seen(Struct, frozen=True):
    """Week as the filter sees it."""

    count: int  # completed
    off: int  # an `Off`
    days: int  # passed so far


class Belief(Struct, frozen=True, eq=False):
    """Knowledge after the last week."""

    chances: Array  # shape (wanders, states, sizes, left, levels); adds up to 1
    paces: Array  # of the levels, a week

    @property
    def stopped(self) -> float:
        """Give the chance that the team has stopped, and is not only pausing."""
        return float(self.chances[:, STOPPED].sum())


@lru_cache(maxsize=8)  # a belief takes 180 kB
def learn(weeks: Weeks, model: Model = MODEL) -> Belief:
    """Filter all weeks, the one that is not over for the days that have passed.

    Forecasts of the same project that start at the same level share what their first weeks taught, as those of past quarters do.

    Parameters
    ----------
    weeks
        The past; with at least one whole week, or a week that has begun.
    """
    mean = max(sum(weeks.counts) / max(1, len(weeks.counts)), SLOWEST_MEAN)
    level = round(math.log(mean) / model.spacing)
    seen = tuple(Seen(count, off, WEEK_DAYS) for count, off in zip(weeks.counts, weeks.off, strict=True))
    if weeks.days:
        seen += (Seen(weeks.now, weeks.now_off, weeks.days),)
    shared = 1 + (len(seen) - 1) // WEEKS_AT_ONCE * WEEKS_AT_ONCE
    chances = _filtered(_learnt(seen[:shared], level, model), seen[shared:], level, model)
    chances = chances / chances.sum()
    chances.flags.writeable = False
    return Belief(chances, model.paces(level))


@lru_cache(maxsize=32)
def _learnt(seen: tuple[Seen, ...], level: int, model: Model) -> Array:
    """Filter the first week, then stretches of `WEEKS_AT_ONCE`, each from what the one before taught; chances are not scaled."""
    if len(seen) == 1:
        first: Array = model.start() * _likelihood(seen[0], level, model)
        return first
    return _filtered(_learnt(seen[:-WEEKS_AT_ONCE], level, model), seen[-WEEKS_AT_ONCE:], level, model)


def _filtered(chances: Array, seen: tuple[Seen, ...], level: int, model: Model) -> Array:
    moves = _moves(model)
    switches = model.switches.T.copy()
    wanders = len(model.wanders)
    states = len(STATES)
    levels = model.levels
    for one in seen:
        moved = np.matmul(chances.reshape(wanders, -1, levels), moves)
        switched = np.matmul(switches / chances.sum(), moved.reshape(wanders, states, -1)).reshape(chances.shape)
        chances = switched * _likelihood(one, level, model)
    return chances


@lru_cache(maxsize=4)
def _moves(model: Model) -> Array:
    return model.moves()


@lru_cache(maxsize=64)  # most weeks are like others; 36 kB each
def _likelihood(week: Seen, level: int, model: Model) -> Array:
    """Compute how likely a week's count is in each case, beside the likeliest one; shape (states, sizes, left, levels)."""
    share = week.days / WEEK_DAYS
    left = np.array([1.0 if not week.off else both[week.off - 1] for both in model.left])
    rates = share * left[:, None] * model.paces(level)
    logs = np.empty((len(STATES), len(model.sizes), *rates.shape))
    for place, size in enumerate(model.sizes):
        logs[:, place] = log_chance(week.count, rates, size)
    logs[IDLE:] = log_chance(week.count, np.array(share * model.idle), math.inf)
    chances: Array = np.maximum(np.exp(logs - logs.max()), UNTHINKABLE)
    return chances


def log_chance(count: int, means: Array, size: float) -> Array:
    """Compute the logarithm of the chance of a count: negative binomial of this size, Poisson when it is infinite."""
    ways = -math.lgamma(count + 1)
    if math.isinf(size):
        found: Array = ways + count * np.log(means) - means
    else:
        ways += math.lgamma(count + size) - math.lgamma(size)
        found = ways + size * np.log(size / (size + means)) + count * np.log(means / (size + means))
    return found
