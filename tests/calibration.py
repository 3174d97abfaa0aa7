"""Calibration of the forecast: how often its bands hold, on histories of which it is known how they went on.

python -m tests.calibration answer HISTORIES.jsonl     what the forecast says of each history, a line of JSON each
python -m tests.calibration measure [--projects N]     how often the 80 % bands held on simulated projects (`make calibrate`)

A history is a line {"id": …, "monday": "2018-01-01", "counts": [a number a week], "target": …}; its answer has under "4", "13"
and "26" the quantiles .025 .1 .25 .5 .75 .9 .975 of what is completed in so many coming weeks, and under "finish" in how many
weeks the target is reached (P10 P50 P80 P90 P95; 0: in the first one; null: later than three years). School holidays are those
of region Zuid.

A simulated project has a pace of 0,5 to 4 completed visits a week and a forecast made after 26 to 78 weeks; the visits of a
week are drawn from a Poisson distribution around the pace of that week:

steady        the pace stays
seasonal      a quarter of the pace in the summer and Christmas holidays
pausing       now and then six weeks without a visit: on average after half a year of work
stopping      from 0 to 26 weeks before the forecast on, the pace falls to nothing in 26 weeks, in a straight line
accelerating  the pace rises from nothing in a straight line, through its mean at the day of the forecast, and goes on

Its target is what is completed and 26 weeks' worth of visits more. Projects without a visit in the last eight weeks are drawn again.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.metrics.draws import PATHS
from adv.metrics.pace import Weeks
from adv.metrics.projection import FINISH_SHARES, LEAST_WEEKS_AHEAD, Outlook, ranked, walked
from adv.metrics.spans import Off, Span, place, weeks_off
from adv.settings import DEFAULT_REGION, region_holidays

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

KINDS = ("steady", "seasonal", "pausing", "stopping", "accelerating")
AFTER_WEEKS = (4, 13, 26)
SHARES = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)
PROJECTS = 200  # of each kind
WEEKS_OF_WORK = 26
SEED = 2018
STILL = 8


class History(Struct, frozen=True):
    """Weekly counts of one project up to the day of the forecast."""

    id: str
    monday: date  # of the first week
    counts: tuple[int, ...]
    target: int


class Answer(Struct, frozen=True):
    """Forecast of one history."""

    after: dict[int, list[int]]  # quantiles of what is completed in so many weeks
    finish: list[int | None]

    def held(self, came: NDArray[np.int64], left: int) -> dict[str, bool]:
        """Tell of each 80 % band whether what came lies in it."""
        found = {f"{weeks} weeks": quantiles[1] <= came[:weeks].sum() <= quantiles[5] for weeks, quantiles in self.after.items()}
        there = np.flatnonzero(came.cumsum() >= left)
        week = int(there[0]) if len(there) else LEAST_WEEKS_AHEAD
        first, last = (LEAST_WEEKS_AHEAD if step is None else step for step in (self.finish[0], self.finish[3]))
        return {**found, "finish": first <= week <= last}


def answer(history: History) -> Answer:
    """Make the forecast of a history."""
    begun, length, done = place(Span.WEEK, history.monday), len(history.counts), sum(history.counts)
    off = tuple(weeks_off(region_holidays(DEFAULT_REGION), begun, length + LEAST_WEEKS_AHEAD).tolist())
    start = Outlook(Weeks(history.counts, off[:length]), off[length:], begun + length, done, history.target, 0)
    finish, after = np.zeros(PATHS, dtype=np.int64), {}
    for step, level in enumerate(walked(start), start=1):
        finish += level < history.target
        if step in AFTER_WEEKS:
            after[step] = [int(value) for value in quantiles(level - done, SHARES)]
    steps = quantiles(finish, FINISH_SHARES)
    return Answer(after, [int(step) if step < LEAST_WEEKS_AHEAD else None for step in steps])


def quantiles(values: NDArray[np.int64], shares: Sequence[float]) -> NDArray[np.int64]:
    """Give the smallest values that so large shares of the paths do not exceed."""
    return ranked(values, np.array([math.ceil(share * PATHS) - 1 for share in shares]))


def answers(file: Path) -> None:
    """Print the answer to each line of a file."""
    for line in file.read_text(encoding="utf-8").splitlines():
        given = json.loads(line)
        known = History(given["id"], date.fromisoformat(given["monday"]), tuple(given["counts"]), given["target"])
        found = answer(known)
        print(json.dumps({"id": known.id, **{str(weeks): told for weeks, told in found.after.items()}, "finish": found.finish}))


def pace(kind: str, off: NDArray[np.int8], made: int, random: np.random.Generator) -> NDArray[np.float64]:
    """Give the pace of each week, on the scale of the project's own."""
    weeks = np.arange(len(off))
    if kind == "seasonal":
        return np.where(off == Off.LONG, 0.25, 1.0)
    if kind == "pausing":
        begins = random.random(len(off)) < 1 / 26
        return np.where(np.convolve(begins, np.ones(6))[: len(off)] > 0, 0.0, 1.0)
    if kind == "stopping":
        return np.clip(1 - (weeks - made + random.uniform(0, 26)) / 26, 0, 1)
    if kind == "accelerating":
        return weeks / made
    return np.ones(len(off))


def simulated(kind: str, number: int) -> tuple[History, NDArray[np.int64]]:
    """Give a history, and the true counts of the weeks after it."""
    random = np.random.default_rng([SEED, KINDS.index(kind), number])
    mean, made = random.uniform(0.5, 4), int(random.integers(26, 79))
    monday = date(2016, 1, 4) + timedelta(weeks=int(random.integers(0, 52)))
    off = weeks_off(region_holidays(DEFAULT_REGION), place(Span.WEEK, monday), made + LEAST_WEEKS_AHEAD)
    counts = random.poisson(mean * pace(kind, off, made, random))
    past = tuple(counts[:made].tolist())
    return History(f"{kind}-{number}", monday, past, sum(past) + math.ceil(mean * WEEKS_OF_WORK)), counts[made:]


def measure(kind: str, projects: int) -> dict[str, float]:
    """Tell how often each band held on so many projects of one kind."""
    held: list[dict[str, bool]] = []
    number = 0
    while len(held) < projects:
        known, came = simulated(kind, number)
        number += 1
        if any(known.counts[-STILL:]):
            held.append(answer(known).held(came, known.target - sum(known.counts)))
    return {band: sum(one[band] for one in held) / projects for band in held[0]}


def main(arguments: Sequence[str]) -> None:
    """Answer a file of histories, or measure on simulated projects."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("answer").add_argument("histories", type=Path)
    commands.add_parser("measure").add_argument("--projects", type=int, default=PROJECTS)
    args = parser.parse_args(arguments)
    if args.command == "answer":
        answers(args.histories)
        return
    for kind in KINDS:
        print(f"  {kind:14}", "   ".join(f"{band} {share:.0%}" for band, share in measure(kind, args.projects).items()), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
