"""Columns of days that say together what none of their cells says."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from adv.model import Period
from adv.workbook.values.dates import Order
from adv.workbook.values.day_columns import day_options, day_reading, moment_of, year_of, years_of
from adv.workbook.values.day_order import years_off

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

TODAY = date(2019, 12, 31)
REACH = (date(2018, 4, 1), date(2020, 1, 1))


def read(cells: list[Cell], option: str | None = None) -> tuple[list[date | None], tuple[str, ...]]:
    """The days of a column, and what is said of it."""
    reading = day_reading(cells, TODAY, REACH, option, is_1904=False)
    return [reading.parse(cell).value for cell in cells], reading.said


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in January 2019, without a time zone as spreadsheets have them."""
    return datetime.combine(date(2019, 1, day), time(hour, minute))


@pytest.mark.parametrize(
    "cells",
    [
        ["1/7/2019", "1/16/2019", "1/28/2019"],
        ["01/07/19", "01/16/19", "01/28/19"],
        ["1-7-2019", "1-16-2019", "1-28-2019"],
        ["1/7/2019 1:10:05 PM", "1/16/2019 12:00:00 AM", "1/28/2019 9:15 am"],
        ["Mon 1/7/2019", "Wed 1/16/2019", "Mon 1/28/2019"],
    ],
    ids=["slashes", "two digits of the year", "hyphens", "with AM and PM", "with the day of the week"],
)
def test_a_column_that_is_month_first_throughout_is_read_so(cells: list[Cell]) -> None:
    assert read(cells) == ([date(2019, 1, 7), date(2019, 1, 16), date(2019, 1, 28)], ("days_month_first",))


def test_a_clock_with_am_and_pm_is_enough_to_doubt_the_day_first() -> None:
    assert read(["3/4/2019 1:10 PM", "5/6/2019 9:00 AM"]) == ([date(2019, 3, 4), date(2019, 5, 6)], ("days_month_first",))


def test_a_clock_with_am_and_pm_beside_a_day_after_the_twelfth_changes_nothing() -> None:
    assert read(["3/4/2019 1:10 PM", "25/6/2019 9:00 AM"]) == ([date(2019, 4, 3), date(2019, 6, 25)], ())


def test_a_column_in_both_orders_is_not_turned() -> None:
    assert read(["25/1/2019", "1/16/2019", "1/28/2019", "3/4/2019"])[0] == [date(2019, 1, 25), None, None, date(2019, 4, 3)]


@pytest.mark.parametrize(("undecided", "month"), [(8, 1), (9, 2)])
def test_a_fifth_of_the_days_must_show_that_the_month_is_first(undecided: int, month: int) -> None:
    days: list[Cell] = ["1/16/2019", "1/28/2019", *("1/2/2019",) * undecided]
    assert read(days)[0][-1] == date(2019, month, 3 - month)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("1-2-2019 9:05", time(9, 5)),
        ("1-2-2019 12:05 am", time(0, 5)),
        ("1-2-2019 1:05 pm", time(13, 5)),
        ("1-2-2019 23:59:32", time(23, 59, 32)),
        ("1-2-2019 24:30", None),
        ("1-2-2019 0:00", None),
        ("1-2-2019", None),
    ],
)
def test_a_moment_in_a_text_has_a_time_of_day(text: str, moment: time | None) -> None:
    assert moment_of(text) == moment


def test_one_slip_does_not_turn_a_column() -> None:
    assert read(["1/2/2019", "3/4/2019", "5/13/2019"]) == ([date(2019, 2, 1), date(2019, 4, 3), None], ())


def test_a_year_of_two_digits_may_come_first() -> None:
    assert read(["19-03-28", "19-04-05", "18-12-30"]) == (
        [date(2019, 3, 28), date(2019, 4, 5), date(2018, 12, 30)],
        ("days_year_first",),
    )


REAL: list[Cell] = [date(2019, 7, 1), datetime.fromisoformat("2019-05-02 00:00"), date(2019, 8, 2)]
SWAPPED = [date(2019, 1, 7), date(2019, 2, 5), date(2019, 2, 8)]


def test_days_that_an_american_excel_swapped_are_put_back() -> None:
    days, said = read([*REAL, "13-01-2019", "21-01-2019", "28-01-2019"])
    assert (days[:3], said) == (SWAPPED, ("days_swapped",))
    assert days[3:] == [date(2019, 1, 13), date(2019, 1, 21), date(2019, 1, 28)]


def test_days_that_a_dutch_excel_swapped_are_put_back_beside_american_texts() -> None:
    days, said = read([*REAL, "1/13/2019", "1/21/2019", "1/28/2019"])
    assert days == [*SWAPPED, date(2019, 1, 13), date(2019, 1, 21), date(2019, 1, 28)]
    assert "days_swapped" in said


@pytest.mark.parametrize(
    "other",
    [["13-01-2019", "21-01-2019"], ["13-01-2019", "21-01-2019", "04-02-2019"]],
    ids=["too few to be sure", "a text that would have become a day"],
)
def test_days_that_may_be_right_are_not_swapped(other: list[Cell]) -> None:
    assert read([*REAL, *other])[0][:3] == [date(2019, 7, 1), date(2019, 5, 2), date(2019, 8, 2)]


def test_days_are_not_swapped_out_of_the_period() -> None:
    cells: list[Cell] = [date(2018, 5, 1), date(2018, 6, 2), date(2018, 7, 3), "13-05-2018", "21-06-2018", "28-07-2018"]
    assert read(cells)[0][:3] == cells[:3]  # 5 January 2018 would be before the project


EARLY = [date(2015, 3, 15), date(2015, 4, 2)]  # 1462 days before 16 March and 3 April 2019


def test_rows_pasted_from_a_workbook_that_counts_from_1904_are_put_right() -> None:
    days, said = read([date(2019, 3, 4), date(2019, 3, 10), *EARLY])
    assert (days, said) == ([date(2019, 3, 4), date(2019, 3, 10), date(2019, 3, 16), date(2019, 4, 3)], ("days_from_1904",))


def test_rows_pasted_into_a_workbook_that_counts_from_1904_are_put_right() -> None:
    late = [date(2022, 12, 5), date(2023, 3, 9)]  # 1462 days after 4 December 2018 and 8 March 2019
    assert read([date(2019, 3, 4), date(2019, 3, 10), *late])[0][2:] == [date(2018, 12, 4), date(2019, 3, 8)]


@pytest.mark.parametrize(
    "cells",
    [[date(2019, 3, 4), date(2019, 3, 10), *EARLY, date(2016, 9, 1)], [date(2019, 3, 4), date(2019, 3, 10), EARLY[0]]],
    ids=["a day that would still lie outside", "one day"],
)
def test_days_outside_the_period_stay_where_1904_does_not_explain_them(cells: list[Cell]) -> None:
    assert read(cells) == (cells, ())


@pytest.mark.parametrize(
    "cells", [[42011, 42033], ["42011", "42033"], ["42011,5", "42033.25"]], ids=["numbers", "texts", "moments"]
)
def test_bare_numbers_count_from_1904_where_only_that_puts_them_in_the_project(cells: list[Cell]) -> None:
    days: list[date | None] = [date(2019, 1, 8), date(2019, 1, 30)]
    assert read(cells) == (days, ("days_from_1904",))
    assert read(cells, "day_first")[0] == [date(2015, 1, 7), date(2015, 1, 29)]
    assert read(["43473", "43495"]) == (days, ())


def test_a_few_days_with_the_year_first_that_lie_in_the_project_only_so_are_read_so() -> None:
    assert read(["19/01/07", "19/01/12"]) == ([date(2019, 1, 7), date(2019, 1, 12)], ("days_year_first",))
    assert read(["19-01-18", "18-01-19"]) == ([date(2018, 1, 19), date(2019, 1, 18)], ())


def test_a_whole_list_of_four_years_before_is_said_and_stays() -> None:
    assert read([*EARLY]) == (EARLY, ("days_may_be_from_1904",))  # it may as well be an older list


def test_a_column_that_shows_no_order_follows_the_others() -> None:
    cells: list[Cell] = ["3/1/2019", "3/2/2019"]
    alone = day_reading(cells, TODAY, REACH, None, is_1904=False)
    beside = day_reading(cells, TODAY, REACH, None, is_1904=False, beside=lambda: Order.MONTH_FIRST)
    assert [one.parse("3/1/2019").value for one in (alone, beside)] == [date(2019, 1, 3), date(2019, 3, 1)]
    assert beside.said == ("days_month_first",)


@pytest.mark.parametrize("clock", ["23:59", "23:59:59"])
def test_the_end_of_a_day_is_said_and_stays(clock: str) -> None:
    days, said = read([f"2019-01-0{day} {clock}" for day in (1, 2, 3)])
    assert (days, said) == ([date(2019, 1, 1), date(2019, 1, 2), date(2019, 1, 3)], ("moments_before_midnight",))


@pytest.mark.parametrize("clock", ["23:00:00", "22:00:00", "23:59:32"], ids=["winter", "summer", "28 seconds"])
@pytest.mark.parametrize("is_text", [True, False], ids=["texts", "moments"])
def test_moments_at_midnight_elsewhere_belong_to_the_next_day(clock: str, is_text: object) -> None:
    moments = [f"2018-11-30 {clock}", f"2018-12-31 {clock}", f"2019-02-07 {clock}"]
    days, said = read([*moments] if is_text else [datetime.fromisoformat(moment) for moment in moments])
    assert (days, said) == ([date(2018, 12, 1), date(2019, 1, 1), date(2019, 2, 8)], ("moments_next_day",))


def test_a_day_without_a_time_among_such_moments_stays() -> None:
    cells: list[Cell] = [*(at(day, 23) for day in (1, 2, 3)), date(2019, 1, 9)]
    assert read(cells)[0] == [date(2019, 1, 2), date(2019, 1, 3), date(2019, 1, 4), date(2019, 1, 9)]


def test_late_moments_that_are_no_midnight_elsewhere_are_said_and_stay() -> None:
    cells: list[Cell] = [at(day, 22, 10 + day) for day in (1, 2, 3)]
    assert read(cells) == ([date(2019, 1, 1), date(2019, 1, 2), date(2019, 1, 3)], ("moments_before_midnight",))


def test_moments_over_the_day_stay_unsaid() -> None:
    cells: list[Cell] = [at(day, 8 + 2 * day, 15) for day in range(1, 8)]
    assert read(cells)[1] == ()


@pytest.mark.parametrize(
    ("option", "cell", "day"),
    [
        ("day_first", "1/2/2019 3:00 PM", date(2019, 2, 1)),
        ("month_first", "1/2/2019", date(2019, 1, 2)),
        ("year_first", "19-01-02", date(2019, 1, 2)),
        ("swapped", date(2019, 2, 1), date(2019, 1, 2)),
        ("next_day", at(1, 23), date(2019, 1, 2)),
        ("next_day", at(1, 14), date(2019, 1, 1)),
        ("from_1904", date(2015, 3, 15), date(2019, 3, 16)),
        ("from_1904", date(2019, 3, 4), date(2019, 3, 4)),  # it lies in the project as it is
        ("from_1904", date(2010, 3, 15), date(2010, 3, 15)),  # nor would it once moved
        ("from_1904", "15-3-2015", date(2015, 3, 15)),  # written out
        ("swapped", date(2015, 3, 4), date(2015, 4, 3)),
        ("swapped", date(2019, 1, 13), date(2019, 1, 13)),
        ("swapped", date(2019, 11, 12), date(2019, 12, 11)),
        ("next_day", date(2015, 3, 15), date(2015, 3, 15)),
        ("next_day", at(31, 22), date(2019, 2, 1)),
        ("next_day", at(1, 21, 59), date(2019, 1, 1)),
        ("week", date(2015, 3, 15), date(2015, 3, 15)),
    ],
)
def test_what_the_user_says_of_a_column_goes_before_what_it_shows(option: str, cell: Cell, day: date) -> None:
    assert read([cell], option) == ([day], ())


SPRING = [date(2019, month, day) for month, day in ((1, 4), (1, 11), (2, 3), (2, 9), (3, 5), (3, 12), (4, 2), (4, 8))]


def test_days_in_the_first_twelve_are_month_first_where_only_that_puts_the_rows_in_order() -> None:
    assert read([f"{day.month}/{day.day}/2019" for day in SPRING]) == (SPRING, ("days_month_first",))
    assert read([f"{day.month}-{day.day}-2019" for day in reversed(SPRING)]) == (SPRING[::-1], ("days_month_first",))


def test_days_in_the_first_twelve_are_month_first_where_the_others_lie_after_the_project() -> None:
    days = [date(2020, 1, 9), date(2020, 2, 11), *(day.replace(year=2018, month=day.month + 4) for day in SPRING)]
    cells: list[Cell] = [f"{day.month}/{day.day}/{day.year}" for day in days]
    assert (
        day_reading(cells, date(2020, 3, 1), (date(2018, 4, 1), date(2020, 3, 1)), None, is_1904=False).order is Order.MONTH_FIRST
    )


def test_days_in_the_first_twelve_with_slashes_and_in_no_order_are_read_day_first_and_doubted() -> None:
    mixed = [SPRING[at] for at in (3, 0, 6, 2, 7, 5, 1, 4)]
    assert read([f"{day.day}/{day.month}/2019" for day in mixed]) == (mixed, ("days_may_be_month_first",))
    assert read([f"{day.day}-{day.month}-2019" for day in mixed]) == (mixed, ())  # nobody writes hyphens with the month first


@pytest.mark.parametrize("sign", ["/", "-"])
def test_days_in_the_first_twelve_that_are_in_order_as_they_stand_are_not_doubted(sign: str) -> None:
    assert read([f"{day.day}{sign}{day.month}{sign}2019" for day in SPRING]) == (SPRING, ())


def test_real_days_on_a_few_days_of_the_month_are_as_they_stand() -> None:
    days: list[Cell] = [date(2019, month, day) for day in (5, 1, 12) for month in (4, 2, 3, 1)]
    assert read(days) == (days, ())


def test_five_telling_days_are_enough_to_weigh_and_four_are_not() -> None:
    assert read([f"{day.month}/{day.day}/2019" for day in SPRING[1:6]])[1] == ("days_month_first",)
    assert read([f"{day.month}/{day.day}/2019" for day in SPRING[1:5]])[1] == ()


@pytest.mark.parametrize(
    ("header", "cells", "day", "said"),
    [
        ("Datum bezoek (mm/dd/jj)", ["01/06/19"], date(2019, 1, 6), ("days_month_first",)),
        ("Date MM-DD-YYYY", ["1-6-2019"], date(2019, 1, 6), ("days_month_first",)),
        ("Datum (dd/mm/jjjj)", ["1/6/2019"], date(2019, 6, 1), ()),
        ("Datum (jj-mm-dd)", ["19-06-01"], date(2019, 6, 1), ("days_year_first",)),
        ("Datum (yyyy-mm-dd)", ["2019-06-01"], date(2019, 6, 1), ()),
    ],
)
def test_a_header_may_say_the_order(header: str, cells: list[Cell], day: date, said: tuple[str, ...]) -> None:
    reading = day_reading(cells, TODAY, REACH, None, is_1904=False, header=header)
    assert ([reading.parse(cell).value for cell in cells], reading.said) == ([day], said)
    assert day_reading(cells, TODAY, REACH, "day_first", is_1904=False, header=header).said == ()


FORTNIGHTS = [date(2018, 11, 5) + timedelta(days=14 * at) for at in range(10)]  # the last one is 11 March 2019


def off(*places: int, years: int = -1, days: list[date] = FORTNIGHTS) -> list[date]:
    """The days of a list, some of them in another year."""
    return [day.replace(year=day.year + years) if at in places else day for at, day in enumerate(days)]


@pytest.mark.parametrize("places", [(5,), (9,), (3, 6)], ids=["one", "the last", "a fifth of them"])
@pytest.mark.parametrize("years", [-1, 1])
def test_a_day_that_jumps_a_year_in_a_list_in_order_has_that_of_the_rows_around_it(places: tuple[int, ...], years: int) -> None:
    found = {at: FORTNIGHTS[at] for at in places}
    if places != (9,):
        assert years_off(off(*places, years=years)) == found
        assert years_off(off(*places, years=years)[::-1]) == {9 - at: day for at, day in found.items()}
    else:
        assert years_off(off(*places, years=years)) == (found if years < 0 else {})  # the last of a list may be long after


def test_rows_without_a_day_keep_their_place_in_such_a_list() -> None:
    days = off(5)
    assert years_off([None, *days[:3], None, *days[3:]]) == {7: FORTNIGHTS[5]}


@pytest.mark.parametrize(
    "days",
    [off(0), off(5)[:9], off(2, 4, 6), off(5, years=-3), FORTNIGHTS, []],
    ids=["the first", "too few days", "more than a fifth of them", "years before", "all in order", "none"],
)
def test_a_list_that_shows_no_jump_of_a_year_stays(days: list[date]) -> None:
    assert years_off(days) == {}


def test_the_year_of_days_without_one_may_be_any_of_the_project() -> None:
    period = Period(date(2018, 4, 1), date(2020, 1, 1))
    assert years_of(period) == ("2018", "2019", "2020")
    assert day_options(period)[-6:] == ("in_order", "2018", "2019", "2020", "2018-2019", "2019-2020")
    assert [year_of(option) for option in ("2019", "3", "20190", "day_first", "week", None)] == [2019, None, None, None, None, None]


@pytest.mark.parametrize(("early", "is_said"), [(0, False), (1, False), (2, True), (3, True)])
def test_two_days_before_the_project_when_read_with_the_day_first_have_the_month_first(early: int, *, is_said: bool) -> None:
    cells: list[Cell] = ["03/06/2019", "02/05/2019", "05/02/2019", "01/04/2019", "06/01/2019"]
    days, said = read([*cells, *["04/02/2018", "06/01/2018", "05/03/2018"][:early]])
    assert ("days_month_first" in said) is is_said
    assert days[0] == (date(2019, 3, 6) if is_said else date(2019, 6, 3))
