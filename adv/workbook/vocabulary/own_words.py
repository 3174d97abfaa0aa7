"""``words.toml`` in the data folder: words of one's own that hold for every workbook, added without a programmer.

A table per list, in it the meanings, and with each the words for it::

    [outcome]
    conversation = ["praatje gemaakt", "koffie gedronken"]

    [organisation]
    Politie = ["wijkteam"]
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, Final

from adv import paths
from adv.errors import SettingsError
from adv.settings import load_project, not_toml, project_names
from adv.workbook.vocabulary.own_values import allowed_as, meaning_of
from adv.workbook.vocabulary.word_lists import NO_WORDS, NOTHING, OwnWords, WordList, word_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from adv.model import Project

LEFT_OUT: Final = "none"  # the meaning of words that are to be passed over


def words_of(project: Project) -> OwnWords:
    """The words of this installation for one project; none when there is no file. Raises as `own_words` does."""
    path = paths.own_words()
    return own_words(path, project, [load_project(name) for name in project_names()]) if path.is_file() else NO_WORDS


def own_words(path: Path, project: Project, projects: Sequence[Project]) -> OwnWords:
    """The words of a file for one project.

    Parameters
    ----------
    projects
        All of them: a name that only another project has is no mistake.

    Raises
    ------
    SettingsError
        Not TOML, or a list, a meaning or words that cannot be: with the file, the key and what is allowed.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise not_toml(path, error) from error
    lists = {}
    for key, table in raw.items():
        if key not in list(WordList) or not isinstance(table, dict):
            raise SettingsError("unknown_setting", file=path.name, setting=key, allowed=", ".join(WordList))
        lists[WordList(key)] = _list(path.name, WordList(key), table, projects)
    return OwnWords(
        {
            name: {word: what for word, what in words.items() if what == NOTHING or meaning_of(project, name, what) is not None}
            for name, words in lists.items()
        }
    )


def _list(file: str, name: WordList, table: dict[str, Any], projects: Sequence[Project]) -> dict[str, str]:
    allowed = dict.fromkeys(meaning for project in projects for meaning in allowed_as(project, name))
    found: dict[str, str] = {}
    for meaning, words in table.items():
        setting = f"{name}.{meaning}"
        kept = next((one for project in projects if (one := meaning_of(project, name, meaning)) is not None), None)
        if kept is None and meaning != LEFT_OUT:
            raise SettingsError("unknown_setting", file=file, setting=setting, allowed=", ".join([*allowed, LEFT_OUT]))
        if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
            raise SettingsError("wrong_setting", file=file, setting=setting, allowed='["…", "…"]')
        for word in words:
            said = NOTHING if kept is None else kept
            if found.setdefault(word_key(word, name), said) != said:
                raise SettingsError("repeated_setting", file=file, setting=name.value)
    return found
