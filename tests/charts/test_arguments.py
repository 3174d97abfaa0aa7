"""Calls that one can read: what is given to a chart has a name."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
MOST = 4  # arguments by their place
ANY_NUMBER = {"sentences", "titled", "more", "charts", "max"}  # of one kind of thing


def test_no_call_has_more_than_four_arguments_by_their_place() -> None:
    wrong = []
    drawing = ROOT / "adv" / "charts" / "svg"  # there a place and a size go by their order, as everywhere that draws
    files = [file for file in (ROOT / "adv" / "charts").rglob("*.py") if drawing not in file.parents]
    for file in (*files, *(ROOT / "pages").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and len(node.args) > MOST:
                name = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
                if name not in ANY_NUMBER:
                    wrong.append(f"{file.relative_to(ROOT)}:{node.lineno} {name}")
    assert not wrong
