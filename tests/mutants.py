"""Changes to the code one by one, and whether a test notices: ``python -m tests.mutants [AREA …] [--sample N] [--seed N]``.

Prints for each area of reading the share of a sample of mutants that its tests kill, and where those are that live. What lives is a
line that could be wrong without anybody noticing, or a change that changes nothing. Takes minutes for each area, so it is not in CI.
"""

from __future__ import annotations

import argparse
import difflib
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import cosmic_ray.plugins
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT: Final = Path(__file__).parents[1]
COPIED: Final = ("adv", "tests", "sample_data", "docs", "pages", "pyproject.toml", "dashboard.py")
# Each area's code, and the tests that are to notice.
AREAS: Final[Mapping[str, tuple[str, ...]]] = {
    "reading": ("tests/workbook/reading",),
    "values": ("tests/workbook/values", "tests/workbook/parsing", "tests/workbook/recognition"),
    "vocabulary": (
        "tests/workbook/vocabulary",
        "tests/workbook/recognition",
        "tests/workbook/parsing",
        "tests/workbook/test_intake.py",
    ),
    "recognition": ("tests/workbook/recognition", "tests/workbook/parsing", "tests/workbook/test_intake.py"),
    "parsing": ("tests/workbook/parsing", "tests/workbook/recognition", "tests/workbook/test_intake.py"),
    "tables": (
        "tests/workbook/values/test_findings.py",
        "tests/workbook/checks",
        "tests/workbook/parsing",
        "tests/workbook/test_intake.py",
    ),
    "checks": ("tests/workbook/checks", "tests/workbook/test_intake.py", "tests/workbook/recognition"),
}
SAMPLE: Final = 20
SLOWEST: Final = 900  # seconds; a mutant that never ends is noticed too
# A sign between types changes nothing that runs.
WITHOUT_EFFECT: Final = ("core/ReplaceBinaryOperator_BitOr",)
OF_TYPES: Final = "TYPE_CHECKING"


class Mutant(NamedTuple):
    """One change: the file, which operator makes it, and at which of the places where it can."""

    path: Path
    operator: str
    occurrence: int


def mutants(area: str, root: Path) -> Iterator[Mutant]:
    """Give every change that can be made to the code of an area."""
    names = [name for name in sorted(cosmic_ray.plugins.operator_names()) if not name.startswith(WITHOUT_EFFECT)]
    operators = {name: made for name in names if not (made := cosmic_ray.plugins.get_operator(name)).arguments()}
    for path in sorted((root / "adv" / "workbook" / area).rglob("*.py")):
        nodes = list(ast_nodes(get_ast(path.read_text(encoding="utf-8"))))
        for name, operator in operators.items():
            many = sum(1 for node in nodes for _ in operator().mutation_positions(node))
            yield from (Mutant(path.relative_to(root), name, occurrence) for occurrence in range(many))


def changed(mutant: Mutant, root: Path) -> tuple[str, int, str] | None:
    """Give the changed code, the line and what it says now; None where only types are concerned."""
    before = (root / mutant.path).read_text(encoding="utf-8")
    after = mutate_code(before, cosmic_ray.plugins.get_operator(mutant.operator)(), mutant.occurrence)
    if after is None:
        return None
    pairs = difflib.SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False).get_opcodes()
    line = next((first for tag, first, *_ in pairs if tag != "equal"), 0)
    is_of_types = OF_TYPES in before.splitlines()[line]
    return None if is_of_types else (after, line + 1, after.splitlines()[line].strip())


def is_killed(copy: Path, mutant: Mutant, code: str, tests: Sequence[str]) -> bool:
    """Say whether a test fails, or nothing runs any more, once a file of the copy says this."""
    file = copy / mutant.path
    before = file.read_text(encoding="utf-8")
    file.write_text(code, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    try:
        ended = subprocess.run(command, cwd=copy, capture_output=True, timeout=SLOWEST, check=False, env=_environment())
    except subprocess.TimeoutExpired:
        return True
    finally:
        file.write_text(before, encoding="utf-8")
    return ended.returncode != 0


def _environment() -> dict[str, str]:
    """Give the environment of the tests: bytecode of a changed file must never be taken for that of the next one."""
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}


def measure(area: str, copy: Path, sample: int, chance: random.Random) -> None:
    """Print how many mutants of an area's sample were killed, and those that live."""
    every = list(mutants(area, copy))
    chance.shuffle(every)
    killed = 0
    lives: list[str] = []
    tests = AREAS[area]
    for mutant in every:
        if killed + len(lives) == sample:
            break
        if made := changed(mutant, copy):
            code, line, says = made
            if is_killed(copy, mutant, code, tests):
                killed += 1
            else:
                lives.append(f"  {mutant.path}:{line}: {says}  [{mutant.operator.removeprefix('core/')}]")
    many = killed + len(lives)
    print(f"{area}: {killed} of {many} killed ({100 * killed / max(1, many):.0f} %), of {len(every)} that can be made", flush=True)
    print(*sorted(lives), sep="\n", flush=True)


def main() -> None:
    """Measure the areas that are asked for in a copy of the project, so that nothing is ever changed in it."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("areas", nargs="*", metavar="AREA", help=f"one or more of: {', '.join(AREAS)}")
    parser.add_argument("--sample", type=int, default=SAMPLE)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    if unknown := set(args.areas) - AREAS.keys():
        parser.error(f"no such area: {', '.join(sorted(unknown))}; choose from {', '.join(AREAS)}")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in COPIED:
            source = ROOT / name
            ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
            shutil.copytree(source, copy / name, ignore=ignored) if source.is_dir() else shutil.copy(source, copy / name)
        for area in args.areas or AREAS:
            measure(area, copy, args.sample, random.Random(f"{args.seed} {area}"))  # noqa: S311 - a sample


if __name__ == "__main__":
    main()
