"""``python -m adv history``: the imports of a project, the latest first."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from adv.formats import formats
from adv.settings import DEFAULT_PROJECT, load_project
from adv.texts import texts

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from adv.store.records import ImportRecord
    from adv.texts import Texts

HELP = "store.history.help"
HERE = ZoneInfo("Europe/Amsterdam")


def add_arguments(parser: ArgumentParser, texts: Texts) -> None:
    """Which project, and in which form."""
    parser.add_argument("--project", default=DEFAULT_PROJECT, help=texts("store.history.project", default=DEFAULT_PROJECT))
    parser.add_argument("--json", action="store_true", help=texts("store.history.json"))


def run(args: Namespace) -> int:
    """Print it."""
    from adv.store import open_store  # noqa: PLC0415 - asking for help must not cost SQLAlchemy

    project = load_project(args.project)
    store = open_store()
    records = store.imports(project.name)
    store.close()
    known = texts(args.language, "store")
    if args.json:
        print(
            json.dumps({"project": project.name, "imports": [as_json(record) for record in records]}, ensure_ascii=False, indent=1)
        )
    elif not records:
        print(known("store.history.empty", project=project.title))
    else:
        print("\n".join(line(record, known) for record in records))
    return 0


def as_json(record: ImportRecord) -> dict[str, Any]:
    """One import for other programs."""
    totals = record.totals
    return {
        "version": record.version,
        "at": record.at.isoformat(timespec="seconds"),
        "who": record.who,
        "mode": record.mode.value,
        "is_sample": record.is_sample,
        "files": [{"name": file.name, "sha256": file.sha256} for file in record.files],
        "tables": {name.value: asdict(table) for name, table in record.tables.items()},
        "totals": {
            "visits": totals.visits,
            "completed": totals.completed,
            "requests": totals.requests,
            "open_requests": totals.open_requests,
            "spent": totals.spent_cents / 100,
        },
        "findings": {"errors": record.errors, "warnings": record.warnings, "rows_left_out": record.rows_left_out},
    }


def line(record: ImportRecord, known: Texts) -> str:
    """One import for people."""
    at = record.at.astimezone(HERE)
    written = formats(known.language)
    mode = "sample" if record.is_sample else record.mode.value
    return known(
        "store.history.line",
        version=record.version,
        at=f"{written.day(at.date())} {at:%H:%M}",
        who=record.who,
        mode=known(f"store.mode.{mode}"),
        files=", ".join(file.name for file in record.files) or "–",
        new=written.number(sum(table.new for table in record.tables.values())),
        changed=written.number(sum(table.changed for table in record.tables.values())),
        gone=written.number(sum(table.gone for table in record.tables.values())),
        visits=written.number(record.totals.visits),
        spent=written.euro(record.totals.spent_cents),
    )
