"""``python -m adv summary``: the figures of workbooks, without storing anything. The form of the JSON is in docs/indicators.md."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from adv.commands import uploads
from adv.settings import load_project
from adv.terminal import say, say_json
from adv.texts import Texts, texts

HELP = "cli.summary.help"


def add_arguments(parser: ArgumentParser, texts: Texts) -> None:
    """The files, the project, the day and the form."""
    uploads.add_arguments(parser, texts)
    parser.add_argument("--as-of", metavar=texts("cli.form_of_day"), help=texts("cli.as_of"))


def run(args: Namespace) -> int:
    """Read, compute, print; 1 when rows were left out."""
    as_of = uploads.day(args.as_of) if args.as_of else None
    project = load_project(args.project)
    found, _ = uploads.read(args, project, meanwhile="adv.commands.summary.figures")
    from adv.commands.summary import figures  # noqa: PLC0415 - numpy and the metrics came in while the files were read
    from adv.indicators.entry import Measured  # noqa: PLC0415 - as above
    from adv.metrics.selection import last_day  # noqa: PLC0415 - as above

    measured = Measured(found.dataset, project, as_of or last_day(found.dataset))
    summary = figures.summarise(found, measured)
    if args.json:
        say_json(summary)
    else:
        say(*figures.lines(measured, summary, texts(args.language, "cli")))
    return uploads.status(found)
