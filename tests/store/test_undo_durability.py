"""An undo that is killed is there as a whole or not at all. More kills: ``python -m tests.store.test_undo_durability 100``"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from adv.store import ImportMode, ImportRecord, open_store
from tests.store.made import PROJECT, intake

ROOT = Path(__file__).parent.parent.parent
ROWS = 3000
UNDO = """
import sys
from adv.store import ImportRecord, open_store
store = open_store(sys.argv[1])
version = store.version(sys.argv[2])
store.preview_undo(sys.argv[2], version)
print("ready", flush=True)
sys.stdin.readline()
done = store.undo(sys.argv[2], version, who="process", expected_version=version)
print("undone" if isinstance(done, ImportRecord) else "nothing", flush=True)
"""


def prepare(database: Path) -> None:
    """Two imports that differ in every row: an undo of the second, and of that undo, goes to and fro."""
    store = open_store(f"sqlite:///{database}")
    for mark in (1, 2):
        visits = [{"visit_id": f"B{number}", "attempt": mark} for number in range(ROWS)]
        what = intake(visits=visits, expenses=[{"cents": mark} for _ in range(ROWS)])
        done = store.commit(PROJECT, what, ImportMode.REPLACE, who="x", expected_version=mark - 1)
        assert isinstance(done, ImportRecord)
    store.close()


def undo(database: Path, moment: float | None) -> tuple[bool, float]:
    """Undo the latest in a process of its own, killed after `moment` seconds; whether it said that it was done, and how long it took."""
    command = [sys.executable, "-c", UNDO, f"sqlite:///{database}", PROJECT.name]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == "ready\n"
    begin = time.perf_counter()
    process.stdin.write("go\n")
    process.stdin.flush()
    if moment is not None:
        time.sleep(moment)
        process.kill()
    said, _ = process.communicate()
    return said == "undone\n", time.perf_counter() - begin


def kill_often(database: Path, times: int, seed: int) -> int:
    """How many of the undos were on disk afterwards."""
    prepare(database)
    chance, there = random.Random(seed), 0  # noqa: S311 - moments, not secrets
    told, seconds = undo(database, None)
    assert told
    store = open_store(f"sqlite:///{database}")
    version, mark = 3, 1
    for _ in range(times):
        told, _ = undo(database, chance.random() * 1.2 * seconds)
        data = store.dataset(PROJECT)
        marks = set(data.visits["attempt"]) | set(data.expenses["cents"])
        assert len(marks) == 1, "half undone"
        assert len(data.visits) == len(data.expenses) == ROWS
        is_there = store.version(PROJECT.name) == version + 1
        assert is_there or (store.version(PROJECT.name) == version and not told), "what was said to be done is not there"
        version, mark = (version + 1, 3 - mark) if is_there else (version, mark)
        assert marks == {mark}, "the history tells something else than the data"
        there += is_there
    store.close()
    return there


def test_an_undo_that_is_killed_is_there_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    kill_often(tmp_path / "adv.db", times=3, seed=20191022)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        number = int(sys.argv[1])
        there = kill_often(Path(folder) / "adv.db", number, seed=int(time.time()))
        print(f"{number} kills: {there} undos on disk, none half done or lost")  # noqa: T201 - a command
