"""Answers that hold a comma themselves, in a column with several answers in a cell: "Wonen, huur en onderhoud, Zorg"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adv.workbook.values.text import fold
from adv.workbook.vocabulary.project_names import Names, strong_pieces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.workbook.tables.grid import Cell

    Beside = Mapping[str, tuple[frozenset[str], frozenset[str], int]]

FEWEST: Final = 2  # different cells in which two pieces stand together
LONGEST: Final = 500  # characters of a cell

_STRONGER: Final = re.compile(r"[;|\n\r\t]+")


def without_remainders(cells: Sequence[Cell], names: Names) -> list[Cell]:
    """Drop from cells what belongs to the answer that it stands beside.

    A piece that is no name belongs to the name beside it when neither stands anywhere without the other: then they are one answer
    of the form. A name by itself is never dropped.
    """
    texts = {
        cell: [strong_pieces(part) for part in _STRONGER.split(cell) if part.strip()]  # at its stronger signs, then at its commas
        for cell in cells
        if isinstance(cell, str) and "," in cell and len(cell) <= LONGEST
    }
    if not texts:
        return list(cells)
    every = [answers for cell in cells if isinstance(cell, str) for answers in texts.get(cell) or [[cell.strip()]]]
    beside = _beside(every)
    split = {piece: names.split(piece) for answers in every for piece in answers}
    is_name = {fold(piece): bool(found) and not unknown for piece, (found, unknown) in split.items()}
    return [_kept(cell, texts[cell], is_name, beside) if isinstance(cell, str) and cell in texts else cell for cell in cells]


def _beside(every: Sequence[Sequence[str]]) -> Beside:
    """Give for each piece what stands before and behind it ("" for nothing), and in how many cells it is."""
    before: dict[str, set[str]] = {}
    behind: dict[str, set[str]] = {}
    times: dict[str, int] = {}
    for answers in every:
        keys = ["", *map(fold, answers), ""]
        for left, key, right in zip(keys, keys[1:], keys[2:], strict=False):
            before.setdefault(key, set()).add(left)
            behind.setdefault(key, set()).add(right)
            times[key] = times.get(key, 0) + 1
    return {key: (frozenset(before[key]), frozenset(behind[key]), times[key]) for key in times}


def _kept(text: str, parts: Sequence[Sequence[str]], is_name: Mapping[str, bool], beside: Beside) -> str:
    """Write a cell anew without the pieces that belong to the one before or behind them."""
    kept: list[str] = []
    for answers in parts:
        keys = [fold(piece) for piece in answers]
        kept += [piece for at, piece in enumerate(answers) if is_name[keys[at]] or not _belongs(keys, at, is_name, beside)]
    return text if len(kept) == sum(map(len, parts)) else "; ".join(kept)


def _belongs(keys: Sequence[str], at: int, is_name: Mapping[str, bool], beside: Beside) -> bool:
    """Say whether a piece and the ones up to the nearest name on one side always stand so together."""
    for step in (-1, 1):
        place = at
        while 0 <= place + step < len(keys):
            here, there = keys[place], keys[place + step]
            first, second = (there, here) if step < 0 else (here, there)
            if beside[second][0] != {first} or beside[first][1] != {second} or beside[here][2] < FEWEST:
                break
            if is_name[there]:
                return True
            place += step
    return False
