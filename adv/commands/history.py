"""``python -m adv history``: the imports of a project, the latest first."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Container
from contextlib import closing
from typing import Any

from msgspec.structs import asdict

from adv.access import HERE
from adv.formats import Formats, formats
from adv.settings import DEFAULT_PROJECT, load_project
from adv.store import open_store
from adv.store.records import ImportRecord, Totals
from adv.terminal import say, say_json
from adv.texts import Texts, texts

HELP = "store.history.help"


def add_arguments(parser: ArgumentParser, texts: Texts) -> None:
    """Take which project, and in which form."""
    parser.add_argument("--project", default=DEFAULT_PROJECT, help=texts("store.history.project", default=DEFAULT_PROJECT))
    parser.add_argument("--json", action="store_true", help=texts("store.history.json"))


def run(args: Namespace) -> int:
    """Print it."""
    project = load_project(args.project)
    with closing(open_store()) as store:
        records = store.imports(project.name)
    known = texts(args.language, "store")
    if args.json:
        say_json({"project": project.name, "imports": [as_json(record) for record in records]})
    elif not records:
        say(known("store.history.empty", project=project.title))
    else:
        undos = {record.version for record in records if record.undone is not None}
        say(*(line(record, known, undos) for record in records))
    return 0


def as_json(record: ImportRecord) -> dict[str, Any]:
    """One import for other programs."""
    return {
        "version": record.version,
        "at": record.at.isoformat(timespec="seconds"),
        "who": record.who,
        "mode": record.mode.value,
        "is_sample": record.is_sample,
        "files": [{"name": file.name, "sha256": file.sha256} for file in record.files],
        "tables": {name.value: asdict(table) for name, table in record.tables.items()},
        "undone": record.undone,
        "before": _numbers(record.before),
        "totals": _numbers(record.totals),
        "findings": {"errors": record.errors, "warnings": record.warnings, "rows_left_out": record.rows_left_out},
    }


def line(record: ImportRecord, known: Texts, undos: Container[int]) -> str:
    """One import for people; `undos` are the versions that took an import back."""
    at = record.at.astimezone(HERE)
    written = formats(known.language)
    tables = record.tables.values()
    before, after = totals_for_people(record.before, written), totals_for_people(record.totals, written)
    return known(
        "store.history.line",
        version=record.version,
        at=f"{written.day(at.date())} {at:%H:%M}",
        who=record.who,
        mode=mode(record, known, undos),
        files=", ".join(file.name for file in record.files) or "–",
        **{kind: written.number(sum(getattr(table, kind) for table in tables)) for kind in ("new", "changed", "gone")},
        **{
            name.removesuffix("_cents"): number if number == before[name] else f"{before[name]} → {number}"
            for name, number in after.items()
        },
    )


def mode(record: ImportRecord, known: Texts, undos: Container[int]) -> str:
    """Name the kind of import; taking an undo back is doing it again."""
    if record.undone is not None:
        return known("store.mode.redo" if record.undone in undos else "store.mode.undo", version=record.undone)
    return known("store.mode.sample" if record.is_sample else f"store.mode.{record.mode.value}")


def totals_for_people(totals: Totals, written: Formats) -> dict[str, str]:
    """The headline numbers by name, as people write them."""
    numbers = asdict(totals)
    return {name: written.euro(value) if name == "spent_cents" else written.number(value) for name, value in numbers.items()}


def _numbers(totals: Totals) -> dict[str, float]:
    numbers = asdict(totals)
    return {**numbers, "spent": numbers.pop("spent_cents") / 100}
