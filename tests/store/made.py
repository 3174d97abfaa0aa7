"""Imports to put into a store."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from adv.settings import load_project
from adv.workbook.understood import Intake
from tests.datasets import make_dataset

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from adv.workbook.tables.findings import Finding

PROJECT = load_project("de-waart")
VISITS: tuple[Mapping[str, object], ...] = (
    {
        "visit_id": "B1",
        "visited_on": date(2019, 3, 3),
        "household": "aa",
        "street": "Waartplein",
        "area": "Waartplein",
        "outcome": "conversation",
        "organisations": ("LEVgroep", "Politie"),
        "attempt": 2,
        "themes": ("wonen",),
        "becomes_active": True,
        "home_score": 7,
    },
    {"visit_id": "B2", "visited_on": date(2020, 2, 29), "household": "bb", "area": "de Waart", "outcome": "not_at_home"},
    {"visit_id": "B3", "visited_on": date(2020, 3, 1), "becomes_active": False},
)
REQUESTS: tuple[Mapping[str, object], ...] = (
    {"request_id": "H1", "visit_id": "B1", "theme": "wonen", "goal": "meedoen", "status": "open", "owner": "LEVgroep"},
    {"request_id": "H2", "visit_id": "B1", "theme": "werken", "status": "closed", "closed_on": date(2019, 5, 1)},
)
EXPENSES: tuple[Mapping[str, object], ...] = (
    {"booked_on": date(2019, 1, 2), "cents": 12345, "category": "Personeel", "organisation": "LEVgroep"},
    {"booked_on": date(2019, 1, 3), "cents": -5000, "category": "Materiaal"},
    {"booked_on": date(2019, 1, 3), "cents": -5000, "category": "Materiaal"},
)


def intake(findings: Iterable[Finding] = (), file: str = "maart.xlsx", **tables: Iterable[Mapping[str, object]]) -> Intake:
    """Rows as they come out of one workbook."""
    rows: dict[str, Any] = {
        name: [{"file": file, "sheet": name, **record} for record in records] for name, records in tables.items()
    }
    return Intake(make_dataset(PROJECT, **rows), (), tuple(findings), {file: "0" * 64})


def full(
    visits: Iterable[Mapping[str, object]] = VISITS,
    requests: Iterable[Mapping[str, object]] = REQUESTS,
    expenses: Iterable[Mapping[str, object]] = EXPENSES,
) -> Intake:
    """A workbook with visits, requests and expenses."""
    return intake(visits=visits, requests=requests, expenses=expenses)
