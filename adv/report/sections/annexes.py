"""Annexes: what the words mean, what is not in the data, and where the figures come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv import __version__
from adv.model import TableName
from adv.report.blocks import Bullets, Heading, Listing, OwnText, Paragraph, Table, said
from adv.report.fact import Kind

if TYPE_CHECKING:
    from adv.report.blocks import Block
    from adv.report.facts import Facts

TERMS = (
    "completed_visits",
    "households_reached",
    "plan",
    "requests",
    "households_helped",
    "activation",
    "interval",
    "spent",
)
GROUP = 16  # signs of a checksum
TABLES = {
    TableName.VISITS: said("report.annex.table.visits"),
    TableName.REQUESTS: said("report.annex.table.requests"),
    TableName.EXPENSES: said("report.annex.table.expenses"),
    TableName.BUDGET_LINES: said("report.annex.table.budget_lines"),
    TableName.ACTIVITIES: said("report.annex.table.activities"),
    TableName.ADDRESSES: said("report.annex.table.addresses"),
}


def annexes(facts: Facts) -> tuple[Block, ...]:
    """Say how the figures were counted, what is missing, and of which files they are."""
    missing = [name for table, name in TABLES.items() if not facts.spans.dataset.has(table.value)]
    told = tuple(said("report.annex.missing", what=name) for name in missing) or (said("report.annex.nothing_missing"),)
    version = facts.fixed("version", __version__, Kind.CODE)
    sample = (said("report.annex.sample"),) if facts.about.is_sample else ()
    return (
        Heading(1, said("report.head.annexes"), is_numbered=False),
        Heading(2, said("report.head.words"), is_numbered=False),
        Paragraph((said("report.annex.words"),)),
        Listing(tuple((said(f"definitions.{term}.name"), said(f"definitions.{term}.text")) for term in TERMS)),
        Heading(2, said("report.head.data"), is_numbered=False),
        Bullets((*told, said("report.annex.compare"))),
        Heading(2, said("report.head.origin"), is_numbered=False),
        Paragraph((said("report.annex.made", version=version), *sample)),
        *files(facts),
        Heading(2, said("report.head.attachments"), is_numbered=False),
        OwnText("attachments", said("report.slot.attachments"), facts.about.text("attachments")),
    )


def files(facts: Facts) -> tuple[Block, ...]:
    """List the files that were read, each with its SHA-256."""
    if not facts.about.files:
        return ()
    rows = tuple(
        (
            facts.fixed(f"file.{place}", name, Kind.NAME),
            facts.fixed(f"file.{place}.day", day, Kind.DAY),
            facts.fixed(f"file.{place}.sha256", grouped(checksum), Kind.CODE),
        )
        for place, (name, checksum, day) in enumerate(facts.about.files)
    )
    heads = (said("report.column.file"), said("report.column.imported"), said("report.column.checksum"))
    return (Table("files", said("report.table.files"), heads, rows),)


def grouped(checksum: str) -> str:
    """Write a checksum in groups that a narrow column can hold one under the other."""
    return " ".join(checksum[place : place + GROUP] for place in range(0, len(checksum), GROUP))
