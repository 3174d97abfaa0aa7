"""Texts that users read, in Dutch and English: one folder per language, one TOML file per part of the house.

A text's key is ``file.element`` (`findings.unreadable_date`), its placeholders are named (``{count}``). The same keys and
placeholders stand in both languages; a test says so. Texts that count have a form for one and one for more:
``key.one`` and ``key.other``, or ``key.other`` alone where it is the same.

A text that begins with ``@`` is the text under the key after it: what is said in two places stands in one, words that are used in
many places in ``words.toml``.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LANGUAGES = ("nl", "en")
FOLDER = Path(__file__).parent


class Texts(Struct, frozen=True):
    """Texts of one language."""

    language: str
    entries: Mapping[str, str]

    def __call__(self, key: str, **params: object) -> str:
        """Give the text under `key`, its placeholders filled in.

        Raises
        ------
        KeyError
            No such key, or a placeholder without a value: a mistake in the program, not of the user.
        """
        return self.entries[key].format_map(params) if params else self.entries[key]

    def count(self, key: str, count: int, **params: object) -> str:
        """Give the text under ``key.one`` or ``key.other``; `count` fills the placeholder of that name."""
        form = f"{key}.one" if count == 1 and f"{key}.one" in self.entries else f"{key}.other"
        return self(form, count=count, **params)

    def __contains__(self, key: str) -> bool:
        return key in self.entries


@lru_cache
def texts(language: str, part: str | None = None) -> Texts:
    """Give the texts of one language; with `part`, those of one file only (``"errors"``), for programs that start quickly."""
    if language not in LANGUAGES:
        raise KeyError(language)
    entries = written(language, part)
    known = dict(entries)
    for other in {text[1:].partition(".")[0] for text in entries.values() if text.startswith("@")} if part else ():
        known |= written(language, other)
    return Texts(language, {key: known[text[1:]] if text.startswith("@") else text for key, text in entries.items()})


def written(language: str, part: str | None = None) -> dict[str, str]:
    """Read the texts as they stand in the files."""
    entries: dict[str, str] = {}
    for file in sorted((FOLDER / language).glob(f"{part or '*'}.toml")):
        entries.update(_flat(tomllib.loads(file.read_text(encoding="utf-8")), file.stem))
    return entries


def _flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}.{key}")
        else:
            yield f"{prefix}.{key}", value
