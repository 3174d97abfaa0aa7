"""What an indicator can be: a value, a rate with its named denominator, or not available and why."""

from __future__ import annotations

import math

from msgspec import Struct

Z95 = 1.959963984540054  # the 97.5 % point of the standard normal distribution


class NotAvailable(Struct, frozen=True):
    """The data cannot give this quantity. `reason` is a key under ``metrics.not_available.``."""

    reason: str


class Rate(Struct, frozen=True):
    """A share with its numerator and its denominator, the denominator by name (a key under ``metrics.denominator.``)."""

    numerator: int
    denominator: int
    denominator_name: str

    @property
    def share(self) -> float | NotAvailable:
        """Numerator / denominator."""
        if self.denominator == 0:
            return NotAvailable("empty_denominator")
        return self.numerator / self.denominator

    def interval(self, z: float = Z95) -> tuple[float, float] | NotAvailable:
        """Wilson's score interval (Wilson 1927; Newcombe 1998, method 3)."""
        if self.denominator == 0:
            return NotAvailable("empty_denominator")
        return wilson(self.numerator, self.denominator, z)


def over(numerator: float, denominator: float, reason: str) -> float | NotAvailable:
    """`numerator` / `denominator`; not available, for `reason`, when the denominator is zero or less."""
    return numerator / denominator if denominator > 0 else NotAvailable(reason)


def wilson(successes: int, trials: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval for a proportion of `trials` > 0 (Wilson 1927, JASA 22:209)."""
    share = successes / trials
    middle = share + z * z / (2 * trials)
    half = z * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    scale = 1 + z * z / trials
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)
