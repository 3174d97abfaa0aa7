"""Sheets written row by row, as a person sees them, and what the package makes of them."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec.structs import replace

from adv.settings import load_project
from adv.workbook.intake import NO_CORRECTIONS, Understanding
from adv.workbook.tables.grid import RawSheet, RawWorkbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adv.model import Project
    from adv.workbook.checks.visits_of_requests import StoredVisits
    from adv.workbook.tables.findings import Finding
    from adv.workbook.tables.grid import Cell
    from adv.workbook.understood import Corrections, Intake

PROJECT = load_project("de-waart")
KEY = b"k" * 32
TODAY = date(2025, 1, 1)
DAY = date(2019, 3, 3)
HEADERS = ["Bezoeknummer", "Datum", "Straat", "Huisnummer", "Gebied", "Uitkomst", "Organisatie", "Thema's"]
REQUEST_HEADERS = ["Hulpvraagnummer", "Bezoeknummer", "Thema", "Doel", "Status", "Actiehouder", "Datum aangemeld", "Datum afgerond"]
EXPENSE_HEADERS = ["Datum", "Kostensoort", "Organisatie", "Bedrag"]

Row: TypeAlias = "Sequence[Cell]"


def understand_workbooks(
    workbooks: Sequence[RawWorkbook],
    project: Project,
    key: bytes,
    today: date,
    corrections: Corrections = NO_CORRECTIONS,
    *,
    stored: StoredVisits | None = None,
) -> Intake:
    """Understand workbooks that have been read; otherwise as `adv.workbook.intake.understand`."""
    understanding = Understanding(project, key, today, corrections)
    for workbook in workbooks:
        understanding.file(workbook.file, workbook.sheets, partial(_itself, workbook))
    return understanding.finish(stored=stored).as_intake(project)


def _itself(workbook: RawWorkbook) -> RawWorkbook:
    return workbook


def sheet(
    name: str,
    *rows: Row,
    hidden: bool = False,
    flaws: Mapping[tuple[int, int], str] | None = None,
    merged: tuple[tuple[int, int, int, int], ...] = (),
    odd_rows: tuple[tuple[int, str], ...] = (),
) -> RawSheet:
    """A sheet from its rows, the first one row 1."""
    width = max((len(row) for row in rows), default=0)
    columns = tuple([row[column] if column < len(row) else None for row in rows] for column in range(width))
    return RawSheet(name, columns, is_hidden=hidden, flaws=flaws or {}, merged=merged, odd_rows=odd_rows)


def visit(number: int, **other: Cell) -> list[Cell]:
    """One sound row under HEADERS: the day follows from the number."""
    row: dict[str, Cell] = {
        "Bezoeknummer": f"B{number:03}",
        "Datum": date(2019, 1 + (number // 28) % 12, 1 + number % 28),
        "Straat": "Waartplein",
        "Huisnummer": number,
        "Gebied": "Waartplein",
        "Uitkomst": "gesprek gevoerd",
        "Organisatie": "LEVgroep",
        "Thema's": "wonen; werken",
    }
    return list((row | other).values())


def booking(cents: Cell, **other: Cell) -> list[Cell]:
    """One sound row under EXPENSE_HEADERS."""
    row: dict[str, Cell] = {"Datum": DAY, "Kostensoort": "Materiaal", "Organisatie": "LEVgroep", "Bedrag": cents}
    return list((row | other).values())


def request(number: int, **other: Cell) -> list[Cell]:
    """One sound row under REQUEST_HEADERS, on visit 1."""
    row: dict[str, Cell] = {
        "Hulpvraagnummer": f"H{number:03}",
        "Bezoeknummer": "B001",
        "Thema": "wonen",
        "Doel": "rondkomen",
        "Status": "open",
        "Actiehouder": "LEVgroep",
        "Datum aangemeld": date(2019, 2, 1),
        "Datum afgerond": None,
    }
    return list((row | other).values())


def visits(*rows: Row, name: str = "Bezoeken") -> RawSheet:
    """A sheet of visits in the template's form."""
    return sheet(name, list(HEADERS), *rows)


def requests(*rows: Row) -> RawSheet:
    """A sheet of requests in the template's form."""
    return sheet("Hulpvragen", list(REQUEST_HEADERS), *rows)


def expenses(*rows: Row) -> RawSheet:
    """A sheet of expenses in the template's form."""
    return sheet("Uitgaven", list(EXPENSE_HEADERS), *rows)


def book(*sheets: RawSheet, file: str = "werkmap.xlsx", is_1904: bool = False) -> RawWorkbook:
    """A workbook as it was read."""
    return RawWorkbook(file, tuple(replace(sheet, is_1904=is_1904) for sheet in sheets), f"sha of {file}")


def intake(
    books: Sequence[RawWorkbook], project: Project, key: bytes, today: date, corrections: Corrections = NO_CORRECTIONS
) -> Intake:
    """What comes out of workbooks, its dataset in frames."""
    return understand_workbooks(books, project, key, today, corrections)


def understood(*sheets: RawSheet, corrections: Corrections = NO_CORRECTIONS, today: date = TODAY) -> Intake:
    """What comes out of one workbook with these sheets."""
    return intake([book(*sheets)], PROJECT, KEY, today, corrections)


def found(result: Intake, code: str) -> Finding:
    """The one finding with this code."""
    (only,) = [finding for finding in result.findings if finding.code == code]
    return only


def codes(result: Intake) -> set[str]:
    """The codes of all findings."""
    return {finding.code for finding in result.findings}


def fields(result: Intake, number: int = 0) -> dict[str, str | None]:
    """Header and field of every column of one recognised sheet."""
    return {column.header: column.field for column in result.sheets[number].columns}


def column(result: Intake, table: str, name: str) -> list[Any]:
    """The values in one column of the dataset."""
    return list(getattr(result.dataset, table)[name])


def day(month: int, number: int = 1) -> date:
    """Give a day of 2019."""
    return date(2019, month, number)


def spent(result: Intake) -> float:
    """Add up the euros that count."""
    return float(result.dataset.expenses["cents"].sum()) / 100


def by_kind(result: Intake) -> dict[str, float]:
    """Add up the euros that count by kind of cost; those without one under ""."""
    frame = result.dataset.expenses
    sums = frame.assign(category=frame["category"].astype(object).fillna("")).groupby("category")["cents"].sum() / 100
    return {str(name): float(euros) for name, euros in sums.items() if euros}
