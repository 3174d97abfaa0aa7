"""A finding: one problem of one workbook, as data. The sentence is made later, from `adv.texts`, in the user's language."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 (decoding needs it)
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from adv.texts import Texts


class Severity(StrEnum):
    """The weight of a finding: what was done with the row."""

    ERROR = "error"  # the row is left out
    WARNING = "warning"  # read; look at it
    INFO = "info"  # good to know


class Finding(Struct, frozen=True):
    """One problem, or several alike ones grouped.

    `code` is the key of its texts: ``findings.<code>`` says what is wrong (with ``.one`` and ``.other`` forms),
    ``findings.<code>.action`` what to do. `params` hold names that are safe to show and log (a header, the nearest known
    word, a limit), never what an unknown cell holds. `cells` are Excel addresses in `sheet`, the first one first; of very many
    only the first thousand are listed, `total` counts all.
    """

    severity: Severity
    code: str
    file: str
    sheet: str | None = None
    cells: tuple[str, ...] = ()
    params: Mapping[str, str | int] = field(default_factory=dict)
    total: int = 0

    @property
    def cell(self) -> str | None:
        """Name the first cell that it is about."""
        return self.cells[0] if self.cells else None

    @property
    def count(self) -> int:
        """Count the cells (or things without a cell) that it is about."""
        return max(1, self.total, len(self.cells))

    def message(self, texts: Texts) -> str:
        """Say what is wrong, and what was done with it."""
        return texts.count(f"findings.{self.code}", self.count, **self.params)

    def action(self, texts: Texts) -> str:
        """Say what the user can do."""
        return texts(f"findings.{self.code}.action", **self.params)
