"""A short run of the corpus: what is only measured on included, since its totals may not be wrong in silence either."""

from __future__ import annotations

from itertools import islice

import pytest

from adv.workbook.intake import read_files
from adv.workbook.recognition.places.candidates import Candidate
from adv.workbook.tables.grid import Upload
from tests.corpus.cases import SPLITS, cases
from tests.corpus.measure import KEY, PROJECT, TODAY, Score, measure

EVERY = 5  # one in so many layouts: reading each takes a process of its own
# The shares of this short run; they may only rise.
AT_LEAST = {
    "dev": {"sheets": 1.0, "columns": 1.0, "rows": 0.99, "totals": 0.99},
    "held": {"sheets": 1.0, "columns": 0.96, "rows": 0.93, "totals": 0.84},
    "dev by hand": {"sheets": 0.79, "columns": 0.98, "rows": 0.75, "totals": 0.60},
    "held by hand": {"sheets": 0.66, "columns": 1.0, "rows": 0.52, "totals": 0.68},
}


@pytest.fixture(scope="module", params=SPLITS)
def measured(request: pytest.FixtureRequest) -> tuple[str, Score]:
    return request.param, measure(islice(cases(request.param), 0, None, 1 if "by hand" in request.param else EVERY))


def test_no_total_is_wrong_in_silence(measured: tuple[str, Score]) -> None:
    assert measured[1].silent == []


def test_the_shares_read_right_are_at_least_what_they_were(measured: tuple[str, Score]) -> None:
    split, score = measured
    assert {what: score.share(what) for what, least in AT_LEAST[split].items() if score.share(what) < least} == {}


def test_the_measure_sees_a_total_that_is_wrong_in_silence() -> None:
    case = next(cases("dev"))
    case.truth.totals["completed", ""] += 1
    score = measure([case])
    assert [total for _, total, *_ in score.silent] == [("completed", "")]


@pytest.mark.parametrize("split", ["dev", "dev by hand"])
def test_a_table_beyond_doubt_is_the_one_that_all_tables_together_would_have_given(
    split: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [Upload(*file) for case in islice(cases(split), 0, None, EVERY) for file in case.files]
    at_once = [_understood(file) for file in files]
    monkeypatch.setattr(Candidate, "is_beyond_doubt", False)
    assert [_understood(file) for file in files] == at_once


def _understood(file: Upload) -> object:
    intake = read_files([file], PROJECT, KEY, TODAY, needs_table=False)
    return intake.sheets, intake.findings
