"""Seconds that the four files of the yearly account take, in a warm process, and the memory at the end: for `tests.bench.bench`.

python -m tests.bench.account WORKBOOK      report docx pdf pptx xlsx all MiB
"""

from __future__ import annotations

import resource
import sys
import time
from datetime import date
from itertools import pairwise
from pathlib import Path

from adv.report.facts import About
from adv.report.outline import make
from adv.report.spans import year
from adv.report.writers import FORMATS, writer
from adv.settings import load_project
from adv.texts import texts
from adv.workbook.intake import read_files
from adv.workbook.tables.grid import Upload

YEAR = 2019


def main(file: Path) -> None:
    project = load_project("de-waart")
    data = read_files([Upload(file.name, file.read_bytes())], project, b"k" * 32, date(2026, 1, 1)).dataset
    makers = [writer(form) for form in FORMATS]
    for write in makers:  # what is imported and read the first time
        write(make(data, project, year(YEAR), About(), texts("nl")))
    begun = time.perf_counter()
    report = make(data, project, year(YEAR), About(), texts("nl"))
    moments = [begun, time.perf_counter()]
    for write in makers:
        write(report)
        moments.append(time.perf_counter())
    each = [after - before for before, after in pairwise(moments)]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(*(f"{seconds:.3f}" for seconds in (*each, moments[-1] - begun)), f"{memory:.0f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
