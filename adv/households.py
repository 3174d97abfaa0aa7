"""Households are told apart by a keyed hash of their address; the house number itself is never kept."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from adv.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

KEY_BYTES = 32
HASH_BYTES = 12  # 96 bits: among a million households a collision is a chance of one in 10^17


def household_id(key: bytes, street: str, number: str, addition: str) -> str:
    """The keyed hash (BLAKE2b, 24 hexadecimal characters) of one address within a project.

    Parameters are compared as they are given: callers fold case, spaces and spelling first (`adv.workbook`). The postcode is
    left out: within one town it follows from the rest, and many sheets give it for some rows only.
    """
    address = f"{street}\x1f{number}\x1f{addition}".encode()
    return hashlib.blake2b(address, digest_size=HASH_BYTES, key=key).hexdigest()


def ephemeral_key() -> bytes:
    """A key for a run that stores nothing."""
    return os.urandom(KEY_BYTES)


def load_or_create_key(path: Path) -> bytes:
    """The key of this installation, made on first use; only the owner can read it. Keep it apart from the database.

    Raises
    ------
    StoreError
        The file is there but does not hold a key: with another key every household would look new.
    """
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        key = path.read_bytes()
        if len(key) != KEY_BYTES:
            raise StoreError("household_key_damaged", file=path.name) from None
        return key
    key = os.urandom(KEY_BYTES)
    with os.fdopen(handle, "wb") as file:
        file.write(key)
    return key
