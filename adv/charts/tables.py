"""The data behind a chart, as the table that stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from adv.charts.chart_context import Look

CENTS = 100
PLACES = "places"  # the key under which a table says how many decimals its columns are written with


def table(look: Look, columns: Mapping[str, Sequence[object]], one_decimal: Iterable[str] = ()) -> pd.DataFrame:
    """Columns by their key under ``charts.column.``. Days become dates, everything else stays what it is.

    Numbers are not rounded here: on the screen those of `one_decimal` are written with one, a file has them in full.
    """
    import pandas as pd  # noqa: PLC0415 - slow to import, and charts are also described without one

    frame = pd.DataFrame({look.text(f"column.{key}"): list(values) for key, values in columns.items()})
    for key in columns:
        if key in {"day", "start"}:
            name = look.text(f"column.{key}")
            frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    frame.attrs[PLACES] = {look.text(f"column.{key}"): 1 for key in one_decimal}
    return frame


def euros(cents: Sequence[float]) -> list[float]:
    """Cents as euros, for a table that people count with."""
    return [round(amount) / CENTS for amount in cents]
