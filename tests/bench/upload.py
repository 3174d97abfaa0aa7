"""What an upload costs in a warm process; prints our seconds, calamine-into-pandas' seconds and their ratio (medians).

python -m tests.bench.upload WORKBOOK RUNS
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from adv.charts.budget import spend_curve as draw_spend_curve
from adv.charts.coverage import burn_up as draw_burn_up
from adv.charts.headlines import headlines
from adv.charts.look import Look
from adv.households import ephemeral_key
from adv.metrics.budget import spend_curve
from adv.metrics.coverage import burn_up, coverage
from adv.metrics.requests import ageing, requests_raised
from adv.metrics.selection import last_day
from adv.settings import load_project
from adv.store import ImportMode, open_store
from adv.texts import texts
from adv.workbook.grid import Upload
from adv.workbook.intake import read_files
from adv.workbook.process import keep_one_ready

if TYPE_CHECKING:
    from adv.model import Dataset

PROJECT = load_project("de-waart")
TODAY = date(2026, 1, 1)
LOOK = Look(texts("nl"), is_dark=False)


def ours(content: bytes) -> float:
    """Seconds from the bytes to stored, read back and drawn as the first page draws it; each time into a database of its own."""
    with tempfile.TemporaryDirectory() as folder, closing(open_store(f"sqlite:///{folder}/bench.db")) as store:
        key = ephemeral_key()
        start = time.perf_counter()
        intake = read_files([Upload("bench.xlsx", content)], PROJECT, key, TODAY)
        changes = store.preview(PROJECT, intake, ImportMode.REPLACE)
        store.commit(PROJECT, intake, ImportMode.REPLACE, who="bench", expected_version=changes.version)
        first_page(store.dataset(PROJECT))
        return time.perf_counter() - start


def first_page(dataset: Dataset) -> None:
    """What the first page computes and draws."""
    as_of = last_day(dataset) or TODAY
    exact, money = coverage(dataset, PROJECT, as_of), spend_curve(dataset, PROJECT, as_of)
    headlines(exact, money, requests_raised(dataset, PROJECT, as_of), ageing(dataset, PROJECT, as_of), LOOK)
    draw_burn_up(burn_up(dataset, PROJECT, as_of), exact, LOOK)
    draw_spend_curve(money, LOOK)


def theirs(path: Path) -> float:
    """Seconds that pandas takes to read the three sheets through calamine, and nothing else."""
    start = time.perf_counter()
    pd.read_excel(path, sheet_name=["Bezoeken", "Hulpvragen", "Uitgaven"], engine="calamine")
    return time.perf_counter() - start


def main() -> None:
    """Measure in turns, after one turn that does not count."""
    path, runs = Path(sys.argv[1]), int(sys.argv[2])
    content = path.read_bytes()
    keep_one_ready()  # as the server does
    pairs = [(ours(content), theirs(path)) for _ in range(runs + 1)][1:]
    print(*(statistics.median(pair[i] for pair in pairs) for i in (0, 1)), statistics.median(a / b for a, b in pairs))


if __name__ == "__main__":
    main()
