"""``python -m adv undo``: shows what taking one import back would change, and with ``--yes`` does it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import closing

from msgspec.structs import asdict

from adv.access import computer_user
from adv.commands.history import mode, totals_for_people
from adv.formats import formats
from adv.settings import DEFAULT_PROJECT, load_project
from adv.store import open_store
from adv.store.records import ImportRecord, Undoing
from adv.terminal import say
from adv.texts import Texts, texts

HELP = "store.undo.help"


def add_arguments(parser: ArgumentParser, texts: Texts) -> None:
    """Take which import of which project, and whether to do it."""
    parser.add_argument("version", type=int, metavar="VERSION", help=texts("store.undo.version"))
    parser.add_argument("--project", default=DEFAULT_PROJECT, help=texts("store.history.project", default=DEFAULT_PROJECT))
    parser.add_argument("--who", default=computer_user(), help=texts("store.undo.who", default=computer_user()))
    parser.add_argument("--yes", action="store_true", help=texts("store.undo.yes"))


def run(args: Namespace) -> int:
    """Tell, and do it when that was asked for."""
    project = load_project(args.project)
    known = texts(args.language)
    with closing(open_store()) as store:
        undoing = store.preview_undo(project.name, args.version)
        records = {record.version: record for record in store.imports(project.name)}
        undos = {version for version, record in records.items() if record.undone is not None}
        say(known("store.undo.title", version=args.version, what=mode(records[args.version], known, undos)))
        say(*lines(undoing, known))
        if undoing.is_nothing:
            return 0
        if not args.yes:
            say(known("store.undo.not_done"))
            return 0
        done = store.undo(project.name, args.version, who=args.who, expected_version=undoing.version)
    if isinstance(done, ImportRecord):
        again = f"python -m adv undo {done.version} --project {project.name}"
        say(known("store.undo.done", version=done.version, command=again))
    return 0


def lines(undoing: Undoing, known: Texts) -> Iterator[str]:
    """Say what the undo changes, what it leaves, and the totals before and after."""
    written = formats(known.language)
    for name, table in undoing.tables.items():
        called = known(f"cli.check.{name.value}").capitalize()
        if not undoing.is_nothing:
            counts = {kind: written.number(count) for kind, count in asdict(table).items()}
            yield known("store.undo.changes", table=called, **counts)
        stays = undoing.stays[name]
        if stays.new or stays.changed or stays.gone:
            counts = {kind: written.number(count) for kind, count in asdict(stays).items()}
            yield known("store.undo.stays", table=called, count=written.number(stays.new + stays.changed + stays.gone), **counts)
    if undoing.keeps_sample_away:
        yield known("store.undo.sample_away")
    if undoing.is_nothing:
        yield known("store.undo.nothing")
        return
    if undoing.was_sample != undoing.is_sample:
        yield known("store.undo.sample_back" if undoing.is_sample else "store.undo.sample_goes")
    if undoing.orphans:
        yield known.count("memory.orphans", undoing.orphans, number=written.number(undoing.orphans))
    if undoing.forgets:
        yield known("memory.undo")
    after = totals_for_people(undoing.after, written)
    for total, before in totals_for_people(undoing.before, written).items():
        yield known("store.undo.total", name=known(f"store.undo.{total}"), before=before, after=after[total])
