"""How often the forecast's 80 % band holds on simulated projects: `make calibrate` writes adv/metrics/calibration.json anew.

A simulated project has a pace of 0,5 to 4 completed visits a week and a forecast made after 26 to 78 weeks; the visits of a
week are drawn from a Poisson distribution around the pace of that week:

steady        the pace stays
seasonal      a quarter of the pace in the school holidays: six weeks of summer, two at Christmas; the forecast at any time of the year
stopping      from 0 to 26 weeks before the forecast on, the pace falls to nothing in 26 weeks, in a straight line
accelerating  the pace rises from nothing in a straight line, through its mean at the day of the forecast, and goes on

Held against the truth, for each project: the number completed 13 weeks later (inside the middle 80 % of the paths), and the week
in which 26 weeks' worth of visits more are completed (from P10 up to and including P90). Projects for which there is no forecast
(nothing in eight weeks) are drawn again, and counted.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from adv.metrics.calibration import FILE, HORIZON_WEEKS, KINDS
from adv.metrics.forecast import History, outlook
from adv.metrics.frames import number_of
from adv.metrics.paths import Outlook, band_after, project_paths
from adv.metrics.spans import Span, place
from adv.model import Period, Project, TargetUnit

if TYPE_CHECKING:
    from numpy.typing import NDArray

PROJECTS = 1000  # of each kind
LONGEST = 520  # weeks after the forecast
MONDAY = date(2018, 1, 1)
WEEKS_OF_WORK = 26
SEED = 2018
HOLIDAYS = (0, *range(28, 34), 51)  # weeks of a year, counted from 0


def pace(kind: str, weeks: NDArray[np.int64], made: int, random: np.random.Generator) -> NDArray[np.float64]:
    """The pace of each week, on the scale of the project's own."""
    if kind == "seasonal":
        return np.where(np.isin((weeks + random.integers(0, 52)) % 52, HOLIDAYS), 0.25, 1.0)
    if kind == "stopping":
        begins = made - random.uniform(0, 26)
        return np.clip(1 - (weeks - begins) / 26, 0, 1)
    if kind == "accelerating":
        return weeks / made
    return np.ones(len(weeks))


def simulated(kind: str, number: int) -> tuple[Outlook, NDArray[np.int64]] | None:
    """What a forecast starts from, and the true counts of the weeks after it; None when there is no forecast."""
    random = np.random.default_rng([SEED, KINDS.index(kind), number])
    mean, made = random.uniform(0.5, 4), int(random.integers(26, 79))
    counts = random.poisson(mean * pace(kind, np.arange(made + LONGEST), made, random))
    past = np.repeat(number_of(MONDAY) + 7 * np.arange(made), counts[:made])
    target = len(past) + math.ceil(mean * WEEKS_OF_WORK)
    as_of = MONDAY + timedelta(weeks=made, days=-1)
    start = outlook(History(past, place(Span.WEEK, MONDAY)), project(target), as_of)
    return (start, counts[made:]) if isinstance(start, Outlook) else None


def project(target: int) -> Project:
    """A project with this target; nothing else of it matters."""
    names = ("x",)
    period = Period(MONDAY, date(2030, 1, 1))
    return Project("x", "x", "x", "x", target, TargetUnit.VISITS, 1, period, (), names, names, names, names)


def against_band(start: Outlook, after: NDArray[np.int64]) -> int:
    """Where the number 13 weeks later lies: 0 in its band, -1 below it, 1 above it."""
    band, became = band_after(start, HORIZON_WEEKS), start.completed + int(after[:HORIZON_WEEKS].sum())
    became = min(became, start.project.target)
    return int(became > band.high) - int(became < band.low)


def week_held(start: Outlook, after: NDArray[np.int64]) -> bool:
    """Whether the week in which the target is reached lies from P10 up to and including P90."""
    found = project_paths(start)
    there = np.flatnonzero(start.completed + after.cumsum() >= start.project.target)
    if not len(there):
        return found.p90 is None
    week = start.sunday(int(there[0]))
    return found.p10 is not None and found.p10 <= week and (found.p90 is None or week <= found.p90)


def measure(kind: str, projects: int) -> dict[str, Any]:
    """One kind of project."""
    made = numbers = below = weeks = tried = 0
    while made < projects:
        drawn = simulated(kind, tried)
        tried += 1
        if drawn is None:
            continue
        made += 1
        side = against_band(*drawn)
        numbers += side == 0
        below += side < 0
        weeks += week_held(*drawn)
    return {"forecasts": made, "number_held": numbers, "number_below": below, "week_held": weeks, "without_forecast": tried - made}


def main() -> None:
    """Measure every kind, print the figures and write them where the page takes them from."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--projects", type=int, default=PROJECTS)
    parser.add_argument("--dry", action="store_true", help="do not write the file")
    args = parser.parse_args()
    found = {}
    for kind in KINDS:
        began = time.perf_counter()
        found[kind] = measure(kind, args.projects)
        shares = "   ".join(f"{name} {100 * found[kind][name] / args.projects:.1f} %" for name in ("number_held", "week_held"))
        none = found[kind]["without_forecast"]
        print(f"  {kind:14}{shares}   no forecast {none}   {time.perf_counter() - began:.0f} s", flush=True)
    if not args.dry:
        FILE.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
