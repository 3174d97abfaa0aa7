"""EDGE: milestones that were set on the page Gegevens, in a small file per project beside the data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from adv.errors import StoreError
from adv.paths import data_folder
from adv.settings import milestones_file, read_milestones

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adv.model import Milestone


def set_milestones(name: str, milestones: Iterable[Milestone]) -> None:
    """Write the milestones of a project, all of them or none: the file takes the old one's place after it was read back.

    Raises
    ------
    StoreError
        The data folder cannot be written.
    SettingsError
        A name that a settings file cannot hold.
    """
    file = milestones_file(name)
    new = file.with_suffix(".new")
    text = "".join(
        f"[[milestones]]\nday = {one.day.isoformat()}\nname = {json.dumps(one.name, ensure_ascii=False)}\n\n" for one in milestones
    )
    try:
        data_folder()
        file.parent.mkdir(mode=0o700, exist_ok=True)
        new.write_text(text or "milestones = []\n", encoding="utf-8")
        read_milestones(new)
        new.replace(file)
    except OSError as error:
        raise StoreError("store_read_only") from error
