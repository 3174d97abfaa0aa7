"""What a workbook says: what every total must come to, and what each sheet and column is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

Total = tuple[str, str]  # what is counted, and of which group ("" for all): ("completed_by_area", "Waartplein")


@dataclass
class SheetTruth:
    """One sheet: the tables it holds, and for each column that means something which field it is."""

    file: str
    sheet: str
    rows: dict[str, int] = field(default_factory=dict)  # of each table
    columns: dict[int, str | None] = field(default_factory=dict)


@dataclass
class Truth:
    """One upload: one or several workbooks."""

    totals: Counter[Total] = field(default_factory=Counter)
    sheets: list[SheetTruth] = field(default_factory=list)

    def count(self, what: str, group: str = "", number: int = 1) -> None:
        """Add to a total."""
        self.totals[what, group] += number


@dataclass(frozen=True)
class Case:
    """An upload with its truth."""

    name: str
    files: tuple[tuple[str, bytes], ...]
    truth: Truth
