"""Kaplan-Meier against published tables and R's survival package."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adv.metrics.time_to_close import Curve, kaplan_meier, time_to_close
from adv.metrics.values import NotAvailable
from tests.metrics.tables import PROJECT, data, day, request

# Acute myelogenous leukaemia, weeks, + censored (Miller 1981; `aml` in R's survival): with and without maintenance
MAINTAINED = "9 13 13+ 18 23 28+ 31 34 45+ 48 161+"
NOT_MAINTAINED = "5 5 8 8 12 16+ 23 27 30 33 43 45"


# Freireich et al. 1963, Blood 21:699: weeks in remission with 6-mercaptopurine and with a placebo
SIX_MP = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"


def curve(times: str) -> Curve:
    words = times.split()
    durations = np.array([float(word.rstrip("+")) for word in words])
    return kaplan_meier(durations, np.array([not word.endswith("+") for word in words]))


def test_the_published_check_of_eleven_patients() -> None:
    found = curve(MAINTAINED)
    assert found.times.tolist() == [9, 13, 18, 23, 31, 34, 48]
    assert found.survival == pytest.approx([0.909, 0.818, 0.716, 0.614, 0.491, 0.368, 0.184], abs=5e-4)
    assert found.median == 31


def test_the_published_curve_of_freireichs_remissions() -> None:
    found = curve(SIX_MP)  # Kleinbaum and Klein 2012, Survival Analysis, chapter 2; Kaplan-Meier table of group 1
    assert found.times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert found.survival == pytest.approx([0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], abs=6e-5)
    assert (found.median, curve(PLACEBO).median) == (23, 8)


def test_the_limits_are_those_of_rs_survfit() -> None:
    found = curve(MAINTAINED)
    assert found.lower == pytest.approx([0.7541, 0.6192, 0.4884, 0.3769, 0.2549, 0.1549, 0.0359], abs=6e-5)
    assert found.upper == pytest.approx([1, 1, 1, 0.999, 0.946, 0.875, 0.944], abs=6e-4)


@pytest.mark.parametrize(
    ("times", "median", "interval"),
    [
        pytest.param(MAINTAINED, 31, (18, None), id="maintained: R gives 31 (18, NA)"),
        pytest.param(NOT_MAINTAINED, 23, (8, None), id="not maintained: R gives 23 (8, NA)"),
        pytest.param("1 2 3 4", 2.5, (1, None), id="the curve runs along one half: its middle"),
        pytest.param("5 9+", 7, (5, None), id="the curve runs along one half to the end of what was seen"),
        pytest.param("5", 5, (None, None), id="one request"),
        pytest.param("7 7 7", 7, (None, None), id="all on one day"),
    ],
)
def test_the_median_and_its_interval(times: str, median: float, interval: tuple[float | None, float | None]) -> None:
    assert curve(times).median == median
    assert curve(times).median_interval == interval


def test_a_curve_that_stays_above_one_half_has_no_median() -> None:
    assert curve("3 9+ 9+ 9+").median == NotAvailable("median_not_reached")
    assert curve("3 9+ 9+ 9+").median_interval[1] is None


@pytest.mark.parametrize(
    ("times", "within", "share"),
    [
        pytest.param("10 20 30 40", 30, 0.75, id="a closing on the day itself counts"),
        pytest.param("40 50", 30, 0.0, id="none so soon"),
        pytest.param("10 20", 30, 1.0, id="all closed before"),
        pytest.param("10 40+", 30, 0.5, id="followed for long enough"),
    ],
)
def test_the_share_closed_within_some_days(times: str, within: int, share: float) -> None:
    assert curve(times).ended_within(within) == pytest.approx(share)


def test_a_share_beyond_what_was_followed_is_not_available() -> None:
    assert curve("10 20+").ended_within(30) == NotAvailable("followed_too_short")


@given(
    st.lists(st.tuples(st.integers(0, 400), st.booleans()), min_size=1, max_size=60).filter(lambda rows: any(e for _, e in rows))
)
def test_the_curve_falls_within_its_limits_and_forgets_the_order(rows: list[tuple[int, bool]]) -> None:
    durations, ended = np.array([time for time, _ in rows]), np.array([end for _, end in rows])
    found, turned = kaplan_meier(durations, ended), kaplan_meier(durations[::-1], ended[::-1])
    assert np.array_equal(found.survival, turned.survival)
    assert np.all(np.diff(found.survival) < 0)
    assert np.all((found.lower >= 0) & (found.lower <= found.survival + 1e-12))
    assert np.all((found.upper <= 1) & (found.upper >= found.survival - 1e-12))


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60))
def test_when_all_are_closed_the_curve_is_the_plain_share(times: list[int]) -> None:
    durations = np.array(times)
    found = kaplan_meier(durations, np.ones(len(times), dtype=bool))
    assert found.survival == pytest.approx([(durations > time).mean() for time in found.times])


REQUESTS = [
    request(1, "closed", 11),
    request(1, "closed", 31),
    request(1, "withdrawn", 21),
    request(1, "open"),
    request(1, "in_progress"),
    request(1, "referred"),
]


def test_open_ones_are_followed_to_the_last_day_and_withdrawn_ones_to_their_closing() -> None:
    found = time_to_close(data(requests=REQUESTS), PROJECT, day(51))
    assert not isinstance(found, NotAvailable)
    assert found.days == (10, 30)
    assert found.still_open == pytest.approx((5 / 6, 5 / 6 * 3 / 4))  # at 30 the withdrawn one is gone: 4 left
    assert (found.requests, found.closed, found.left_out) == (6, 2, 0)
    assert found.closed_within[30] == pytest.approx(1 - 5 / 8)
    assert found.closed_within[60] == NotAvailable("followed_too_short")


def test_a_closing_after_the_last_day_is_still_waiting() -> None:
    found = time_to_close(data(requests=REQUESTS), PROJECT, day(15))
    assert not isinstance(found, NotAvailable)
    assert (found.days, found.closed) == ((10,), 1)


def test_requests_that_cannot_be_placed_are_left_out_and_counted() -> None:
    odd: list[dict[str, object]] = [request(9, "closed", 5), request(1, "closed"), request(1, "withdrawn"), {"status": "open"}]
    found = time_to_close(data(requests=[*REQUESTS, *odd]), PROJECT, day(51))
    assert not isinstance(found, NotAvailable)
    assert (found.requests, found.left_out) == (6, 4)


@pytest.mark.parametrize(
    ("requests", "reason"),
    [
        pytest.param([], "no_requests", id="no requests"),
        pytest.param([request(1)], "no_closed_on", id="no closing days"),
        pytest.param([request(1, "withdrawn", 4)], "nothing_closed", id="only withdrawn"),
        pytest.param([request(1, "closed", 90)], "nothing_closed", id="closed later"),
    ],
)
def test_a_time_that_cannot_be_known_says_why(requests: list[dict[str, object]], reason: str) -> None:
    assert time_to_close(data(requests=requests), PROJECT, day(50)) == NotAvailable(reason)
