"""``python -m adv report``: writes the account of a year or another period, from what is in the store."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from adv.commands.uploads import day
from adv.errors import AdvError
from adv.model import Period
from adv.report.writers import FORMATS, writer
from adv.settings import DEFAULT_PROJECT, load_project, read_template
from adv.store import open_store
from adv.terminal import say, write_new
from adv.texts import LANGUAGES, Texts, texts

if TYPE_CHECKING:
    from adv.report.outline import Report

HELP = "report.command.help"
EXAMPLE = 2019
FIRST_YEAR, LAST_YEAR = 1990, 2100
READERS = ("own", "municipality", "programme")


def add_arguments(parser: ArgumentParser, texts: Texts) -> None:
    """Tell the parser which arguments there are."""
    parser.add_argument("--project", default=DEFAULT_PROJECT, help=texts("report.command.project", default=DEFAULT_PROJECT))
    parser.add_argument(
        "--year", type=int, metavar=texts("report.command.form_of_year"), help=texts("report.command.year", example=EXAMPLE)
    )
    parser.add_argument("--from", dest="first", metavar=texts("report.command.form_of_day"), help=texts("report.command.from"))
    parser.add_argument("--until", dest="last", metavar=texts("report.command.form_of_day"), help=texts("report.command.until"))
    parser.add_argument("--for", dest="reader", choices=READERS, default=READERS[0], help=texts("report.command.for"))
    parser.add_argument("--format", choices=FORMATS, required=True, help=texts("report.command.format", allowed=", ".join(FORMATS)))
    parser.add_argument("--template", type=Path, metavar="FILE", help=texts("report.command.template"))
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help=texts("report.command.out"))
    parser.add_argument("--lang", choices=LANGUAGES, help=texts("report.command.language"))


def run(args: Namespace) -> int:
    """Write the file, and say where it is and what is still to be written in it."""
    period = period_of(args)
    from adv.accounts import report_of  # noqa: PLC0415 - `--help` must not wait for the metrics

    own = _template(args)
    with closing(open_store()) as store:
        report = report_of(store, args.reader, args.project, period, texts(args.lang or args.language))
    write_new(args.out, _content(args.format, report, own))
    known = texts(args.language, "report")
    left = len(report.unfinished)
    say(known("report.command.written", file=args.out), *([known.count("report.command.to_write", left)] if left else []))
    return 0


def _template(args: Namespace) -> bytes | None:
    """Read the own Word template, the one named or that of the settings; `AdvError`: not there, none, or no Word file is asked."""
    if args.format != "docx":
        if args.template:
            raise AdvError("template_for_word")
        return None
    if args.template is None:
        return read_template(load_project(args.project))
    try:
        return bytes(args.template.read_bytes())
    except OSError:
        raise AdvError("file_not_there", file=str(args.template)) from None


def _content(form: str, report: Report, own: bytes | None) -> bytes:
    if own is None:
        return writer(form)(report)
    from adv.report.writers.docx import write  # noqa: PLC0415 - as above
    from adv.workbook.reading.word_file import template  # noqa: PLC0415 - as above

    return write(report, template(own))


def period_of(args: Namespace) -> Period:
    """Find the period that is asked for: a year, or two days. Raises `AdvError`: neither, both, or days that cannot be."""
    first, last = (day(text) if text else None for text in (args.first, args.last))
    if args.year is not None and first is None and last is None and FIRST_YEAR <= args.year <= LAST_YEAR:
        return Period(date(args.year, 1, 1), date(args.year + 1, 1, 1))
    if args.year is None and first is not None and last is not None and first <= last:
        return Period(first, last + timedelta(days=1))
    raise AdvError("report_period")
