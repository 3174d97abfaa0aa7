"""The catalogue: every indicator once, with what it is computed by, where it is shown, in what form it is told, and its rows.

From it come `summary --json`, the definitions behind the ⓘ, docs/indicators.md and the tests over
all states. An indicator's name and meaning are texts (``definitions.<key>``), its metric and the rows that it counts are in
`adv.metrics`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from adv.indicators.budget import BUDGET
from adv.indicators.entry import Figure, Indicator, Metric
from adv.indicators.requests import REQUESTS_RAISED, THEMES
from adv.indicators.results import CORE_TEAM, OUTCOMES
from adv.indicators.rules import COURSE, NEIGHBOURHOODS, RULES
from adv.indicators.visits import FORECAST, REACHED
from adv.metrics.source_rows import Behind

SECTIONS = (REACHED, FORECAST, BUDGET, THEMES, REQUESTS_RAISED, OUTCOMES, CORE_TEAM, COURSE, RULES, NEIGHBOURHOODS)
INDICATORS = {one.key: one for section in SECTIONS for one in section.indicators}


def figures() -> Iterator[tuple[Indicator, Figure]]:
    """Every figure of ``summary --json``."""
    return ((one, figure) for one in INDICATORS.values() for figure in one.figures)


def explained(chart: str) -> tuple[str, ...]:
    """The keys of the indicators that a chart, table or card explains."""
    return tuple(one.key for one in INDICATORS.values() if one.shown and chart in one.shown.charts.split())


def rows_of(key: str) -> Behind:
    """The rows that an indicator counts."""
    rows = INDICATORS[key].basis.rows
    if rows is None:
        raise KeyError(key)
    return rows


def metrics() -> dict[str, tuple[Metric, tuple[Any, ...]]]:
    """Every metric with its choice, by the names of both."""
    asked = (ask for one in INDICATORS.values() for ask in one.asks)
    return {" ".join((metric.__name__, *map(str, choice))): (metric, choice) for metric, choice in asked}
