"""What an upload costs in a warm process; prints our seconds, calamine-into-pandas' seconds and their ratio (medians).

python -m tests.bench.upload WORKBOOK RUNS
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import pandas as pd

from adv.households import ephemeral_key
from adv.metrics.selection import Selection, last_day, select
from adv.settings import load_project
from adv.store import open_store
from adv.store.records import ImportMode
from adv.workbook.grid import Upload
from adv.workbook.intake import read_files

PROJECT = load_project("de-waart")
TODAY = date(2026, 1, 1)


def ours(content: bytes) -> float:
    """Seconds from the bytes to stored, read back and ready to draw; each time into a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/bench.db")
        key = ephemeral_key()
        start = time.perf_counter()
        intake = read_files([Upload("bench.xlsx", content)], PROJECT, key, TODAY)
        changes = store.preview(PROJECT, intake, ImportMode.REPLACE)
        store.commit(PROJECT, intake, ImportMode.REPLACE, who="bench", expected_version=changes.version)
        dataset = store.dataset(PROJECT)
        show(dataset)
        return time.perf_counter() - start


def show(dataset: object) -> None:
    """Compute what the first page shows."""
    select(dataset, Selection(as_of=last_day(dataset)))  # type: ignore[arg-type]


def theirs(path: Path) -> float:
    """Seconds that pandas takes to read the three sheets through calamine, and nothing else."""
    start = time.perf_counter()
    pd.read_excel(path, sheet_name=["Bezoeken", "Hulpvragen", "Uitgaven"], engine="calamine")
    return time.perf_counter() - start


def main() -> None:
    """Measure in turns."""
    path, runs = Path(sys.argv[1]), int(sys.argv[2])
    content = path.read_bytes()
    pairs = [(ours(content), theirs(path)) for _ in range(runs + 1)][1:]
    print(*(statistics.median(pair[i] for pair in pairs) for i in (0, 1)), statistics.median(a / b for a, b in pairs))


if __name__ == "__main__":
    main()
