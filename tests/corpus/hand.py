"""Workbooks written by hand, one small file each in ``by_hand/``, with the totals that a person would count in them.

A row is a line, its cells apart by ``|``. A cell is text; ``=12.5`` is a number, ``=WAAR`` and ``=ONWAAR`` are ticked boxes,
``@2019-03-04`` is a day. `tables` says how many rows of each table a sheet holds, `columns` what its first columns mean.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adv.workbook.tables.grid import REFERENCE, column_number
from tests.corpus.truth import Case, SheetTruth, Truth
from tests.corpus.writing import Grid, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.corpus.writing import Cell

SPLIT = " by hand"
FOLDER = Path(__file__).parent / "by_hand"
BOXES = {"WAAR": True, "ONWAAR": False}


def cases(split: str) -> Iterator[Case]:
    """All of one split."""
    for path in sorted((FOLDER / split).glob("*.toml")):
        yield case(path)


def case(path: Path) -> Case:
    """One of them."""
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    file = f"{path.stem}.{raw['kind'].partition(':')[0]}"
    truth = Truth()
    for what, number in raw["totals"].items():
        for group, count in number.items() if isinstance(number, dict) else [("", number)]:
            truth.count(what, group, count)
    grids = []
    for sheet in raw["sheets"]:
        grids.append(grid(sheet))
        columns = {place: field or None for place, field in enumerate(sheet.get("columns", ()))}
        truth.sheets.append(SheetTruth(file, sheet["name"], {t: n for t, n in sheet.get("tables", {}).items() if n}, columns))
    return Case(path.stem, ((file, write(raw["kind"], grids)),), truth)


def grid(sheet: dict[str, Any]) -> Grid:
    """One sheet."""
    drawn = Grid(sheet["name"], is_hidden=sheet.get("hidden", False))
    drawn.merged = [_area(area) for area in sheet.get("merged", ())]
    lines = sheet["rows"].strip("\n").split("\n")
    drawn.rows = [[_cell(text.strip()) for text in line.split("|")] if line.strip() else [] for line in lines]
    return drawn


def _cell(text: str) -> Cell:
    if text.startswith("@"):
        return date.fromisoformat(text[1:])
    if text.startswith("="):
        return BOXES[text[1:]] if text[1:] in BOXES else float(text[1:])
    return text or None


def _area(text: str) -> tuple[int, int, int, int]:
    (first, top), (last, bottom) = (found.groups() for found in REFERENCE.finditer(text))
    return int(top) - 1, column_number(first), int(bottom) - 1, column_number(last)
