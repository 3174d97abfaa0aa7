"""What every chart module gives: a figure, and what makes it readable without seeing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from adv.metrics.source_rows import Behind


class Bar(Struct, frozen=True):
    """A bar, point or cell of a chart, or a number of a table: what it is called, and which rows it counts.

    `number` is what those rows make: how many they are, their cents or their households (`adv.metrics.source_rows`).
    """

    name: str
    number: int
    rows: Behind


class Chart(Struct, frozen=True):
    """One chart of a page, in the user's language.

    `sentence` is computed from the data and says what the chart shows; it is the first thing one reads. `figure` is None when
    there is nothing to draw, and then the sentence says why. `table` holds the same data, its headers and texts as the user
    reads them, its numbers as numbers and its days as dates.

    All texts are plain: names from the data stand in them as they are, so show them as text, never as Markdown or HTML. In
    the figure they are already escaped.

    A bar carries as ``customdata`` ``[code, place]``. In a chart that `selects`, the code is the area's, organisation's, theme's
    or owner's name or the status's code, as it is in the data; a click on it may filter the page. Bars that stand for no one
    value (without an owner, say) carry ``""``. The place is that of the bar in `bars`: a click on it may show its rows.
    """

    key: str  # names it in the texts, the address and downloads: "burn_up"
    title: str
    sentence: str
    figure: go.Figure | None
    table: pd.DataFrame
    alt: str  # for who cannot see the figure
    definitions: tuple[str, ...] = ()  # keys under ``definitions.``: what the numbers mean
    selects: str | None = None  # area, organisation, theme, period, status, goal, owner or category
    rows: Behind | None = None  # the rows behind all of it; None: there are none
    bars: tuple[Bar, ...] = ()  # the rows behind each bar
    shown: int | None = None  # rows of the table on the page; the download has them all
    is_across: bool = False  # of all projects, not of the one that is looked at
    is_wide: bool = False  # the figure cannot be read on a phone: there the table stands in its place
