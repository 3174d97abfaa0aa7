"""Euros to the cent, whole numbers and scores, as people write them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from adv.workbook.tables.findings import Severity
from adv.workbook.values.amounts import MOST_CENTS, parse_amount, parse_score, parse_whole, parse_year, plain_euros

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        ("125,50 cr", -12550),
        ("1.250 cr", -125000),
        ("CR 1.250,00", -125000),
        ("120,00 D", 12000),
        ("€ 35,- C", -3500),
        ("12,-D", 1200),
        ("c. 12", -1200),
        ("af 5", 500),
        ("( 12,50 )", -1250),
        ("250,00 Af", 25000),
        ("250,00 Bij", -25000),
        ("1.234,56 debet", 123456),
        ("1.234,56", 123456),
        ("€ 1.234,56", 123456),
        ("€\xa01.234,56", 123456),
        ("€\u202f1.234,56 ", 123456),
        ("1234,56", 123456),
        ("1234.56", 123456),
        ("1,234.56", 123456),
        ("1,234,567", 123456700),
        ("1 234,56", 123456),
        ("1'234.56", 123456),
        ("1.234,-", 123400),
        ("1.234,--", 123400),
        ("€ 50,–", 5000),
        ("1.234", 123400),
        ("1.000.000", 100000000),
        ("12.50", 1250),
        ("12,5", 1250),
        ("  12,50 ", 1250),
        ("0,05", 5),
        (",50", 50),
        ("007", 700),
        ("EUR 12", 1200),
        ("12 euro", 1200),
        ("€12", 1200),
        ("+12,50", 1250),
        ("(50,00)", -5000),
        ("€ (50,00)", -5000),
        ("(€ 50,00)", -5000),
        ("50,00-", -5000),
        ("-50", -5000),
        ("−50", -5000),
        ("€-50", -5000),
        ("€ -50,00", -5000),
        ("-€ 50,-", -5000),
        ("- 50", -5000),
        ("１２３", 12300),
        ("١٢٣", 12300),
        (12, 1200),
        (0.0, 0),
        (-100.0, -10000),
        (0.1 + 0.2, 30),
        (1.1 * 3, 330),
        (1234.5600000000002, 123456),
        (19.999999999999996, 2000),
        (434.99999999999994, 43500),
        (1e-320, 0),
        ("1234.5600000000002", 123456),
    ],
    ids=repr,
)
def test_an_amount_is_read_to_the_cent(cell: Cell, cents: int) -> None:
    parsed = parse_amount(cell)
    assert (parsed.value, parsed.code) == (cents, None)


@pytest.mark.parametrize(
    "cell",
    [
        "nan",
        "inf",
        "-inf",
        "None",
        "NULL",
        "n.v.t.",
        "-",
        "€",
        "ja",
        "#N/B",
        "#VERW!",
        "#WAARDE!",
        "#DEEL/0!",
        "1e3",
        "1,23E+05",
        "12²",
        "½",
        "50%",
        "1.23.45",
        "1..2",
        "1,2,3",
        "1.2345,67",
        "12.34.567",
        "0.123.456",
        "1 2",
        "12,50 of 13",
        "c5",
        "d",
        "1,234 + 5",
        "5 +",
        "--5",
        "-(5)",
        "(5-)",
        "(12,50",
        "12,50)",
        "5 + -3",
        "50 - 5",
        "€ 5 €",
        "=1+1",
        "$ 12",
        "٣٫٥",
        "0x10",
        "1_000",
        float("nan"),
        float("inf"),
        True,
        date(2019, 2, 1),
        datetime.fromisoformat("2019-02-01"),
        time(1),
        timedelta(1),
    ],
    ids=repr,
)
def test_what_is_no_amount_is_an_error_and_never_zero(cell: Cell) -> None:
    parsed = parse_amount(cell)
    assert (parsed.value, parsed.code, parsed.severity) == (None, "unreadable_amount", Severity.ERROR)


@pytest.mark.parametrize("cell", [None, "", " ", "\u200b"])
def test_an_empty_cell_is_no_amount_and_no_error(cell: Cell) -> None:
    assert parse_amount(cell).is_empty


@pytest.mark.parametrize("cell", ["1,234", "12,345", "-999,000", "€ 1,234"])
def test_a_comma_before_three_digits_is_left_to_the_user(cell: str) -> None:
    assert parse_amount(cell).code == "ambiguous_amount"


@pytest.mark.parametrize(("cell", "code"), [(MOST_CENTS / 100, None), (MOST_CENTS / 100 + 0.01, "absurd_amount")])
def test_an_absurd_amount_is_left_out(cell: float, code: str | None) -> None:
    assert parse_amount(cell).code == code
    assert parse_amount(-cell).code == code


@pytest.mark.parametrize("cell", [1e20, 1e308, -1.7976931348623157e308, "9" * 40])
def test_an_enormous_amount_does_not_overflow(cell: Cell) -> None:
    assert (parse_amount(cell).value, parse_amount(cell).code) == (None, "absurd_amount")


@pytest.mark.parametrize(
    ("cell", "cents"),
    [(12.345, 1235), (-12.345, -1235), (33.333333, 3333), ("0,125", 13), ("1234,567", 123457), ("1.234,565", 123457)],
)
def test_more_than_cents_is_rounded_half_away_from_zero_and_said(cell: Cell, cents: int) -> None:
    parsed = parse_amount(cell)
    assert (parsed.value, parsed.code, parsed.severity) == (cents, "amount_rounded", Severity.INFO)


CENTS = st.integers(-MOST_CENTS, MOST_CENTS)


PATTERNS = ["#,##0.00", "0.00", "¤ #,##0.00", "¤ #,##0.00;¤ -#,##0.00", "¤ #,##0.00;(¤ #,##0.00)", "#,##0.00;#,##0.00-"]


@given(CENTS, st.sampled_from(PATTERNS))
def test_every_amount_written_the_dutch_way_reads_back(cents: int, pattern: str) -> None:
    text = format_currency(Decimal(cents) / 100, "EUR", pattern, locale="nl")
    assert (parse_amount(text).value, parse_amount(text).code) == (cents, None)


@given(CENTS)
def test_every_number_of_euros_reads_back_to_the_cent(cents: int) -> None:
    assert (parse_amount(cents / 100).value, parse_amount(cents / 100).code) == (cents, None)


@given(st.text() | st.floats() | st.integers() | st.times() | st.datetimes() | st.booleans() | st.none())
def test_any_cell_is_a_bounded_amount_or_reported_or_empty(cell: Cell) -> None:
    parsed = parse_amount(cell)
    assert parsed.value is None or abs(parsed.value) <= MOST_CENTS


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (25, 25),
        (25.0, 25),
        ("25", 25),
        ("1.200", 1200),
        ("2e", 2),
        ("1ste", 1),
        ("2019", 2019),
        ("0", 0),
        ("3,0", 3),
        ("٣", 3),
        (10**6, 10**6),
    ],
    ids=repr,
)
def test_a_whole_number_is_read(cell: Cell, value: int) -> None:
    assert parse_whole(cell).value == value


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("twee", "unreadable_number"),
        (2.5, "unreadable_number"),
        ("2,5", "unreadable_number"),
        (True, "unreadable_number"),
        (float("nan"), "unreadable_number"),
        (float("inf"), "unreadable_number"),
        (date(2019, 1, 1), "unreadable_number"),
        (-1, "number_out_of_range"),
        ("-1", "number_out_of_range"),
        (10**6 + 1, "number_out_of_range"),
        (1e9, "number_out_of_range"),
    ],
    ids=repr,
)
def test_what_is_no_whole_number_is_reported(cell: Cell, code: str) -> None:
    parsed = parse_whole(cell)
    assert (parsed.value, parsed.code, parsed.severity) == (None, code, Severity.WARNING)


@pytest.mark.parametrize(("cell", "value"), [(1, 1), (10.0, 10), ("7", 7), ("7,0", 7), (" 8 ", 8)], ids=repr)
def test_a_score_from_one_to_ten_is_read(cell: Cell, value: int) -> None:
    assert parse_score(cell).value == value


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (0, "score_out_of_range"),
        (0.5, "score_out_of_range"),
        (10.5, "score_out_of_range"),
        (float("inf"), "unreadable_score"),
        (11, "score_out_of_range"),
        ("-3", "score_out_of_range"),
        ("7,5", "score_not_whole"),
        (7.5, "score_not_whole"),
        ("goed", "unreadable_score"),
        ("7-8", "unreadable_score"),
        (date(2019, 8, 7), "unreadable_score"),
        (float("nan"), "unreadable_score"),
        (True, "unreadable_score"),
    ],
    ids=repr,
)
def test_what_is_no_score_is_reported_and_never_rounded(cell: Cell, code: str) -> None:
    parsed = parse_score(cell)
    assert (parsed.value, parsed.code, parsed.severity) == (None, code, Severity.WARNING)


@pytest.mark.parametrize("cell", [None, "", "n.v.t.", "-", "?"])
def test_no_score_is_empty(cell: Cell) -> None:
    assert parse_score(cell).is_empty
    assert parse_whole(cell).is_empty


@given(st.integers(0, 10**6))
def test_every_count_written_the_dutch_way_reads_back(count: int) -> None:
    assert parse_whole(format_decimal(count, locale="nl")).value == count


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        ("120,50 + 35,00", 15550),
        ("€ 10 + € 5,50", 1550),
        ("12,50 en 13", 2550),
        ("1 + 1", 200),
        ("20,- + 1.000,- + 5", 102500),
        ("2 x 45,00", 9000),
        ("3x € 2,50 + 1", 850),
        ("15,- x 2", 3000),
        ("3 stuks à 12,50", 3750),
        ("75 min 15 statiegeld", 6000),
        ("75 -/- 15", 6000),
        ("45,00 + 12,50 (parkeren)", 5750),
        ("120 + 35 = 155", 15500),
        ("120 en 35 min 5 = 150", 15000),
        ("20 (taxi) + 5 koffie", 2500),
        ("125 cr + 5", -12000),
        ("2 à 1,99", 398),
        ("2 à 6,00", 1200),
        ("5 à 4", 2000),
        ("10 à 30", 30000),
        ("99 x 1,00", 9900),
        ("1 + 2 + 3 + 4 + 5 + 6", 2100),
    ],
)
def test_several_amounts_in_a_cell_are_added_and_that_is_said(cell: str, cents: int) -> None:
    parsed = parse_amount(cell)
    assert (parsed.value, parsed.code, parsed.severity) == (cents, "amounts_added", Severity.INFO)


@pytest.mark.parametrize(
    "cell",
    [
        "120 + 35 = 156",
        "75 - 15",
        "75 min",
        "2 x",
        "45 min",
        "1 + 2 = 3 = 3",
        "1 + 2 + 3 + 4 + 5 + 6 + 7",
        "0 x 5",
        "100 x 1,00",
        "4 à 11,99",
        "5 à 5",
    ],
)
def test_a_sum_that_is_wrong_or_none_is_not_read(cell: str) -> None:
    assert parse_amount(cell).code == "unreadable_amount"


@pytest.mark.parametrize("cell", ["2 à 2", "2 à 5,99", "10 à 29", "40 à 50"])
def test_an_amount_between_two_of_one_size_is_not_read(cell: str) -> None:
    assert parse_amount(cell).code == "unreadable_amount"


@pytest.mark.parametrize(("cell", "cents"), [("± 200", 20000), ("ca. 150,-", 15000), ("ongeveer € 12,50", 1250)])
def test_an_amount_that_is_not_exact_is_read_with_a_warning(cell: str, cents: int) -> None:
    parsed = parse_amount(cell)
    assert (parsed.value, parsed.code, parsed.severity) == (cents, "amount_about", Severity.WARNING)


@pytest.mark.parametrize(("cell", "year"), [(1989, None), (1990, 1990), ("2099", 2099), (2100, None)])
def test_a_year_is_one_in_which_a_project_can_be(cell: Cell, year: int | None) -> None:
    assert parse_year(cell).value == year


@pytest.mark.parametrize(("cents", "text"), [(123456, "1.234,56"), (-5, "-0,05"), (100, "1,00"), (123456789, "1.234.567,89")])
def test_an_amount_in_a_sentence_is_written_the_dutch_way(cents: int, text: str) -> None:
    assert plain_euros(cents) == text
