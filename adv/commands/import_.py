"""``python -m adv import``: workbooks into the database, as the page does it: read, show what will change, store."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from typing import Any

from msgspec.structs import asdict

from adv import data_folder
from adv.access import computer_user, today
from adv.commands import uploads
from adv.errors import ImportRefused
from adv.formats import formats
from adv.model import Project
from adv.settings import load_project
from adv.store import open_store
from adv.store.records import Changes, ImportMode, ImportRecord
from adv.terminal import say, say_json
from adv.texts import Texts, texts

HELP = "store.import.help"


def add_arguments(parser: ArgumentParser, words: Texts) -> None:
    """The files and the project as elsewhere, and how to store them."""
    uploads.add_arguments(parser, texts(words.language, "cli"))
    parser.add_argument("--add", action="store_true", help=words("store.import.add"))
    parser.add_argument("--replace", action="store_true", help=words("store.import.replace"))
    parser.add_argument("--who", default=computer_user(), help=words("store.import.who", default=computer_user()))
    parser.add_argument("--no-memory", action="store_true", help=words("store.import.no_memory"))
    parser.add_argument("--dry-run", action="store_true", help=words("store.import.dry_run"))


def run(args: Namespace) -> int:
    """Store; 1 when rows were left out."""
    from adv.workbook.memory import NOTHING_REMEMBERED, learnt  # noqa: PLC0415 - asking for help must not wait for it

    project = load_project(args.project)
    known = texts(args.language)
    mode = ImportMode.ADD if args.add else ImportMode.REPLACE
    known_before = partial(_before, project, with_memory=not args.no_memory, with_visits=args.add)
    found, decided = uploads.read(args, project, meanwhile="adv.store.opening", before=known_before)
    memory = NOTHING_REMEMBERED if args.no_memory else learnt(found, decided, today())
    with closing(open_store()) as store:
        changes = store.preview(project, found, mode)
        outcome = None
        if not args.dry_run:
            if changes.is_other_list and mode is ImportMode.REPLACE and not args.replace:
                raise ImportRefused("other_list")  # nothing goes that was not asked for
            outcome = store.commit(project, found, mode, who=args.who, expected_version=changes.version, memory=memory)
    version = outcome.version if isinstance(outcome, ImportRecord) else None
    if args.json:
        say_json(as_json(project.name, changes, version, found.rows_left_out))
        return uploads.status(found)
    say(*lines(changes, known))
    if version is not None:
        say(known("store.import.done", version=version))
    else:
        say(known("store.import.not_stored" if args.dry_run else "store.import.nothing"))
    if found.rows_left_out:
        say(known.count("store.import.left_out", found.rows_left_out, command="python -m adv check"))
    return uploads.status(found)


def _before(project: Project, *, with_memory: bool, with_visits: bool) -> uploads.Before:
    """Give what earlier imports tell: how such files were read, to which visits requests may be added, and the households' key."""
    from adv.workbook.checks.visits_of_requests import stored_visits  # noqa: PLC0415 - imported while the files are read
    from adv.workbook.memory import NOTHING_REMEMBERED  # noqa: PLC0415 - as above

    with closing(open_store()) as store:
        memory = store.memory(project.name) if with_memory else NOTHING_REMEMBERED
        may_add = with_visits and not store.has_sample(project.name)  # the import takes its place
        visits = stored_visits(store.dataset(project).visits) if may_add else None
        return uploads.Before(memory, visits, store.household_key(data_folder.household_key()))


def as_json(project: str, changes: Changes, version: int | None, rows_left_out: int) -> dict[str, Any]:
    """Give what the import changes, for other programs; `version` is null when nothing was stored."""
    return {
        "project": project,
        "version": version,
        "mode": changes.mode.value,
        "replaces_sample": changes.replaces_sample,
        "tables": {name.value: asdict(table) for name, table in changes.tables.items()},
        "kept": [name.value for name in changes.kept],
        "rows_left_out": rows_left_out,
    }


def lines(changes: Changes, known: Texts) -> Iterator[str]:
    """Say what the import changes, for people."""
    written = formats(known.language)
    if changes.replaces_sample:
        yield known("store.import.sample")
    for name, table in changes.tables.items():
        counts = {kind: written.number(getattr(table, kind)) for kind in ("new", "changed", "gone", "same")}
        yield known("store.import.changes", table=known(f"cli.check.{name.value}").capitalize(), **counts)
    if changes.kept:
        yield known("store.import.kept", tables=written.joined([known(f"cli.check.{name.value}") for name in changes.kept]))
    if changes.renumbered:
        yield known.count("pages.data.renumbered", changes.renumbered, number=written.number(changes.renumbered))
    if changes.others:
        yield known.count("pages.data.loses_others", changes.others, number=written.number(changes.others))
    if changes.orphans:
        yield known.count("memory.orphans", changes.orphans, number=written.number(changes.orphans))
    after = changes.after
    counts = {kind: written.number(getattr(after, kind)) for kind in ("visits", "completed", "requests", "open_requests")}
    yield known("store.import.totals", **counts, spent=written.euro(after.spent_cents))
