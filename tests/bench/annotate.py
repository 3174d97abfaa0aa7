"""One process, warm: a workbook with marked cells, against openpyxl loading and saving the same file. Called by `bench`."""

from __future__ import annotations

import io
import statistics
import sys
import time
from pathlib import Path

import openpyxl

from adv.texts import texts
from adv.workbook.annotate.annotator import annotate
from adv.workbook.tables.findings import Finding, Severity
from adv.workbook.tables.grid import Upload, address

CELLS = 500
GROUPS = (("Bezoeken", "unreadable_date", 1), ("Bezoeken", "unreadable_number", 3), ("Hulpvragen", "unreadable_date", 6))


def findings(file: str, visits: int) -> list[Finding]:
    """CELLS cells of three findings, spread over two sheets from top to bottom."""
    made = []
    for number, (sheet, code, column) in enumerate(GROUPS):
        count = CELLS // len(GROUPS) + (number < CELLS % len(GROUPS))
        step = max(1, int(visits * 0.8) // count)
        made.append(Finding(Severity.ERROR, code, file, sheet, tuple(address(1 + row * step, column) for row in range(count))))
    return made


def ours(content: bytes, found: list[Finding]) -> float:
    """Seconds from the bytes to the marked bytes, the worker process included."""
    start = time.perf_counter()
    annotate(Upload("bench.xlsx", content), found, texts("nl"))
    return time.perf_counter() - start


def theirs(content: bytes) -> float:
    """Seconds that openpyxl takes to load and save, without marking anything."""
    start = time.perf_counter()
    openpyxl.load_workbook(io.BytesIO(content)).save(io.BytesIO())
    return time.perf_counter() - start


def main() -> None:
    """Measure in turns, after one turn that does not count."""
    content, visits, runs = Path(sys.argv[1]).read_bytes(), int(sys.argv[2]), int(sys.argv[3])
    found = findings("bench.xlsx", visits)
    pairs = [(ours(content, found), theirs(content)) for _ in range(runs + 1)][1:]
    print(*(statistics.median(pair[i] for pair in pairs) for i in (0, 1)), statistics.median(a / b for a, b in pairs))


if __name__ == "__main__":
    main()
