"""What every chart module gives: a figure, and what makes it readable without seeing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart of a page, in the user's language.

    `sentence` is computed from the data and says what the chart shows; it is the first thing one reads. `figure` is None when
    there is nothing to draw, and then the sentence says why. `table` holds the same data, its headers and texts as the user
    reads them, its numbers as numbers and its days as dates.

    All texts are plain: names from the data stand in them as they are, so show them as text, never as Markdown or HTML. In
    the figure they are already escaped.

    A bar of a chart that `selects` carries as ``customdata`` ``[code]``: the area's, organisation's, theme's or owner's name
    or the status's code, as it is in the data; a click on it may filter the page. Bars that stand for no one value (without
    an owner, say) carry ``[""]``.
    """

    key: str  # names it in the texts, the address and downloads: "burn_up"
    title: str
    sentence: str
    figure: go.Figure | None
    table: pd.DataFrame
    alt: str  # for who cannot see the figure
    definitions: tuple[str, ...] = ()  # keys under ``definitions.``: what the numbers mean
    selects: str | None = None  # area, organisation, theme, status, goal, owner or category
