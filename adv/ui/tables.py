"""Frames as tables: on the screen as a real HTML table in the user's number format, or with a drop-down in each row, and as files to keep.

In a file nothing is ever a formula: text that begins with = + - or @ stays text. Excel files: `adv.ui.workbook_file`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from html import escape
from typing import Any

import pandas as pd
import streamlit as st
from msgspec import Struct

from adv.charts.chart import PLACES
from adv.formats import formats

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Note(Struct, frozen=True):
    """One line of the sheet that explains a download."""

    label: str
    text: str


def choice_table(
    frame: pd.DataFrame,
    column: str,
    options: Sequence[str],
    choose: Callable[[int, str], None],
    *,
    key: str,
    alt: str,
    widths: Mapping[str, int],
) -> None:
    """Draw a table in which one column is a drop-down. Another choice is told at once to `choose`, with the place of its row."""

    def changed() -> None:
        for row, change in st.session_state[key]["edited_rows"].items():
            if column in change:
                choose(int(row), change[column])

    columns = {name: st.column_config.TextColumn(width=width) for name, width in widths.items()}
    columns |= {column: st.column_config.SelectboxColumn(options=list(options), required=True, width=widths[column])}
    fixed = [name for name in frame.columns if name != column]
    look: dict[str, Any] = {"hide_index": True, "height": "content", "alt": alt}
    st.data_editor(frame, disabled=fixed, column_config=columns, key=key, on_change=changed, **look)


def html_table(table: pd.DataFrame, caption: str, language: str) -> str:
    """Write a table with its caption for screen readers; every text escaped, numbers to the right."""
    is_number = [_is_number(table[name]) for name in table.columns]
    told, pairs = table.attrs.get(PLACES, {}), list(zip(table.columns, is_number, strict=True))
    places = [_places(table[name], told.get(name, 2)) if number else 0 for name, number in pairs]
    sides = ['class="adv-number"' if number else "" for number in is_number]
    head = "".join(f'<th scope="col" {side}>{escape(str(name))}</th>' for name, side in zip(table.columns, sides, strict=True))
    rows = []
    for values in table.itertuples(index=False, name=None):
        cells = [
            f"<td {side}>{escape(shown(value, language, decimals))}</td>"
            for value, side, decimals in zip(values, sides, places, strict=True)
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return (
        f'<div class="adv-table" tabindex="0" role="region" aria-label="{escape(caption)}" data-adv><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def shown(value: object, language: str, places: int = 2) -> str:
    """Write one value as the user does, numbers with `places` decimals; what is missing is a dash."""
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value):  # noqa: PLR0124 - NaN
        return "–"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return formats(language).number(value, places if isinstance(value, float) else 0)
    if isinstance(value, datetime | date):
        return formats(language).day(value)
    return str(value)


def csv_bytes(table: pd.DataFrame, language: str) -> bytes:
    """Write a table as Excel in that language opens it with a double click: Dutch with semicolons and decimal commas.

    A text that Excel would take for a formula gets an apostrophe in front: a CSV file has no other way to say "text".
    """
    separator, mark = (";", ",") if language == "nl" else (",", ".")
    safe = table.rename(columns=_text_only).apply(lambda column: column.map(_text_only))
    text: str = safe.to_csv(index=False, sep=separator, decimal=mark, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def _is_number(column: pd.Series[Any]) -> bool:
    return bool(pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column))


def _places(column: pd.Series[Any], places: int) -> int:
    """Choose the decimals of a whole column, so that they stand under each other: none when every number is whole."""
    numbers = column.dropna()
    return 0 if bool((numbers % 1 == 0).all()) else places


def _text_only(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
