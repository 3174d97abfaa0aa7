"""The only place where HTML is made: everything that is put into it is escaped first.

Names and words from a spreadsheet can be shown through here, through `st.text` and through `st.dataframe`; never as Markdown,
which would fetch a picture from anywhere.
"""

from __future__ import annotations

import re
from html import escape

import streamlit as st

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
