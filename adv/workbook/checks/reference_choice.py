"""Choice of the column of requests that says which visit each is of, and of the visits' column that it is compared with.

Where the column that is called so is none, "Volgnr | Bezoeknr. team" may stand beside the visits' "Nr | Bezoeknr. team".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from adv.workbook.checks.reference_columns import (
    LEAST_REFERRING,
    Keys,
    are_likely,
    is_counted,
    is_key,
    may_refer,
    numbers_of,
    placed,
    row_at,
    rows_of,
    rows_referred_to,
    share_known,
    without_spaces,
)
from adv.workbook.checks.row_identifiers import id_key
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.table import CodedColumn, Part, translate, values_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Source(Struct, frozen=True):
    """A column of requests that may hold the numbers of visits."""

    column: CodedColumn
    place: int | None  # None: the reference so far, by its header or as it was guessed
    is_called_so: bool = False  # by its header: all of it must refer, and to another column than the visits' own numbers

    @property
    def least_share(self) -> float:
        """Give the share of its values that must be of visits."""
        return 1.0 if self.is_called_so else LEAST_REFERRING


class OwnNumbers(Struct, frozen=True):
    """The visits' own numbers."""

    keys: Keys

    def written(self, column: CodedColumn) -> CodedColumn:
        """Leave references as they are: they hold these numbers."""
        return column


class OtherNumbers(Struct, frozen=True):
    """Another column of the visits of one list, with a value of its own in each row."""

    keys: Keys  # each with its row among all visits
    visits: Part
    column: CodedColumn

    def written(self, column: CodedColumn) -> CodedColumn:
        """Put the visits' own number in the place of this one; visits without numbers of their own are joined by this one."""
        rows = _rows_by_key(column, Keys(rows_of(self.column)), are_loose=True)
        own = self.visits.links.get("visit_id") or self.visits.columns.get("visit_id")
        if own is None or not is_key(own):
            self.visits.links["visit_id"] = own = self.column
        numbers = values_of(own)
        return translate(column, lambda value: numbers[row] if (row := rows.get(id_key(str(value)), -1)) >= 0 else value)


class Choice(Struct, frozen=True):
    """A column of requests that refers to a column of visits."""

    source: Source
    target: OwnNumbers | OtherNumbers
    share: float  # of its values that are of visits
    rows: tuple[int, ...]  # of the visits that they refer to

    @property
    def finding(self) -> tuple[str, Severity] | None:
        """Give what is to be said of it; nothing where the reference so far, which was guessed, is right."""
        if self.source.place is not None:
            return "reference_by_content", Severity.WARNING
        return ("reference_to_other", Severity.INFO) if isinstance(self.target, OtherNumbers) else None


def best_choice(part: Part, visits: Sequence[Part]) -> Choice | None:
    """Choose the pair of columns that fits best; None where nothing fits, or two pairs fit as well and mean other visits."""
    choices = [*_choices(part, visits, are_loose=False)] or [*_choices(part, visits, are_loose=True)]
    best = max(choices, key=lambda choice: choice.share, default=None)
    if best is None or any(other.share == best.share and other.rows != best.rows for other in choices):
        return None
    return best


def _choices(part: Part, visits: Sequence[Part], *, are_loose: bool) -> Iterator[Choice]:
    """Give the pairs of columns of which nearly all of the one are in the other, as they are written or, loosely, as they may be meant."""
    targets = [*_targets(visits)]
    for source in _sources(part):
        for target in targets:
            if source.is_called_so and isinstance(target, OwnNumbers):
                continue  # that pair has failed already
            keys = _rows_by_key(source.column, target.keys, are_loose=are_loose)
            share, rows = share_known(source.column, keys), rows_referred_to(source.column, keys)
            if share >= source.least_share and are_likely(part, rows, visits, is_called_so=source.is_called_so):
                yield Choice(source, target, share, tuple(rows.tolist()))


def _sources(part: Part) -> Iterator[Source]:
    """Give the reference so far, and the columns of numbers that have no field, as far as they look like references."""
    own = part.columns.get("visit_id")
    if own is not None and (not part.is_reference_guessed or may_refer(own)):
        yield Source(own, None, is_called_so=not part.is_reference_guessed)
    for place, column in part.other_numbers.items():
        if may_refer(column):
            yield Source(column, place)


def _targets(visits: Sequence[Part]) -> Iterator[OwnNumbers | OtherNumbers]:
    """Give the visits' own numbers, and each other column of theirs with a value of its own in each row."""
    yield OwnNumbers(Keys(numbers_of(visits)))
    for part, first in placed(visits):
        for column in part.other_numbers.values():
            if is_key(column):
                yield OtherNumbers(Keys(rows_of(column, first)), part, column)


def _rows_by_key(column: CodedColumn, known: Keys, *, are_loose: bool) -> dict[str, int]:
    """Give the numbers of visits with their rows, also without spaces; and loosely the values of a column that may be only one of them."""
    rows = {**{without_spaces(key): row for key, row in known.rows.items()}, **known.rows}
    if are_loose:
        missed = [str(value) for value in column.distinct if row_at(value, known.rows) < 0]
        rows |= {id_key(value): known.rows[keys[0]] for value, keys in known.loosely(missed).items() if len(keys) == 1}
    return rows


def only_counts(part: Part, column: CodedColumn, visits: Sequence[Part]) -> bool:
    """Say whether a column that is called so counts its own rows, 1, 2, 3, and those are no visits that could have had these requests."""
    rows = rows_referred_to(column, numbers_of(visits)) if visits and is_counted(column) else np.zeros(0, np.intp)
    return bool((rows >= 0).any()) and not are_likely(part, rows, visits, is_called_so=False)
