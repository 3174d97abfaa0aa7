"""``python -m adv template``: writes the empty workbook of a project, or the form to fill in on a phone."""

from __future__ import annotations

import argparse
from pathlib import Path

from adv.settings import DEFAULT_PROJECT, load_project
from adv.terminal import write_new
from adv.texts import Texts, texts

HELP = "template_command.help"


def add_arguments(parser: argparse.ArgumentParser, texts: Texts) -> None:
    """Tell the parser which arguments there are."""
    parser.add_argument("file", nargs="?", type=Path, help=texts("template_command.file"))
    parser.add_argument("--project", default=DEFAULT_PROJECT, help=texts("template_command.project", default=DEFAULT_PROJECT))
    parser.add_argument("--xlsform", action="store_true", help=texts("template_command.xlsform"))


def run(args: argparse.Namespace) -> int:
    """Write the file and say where it is."""
    from adv.workbook.template import template  # noqa: PLC0415 - `--help` must not wait for it
    from adv.workbook.xlsform import xlsform  # noqa: PLC0415 - as above

    project = load_project(args.project)
    what, make, said = "sjabloon", template, "template_command.written"
    if args.xlsform:
        what, make, said = "formulier", xlsform, "template_command.form_written"
    file: Path = args.file or Path(f"{what}-{project.name}.xlsx")
    write_new(file, make(project, args.language))
    print(texts(args.language, "template_command")(said, file=file))
    return 0
