"""The data behind a chart, as the table that stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from adv.formats import CENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from adv.charts.chart_context import ChartContext

DAYS = {"words.date", "words.begins_on", "money.column.day", "forecast.column.day", "reach.column.day"}  # heads of days
PLACES = "places"  # the key under which a table says how many decimals its columns are written with


class Head(Struct, frozen=True):
    """The head of a column that is a text for one value of an enum."""

    key: str
    by: str


class Named(Struct, frozen=True):
    """The head of a column that is a name from the data."""

    name: str


Columns: TypeAlias = "Mapping[Any, Sequence[object]]"  # by a key of the texts, a Head or a Name: mypy knows no mapping of several


def table(context: ChartContext, columns: Columns, one_decimal: Iterable[str] = ()) -> pd.DataFrame:
    """Make a table of columns. Days become dates, everything else stays what it is.

    Numbers are not rounded here: on the screen those of `one_decimal` are written with one, a file has them in full.
    """
    import pandas as pd  # noqa: PLC0415 - slow to import, and charts are also described without one

    frame = pd.DataFrame({_written(context, head): list(values) for head, values in columns.items()})
    for head in columns:
        if head in DAYS:
            name = _written(context, head)
            frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    frame.attrs[PLACES] = {context.text(key): 1 for key in one_decimal}
    return frame


def _written(context: ChartContext, head: str | Head | Named) -> str:
    if isinstance(head, Named):
        return head.name
    return context.text(head) if isinstance(head, str) else context.text(head.key, by=head.by)


def euros(cents: Sequence[float]) -> list[float]:
    """Write cents as euros, for a table that people count with."""
    return [round(amount) / CENTS for amount in cents]
