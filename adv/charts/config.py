"""Settings that Plotly in the browser gets beside the figure: the language, and the buttons that it shows."""

from __future__ import annotations

from functools import cache
from typing import Any

from adv.formats import LONG_MONTHS, MONTHS

DAYS = ("zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag")
DICTIONARY = {
    "Download plot as a PNG": "Bewaar als afbeelding (PNG)",
    "Download plot": "Bewaar als afbeelding",
    "Image download succeeded": "De afbeelding is bewaard",
    "Sorry, there was a problem downloading your image!": "Het bewaren van de afbeelding is niet gelukt.",
    "Preparing image - this may take a few seconds": "De afbeelding wordt gemaakt…",
}


@cache
def _locale() -> dict[str, Any]:
    return {
        "dictionary": DICTIONARY,
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


def plotly_config(language: str, file_name: str = "grafiek") -> dict[str, Any]:
    """Settings for one chart; `file_name` is the name of the picture that it downloads, without ending."""
    config: dict[str, Any] = {
        "displaylogo": False,
        "responsive": True,
        "scrollZoom": False,
        "doubleClick": False,
        # named one by one: Plotly's own list has a button that sends the figures to its cloud
        "modeBarButtons": [["toImage"]],
        "showSendToCloud": False,
        "toImageButtonOptions": {"format": "png", "filename": file_name, "scale": 2},
        "locale": language,
    }
    if language == "nl":
        config["locales"] = {"nl": _locale()}
    return config
