"""Settings that Plotly in the browser gets beside the figure: the language, and no buttons of its own."""

from __future__ import annotations

from functools import cache
from typing import Any

from adv.formats import LONG_MONTHS, MONTHS

DAYS = ("zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag")


@cache
def _locale() -> dict[str, Any]:
    return {
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
        config["locales"] = {"nl": _locale()}
    return config
