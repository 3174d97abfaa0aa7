"""``python -m adv summary``: the figures of workbooks, without storing anything. The form of the JSON is in docs/indicators.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.commands import _files as files
from adv.settings import load_project
from adv.terminal import say, say_json
from adv.texts import texts

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from adv.texts import Texts

HELP = "cli.summary.help"


def add_arguments(parser: ArgumentParser, texts: Texts) -> None:
    """The files, the project, the day and the form."""
    files.add_arguments(parser, texts)
    parser.add_argument("--as-of", metavar="JJJJ-MM-DD", help=texts("cli.as_of"))


def run(args: Namespace) -> int:
    """Read, compute, print; 1 when rows were left out."""
    as_of = files.day(args.as_of)
    project = load_project(args.project)
    found, _ = files.read(args, project, meanwhile="adv.commands._figures")
    from adv.commands import _figures  # noqa: PLC0415 - numpy and the metrics came in while the files were read

    figures = _figures.summarise(found, project, as_of)
    if args.json:
        say_json(figures)
    else:
        from adv.commands import _lines  # noqa: PLC0415 - other programs do not wait for it

        say(*_lines.lines(found.dataset, project, figures, texts(args.language, "cli")))
    return files.status(found)
