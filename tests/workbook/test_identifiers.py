"""What identifies people is found by checksum and pattern, and ordinary numbers are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adv.disclosure.identifiers import Identifier, identifies, is_bsn, is_iban, screen


@pytest.mark.parametrize("number", ["111222333", "123456782", "010464554", "10464554"])
def test_a_number_that_passes_the_eleven_test_may_be_a_bsn(number: str) -> None:
    assert is_bsn(number)


@pytest.mark.parametrize("number", ["123456789", "000000000", "12345678", "1112223334", "", "11122233a", "²11222333"])
def test_a_number_that_fails_the_eleven_test_is_no_bsn(number: str) -> None:
    assert not is_bsn(number)


@given(st.integers(1, 10**8 - 1))
def test_of_ten_last_digits_at_most_one_makes_a_bsn(first_eight: int) -> None:
    assert sum(is_bsn(f"{first_eight:08}{last}") for last in range(10)) <= 1


@pytest.mark.parametrize(
    ("text", "valid"),
    [("NL91ABNA0417164300", True), ("nl91 abna 0417 1643 00", True), ("NL91ABNA0417164301", False), ("NL91", False)],
)
def test_an_iban_has_its_checksum(text: str, valid: bool) -> None:  # noqa: FBT001
    assert is_iban(text) is valid


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("mail naar jan@voorbeeld.nl", Identifier.EMAIL),
        ("06-12345678", Identifier.PHONE),
        ("+31 6 1234 5678", Identifier.PHONE),
        ("0492 - 123 456", Identifier.PHONE),
        ("(040) 234 56 78", Identifier.PHONE),
        ("06/12345678", Identifier.PHONE),
        ("+32 475 12 34 56", Identifier.PHONE),
        ("1-1-2018 gebeld met 0612345678", Identifier.PHONE),
        ("05-02-2019 10", None),
        ("05-02-2019 10:12:33", None),
        ("2/1/2019 10.12.33", None),
        ("0.123456789", None),
        ("rek NL91ABNA0417164300", Identifier.IBAN),
        ("BSN: 123456782", Identifier.BSN),
        ("BSN: 123456789", None),
        ("Waartplein 12", None),
        ("B0001234567", None),
        ("3-4-2019", None),
        ("€ 1.234,56", None),
    ],
)
def test_a_text_that_points_at_a_person_is_known_by_its_pattern(text: str, what: Identifier | None) -> None:
    assert identifies(text) is what


@pytest.mark.parametrize(
    ("values", "what"),
    [
        (["111222333", 123456782.0, "1234.56.782", "BSN 123456782"], Identifier.BSN),
        ([111222333, 123456782], None),
        ([111222333, 123456782, 10464554, 123456789, 123456780], None),
        (["bsn 111222333"], Identifier.BSN),
        ([float("nan"), float("inf"), True, None, 10**400], None),
        ([1234.5, 43161.0, "2019-03-04"], None),
        (["a@b.nl", "111222333"], Identifier.EMAIL),
    ],
)
def test_a_column_is_judged_by_several_of_its_values(values: list[object], what: Identifier | None) -> None:
    verdict = screen(values)
    assert (verdict.identifier if verdict else None) is what
    assert verdict is None or verdict.blocked is (what in {Identifier.BSN, Identifier.IBAN})
