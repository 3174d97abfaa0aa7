"""What is in a column speaks for or against what it is; each test fails when one line of that is turned around."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec
import pytest

from adv.model import TableName
from adv.workbook.recognition.columns.header_words import header_words
from adv.workbook.recognition.places.layout import Header
from adv.workbook.tables.findings import Severity
from adv.workbook.vocabulary.knowledge import Knowledge
from adv.workbook.vocabulary.word_lists import OwnWords
from adv.workbook.vocabulary.words import bare_key, header_key
from tests.workbook.sheets import HEADERS, PROJECT, column, found, sheet, understood, visit

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell

# Nine digits that pass the eleven test: they may be somebody's, whatever the column is called.
LIKE_BSN: list[Cell] = [111222333, "123456782", 10464554.0]


@pytest.mark.parametrize(
    ("cells", "is_sure"),
    [
        ([1, 2, 3], True),
        (["1", "2", "3"], True),
        ([1.0, 2.0, 3.0], True),
        (["eerst", "toen", "later"], False),
        ([1.5, 2.5, 3.5], False),
    ],
    ids=["numbers", "texts", "as Excel keeps them", "words", "halves"],
)
def test_whole_numbers_bear_out_a_column_of_attempts_and_nothing_else_does(cells: list[Cell], is_sure: bool) -> None:  # noqa: FBT001
    made = sheet("Bezoeken", [*HEADERS, "Ronde"], *([*visit(number), cell] for number, cell in enumerate(cells, 1)))
    result = understood(made)
    (attempt,) = [one for one in result.sheets[0].columns if one.header == "Ronde"]
    assert (attempt.reason.key == "header_word", attempt.certainty > 0.9) == (is_sure, is_sure)


@pytest.mark.parametrize("header", ["Kenmerk bewoner", "Burgernr", "Zaaknummer", "X"])
def test_a_column_of_numbers_like_a_bsn_is_blocked_whatever_it_is_called(header: str) -> None:
    made = sheet("Bezoeken", [*HEADERS, header], *([*visit(number), cell] for number, cell in enumerate(LIKE_BSN, 1)))
    result = understood(made)
    (blocked,) = [one for one in result.sheets[0].columns if one.header == header]
    assert (blocked.blocked, blocked.field, blocked.samples) == (True, None, ())
    assert found(result, "column_with_bsn").severity is Severity.WARNING
    shown = json.dumps(msgspec.to_builtins((result.sheets, result.findings, result.words)))
    assert not any(str(number).removesuffix(".0") in shown for number in LIKE_BSN)


@pytest.mark.parametrize("row", [1, 2, 3], ids=["first", "middle", "last"])
@pytest.mark.parametrize(("flaw", "code"), [("#N/A", "cell_error"), ("formula", "cell_formula"), ("text", "cell_text")])
def test_a_flaw_in_a_needed_cell_costs_its_own_row_whichever_that_is(row: int, flaw: str, code: str) -> None:
    """Also in the first row of data, right under the header."""
    rows = [visit(1), visit(2), visit(3)]
    rows[row - 1][HEADERS.index("Uitkomst")] = None
    result = understood(sheet("Bezoeken", list(HEADERS), *rows, flaws={(row, HEADERS.index("Uitkomst")): flaw}))
    assert (found(result, code).cells, found(result, code).severity) == ((f"F{row + 1}",), Severity.ERROR)
    assert column(result, "visits", "visit_id") == [f"B{number:03}" for number in (1, 2, 3) if number != row]
    assert result.sheets[0].rows_left_out == 1


@pytest.mark.parametrize("row", [1, 3], ids=["first", "last"])
def test_a_flaw_in_a_cell_that_the_row_can_do_without_is_said_and_the_row_counts(row: int) -> None:
    rows = [visit(1), visit(2), visit(3)]
    rows[row - 1][HEADERS.index("Thema's")] = None
    result = understood(sheet("Bezoeken", list(HEADERS), *rows, flaws={(row, HEADERS.index("Thema's")): "#N/A"}))
    assert (found(result, "cell_error").cells, found(result, "cell_error").severity) == ((f"H{row + 1}",), Severity.WARNING)
    assert len(column(result, "visits", "visit_id")) == 3


def test_a_flaw_in_the_header_is_no_flaw_of_a_row() -> None:
    result = understood(sheet("Bezoeken", [*HEADERS, None], [*visit(1), None], flaws={(0, len(HEADERS)): "#N/A"}))
    assert not [finding for finding in result.findings if finding.code == "cell_error"]


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("Thema 2", "header_word"),
        ("Organisatie 2", "header_word"),
        ("Thema", "header_word"),
        ("Uitkmst", "header_like"),
        ("Datm", None),
    ],
)
def test_a_number_behind_a_word_takes_nothing_from_it_and_four_letters_are_too_few_to_guess(
    header: str, reason: str | None
) -> None:
    words = header_words(TableName.VISITS, Knowledge(PROJECT, OwnWords({})))
    match = words.match(Header(0, header, header_key(header), bare_key(header)))
    assert (match and match.reason.key) == reason
