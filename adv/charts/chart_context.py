"""The language and the theme of one user's charts, and the helpers that follow from them, also for sentences that stay true."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from adv.formats import LONG_MONTHS, MONTHS, Formats, formats, rounded
from adv.metrics.values import NotAvailable
from adv.model import Area, Milestone
from adv.palette import DARK, LIGHT, Style
from adv.texts import Texts

if TYPE_CHECKING:
    import plotly.graph_objects as go


Figure: TypeAlias = "go.Figure"  # Plotly itself takes 50 ms that only a figure needs
LABEL_WIDTH = 16  # characters to a line of a tick label, so that bars keep their room on a phone
LABEL_LINES = 3
LONGEST_LINE = 22  # for one long word
ELLIPSIS = "…"


FONT = '"Source Sans", "Source Sans Pro", "Segoe UI", "Liberation Sans", Arial, sans-serif'
FONT_SIZE = 14  # readable on a phone, where a chart is not scaled down but drawn narrower
TRANSPARENT = "rgba(0,0,0,0)"
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")


@cache
def base_layout(colors: Style, separators: str) -> dict[str, Any]:
    """Layout that all figures share. The template is named empty: without it Plotly takes the default, which Streamlit replaces."""
    font = {"family": FONT, "size": FONT_SIZE, "color": colors.text}
    side = {"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom", "traceorder": "normal"}
    still = {"itemclick": False, "itemdoubleclick": False}
    plain = {"template": {}, "hovermode": "closest", "dragmode": False, "barcornerradius": 3, "showlegend": False}
    return {
        **plain,
        "font": font,
        "paper_bgcolor": colors.background,  # as the page; a dark picture without a ground could not be read in a white document
        "plot_bgcolor": TRANSPARENT,
        "colorway": list(colors.categorical),
        "separators": separators,
        "hoverlabel": {"font": font, "bgcolor": colors.background, "bordercolor": colors.muted, "align": "left"},
        "margin": {"l": 8, "r": 12, "t": 8, "b": 8, "autoexpand": True},
        "legend": {**side, **still, "bgcolor": TRANSPARENT, "font": {"color": colors.text}},
        "modebar": {"bgcolor": TRANSPARENT, "color": colors.muted, "activecolor": colors.text},
    }


DAYS = ("zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag")
NAMES = {"days": DAYS, "shortDays": [day[:2] for day in DAYS], "months": LONG_MONTHS["nl"], "shortMonths": MONTHS["nl"]}
DUTCH = {"dictionary": {}, "format": {**NAMES, "date": "%d-%m-%Y", "decimal": ",", "thousands": "."}}
# Plotly's own list of buttons has one that sends the figures to its cloud.
CONFIG = {"displayModeBar": False, "displaylogo": False, "showSendToCloud": False}
CONFIG |= {"responsive": True, "scrollZoom": False, "doubleClick": False}


def plotly_config(language: str) -> dict[str, Any]:
    """Settings for one chart. Pictures of it are in its menu, so that nobody has to find a button that shows only under the mouse."""
    return {**CONFIG, "locale": language, **({"locales": {"nl": DUTCH}} if language == "nl" else {})}


class ChartContext(Struct, frozen=True):
    """The language and the theme in which charts are made, and the milestones that those over time mark.

    Keys of texts stand whole in the code. Where there is a text for each value of an enum, that value is the last part of the
    key, given as `by`; forms for one, more and none come after it (`count`, `many`).
    """

    texts: Texts
    is_dark: bool = False
    milestones: tuple[Milestone, ...] = ()  # of the neighbourhood, by day: `adv.charts.milestones` draws them
    areas: tuple[Area, ...] = ()  # of the project, for their names in a sentence

    @property
    def style(self) -> Style:
        """The theme's colours."""
        return DARK if self.is_dark else LIGHT

    @property
    def formats(self) -> Formats:
        """The language's way to write numbers and days."""
        return formats(self.texts.language)

    def text(self, key: str, *, by: object = "", **params: object) -> str:
        """Text with its whole numbers written with their thousands apart."""
        number = self.formats.number
        written = {name: number(value) if isinstance(value, int) else value for name, value in params.items()}
        return self.texts(f"{key}.{by}" if by else key, **written)

    def count(self, key: str, count: int, *, by: object = "", **params: object) -> str:
        """Text in the form for one or for more; `count` fills the placeholder of that name."""
        stem = f"{key}.{by}" if by else key
        return self.text(stem, by="one" if count == 1 and f"{stem}.one" in self.texts else "other", count=count, **params)

    def many(self, key: str, count: int, *, by: object = "", **params: object) -> str:
        """Text like that of `count`, with a form for none at all, and two for a `total` of one: "only" and "only_none"."""
        stem = f"{key}.{by}" if by else key
        only = "only" if count else "only_none"
        if params.get("total") == 1 and f"{stem}.{only}" in self.texts:
            return self.text(stem, by=only)
        return self.count(stem, count, **params) if count else self.text(stem, by="none", count=count, **params)

    def if_any(self, key: str, count: int, *, by: object = "", **params: object) -> str:
        """Text like that of `count`, or nothing when there are none."""
        return self.count(key, count, by=by, **params) if count else ""

    def hovers(self, key: str, *, by: object = "", **params: object) -> list[str]:
        """Texts for the points of a figure, escaped. A list has a value for each point, any other parameter is for all of them."""
        stem = f"{key}.{by}" if by else key
        each = {name: value for name, value in params.items() if isinstance(value, list | tuple)}
        tell: Callable[..., str] = self.count if f"{stem}.other" in self.texts else self.text
        return [
            tell(stem, **{name: escaped(value) if isinstance(value, str) else value for name, value in {**params, **row}.items()})
            for row in (dict(zip(each, values, strict=True)) for values in zip(*each.values(), strict=True))
        ]

    def margin(self, low: float, high: float) -> str:
        """Line of a hover that gives a share's 95 % interval."""
        percent = self.formats.percent
        return self.text("charts.hover.margin", low=escaped(percent(low)), high=escaped(percent(high)))

    def place(self, name: str) -> str:
        """Write an area in a Dutch sentence with its article; in English names have none."""
        is_dutch = self.texts.language == "nl"
        return next((area.in_text for area in self.areas if is_dutch and area.in_text and area.name == name), name)

    def places(self, names: Sequence[str]) -> str:
        """Write areas in a sentence, as `named` does."""
        return named(self, [self.place(name) for name in names])

    def why_not(self, missing: NotAvailable) -> str:
        """Sentence that says why there is nothing to show."""
        return f"{self.text('metrics.not_available', by=missing.reason)}."


def escaped(name: object) -> str:
    """Take apart the tags in a text from the data, for use inside a figure: Plotly reads tags in every text that it draws."""
    return str(name).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def wrapped(name: str, width: int = LABEL_WIDTH) -> str:
    """Make a label of a name: escaped, broken into short lines, and cut when it is very long (the hover has it all)."""
    lines = textwrap.wrap(name, width, break_long_words=False) or [""]
    if len(lines) > LABEL_LINES:
        lines = [*lines[: LABEL_LINES - 1], lines[LABEL_LINES - 1] + ELLIPSIS]
    return "<br>".join(shortened(line, LONGEST_LINE) for line in lines)


def shortened(name: str, width: int) -> str:
    """Write a name in one line, escaped, and cut when it is longer than `width` characters."""
    flat = " ".join(name.split())
    return escaped(flat if len(flat) <= width else f"{flat[: width - 1].rstrip()}{ELLIPSIS}")


def plotly_figure(context: ChartContext, traces: Sequence[Mapping[str, Any]], **layout: Any) -> go.Figure:  # noqa: ANN401 - whatever Plotly's layout takes
    """Make a figure of plain dictionaries, in the context's style."""
    import plotly.graph_objects as go  # noqa: PLC0415 - as above

    base = base_layout(context.style, context.formats.separators)
    merged = {**base, **layout}
    for part in ("legend", "margin"):
        if part in layout:
            merged[part] = {**base[part], **layout[part]}
    # Checking every property costs 2 of a chart's 3 ms, on each first view of it; the tests check them all instead.
    return go.Figure({"data": list(traces), "layout": merged}, _validate=False)


# Heads of columns, by what a chart groups by: a value of VisitGroup, RequestGroup, ReachGroup or MoneyGroup, or a dimension of what is published.
HEADS = {"area": "words.area", "street": "words.street", "attempt": "words.attempt", "theme": "words.theme", "goal": "words.goal"}
HEADS |= {"owner": "words.owner", "category": "words.category", "status": "words.status_head", "outcome": "words.outcome_head"}
HEADS |= dict.fromkeys(("organisations", "organisation"), "words.organisation")
MONTH, YEAR = 365.25 / 12, 365.25  # days
FEW_DAYS, FEW_MONTHS = 45, 24  # up to here a time is told in days, and up to here in months
MOST_NAMED = 3  # more names than this make a list, not a sentence


class Leaders(Struct, frozen=True):
    """Leaders, who have the most: one, or several with the same number."""

    names: tuple[str, ...]
    value: int

    @property
    def is_one(self) -> bool:
        """True when there is no tie."""
        return len(self.names) == 1


def leaders(names: Sequence[str], values: Sequence[int]) -> Leaders:
    """Find who has the most, in the order given; nobody when nobody has any."""
    most = max(values, default=0)
    if most <= 0:
        return Leaders((), 0)
    return Leaders(tuple(name for name, value in zip(names, values, strict=True) if value == most), most)


def named(context: ChartContext, names: Sequence[str]) -> str:
    """Write names in a sentence: a, b en c; with more than three: a, b en 4 andere."""
    if len(names) <= MOST_NAMED:
        return context.formats.joined(tuple(names))
    return context.formats.joined((*names[: MOST_NAMED - 1], context.text("charts.others", count=len(names) - MOST_NAMED + 1)))


def stopped(title: str) -> str:
    """End a title with a full stop, unless it is a question."""
    return title if title.endswith("?") else f"{title}."


def sentences(*parts: str) -> str:
    """Write sentences one after the other; empty ones are left out."""
    return " ".join(part for part in parts if part)


def lasting(days: float, context: ChartContext, *, is_about: bool = True) -> str:
    """Write a time as people say it: in days when it is short, else about so many half months or half years."""
    if days <= FEW_DAYS:
        return context.count("words.days", int(rounded(days)))
    is_short = days <= FEW_MONTHS * MONTH
    halves = int(rounded(2 * days / (MONTH if is_short else YEAR)))
    key = "words.lasting.years" if not is_short else "words.lasting.half_months" if halves % 2 else "words.lasting.months"
    time = context.text(key, number=context.formats.number(halves / 2, halves % 2))
    return context.text("words.lasting.about", time=time) if is_about else time
