from __future__ import annotations

import random

import pytest

from adv.errors import FileRefused
from adv.workbook.tables.grid import Upload
from tests import fuzz
from tests.workbook.evil import read_workbook


def test_broken_files_are_read_or_refused_and_nothing_else() -> None:
    outcomes = [outcome for _, outcome in fuzz.run(100, seed=0)]
    assert len(outcomes) == 100
    assert len(set(outcomes)) > 5  # read, damaged, incomplete, outside the grid …


@pytest.mark.parametrize("seed", range(8))
def test_whatever_the_pre_check_finds_the_worker_finds_too(seed: int) -> None:
    name, content = fuzz.broken(random.Random(seed))  # noqa: S311 (repeatable is what is wanted)
    expected = fuzz.check(name, content)
    found = "read"
    try:
        read_workbook(Upload(name, content))
    except FileRefused as refusal:
        found = refusal.key
    assert found == ("read" if expected.startswith("read") else expected.removeprefix("later: "))
