"""The plan of the house (docs/architecture.md), kept by looking at the import statements."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from tests.imports import ROOT, cycles, import_graph, imported_names, modules, private_uses, strongly_connected, tree

if TYPE_CHECKING:
    from pathlib import Path

PAGE = ROOT / "docs" / "architecture.md"
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

# What a room may not use, beside what stands above it in the picture.
FORBIDDEN = {
    "adv.model": OUTSIDE_PURE | {"adv.texts"},
    "adv.metrics": OUTSIDE_PURE | {"plotly", "adv.texts"},
    "adv.indicators": OUTSIDE_PURE | {"plotly", "adv.workbook", "adv.charts"},
    "adv.charts": OUTSIDE_PURE | {"adv.workbook"},
    "adv.report": {"streamlit", "sqlalchemy", "alembic", "python_calamine", "subprocess", "adv.store", "adv.ui", "adv.workbook"},
    "adv.report.writers": {"adv.metrics", "adv.indicators", "adv.charts", "pandas"},
    "adv.disclosure": OUTSIDE_PURE | {"plotly", "adv.texts"},
    "adv.workbook": {"streamlit", "sqlalchemy", "alembic", "plotly", "adv.metrics"},
    "adv.store": {"streamlit", "plotly", "python_calamine", "adv.charts", "adv.metrics", "adv.workbook.reading"},
    "adv.commands": {"adv.ui"},
    "adv.texts": OUTSIDE_PURE | {"pandas", "plotly"},
    "pages": {"sqlalchemy", "alembic", "python_calamine", "openpyxl", "xlsxwriter", "subprocess", "adv.store", "adv.workbook"},
}
ONLY_HERE = {
    "streamlit": ("adv.ui", "pages", "dashboard"),
    "sqlalchemy": ("adv.store",),
    "alembic": ("adv.store",),
    "python_calamine": ("adv.workbook.reading",),
    "typst": ("adv.report.writers",),
    "docx": ("adv.report.writers",),
    "pptx": ("adv.report.writers",),
}

QUESTIONS = {"What", "Which", "Whether", "How", "Where", "When", "Who", "Why", "If"}
CLAUSES = QUESTIONS | {"That", "Those", "These", "It", "Is", "Are", "As", "So", "Because", "While", "Of", "From", "There"}


def belongs_to(name: str, packages: str | tuple[str, ...] | set[str]) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in ([packages] if isinstance(packages, str) else packages))


def test_no_module_imports_itself_by_a_detour_for_types_neither() -> None:
    found = cycles(import_graph())
    assert not found, "\n".join(found)


def test_what_is_private_is_used_in_its_own_module_only() -> None:
    assert private_uses() == []


def test_a_docstring_begins_with_a_verb_or_a_noun() -> None:
    """Allows no clause ("What goes between", "Whether it is") and no bare preposition as the beginning."""
    clauses = [
        f"{module}: {said}"
        for module, file in modules().items()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and (said := (ast.get_docstring(node) or "").partition("\n")[0]).split(" ")[0].strip(",.") in CLAUSES
    ]
    assert not clauses


def test_a_comment_begins_with_no_clause() -> None:
    """Allows "starts of headers" and "number of cells", not "how a header begins" or "What is left"."""
    clauses = [
        f"{module}: {said}"
        for module, file in modules().items()
        for said in re.findall(r"(?<=# ).+$", file.read_text("utf-8"), re.MULTILINE)
        if said.split(" ")[0].capitalize() in QUESTIONS
    ]
    assert not clauses


@pytest.mark.parametrize("room", FORBIDDEN)
def test_a_room_leaves_alone_what_is_not_its_business(room: str) -> None:
    wrong = {
        f"{module} imports {name}"
        for module, file in modules().items()
        if belongs_to(module, room)
        for name in imported_names(file)
        if belongs_to(name, FORBIDDEN[room])
    }
    assert not wrong


@pytest.mark.parametrize("package", ONLY_HERE)
def test_an_edge_is_used_in_one_place_only(package: str) -> None:
    wrong = {
        module
        for module, file in modules().items()
        if not belongs_to(module, ONLY_HERE[package])
        for name in imported_names(file)
        if belongs_to(name, package)
    }
    assert not wrong


def rooms() -> dict[str, set[str]]:
    """The modules of each room: the packages and modules of adv and, since it is a house by itself, of adv.workbook."""
    found: dict[str, set[str]] = {}
    for module in modules().keys() - {"adv"}:  # which has the version and nothing else
        found.setdefault(room_of(module), set()).add(module)
    return found


def room_of(module: str) -> str:
    parts = module.removeprefix("adv.").split(".")
    return parts[1] if parts[0] == "workbook" and len(parts) > 1 else parts[0]


def pictured() -> dict[str, int]:
    """The line of the picture on which each room stands; the ground is one line."""
    picture = PAGE.read_text(encoding="utf-8").split("```")[1]
    house, _, ground = picture.partition("ground:")
    lines = [*house.splitlines(), ground]
    return {word: number for number, line in enumerate(lines) for word in re.findall(r"[a-z_]+", line)}


def test_the_picture_shows_every_room_and_no_other() -> None:
    assert pictured().keys() == rooms().keys()


def test_imports_run_down_the_picture() -> None:
    line, ground = pictured(), max(pictured().values())
    wrong = [
        f"{module} imports {target}"
        for module, targets in import_graph().items()
        for target in sorted(targets - {"adv"})
        if not line[room_of(module)] < line[room_of(target)]
        if room_of(module) != room_of(target) and line[room_of(module)] != ground
    ]
    assert not wrong, "\n".join(wrong)


def job(room: str) -> str:
    """The first line of the docstring of a room's door."""
    door = next(
        module for module in ("dashboard", f"adv.{room}", f"adv.workbook.{room}") if room_of(module) == room and module in modules()
    )
    return (ast.get_docstring(tree(modules()[door])) or "").splitlines()[0]


def test_each_rooms_job_is_the_first_line_of_its_docstring(*, regenerates: bool) -> None:
    page = PAGE.read_text(encoding="utf-8")
    jobs = "\n".join(
        f"| {room} | {job(room)} |" for room in sorted(pictured(), key=lambda room: pictured()[room]) if room != "pages"
    )
    anew = re.sub(r"(?<=\|---\|---\|\n)(?:\|.*\|\n)*", f"{jobs}\n", page, count=1)
    if regenerates:
        PAGE.write_text(anew, encoding="utf-8")
        return
    assert page == anew, "pytest tests/test_architecture.py --regenerate-golden writes the table anew"


def is_defined(name: str) -> bool:
    """Whether a dotted name is a module of the house with a function, class or method of that name."""
    for split in range(name.count("."), 0, -1):
        parts = name.split(".")
        module, path = ".".join(parts[:split]), parts[split:]
        file = modules().get(f"adv.{module}") or modules().get(module)
        if file is None:
            continue
        body: list[ast.stmt] = tree(file).body
        for part in path:
            found = [node for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == part]
            if not found:
                return False
            body = found[0].body
        return True
    return False


def test_the_journeys_name_what_there_is() -> None:
    _, _, journeys = PAGE.read_text(encoding="utf-8").partition("## Three journeys")
    named = re.findall(r"`((?:[a-z_]+\.)+\w+)`", journeys.partition("## The place")[0])
    assert len(named) > 30
    assert [name for name in named if not is_defined(name)] == []


def test_the_places_for_a_change_are_there() -> None:
    _, _, places = PAGE.read_text(encoding="utf-8").partition("## The place")
    assert [place for place in re.findall(r"`((?:adv|pages)/[^`]*)`", places) if not list(ROOT.glob(place.rstrip("/")))] == []


def test_what_the_docs_say_is_in_a_file_is_in_that_file() -> None:
    """Looks at "`NAME` of `adv/room.py`" and "`ONE` and `OTHER` in `adv/room.py`", on every page."""
    pair = re.compile(r"`(\w+)`(?:(?:, | and )`(\w+)`)*\s(?:of|in)\s`((?:adv|pages|tests)/[\w/]+\.py)`")
    pages = sorted((ROOT / "docs").glob("*.md"))
    said = [(page.name, found) for page in pages for found in pair.finditer(page.read_text(encoding="utf-8"))]
    assert len(said) > 20
    wrong = [
        (page, name, found[3])
        for page, found in said
        for name in re.findall(r"`(\w+)`", found[0])
        if not re.search(rf"\b{name}\b", (ROOT / found[3]).read_text(encoding="utf-8"))
    ]
    assert not wrong


GRAPHS = {
    "a line": ({"a": {"b"}, "b": {"c"}, "c": set()}, []),
    "two and two": ({"a": {"b"}, "b": {"a", "c"}, "c": {"d"}, "d": {"c"}}, [["a", "b"], ["c", "d"]]),
    "itself": ({"a": {"a"}}, [["a"]]),
    "a detour": ({"a": {"b", "d"}, "b": {"c"}, "c": {"a"}, "d": set(), "e": {"a"}}, [["a", "b", "c"]]),
    "two ways to one end": ({"a": {"b", "c"}, "b": {"d"}, "c": {"d"}, "d": set()}, []),
}


@pytest.mark.parametrize(("graph", "groups"), GRAPHS.values(), ids=GRAPHS)
def test_circles_in_a_graph_are_found(graph: dict[str, set[str]], groups: list[list[str]]) -> None:
    assert sorted(strongly_connected(graph)) == groups


def test_a_circle_is_told_by_its_shortest_way_round() -> None:
    assert cycles({"a": {"b"}, "b": {"c"}, "c": {"a", "b"}}) == ["3 modules: b → c → b"]


def house(folder: Path, **files: str) -> Path:
    (folder / "adv").mkdir()
    for name, text in files.items():
        (folder / "adv" / f"{name}.py").write_text(text, encoding="utf-8")
    return folder


def test_the_guard_sees_a_circle_for_types_and_one_within_a_function(tmp_path: Path) -> None:
    root = house(
        tmp_path,
        one="if TYPE_CHECKING:\n    from adv.two import Two\n",
        two="def f():\n    from adv import one\n",
        three="import adv.one\nimport streamlit as st\n",
    )
    assert import_graph(root) == {"adv.one": {"adv.two"}, "adv.two": {"adv.one"}, "adv.three": {"adv.one"}}
    assert cycles(import_graph(root)) == ["2 modules: adv.one → adv.two → adv.one"]
    assert imported_names(root / "adv" / "three.py") == {"adv.one", "streamlit"}


def test_the_guard_sees_what_is_private_used_from_outside(tmp_path: Path) -> None:
    root = house(
        tmp_path,
        one="def _help(): ...\nclass One:\n    def __init__(self): self._kept = 1\n    def kept(self): return self._kept\n",
        two="from adv.one import _help\n",
        three="def ask(one): return one._kept\n",
    )
    assert private_uses(root) == ["adv.three uses _kept of adv.one", "adv.two uses _help of adv.one"]
