"""Households, told apart by a keyed hash of their address; the house number itself is never kept."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from adv.data_folder import name_new_file
from adv.errors import StoreError

KEY_BYTES = 32
HASH_BYTES = 12  # 96 bits: among a million households a collision is a chance of one in 10^17


def household_id(key: bytes, street: str, number: str, addition: str) -> str:
    """Hash one address with the key: BLAKE2b, 24 hexadecimal characters.

    Parameters are compared as they are given: callers fold case, spaces and spelling first (`adv.workbook`). The postcode is
    left out: within one town it follows from the rest, and many sheets give it for some rows only.
    """
    address = f"{street}\x1f{number}\x1f{addition}".encode()
    return hashlib.blake2b(address, digest_size=HASH_BYTES, key=key).hexdigest()


def ephemeral_key() -> bytes:
    """Make a key for a run that stores nothing."""
    return os.urandom(KEY_BYTES)


def load_key(path: Path, damaged: str = "household_key_damaged") -> bytes | None:
    """Read a key of this installation; None: there is no file. `StoreError`: it holds no key, or cannot be read."""
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(damaged, file=path.name) from error
    if len(key) != KEY_BYTES:
        raise StoreError(damaged, file=path.name)
    return key


def make_key(path: Path) -> bytes:
    """Make a key of this installation, or give the one that another process has just made. Only its owner can read it.

    The file gets its name when the key is in it and on disk: a start that is cut off leaves no half a key behind.
    """
    new = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    try:
        with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(os.urandom(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        name_new_file(new, path)
    except OSError as error:
        raise StoreError("store_read_only") from error
    finally:
        new.unlink(missing_ok=True)
    made = load_key(path)
    if made is None:
        raise StoreError("store_read_only")
    return made
