"""Themes: what conversations and requests are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from adv.metrics.values import Rate


@dataclass(frozen=True, slots=True)
class ThemeShares:
    """Per theme: in how many conversations it came up (several per conversation), and how many requests it brought."""

    themes: tuple[str, ...]  # the project's, in its order
    conversations: tuple[Rate, ...]  # denominator: conversations
    requests: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Counts of two dimensions, every combination, zero included. ``counts[row][column]``."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    row_totals: tuple[int, ...]  # may be less than the sum where one thing counts in several columns
    unit: str  # a key under ``metrics.unit.``: conversations, requests


@dataclass(frozen=True, slots=True)
class ThemesOverTime:
    """Conversations per theme per quarter, every quarter between the first and the last."""

    starts: tuple[date, ...]
    themes: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]  # counts[theme][quarter]
    conversations: tuple[int, ...]  # all conversations of that quarter
