"""Key under which addresses are hashed. It belongs to the database: with another one every household would look new.

The key itself stands in a file beside the database, so that a copy of the database alone tells no address. The database keeps a
check value of it: HMAC-SHA256 of a constant.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from adv.errors import StoreError
from adv.households import load_key, make_key
from adv.store.copying import has_data
from adv.store.schema import keys

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

NAME = "household"
CONSTANT = b"Achter de voordeur: household key"


def check_value(key: bytes) -> str:
    """Compute what the database keeps of a key; the key cannot be told from it."""
    return hmac.digest(key, CONSTANT, hashlib.sha256).hex()


def check_key(connection: Connection, path: Path) -> None:
    """Check that the key in a file is the one of the database. A database without a check value has no opinion.

    Raises
    ------
    StoreError
        It is another one, or lost, or damaged.
    """
    known = _known(connection)
    if known is None and not (has_data(connection) and not path.exists()):
        return
    key = load_key(path)
    if key is None:
        raise StoreError("household_key_lost", file=path.name)
    if known is not None and not hmac.compare_digest(known, check_value(key)):
        raise StoreError("household_key_other", file=path.name)


def take_key(connection: Connection, path: Path) -> bytes:
    """Give the key of this database; in a database that is empty, made when there is none. In a transaction that may write.

    Raises
    ------
    StoreError
        It is another one, or lost, or damaged.
    """
    check_key(connection, path)
    key = load_key(path) or make_key(path)
    if _known(connection) is None:
        connection.execute(insert(keys), [{"name": NAME, "check_value": check_value(key)}])
    return key


def _known(connection: Connection) -> str | None:
    return connection.scalar(select(keys.c.check_value).where(keys.c.name == NAME))
