"""School holidays: the days of the regulation, and which weeks they make quiet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from adv.metrics.spans import Off, Span, place, weeks_off
from adv.model import Period
from adv.settings import region_holidays


@pytest.mark.parametrize(
    ("region", "first", "last"),
    [  # summers: Regeling vaststelling schoolvakanties 2016–2019, art. 6, and those after it
        ("zuid", date(2017, 7, 15), date(2017, 8, 27)),
        ("zuid", date(2018, 7, 7), date(2018, 8, 19)),
        ("zuid", date(2019, 7, 6), date(2019, 8, 18)),
        ("zuid", date(2020, 7, 11), date(2020, 8, 23)),
        ("zuid", date(2022, 7, 23), date(2022, 9, 4)),
        ("midden", date(2017, 7, 8), date(2017, 8, 20)),
        ("noord", date(2018, 7, 21), date(2018, 9, 2)),
        ("zuid", date(2018, 12, 22), date(2019, 1, 6)),  # Christmas
        ("zuid", date(2018, 10, 13), date(2018, 10, 21)),  # autumn
        ("zuid", date(2019, 3, 2), date(2019, 3, 10)),  # carnival
        ("zuid", date(2020, 4, 25), date(2020, 5, 3)),  # May
    ],
)
def test_a_holiday_has_the_days_of_the_regulation(region: str, first: date, last: date) -> None:
    assert Period(first, last + timedelta(days=1)) in region_holidays(region)


@pytest.mark.parametrize("region", ["noord", "midden", "zuid"])
def test_every_year_has_its_five_holidays_from_saturday_to_sunday(region: str) -> None:
    found = region_holidays(region)
    assert list(found) == sorted(found, key=lambda one: one.start)
    assert all(one.start.isoweekday() == 6 and one.last_day.isoweekday() == 7 for one in found)
    for year in range(2015, 2030):
        days = sorted(one.days for one in found if one.start.year == year)
        assert days == [9, 9, 9, 16, 44], year


def test_a_week_is_off_when_its_wednesday_is() -> None:
    week = place(Span.WEEK, date(2019, 7, 1))
    holidays = (
        Period(date(2019, 7, 10), date(2019, 7, 13)),
        Period(date(2019, 7, 18), date(2019, 8, 1)),
        Period(date(2019, 8, 5), date(2019, 8, 7)),
    )
    assert weeks_off(holidays, week, 6).tolist() == [Off.NOT, Off.SHORT, Off.NOT, Off.LONG, Off.LONG, Off.NOT]


def test_without_holidays_no_week_is_off() -> None:
    assert weeks_off((), 2500, 3).tolist() == [Off.NOT] * 3
