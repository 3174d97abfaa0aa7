"""The files of words: no word stands twice in one list, and none means two things unless that is told apart by more than the word."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest

from adv.workbook.vocabulary.words import CODED, FOLDER, LANGUAGES, header_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BY_TABLE = ("headers", "weak", "stems")  # sections with a part for each table
# Parts of headers that point at two fields: what is in the column tells which.
POINTS_AT_TWO = {
    ("stems.visits", "ging"): {"outcome", "themes"},  # "Hoe ging het?" and "Waar ging het over?"
    ("stems.requests", "afhandel"): {"closed_on", "status"},  # over days, and over words: "Afhandeling"
    ("stems.expenses", "betaald"): {"booked_on", "cents"},  # over days, and over amounts: "Betaald"
}


def of_file(language: str) -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def lists(sections: Mapping[str, Any], place: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Give each list of words with its place; groups of words that mean the same are one list."""
    for name, found in sections.items():
        if isinstance(found, dict):
            yield from lists(found, (*place, name))
        else:
            yield (*place, name), [*chain.from_iterable(found)] if found and isinstance(found[0], list) else found


def compared(word: str, section: str) -> str:
    """A word as its list compares it: "not_at_home" is "not at home", where it stands for something known."""
    return (header_key(word) or word) if section in {*BY_TABLE, *CODED} else word


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_twice_in_one_list(language: str) -> None:
    doubles = []
    for place, words in lists(of_file(language)):
        seen = [compared(word, place[0]) for word in words]
        doubles += [(".".join(place), word) for word in dict.fromkeys(seen) if seen.count(word) > 1]
    assert not doubles


def test_a_word_for_something_known_means_one_thing_in_all_languages() -> None:
    meanings: dict[tuple[str, str], set[str]] = defaultdict(set)
    for place, words in (found for language in LANGUAGES for found in lists(of_file(language))):
        if place[0] in {*BY_TABLE, *CODED}:
            for word in words:
                meanings[".".join(place[:-1]), compared(word, place[0])].add(place[-1])
    assert {key: names for key, names in meanings.items() if len(names) > 1} == POINTS_AT_TWO
