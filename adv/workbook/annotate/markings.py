"""What is to be marked in a workbook, as data: it goes from the server to the child process that touches the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgpack

from adv.workbook.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SEVERITIES = tuple(Severity)
LENGTH_BYTES = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One finding in the summary. `place` is the cell that it links to; none for a finding about more than cells."""

    severity: int  # its place in SEVERITIES
    count: int
    sheet: str
    place: str
    others: str
    message: str
    action: str


@dataclass(frozen=True, slots=True)
class Markings:
    """The marks of one workbook. `cells`: by sheet and then by address the severity and the comment."""

    author: str
    sheet_name: str  # of the summary
    title: str
    about: tuple[str, ...]
    only_values: str  # said when the copy could keep nothing but the values
    nameless: str  # the name of a sheet that has none, as in a .csv
    headers: tuple[str, ...]
    severities: tuple[str, ...]
    earlier: str = ""  # the sheet that summed up when it was marked before; its marks are taken away
    shifted_from: int = -1  # the first row of a .csv with too many fields, or negative
    lines: tuple[Line, ...] = ()
    cells: Mapping[str, Mapping[str, tuple[int, str]]] = field(default_factory=dict)

    def packed(self) -> bytes:
        """As bytes, their number in front."""
        lines = [[line.severity, line.count, line.sheet, line.place, line.others, line.message, line.action] for line in self.lines]
        words = [
            self.author,
            self.sheet_name,
            self.title,
            self.about,
            self.only_values,
            self.nameless,
            self.headers,
            self.severities,
            self.earlier,
            self.shifted_from,
        ]
        said: bytes = msgpack.packb([words, lines, self.cells], use_bin_type=True)
        return len(said).to_bytes(LENGTH_BYTES, "big") + said

    @staticmethod
    def unpacked(content: Sequence[Any]) -> Markings:
        """What `packed` said, once its bytes are a list again."""
        (author, sheet_name, title, about, only_values, nameless, headers, severities, earlier, shifted_from), lines, cells = (
            content
        )
        return Markings(
            author, sheet_name, title, tuple(about), only_values, nameless, tuple(headers), tuple(severities), earlier, shifted_from,
            tuple(Line(*line) for line in lines),
            {sheet: {place: (mark[0], mark[1]) for place, mark in marks.items()} for sheet, marks in cells.items()},
        )  # fmt: skip
