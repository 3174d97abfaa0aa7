"""Style of charts: the letter, the axes, and one template for all; the colours are those of `adv.palette`."""

from __future__ import annotations

from functools import cache
from typing import Any

from adv.formats import LONG_MONTHS, MONTHS
from adv.palette import Style

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
    return {
        "template": {},
        "font": font,
        "paper_bgcolor": colors.background,  # as the page; a dark picture without a ground could not be read in a white document
        "plot_bgcolor": TRANSPARENT,
        "colorway": list(colors.categorical),
        "separators": separators,
        "hoverlabel": {"font": font, "bgcolor": colors.background, "bordercolor": colors.muted, "align": "left"},
        "hovermode": "closest",
        "dragmode": False,
        "margin": {"l": 8, "r": 12, "t": 8, "b": 8, "autoexpand": True},
        "legend": {**side, **still, "bgcolor": TRANSPARENT, "font": {"color": colors.text}},
        "modebar": {"bgcolor": TRANSPARENT, "color": colors.muted, "activecolor": colors.text},
        "barcornerradius": 3,
        "showlegend": False,
    }


def axis(style: Style, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever Plotly's axes take
    """Axis that does not zoom (a finger that scrolls the page would), with its labels inside the margins."""
    plain = {"fixedrange": True, "automargin": True, "showline": False, "zeroline": False, "ticks": "", "ticklabelstandoff": 6}
    return {**plain, "gridcolor": style.grid, "tickfont": {"color": style.text}, **more}


def axis_title(style: Style, text: str) -> dict[str, Any]:
    """Title that says what an axis counts, as quiet everywhere: Plotly's own titles are larger than the labels."""
    return {"text": text, "font": {"color": style.muted, "size": 14}}


def faded(color: str, opacity: float) -> str:
    """Make a colour (``#rrggbb``) let what is behind it through."""
    red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


DAYS = ("zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag")
NAMES = {"days": DAYS, "shortDays": [day[:2] for day in DAYS], "months": LONG_MONTHS["nl"], "shortMonths": MONTHS["nl"]}
DUTCH = {"dictionary": {}, "format": {**NAMES, "date": "%d-%m-%Y", "decimal": ",", "thousands": "."}}
# Plotly's own list of buttons has one that sends the figures to its cloud.
CONFIG = {"displayModeBar": False, "displaylogo": False, "showSendToCloud": False}
CONFIG |= {"responsive": True, "scrollZoom": False, "doubleClick": False}


def plotly_config(language: str) -> dict[str, Any]:
    """Settings for one chart. Pictures of it are in its menu, so that nobody has to find a button that shows only under the mouse."""
    return {**CONFIG, "locale": language, **({"locales": {"nl": DUTCH}} if language == "nl" else {})}
