"""Forked workers, which most tests have, are real ones in all that a test can tell."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from adv.workbook.reading import worker_process
from adv.workbook.reading.worker_process import AHEAD, CPU_USED_UP, INTAKE, READER, Reserve, Worker
from tests.forked_worker import ForkedWorker
from tests.processes import PATIENCE, left_of, members

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = pytest.mark.parametrize("kind", [ForkedWorker, Worker])
TELLING = "tests.processes"  # its `main` tells what is around it


@pytest.fixture
def worker() -> Iterator[ForkedWorker]:
    started = ForkedWorker(READER)
    yield started
    started.end_all()
    started.end()


@KINDS
def test_it_sees_what_a_real_one_sees(kind: type[Worker], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "of this process")
    monkeypatch.setenv("LD_LIBRARY_PATH", "")
    worker = kind(TELLING, ahead=True)
    worker.feed(b"bytes")
    told = json.loads(worker.stdout.read())
    assert worker.wait() == 0
    worker.stdout.close()
    environment = told.pop("environment")
    assert environment.pop("LD_LIBRARY_PATH", "") == ""
    assert environment == {"ADV_WORKER": TELLING, "OPENBLAS_NUM_THREADS": "1", "LC_CTYPE": "C.UTF-8"}
    assert told == {"arguments": [AHEAD], "heard": "bytes", "leads": True, "collects": False, "errors": os.devnull}


def test_most_tests_have_it() -> None:
    worker = Reserve().take(READER)
    assert type(worker) is worker_process.Worker is ForkedWorker
    worker.end()
    assert worker.returncode == 0


def test_what_it_was_ended_by_is_told(worker: ForkedWorker) -> None:
    assert worker.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        worker.wait(0.01)
    os.kill(worker.pid, signal.SIGXCPU)
    assert worker.wait() == worker.poll() == worker.returncode == CPU_USED_UP


def test_it_is_stopped_with_the_workers_that_it_started() -> None:
    worker = ForkedWorker(INTAKE, ahead=True)
    until = time.monotonic() + PATIENCE
    while len(both := members(worker.pid)) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    assert len(both) == 2
    worker.end_all()
    assert worker.returncode == -signal.SIGKILL
    assert left_of(both, PATIENCE) == set()
    worker.end()
