"""Workers end with the process that started them, however that ends, and those that read start no others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from adv.errors import DamagedFile
from adv.workbook.reading.worker_process import INTAKE, READER, Worker
from adv.workbook.tables.grid import Upload
from tests.e2e.app import ROOT
from tests.processes import PATIENCE, PROCESSES, left_of, workers_below
from tests.workbook import evil
from tests.workbook.evil import read_workbook

if TYPE_CHECKING:
    from pathlib import Path

SOON = 10.0  # seconds, on a machine that has other work too
BEGIN = "import os, time; from adv.workbook.reading.worker_process import *"
IN_RESERVE = "keep_one_ready(); time.sleep(600)"
# Somebody else still holds the other end of the worker's input when the process that started it is gone.
HELD_OPEN = "worker = Worker(READER, ahead=True); os.fork(); time.sleep(600)"
AT_WORK = """
from tests.workbook.apart.test_process import KEY, PROJECT, TODAY, Corrections, understand_apart, wide
understand_apart([wide(40, 250)], PROJECT, KEY, TODAY, Corrections())
"""


@pytest.mark.skipif(not PROCESSES.exists(), reason="processes are found where Linux lists them")
@pytest.mark.parametrize(
    ("does", "count"),
    [
        pytest.param(IN_RESERVE, 2, id="in reserve"),
        pytest.param(HELD_OPEN, 1, id="in reserve, its input held open"),
        pytest.param(AT_WORK, 2, id="at work"),
    ],
)
def test_no_worker_outlives_a_process_that_is_killed(does: str, count: int) -> None:
    started = subprocess.Popen([sys.executable, "-c", f"{BEGIN}\n{does}"], cwd=ROOT, start_new_session=True)
    try:
        workers = workers_below(started.pid, count, PATIENCE)
        started.kill()
        left = left_of(workers, SOON)
    finally:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()
    assert left == set()


ACCIDENT = """
import os
from pathlib import Path
begun = Path({begun!r})
(begun / str(os.getpid())).touch()
if len(list(begun.iterdir())) < 5:
    from adv.workbook.reading.worker_process import READER, Worker
    Worker(READER, ahead=True).wait()
"""


def test_a_reader_that_imports_by_accident_what_starts_readers_starts_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = tmp_path / "begun"
    begun.mkdir()
    (tmp_path / "python_calamine.py").write_text(ACCIDENT.format(begun=str(begun)))
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(DamagedFile, match="crashed"):
        read_workbook(Upload("maart.xlsx", evil.Book().zipped()))
    assert len(list(begun.iterdir())) == 1


@pytest.mark.parametrize(
    ("own", "other"), [(READER, READER), (READER, INTAKE), ("adv.workbook.annotate.worker", READER), (INTAKE, INTAKE)]
)
def test_only_the_worker_that_understands_starts_readers(monkeypatch: pytest.MonkeyPatch, own: str, other: str) -> None:
    monkeypatch.setenv("ADV_WORKER", own)
    with pytest.raises(RuntimeError, match="worker_starts_workers"):
        Worker(other, ahead=True)
