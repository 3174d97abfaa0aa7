"""An account that was closed, kept whole as JSON: what it told stays, and what the data say otherwise since is told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, json

from adv.report.blocks import Table
from adv.report.outline import Report  # noqa: TC001 (decoding needs it)

if TYPE_CHECKING:
    from collections.abc import Iterator


class Told(Struct, frozen=True):
    """One cell of a table as it was written: where it stood, and what it said."""

    table: str
    row: str
    column: str
    text: str

    @property
    def place(self) -> tuple[str, str, str]:
        """Tell cells apart."""
        return (self.table, self.row, self.column)


class Kept(Struct, frozen=True):
    """An account as it was on the day on which it was closed."""

    language: str
    cells: tuple[Told, ...]
    report: Report | None = None  # None: closed before the whole of it was kept


class Changed(Struct, frozen=True):
    """One number that is another one now; None where there is no such number any more, or was none."""

    told: Told
    now: str | None


def kept(report: Report) -> bytes:
    """Write an account as JSON."""
    return json.encode(Kept(report.words.language, tuple(_cells(report)), report))


def facts_json(report: Report) -> bytes:
    """Write the facts as they are, for who wants to count with them: they go along in the files."""
    return json.format(json.encode({key: fact.value for key, fact in report.facts.items()}), indent=1)


def read_kept(content: bytes) -> Kept:
    """Read it again."""
    return json.decode(content, type=Kept)


def changed(before: Kept, report: Report) -> tuple[Changed, ...]:
    """Compare an account that was closed with the one that the data would make now; both in one language."""
    now: dict[tuple[str, str, str], list[str]] = {}
    for cell in _cells(report):
        now.setdefault(cell.place, []).append(cell.text)
    found = ((cell, told.pop(0) if (told := now.get(cell.place)) else None) for cell in before.cells)  # two rows may have one name
    return tuple(Changed(cell, text) for cell, text in found if text != cell.text)


def _cells(report: Report) -> Iterator[Told]:
    words = report.words
    for block in report.blocks:
        if isinstance(block, Table) and not block.has_room and block.key != "files":  # the files differ with every import
            heads = [words.say(head) for head in block.heads]
            for row in block.rows:
                name, *cells = map(words.cell, row)
                yield from (Told(words.say(block.caption), name, head, text) for head, text in zip(heads[1:], cells, strict=True))
