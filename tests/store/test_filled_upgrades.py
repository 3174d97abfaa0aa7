"""Data that is there comes through an upgrade whole: from every earlier revision, and to one that adds a column."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import insert, inspect, select

import adv
from adv.store import open_store
from adv.store.copying import check_data
from adv.store.dialect import APPLICATION_ID, connected, make_engine, reading, writing
from adv.store.location import file_url, upgrade
from adv.store.records import ImportMode
from adv.store.rows import NOTHING_STORED
from adv.store.schema import SCHEMA_VERSION, metadata
from tests.store.made import PROJECT, VISITS, full, intake
from tests.store.test_imports import assert_same

TOMORROW = f"{SCHEMA_VERSION + 1:04}"
MIGRATION = f"""
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{TOMORROW}", "{SCHEMA_VERSION:04}", None, None


def upgrade():
    op.add_column("visits", sa.Column("asked_again", sa.Integer, nullable=True))
"""
IN_TOMORROWS_CODE = """
import json, sys
from pathlib import Path
from adv.store import open_store
from adv.store.records import ImportMode
from adv.store.opening import restore
from tests.store.made import PROJECT, VISITS, intake

backup, upgraded, restored = sys.argv[1:]
restore(Path(backup), f"sqlite:///{restored}")
seen = {}
for name, address in {"upgraded": upgraded, "restored": restored}.items():
    store = open_store(f"sqlite:///{address}")
    read = [len(store.dataset(PROJECT, version=version).visits) for version in (1, 2)]
    unchanged = store.preview(PROJECT, intake(visits=VISITS), ImportMode.REPLACE).is_nothing
    filled = [{**VISITS[0], "asked_again": 2}, *VISITS[1:]]
    store.commit(PROJECT, intake(visits=filled), ImportMode.REPLACE, who="x", expected_version=2)
    store.close()
    again = open_store(f"sqlite:///{address}").dataset(PROJECT)
    seen[name] = [read, unchanged, again.visits["asked_again"].dropna().tolist()]
print(json.dumps(seen))
"""


def address(path: Path) -> str:
    return f"sqlite:///{path}"


def filled(path: Path) -> Path:
    """A database with two versions of visits, and requests and expenses in the first."""
    store = open_store(address(path))
    store.commit(PROJECT, full(visits=VISITS[:2]), ImportMode.REPLACE, who="x", expected_version=0)
    store.commit(PROJECT, intake(visits=VISITS), ImportMode.REPLACE, who="x", expected_version=1)
    store.close()
    return path


def as_it_was(today: Path, old: Path, revision: str) -> None:
    """Write what a database holds into one of an earlier revision, as far as that has a place for it."""
    engine = make_engine(file_url(old), foreign_keys=False)
    with writing(engine, any_schema=True) as target, connected(file_url(today)) as source, reading(source) as connection:
        upgrade(target, revision)
        there = inspect(target)
        for table in metadata.sorted_tables:
            if there.has_table(table.name):
                names = {column["name"] for column in there.get_columns(table.name)}
                columns = [column for column in table.columns if column.name in names]
                found = [dict(row._mapping) for row in connection.execute(select(*columns))]
                if found:
                    target.execute(insert(table), found)
        target.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        target.exec_driver_sql(f"PRAGMA user_version = {int(revision)}")
    engine.dispose()


@pytest.mark.parametrize("revision", [f"{number:04}" for number in range(1, SCHEMA_VERSION)])
def test_a_filled_database_of_each_earlier_revision_keeps_every_row(tmp_path: Path, revision: str) -> None:
    as_it_was(filled(tmp_path / "today.db"), tmp_path / "old.db", revision)
    before, after = open_store(address(tmp_path / "today.db")), open_store(address(tmp_path / "old.db"))
    for version in (1, 2):
        assert_same(after.dataset(PROJECT, version=version), before.dataset(PROJECT, version=version))
    assert after.preview(PROJECT, intake(visits=VISITS), ImportMode.REPLACE).is_nothing
    after.close()
    before.close()
    with connected(file_url(tmp_path / "old.db")) as engine, reading(engine) as connection:
        check_data(connection)


def test_the_digests_of_empty_tables_are_what_databases_have() -> None:
    """Red after a column was added: name it in `ADDED_COLUMNS`, or every backup is called damaged."""
    assert NOTHING_STORED == {
        "visits": "d60b92ad48ad436b1dca15acc81e17d5",
        "requests": "ed7ff3375799f2868c5a27f0bba75063",
        "expenses": "55f101ed7100e7fa3b6cc7e36da23c0b",
        "budget_lines": "0d32ed3c201caf7839c3d8247100f825",
        "activities": "0dd445d7387a2678d366d3bc66b51c58",
        "addresses": "b5b9e214289047cdb6b086a88de31779",
    }


def in_tomorrows_code(folder: Path, *arguments: Path) -> dict[str, list[object]]:
    """Run a copy of the program that knows one more column of visits, as docs/contributing.md says to add one."""
    root = Path(adv.__file__).parent
    shutil.copytree(root, folder / "adv", ignore=shutil.ignore_patterns("__pycache__"))
    for file, before, after in (
        ("model.py", '"attempt": "Int64",', '"attempt": "Int64", "asked_again": "Int64",'),
        ("store/schema.py", f"SCHEMA_VERSION = {SCHEMA_VERSION}", f"SCHEMA_VERSION = {SCHEMA_VERSION + 1}"),
        ("store/schema.py", "frozenset[str]] = {}", 'frozenset[str]] = {TableName.VISITS: frozenset({"asked_again"})}'),
    ):
        code = (folder / "adv" / file).read_text("utf-8")
        assert code.count(before) == 1
        (folder / "adv" / file).write_text(code.replace(before, after), "utf-8")
    (folder / "adv/store/migrations/versions" / f"v{TOMORROW}_asked_again.py").write_text(MIGRATION, "utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", IN_TOMORROWS_CODE, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(root.parent)])},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    seen: dict[str, list[object]] = json.loads(ran.stdout)
    return seen


def test_a_filled_database_and_a_backup_of_it_survive_an_added_column(tmp_path: Path) -> None:
    database = filled(tmp_path / "today.db")
    store = open_store(address(database))
    store.backup(tmp_path / "backup.db")
    store.close()
    seen = in_tomorrows_code(tmp_path / "code", tmp_path / "backup.db", database, tmp_path / "restored.db")
    assert seen == {name: [[2, 3], True, [2]] for name in ("upgraded", "restored")}
