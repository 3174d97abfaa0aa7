"""What the accounts and headings of a bookkeeping say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adv.workbook.vocabulary.knowledge import Knowledge
from adv.workbook.vocabulary.ledger import (
    LONGEST_LEDGER_HEADING,
    Nature,
    Scheme,
    Section,
    account_of,
    is_numbered,
    names_project,
    sayings,
    section_of,
)
from tests.workbook.sheets import PROJECT

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

KNOWLEDGE = Knowledge(PROJECT)


def scheme(*names: str) -> Scheme:
    """The accounts of one list."""
    return Scheme(KNOWLEDGE, tuple(account for name in names if (account := account_of(name))))


@pytest.mark.parametrize(
    ("cell", "name", "number", "called"),
    [
        ("4000 - Lonen", None, "4000", "Lonen"),
        (4000, "Lonen", "4000", "Lonen"),
        ("Lonen", None, "", "Lonen"),
    ],
)
def test_an_account_has_a_number_and_a_name(cell: str | int, name: str | None, number: str, called: str) -> None:
    account = account_of(cell, name)
    assert account is not None
    assert (account.number, account.name, account.shown, is_numbered(cell)) == (number, called, called, bool(number))


def test_nothing_is_no_account() -> None:
    assert account_of(None) is None
    assert account_of(" ") is None


@pytest.mark.parametrize(
    ("account", "nature"),
    [
        ("4000 Lonen", Nature.COST),
        ("4900 Subsidies aan derden", Nature.COST),
        ("8000 Diversen", Nature.INCOME),
        ("1000 Diversen", Nature.BALANCE),
        ("0100 Inventaris", Nature.BALANCE),
        ("9000 Diversen", Nature.COST),
        ("9100 Subsidie gemeente", Nature.INCOME),
        ("Diversen", Nature.COST),
    ],
)
def test_the_first_digit_of_a_dutch_account_says_what_it_is(account: str, nature: Nature) -> None:
    found = account_of(account)
    assert found is not None
    assert scheme("4000 Lonen", "8000 Diversen").nature(found) == nature


def test_numbers_of_another_scheme_say_nothing() -> None:
    found = account_of("8000 Diversen")
    assert found is not None
    assert scheme("6000 Lonen", "8000 Diversen").nature(found) == Nature.COST
    assert scheme("4000 Subsidie", "8000 Diversen").nature(found) == Nature.COST


@pytest.mark.parametrize(
    ("account", "others", "expected"),
    [
        ("4000 Lonen", "4100 Huur", True),
        ("6000 Lonen", "6100 Huur", False),
        ("Lonen", "4100 Huur", False),
        ("Subsidie gemeente", "6100 Huur", True),
    ],
)
def test_a_number_tells_what_an_account_is_only_in_the_dutch_scheme(account: str, others: str, expected: object) -> None:
    found = account_of(account)
    assert found is not None
    assert scheme(account, others).is_told(found) is expected


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("Opbrengsten", Section(is_income=True)),
        ("OPBRENGSTEN:", Section(is_income=True)),
        ("Kosten", Section()),
        ("Project 1804 Achter de voordeur", Section(centre="1804 Achter de voordeur")),
        ("Kostenplaats: 1804", Section(centre="1804")),
        ("Project", None),
        ("Lonen", None),
        (f"Project {'x' * (LONGEST_LEDGER_HEADING - 8)}", Section(centre="x" * (LONGEST_LEDGER_HEADING - 8))),
        (f"Project {'x' * (LONGEST_LEDGER_HEADING - 7)}", None),
        (f"Project {'x' * LONGEST_LEDGER_HEADING}", None),
    ],
)
def test_a_heading_holds_for_the_rows_below_it(text: str, section: Section | None) -> None:
    assert section_of(text, KNOWLEDGE.words.ledger) == section


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1804 De Waart huisbezoeken", True),
        ("Achter de voordeur 2019", True),
        ("Voordeur", False),
        ("Kantoor", False),
        ("1804 Waart", True),
        ("Waartplein", False),
        ("Kosten de drukker", False),
    ],
)
def test_a_cost_centre_may_be_called_after_the_project(text: str, expected: object) -> None:
    assert names_project(text, PROJECT) is expected


@pytest.mark.parametrize(
    ("cell", "number", "name"),
    [
        ("4000 Personeel", "4000", "Personeel"),
        ("4000 - Personeel", "4000", "Personeel"),
        ("400", "400", ""),
        (4000.0, "4000", ""),
        ("4000.0", "4000", ""),
        ("123456", "123456", ""),
        ("1234567", "", "1234567"),
        ("40", "", "40"),
        ("4000Personeel", "", "4000Personeel"),
        ("Personeel", "", "Personeel"),
    ],
)
def test_an_account_has_three_to_six_figures_before_its_name(cell: Cell, number: str, name: str) -> None:
    account = account_of(cell)
    assert account is not None
    assert (account.number, account.name, is_numbered(cell)) == (number, name, bool(number))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("beginsaldo", True),
        ("beginsaldo per een januari", True),
        ("beginsaldo een twee drie vier vijf zes zeven", True),
        ("beginsaldo een twee drie vier vijf zes zeven acht", False),  # more is a story
        ("de beginsaldo", False),
        ("saldo", True),
        ("saldo zaal", False),
    ],
)
def test_a_balance_is_named_in_a_few_words_that_begin_so(text: str, expected: object) -> None:
    assert sayings(KNOWLEDGE.words.ledger).names_balance(text) is expected
