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
    reads them, its numbers as numbers.
    """

    key: str  # names it in the texts, the address and downloads: "burn_up"
    title: str
    sentence: str
    figure: go.Figure | None
    table: pd.DataFrame
    alt: str  # for who cannot see the figure
    definitions: tuple[str, ...] = ()  # keys under ``definitions.``: what the numbers mean
