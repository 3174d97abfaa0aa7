"""Visits that are stored already, as far as requests that are added to them need to know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from msgspec import Struct

from adv.workbook.checks.row_identifiers import id_key, keys_in
from adv.workbook.tables.table import CodedColumn, places_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from adv.workbook.tables.table import Codes, Table

OF_A_VISIT: Final = ("visit_id", "household", "area", "outcome", "visited_on")  # what a request has from its visit


class StoredVisits(Struct, frozen=True):
    """The columns `OF_A_VISIT` of the visits in the store, row by row; None where a visit has no such value."""

    columns: Mapping[str, Sequence[Any]]

    def __len__(self) -> int:
        return len(self.columns["visit_id"])

    def rows_of(self, requests: Table) -> Codes:
        """Find for each request the row of its visit, from 0; -1 where there is none."""
        place: dict[str, int] = {}
        for row, number in enumerate(self.columns["visit_id"]):
            if number is not None:
                place.setdefault(id_key(str(number)), row)
        return places_in(keys_in(requests, "visit_id"), place)

    def below(self, column: CodedColumn, name: str) -> CodedColumn:
        """Put a column of these under that of the visits that come in."""
        values = [*column.distinct, *self.columns[name]]
        own = np.arange(len(self), dtype=np.intp) + len(column.distinct)
        missing = np.fromiter((value is None for value in self.columns[name]), bool, len(self))
        return CodedColumn(values, np.concatenate([column.codes, np.where(missing, -1, own)]))


def stored_visits(visits: pd.DataFrame) -> StoredVisits:
    """Take from a frame of visits what requests need."""
    columns = {name: visits[name].astype(object).where(visits[name].notna(), None).tolist() for name in OF_A_VISIT}
    columns["visited_on"] = [None if day is None else day.date() for day in columns["visited_on"]]
    return StoredVisits(columns)
