"""An empty database as a copy: making one takes longer than most of what a test does with it."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from adv.store import open_store


def put_empty_database(path: Path) -> str:
    """Write an SQLite database without data, and give its address."""
    path.touch(0o600)
    path.write_bytes(_made())
    return f"sqlite:///{path}"


@cache
def _made() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        open_store(f"sqlite:///{folder}/adv.db").close()
        return (Path(folder) / "adv.db").read_bytes()
