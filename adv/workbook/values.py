"""One cell's text or number becomes a value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.workbook.findings import Severity

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """What a cell says. No value and no code: the cell is empty. A value with a code: read, but look at it."""

    value: T | None
    code: str | None = None  # of the finding
    severity: Severity | None = None
    params: Mapping[str, str | int] = field(default_factory=dict)
