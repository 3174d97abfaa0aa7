"""Address of the database, from what the installation says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from adv import paths
from adv.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

SERVERS = ("postgresql", "postgres", "postgresql+psycopg")  # as they stand at the beginning of an address
DRIVER = "postgresql+psycopg"


def installed() -> URL:
    """Give the address of this installation's database: the server that ADV_DATABASE names, else the file in the data folder."""
    return address_of(paths.database_address())


def address_of(setting: str | None) -> URL:
    """Read what ADV_DATABASE says; None: the file in the data folder.

    Raises
    ------
    SettingsError
        It is no address of a PostgreSQL database. The error does not repeat it: there may be a password in it.
    """
    if setting is None:
        return file_url(paths.database())
    try:
        address = make_url(setting)
    except (ArgumentError, ValueError):
        raise SettingsError("wrong_database") from None
    if address.drivername not in SERVERS or not address.database:
        raise SettingsError("wrong_database")
    return address.set(drivername=DRIVER)


def file_url(path: Path) -> URL:
    """Give the address of an SQLite file."""
    return URL.create("sqlite", database=str(path))
