"""What `summary` and `check` share: files from the command line become an intake, with the child processes started first."""

from __future__ import annotations

from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from adv.commands._mapping import all_there, mapped
from adv.errors import AdvError
from adv.settings import DEFAULT_PROJECT
from adv.workbook.grid import Upload

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from adv.model import Project
    from adv.texts import Texts
    from adv.workbook.recognition import Intake

READ = 0
READ_WITH_ERRORS = 1  # rows were left out
HERE = "Europe/Amsterdam"


def add_arguments(parser: ArgumentParser, texts: Texts) -> None:
    """The files, the project and the form."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=texts("cli.file"))
    parser.add_argument("--project", default=DEFAULT_PROJECT, help=texts("cli.project", default=DEFAULT_PROJECT))
    parser.add_argument("--map", action="append", default=[], metavar="KOLOM=VELD", help=texts("cli.map"))
    parser.add_argument("--json", action="store_true", help=texts("cli.json"))


def day(text: str | None) -> date | None:
    """A day as it is given on the command line.

    Raises
    ------
    AdvError
        No such day, or written otherwise.
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise AdvError("not_a_day") from None


def read(args: Namespace, project: Project, meanwhile: str, key: bytes | None = None, *, frames: bool = False) -> Intake:
    """Read the files and understand them together; nothing is stored.

    `meanwhile` names a module that the command needs later: it is imported while the children read. `key` is that of the
    households; None: one that is forgotten. `frames` for who stores the dataset: pandas' own.

    Raises
    ------
    AdvError
        A file is not there, is refused, or a column, sheet or word is mapped that there is not.
    """
    corrections = mapped(args.map, project) if args.map else None
    uploads = [upload(path) for path in args.files]
    from adv.workbook.reading import start_reading  # noqa: PLC0415 - the children start before anything heavy is imported

    running = [start_reading(upload) for upload in uploads]
    import_module(meanwhile)
    from adv.households import ephemeral_key  # noqa: PLC0415
    from adv.workbook.intake import prepare, understand  # noqa: PLC0415
    from adv.workbook.recognition import Corrections  # noqa: PLC0415

    prepare()
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    today = datetime.now(ZoneInfo(HERE)).date()
    found = understand(running, project, key or ephemeral_key(), today, corrections or Corrections(), frames=frames)
    if corrections:
        all_there(corrections, found)
    return found


def status(found: Intake) -> int:
    """0 read without errors, 1 read with errors."""
    from adv.workbook.findings import Severity  # noqa: PLC0415

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
