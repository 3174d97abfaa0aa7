"""Sentences of any counts can be made in both languages, and name only what is so."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from adv.charts.budget.spending import spent_by_sentence, spent_over_time_sentence
from adv.charts.chart_context import ChartContext
from adv.charts.coverage.visits import NAMES as GROUPS
from adv.charts.coverage.visits import coverage_by_sentence, coverage_sentence, outcomes_sentence, over_time_sentence
from adv.charts.overview.headlines import visits
from adv.charts.requests import ageing_sentence, by_sentence, requests_answer
from adv.charts.themes import theme_by_area_sentence, theme_shares_sentence, themes_over_time_sentence
from adv.metrics.budget import MoneyGroup, SpentByGroup, SpentOverTime
from adv.metrics.requests import Ageing, RequestGroup, Requests, RequestsByGroup
from adv.metrics.spans import Span
from adv.metrics.themes import CrossTable, ThemeShares, ThemesOverTime
from adv.metrics.values import NotAvailable, Rate
from adv.metrics.visits import CoverageByGroup, OutcomeCounts, OverTime, VisitGroup
from adv.model import Outcome, Status, TargetUnit
from adv.texts import texts
from tests.charts.test_every_state import LEFT_OVER, begins_well
from tests.charts.test_sentences import covered

if TYPE_CHECKING:
    from collections.abc import Callable

LOOKS = (ChartContext(texts("nl")), ChartContext(texts("en")))
FEW = st.integers(0, 3)
NAMES = ("Noord", "Zuid", "zorg en welzijn", "West")


def lists(size: int = 3) -> st.SearchStrategy[tuple[int, ...]]:
    return st.tuples(*[FEW] * size)


def reads(tell: Callable[[ChartContext], str]) -> list[str]:
    told = [tell(context) for context in LOOKS]
    for text in told:
        assert text.endswith("."), text
        assert begins_well(text), text
        assert not LEFT_OVER.search(text), text
    return told


@given(st.sampled_from(list(GROUPS)), lists(), FEW, FEW)
def test_visits_by_any_group(group: VisitGroup, completed: tuple[int, ...], without: int, unknown: int) -> None:
    total = max(completed) + unknown if group is VisitGroup.ORGANISATION else sum(completed) + unknown
    exact = CoverageByGroup(group, NAMES[:3], completed, completed, without, total + without, total)
    told = reads(lambda context: coverage_by_sentence(exact, context))
    most = max(completed)
    if most and completed.count(most) == 1 and group is VisitGroup.ATTEMPT:
        assert f"ronde {NAMES[completed.index(most)]}" in told[0].split(".")[0]


@given(st.integers(0, 12), st.floats(0, 10), st.integers(-400, 400), st.sampled_from(TargetUnit), st.integers(-100, 1300))
def test_coverage_on_any_day(completed: int, planned: float, lag: int, unit: TargetUnit, day: int) -> None:
    as_of = date(2018, 1, 1) + timedelta(days=day)
    reached = as_of if completed >= 10 else None
    exact = covered(completed, planned, lag, target=10, target_unit=unit, as_of=as_of, reached_on=reached)
    reads(lambda context: coverage_sentence(exact, context))
    reads(lambda context: visits(exact, context).verdict.why)


@given(lists(5))
def test_any_outcomes(counts: tuple[int, ...]) -> None:
    exact = OutcomeCounts(dict(zip(Outcome, counts, strict=True)), {})
    told = reads(lambda context: outcomes_sentence(exact, context))
    numbers = [int(number) for number in re.findall(r"\d+", re.sub(r"\(.*?\)", "", told[0]))]
    assert all(number <= sum(counts) for number in numbers)


@given(st.sampled_from(Span), st.lists(FEW, min_size=1, max_size=6))
def test_visits_over_any_spans(span: Span, counts: list[int]) -> None:
    starts = tuple(date(2010 + place, 1, 1) for place in range(len(counts)))
    exact = OverTime(span, starts, tuple(counts), tuple(counts))
    reads(lambda context: over_time_sentence(exact, context))


@given(st.sampled_from(MoneyGroup), st.tuples(*[st.integers(-200, 200)] * 3), st.none() | lists(), st.integers(-50, 50))
def test_any_money(group: MoneyGroup, cents: tuple[int, ...], lines: tuple[int, ...] | None, without: int) -> None:
    reads(lambda context: spent_by_sentence(SpentByGroup(group, NAMES[:3], cents, lines, without), context))
    years = tuple(date(2018 + place, 1, 1) for place in range(3))
    for span in Span:
        reads(lambda context, span=span: spent_over_time_sentence(SpentOverTime(span, years, cents, lines), context))  # type: ignore[misc]  # the default binds the loop's span


@given(lists(), FEW)
def test_any_themes(counts: tuple[int, ...], more: int) -> None:
    total = max(counts) + more
    shares = ThemeShares(NAMES[:3], tuple(Rate(count, total, "conversations") for count in counts), counts)
    reads(lambda context: theme_shares_sentence(shares, context))
    cross = CrossTable(NAMES[:3], ("Oost", "Dorp"), tuple((count, more) for count in counts))
    reads(lambda context: theme_by_area_sentence(cross, context))
    quarters = ThemesOverTime((date(2019, 1, 1),), NAMES[:3], tuple((count,) for count in counts), (total,))
    reads(lambda context: themes_over_time_sentence(quarters, context))


@given(lists(5), FEW, st.sampled_from(RequestGroup))
def test_any_requests(counts: tuple[int, ...], without: int, group: RequestGroup) -> None:
    total = sum(counts) + without
    rate = Rate(0, total, "requests_with_status")
    exact = Requests(total, 1, dict(zip(Status, counts, strict=True)), without, rate, rate)
    reads(lambda context: requests_answer(exact, NotAvailable("no_requests"), context))
    rows = (counts, counts[::-1], (0,) * 5)
    reads(
        lambda context: by_sentence(RequestsByGroup(group, NAMES[:3], tuple(Status), rows, without, (without, 0, 0, 0, 0)), context)
    )


@given(lists(4), lists(4), FEW)
def test_any_ages(opened: tuple[int, ...], doing: tuple[int, ...], without: int) -> None:
    waiting = sum(opened) + sum(doing)
    exact = Ageing(opened, doing, 200 if waiting else NotAvailable("nothing_waiting"), without)
    reads(lambda context: ageing_sentence(exact, context))
