"""A fact: one number, day or name of a report, that knows where it comes from and how it is written.

Sentences and tables take facts, never text or numbers of their own: that is why a number cannot differ between two places.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct, field
from msgspec.structs import force_setattr

from adv.formats import CENTS
from adv.model import Period

if TYPE_CHECKING:
    from collections.abc import Callable

    from adv.formats import Formats

    Known: TypeAlias = int | float | str | date | Period | tuple[str, ...]
else:  # as JSON holds it: a day is made of its text
    Known = int | float | str | Period | tuple[str, ...]

FIRST_MONTH, FIRST_DAY = 1, 1


class FactKind(StrEnum):
    """Form in which a fact is written."""

    COUNT = "count"
    CENTS = "cents"  # an amount with its cents, for tables
    EUROS = "euros"  # an amount in whole euros, for sentences
    PERCENT = "percent"
    MARK = "mark"  # one decimal
    DAY = "day"
    PERIOD = "period"  # a whole year as its number, else "this period"
    SPAN = "span"  # the same, a period that is no year by both its days
    YEAR = "year"
    NAME = "name"  # of an area, a theme, an organisation: the project's own
    NAMES = "names"  # several of them: a, b en c
    CODE = "code"  # a checksum or version


TEXTUAL = {FactKind.NAME, FactKind.NAMES, FactKind.DAY, FactKind.PERIOD, FactKind.SPAN, FactKind.CODE, FactKind.YEAR}


class When(StrEnum):
    """Part of the project's time that a fact is about."""

    NOW = "now"  # the period of the report
    BEFORE = "before"  # the year before it
    START = "start"  # everything up to the day of the report
    FIXED = "fixed"  # independent of the data


class Fact(Struct, frozen=True, tag=True):
    """One value. `path` is its place in ``summary --json`` where it has one; amounts are in whole cents.

    A published number has a `base`: it is that far from the true one at most, and a sentence says so.
    """

    path: str
    when: When = field(name="view")  # called so in accounts that were closed before
    value: Known
    kind: FactKind
    base: int = 0

    def __post_init__(self) -> None:
        if self.kind is FactKind.DAY and isinstance(self.value, str):  # of a report that was kept
            force_setattr(self, "value", date.fromisoformat(self.value))

    @property
    def key(self) -> str:
        """Name that no other fact of a report has."""
        return f"{self.path}@{self.when.value}"

    @property
    def number(self) -> float:
        """The value, for who counts with it.

        Raises
        ------
        TypeError
            It is a name, day or period.
        """
        if isinstance(self.value, int | float):
            return self.value
        raise TypeError(self.path)

    @property
    def is_money(self) -> bool:
        """Tell that it is an amount."""
        return self.kind in {FactKind.CENTS, FactKind.EUROS}

    @property
    def plain(self) -> float:
        """The number as a spreadsheet or chart has it: an amount in euros."""
        return self.number / CENTS if self.is_money else self.number

    @property
    def is_number(self) -> bool:
        """Tell that it stands to the right in a column; a year does not."""
        return self.kind not in TEXTUAL

    @property
    def is_none(self) -> bool:
        """Tell that it is 0; a published 0 may be a small number."""
        return self.value == 0 and not self.base

    def written(self, formats: Formats) -> str:
        """Write it as people of that language do."""
        if self.kind is FactKind.PERCENT and self.base:
            return formats.percent(self.number, 0)
        write = _WRITERS.get(self.kind)
        return str(self.value) if write is None else write(self.value, formats)

    @property
    def euros(self) -> Fact:
        """Give an amount to be written in whole euros, as in a sentence."""
        return Fact(self.path, self.when, self.value, FactKind.EUROS, self.base)


def is_year(period: Period) -> bool:
    """Tell that a period is one whole calendar year."""
    first = (period.start.month, period.start.day) == (FIRST_MONTH, FIRST_DAY)
    return first and period.end == period.start.replace(year=period.start.year + 1)


_WRITERS: dict[FactKind, Callable[..., str]] = {
    FactKind.COUNT: lambda value, formats: formats.number(value),
    FactKind.CENTS: lambda value, formats: formats.euro(value, all_cents=True),
    FactKind.EUROS: lambda value, formats: formats.euro(value, whole=True),
    FactKind.PERCENT: lambda value, formats: formats.percent(value),
    FactKind.MARK: lambda value, formats: formats.number(value, 1),
    FactKind.DAY: lambda value, formats: formats.long_day(value),
    FactKind.PERIOD: lambda value, _: str(value.start.year),  # another period is written by `Words`, with a text
    FactKind.SPAN: lambda value, _: str(value.start.year),
    FactKind.NAMES: lambda value, formats: formats.joined(value),
}


def opposite(fact: Fact) -> Fact:
    """Give the size of what is less than nothing: five behind for minus five."""
    size = abs(fact.number) if isinstance(fact.value, float) else abs(int(fact.number))
    return Fact(fact.path, fact.when, size, fact.kind, fact.base)
