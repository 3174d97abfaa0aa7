"""Changes to the code one by one, and whether a test notices: ``python -m tests.mutants [AREA …] [--sample N] [--seed N]``.

Prints for each area of reading the share of a sample of mutants that its tests kill, and where those are that live. What lives is a
line that could be wrong without anybody noticing, or a change that changes nothing. Runs all tests of the areas once to see which
functions each of them calls, and for a mutant only those that call its function, the quickest first: some seconds for each, where forks
are to be had (not on Windows). Not in CI.
"""

from __future__ import annotations

import argparse
import ast
import compileall
import difflib
import importlib
import multiprocessing
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import cosmic_ray.plugins
import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import FrameType

ROOT: Final = Path(__file__).parents[1]
COPIED: Final = (".streamlit", "adv", "tests", "sample_data", "docs", "pages", "pyproject.toml", "dashboard.py")
WORKBOOK: Final = "adv/workbook"
_CELLS: Final = ("recognition", "parsing", "test_intake.py", "../reallife")
# Each area's code in adv/workbook, and the tests in tests/workbook that are to notice.
AREAS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "reading": ("reading/**/*.py", ("reading", "../report/test_returned.py", "../report/test_template.py")),  # Word files
    "tables": ("tables/*.py", ("values", "checks", *_CELLS)),
    "values": ("values/*.py", ("values", *_CELLS)),
    "vocabulary": ("vocabulary/**/*.py", ("vocabulary", *_CELLS)),
    "recognition": ("recognition/**/*.py", _CELLS),
    "parsing": ("parsing/**/*.py", ("values", *_CELLS)),
    "checks": ("checks/*.py", ("checks", *_CELLS)),
    "annotate": ("annotate/*.py", ("annotate",)),
    "door": ("*.py", ("vocabulary", "checks", "test_xlsform.py", "test_template.py", "test_questions.py", *_CELLS)),
}
APART: Final = ("reading", "annotate")  # run in processes of their own, where nobody sees which functions a test calls
SAMPLE: Final = 25
PATIENCE: Final = 10  # seconds of tests for a mutant, and the quickest test in any case
FIRST: Final = 25  # tests, before the others are even collected
SLOWEST: Final = 60  # seconds of computing; a mutant that never ends is noticed too
ASLEEP: Final = 3_600  # seconds on the clock; so is one that waits for ever, but not one on a busy machine
# A sign between types changes nothing that runs.
WITHOUT_EFFECT: Final = ("core/ReplaceBinaryOperator_BitOr",)
OF_TYPES: Final = "TYPE_CHECKING"
HEAVY: Final = ("pandas", "openpyxl", "xlsxwriter", "hypothesis.strategies", "msgspec", "plotly.graph_objects", "babel.numbers")
NO_TESTS: Final = (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
_FORK: Final = multiprocessing.get_context("fork")

Place: TypeAlias = "tuple[str, int]"  # a file and the first line of a function in it


class Mutant(NamedTuple):
    """One change: the file, which operator makes it, and at which of the places where it can."""

    path: Path
    operator: str
    occurrence: int


class Seen:
    """What each test calls and how long it takes, as a plugin of pytest."""

    def __init__(self, root: Path) -> None:
        self.called: dict[str, set[Place]] = {}
        self.seconds: dict[str, float] = {}
        self._inside = f"{root / WORKBOOK}/"
        self._root = root

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        codes = set()
        inside = self._inside

        def look(frame: FrameType, _event: str, _: object) -> None:
            if frame.f_code.co_filename.startswith(inside):
                codes.add(frame.f_code)

        begun = _seconds()
        sys.settrace(look)
        threading.settrace(look)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            threading.settrace(None)
            self.seconds[item.nodeid] = _seconds() - begun
            self.called[item.nodeid] = {(code.co_filename.removeprefix(f"{self._root}/"), code.co_firstlineno) for code in codes}


def _seconds() -> float:
    """Give the time that this process and those it ended have worked: whatever else the machine does takes no test's turn."""
    return sum(os.times()[:4])


class Chosen(NamedTuple):
    """The tests to run and their order, as a plugin of pytest."""

    tests: Sequence[str]

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        place = {test: number for number, test in enumerate(self.tests)}
        items[:] = sorted((item for item in items if item.nodeid in place), key=lambda item: place[item.nodeid])


def mutants(pattern: str, root: Path) -> Iterator[Mutant]:
    """Give every change that can be made to the code of an area."""
    names = [name for name in sorted(cosmic_ray.plugins.operator_names()) if not name.startswith(WITHOUT_EFFECT)]
    operators = {name: made for name in names if not (made := cosmic_ray.plugins.get_operator(name)).arguments()}
    for path in sorted((root / WORKBOOK).glob(pattern)):
        nodes = list(ast_nodes(get_ast(path.read_text(encoding="utf-8"))))
        for name, operator in operators.items():
            many = sum(1 for node in nodes for _ in operator().mutation_positions(node))
            yield from (Mutant(path.relative_to(root), name, occurrence) for occurrence in range(many))


def sample_of(every: Sequence[Mutant], many: int, chance: random.Random) -> Iterator[Sequence[Mutant]]:
    """Give as many stretches of the mutants as are asked for, all of one length, each by chance in its order: every module has its share."""
    for number in range(many):
        stretch = list(every[number * len(every) // many : (number + 1) * len(every) // many])
        chance.shuffle(stretch)
        yield stretch


def changed(mutant: Mutant, root: Path) -> tuple[str, int, str] | None:
    """Give the changed code, the line and what it says now; None where only types are concerned or it is no Python any more."""
    before = (root / mutant.path).read_text(encoding="utf-8")
    after = mutate_code(before, cosmic_ray.plugins.get_operator(mutant.operator)(), mutant.occurrence)
    try:
        ast.parse(after or "(")
    except SyntaxError:
        return None
    pairs = difflib.SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False).get_opcodes()
    line = next((first for tag, first, *_ in pairs if tag != "equal"), 0)
    is_of_types = OF_TYPES in before.splitlines()[line]
    return None if is_of_types else (after, line + 1, after.splitlines()[line].strip())


def tests_of(path: Path, line: int, code: str, seen: Seen, others: str) -> list[str]:
    """Choose the tests that call the function of a line, those of its mirror and its room before others, then those that call anything in its file."""
    defined = (node for node in ast.walk(ast.parse(code)) if isinstance(node, (ast.FunctionDef, ast.ClassDef)))
    spans = [
        (min(node.lineno, *(mark.lineno for mark in node.decorator_list), node.lineno), node.end_lineno or 0) for node in defined
    ]
    first, last = max(((first, last) for first, last in spans if first <= line <= last), default=(0, 0))

    room = f"tests/{path.parent.relative_to('adv')}/"

    def far(test: str) -> tuple[int, bool, bool, float]:
        lines = {number for file, number in seen.called[test] if file == str(path)}
        is_near = any(first <= number <= last for number in lines)
        is_mirror = f"/test_{path.stem}.py::" in test
        return 0 if is_near else 1 if lines else 2, not is_mirror, not test.startswith(room), seen.seconds[test]

    near = {test: place for test in seen.called if (place := far(test))[0] < 2 or test.startswith(others)}
    chosen: list[str] = []
    left: float = PATIENCE
    for test in sorted(near, key=lambda test: near[test]):
        if seen.seconds[test] <= left or not chosen:
            chosen.append(test)
            left -= seen.seconds[test]
    return chosen


def _run(
    copy: Path, arguments: Sequence[str], plugin: Seen | Chosen, answer: multiprocessing.queues.Queue[object] | None = None
) -> None:
    """Run tests of the copy in this process, a fork, and end it with what pytest said."""
    os.setsid()
    if isinstance(plugin, Chosen):
        resource.setrlimit(resource.RLIMIT_CPU, (SLOWEST, 2 * SLOWEST))  # at the first one the signal says so
    os.chdir(copy)
    sys.modules.pop("tests")
    sys.path[0] = str(copy)
    # Bytecode of a changed file must never be taken for that of the next one.
    sys.dont_write_bytecode, os.environ["PYTHONDONTWRITEBYTECODE"] = True, "1"
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    code = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--assert=plain", *arguments], plugins=[plugin])
    if answer and isinstance(plugin, Seen):
        answer.put((code, plugin.called, plugin.seconds))
        answer.close()
        answer.join_thread()
    os._exit(code)


def is_killed(copy: Path, mutant: Mutant, code: str, tests: Sequence[str]) -> bool:
    """Say whether a test fails, or nothing runs any more, once a file of the copy says this."""
    file = copy / mutant.path
    before = file.read_text(encoding="utf-8")
    file.write_text(code, encoding="utf-8")
    try:
        return any(_fails(copy, some) for some in (tests[:FIRST], tests[FIRST:]) if some)
    finally:
        file.write_text(before, encoding="utf-8")


def _fails(copy: Path, tests: Sequence[str]) -> bool:
    """Say whether a test fails; where a busy machine may have ended it or let it wait too long, whether it does so twice."""
    is_apart = any(f"/{room}/" in test for room in APART for test in tests)
    code = _code_of(copy, tests)
    if code == -signal.SIGKILL or (is_apart and code not in NO_TESTS):
        code = _code_of(copy, tests)
    return code not in NO_TESTS


def _code_of(copy: Path, tests: Sequence[str]) -> int | None:
    running = _FORK.Process(target=_run, args=(copy, sorted({test.split("::")[0] for test in tests}), Chosen(tests)))
    running.start()
    running.join(ASLEEP)
    code = running.exitcode
    _end_all(running.pid or 0)
    running.join()
    return code


def _end_all(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return


def watch(copy: Path, tests: Sequence[str]) -> Seen:
    """Run tests on the code as it is, and see what each calls."""
    seen = Seen(copy)
    answer: multiprocessing.queues.Queue[tuple[int, dict[str, set[Place]], dict[str, float]]] = _FORK.Queue()
    running = _FORK.Process(target=_run, args=(copy, tests, seen, answer))
    running.start()
    code, seen.called, seen.seconds = answer.get()
    running.join()
    if code:
        sys.exit(f"the tests fail without a mutant too, the last was {list(seen.called)[-1:]}")
    return seen


def measure(area: str, copy: Path, seen: Seen, sample: int, chance: random.Random) -> None:
    """Print those of an area's sample of mutants that live, and how many were killed."""
    every = list(mutants(AREAS[area][0], copy))
    others = f"tests/workbook/{area}/" if area in APART else "none"
    killed = many = 0
    for stretch in sample_of(every, sample, chance):
        mutant, made = next(((mutant, made) for mutant in stretch if (made := changed(mutant, copy))), (None, None))
        if mutant is None or made is None:
            continue
        many += 1
        code, line, says = made
        if is_killed(copy, mutant, code, tests_of(mutant.path, line, code, seen, others)):
            killed += 1
        else:
            print(f"  {mutant.path}:{line}: {says}  [{mutant.operator.removeprefix('core/')}]", flush=True)
    print(f"{area}: {killed} of {many} killed ({100 * killed / max(1, many):.0f} %), of {len(every)} that can be made", flush=True)


def main() -> None:
    """Measure the areas that are asked for in a copy of the project, so that nothing is ever changed in it."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("areas", nargs="*", metavar="AREA", help=f"one or more of: {', '.join(AREAS)}")
    parser.add_argument("--sample", type=int, default=SAMPLE)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    if unknown := set(args.areas) - AREAS.keys():
        parser.error(f"no such area: {', '.join(sorted(unknown))}; choose from {', '.join(AREAS)}")
    areas = args.areas or list(AREAS)
    for module in HEAVY:
        importlib.import_module(module)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in COPIED:
            source = ROOT / name
            ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
            shutil.copytree(source, copy / name, ignore=ignored) if source.is_dir() else shutil.copy(source, copy / name)
        compileall.compile_dir(copy / "adv", quiet=1)
        seen = watch(copy, sorted({f"tests/workbook/{test}" for area in areas for test in AREAS[area][1]}))
        for area in areas:
            measure(area, copy, seen, args.sample, random.Random(f"{args.seed} {area}"))  # noqa: S311 - a sample


if __name__ == "__main__":
    main()
