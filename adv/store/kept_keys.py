"""Keys that belong to the database and stand in files beside it: that of households, and that of publications.

With another household key every household would look new; with another publication key numbers would be rounded otherwise. A copy of
the database alone holds neither: it keeps a check value of each, HMAC-SHA256 of a constant.
"""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Connection, insert, select

from adv.errors import StoreError
from adv.households import load_key, make_key
from adv.store.copying import has_data
from adv.store.dialect import Connected, check_schema, reading, writing
from adv.store.schema import keys


class KeptKey(Struct, frozen=True):
    """One of the keys: its name in the database, and the errors of what can be wrong with it."""

    name: str
    lost: str
    other: str
    damaged: str


HOUSEHOLD = KeptKey("household", "household_key_lost", "household_key_other", "household_key_damaged")
PUBLICATION = KeptKey("publication", "publication_key_lost", "publication_key_other", "publication_key_damaged")


def check_value(which: KeptKey, key: bytes) -> str:
    """Compute what the database keeps of a key; the key cannot be told from it."""
    return hmac.digest(key, f"Achter de voordeur: {which.name} key".encode(), hashlib.sha256).hex()


class KeptKeys(Connected):
    """Keys of the store."""

    def check_ready(self, key_file: Path) -> None:
        """Check that the database can be reached, has the tables of today, and fits the key in a file; else `StoreError`."""
        with reading(self.engine) as connection:
            check_schema(connection)
            _check(connection, HOUSEHOLD, key_file)

    def household_key(self, key_file: Path) -> bytes:
        """Give the key under which addresses are hashed; made, in an empty database, when there is none.

        Raises `StoreError` when the key in the file is not the one of this database, or is lost or damaged.
        """
        return self._take(HOUSEHOLD, key_file)

    def publication_key(self, key_file: Path) -> bytes:
        """Give the key that decides how published numbers are rounded; made when nothing was published. Else as `household_key`."""
        return self._take(PUBLICATION, key_file)

    def _take(self, which: KeptKey, path: Path) -> bytes:
        with writing(self.engine) as connection:
            _check(connection, which, path)
            key = load_key(path, which.damaged) or make_key(path)
            if _known(connection, which) is None:
                connection.execute(insert(keys), [{"name": which.name, "check_value": check_value(which, key)}])
        return key


def _check(connection: Connection, which: KeptKey, path: Path) -> None:
    """Check that the key in a file is the one of the database. A database without a check value takes any key."""
    known = _known(connection, which)
    if known is None and not (which is HOUSEHOLD and has_data(connection) and not path.exists()):
        return
    key = load_key(path, which.damaged)
    if key is None:
        raise StoreError(which.lost, file=path.name)
    if known is not None and not hmac.compare_digest(known, check_value(which, key)):
        raise StoreError(which.other, file=path.name)


def _known(connection: Connection, which: KeptKey) -> str | None:
    return connection.scalar(select(keys.c.check_value).where(keys.c.name == which.name))
