"""Sheet that a shape was laid out as: with rows and columns as other lists have them, and the finding that says so."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.workbook.tables.findings import Severity
    from adv.workbook.tables.grid import Place, RawSheet

NOTHING_MORE: Final[Mapping[str, int]] = MappingProxyType({})


class LaidOut(Struct, frozen=True):
    """A sheet laid out anew, and the finding that says so: how severe it is, its code, and the cells that it is about."""

    sheet: RawSheet
    severity: Severity
    code: str
    cells: Sequence[Place]
    params: Mapping[str, int] = NOTHING_MORE  # numbers that the finding names: "visits"
    differing: tuple[Place, ...] = ()  # of a tally: cells of totals that are not what the counts beside them come to
