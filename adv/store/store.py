"""Store: all that the rest of the house asks of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from adv.dataset import empty_dataset
from adv.disclosure.publication import Audience
from adv.errors import ImportRefused, StoreError
from adv.model import TableName
from adv.store import accounts, copying, drafts, erasing, history, kept_keys, ledger, milestones, remembering
from adv.store.backup import write_copy
from adv.store.dialect import check_schema, clean_up, overwrite_erased, reading, without_collecting, writing
from adv.store.differences import SHOWN, changing, shown, swapping
from adv.store.importing import plan_import, plan_removal, record_of, write_rows
from adv.store.ledger import Series
from adv.store.planning import no_rows, to_rows
from adv.store.records import NothingChanged
from adv.store.row_encoding import decode, digest, encode
from adv.store.rows import columns_at, current_rows
from adv.store.undoing import plan_undo
from adv.workbook.recognition.remembered import NOTHING_REMEMBERED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from adv.disclosure.publication import Publication
    from adv.model import Dataset, Milestone, Period, Project
    from adv.store.accounts import ClosedAccount, Holding, WrittenText
    from adv.store.drafts import Draft
    from adv.store.erasing import Erased
    from adv.store.importing import ImportPlan
    from adv.store.keys import MemoryKey
    from adv.store.ledger import LedgerLine
    from adv.store.milestones import MilestoneList
    from adv.store.records import Changes, ImportMode, ImportRecord, Sources, TableDifferences, Undoing
    from adv.store.row_encoding import EncodedColumns
    from adv.workbook.recognition.remembered import Memory
    from adv.workbook.tables.findings import Finding
    from adv.workbook.vocabulary.recognition import Intake

MILESTONES_OF_A_FILE = "upgrade"


class Store:
    """One database with the data of every project. Threads may share it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._encoded: WeakKeyDictionary[Intake, dict[TableName, EncodedColumns]] = WeakKeyDictionary()
        self._planned: WeakKeyDictionary[Intake, tuple[object, ImportPlan]] = WeakKeyDictionary()
        self._just_written: Mapping[str, EncodedColumns] = {}  # by digest, until they are first asked for

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def check_ready(self, key_file: Path) -> None:
        """Check that the database can be reached, has the tables of today, and fits the household key in a file.

        Raises
        ------
        StoreError
            One of these is not so.
        """
        with reading(self._engine) as connection:
            check_schema(connection)
            kept_keys.check_key(connection, kept_keys.HOUSEHOLD, key_file)

    def household_key(self, key_file: Path) -> bytes:
        """Give the key under which addresses are hashed; made, in an empty database, when there is none.

        Raises
        ------
        StoreError
            The key in the file is not the one of this database, or it is lost or damaged.
        """
        with writing(self._engine) as connection:
            return kept_keys.take_key(connection, kept_keys.HOUSEHOLD, key_file)

    def publication_key(self, key_file: Path) -> bytes:
        """Give the key that decides which way published numbers are rounded; made when nothing was ever published.

        Raises
        ------
        StoreError
            The key in the file is not the one of this database, or it is lost or damaged.
        """
        with writing(self._engine) as connection:
            return kept_keys.take_key(connection, kept_keys.PUBLICATION, key_file)

    def publications(self, series: Series) -> tuple[LedgerLine, ...]:
        """Read what was published in a series, act by act, the latest first."""
        with reading(self._engine) as connection:
            return ledger.read_lines(connection, series)

    def published(self, name: str) -> Publication | None:
        """Give what the municipality has of a project so far; None: nothing was published."""
        lines = self.publications(Series(name, Audience.MUNICIPALITY, self.has_sample(name)))
        return lines[0].publication if lines else None

    def publish(self, publication: Publication, *, after: int, version: int, who: str) -> LedgerLine:
        """Add releases to the ledger, for good: all of it or nothing.

        Raises
        ------
        PublishingRefused
            The ledger is no longer at line `after`, or the data no longer at `version`: what was shown is not what would be published.
        """
        with writing(self._engine) as connection:
            return ledger.add_line(connection, publication, after=after, version=version, who=who)

    def milestones(self, project_name: str) -> tuple[MilestoneList, ...]:
        """Read the milestones that were set on the page, change by change, the latest first."""
        with reading(self._engine) as connection:
            return milestones.read_lists(connection, project_name)

    def milestones_number(self, project_name: str) -> int:
        """Give the number of the latest change of the milestones; 0: none was ever set."""
        with reading(self._engine) as connection:
            return milestones.latest_number(connection, project_name)

    def change_milestones(
        self, project: Project, *, who: str, add: Iterable[Milestone] = (), remove: Iterable[Milestone] = ()
    ) -> None:
        """Add and remove milestones; what others have changed meanwhile stays."""
        with writing(self._engine) as connection:
            milestones.change(connection, project.name, before=project.milestones, who=who, add=add, remove=remove)

    def go_back_to_milestones(self, project_name: str, number: int, *, who: str) -> None:
        """Make the list with this number hold again.

        Raises
        ------
        ImportRefused
            There is no such list.
        """
        with writing(self._engine) as connection:
            milestones.go_back(connection, project_name, number, who=who)

    def adopt_milestones(self, project_name: str, known: Iterable[Milestone]) -> None:
        """Take over the milestones of a file of an older version, where none was set in the database yet."""
        with writing(self._engine) as connection:
            if not milestones.latest_number(connection, project_name):
                milestones.change(connection, project_name, before=known, who=MILESTONES_OF_A_FILE)

    def version(self, project_name: str) -> int:
        """Give the version of a project's data, the key of every cache; 0: nothing was ever imported."""
        with reading(self._engine) as connection:
            return history.latest_version(connection, project_name)

    def generation(self) -> str:
        """Name the life of the database: another one once a backup was put back. Versions of two lives are not the same."""
        with reading(self._engine) as connection:
            return copying.generation(connection)

    def dataset(self, project: Project, *, version: int | None = None) -> Dataset:
        """Read the data of a project, as of a version (default: now).

        Raises
        ------
        StoreError
            What is read is not what was written: the file is damaged.
        """
        with without_collecting(), reading(self._engine) as connection:
            at = history.latest_version(connection, project.name) if version is None else version
            digests = history.digests_at(connection, project.name, at)
            known, self._just_written = self._just_written, {}
            tables = {name: known[digests[name]] for name in digests if digests[name] in known}
            read = {name: columns_at(connection, project.name, name, version) for name in digests if name not in tables}
        if any(digest(columns) != digests[name] for name, columns in read.items()):
            raise StoreError("store_damaged")
        return decode(project, {**tables, **read}) if digests else empty_dataset(project)

    def preview(self, project: Project, intake: Intake, mode: ImportMode, *, is_sample: bool = False) -> Changes:
        """Tell what committing this import would change."""
        with without_collecting(), reading(self._engine) as connection:
            return self._plan(connection, project, intake, mode, is_sample=is_sample).changes

    def differences(
        self, project: Project, intake: Intake, mode: ImportMode, *, most: int = SHOWN
    ) -> Mapping[TableName, TableDifferences]:
        """Show the rows that committing this import would change, table by table: how many, and the first `most` of each kind."""
        with without_collecting(), reading(self._engine) as connection:
            incoming = self._incoming(intake)
            changes = self._plan(connection, project, intake, mode, is_sample=False).changes
            found = {}
            for name in changes.tables:
                old = to_rows(current_rows(connection, project.name, name).columns)
                new = to_rows(incoming.get(name, no_rows(name).columns))
                pairs = swapping(old, new) if changes.replaces_sample else changing(name, old, new, mode)
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

        `memory` is what is to be remembered of how it was read; it goes with the import, and with its undo.
        `draft` is the token under which it waited; it goes too.

        Raises
        ------
        ImportRefused
            The data is no longer at `expected_version`, so that what was shown is not what would happen; or sample data
            would take the place of real data.
        StoreError
            Nothing was stored.
        """
        with without_collecting():
            self._incoming(intake)  # before others have to wait
            with writing(self._engine) as connection:
                plan = self._plan(connection, project, intake, mode, is_sample=is_sample)
                if plan.changes.is_nothing:
                    return NothingChanged(plan.changes.version)
                if plan.changes.version != expected_version:
                    raise ImportRefused("import_overtaken")
                record = record_of(plan.changes, intake, who, is_sample=is_sample)
                written = write_rows(connection, project.name, record, plan.tables, intake)
                remembering.write(connection, project.name, record.version, memory, record.at)
                if draft:
                    drafts.remove(connection, draft)
        self._just_written = written  # only now is it on disk
        return record

    def keep_draft(self, project: Project, token: str, intake: Intake, memory: Memory, *, who: str) -> None:
        """Keep an import that was read until it is confirmed, or a day old."""
        tables = self._incoming(intake)
        with writing(self._engine) as connection:
            drafts.write(connection, project.name, token, intake=intake, memory=memory, tables=tables, who=who)

    def latest_draft(self, project_name: str) -> str | None:
        """Name the import of a project that was read last and waits for its confirmation."""
        with reading(self._engine) as connection:
            return drafts.latest_token(connection, project_name)

    def draft(self, project: Project, token: str) -> Draft | None:
        """Read an import that waits; its intake can be previewed and committed as if it had just come out of workbooks."""
        with reading(self._engine) as connection:
            found = drafts.read(connection, token, empty_dataset(project))
        if found:
            self._encoded[found.intake] = dict(found.tables)
        return found

    def remove_draft(self, token: str) -> None:
        """Drop an import that waits."""
        with writing(self._engine) as connection:
            drafts.remove(connection, token)

    def preview_undo(self, project_name: str, version: int) -> Undoing:
        """Tell what taking back the import that made `version` would change.

        Raises
        ------
        ImportRefused
            There is no such import.
        """
        with without_collecting(), reading(self._engine) as connection:
            return plan_undo(connection, project_name, version).undoing

    def undo_differences(self, project_name: str, version: int, *, most: int = SHOWN) -> Mapping[TableName, TableDifferences]:
        """Show the rows that this would change and those that would stay, table by table: how many, and the first `most` of each kind."""
        with without_collecting(), reading(self._engine) as connection:
            return plan_undo(connection, project_name, version).differences(most)

    def undo(self, project_name: str, version: int, *, who: str, expected_version: int) -> ImportRecord | NothingChanged:
        """Take one import back, as a new version: all of it with its line in the history, or nothing.

        Taking back an undo does again what was undone.

        Raises
        ------
        ImportRefused
            There is no such import, or the data is no longer at `expected_version`, so that what was shown is not what
            would happen.
        StoreError
            Nothing was stored.
        """
        with without_collecting(), writing(self._engine) as connection:
            plan = plan_undo(connection, project_name, version)
            undoing = plan.undoing
            if undoing.version != expected_version:
                raise ImportRefused("undo_overtaken")
            if undoing.is_nothing:
                return NothingChanged(undoing.version)
            record = record_of(plan.changes, None, who, is_sample=undoing.is_sample, undone=version)
            write_rows(connection, project_name, record, plan.tables, None)
            remembering.take_back(connection, project_name, version, record.version)
        return record

    def memory(self, project_name: str) -> Memory:
        """Read what is remembered of how workbooks are read."""
        with reading(self._engine) as connection:
            return remembering.read(connection, project_name)

    def forget(self, project_name: str, keys: Iterable[MemoryKey]) -> None:
        """Forget some of it, for good. The data stay as they are."""
        with writing(self._engine) as connection:
            remembering.forget(connection, project_name, keys)

    def imports(self, project_name: str) -> tuple[ImportRecord, ...]:
        """Read the history of a project, the latest import first."""
        with reading(self._engine) as connection:
            return history.read_imports(connection, project_name)

    def account_texts(self, project_name: str, period: Period) -> tuple[WrittenText, ...]:
        """Read what was written in the account of a period, change by change, the latest first."""
        with reading(self._engine) as connection:
            return accounts.read_texts(connection, project_name, period)

    def account_words(self, project_name: str, period: Period) -> Holding:
        """Read the texts of the account of a period that hold now, and which drafts were confirmed."""
        return accounts.holding(self.account_texts(project_name, period))

    def write_account_text(
        self, project_name: str, period: Period, *, slot: str, text: str | None, is_confirmed: bool = False, who: str
    ) -> None:
        """Change a text of the account of a period; what others wrote in other places stays."""
        with writing(self._engine) as connection:
            accounts.write_text(connection, project_name, period, slot=slot, text=text, is_confirmed=is_confirmed, who=who)

    def close_account(self, project_name: str, period: Period, *, content: bytes, pdf: bytes, version: int, who: str) -> None:
        """Keep the account of a period for good, as it is now."""
        with writing(self._engine) as connection:
            accounts.close(connection, project_name, period, content=content, pdf=pdf, version=version, who=who)

    def account_versions(self, project_name: str, period: Period) -> tuple[ClosedAccount, ...]:
        """Read every account of a period that was closed, the last one first.

        Raises
        ------
        StoreError
            One is not what was written: the file is damaged.
        """
        with reading(self._engine) as connection:
            return accounts.read_versions(connection, project_name, period)

    def reopen_account(self, project_name: str, period: Period, *, number: int, reason: str, who: str) -> None:
        """Begin a new version beside an account that was closed; the reason stays in its history."""
        self.write_account_text(project_name, period, slot=f"{accounts.REOPENED}{number}", text=reason, who=who)

    def sources(self, project_name: str) -> Sources:
        """Name the files that a project's data come from."""
        with reading(self._engine) as connection:
            return history.sources_of(history.read_imports(connection, project_name))

    def last_findings(self, project_name: str) -> tuple[ImportRecord, tuple[Finding, ...]] | None:
        """Read the latest import that came from files, and what was found in them; None: there is none."""
        with reading(self._engine) as connection:
            return history.latest_findings(connection, project_name)

    def rows_left_out(self, project_name: str) -> int:
        """Count the rows of the latest import that do not count; none when it was taken back since, or is sample data."""
        with reading(self._engine) as connection:
            return history.rows_left_out(connection, project_name)

    def has_sample(self, project_name: str) -> bool:
        """Tell whether the data is sample data: all of it, since it is never mixed with real data."""
        with reading(self._engine) as connection:
            return history.is_sample_at(connection, project_name, history.latest_version(connection, project_name))

    def remove_sample(self, project_name: str, *, who: str) -> ImportRecord | NothingChanged:
        """Take the sample data away in one transaction; the history keeps that it was there."""
        with writing(self._engine) as connection:
            plan = plan_removal(connection, project_name)
            if plan is None:
                return NothingChanged(history.latest_version(connection, project_name))
            record = record_of(plan.changes, None, who, is_sample=False)
            write_rows(connection, project_name, record, plan.tables, None)
        return record

    def erase_household(self, project_name: str, visit_id: str) -> Erased | None:
        """Erase the household of a visit from the data and all their history, for good. None: there is no such visit."""
        with writing(self._engine) as connection:
            overwrite_erased(connection)
            erased = erasing.erase_household(connection, project_name, visit_id)
        clean_up(self._engine)
        return erased

    def erase_project(self, project_name: str, *, who: str) -> ImportRecord | None:
        """Erase all data of a project with their history, for good; what was published stays. None: there was nothing."""
        with writing(self._engine) as connection:
            overwrite_erased(connection)
            record = erasing.erase_project(connection, project_name, who=who)
        clean_up(self._engine)
        return record

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
        """Write a whole copy to a new file, while others go on working.

        Raises
        ------
        StoreError
            The file is there already, or cannot be written.
        """
        write_copy(self._engine, path)
