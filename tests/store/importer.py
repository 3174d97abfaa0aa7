"""One import in a process of its own, to be killed at any moment: says the version it was told of, then what became of it.

``python tests/store/importer.py DATABASE ROWS MARK``
"""

from __future__ import annotations

import sys

from adv.errors import ImportRefused
from adv.store import ImportMode, ImportRecord, open_store
from tests.store.made import PROJECT, intake


def main(database: str, rows: int, mark: int) -> None:
    """Import `rows` visits and bookings that all carry `mark`."""
    store = open_store(f"sqlite:///{database}")
    version = store.version(PROJECT.name)
    visits = [{"visit_id": f"B{number}", "attempt": mark} for number in range(rows)]
    what = intake(visits=visits, expenses=[{"cents": mark} for _ in range(rows)])
    print("ready", version, flush=True)  # noqa: T201 - how it tells the test
    sys.stdin.readline()
    try:
        outcome = store.commit(PROJECT, what, ImportMode.REPLACE, who="process", expected_version=version)
    except ImportRefused as refused:
        print(refused.key, flush=True)  # noqa: T201 - how it tells the test
        return
    print("stored" if isinstance(outcome, ImportRecord) else "nothing", flush=True)  # noqa: T201 - how it tells the test


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
