"""Addresses become keyed hashes; the key is made once and kept apart."""

from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING

import pytest

from adv.errors import StoreError
from adv.households import KEY_BYTES, ephemeral_key, household_id, load_or_create_key

if TYPE_CHECKING:
    from pathlib import Path


def test_the_same_address_gives_the_same_hash_and_another_one_another() -> None:
    key = ephemeral_key()
    one = household_id(key, "waartplein", "12", "a")
    assert one == household_id(key, "waartplein", "12", "a")
    assert len({one, household_id(key, "waartplein", "12", "b"), household_id(key, "waartplein", "1", "2a")}) == 3


def test_without_the_key_the_hash_tells_nothing() -> None:
    assert household_id(ephemeral_key(), "waartplein", "12", "") != household_id(ephemeral_key(), "waartplein", "12", "")


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "household.key"
    key = load_or_create_key(path)
    assert len(key) == KEY_BYTES
    assert load_or_create_key(path) == key
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_damaged_key_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "household.key"
    path.write_bytes(b"short")
    with pytest.raises(StoreError, match="household_key_damaged"):
        load_or_create_key(path)
    assert path.read_bytes() == b"short"
