"""The file with an organisation's own words: what it adds, and what is said when it cannot be."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from adv.errors import SettingsError
from adv.model import Outcome
from adv.settings import load_project, project_names
from adv.workbook.vocabulary.own_values import own_words, words_of
from adv.workbook.vocabulary.word_lists import NOTHING, WordList
from tests.test_cli import VISITS, run, write
from tests.workbook.sheets import PROJECT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from adv.workbook.vocabulary.word_lists import OwnWords
    from tests.test_cli import Cell

PROJECTS = [load_project(name) for name in project_names()]
WORDS = """
[outcome]
conversation = ["Praatje gemaakt", "koffie gedronken"]
none = ["proef"]
[organisation]
Politie = ["wijkteam"]
[street]
Waartplein = ["het plein"]
"""


def read(folder: Path, text: str) -> OwnWords:
    file = folder / "words.toml"
    file.write_text(text, encoding="utf-8")
    return own_words(file, PROJECT, PROJECTS)


def test_the_words_of_the_file_have_their_meaning(tmp_path: Path) -> None:
    found = read(tmp_path, WORDS)
    assert found.of(WordList.OUTCOME) == {"praatje gemaakt": "conversation", "koffie gedronken": "conversation", "proef": NOTHING}
    assert found.of(WordList.ORGANISATION) == {"wijkteam": "Politie"}
    assert found.of(WordList.STREET) == {"het plein": "Waartplein"}


def test_a_name_that_only_another_project_has_is_left_alone(tmp_path: Path) -> None:
    other = next(project for project in PROJECTS if project.name != PROJECT.name)
    name = next(area for area in other.area_names if area not in PROJECT.area_names)
    assert read(tmp_path, f'[area]\n"{name}" = ["daar"]\n').of(WordList.AREA) == {}


@pytest.mark.parametrize(
    ("text", "key", "setting", "allowed"),
    [
        ("[outcome", "not_toml", None, None),
        ("[uitkomst]\n", "unknown_setting", "uitkomst", "outcome"),
        ('outcome = "x"\n', "unknown_setting", "outcome", "outcome"),
        ('[outcome]\ngesprek = ["x"]\n', "unknown_setting", "outcome.gesprek", Outcome.CONVERSATION),
        ('[outcome]\nrefused = "x"\n', "wrong_setting", "outcome.refused", '["…", "…"]'),
        ('[outcome]\nrefused = [""]\n', "wrong_setting", "outcome.refused", '["…", "…"]'),
        ('[outcome]\nrefused = ["x"]\nvacant = ["X"]\n', "repeated_setting", "outcome", None),
    ],
    ids=["no toml", "no list", "no table", "no meaning", "no list of words", "an empty word", "two meanings"],
)
def test_what_cannot_be_is_told_by_file_key_and_what_is_allowed(
    text: str, key: str, setting: str | None, allowed: str | None, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError) as refusal:
        read(tmp_path, text)
    assert refusal.value.key == key
    assert refusal.value.params["file"] == "words.toml"
    assert refusal.value.params.get("setting") == setting
    assert allowed is None or allowed in str(refusal.value.params["allowed"])


def test_without_a_file_there_are_no_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADV_DATA", str(tmp_path / "none"))
    assert not words_of(PROJECT).lists
    assert not (tmp_path / "none").exists()


def test_every_command_reads_with_the_words_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ADV_DATA", str(tmp_path))
    rows: list[Sequence[Cell]] = [*VISITS, ["B9", VISITS[1][1], "het plein", 2, "praatje gemaakt", None, None, None]]
    file = write(tmp_path / "x.xlsx", {"Bezoeken": rows})
    assert run(capsys, "summary", file, "--json")[0] == 1
    (tmp_path / "words.toml").write_text(WORDS, encoding="utf-8")
    status, out, _ = run(capsys, "summary", file, "--json")
    assert status == 0
    assert json.loads(out)["visits"]["total"] == len(rows) - 1
    (tmp_path / "words.toml").write_text("[x]", encoding="utf-8")
    status, out, err = run(capsys, "summary", file, "--json")
    assert (status, out, len(err.splitlines())) == (2, "", 1)
