"""Whatever happens to the machine, an import is there as a whole or not at all, and what was said to be stored is there.

Many more kills than a test run has time for: ``python -m tests.store.test_durability 200``
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from adv.store import open_store
from tests.store.made import PROJECT

ROOT = Path(__file__).parent.parent.parent
IMPORTER = [sys.executable, "-m", "tests.store.importer"]
ROWS = 3000


def start(database: Path, mark: int) -> subprocess.Popen[str]:
    """An import that waits for a line before it begins."""
    command = [*IMPORTER, str(database), str(ROWS), str(mark)]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().startswith("ready")
    return process


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def ending(process: subprocess.Popen[str]) -> str:
    """What it said last."""
    said, _ = process.communicate()
    return said.strip()


def kill_during_an_import(database: Path, mark: int, moment: float) -> tuple[bool, int]:
    """Whether it had said that all was stored, and the mark that the data carries afterwards; 0: there is no data."""
    process = start(database, mark)
    go(process)
    time.sleep(moment)
    process.kill()
    was_told = ending(process) == "stored"
    store = open_store(f"sqlite:///{database}")
    data = store.dataset(PROJECT)
    versions = [record.version for record in store.imports(PROJECT.name)]
    store.close()
    marks = set(data.visits["attempt"]) | set(data.expenses["cents"])
    assert len(marks) <= 1, "two imports are mixed"
    assert len(data.visits) == len(data.expenses) == (ROWS if marks else 0), "an import is half done"
    assert versions == list(range(len(versions), 0, -1))
    assert bool(versions) == bool(marks), "the history tells something else than the data"
    return was_told, int(marks.pop()) if marks else 0


def seconds_of_an_import(folder: Path) -> float:
    """How long one takes on this machine when nothing disturbs it."""
    process = start(folder / "measured.db", 1)
    begin = time.perf_counter()
    go(process)
    assert ending(process) == "stored"
    return time.perf_counter() - begin


def kill_often(folder: Path, times: int, seed: int) -> tuple[int, int]:
    """How many of the imports were on disk afterwards, and of how many that was said."""
    chance, there, told = random.Random(seed), 0, 0  # noqa: S311 - moments, not secrets
    database, before, span = folder / "adv.db", 0, 1.2 * seconds_of_an_import(folder)
    for mark in range(1, times + 1):
        was_told, after = kill_during_an_import(database, mark, chance.random() * span)
        assert after in {before, mark}, "something else than before or after"
        assert after == mark or not was_told, "what was said to be stored is not there"
        there, told, before = there + (after == mark), told + was_told, after
    return there, told


def test_an_import_that_is_killed_is_there_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    kill_often(tmp_path, times=4, seed=20191022)


def test_of_two_imports_at_once_one_is_stored_and_the_other_is_told(tmp_path: Path) -> None:
    database = tmp_path / "adv.db"
    open_store(f"sqlite:///{database}").close()
    processes = [start(database, mark) for mark in (1, 2)]
    for process in processes:
        go(process)
    assert sorted(ending(process) for process in processes) == ["import_overtaken", "stored"]


def test_two_first_starts_at_once_share_one_database(tmp_path: Path) -> None:
    database, problems = tmp_path / "adv.db", list[Exception]()

    def begin() -> None:
        try:
            open_store(f"sqlite:///{database}").close()
        except Exception as error:  # noqa: BLE001 - a thread's exception must reach the test
            problems.append(error)

    threads = [threading.Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert open_store(f"sqlite:///{database}").version(PROJECT.name) == 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        number = int(sys.argv[1])
        there, told = kill_often(Path(folder), number, seed=int(time.time()))
        print(f"{number} kills: {there} imports on disk, {told} of them had been confirmed, none half done or lost")  # noqa: T201 - a command
