"""Weeks, months, quarters and years: the spans that figures over time are counted in."""

from __future__ import annotations

from enum import StrEnum


class Span(StrEnum):
    """A stretch of the calendar. Weeks are ISO weeks: from Monday up to and including Sunday."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
