"""How charts speak and look for one user: the language, the theme, and the handful of helpers that follow from them."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from adv.charts.style import DARK, LIGHT, Style, base_layout
from adv.formats import Formats, formats

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import plotly.graph_objects as go

    from adv.metrics.values import NotAvailable
    from adv.model import Milestone
    from adv.texts import Texts

LABEL_WIDTH = 16  # characters to a line of a tick label, so that bars keep their room on a phone
LABEL_LINES = 3
LONGEST_LINE = 22  # for one long word
ELLIPSIS = "…"


class Look(Struct, frozen=True):
    """The language and the theme in which charts are made, and the milestones that those over time mark."""

    texts: Texts
    is_dark: bool = False
    part: str = "charts"  # the file of the texts
    milestones: tuple[Milestone, ...] = ()  # of the neighbourhood, by day: `adv.charts.milestones` draws them

    def of(self, part: str) -> Look:
        """The same look, with the texts of another file."""
        return replace(self, part=part)

    @property
    def style(self) -> Style:
        """The theme's colours."""
        return DARK if self.is_dark else LIGHT

    @property
    def formats(self) -> Formats:
        """How the language writes numbers and days."""
        return formats(self.texts.language)

    def text(self, key: str, **params: object) -> str:
        """A text of ``charts.`` (or another part); its whole numbers are written with their thousands apart."""
        return self.texts(f"{self.part}.{key}", **self._written(params))

    def count(self, key: str, count: int, **params: object) -> str:
        """The form for one or for more; `count` fills the placeholder of that name."""
        return self.text(f"{key}.one" if count == 1 else f"{key}.other", count=count, **params)

    def many(self, key: str, count: int, **params: object) -> str:
        """Like `count`, with a form for none at all."""
        return self.text(f"{key}.none", **params) if count == 0 else self.count(key, count, **params)

    def margin(self, low: float, high: float) -> str:
        """The line of a hover that gives a share's 95 % interval."""
        percent = self.formats.percent
        return self.texts("charts.hover.margin", low=plain(percent(low)), high=plain(percent(high)))

    def why_not(self, missing: NotAvailable) -> str:
        """The sentence that says why there is nothing to show."""
        return f"{self.texts(f'metrics.not_available.{missing.reason}')}."

    def _written(self, params: Mapping[str, object]) -> dict[str, object]:
        number = self.formats.number
        return {name: number(value) if isinstance(value, int) else value for name, value in params.items()}


def plain(name: object) -> str:
    """Text from the data, for use inside a figure: Plotly reads tags in every text it draws, so they are taken apart."""
    return str(name).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def label(name: str, width: int = LABEL_WIDTH) -> str:
    """A name as the label of a bar: escaped, broken into short lines, and cut when it is very long (the hover has it all)."""
    lines = textwrap.wrap(name, width, break_long_words=False) or [""]
    if len(lines) > LABEL_LINES:
        lines = [*lines[:LABEL_LINES]]
        lines[-1] = lines[-1] + ELLIPSIS
    return "<br>".join(shortened(line, LONGEST_LINE) for line in lines)


def shortened(name: str, width: int) -> str:
    """A name in one line, escaped, and cut when it is longer than `width` characters."""
    flat = " ".join(name.split())
    return plain(flat if len(flat) <= width else f"{flat[: width - 1].rstrip()}{ELLIPSIS}")


def draw(look: Look, traces: Sequence[Mapping[str, Any]], **layout: Any) -> go.Figure:  # noqa: ANN401 - whatever Plotly's layout takes
    """A figure from plain dictionaries, in the look."""
    import plotly.graph_objects as go  # noqa: PLC0415 - 50 ms that only a figure needs

    base = base_layout(look.style.theme, look.formats.separators)
    merged = {**base, **layout}
    for part in ("legend", "margin"):
        if part in layout:
            merged[part] = {**base[part], **layout[part]}
    # Checking every property costs 2 of a chart's 3 ms, on each first view of it; the tests check them all instead.
    return go.Figure({"data": list(traces), "layout": merged}, _validate=False)
