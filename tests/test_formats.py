"""Numbers, euros, shares and days read as people write them, in both languages."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from babel.dates import get_month_names
from hypothesis import given
from hypothesis import strategies as st

from adv.formats import LONG_MONTHS, MONTHS, NBSP, formats, rounded

NL = formats("nl")
EN = formats("en")


def plain(text: str) -> str:
    return text.replace(NBSP, " ").replace("\u2212", "-")


@pytest.mark.parametrize(
    ("number", "places", "dutch", "english"),
    [
        pytest.param(1234.56, 2, "1.234,56", "1,234.56", id="thousands and decimals"),
        pytest.param(0, 0, "0", "0", id="zero"),
        pytest.param(0.5, 0, "1", "1", id="half goes up"),
        pytest.param(1.5, 0, "2", "2", id="half goes up, not to even"),
        pytest.param(2.5, 0, "3", "3", id="half goes up, to odd"),
        pytest.param(-2.5, 0, "-3", "-3", id="half goes away from zero"),
        pytest.param(2.675, 2, "2,68", "2.68", id="half as it is written, not as it is stored"),
        pytest.param(-0.4, 0, "0", "0", id="no minus zero"),
        pytest.param(10_000_000, 0, "10.000.000", "10,000,000", id="millions"),
        pytest.param(Fraction(1, 3), 3, "0,333", "0.333", id="a fraction"),
        pytest.param(Fraction(-1, 8), 2, "-0,13", "-0.13", id="a negative fraction, half away from zero"),
        pytest.param(Decimal("1e3"), 0, "1.000", "1,000", id="a decimal with an exponent"),
        pytest.param(1e-7, 2, "0,00", "0.00", id="very small"),
    ],
)
def test_a_number_is_written_in_the_users_language(number: float, places: int, dutch: str, english: str) -> None:
    assert plain(NL.number(number, places)) == dutch
    assert plain(EN.number(number, places)) == english


@pytest.mark.parametrize(
    ("cents", "dutch", "english"),
    [
        pytest.param(6_575_000, "€ 65.750", "€65,750", id="round amounts have no cents"),
        pytest.param(41_093.75, "€ 410,94", "€410.94", id="half a cent goes up"),
        pytest.param(4_262_504, "€ 42.625,04", "€42,625.04", id="cents"),
        pytest.param(-5_010, "- € 50,10", "-€50.10", id="a correction"),
        pytest.param(0, "€ 0", "€0", id="nothing"),
        pytest.param(
            10**13 + 1, "€ 100.000.000.000,01", "€100,000,000,000.01", id="exact above the precision of a float's display"
        ),
    ],
)
def test_euros_are_written_from_cents(cents: float, dutch: str, english: str) -> None:
    assert plain(NL.euro(cents)) == dutch
    assert plain(EN.euro(cents)) == english


def test_whole_euros_round_half_away_from_zero() -> None:
    assert plain(NL.euro(150, whole=True)) == "€ 2"
    assert plain(NL.euro(-150, whole=True)) == "- € 2"
    assert plain(NL.euro(-49, whole=True)) == "€ 0"


@pytest.mark.parametrize(
    ("share", "places", "dutch", "english"),
    [
        pytest.param(0.56875, 1, "56,9 %", "56.9%", id="a share"),
        pytest.param(0.145, 0, "15 %", "15%", id="half as written: 0,145 times 100 is 14,499… in floats"),
        pytest.param(0.5, 1, "50 %", "50%", id="no needless decimals"),
        pytest.param(0, 1, "0 %", "0%", id="nothing"),
        pytest.param(1, 1, "100 %", "100%", id="all"),
        pytest.param(0.9996, 1, "> 99,9 %", ">\u00a099.9%", id="nearly all is not all"),
        pytest.param(0.0002, 1, "< 0,1 %", "<\u00a00.1%", id="nearly nothing is not nothing"),
        pytest.param(0.996, 0, "> 99 %", ">\u00a099%", id="nearly all, in whole percents"),
        pytest.param(1.25, 0, "125 %", "125%", id="more than all"),
        pytest.param(Fraction(1, 16), 1, "6,3 %", "6.3%", id="a fraction, half away from zero"),
        pytest.param(3 * 0.2, 1, "60 %", "60%", id="a tick that is a slip of floats off"),
        pytest.param(Fraction(1, 4), 1, "25 %", "25%", id="a whole fraction"),
        pytest.param(0.23021, 1, "23,0 %", "23.0%", id="not exactly so"),
        pytest.param(1.0002, 1, "100,0 %", "100.0%", id="just over all"),
    ],
)
def test_a_share_is_written_in_percents(share: float, places: int, dutch: str, english: str) -> None:
    assert plain(NL.percent(share, places)) == dutch
    assert plain(EN.percent(share, places)) == plain(english)


def test_days_months_and_quarters_are_written_in_the_users_language() -> None:
    day = date(2019, 3, 3)
    assert [plain(text) for text in (NL.day(day), NL.long_day(day), NL.month(day), NL.long_month(day))] == [
        "3 mrt 2019",
        "3 maart 2019",
        "mrt 2019",
        "maart 2019",
    ]
    assert [plain(text) for text in (EN.day(day), EN.long_day(day), EN.quarter(day), EN.long_quarter(day))] == [
        "3 Mar 2019",
        "3 March 2019",
        "Q1 2019",
        "first quarter of 2019",
    ]
    assert (plain(NL.quarter(date(2019, 12, 31))), NL.long_quarter(date(2019, 4, 1))) == ("4e kw. 2019", "2e kwartaal van 2019")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_month_names_are_those_of_cldr(language: str) -> None:
    short = [name.rstrip(".") for name in get_month_names("abbreviated", locale=language).values()]
    assert list(MONTHS[language]) == short
    assert list(LONG_MONTHS[language]) == list(get_month_names("wide", locale=language).values())


def test_a_list_is_joined_as_a_sentence_does() -> None:
    assert [NL.joined([]), NL.joined(["a"]), NL.joined(["a", "b"]), NL.joined(["a", "b", "c"])] == ["", "a", "a en b", "a, b en c"]
    assert EN.joined(("a", "b")) == "a and b"
    assert NL.joined(("zorg en welzijn", "werken")) == "zorg en welzijn en ook werken"


@pytest.mark.parametrize("number", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_not_a_number_is_never_written(number: float) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - there is no message: it is a mistake in the program
        NL.number(number)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError):
        formats("fr")


@given(st.integers(-(10**12), 10**12))
def test_an_amount_read_back_is_the_same(cents: int) -> None:
    text = plain(NL.euro(cents)).replace("€ ", "").replace(" ", "").replace(".", "").replace(",", ".")
    assert Decimal(text) * 100 == cents


@given(st.fractions(-1000, 1000), st.integers(0, 3))
def test_rounding_moves_a_number_by_at_most_half_a_step_and_is_symmetric(number: Fraction, places: int) -> None:
    value = rounded(number, places)
    assert abs(Fraction(value) - number) <= Fraction(1, 2 * 10**places)
    assert rounded(-number, places) == -value
