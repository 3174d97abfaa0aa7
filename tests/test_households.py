"""Addresses become keyed hashes. (The key itself: tests/store/test_household_key.py.)"""

from __future__ import annotations

from adv.households import ephemeral_key, household_id


def test_the_same_address_gives_the_same_hash_and_another_one_another() -> None:
    key = ephemeral_key()
    one = household_id(key, "waartplein", "12", "a")
    assert one == household_id(key, "waartplein", "12", "a")
    assert len({one, household_id(key, "waartplein", "12", "b"), household_id(key, "waartplein", "1", "2a")}) == 3


def test_without_the_key_the_hash_tells_nothing() -> None:
    assert household_id(ephemeral_key(), "waartplein", "12", "") != household_id(ephemeral_key(), "waartplein", "12", "")
