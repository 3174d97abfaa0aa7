"""Weeks to come, drawn from what was learnt of the pace: each draw is a look-up in a table of 256 quantiles."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from statistics import NormalDist
from typing import TypeAlias

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from adv.metrics.pace import IDLE, MODEL, Belief, Model, Wander

Drawn: TypeAlias = "NDArray[np.int32]"

SEED = 160  # any number, always the same one: the same data give the same forecast
PATHS = 10_000
QUANTILES = 256  # so that a random byte is a draw
FINE = 4  # places between two levels
SHIFT = 6  # 64 steps to a place: the pace of a path moves in small steps
CELL = FINE << SHIFT  # steps from one level to the next
DRAWS = 3  # bytes a path and week: how the pace moves, what the team does, what it completes
EXACT_UP_TO = 64.0  # mean of a week: above it, quantiles are scaled or approximated
TAIL = 30.0  # a count's table ends where less than exp(-30) is left
MIDDLES = (np.arange(QUANTILES) + 0.5) / QUANTILES


class Tables(Struct, frozen=True, eq=False):
    """Tables that the paths look up: each row has 256 outcomes that are as likely as each other."""

    steps: NDArray[np.int32]  # move of the pace in a week, in steps, for each kind of wandering; shape (wanders × 256)
    states: NDArray[np.int32]  # beginning of the row of the next state; shape (states × 256)
    counts: NDArray[
        np.int32
    ]  # completed in a week; shape (sizes × (places + 1) × 256), the last place for a team that does not work
    places: int
    per_log: float  # steps to a unit of the logarithm of the pace

    def moved(self, pace: Drawn, entries: Drawn) -> Drawn:
        """Give the pace of each path a week later, by its entry of `steps`; it stays between the ends."""
        after: Drawn = pace + self.steps.take(entries)
        np.maximum(after, 0, out=after)
        np.minimum(after, (self.places << SHIFT) - 1, out=after)
        return after


@lru_cache(maxsize=8)
def tables(lowest: int, model: Model = MODEL) -> Tables:
    """Make the tables for levels from `lowest` × spacing on. Kept: most projects need the same ones again."""
    per_log = CELL / model.spacing
    idle = [count_quantiles(np.array([model.idle]), math.inf)] * len(model.sizes)
    counts = [*(_level_counts(level, model) for level in range(lowest, lowest + model.levels)), np.array(idle)]
    chances = model.switches.cumsum(axis=1)
    states = [np.searchsorted(row, MIDDLES, side="right") * QUANTILES for row in chances]
    return Tables(
        np.rint(step_quantiles(model) * per_log).astype(np.int32).ravel(),
        np.array(states, dtype=np.int32).ravel(),
        np.concatenate(counts, axis=1).astype(np.int32).ravel(),
        model.levels * FINE,
        per_log,
    )


@lru_cache(maxsize=512)
def _level_counts(level: int, model: Model) -> NDArray[np.int64]:
    """Compute the quantiles of the counts at the places of one level, which many projects share. Shape (sizes, places, 256)."""
    paces = np.exp(model.spacing * (level - 0.5 + (np.arange(FINE) + 0.5) / FINE))
    return np.array([count_quantiles(paces, size) for size in model.sizes])


@lru_cache(maxsize=4)
def step_quantiles(model: Model) -> NDArray[np.float64]:
    """Compute how far the logarithm of the pace goes in a week, for each kind of wandering, so that the mean pace stays as it is.

    The 256 quantiles lack the far ends, so they are stretched until their spread is that of the wandering. Shape (wanders, 256).
    """
    found = np.array([_mixture_quantiles(wander, model.jump) for wander in model.wanders])
    found *= np.array([model.spread_of(wander) for wander in model.wanders])[:, None] / found.std(axis=1, keepdims=True)
    found -= np.log(np.exp(found).mean(axis=1, keepdims=True))
    return found


def _mixture_quantiles(wander: Wander, jump: float) -> NDArray[np.float64]:
    """Find the quantiles of small steps with now and then a jump: they have no formula, so they are closed in on by halving."""
    if not wander.jumps:
        return normal_quantiles(wander.step)
    low, high = np.full(QUANTILES, -6 * jump), np.full(QUANTILES, 6 * jump)
    for _ in range(30):
        middle = (low + high) / 2
        small, large = normal_chances(middle / wander.step), normal_chances((middle + jump**2 / 2) / jump)  # it too keeps the mean
        below = (1 - wander.jumps) * small + wander.jumps * large
        low, high = np.where(below < MIDDLES, middle, low), np.where(below < MIDDLES, high, middle)
    return high


def normal_chances(at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Compute the chance that a standard normal is below each of these."""
    return (1 + np.fromiter(map(math.erf, at / math.sqrt(2)), np.float64, len(at))) / 2


@lru_cache(maxsize=8)
def normal_quantiles(spread: float) -> NDArray[np.float64]:
    """Find the 256 quantiles of a normal around 0; kept, for every level asks for the same ones."""
    normal = NormalDist(0, spread)
    return np.array([normal.inv_cdf(share) for share in MIDDLES])


def count_quantiles(means: NDArray[np.float64], size: float) -> NDArray[np.int64]:
    """Compute 256 quantiles of a week's count for each mean; the last one makes up what the mean of the others lacks.

    Shape (means, 256). Above a mean of 64 the quantiles of a Poisson are those of Cornish and Fisher, and those of a negative
    binomial are scaled: it hardly differs from a gamma then.
    """
    exact = np.minimum(means, EXACT_UP_TO)
    found = _exact_quantiles(exact, size)
    if math.isinf(size):
        normal = normal_quantiles(1.0)
        wide = np.rint(means[:, None] + np.sqrt(means)[:, None] * normal + (normal**2 - 1) / 6)
    else:
        wide = np.rint(found * (means / exact)[:, None])
    found = np.where((means > EXACT_UP_TO)[:, None], wide.astype(np.int64), found)
    lacking = np.rint(QUANTILES * means - found.sum(axis=1)).astype(np.int64)
    found[:, -1] = np.maximum(found[:, -1] + lacking, found[:, -2])
    return found


def _exact_quantiles(means: NDArray[np.float64], size: float) -> NDArray[np.int64]:
    """Add up chances from none on; each chance is the one before it times a ratio."""
    highest = float(means.max())
    longest = TAIL + highest + 8 * math.sqrt(highest) + (0 if math.isinf(size) else 8 * highest / size)
    counts = np.arange(1, int(longest))
    if math.isinf(size):
        first = np.exp(-means)
        ratios = means[:, None] / counts
    else:
        first = (size / (size + means)) ** size
        ratios = (means / (size + means))[:, None] * ((counts - 1 + size) / counts)
    chances = first[:, None] * np.cumprod(np.column_stack([np.ones(len(means)), ratios]), axis=1)
    return np.array([np.searchsorted(below, MIDDLES) for below in chances.cumsum(axis=1)])


def drawn_weeks(belief: Belief, off: Sequence[int], rest: float | None, model: Model = MODEL) -> Iterator[Drawn]:
    """Draw what is completed in each coming week by each of 10 000 paths: as many arrays of shape (paths,) as there are weeks in `off`.

    A pace is a whole number of steps above the lower end of the lowest level: 256 to a level, 64 to a place. Each table is flat:
    its row r begins at r × 256, and a random byte chooses one of the 256 entries from there on.

    Parameters
    ----------
    belief
        What was learnt up to now.
    off
        What each coming week is, an `Off`.
    rest
        The share that is left of a first week that has begun: it was learnt from, so nothing moves before it. None: it has not
        begun.

    Examples
    --------
    A week of one path, in a long holiday. It began at level 20 (one visit a week, when the lowest level is −20), has the wander 2,
    the state 1 (it works) and the size 1, and a long holiday leaves 0.56 of its pace. Its three bytes are 200, 130 and 230.

    - pace: 20 × 256 + 128 = 5248, the middle of its level; `steps[2 × 256 + 200]` is 77, so 5325 from now on
    - state: `states[1 × 256 + 130]` is 256, the beginning of row 1: it still works
    - pace in this week: 5325 − 990 = 4335, for ln 0.56 is −990 steps; 4335 // 64 = place 67
    - completed: `counts[(1 × 217 + 67) × 256 + 230]` is 2; each size has 216 places, and one for a team that does not work
    """
    known = tables(round(math.log(float(belief.paces[0])) / model.spacing), model)
    random = np.random.default_rng(SEED)
    wander, state, size, left, level = (part.astype(np.int32) for part in _begin(belief, random))
    logs = np.log(np.array([(1.0, *both) for both in model.left]))
    slower = np.rint(logs * known.per_log).astype(np.int32)[left].T.copy()  # in each kind of week, in steps (down)
    pace = level * CELL + CELL // 2
    first_place = size * (known.places + 1)  # the row of `counts` in which those of its size begin
    from_wander, from_state = wander * QUANTILES, state * QUANTILES  # beginnings of its rows of `steps` and `states`
    for week, kind in enumerate(off):
        raw: NDArray[np.uint64] = random.bit_generator.random_raw(DRAWS * PATHS // 8)
        for_pace, for_state, for_count = raw.view(np.uint8).reshape(DRAWS, PATHS).astype(np.int32)
        if rest is not None and not week:
            pace_now = pace + np.int32(round(math.log(rest) * known.per_log))
        else:
            pace_now = pace = known.moved(pace, from_wander + for_pace)
            from_state = known.states.take(from_state + for_state)
        if kind:
            pace_now = pace_now + slower[kind]
        place = np.where(from_state < IDLE * QUANTILES, np.maximum(pace_now, 0) >> SHIFT, known.places)
        yield known.counts.take((first_place + place) * QUANTILES + for_count)


def _begin(belief: Belief, random: np.random.Generator) -> tuple[NDArray[np.intp], ...]:
    """Draw where the paths begin: habits, state and level of each, as likely as they are. Stratified, so the shares are kept."""
    below = belief.chances.cumsum()
    places = (np.arange(PATHS) + random.random(PATHS)) / PATHS * below[-1]
    found = np.minimum(np.searchsorted(below, places, side="right"), belief.chances.size - 1)
    return np.unravel_index(found, belief.chances.shape)
