"""Places where an installation keeps its data: one folder, named by the environment variable ADV_DATA or ``data`` beside the code.

With ADV_DATABASE the database itself is on a PostgreSQL server; the folder then holds the household key and the backups.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path

from adv.errors import StoreError

log = logging.getLogger("adv.data")
DATA_VARIABLE = "ADV_DATA"
OTHERS = 0o077  # rights of the group and of everybody
DATABASE_VARIABLE = "ADV_DATABASE"
BESIDE_THE_CODE = Path(__file__).resolve().parent.parent / "data"


def data_folder() -> Path:
    """Give the folder with the database and the household key; made when it is not there, for the owner only.

    The environment is read at every call, so that a test or a second installation on one machine has its own folder. Raises
    `StoreError`: it is not there and cannot be made.
    """
    folder = _folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError("store_read_only") from error
    _keep_others_out(folder)
    return folder


def _keep_others_out(place: Path) -> None:
    """Take away what others may do with a folder or file of ours that was made otherwise; say so where that cannot be done."""
    mode = place.stat().st_mode
    if os.name != "posix" or not mode & OTHERS:
        return
    try:
        place.chmod(mode & ~OTHERS & 0o7777)
    except OSError:
        log.warning("the data folder can be read by others, and its rights cannot be changed")


def name_new_file(new: Path, path: Path) -> None:
    """Give a file that is whole its name, unless another process has just made one of that name: then that one stays."""
    try:
        os.link(new, path)  # unlike a rename it never takes the place of what is there
    except FileExistsError:
        return
    except OSError:  # a disk that knows no links
        if not path.exists():
            new.rename(path)


def own_projects() -> Path:
    """Give the folder with settings of an organisation's own projects, which an upgrade leaves alone. Need not be there."""
    return _folder() / "projects"


def own_milestones() -> Path:
    """Give the folder where older versions kept milestones that were set on the page, a file per project. Need not be there."""
    return _folder() / "milestones"


def own_words() -> Path:
    """Give the file with an organisation's own words for what stands in its workbooks. Need not be there."""
    return _folder() / "words.toml"


def database() -> Path:
    """Give the file of the embedded database."""
    return data_folder() / "adv.db"


def database_address() -> str | None:
    """Read the address of the database on a server, as it is set: it may hold a password. None: the embedded database."""
    return os.environ.get(DATABASE_VARIABLE, "").strip() or None


def household_key() -> Path:
    """Give the file with the key under which addresses are hashed: a copy of the database alone tells no address."""
    return _key("household.key")


def publication_key() -> Path:
    """Give the file with the key that decides which way published numbers are rounded."""
    return _key("publication.key")


def _key(name: str) -> Path:
    key = data_folder() / name
    if key.exists():
        _keep_others_out(key)
    return key


def _folder() -> Path:
    return Path(os.environ.get(DATA_VARIABLE) or BESIDE_THE_CODE)
