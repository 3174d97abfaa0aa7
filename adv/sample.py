"""Synthetic sample projects: put into a store that has never held anything, so that a new user sees a living dashboard.

The history knows whether a project ever had an import. So a sample that was removed does not come back, and real data are
never joined by invented ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from adv.access import today
from adv.data_folder import household_key
from adv.settings import load_project
from adv.store.records import ImportMode
from adv.workbook.tables.grid import Upload
from adv.workbook.understood import Corrections

if TYPE_CHECKING:
    from adv.store.store import Store

FOLDER = Path(__file__).parent.parent / "sample_data"
FILES = {"de-waart": "voorbeeld-de-waart-2018-2020.xlsx", "annawijk": "voorbeeld-annawijk-2021-2022.xlsx"}
WHO = "sample"


def without_history(store: Store) -> tuple[str, ...]:
    """Name the projects with a sample that never had an import."""
    return tuple(name for name in FILES if store.version(name) == 0)


def add_samples(store: Store) -> Iterator[str]:
    """Import the sample of each project that never had an import; yields each name when stored. `FileRefused`: it is damaged."""
    from adv.workbook.intake import read_files  # noqa: PLC0415 - a command that only asks must not wait for it

    key = store.household_key(household_key())
    for name in without_history(store):
        project = load_project(name)
        intake = read_files([Upload(FILES[name], (FOLDER / FILES[name]).read_bytes())], project, key, today(), Corrections())
        store.commit(project, intake, ImportMode.REPLACE, who=WHO, expected_version=0, is_sample=True)
        yield name
