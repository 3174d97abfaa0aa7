"""Results of reading one cell: what all parsers give back, and what they hold to be empty.

`text`, `dates` and `amounts` have the parsers. They look at one cell and know nothing of rows or projects, so that a caller
can parse each distinct cell of a column once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, TypeVar

from msgspec import Struct, field

from adv.workbook.tables.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")
PASSED_OVER: Final = "word_passed_over"

# A row whose first filled cell folds (`text.fold`) to this is the template's example, not data.
EXAMPLE_MARK: Final = "voorbeeld"

# Words that people write where there is nothing to write, folded. Never an amount: there such a word is reported.
EMPTY_WORDS: Final = frozenset(
    ["-", "--", "---", ".", "?", "n.v.t.", "n.v.t", "nvt", "n.b.", "nb", "onbekend", "unknown", "n/a", "null", "none", "geen"]
)


class Parsed(Struct, Generic[T], frozen=True):
    """The value that a cell holds. No value and no code: the cell is empty. A value with a code: read, but look at it.

    `severity` is meant for a required column. In an optional one a caller may keep the row and report a warning instead.
    """

    value: T | None
    code: str | None = None  # of the finding
    severity: Severity | None = None
    params: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Tell a cell that holds nothing at all from one that holds something that cannot be read."""
        return self.value is None and self.code is None


def error(code: str, **params: str | int) -> Parsed[T]:
    """Make a result of a cell that holds something that is no such value."""
    return Parsed(None, code, Severity.ERROR, params)


def warning(value: T | None, code: str, **params: str | int) -> Parsed[T]:
    """Make a result that was read with a doubt; or was left out while the row can do without it."""
    return Parsed(value, code, Severity.WARNING, params)


def info(value: T, code: str, **params: str | int) -> Parsed[T]:
    """Make a result about which something is good to know."""
    return Parsed(value, code, Severity.INFO, params)


def passed_over() -> Parsed[T]:
    """Make the result of a word that the user said is to be passed over."""
    return Parsed(None, PASSED_OVER, Severity.INFO)
