"""Store: all that the rest of the house asks of the database."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from adv.dataset import empty_dataset
from adv.errors import ImportRefused, StoreError
from adv.model import Dataset, Project, TableName
from adv.store import copying, drafts, history, remembering
from adv.store.copying import write_copy
from adv.store.dialect import reading, without_collecting, writing
from adv.store.drafts import Draft, Drafts
from adv.store.erasing import Erasing
from adv.store.importing import ImportPlan, plan_import, record_of, remove_rows, write_rows
from adv.store.kept_keys import KeptKeys
from adv.store.left_out import LeavingOut, counted, left_out_at
from adv.store.milestones import Milestones
from adv.store.planning import MOST_DIFFERENCES, changing, no_rows, shown, swapping, to_rows
from adv.store.publications import Publications
from adv.store.records import Changes, ImportMode, ImportRecord, NothingChanged, TableDifferences, Undoing
from adv.store.remembering import Remembering
from adv.store.row_encoding import EncodedColumns, decode, digest, encode
from adv.store.rows import columns_at, current_rows
from adv.store.undoing import plan_undo
from adv.store.yearly_accounts import Accounts
from adv.workbook.memory import NOTHING_REMEMBERED, Memory
from adv.workbook.understood import Intake


class Store(Accounts, Drafts, Erasing, LeavingOut, KeptKeys, Milestones, Publications, Remembering):
    """One database with the data of every project. Threads may share it."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._encoded: WeakKeyDictionary[Intake, dict[TableName, EncodedColumns]] = WeakKeyDictionary()
        self._planned: WeakKeyDictionary[Intake, tuple[object, ImportPlan]] = WeakKeyDictionary()
        self._just_written: Mapping[str, EncodedColumns] = {}  # by digest, until they are first asked for

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    def generation(self) -> str:
        """Name the life of the database: another one once a backup was put back. Versions of two lives are not the same."""
        with reading(self.engine) as connection:
            return copying.generation(connection)

    def dataset(self, project: Project, *, version: int | None = None) -> Dataset:
        """Read the data of a project, as of a version (default: now); `StoreError` when it is not what was written."""
        with without_collecting(), reading(self.engine) as connection:
            at = history.latest_version(connection, project.name) if version is None else version
            digests = history.digests_at(connection, project.name, at)
            known = self._just_written
            self._just_written = {}
            tables = {name: known[digests[name]] for name in digests if digests[name] in known}
            read = {name: columns_at(connection, project.name, name, version) for name in digests if name not in tables}
        if any(digest(name, columns) != digests[name] for name, columns in read.items()):
            raise StoreError("store_damaged")
        return decode(project, {**tables, **read}) if digests else empty_dataset(project)

    def preview(self, project: Project, intake: Intake, mode: ImportMode, *, is_sample: bool = False) -> Changes:
        """Tell what committing this import would change."""
        with without_collecting(), reading(self.engine) as connection:
            return self._plan(connection, project, intake, mode, is_sample=is_sample).changes

    def differences(
        self, project: Project, intake: Intake, mode: ImportMode, *, most: int = MOST_DIFFERENCES
    ) -> Mapping[TableName, TableDifferences]:
        """Show the rows that committing this import would change, table by table: how many, and the first `most` of each kind."""
        with without_collecting(), reading(self.engine) as connection:
            plan = self._plan(connection, project, intake, mode, is_sample=False)
            found = {}
            for name, table in plan.tables.items():
                old = to_rows(current_rows(connection, project.name, name).columns)
                new = to_rows(plan.incoming.get(name, no_rows(name).columns))
                how = ImportMode.REPLACE if name in plan.whole else mode
                pairs = swapping(old, new) if table.is_swap else changing(name, old, new, how)
                found[name] = shown(name, pairs, most)
        return found

    def commit(
        self,
        project: Project,
        intake: Intake,
        mode: ImportMode,
        *,
        who: str,
        expected_version: int,
        is_sample: bool = False,
        memory: Memory = NOTHING_REMEMBERED,
        draft: str | None = None,
    ) -> ImportRecord | NothingChanged:
        """Store an import: all of it with its line in the history, or nothing. What is returned is on disk.

        `memory` is what is to be remembered of how it was read; it goes with the import, and with its undo. `draft` is the token
        under which it waited; it goes too. Raises `ImportRefused`: the data is no longer at `expected_version`, so that what was
        shown is not what would happen; or sample data would take the place of real data. Raises `StoreError`: nothing was stored.
        """
        with without_collecting():
            self._incoming(intake)  # before others have to wait
            with writing(self.engine) as connection:
                plan = self._plan(connection, project, intake, mode, is_sample=is_sample)
                if plan.changes.is_nothing and not self._settles(connection, project.name, intake, plan.changes, memory):
                    return NothingChanged(plan.changes.version)
                if plan.changes.version != expected_version:
                    raise ImportRefused("import_overtaken")
                record = record_of(plan.changes, intake, who, is_sample=is_sample)
                written = write_rows(connection, project.name, record, plan.tables, intake)
                remembering.write(connection, project.name, record.version, memory, record.at)
                if draft:
                    drafts.remove(connection, draft)
                drafts.remove_of_files(connection, project.name, intake.sha256)
        self._just_written = written  # only now is it on disk
        return record

    def settles(self, project_name: str, intake: Intake, changes: Changes, memory: Memory) -> bool:
        """Tell if committing an import whose rows are stored already would change which rows do not count, or what is remembered."""
        with reading(self.engine) as connection:
            return self._settles(connection, project_name, intake, changes, memory)

    def _settles(self, connection: Connection, project_name: str, intake: Intake, changes: Changes, memory: Memory) -> bool:
        whole = changes.tables if changes.mode is ImportMode.REPLACE else ()
        before = [one for one in left_out_at(connection, project_name) if one.file in intake.sha256 or one.table in whole]
        is_as_it_was = not before or {(one.file, one.table): one.rows for one in before} == counted(intake)
        return not is_as_it_was or remembering.is_new(connection, project_name, memory)

    def keep_draft(self, project: Project, token: str, intake: Intake, memory: Memory, *, who: str, asked: int = 0) -> None:
        """Keep an import that was read, with so many questions open, until it is confirmed, or a day old."""
        tables = self._incoming(intake)
        with writing(self.engine) as connection:
            drafts.write(connection, project.name, Draft(token, who, intake, memory, tables, asked))

    def draft(self, project: Project, token: str) -> Draft | None:
        """Read an import that waits; its intake can be previewed and committed as if it had just come out of workbooks."""
        with reading(self.engine) as connection:
            found = drafts.read(connection, token, project)
        if found:
            self._encoded[found.intake] = dict(found.tables)
        return found

    def preview_undo(self, project_name: str, version: int) -> Undoing:
        """Tell what taking back the import that made `version` would change. Raises `ImportRefused`: there is no such import."""
        with without_collecting(), reading(self.engine) as connection:
            return plan_undo(connection, project_name, version).undoing

    def undo_differences(
        self, project_name: str, version: int, *, most: int = MOST_DIFFERENCES
    ) -> Mapping[TableName, TableDifferences]:
        """Show the rows that this would change and those that would stay, table by table: how many, and the first `most` of each kind."""
        with without_collecting(), reading(self.engine) as connection:
            return plan_undo(connection, project_name, version).differences(most)

    def undo(self, project_name: str, version: int, *, who: str, expected_version: int) -> ImportRecord | NothingChanged:
        """Take one import back, as a new version: all of it with its line in the history, or nothing.

        Taking back an undo does again what was undone. Raises `ImportRefused`: there is no such import, or the data is no longer at
        `expected_version`, so that what was shown is not what would happen. Raises `StoreError`: nothing was stored.
        """
        with without_collecting(), writing(self.engine) as connection:
            plan = plan_undo(connection, project_name, version)
            undoing = plan.undoing
            if undoing.version != expected_version:
                raise ImportRefused("undo_overtaken")
            if undoing.is_nothing:
                return NothingChanged(undoing.version)
            record = record_of(undoing, None, who, is_sample=undoing.is_sample, undone=version)
            write_rows(connection, project_name, record, plan.tables, None)
            remembering.take_back(connection, project_name, version, record.version)
        return record

    def remove_sample(self, project_name: str, *, who: str) -> ImportRecord | NothingChanged:
        """Take the sample data away in one transaction; the history keeps that it was there."""
        with writing(self.engine) as connection:
            version = history.latest_version(connection, project_name)
            if not history.is_sample_at(connection, project_name, version):
                return NothingChanged(version)
            return remove_rows(connection, project_name, version, who)

    def _plan(self, connection: Connection, project: Project, intake: Intake, mode: ImportMode, *, is_sample: bool) -> ImportPlan:
        """Plan the import; once for one state of the data, so that confirming does not work it out again."""
        state = project.name, copying.generation(connection), history.latest_version(connection, project.name), mode, is_sample
        kept = self._planned.get(intake)
        if kept is None or kept[0] != state:
            kept = state, plan_import(connection, project.name, self._incoming(intake), mode, is_sample=is_sample)
            self._planned[intake] = kept
        return kept[1]

    def _incoming(self, intake: Intake) -> dict[TableName, EncodedColumns]:
        """Encode the tables of which the upload has rows. A sheet without rows says nothing, so it takes nothing away."""
        found = self._encoded.get(intake)
        if found is None:
            frames = {name: intake.dataset.table(name) for name in TableName}
            found = self._encoded[intake] = {name: encode(frame, name) for name, frame in frames.items() if len(frame)}
        return found

    def backup(self, path: Path) -> None:
        """Write a whole copy to a new file, while others go on working; `StoreError`: it is there already, or cannot be written."""
        write_copy(self.engine, path)
