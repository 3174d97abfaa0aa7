"""The forms in which people write a day and an amount, and what creeps into their texts."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.corpus.writing import Cell

MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
SHORT = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
WEEKDAYS = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]

DAYS: dict[str, Callable[[date], Cell]] = {
    "real": lambda day: day,
    "moment": lambda day: datetime.combine(day, time(14, 30)),
    "serial": lambda day: (day - date(1899, 12, 30)).days,
    "serial1904": lambda day: (day - date(1904, 1, 1)).days,
    "serial text": lambda day: str((day - date(1899, 12, 30)).days),
    "short": lambda day: f"{day.day} {SHORT[day.month - 1]} {day.year}",
    "long": lambda day: f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}",
    "dashes": lambda day: f"{day:%d-%m-%y}",
    "slashes": lambda day: f"{day.day}/{day.month}/{day.year}",
    "points": lambda day: f"{day:%d.%m.%Y}",
    "iso": lambda day: day.isoformat(),
    "iso moment": lambda day: f"{day.isoformat()}T09:15:00",
    "compact": lambda day: f"{day:%Y%m%d}",
    "clock": lambda day: f"{day.day}-{day.month}-{day.year} 13:05",
    "month": lambda day: f"{MONTHS[day.month - 1]} {day.year}",
}


def _grouped(cents: int) -> str:
    whole, rest = divmod(abs(cents), 100)
    return f"{whole:,}".replace(",", ".") + f",{rest:02}"


def _dash(cents: int) -> str:
    return _sign(cents) + (f"{abs(cents) // 100:,}".replace(",", ".") + ",-" if cents % 100 == 0 else _grouped(cents))


def _sign(cents: int) -> str:
    return "-" if cents < 0 else ""


AMOUNTS: dict[str, Callable[[int], Cell]] = {
    "number": lambda cents: cents / 100,
    "euro": lambda cents: f"€ {_sign(cents)}{_grouped(cents)}",
    "comma": lambda cents: _sign(cents) + _grouped(cents),
    "point": lambda cents: f"{cents / 100:.2f}",
    "dash": _dash,
    "parentheses": lambda cents: f"({_grouped(cents)})" if cents < 0 else _grouped(cents),
    "behind": lambda cents: f"{_grouped(cents)}{_sign(cents)}",
    "nbsp": lambda cents: f"€\u00a0{_sign(cents)}{_grouped(cents)}",
    "EUR": lambda cents: f"EUR {_sign(cents)}{_grouped(cents)}",
    "english": lambda cents: f"{cents / 100:,.2f}",
}

DIRT: dict[str, Callable[[str, Random], str]] = {
    "clean": lambda text, _: text,
    "spaces": lambda text, chance: chance.choice([text, f"{text} ", f" {text}", text.replace(" ", "  ")]),
    "no-break": lambda text, chance: chance.choice([text, text.replace(" ", "\u00a0"), f"{text}\u00a0"]),
    "zero-width": lambda text, chance: chance.choice([text, f"\u200b{text}", f"{text[:2]}\u200b{text[2:]}", f"\ufeff{text}"]),
    "capitals": lambda text, chance: chance.choice([text, text.upper(), text.lower(), text.title()]),
    "decomposed": lambda text, _: unicodedata.normalize(
        "NFD", text.replace("e", "é", 1) if text.isalpha() and len(text) > 9 else text
    ),
    "typos": lambda text, chance: _typo(text, chance) if chance.random() < 0.06 else text,
}


def _typo(text: str, chance: Random) -> str:
    if len(text) < 6:
        return text
    at = chance.randrange(2, len(text) - 1)
    return chance.choice(
        [text[:at] + text[at + 1 :], text[:at] + text[at] + text[at:], text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]]
    )
