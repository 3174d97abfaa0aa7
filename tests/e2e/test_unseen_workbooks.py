"""Workbooks that nobody has seen, read without a browser: each was counted while it was written."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from adv.settings import load_project
from adv.workbook.intake import read_files
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.grid import Upload
from adv.workbook.understood import Corrections
from tests.e2e.workbook import unseen_workbook

if TYPE_CHECKING:
    from adv.model import Dataset

SEEDS = 4


@pytest.mark.parametrize("number", range(SEEDS))
def test_a_workbook_never_seen_is_read_to_the_last_visit_and_cent(number: int) -> None:
    seed = random.SystemRandom().randrange(10**6)
    data, truth = unseen_workbook(seed)
    intake = read_files([Upload("mei.xlsx", data)], load_project("de-waart"), b"k" * 32, date(2026, 1, 1), Corrections())
    read = intake.dataset
    said = [(finding.code, finding.sheet) for finding in intake.findings if finding.severity is Severity.ERROR]
    assert _counted(read) == {
        "visits": truth.visits_by_outcome,
        "areas": truth.completed_by_area,
        "partners": truth.completed_by_partner,
        "themes": truth.conversations_by_theme,
        "statuses": truth.requests_by_status,
        "request themes": truth.requests_by_theme,
        "goals": truth.requests_by_goal,
        "cents": +truth.cents_by_category,
    }, f"seed {seed}: {said}"
    assert not said, f"seed {seed}"


def _counted(read: Dataset) -> dict[str, Counter[str]]:
    talks = read.visits[read.visits["outcome"] == "conversation"]
    money: Counter[str] = Counter()
    for category, cents in zip(read.expenses["category"], read.expenses["cents"], strict=True):
        money[category] += int(cents)
    return {
        "visits": Counter(read.visits["outcome"]),
        "areas": Counter(talks["area"]),
        "partners": Counter(partner for several in talks["organisations"] for partner in several),
        "themes": Counter(theme for several in talks["themes"] for theme in several),
        "statuses": Counter(read.requests["status"]),
        "request themes": Counter(read.requests["theme"]),
        "goals": Counter(read.requests["goal"]),
        "cents": money,
    }
