"""The style of charts: colours that everybody tells apart, also in grey print, light and dark, and one template for all.

The hues are those of Okabe and Ito (Color Universal Design, 2008), which colour-blind people tell apart. Their luminance goes in
steps: of the colours that meet in one chart each is 1,3 times as light as the next, so that a grey print tells them apart too. All
have a contrast of 4,5 : 1 with the background (WCAG 2.2, 1.4.3 and 1.4.11): a number in the background's colour can be read on a bar.

One meaning each: blue is what was done, orange what is under way, vermilion what is still open or wrong, purple what others
took up or what was set down beforehand, green what was aimed at, grey what counts no longer. How long something waits is one hue in steps.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from adv.formats import LONG_MONTHS, MONTHS

if TYPE_CHECKING:
    from adv.model import Outcome, Status


FONT = '"Source Sans", "Source Sans Pro", "Segoe UI", "Liberation Sans", Arial, sans-serif'
FONT_SIZE = 14  # readable on a phone, where a chart is not scaled down but drawn narrower
TRANSPARENT = "rgba(0,0,0,0)"
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")


class Style(Struct, frozen=True):
    """The colours of one theme."""

    theme: str  # "light" or "dark"
    background: str  # of the page; charts themselves are transparent
    text: str
    muted: str  # plans, limits, what stands behind
    grid: str
    blue: str
    orange: str
    green: str
    vermilion: str
    purple: str
    grey: str
    ages: tuple[str, str, str, str]  # from just begun to waiting longest
    heat: tuple[str, str]  # from none to all, in a heat map; the text is readable on both

    @property
    def categorical(self) -> tuple[str, ...]:
        """Colours for things without an order, such as themes."""
        return (self.blue, self.orange, self.green, self.purple, self.vermilion, self.grey)

    def of_outcome(self, outcome: Outcome) -> str:
        """The colour of a visit's outcome."""
        return {
            "conversation": self.blue,
            "appointment": self.purple,
            "not_at_home": self.orange,
            "refused": self.vermilion,
            "vacant": self.grey,
        }[outcome.value]

    def of_status(self, status: Status) -> str:
        """The colour of a request's status."""
        return {
            "open": self.vermilion,
            "in_progress": self.orange,
            "referred": self.purple,
            "closed": self.blue,
            "withdrawn": self.grey,
        }[status.value]


LIGHT = Style(
    theme="light",
    background="#ffffff",
    text="#1f2933",
    muted="#5f6b7a",
    grid="#e3e7ec",
    blue="#0067a5",
    orange="#a46800",
    green="#008844",
    vermilion="#902b0c",
    purple="#601d63",
    grey="#1f262d",
    ages=("#d73f11", "#9f2f0d", "#6b2009", "#200903"),
    heat=("#f1f6fa", "#7fb9dd"),
)
DARK = Style(
    theme="dark",
    background="#0e1117",
    text="#eef1f5",
    muted="#a3adba",
    grid="#2b323d",
    blue="#4aa8e0",
    orange="#efaf42",
    green="#25d399",
    vermilion="#ee5118",
    purple="#f1c9f9",
    grey="#f2f4f7",
    ages=("#df4912", "#f18158", "#f8b9a3", "#fdf0ec"),
    heat=("#16202a", "#1f6391"),
)


@cache
def base_layout(colors: Style, separators: str) -> dict[str, Any]:
    """Layout that all figures share. The template is named empty: without it Plotly takes the default, which Streamlit replaces."""
    return {
        "template": {},
        "font": {"family": FONT, "size": FONT_SIZE, "color": colors.text},
        "paper_bgcolor": colors.background,  # as the page; a dark picture without a ground could not be read in a white document
        "plot_bgcolor": TRANSPARENT,
        "colorway": list(colors.categorical),
        "separators": separators,
        "hoverlabel": {
            "font": {"family": FONT, "size": FONT_SIZE, "color": colors.text},
            "bgcolor": colors.background,
            "bordercolor": colors.muted,
            "align": "left",
        },
        "hovermode": "closest",
        "dragmode": False,
        "margin": {"l": 8, "r": 12, "t": 8, "b": 8, "autoexpand": True},
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "bottom",
            "traceorder": "normal",
            "itemclick": False,
            "itemdoubleclick": False,
            "bgcolor": TRANSPARENT,
            "font": {"color": colors.text},
        },
        "modebar": {"bgcolor": TRANSPARENT, "color": colors.muted, "activecolor": colors.text},
        "barcornerradius": 3,
        "showlegend": False,
    }


def axis(style: Style, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever Plotly's axes take
    """Axis that does not zoom (a finger that scrolls the page would), with its labels inside the margins."""
    return {
        "fixedrange": True,
        "automargin": True,
        "showline": False,
        "zeroline": False,
        "gridcolor": style.grid,
        "ticks": "",
        "ticklabelstandoff": 6,
        "tickfont": {"color": style.text},
        **more,
    }


def axis_title(style: Style, text: str) -> dict[str, Any]:
    """Title that says what an axis counts, as quiet everywhere: Plotly's own titles are larger than the labels."""
    return {"text": text, "font": {"color": style.muted, "size": 14}}


def faded(color: str, opacity: float) -> str:
    """Make a colour (``#rrggbb``) let what is behind it through."""
    red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


DAYS = ("zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag")


LOCALE = {
    "dictionary": {},
    "format": {
        "days": list(DAYS),
        "shortDays": [day[:2] for day in DAYS],
        "months": list(LONG_MONTHS["nl"]),
        "shortMonths": list(MONTHS["nl"]),
        "date": "%d-%m-%Y",
        "decimal": ",",
        "thousands": ".",
    },
}


def plotly_config(language: str) -> dict[str, Any]:
    """Settings for one chart. Pictures of it are in its menu, so that nobody has to find a button that shows only under the mouse."""
    config: dict[str, Any] = {
        "displayModeBar": False,  # its own list of buttons has one that sends the figures to Plotly's cloud
        "displaylogo": False,
        "responsive": True,
        "scrollZoom": False,
        "doubleClick": False,
        "showSendToCloud": False,
        "locale": language,
    }
    if language == "nl":
        config["locales"] = {"nl": LOCALE}
    return config
