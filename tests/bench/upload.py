"""What an upload costs in a warm process.

    python -m tests.bench.upload seconds WORKBOOK RUNS    ours, calamine-into-pandas, their ratio; recognition, reading, their ratio
    python -m tests.bench.upload memory WORKBOOK ours     peak MiB of this process after one upload
    python -m tests.bench.upload memory WORKBOOK theirs   the same after calamine into pandas

Seconds are medians of runs in turns.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from adv.charts.chart_context import ChartContext
from adv.charts.coverage.visits import burn_up as draw_burn_up
from adv.charts.overview.headlines import headlines
from adv.households import ephemeral_key
from adv.metrics.budget import spend_curve
from adv.metrics.coverage import burn_up, coverage
from adv.metrics.requests import ageing, requests_raised
from adv.metrics.selection import last_day
from adv.settings import load_project
from adv.store import open_store
from adv.store.records import ImportMode
from adv.texts import texts
from adv.workbook.apart.process import understand_apart
from adv.workbook.intake import NO_CORRECTIONS
from adv.workbook.reading.worker_process import keep_one_ready
from adv.workbook.recognition.known import all_known
from adv.workbook.recognition.sheet import recognise
from adv.workbook.tables.findings import FindingLog
from adv.workbook.tables.grid import Upload
from adv.workbook.vocabulary.knowledge import Knowledge
from tests.workbook.evil import read_workbook

if TYPE_CHECKING:
    from adv.model import Dataset
    from adv.store.store import Store

PROJECT = load_project("de-waart")
TODAY = date(2026, 1, 1)
LOOK = ChartContext(texts("nl"), is_dark=False)


def ours(content: bytes) -> float:
    """Seconds from the bytes to stored, read back and drawn as the first page draws it; each time into a database of its own."""
    with tempfile.TemporaryDirectory() as folder, closing(open_store(f"sqlite:///{folder}/bench.db")) as store:
        key = ephemeral_key()
        _page_before(store)
        start = time.perf_counter()
        intake = understand_apart([Upload("bench.xlsx", content)], PROJECT, key, TODAY, NO_CORRECTIONS)  # as the page does
        changes = store.preview(PROJECT, intake, ImportMode.REPLACE)
        store.commit(PROJECT, intake, ImportMode.REPLACE, who="bench", expected_version=changes.version)
        first_page(store.dataset(PROJECT))
        return time.perf_counter() - start


def _page_before(store: Store) -> None:
    """What the page from which one uploads has asked for."""
    store.dataset(PROJECT)
    store.has_sample(PROJECT.name)
    store.imports(PROJECT.name)


def first_page(dataset: Dataset) -> None:
    """What the first page computes and draws."""
    as_of = last_day(dataset) or TODAY
    exact, money = coverage(dataset, PROJECT, as_of), spend_curve(dataset, PROJECT, as_of)
    headlines(exact, money, requests_raised(dataset, PROJECT, as_of), ageing(dataset, PROJECT, as_of), context=LOOK)
    draw_burn_up(burn_up(dataset, PROJECT, as_of), exact, LOOK)


def theirs(path: Path) -> float:
    """Seconds that pandas takes to read the three sheets through calamine, and nothing else."""
    start = time.perf_counter()
    pd.read_excel(path, sheet_name=["Bezoeken", "Hulpvragen", "Uitgaven"], engine="calamine")
    return time.perf_counter() - start


def recognition(content: bytes) -> tuple[float, float]:
    """Seconds for saying what the sheets and columns are, and for reading the file in the worker process before that."""
    start = time.perf_counter()
    workbook = read_workbook(Upload("bench.xlsx", content))
    read = time.perf_counter()
    known = all_known(Knowledge(PROJECT), NO_CORRECTIONS)
    for sheet in workbook.sheets:
        recognise(workbook.file, sheet, known, FindingLog())
    return time.perf_counter() - read, read - start


def seconds(path: Path, runs: int) -> None:
    """Measure in turns, after one turn that does not count."""
    content = path.read_bytes()
    keep_one_ready()  # as the server does
    turns = [(ours(content), theirs(path), *recognition(content)) for _ in range(runs + 1)][1:]
    told = [statistics.median(turn[i] for turn in turns) for i in range(4)]
    ratios = [statistics.median(turn[i] / turn[i + 1] for turn in turns) for i in (0, 2)]
    print(*told[:2], ratios[0], *told[2:], ratios[1])


def memory(path: Path, who: str) -> None:
    """One upload, or one reading, and the most memory that this process had."""
    if who == "ours":
        ours(path.read_bytes())
    else:
        theirs(path)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    """Do what is asked."""
    what, path, how = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    if what == "memory":
        memory(path, how)
    else:
        seconds(path, int(how))


if __name__ == "__main__":
    main()
