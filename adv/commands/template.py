"""``python -m adv template``: writes the empty workbook of a project, or the form to fill in on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from adv.errors import AdvError
from adv.settings import DEFAULT_PROJECT, load_project
from adv.texts import texts

if TYPE_CHECKING:
    import argparse

    from adv.texts import Texts

HELP = "template_command.help"


def add_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Tell the parser which arguments there are."""
    parser.add_argument("file", nargs="?", type=Path, help=texts("template_command.file"))
    parser.add_argument("--project", default=DEFAULT_PROJECT, help=texts("template_command.project", default=DEFAULT_PROJECT))

    parser.add_argument("--xlsform", action="store_true", help=texts("template_command.xlsform"))


def run(args: argparse.Namespace) -> int:
    """Write the file and say where it is.

    Raises
    ------
    AdvError
        There is a file of that name, or it cannot be written there.
    """
    from adv.workbook.template import template  # noqa: PLC0415 - `--help` must not wait for it
    from adv.workbook.xlsform import xlsform  # noqa: PLC0415 - as above

    project = load_project(args.project)
    what, make, said = (
        ("formulier", xlsform, "template_command.form_written")
        if args.xlsform
        else ("sjabloon", template, "template_command.written")
    )
    file: Path = args.file or Path(f"{what}-{project.name}.xlsx")
    content = make(project, args.language)
    try:
        with file.open("xb") as target:  # never over a file that somebody filled in
            target.write(content)
    except FileExistsError:
        raise AdvError("file_exists", file=file.name) from None
    except OSError:
        raise AdvError("file_not_written", file=file.name) from None
    print(texts(args.language, "template_command")(said, file=file))
    return 0
