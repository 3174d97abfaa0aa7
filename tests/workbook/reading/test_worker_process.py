"""The worker in reserve: it reads as any other, is replaced when it is used or lost, and never outlives the process that started it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from adv.errors import FileRefused
from adv.workbook.reading import worker_process
from adv.workbook.reading.limits import FileLimits
from adv.workbook.reading.worker_process import READER, Reserve, Worker
from adv.workbook.tables.grid import Upload
from tests.workbook import evil
from tests.workbook.evil import read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def reserve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reserve]:
    kept = Reserve()
    monkeypatch.setattr("adv.workbook.reading.reader.reserve", kept)
    kept.is_kept = True
    kept.fill()
    yield kept
    kept.empty()


def waiting(reserve: Reserve) -> Worker:
    assert reserve._waiting is not None
    return reserve._waiting


def test_the_worker_in_reserve_reads_the_file_and_the_next_one_takes_its_place(reserve: Reserve) -> None:
    first = waiting(reserve)
    upload = Upload("maart.xlsx", evil.Book().zipped())
    book = read_workbook(upload)
    assert book.sheets[0].columns
    assert first.returncode is not None
    assert waiting(reserve) is not first
    assert read_workbook(upload).sheets == book.sheets


def test_each_is_a_process_of_its_own_that_starts_anew_unless_a_test_says_otherwise() -> None:
    worker = Reserve().take(READER)
    assert type(worker) is Worker is worker_process.Worker
    assert repr(worker.args).startswith(f"[{sys.executable!r}, '-I', '-S', '-c', ")
    worker.end()


def test_a_worker_that_was_lost_while_it_waited_is_replaced(reserve: Reserve) -> None:
    waiting(reserve).kill()
    waiting(reserve).wait()
    assert read_workbook(Upload("a.csv", b"Datum;Bedrag\n1-3-2019;5\n")).sheets[0].columns[0] == ["Datum", "1-3-2019"]


def test_it_is_held_to_the_limits_of_the_file_that_it_gets(reserve: Reserve) -> None:
    first = waiting(reserve)
    with pytest.raises(FileRefused) as refusal:
        read_workbook(Upload("a.xlsx", evil.Book().zipped()), FileLimits(rows=0))
    assert refusal.value.key == "too_many_rows"
    assert first.returncode is not None


def test_another_program_has_a_worker_of_its_own(reserve: Reserve) -> None:
    other = reserve.take("adv.workbook.annotate.worker")
    assert other is not waiting(reserve)
    other.end()


def test_without_a_reserve_none_is_kept() -> None:
    none = Reserve()
    none.fill()
    assert none._waiting is None
    worker = none.take(READER)
    worker.end()
    none.fill()
    assert none._waiting is None


def test_a_worker_that_waits_ends_when_its_input_closes_as_when_whoever_started_it_is_gone() -> None:
    worker = Worker(READER, ahead=True)
    worker.stdin.close()
    assert worker.wait() == 0
    assert worker.stdout.read() == b""
    worker.stdout.close()


def test_a_file_that_is_named_as_a_module_of_python_does_not_run_in_a_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("zipfile", "csv", "zoneinfo", "struct"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit")
    monkeypatch.syspath_prepend(tmp_path)
    assert read_workbook(Upload("maart.xlsx", evil.Book().zipped())).sheets
    assert read_workbook(Upload("a.csv", b"Datum;Bedrag\n1-3-2019;5\n")).sheets
