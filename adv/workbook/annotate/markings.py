"""What is to be marked in a workbook, as data: it goes from the server to the child process that touches the file."""

from __future__ import annotations

from msgspec import Struct, field

from adv.workbook.tables.findings import Severity

SEVERITIES = tuple(Severity)


class Line(Struct, frozen=True):
    """One finding in the summary. `place` is the cell that it links to; none for a finding about more than cells."""

    severity: int  # its place in SEVERITIES
    count: int
    sheet: str
    place: str
    others: str
    message: str
    action: str


class Markings(Struct, frozen=True):
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
    cells: dict[str, dict[str, tuple[int, str]]] = field(default_factory=dict)
