"""The plan of the house, kept by looking at the import statements."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OUTSIDE_PURE = {
    "streamlit",
    "sqlalchemy",
    "alembic",
    "python_calamine",
    "openpyxl",
    "xlsxwriter",
    "subprocess",
    "adv.store",
    "adv.ui",
}

# What a room may not use. Imports run one way: pages -> ui -> store, workbook; pages -> charts -> metrics -> model.
FORBIDDEN = {
    "adv/model.py": OUTSIDE_PURE | {"adv.texts", "adv.workbook", "adv.metrics", "adv.charts"},
    "adv/metrics": OUTSIDE_PURE | {"plotly", "adv.texts", "adv.workbook", "adv.charts"},
    "adv/charts": OUTSIDE_PURE | {"adv.workbook"},
    "adv/disclosure": OUTSIDE_PURE | {"plotly", "adv.texts", "adv.workbook", "adv.charts"},
    "adv/workbook": {"streamlit", "sqlalchemy", "alembic", "plotly", "adv.store", "adv.ui", "adv.charts", "adv.metrics"},
    "adv/store": {"streamlit", "plotly", "python_calamine", "adv.ui", "adv.charts", "adv.workbook.reading.worker"},
    "adv/commands": {"adv.ui"},
    "adv/texts": OUTSIDE_PURE | {"pandas", "plotly"},
    "pages": {"sqlalchemy", "alembic", "python_calamine", "openpyxl", "xlsxwriter", "subprocess"},
}
ONLY_HERE = {
    "streamlit": ("adv/ui", "pages", "dashboard.py"),
    "sqlalchemy": ("adv/store",),
    "alembic": ("adv/store",),
    "python_calamine": ("adv/workbook",),
}


def imported_by(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def sources(*places: str) -> list[Path]:
    return [
        file for place in places for file in ([ROOT / place] if place.endswith(".py") else sorted((ROOT / place).rglob("*.py")))
    ]


def belongs_to(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


@pytest.mark.parametrize("room", FORBIDDEN)
def test_imports_run_one_way(room: str) -> None:
    wrong = {
        f"{file.relative_to(ROOT)} imports {name}"
        for file in sources(room)
        for name in imported_by(file)
        for forbidden in FORBIDDEN[room]
        if belongs_to(name, forbidden)
    }
    assert not wrong


@pytest.mark.parametrize("package", ONLY_HERE)
def test_an_edge_is_used_in_one_place_only(package: str) -> None:
    wrong = {
        str(file.relative_to(ROOT))
        for file in sources("adv", "pages", "dashboard.py")
        if not str(file.relative_to(ROOT)).startswith(ONLY_HERE[package])
        for name in imported_by(file)
        if belongs_to(name, package)
    }
    assert not wrong


def test_the_guard_sees_a_wrong_import(tmp_path: Path) -> None:
    file = tmp_path / "bad.py"
    file.write_text("from adv.store import open_store\nimport streamlit as st\n")
    assert {"adv.store", "adv.store.open_store", "streamlit"} <= imported_by(file)
