"""The only place where HTML is made: everything that is put into it is escaped first.

Names and words from a spreadsheet can be shown through here, through `st.text` and through `st.dataframe`; never as Markdown,
which would fetch a picture from anywhere.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from html import escape

import pandas as pd
import streamlit as st

from adv.charts.chart import PLACES
from adv.formats import formats

PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def write(template: str, **texts: object) -> None:
    """Show `template`, its placeholders filled with escaped texts."""
    st.html(fill(template, **texts))


def fill(template: str, **texts: object) -> str:
    """Fill the placeholders of `template` with escaped texts."""
    return template.format_map({name: escape(str(text)) for name, text in texts.items()})


def plain(text: str) -> str:
    """Escape a text for places where Streamlit reads Markdown (labels, boxes), so that it stays as it is written."""
    return PUNCTUATION.sub(r"\\\1", text)


def html_table(table: pd.DataFrame, caption: str, language: str, *, stacks: bool = False) -> str:
    """Write a table with its caption for screen readers; every text escaped, numbers to the right.

    On a phone the cells of one that `stacks` stand below each other, each after its head.
    """
    kinds = pd.api.types
    is_number = [kinds.is_numeric_dtype(kind) and not kinds.is_bool_dtype(kind) for kind in table.dtypes]
    told = table.attrs.get(PLACES, {})
    pairs = list(zip(table.columns, is_number, strict=True))
    # None when every number of a column is whole, so that they stand under each other.
    is_whole = [not number or bool((table[name].dropna() % 1 == 0).all()) for name, number in pairs]
    places = [0 if whole else told.get(name, 2) for (name, _), whole in zip(pairs, is_whole, strict=True)]
    sides = ['class="adv-number"' if number else "" for number in is_number]
    head = "".join(f'<th scope="col" {side}>{escape(str(name))}</th>' for name, side in zip(table.columns, sides, strict=True))
    looks = [f'{side} data-head="{escape(str(name))}"' if stacks else side for name, side in zip(table.columns, sides, strict=True)]
    rows = []
    for values in table.itertuples(index=False, name=None):
        cells = [
            f"<td {look}>{escape(shown(value, language, decimals))}</td>"
            for value, look, decimals in zip(values, looks, places, strict=True)
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return (
        f'<div class="adv-table{" adv-stacks" if stacks else ""}" tabindex="0" role="region" aria-label="{escape(caption)}" data-adv><table><caption>{escape(caption)}</caption>'
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
