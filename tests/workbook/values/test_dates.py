"""Dates as people in the Netherlands write them, and what is no date."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from adv.workbook.tables.findings import Severity
from adv.workbook.values.dates import EARLIEST, LATEST, parse_date
from adv.workbook.values.yearless import with_year

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

FIRST_OF_FEBRUARY = date(2019, 2, 1)
DAYS = st.dates(EARLIEST, LATEST)


@pytest.mark.parametrize(
    "cell",
    [
        "1-2-2019",
        "01-02-2019",
        "1/2/2019",
        "01.02.2019",
        "1.2.19",
        "1-2-19",
        "1 - 2 - 2019",
        "1–2–2019",
        "2019-02-01",
        "2019/2/1",
        "20190201",
        "01022019",
        1022019,
        "01 02 2019",
        "1-2-2019 (vr)",
        "vr 1 februari 2019, 's avonds",
        "1-2-2019 14u30",
        "2019-02-01T10:00",
        "2019-02-01T22:30:00.000Z",
        "2019-02-01 10:00:00+01:00",
        "01-02-2019 00:00",
        "1-2-2019 14:05 uur",
        "1-2-2019, 9.30 u",
        "1 februari 2019",
        "1 Februari 2019 ",
        "1 FEBRUARI 2019",
        "1 feb 2019",
        "1 feb. 2019",
        "1 febr. 2019",
        "1-feb-2019",
        "01-feb-19",
        "1feb2019",
        "1 feb '19",
        "1 feb ’19",
        "1e februari 2019",
        "1 februari, 2019",
        "1 February 2019",
        "February 1, 2019",
        "Feb 1st 2019",
        "vr 1 feb. 2019",
        "vrijdag 1 februari 2019",
        "Vr. 1-2-2019",
        "Fri, 1 Feb 2019",
        "Feb 1, 2019 2:30 PM",
        "2019-02-01 02:30 p.m.",
        "1\xa0februari\u202f2019",
        "\ufeff1-2-2019",
        "１-２-２０１９",
        "١-٢-٢٠١٩",
        "43497",
        "43497,75",
        43497,
        43497.99999,
        20190201.0,
        date(2019, 2, 1),
        datetime.fromisoformat("2019-02-01T23:59:59"),
    ],
    ids=repr,
)
def test_the_first_of_february_is_read_in_every_dutch_spelling(cell: Cell) -> None:
    parsed = parse_date(cell)
    assert (parsed.value, parsed.code) == (FIRST_OF_FEBRUARY, None)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        pytest.param("02/25/2019", "month_first_date", id="month first"),
        pytest.param("04/13/2019", "month_first_date", id="month first again"),
        pytest.param("1-13-2019", "month_first_date", id="month first with hyphens"),
        pytest.param("12/31/2018", "month_first_date", id="last of december"),
        pytest.param("31-02-2019", "unreadable_date", id="a day that does not exist"),
        pytest.param("29-02-2019", "unreadable_date", id="no leap year"),
        pytest.param("2/1/2019 2:30 PM", "unreadable_date", id="an American clock: the month may come first"),
        pytest.param("2019-13-01", "unreadable_date", id="a thirteenth month"),
        pytest.param("2019-25-02", "unreadable_date", id="year, day, month"),
        pytest.param("45/45/2019", "unreadable_date", id="no day and no month"),
        pytest.param("1-2-019", "unreadable_date", id="a year of three digits"),
        pytest.param("1-2-20191", "unreadable_date", id="a year of five digits"),
        pytest.param("10:30", "unreadable_date", id="a time as text"),
        pytest.param(time(12, 0), "unreadable_date", id="a time"),
        pytest.param(timedelta(days=43497), "unreadable_date", id="a span of time"),
        pytest.param(float("nan"), "unreadable_date", id="not a number"),
        pytest.param(float("inf"), "unreadable_date", id="infinite"),
        pytest.param(True, "unreadable_date", id="yes"),
        pytest.param(2019, "unreadable_date", id="only a year"),
        pytest.param("2019", "unreadable_date", id="only a year as text"),
        pytest.param(-43497, "unreadable_date", id="a negative number"),
        pytest.param(1e300, "unreadable_date", id="a number out of this world"),
        pytest.param(99999999, "unreadable_date", id="eight figures that are no day"),
        pytest.param(101022019, "unreadable_date", id="nine figures"),
        pytest.param(20000, "unreadable_date", id="the number of a day before 1990"),
        pytest.param(20190201.5, "unreadable_date", id="figures of a day and a half"),
        pytest.param("43161x", "unreadable_date", id="a number with a letter"),
        pytest.param("½-2-2019", "unreadable_date", id="half"),
        pytest.param("1²-2-2019", "unreadable_date", id="a superscript"),
        pytest.param("1-2-2019 t/m 13-2-2019", "unreadable_date", id="two days"),
        pytest.param("begin 2019", "unreadable_date", id="vague"),
        pytest.param("13-2019", "unreadable_date", id="a thirteenth month of a year"),
        pytest.param("#N/B", "unreadable_date", id="an error"),
        pytest.param("1 februari", "date_without_year", id="no year"),
        pytest.param("vr 1-2", "date_without_year", id="no year in digits"),
        pytest.param("1-2-1919", "unlikely_date", id="a century ago"),
        pytest.param("1-2-71", "unlikely_date", id="two digits of the last century"),
        pytest.param(datetime.fromisoformat("1899-12-30"), "unlikely_date", id="what a NaN becomes in a date cell"),
    ],
)
def test_what_is_no_dutch_date_is_an_error_and_never_another_day(cell: Cell, code: str) -> None:
    parsed = parse_date(cell)
    assert (parsed.value, parsed.code, parsed.severity) == (None, code, Severity.ERROR)


@pytest.mark.parametrize("cell", [None, "", "  ", "\u200b", "\xa0", "n.v.t.", "-", "NULL", "onbekend"])
def test_an_empty_cell_is_no_date_and_no_error(cell: Cell) -> None:
    assert parse_date(cell).is_empty


@pytest.mark.parametrize(
    "cell",
    ["maart 2019", "mrt. 2019", "Mrt '19", "03-2019", "3/2019", "2019-03", "March 2019", "begin maart 2019", "eind mrt 2019"],
)
def test_a_month_is_taken_as_its_first_day_with_a_warning(cell: str) -> None:
    parsed = parse_date(cell)
    assert (parsed.value, parsed.code, parsed.severity) == (date(2019, 3, 1), "date_without_day", Severity.WARNING)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2018-11-30T23:00:00.000Z", date(2018, 12, 1)),  # winter: one hour later here
        ("2019-07-01T22:00:00+00:00", date(2019, 7, 2)),  # summer: two
        ("2019-07-01 21:59:59 UTC", date(2019, 7, 1)),
        ("2019-03-31T22:15:00Z", date(2019, 4, 1)),  # the day on which summer time begins
        ("2019-07-01T23:30:00+01:00", date(2019, 7, 2)),
        ("2019-07-01T00:30:00+03:00", date(2019, 6, 30)),
        ("2019-02-01T23:30:00+01:00", date(2019, 2, 1)),  # what a clock here shows
        ("30-11-2018 23:00 Z", date(2018, 12, 1)),
        ("2019-02-01T23:30:00", date(2019, 2, 1)),  # no zone: the day as it is written
    ],
)
def test_a_moment_with_its_time_zone_counts_on_the_day_that_it_was_here(text: str, day: date) -> None:
    assert parse_date(text).value == day


def test_a_moment_on_another_day_elsewhere_is_said() -> None:
    said = [parse_date(f"2019-02-01T{clock}Z") for clock in ("22:59", "23:00")]
    assert [(one.code, one.severity) for one in said] == [(None, None), ("moment_elsewhere", Severity.INFO)]


@pytest.mark.parametrize(
    "text",
    ["wk 12 2019", "week 12 2019", "Week 12, 2019", "weeknr. 12-2019", "2019-W12", "2019W12", "W12 2019", "2019 wk 12", "wk12 '19"],
)
def test_a_week_is_taken_as_its_monday_with_a_warning(text: str) -> None:
    parsed = parse_date(text)
    assert (parsed.value, parsed.code, parsed.severity) == (date(2019, 3, 18), "date_of_week", Severity.WARNING)


@pytest.mark.parametrize(
    ("text", "monday"),
    [
        ("wk 1 2019", date(2018, 12, 31)),
        ("wk 53 2020", date(2020, 12, 28)),
        ("week 1 2021", date(2021, 1, 4)),
        ("wk 53 2019", None),
    ],
    ids=["begins in the year before", "a year of 53 weeks", "the 4th of January lies in it", "a year of 52 weeks"],
)
def test_weeks_are_numbered_as_in_the_netherlands(text: str, monday: date | None) -> None:
    assert parse_date(text).value == monday


def test_a_week_with_its_day_is_that_day() -> None:
    parsed = parse_date("2019-W12-3")
    assert (parsed.value, parsed.code) == (date(2019, 3, 20), None)


def test_a_weekday_that_does_not_fit_gets_a_warning() -> None:
    parsed = parse_date("ma 1 februari 2019")
    assert (parsed.value, parsed.code) == (FIRST_OF_FEBRUARY, "weekday_differs")


@pytest.mark.parametrize(("year", "meant"), [("00", 2000), ("19", 2019), ("69", 2069), ("90", 1990), ("99", 1999)])
def test_two_digits_of_a_year_turn_at_seventy(year: str, meant: int) -> None:
    assert parse_date(f"3-4-{year}").value == date(meant, 4, 3)


@pytest.mark.parametrize("number", [42035, 42035.5, "42035"])
def test_a_workbook_that_counts_from_1904_keeps_its_days(number: Cell) -> None:
    assert parse_date(number, is_1904=True).value == FIRST_OF_FEBRUARY


def test_the_month_names_of_a_whole_year_are_known() -> None:
    for month in range(1, 13):
        day = date(2019, month, 28)
        for locale in ("nl", "en"):
            for style in ("d MMM y", "d MMMM y", "EEE d MMM y", "EEEE d MMMM y"):
                text = format_date(day, style, locale=locale)
                assert parse_date(text).value == day, text


@given(DAYS, st.sampled_from(["d-M-y", "dd-MM-y", "d MMM y", "EEEE d MMMM y", "d/M/y", "d.M.y", "y-MM-dd"]))
def test_every_day_written_the_dutch_way_reads_back(day: date, style: str) -> None:
    parsed = parse_date(format_date(day, style, locale="nl"))
    assert (parsed.value, parsed.code) == (day, None)


@given(DAYS, st.floats(0, 0.999999), st.booleans())
def test_every_number_of_a_day_reads_back_at_any_time_of_day(day: date, moment: float, is_1904: bool) -> None:  # noqa: FBT001 -- drawn
    epoch = date(1904, 1, 1) if is_1904 else date(1899, 12, 30)
    assert parse_date((day - epoch).days + moment, is_1904=is_1904).value == day


@given(st.text() | st.floats() | st.integers() | st.times() | st.datetimes() | st.booleans() | st.none())
def test_any_cell_is_a_likely_day_or_reported_or_empty(cell: Cell) -> None:
    parsed = parse_date(cell)
    assert parsed.value is None or EARLIEST <= parsed.value <= LATEST


@pytest.mark.parametrize("text", ["ca. 13 maart 2019", "± 13-3-2019", "13-3-2019?", "rond 13-03-19"])
def test_a_day_that_is_in_doubt_counts_with_a_warning(text: str) -> None:
    parsed = parse_date(text)
    assert (parsed.value, parsed.code, parsed.severity) == (date(2019, 3, 13), "date_about", Severity.WARNING)


@pytest.mark.parametrize(
    ("text", "dated"), [("4 mrt 14:00", "4 mrt 2019"), ("ma 4/3", "ma 4/3/2019"), ("4-3 om 14.30 uur", "4-3-2019")]
)
def test_the_year_goes_behind_the_day_and_not_behind_the_time(text: str, dated: str) -> None:
    assert with_year(text, 2019, is_week=False) == dated
    assert parse_date(dated).value == date(2019, 3, 4)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("4 t/m 8 maart 2019", date(2019, 3, 4)),
        ("ma 4 t/m vr 8 maart 2019", date(2019, 3, 4)),
        ("29 april - 3 mei 2019", date(2019, 4, 29)),
        ("4-3 t/m 8-3-2019", date(2019, 3, 4)),
        ("30-12-2018 t/m 3-1-2019", date(2018, 12, 30)),
        ("week 2 (7 jan - 11 jan 2019)", date(2019, 1, 7)),
        ("wk 18: 29 april t/m 3 mei 2019", date(2019, 4, 29)),
        ("2019 week 2 (7 jan - 11 jan)", date(2019, 1, 7)),
        ("7 t/m 11 januari 2019 (week 2)", date(2019, 1, 7)),
        ("week 1 (31 dec 2018 - 4 jan 2019)", date(2018, 12, 31)),
    ],
)
def test_days_of_one_week_are_that_week(cell: str, day: date) -> None:
    parsed = parse_date(cell)
    assert (parsed.value, parsed.code) == (day, "date_of_week")


@pytest.mark.parametrize("cell", ["week 2, 9 januari 2019", "wk 2 (wo 9-1-2019)", "9 jan 2019 (week 2)"])
def test_a_day_with_its_week_is_that_day(cell: str) -> None:
    parsed = parse_date(cell)
    assert (parsed.value, parsed.code) == (date(2019, 1, 9), None)


def test_a_week_that_has_other_days_is_not_read() -> None:
    assert parse_date("week 3 (7 jan - 11 jan 2019)").code == "unreadable_date"


@pytest.mark.parametrize("cell", ["4 t/m 28 maart 2019", "12-3-2019 - 10-3-2019", "tot 8 maart 2019", "8 t/m 8 maart 2019"])
def test_days_of_more_than_a_week_are_none(cell: str) -> None:
    assert parse_date(cell).code == "unreadable_date"


@pytest.mark.parametrize(
    ("text", "day"),
    [("12-III-2019", date(2019, 3, 12)), ("3 XII 2019", date(2019, 12, 3)), ("7.iv.19", date(2019, 4, 7)), ("12-XIII-2019", None)],
)
def test_a_month_may_be_roman(text: str, day: date | None) -> None:
    assert parse_date(text).value == day
