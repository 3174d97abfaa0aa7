"""Files from the command line become an intake, with what ``--map`` says of them: see `adv.commands.mapping`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from adv.access import today
from adv.commands.fitting import all_there
from adv.commands.mapping import for_every, mapped, spoken_of, without_every
from adv.errors import AdvError
from adv.households import ephemeral_key
from adv.model import Project
from adv.settings import DEFAULT_PROJECT
from adv.texts import Texts
from adv.workbook.memory import NOTHING_REMEMBERED, Memory, with_memory
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.grid import Upload
from adv.workbook.understood import Corrections, Intake
from adv.workbook.vocabulary.own_values import words_of

if TYPE_CHECKING:
    from adv.workbook.checks.visits_of_requests import StoredVisits

READ = 0
READ_WITH_ERRORS = 1  # rows were left out
MOST_READINGS: Final = 5  # an answer may bring up more of the same


class Before(Struct, frozen=True):
    """Memory of earlier imports of how files are to be read."""

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
    """Read a day as it is given on the command line; `AdvError`: no such day, or written otherwise."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise AdvError("not_a_day") from None


def read(
    args: Namespace, project: Project, meanwhile: str, *, before: Callable[[], Before] | None = None
) -> tuple[Intake, Corrections]:
    """Read the files and understand them together; nothing is stored. Also gives what ``--map`` said.

    `meanwhile` names a module that the command needs later: it is imported while the workers read. `before` gives what is
    known from earlier imports; without, the files are read by themselves, the same wherever they are. Raises `AdvError`: a
    file is not there or is refused, or a column, sheet or word is mapped that there is not.
    """
    decided, every = without_every(mapped(args.map, project))
    uploads = [upload(path) for path in args.files]
    from adv.workbook.apart.process import understand_apart  # noqa: PLC0415 - pandas: what the worker needs to start comes first
    from adv.workbook.reading.background_thread import Attempt  # noqa: PLC0415 - as above

    known = before() if before else Before(NOTHING_REMEMBERED)
    general = words_of(project)
    imports = Attempt(lambda: import_module(meanwhile))
    key = known.key or ephemeral_key()

    def understood() -> Intake:
        how = with_memory(decided, known.memory, project, general)
        return understand_apart(uploads, project, key, today(), how, needs_table=True, stored=known.visits)

    found = understood()
    imports.result()
    for _ in range(MOST_READINGS if every else 0):
        answers = for_every(every, found)
        if not answers.lists:
            break
        decided = replace(decided, words=decided.words.over(answers))
        found = understood()
    if args.map:
        all_there(decided, found, spoken_of(args.map, project))
    return found, decided


def status(found: Intake) -> int:
    """0 read without errors, 1 read with errors."""
    return READ_WITH_ERRORS if any(finding.severity is Severity.ERROR for finding in found.findings) else READ


def upload(path: Path) -> Upload:
    """Read a file from the disk; `AdvError`: it is not there, or may not be read."""
    try:
        return Upload(path.name, path.read_bytes())
    except OSError:
        raise AdvError("file_not_there", file=path.name) from None
