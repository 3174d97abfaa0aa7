"""What the forecast costs: 10 000 paths of a project that is halfway, and everything the page Prognose computes and draws.

python -m tests.bench.forecast VISITS     prints milliseconds: the forecast, and the page the first time (medians)
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from adv.charts.chart_context import ChartContext
from adv.charts.forecast.fan import backtest_chart, fan
from adv.charts.forecast.outlook import answer_sentence, pace_sentence
from adv.metrics.coverage import burn_up, coverage
from adv.metrics.forecast import backtest, forecast, what_if
from adv.metrics.pace import learn
from adv.metrics.projection import Scenario, band_after, project_paths
from adv.settings import load_project
from adv.texts import texts
from tests.datasets import make_dataset

if TYPE_CHECKING:
    from collections.abc import Callable

    from adv.model import Dataset, Project

RUNS = 9
LOOK = ChartContext(texts("nl"))
AS_OF = date(2019, 10, 22)
DAYS = (AS_OF - date(2018, 1, 2)).days


def halfway(visits: int) -> tuple[Dataset, Project]:
    """So many visits over 22 months, three in five of them a conversation, and a target that is half reached."""
    rows = [
        {
            "visited_on": date(2018, 1, 2) + timedelta(days=number * 7919 % DAYS),
            "outcome": "conversation" if number % 5 < 3 else "refused",
        }
        for number in range(visits)
    ]
    project = replace(load_project("de-waart"), target=max(10, visits * 6 // 5))
    return make_dataset(project, visits=rows), project


def page(dataset: Dataset, project: Project) -> None:
    """All that the page Prognose does for its first visitor, with a scenario."""
    scenario = Scenario(more_per_week=2)
    found, exact = forecast(dataset, project, AS_OF), coverage(dataset, project, AS_OF)
    answer_sentence(found, exact, LOOK)
    changed = what_if(dataset, project, AS_OF, scenario)
    fan(burn_up(dataset, project, AS_OF), exact, found, LOOK, changed=changed, scenario=scenario)
    pace_sentence(exact, forecast(dataset, project, AS_OF), LOOK)
    backtest_chart(backtest(dataset, project, AS_OF), LOOK)


def milliseconds(what: Callable[[], object]) -> float:
    """Measure the median of some runs, each as if nothing had been computed before; tables of chances are there."""
    runs = []
    for _ in range(RUNS):
        for kept in (learn, project_paths, band_after):
            kept.cache_clear()
        start = time.process_time()
        what()
        runs.append(1000 * (time.process_time() - start))
    return statistics.median(runs)


def main() -> None:
    """Print both."""
    dataset, project = halfway(int(sys.argv[1]))
    page(dataset, project)  # imports
    print(milliseconds(lambda: forecast(dataset, project, AS_OF)), milliseconds(lambda: page(dataset, project)))


if __name__ == "__main__":
    main()
