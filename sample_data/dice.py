"""Seeded chance. Only `random.Random.random` is used, which gives the same numbers in every version of Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

T = TypeVar("T")


class Dice(Struct):
    """Chance, with the few ways in which the story uses it."""

    random: Random

    def below(self, limit: int) -> int:
        """A whole number from 0 up to and not including `limit`."""
        return int(self.random.random() * limit)

    def between(self, lowest: int, highest: int) -> int:
        """A whole number, both ends included."""
        return lowest + self.below(highest - lowest + 1)

    def chance(self, hundredths: float) -> bool:
        """Whether something happens."""
        return self.random.random() * 100 < hundredths

    def one_of(self, weights: Mapping[T, int]) -> T:
        """One of the keys, by weight."""
        left = self.random.random() * sum(weights.values())
        for choice, weight in weights.items():
            left -= weight
            if left < 0:
                return choice
        return list(weights)[-1]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """All of them in another order."""
        return [thing for _, _, thing in sorted((self.random.random(), place, thing) for place, thing in enumerate(things))]
