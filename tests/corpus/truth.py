"""What a workbook says: what every total must come to, and what each sheet and column is."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct, field

Total = tuple[str, str]  # what is counted, and of which group ("" for all): ("completed_by_area", "Waartplein")


class SheetTruth(Struct):
    """One sheet: the tables it holds, and for each column that means something which field it is."""

    file: str
    sheet: str
    rows: dict[str, int] = field(default_factory=dict)  # of each table
    columns: dict[int, str | None] = field(default_factory=dict)


class Truth(Struct):
    """One upload: one or several workbooks."""

    totals: Counter[Total] = field(default_factory=Counter)
    sheets: list[SheetTruth] = field(default_factory=list)

    def count(self, what: str, group: str = "", number: int = 1) -> None:
        """Add to a total."""
        self.totals[what, group] += number


class Case(Struct, frozen=True):
    """An upload with its truth."""

    name: str
    files: tuple[tuple[str, bytes], ...]
    truth: Truth
