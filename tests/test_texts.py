"""Both languages say the same things, and every text that the code asks for is there."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from adv.texts import FOLDER, texts

ROOT = Path(__file__).parent.parent
DUTCH, ENGLISH = texts("nl"), texts("en")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_two_languages_have_the_same_files() -> None:
    assert {path.name for path in (FOLDER / "nl").glob("*.toml")} == {path.name for path in (FOLDER / "en").glob("*.toml")}


def test_the_two_languages_have_the_same_keys() -> None:
    assert sorted(DUTCH.entries) == sorted(ENGLISH.entries)


@pytest.mark.parametrize("key", sorted(set(DUTCH.entries) & set(ENGLISH.entries)))
def test_a_text_has_the_same_placeholders_in_both_languages(key: str) -> None:
    dutch, english = placeholders(DUTCH(key)), placeholders(ENGLISH(key))
    if key.endswith(".one"):  # "one visit" may say its number in a word
        dutch, english = dutch | {"count"}, english | {"count"}
    assert dutch == english


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_text_is_empty_and_none_is_left_over_from_writing(language: str) -> None:
    wrong = {key for key, text in texts(language).entries.items() if not text.strip() or "TODO" in text or "???" in text}
    assert not wrong


def test_every_count_has_a_form_for_one_and_for_more() -> None:
    ones = {key.removesuffix(".one") for key in DUTCH.entries if key.endswith(".one")}
    others = {key.removesuffix(".other") for key in DUTCH.entries if key.endswith(".other")}
    assert ones == others


def literal_keys() -> set[str]:
    """Keys written out in the code as the first argument of a call on something named texts."""
    keys: set[str] = set()
    for place in (*(ROOT / "adv").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "dashboard.py"):
        for node in ast.walk(ast.parse(place.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            key = node.args[0].value
            if isinstance(node.func, ast.Name) and node.func.id in {"texts", "t"} and isinstance(key, str) and "." in key:
                keys.add(key)
    return keys


def test_every_text_that_the_code_names_is_there() -> None:
    missing = {key for key in literal_keys() if key not in DUTCH}
    assert not missing
