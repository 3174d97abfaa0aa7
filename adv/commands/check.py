"""``python -m adv check``: how workbooks are understood, and what is wrong with them. The form of the JSON is in docs/indicators.md."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from adv.commands import uploads
from adv.errors import AdvError
from adv.settings import load_project
from adv.terminal import say, say_json
from adv.texts import Texts, texts
from adv.workbook.tables.findings import Finding
from adv.workbook.understood import Intake, Reason, SheetRecognition

HELP = "cli.check.help"


def add_arguments(parser: ArgumentParser, texts: Texts) -> None:
    """The files, the project and the form."""
    uploads.add_arguments(parser, texts)
    parser.add_argument("--annotate", type=Path, metavar="OUT.xlsx", help=texts("cli.check.annotate"))


def run(args: Namespace) -> int:
    """Read and print; 1 when rows were left out."""
    if args.annotate:
        _may_write(args.annotate, args.files)
    found, _ = uploads.read(args, load_project(args.project), meanwhile="adv.workbook.intake")
    known = texts(args.language)
    if args.annotate:
        _write_marked(args.annotate, args.files[0], found, known)
    if args.json:
        say_json(as_json(found, known))
    else:
        say(*lines(found, known))
        if args.annotate:
            say(known("cli.check.annotated", file=args.annotate))
    return uploads.status(found)


def _may_write(target: Path, sources: Sequence[Path]) -> None:
    """One workbook at a time, and never over the one that is read."""
    if len(sources) > 1:
        raise AdvError("annotate_one")
    if target.suffix.lower() != ".xlsx":
        raise AdvError("annotate_name", file=target.name)
    if target.exists() and sources[0].exists() and target.samefile(sources[0]):
        raise AdvError("annotate_over", file=target.name)


def _write_marked(target: Path, source: Path, found: Intake, known: Texts) -> None:
    from adv.workbook.annotate.annotator import annotate  # noqa: PLC0415 - only who asks for it waits for it

    marked = annotate(uploads.upload(source), found.findings, known, found.sheets)
    try:
        target.write_bytes(marked)
    except OSError:
        raise AdvError("file_not_written", file=target.name) from None


def as_json(found: Intake, known: Texts) -> dict[str, Any]:
    """The recognition and the findings, sentences in the language of `known`."""
    return {
        "sheets": [_sheet(sheet, known) for sheet in found.sheets],
        "findings": [_finding(finding, known) for finding in found.findings],
    }


def _sheet(sheet: SheetRecognition, known: Texts) -> dict[str, Any]:
    reason = _reason(sheet.reason, known)
    if sheet.table is None:
        return {"file": sheet.file, "sheet": sheet.sheet, "table": None, "reason": reason}
    return {
        "file": sheet.file,
        "sheet": sheet.sheet,
        "table": sheet.table.value,
        "header_row": sheet.header_row,
        "certainty": round(sheet.certainty, 2),
        "rows_read": sheet.rows_read,
        "rows_left_out": sheet.rows_left_out,
        "reason": reason,
        "columns": [
            {
                "column": sheet.name_of(column),
                "header": column.header,
                "field": column.field,
                "certainty": round(column.certainty, 2),
                "reason": _reason(column.reason, known),
            }
            for column in sheet.columns
        ],
    }


def _reason(reason: Reason, known: Texts) -> str:
    return known(f"recognition.{reason.key}", **reason.params)


def _finding(finding: Finding, known: Texts) -> dict[str, Any]:
    several = {"cells": list(finding.cells)} if len(finding.cells) > 1 else {}
    return {
        "severity": finding.severity.value,
        "code": finding.code,
        "file": finding.file,
        "sheet": finding.sheet,
        "cell": finding.cell,
        **several,
        "count": finding.count,
        "message": finding.message(known),
        "action": finding.action(known),
    }


def lines(found: Intake, known: Texts) -> Iterator[str]:
    """The same for people."""
    for sheet in found.sheets:
        yield from _sheet_lines(sheet, known)
    yield ""
    if not found.findings:
        yield known("cli.check.no_findings")
    for finding in found.findings:
        place = "!".join(part for part in (finding.sheet, finding.cell) if part)
        yield known(
            "cli.check.finding",
            severity=known(f"cli.check.{finding.severity.value}"),
            place=f"{place}: " if place else "",
            message=finding.message(known),
            action=finding.action(known),
        )


def _sheet_lines(sheet: SheetRecognition, known: Texts) -> Iterator[str]:
    place = known("cli.check.place", file=sheet.file, sheet=sheet.sheet) if sheet.sheet else sheet.file
    if sheet.table is None:
        yield known("cli.check.left_out", place=place, reason=_reason(sheet.reason, known))
        return
    yield known(
        "cli.check.sheet",
        place=place,
        table=known(f"cli.check.{sheet.table.value}"),
        row=sheet.header_row,
        read=sheet.rows_read,
        left_out=sheet.rows_left_out,
    )
    for column in sheet.columns:
        field = column.field or known("cli.check.no_field")
        yield known("cli.check.column", column=sheet.name_of(column), header=column.header, field=field)
