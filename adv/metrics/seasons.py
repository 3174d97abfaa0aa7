"""Seasons, as the weather service counts them: for what is too far off, or too little sure, to name a day."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import date

MONTHS = 3
DECEMBER = 12


class SeasonName(StrEnum):
    """Part of the year of three whole months; winter begins in December."""

    WINTER = "winter"
    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"


class Season(Struct, frozen=True):
    """One season; winter has the year in which it ends."""

    name: SeasonName
    year: int


def season_of(day: date) -> Season:
    """Give the season that a day lies in."""
    return Season(list(SeasonName)[day.month % DECEMBER // MONTHS], day.year + (day.month == DECEMBER))
