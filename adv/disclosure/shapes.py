"""The two tables of every publication: by what they count, and what of it moves. Pure, no libraries.

What moves and what stays follows from the names, so that a publication that claims something else is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adv.disclosure.lattice import Dimension
from adv.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOVING: Final[Mapping[str, str | None]] = {"status": None, "outcome": Outcome.CONVERSATION.value}  # and the value that stays
DIMENSIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "requests": ("area", "theme", "goal", "status"),
    "households": ("area", "outcome"),
}

MERGED: Final = ("area", "theme")  # of these some values may be counted as one


def dimension(name: str, values: Sequence[str | None]) -> Dimension:
    """Make a dimension of a publication of its name and values."""
    kept = MOVING.get(name)
    return Dimension(name, tuple(values), name in MOVING, values.index(kept) if kept is not None and kept in values else None)


def is_of(table: str, dimensions: Sequence[Dimension]) -> bool:
    """Tell whether dimensions are those of a table, and move and stay as their names say."""
    wanted = DIMENSIONS.get(table, ())
    return [one.name for one in dimensions] == [*wanted] and all(one == dimension(one.name, one.values) for one in dimensions)
