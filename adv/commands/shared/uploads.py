"""What `summary` and `check` share: files from the command line become an intake, with the worker processes started first."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from adv.access import today
from adv.commands.shared.column_mapping import all_there, mapped
from adv.errors import AdvError
from adv.settings import DEFAULT_PROJECT
from adv.workbook.tables.grid import Upload

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

    from adv.model import Project
    from adv.texts import Texts
    from adv.workbook.checks.stored_visits import StoredVisits
    from adv.workbook.recognition.remembered import Memory
    from adv.workbook.vocabulary.recognition import Corrections, Intake

READ = 0
READ_WITH_ERRORS = 1  # rows were left out


class Before(Struct, frozen=True):
    """What earlier imports tell about how files are to be read."""

    memory: Memory
    visits: StoredVisits | None = None  # to which requests may be added
    key: bytes | None = None  # of the households; None: one that is forgotten


def add_arguments(parser: ArgumentParser, texts: Texts) -> None:
    """The files, the project and the form."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=texts("cli.file"))
    parser.add_argument("--project", default=DEFAULT_PROJECT, help=texts("cli.project", default=DEFAULT_PROJECT))
    parser.add_argument("--map", action="append", default=[], metavar="KOLOM=VELD", help=texts("cli.map"))
    parser.add_argument("--json", action="store_true", help=texts("cli.json"))


def day(text: str) -> date:
    """A day as it is given on the command line.

    Raises
    ------
    AdvError
        No such day, or written otherwise.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise AdvError("not_a_day") from None


def read(
    args: Namespace, project: Project, meanwhile: str, *, before: Callable[[], Before] | None = None
) -> tuple[Intake, Corrections]:
    """Read the files and understand them together; nothing is stored. Also gives what ``--map`` said.

    `meanwhile` names a module that the command needs later: it is imported while the workers read. `before` gives what is known from earlier imports; without, the files are read by themselves, the
    same wherever they are.

    Raises
    ------
    AdvError
        A file is not there, is refused, or a column, sheet or word is mapped that there is not.
    """
    decided = mapped(args.map, project)
    uploads = [upload(path) for path in args.files]
    from adv.households import ephemeral_key  # noqa: PLC0415 - the worker gets ready before anything heavy is imported
    from adv.workbook.apart.process import understand_apart  # noqa: PLC0415
    from adv.workbook.reading.background_thread import Attempt  # noqa: PLC0415
    from adv.workbook.recognition.remembered import NOTHING_REMEMBERED, with_memory  # noqa: PLC0415
    from adv.workbook.vocabulary.own_values import words_of  # noqa: PLC0415

    known = before() if before else Before(NOTHING_REMEMBERED)
    how = with_memory(decided, known.memory, project, words_of(project))
    imports = Attempt(lambda: import_module(meanwhile))
    key = known.key or ephemeral_key()
    found = understand_apart(uploads, project, key, today(), how, needs_table=True, stored=known.visits)
    imports.result()
    if args.map:
        all_there(decided, found)
    return found, decided


def status(found: Intake) -> int:
    """0 read without errors, 1 read with errors."""
    from adv.workbook.tables.findings import Severity  # noqa: PLC0415

    return READ_WITH_ERRORS if any(finding.severity is Severity.ERROR for finding in found.findings) else READ


def upload(path: Path) -> Upload:
    """A file from the disk.

    Raises
    ------
    AdvError
        It is not there, or may not be read.
    """
    try:
        return Upload(path.name, path.read_bytes())
    except OSError:
        raise AdvError("file_not_there", file=path.name) from None
