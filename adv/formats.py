"""Numbers, euros, shares and days as people write them in Dutch and English: 1.234,56 · € 65.750 · 56,9 % · 3 mrt 2019.

One rounding rule everywhere: half away from zero, on the number as it is written (2,675 is 2,68, although the computer's
nearest fraction lies a hair below it). A minus is the real sign (−), and what belongs together is held together by a
no-break space. A few tables take the place of babel here: the command line must not wait for it, and a test compares them.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from adv.metrics.spans import Season

NBSP = "\u00a0"
MINUS = "\u2212"
CENTS = 100  # in a euro

MONTHS = {
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
_MONTH_NAMES = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}
LONG_MONTHS = {language: tuple(names.split()) for language, names in _MONTH_NAMES.items()}
LONG_DAYS = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
SEASONS = {
    "nl": {"winter": "de winter", "spring": "de lente", "summer": "de zomer", "autumn": "de herfst"},
    "en": {"winter": "winter", "spring": "spring", "summer": "summer", "autumn": "autumn"},
}
QUARTER = {"nl": "{}e kw.", "en": "Q{}"}
SLACK = 1e-9  # percents: three times 0,2 is 0,6000000000000001
AND = {"nl": "en", "en": "and"}
AND_ALSO = {"nl": "en ook", "en": "and also"}


def rounded(number: float | Decimal | Fraction, places: int = 0) -> Decimal:
    """Round half away from zero, to `places` decimals; `ValueError` for NaN and infinity, to be told as "not available" before."""
    if isinstance(number, Fraction):
        scaled = abs(number) * 10**places + Fraction(1, 2)
        sign = -1 if number < 0 else 1
        return Decimal(sign * (scaled.numerator // scaled.denominator)).scaleb(-places)
    exact = number if isinstance(number, Decimal) else Decimal(repr(float(number)) if isinstance(number, float) else int(number))
    if not exact.is_finite():
        raise ValueError
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


class Formats(Struct, frozen=True):
    """Numbers and days as one language writes them. `formats` gives it."""

    language: str

    @property
    def separators(self) -> str:
        """Decimal mark and mark between thousands, as Plotly wants them."""
        return ",." if self.language == "nl" else ".,"

    def number(self, number: float | Decimal | Fraction, places: int = 0) -> str:
        """Write a number: 1.234,56; never −0."""
        value = rounded(number, places)
        text = f"{abs(value):,.{places}f}"
        if self.language == "nl":
            text = text.translate({ord(","): ".", ord("."): ","})
        return f"{MINUS}{text}" if value < 0 else text

    def signed(self, number: float | Decimal | Fraction, places: int = 0) -> str:
        """Write a number with its sign, plus included; zero has none."""
        text = self.number(number, places)
        return f"+{text}" if rounded(number, places) > 0 else text

    def euro(self, cents: float, *, whole: bool = False, all_cents: bool = False) -> str:
        """Write an amount: € 410,94; round amounts without cents (€ 65.750), and all amounts so when `whole`.

        With `all_cents` round amounts have them too (€ 65.750,00): in a column the digits then stand under each other.
        """
        whole = whole or (cents % CENTS == 0 and not all_cents)
        amount = Decimal(repr(float(cents)) if isinstance(cents, float) else int(cents)) / CENTS
        text = self.number(abs(amount), 0 if whole else 2)
        sign = MINUS if rounded(amount, 0 if whole else 2) < 0 else ""
        return f"{sign and sign + NBSP}€{NBSP}{text}" if self.language == "nl" else f"{sign}€{text}"

    def percent(self, share: float | Fraction, places: int = 1) -> str:
        """Write a share (0,569 is 56,9 %). What is not all or nothing never reads 0 or 100: "< 0,1 %", "> 99,9 %".

        Without decimals only what is exactly so: 23,02 % is 23,0 %, beside the 23,4 % of another.
        """
        hundredfold = share * 100 if isinstance(share, Fraction) else Decimal(repr(float(share))) * 100
        value = rounded(hundredfold, places)
        step = Decimal(1).scaleb(-places)
        if value == 0 and share > 0:
            return self._percent_sign(f"<{NBSP}{self.number(step, places)}")
        if value == 100 and share < 1:  # noqa: PLR2004 - all of it, in percents
            return self._percent_sign(f">{NBSP}{self.number(100 - step, places)}")
        is_whole = value % 1 == 0 and abs(float(hundredfold) - float(value)) < SLACK
        return self._percent_sign(self.number(value, 0 if is_whole else places))

    def _percent_sign(self, text: str) -> str:
        return f"{text}{NBSP}%" if self.language == "nl" else f"{text}%"

    def day(self, day: date) -> str:
        """Write a day for tables and charts: 3 mrt 2019."""
        return f"{day.day}{NBSP}{MONTHS[self.language][day.month - 1]}{NBSP}{day.year}"

    def long_day(self, day: date) -> str:
        """Write a day for sentences: 3 maart 2019."""
        return f"{day.day}{NBSP}{LONG_MONTHS[self.language][day.month - 1]} {day.year}"

    def month(self, day: date) -> str:
        """Write a month for tables and charts: mrt 2019."""
        return f"{MONTHS[self.language][day.month - 1]}{NBSP}{day.year}"

    def long_month(self, day: date) -> str:
        """Write a month for sentences: maart 2019."""
        return f"{LONG_MONTHS[self.language][day.month - 1]} {day.year}"

    def quarter(self, day: date) -> str:
        """Write a quarter for tables and charts: 1e kw. 2019."""
        return f"{QUARTER[self.language].format((day.month + 2) // 3)}{NBSP}{day.year}"

    def long_quarter(self, day: date) -> str:
        """Write a quarter for sentences: 1e kwartaal van 2019."""
        number = (day.month + 2) // 3
        if self.language == "nl":
            return f"{number}e kwartaal van {day.year}"
        return f"{('first', 'second', 'third', 'fourth')[number - 1]} quarter of {day.year}"

    def season(self, season: Season) -> str:
        """Write a season for sentences: de herfst van 2020, de winter van 2020–2021."""
        year = f"{season.year - 1}–{season.year}" if season.name == "winter" else f"{season.year}"
        return f"{SEASONS[self.language][season.name]}{' van' if self.language == 'nl' else ''} {year}"

    def joined(self, parts: tuple[str, ...] | list[str]) -> str:
        """List parts: a, b en c; where a part says "en" itself (zorg en welzijn), the last one comes with "en ook"."""
        if len(parts) <= 1:
            return "".join(parts)
        last = AND[self.language]
        if any(f" {last} " in part for part in parts):
            last = AND_ALSO[self.language]
        return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


@cache
def formats(language: str) -> Formats:
    """Give the formats of `language`. Raises `KeyError`: not a language of the texts."""
    if language not in MONTHS:
        raise KeyError(language)
    return Formats(language)
