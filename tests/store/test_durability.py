"""Two first starts at once. What is killed, starved or cut off while it works is in tests/endure."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from adv.store import open_store
from tests.store.made import PROJECT

if TYPE_CHECKING:
    from pathlib import Path


def test_two_first_starts_at_once_share_one_database(tmp_path: Path) -> None:
    database, problems = tmp_path / "adv.db", list[Exception]()

    def begin() -> None:
        try:
            open_store(f"sqlite:///{database}").close()
        except Exception as error:  # noqa: BLE001 - a thread's exception must reach the test
            problems.append(error)

    threads = [threading.Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert open_store(f"sqlite:///{database}").version(PROJECT.name) == 0
