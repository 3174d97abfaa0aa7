"""Import statements of the house as a graph: who imports whom, what runs in a circle, what is private and used all the same."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parent.parent
Graph = dict[str, set[str]]


@cache
def modules(root: Path = ROOT) -> dict[str, Path]:
    """The files of the house by the name under which they are imported."""
    files = [*sorted((root / "adv").rglob("*.py")), *sorted((root / "pages").glob("*.py")), *root.glob("dashboard.py")]
    return {".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): file for file in files}


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imported_names(file: Path) -> set[str]:
    """All that a file imports, wherever in it: modules, and names as ``module.name``. For types only is an import too."""
    names: set[str] = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def import_graph(root: Path = ROOT) -> Graph:
    """The modules of the house that each of them imports. ``from package import module`` is an import of the module."""
    known = modules(root)
    graph: Graph = {}
    for name, file in known.items():
        graph[name] = set()
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.Import):
                graph[name] |= {alias.name for alias in node.names if alias.name in known}
            elif isinstance(node, ast.ImportFrom) and node.module:
                wanted = {f"{node.module}.{alias.name}" for alias in node.names}
                graph[name] |= wanted & known.keys()
                graph[name] |= {node.module} if node.module in known and not wanted <= known.keys() else set()
    return graph


def strongly_connected(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """The groups of two or more in which everyone reaches everyone (Tarjan 1972), and whoever reaches itself."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    waiting: list[str] = []
    found: list[list[str]] = []

    def visit(node: str) -> None:
        order[node] = lowest[node] = len(order)
        waiting.append(node)
        for target in sorted(graph.get(node, ())):
            if target not in order:
                visit(target)
                lowest[node] = min(lowest[node], lowest[target])
            elif target in waiting:
                lowest[node] = min(lowest[node], order[target])
        if lowest[node] == order[node]:
            place = waiting.index(node)
            group = waiting[place:]
            del waiting[place:]
            if len(group) > 1 or node in graph.get(node, ()):
                found.append(sorted(group))

    for node in sorted(graph):
        if node not in order:
            visit(node)
    return found


def shortest_cycle(graph: Mapping[str, set[str]], group: list[str]) -> list[str]:
    """One way round within a strongly connected group, for people to read: the shortest, from its first name back to it."""
    ways = [[start] for start in group]
    while ways:
        way = ways.pop(0)
        for target in sorted(graph[way[-1]] & set(group)):
            if target == way[0]:
                return [*way, target]
            if target not in way:
                ways.append([*way, target])
    raise ValueError(group)


def cycles(graph: Mapping[str, set[str]]) -> list[str]:
    """A line for each group of modules that import each other, with one way round."""
    return [f"{len(group)} modules: {' → '.join(shortest_cycle(graph, group))}" for group in strongly_connected(graph)]


def private_uses(root: Path = ROOT) -> list[str]:
    """Private names that a module uses and another one made: imported, or asked of what another one made."""
    known = modules(root)
    made = {name: _private_names_made(tree(file)) for name, file in known.items()}
    found = []
    for name, file in known.items():
        for used in sorted(_private_names_used(tree(file)) - made[name]):
            makers = sorted(other for other in known if used in made[other])
            found += [f"{name} uses {used} of {' or '.join(makers)}"] if makers else []
    return found


def _private_names_made(module: ast.Module) -> set[str]:
    names = set()
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            names.add(node.id if isinstance(node, ast.Name) else node.attr)
    return {name for name in names if _is_private(name)}


def _private_names_used(module: ast.Module) -> set[str]:
    names = set()
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            names.add(node.attr)
    return {name for name in names if _is_private(name)}


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")
