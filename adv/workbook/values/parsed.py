"""One cell's text or number becomes a value: what all parsers give back, and what they hold to be empty.

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

# What people write where there is nothing to write, folded. Never an amount: there such a word is reported.
EMPTY_WORDS: Final = frozenset(
    ["-", "--", "---", ".", "?", "n.v.t.", "n.v.t", "nvt", "n.b.", "nb", "onbekend", "unknown", "n/a", "null", "none", "geen"]
)


class Parsed(Struct, Generic[T], frozen=True):
    """What a cell says. No value and no code: the cell is empty. A value with a code: read, but look at it.

    `severity` is meant for a required column. In an optional one a caller may keep the row and report a warning instead.
    """

    value: T | None
    code: str | None = None  # of the finding
    severity: Severity | None = None
    params: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether the cell holds nothing at all, as against something that cannot be read."""
        return self.value is None and self.code is None


def error(code: str, **params: str | int) -> Parsed[T]:
    """The cell holds something that is no such value."""
    return Parsed(None, code, Severity.ERROR, params)


def warning(value: T | None, code: str, **params: str | int) -> Parsed[T]:
    """Read with a doubt; or left out while the row can do without it."""
    return Parsed(value, code, Severity.WARNING, params)


def info(value: T, code: str, **params: str | int) -> Parsed[T]:
    """Read, and something about it is good to know."""
    return Parsed(value, code, Severity.INFO, params)


def passed_over() -> Parsed[T]:
    """The user said that this word is to be passed over."""
    return Parsed(None, PASSED_OVER, Severity.INFO)
