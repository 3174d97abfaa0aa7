"""Every kind of hostile file is read right or refused with one sentence, and nothing else ever happens."""

from __future__ import annotations

from datetime import date

import pytest

from adv.errors import AdvError
from adv.settings import load_project
from adv.texts import LANGUAGES, texts
from adv.workbook.tables.grid import Upload
from adv.workbook.vocabulary.likeness import FewCompared
from tests.hostile.kinds import REFUSED, Kind, kinds
from tests.workbook.evil import read_workbook
from tests.workbook.sheets import understand_workbooks


@pytest.mark.parametrize("kind", list(kinds()), ids=lambda kind: kind.name)
def test_a_hostile_file_is_read_right_or_refused(kind: Kind) -> None:
    visits, said = REFUSED, ""
    try:
        book = read_workbook(Upload(kind.file, kind.make()))
        found = understand_workbooks([book], load_project("de-waart"), b"k" * 32, date(2025, 1, 1))
        visits = len(found.dataset.visits)
    except AdvError as refusal:
        said = "".join(texts(language)(f"errors.{refusal.key}", **refusal.params) for language in LANGUAGES)
    assert "\n" not in said
    assert visits in kind.visits


def test_only_so_many_words_are_compared_and_always_the_same_ones() -> None:
    compared = FewCompared(2)
    assert [word in compared for word in ("a", "b", "c", "a", "c")] == [True, True, False, True, False]
