"""A report as plain text: what a person reads in the snapshots, and what the tests look for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.report.blocks import Bullets, Draft, Heading, Listing, OwnText, Paragraph, Photo, Picture, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adv.report.blocks import Block, Said
    from adv.report.outline import Report


def plain(report: Report) -> str:
    lines = [report.title, *(line for block in (*report.title_page, *report.blocks) for line in lines_of(report, block))]
    return "\n".join(lines) + "\n"


def lines_of(report: Report, block: Block) -> Iterator[str]:
    words = report.words
    match block:
        case Heading():
            yield ""
            yield f"{'#' * block.level} {words.head(block)}"
        case Paragraph():
            yield from map(words.say, block.sentences)
        case Bullets():
            yield from (f"- {words.say(item)}" for item in block.items)
        case Listing():
            yield from (f"{words.say(name)}: {words.cell(value)}" for name, value in block.items)
        case Table():
            yield f"| {words.say(block.caption)}"
            yield "| " + " | ".join(map(words.say, block.heads))
            yield from ("| " + " | ".join(map(words.cell, row)) for row in block.rows)
            yield from map(words.say, block.notes)
        case OwnText():
            yield f"[{'! ' if block.is_wanted else ''}{words.say(block.prompt)}] {block.text}".rstrip()
        case Draft():
            yield f"* {words.say(block.said)}"
        case Picture():
            yield f"({block.alt})"
        case Photo() if block.content:
            yield f"<{block.alt}>"


def sentences(report: Report) -> Iterator[Said]:
    """Every sentence that the report itself says."""
    for block in report.blocks:
        match block:
            case Paragraph():
                yield from block.sentences
            case Draft():
                yield block.said
            case Table():
                yield from block.notes
