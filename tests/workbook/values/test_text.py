"""What cannot be seen does not count; what differs only in writing is the same."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adv.workbook.values.text import LONGEST_TEXT, clean, fold, parse_text, parse_yes_no


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("  Gesprek \t gevoerd \n", "Gesprek gevoerd", id="spaces of all kinds"),
        pytest.param("Gesprek\xa0gevoerd\u202f", "Gesprek gevoerd", id="no-break spaces"),
        pytest.param("\ufeffGesp\u200brek", "Gesprek", id="byte order mark and zero width"),
        pytest.param("a\x00b\x1b[31m", "ab[31m", id="control characters"),
        pytest.param("a_x0000_b_x000D_c", "ab c", id="escapes of OOXML"),
        pytest.param("Coo\u0308rdinatie", "Coördinatie", id="an accent as a character of its own"),
        pytest.param("_x_ bestaat", "_x_ bestaat", id="not an escape"),
        pytest.param("a\ud800b", "ab", id="half a character"),
        pytest.param("\u200b", "", id="nothing but zero width"),
        pytest.param("RÃ¶ntgenstraat", "Röntgenstraat", id="encoded twice"),
        pytest.param("SÃO PAULO", "SÃO PAULO", id="a letter of another language"),
    ],
)
def test_clean_text_holds_only_what_can_be_seen(written: str, meant: str) -> None:
    assert clean(written) == meant


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Coördinatie", "COORDINATIE", id="accents and capitals"),
        pytest.param("Thema’s", "thema's", id="a curly quote"),
        pytest.param("thema´s", "thema`s", id="an acute and a grave for a quote"),
        pytest.param("B–1 ", "b-1", id="another dash"),
        pytest.param("Ĳssellaan", "ijssellaan", id="the one-letter ij"),
        pytest.param("ＷＯＮＥＮ", "wonen", id="full width"),
    ],
)
def test_texts_that_differ_only_in_writing_have_one_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("12²", "122"), ("B1", "B-1"), ("wel", "niet")], ids=["superscript", "dash", "words"])
def test_texts_that_differ_keep_different_keys(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_no_line_break_or_control_character_is_left(text: str) -> None:
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"} for char in clean(text))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        pytest.param(12.0, "12", id="a whole number"),
        pytest.param(1.5, "1.5", id="a fraction"),
        pytest.param(" B-1 ", "B-1", id="text"),
        pytest.param("NULL", "NULL", id="a word that other readers drop"),
        pytest.param("", None, id="empty"),
        pytest.param(None, None, id="nothing"),
        pytest.param(date(2019, 2, 1), "2019-02-01", id="a date"),
        pytest.param(datetime.fromisoformat("2019-02-01"), "2019-02-01", id="a date at midnight"),
        pytest.param(datetime.fromisoformat("2019-02-01T12:30"), "2019-02-01 12:30:00", id="a moment"),
        pytest.param(time(12, 30), "12:30:00", id="a time"),
        pytest.param(timedelta(hours=30), "1 day, 6:00:00", id="a span"),
        pytest.param(True, "ja", id="yes"),
    ],
)
def test_any_cell_reads_as_text(cell: str | float | None, text: str | None) -> None:
    parsed = parse_text(cell)
    assert (parsed.value, parsed.code) == (text, None)


def test_a_number_that_excel_rounded_is_reported() -> None:
    assert parse_text(1234567890123456789.0).code == "number_lost_digits"


def test_an_infinite_number_is_no_text() -> None:
    assert parse_text(float("inf")).code == "unreadable_text"


@pytest.mark.parametrize(("length", "code"), [(LONGEST_TEXT, None), (LONGEST_TEXT + 1, "text_too_long")])
def test_a_text_over_the_limit_is_left_out(length: int, code: str | None) -> None:
    parsed = parse_text("x" * length)
    assert parsed.code == code
    assert (parsed.value is None) == (code is not None)


@pytest.mark.parametrize("cell", ["ja", "Ja ", "J", "x", "X", "✓", "☑", "WAAR", "true", True, 1, 1.0, "1", "yes", "１"])
def test_a_mark_means_yes(cell: str | float) -> None:
    assert parse_yes_no(cell).value is True


@pytest.mark.parametrize("cell", ["nee", "Neé", "N", "ONWAAR", "false", False, 0, 0.0, "0", "no", "nee."])
def test_a_no_means_no(cell: str | float) -> None:
    assert parse_yes_no(cell).value is False


@pytest.mark.parametrize("cell", [None, "", " ", "\u200b", "?", "n.v.t.", "onbekend", "-"])
def test_no_answer_is_neither_yes_nor_no(cell: str | None) -> None:
    assert parse_yes_no(cell).is_empty


@pytest.mark.parametrize("cell", ["misschien", "ja/nee", "ja?", 2, -1.0, 0.5, float("nan"), date(2019, 1, 1), time(1)])
def test_an_unclear_answer_is_reported(cell: str | float) -> None:
    parsed = parse_yes_no(cell)
    assert (parsed.value, parsed.code) == (None, "unreadable_yes_no")
