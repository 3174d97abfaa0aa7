"""Values that an indicator can have: a value, a rate with its named denominator, or not available and why."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from msgspec import Struct

from adv.model import Dataset

P = ParamSpec("P")
T = TypeVar("T")
U = TypeVar("U")

Z95 = 1.959963984540054  # the 97.5 % point of the standard normal distribution


class NotAvailable(Struct, frozen=True):
    """Quantity that the data cannot give. `reason` is a key under ``metrics.not_available.``."""

    reason: str


def lacking(dataset: Dataset, *names: str) -> NotAvailable | None:
    """Name the first of these tables and columns (``"requests"``, ``"requests.goal"``) that is not in the data; None: all are."""
    missing = next((name.rpartition(".")[2] for name in names if not dataset.has(name)), None)
    return None if missing is None else NotAvailable("no_households" if missing == "household" else f"no_{missing}")


def then(found: T | NotAvailable, make: Callable[[T], U]) -> U | NotAvailable:
    """Apply a function to what was found, where it is available."""
    return found if isinstance(found, NotAvailable) else make(found)


def needs(*names: str) -> Callable[[Callable[Concatenate[Dataset, P], T]], Callable[Concatenate[Dataset, P], T | NotAvailable]]:
    """Let a metric only compute on data that have all of these tables and columns; else it is not available, and why.

    With ``{}`` in a name the column is the metric's choice, its first argument after the day.
    """

    def decorate(metric: Callable[Concatenate[Dataset, P], T]) -> Callable[Concatenate[Dataset, P], T | NotAvailable]:
        @wraps(metric)
        def checked(dataset: Dataset, /, *args: P.args, **kwargs: P.kwargs) -> T | NotAvailable:
            return lacking(dataset, *(name.format(*args[2:]) for name in names)) or metric(dataset, *args, **kwargs)

        return checked

    return decorate


class Rate(Struct, frozen=True):
    """A share with its numerator and its denominator, the denominator by name (a key under ``metrics.denominator.``)."""

    numerator: int
    denominator: int
    denominator_name: str

    @property
    def share(self) -> float | NotAvailable:
        """Numerator / denominator."""
        return over(self.numerator, self.denominator, "empty_denominator")

    def interval(self, z: float = Z95) -> tuple[float, float] | NotAvailable:
        """Give Wilson's score interval (Wilson 1927; Newcombe 1998, method 3)."""
        if self.denominator == 0:
            return NotAvailable("empty_denominator")
        return wilson(self.numerator, self.denominator, z)


def over(numerator: float, denominator: float, reason: str) -> float | NotAvailable:
    """Divide `numerator` by `denominator`; not available, for `reason`, when the denominator is zero or less."""
    return numerator / denominator if denominator > 0 else NotAvailable(reason)


def wilson(successes: int, trials: int, z: float = Z95) -> tuple[float, float]:
    """Give Wilson's score interval for a proportion of `trials` > 0 (Wilson 1927, JASA 22:209)."""
    share = successes / trials
    middle = share + z * z / (2 * trials)
    half = z * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    scale = 1 + z * z / trials
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)
