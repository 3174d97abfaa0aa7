"""Speed and memory in figures and ratios: `make bench`. Nothing here passes or fails; the ratios are to be read.

Everything that is compared runs in the same call, in turns, so that a busy machine slows both.

    python -m tests.bench.bench [summary] [upload] [annotate] [forecast] [pages] [start] [metrics] [clicks] [beside] [memory] [paint] [publications] [account]     all when none is named
    python -m tests.bench.bench --sizes 160,10000 summary
"""

from __future__ import annotations

import argparse
import asyncio
import compileall
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from msgspec import Struct

from adv.ui import front
from tests.bench import paint
from tests.bench.apps import EMPTY, PLAINEST
from tests.bench.clicks import click_costs, crowd
from tests.bench.session import Server, serve, session
from tests.bench.workbooks import write_workbook

ROOT = Path(__file__).parent.parent.parent
SIZES = (160, 10_000, 100_000)
RUNS = {160: 9, 10_000: 5, 100_000: 2}
RERUNS = 40
SESSIONS = 20
PEOPLE, EVERY, CROWD_SECONDS = 50, 5.0, 20.0
PAGES = ("", *list(front.PAGES.values())[1:])  # the first page is at the root
READ_WITH_OPENPYXL = """
import sys, pandas as pd
for sheet in ("Bezoeken", "Hulpvragen", "Uitgaven"):
    pd.read_excel(sys.argv[1], sheet_name=sheet, engine="openpyxl")
"""


class Run(Struct, frozen=True):
    """One whole process: wall seconds, processor seconds with those that it started, and peak memory of its largest process in MiB."""

    seconds: float
    processor: float
    peak_mb: float


def whole_process(*command: str, env: dict[str, str] | None = None) -> Run:
    """Run a command to its end.

    Raises
    ------
    RuntimeError
        It did not end with status 0 or 1.
    """
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], cwd=ROOT, stdout=subprocess.DEVNULL, env={**os.environ, **(env or {})})
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise RuntimeError(command)
    return Run(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def median(runs: list[Run]) -> Run:
    """The run in the middle, per figure."""
    return Run(*(statistics.median(getattr(run, name) for run in runs) for name in Run.__struct_fields__))


def row(*cells: object) -> None:
    """One line of a table."""
    print("  " + "  ".join(f"{cell!s:>14}" for cell in cells), flush=True)


def bench_summary(folder: Path, sizes: tuple[int, ...]) -> None:
    """`summary` as a whole process against pandas + openpyxl reading the same sheets."""
    print(
        "\nsummary, whole process, against pandas.read_excel(engine='openpyxl')      goal: ratio <= 0.8 at 160, <= 0.2 from 10 000"
    )
    row("visits", "ours s", "ours MB", "pandas s", "pandas MB", "ratio", "of processor")
    for size in sizes:
        file = str(write_workbook(folder / f"{size}.xlsx", size))
        ours, theirs = [], []
        for _ in range(RUNS.get(size, 2)):
            ours.append(whole_process("-m", "adv", "summary", file, "--json"))
            theirs.append(whole_process("-c", READ_WITH_OPENPYXL, file))
        one, other = median(ours), median(theirs)
        figures = (f"{one.seconds:.2f}", f"{one.peak_mb:.0f}", f"{other.seconds:.2f}", f"{other.peak_mb:.0f}")
        pairs = list(zip(ours, theirs, strict=True))
        ratio = statistics.median(a.seconds / b.seconds for a, b in pairs)
        of_processor = statistics.median(a.processor / b.processor for a, b in pairs)
        row(size, *figures, f"{ratio:.3f}", f"{of_processor:.3f}")


def told(module: str, *arguments: str, env: dict[str, str] | None = None) -> list[float]:
    """The figures that a measuring module prints."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{module}", *arguments],
        cwd=ROOT, env={**os.environ, **(env or {})}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [float(figure) for figure in done.stdout.split()]


def bench_upload(folder: Path, sizes: tuple[int, ...]) -> None:
    """From the bytes of an upload to stored and all metrics computed, in a warm process, against calamine into pandas."""
    print("\nupload -> stored -> shown, warm process, against pandas.read_excel(engine='calamine')")
    print("goal: ratio <= 2 (at 160: <= 0.5 s more), memory <= 1.5, recognition <= 0.1 of reading")
    row("visits", "ours s", "calamine s", "ratio", "ours MB", "calamine MB", "ratio", "recognition s", "reading s", "ratio")
    for size in sizes:
        file, runs = str(write_workbook(folder / f"{size}.xlsx", size)), str(RUNS.get(size, 2))
        with tempfile.TemporaryDirectory() as data:
            env = {"ADV_DATA": data}
            ours, theirs, ratio, recognition, reading, share = told("upload", "seconds", file, runs, env=env)
            (one,), (other,) = (told("upload", "memory", file, who, env=env) for who in ("ours", "theirs"))
        memory = (f"{one:.0f}", f"{other:.0f}", f"{one / other:.2f}")
        row(size, f"{ours:.3f}", f"{theirs:.3f}", f"{ratio:.2f}", *memory, f"{recognition:.3f}", f"{reading:.3f}", f"{share:.3f}")


def bench_annotate(folder: Path, sizes: tuple[int, ...]) -> None:
    """The user's workbook with 500 cells marked, in a warm process, against openpyxl loading and saving it."""
    print(
        "\n500 cells marked in the workbook, warm process, against openpyxl loading and saving it      goal: ratio <= 0.5 at 10 000"
    )
    row("visits", "ours s", "openpyxl s", "ratio")
    for size in [size for size in sizes if size <= 10_000]:
        file = write_workbook(folder / f"{size}.xlsx", size)
        ours, theirs, ratio = told("annotate", str(file), str(size), str(RUNS.get(size, 2)))
        row(size, f"{ours:.3f}", f"{theirs:.3f}", f"{ratio:.3f}")


def bench_forecast(folder: Path, sizes: tuple[int, ...]) -> None:
    """The forecast's 10 000 paths, and everything the page Prognose computes and draws for its first visitor."""
    print("\nforecast with 10 000 paths, and the page Prognose the first time, ms of processor      goal: <= 50, <= 500")
    row("visits", "forecast ms", "page ms")
    for size in sizes:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.forecast", str(size)], cwd=ROOT, capture_output=True, text=True, check=True
        )
        row(size, *(f"{float(figure):.0f}" for figure in done.stdout.split()))


async def rerun_cost(server: Server, query: str = "", page: str = "", reruns: int = RERUNS) -> tuple[float, float]:
    """Processor and wall milliseconds of one rerun."""
    async with session(server) as visitor:
        for _ in range(4):
            await visitor.rerun(query, page)
        cpu, wall = server.cpu_seconds(), time.perf_counter()
        for _ in range(reruns):
            await visitor.rerun(query, page)
        return (server.cpu_seconds() - cpu) / reruns * 1000, (time.perf_counter() - wall) / reruns * 1000


def bench_pages(folder: Path, sizes: tuple[int, ...]) -> None:
    """A rerun of each page, server side, against an empty page and the plainest app, those with Streamlit's own settings."""
    print(
        "\nrerun of a page, server side, ms      goal: <= 0.8 x empty, <= 0.2 x plainest app (read_excel, plotly express, no cache)"
    )
    row("visits", "page", "cpu ms", "wall ms", "x empty (cpu)", "x plainest (cpu)")
    (folder / "empty.py").write_text(EMPTY, encoding="utf-8")
    (folder / "plainest.py").write_text(PLAINEST, encoding="utf-8")
    for size in [size for size in sizes if size <= 10_000]:
        file = str(write_workbook(folder / f"{size}.xlsx", size))
        with tempfile.TemporaryDirectory() as data:
            env = {"ADV_DATA": data, "BENCH_WORKBOOK": file}
            whole_process("-m", "adv", "import", file, "--project", "de-waart", env=env)
            with serve(folder / "empty.py", cwd=folder) as server:
                empty = asyncio.run(rerun_cost(server))
            with serve(folder / "empty.py", cwd=ROOT) as server:
                settled = asyncio.run(rerun_cost(server))
            with serve(folder / "plainest.py", env, cwd=folder) as server:
                plainest = asyncio.run(rerun_cost(server, reruns=5))
            row(size, "(empty, our settings)", *(f"{cost:.1f}" for cost in settled), f"{settled[0] / empty[0]:.2f}", "")
            row(size, "(empty)", *(f"{cost:.1f}" for cost in empty), "1.00", "")
            row(size, "(plainest app)", *(f"{cost:.1f}" for cost in plainest), f"{plainest[0] / empty[0]:.2f}", "1.00")
            with serve(ROOT / "dashboard.py", env, cwd=ROOT) as server:
                for page in PAGES:
                    cpu, wall = asyncio.run(rerun_cost(server, page=page))
                    row(size, page or "overzicht", f"{cpu:.1f}", f"{wall:.1f}", f"{cpu / empty[0]:.2f}", f"{cpu / plainest[0]:.3f}")


async def first_page(server: Server) -> None:
    """One visitor sees the first page."""
    async with session(server) as visitor:
        await visitor.rerun()


async def memory_per_session(server: Server) -> float:
    """Resident memory that one more open session takes, in MiB."""
    await first_page(server)
    before = server.resident_mb()
    visitors = [session(server) for _ in range(SESSIONS)]
    for visitor in visitors:
        opened = await visitor.__aenter__()
        await opened.rerun()
    after = server.resident_mb()
    for visitor in visitors:
        await visitor.__aexit__(None, None, None)
    return (after - before) / SESSIONS


def bench_start(folder: Path, sizes: tuple[int, ...]) -> None:
    """Cold start to a usable first page, and the memory of the server and of a session."""
    print("\ncold start to the first page, and memory")
    row("app", "first page s", "server MB", "MB per session")
    (folder / "empty.py").write_text(EMPTY, encoding="utf-8")
    file = str(write_workbook(folder / f"{sizes[0]}.xlsx", sizes[0]))
    with tempfile.TemporaryDirectory() as data:
        env = {"ADV_DATA": data}
        whole_process("-m", "adv", "import", file, "--project", "de-waart", env=env)
        for name, script in (("empty", folder / "empty.py"), ("ours", ROOT / "dashboard.py")):
            start = time.perf_counter()
            with serve(script, env, cwd=ROOT if name == "ours" else folder) as server:
                asyncio.run(first_page(server))
                seconds = time.perf_counter() - start
                each = asyncio.run(memory_per_session(server))
                row(name, f"{seconds:.2f}", f"{server.resident_mb():.0f}", f"{each:.2f}")


def bench_metrics(folder: Path, sizes: tuple[int, ...]) -> None:
    """Every metric of every page, processor ms: the first time, and how many are computed again for the next rerun."""
    print("\nmetrics of each page, processor ms      goal: each <= 500 at 100 000 the first time, none after")
    row("visits", "page", "all, first", "slowest, first", "which", "computed again")
    for size in sizes:
        file = str(write_workbook(folder / f"{size}.xlsx", size))
        with tempfile.TemporaryDirectory() as data:
            env = {**os.environ, "ADV_DATA": data}
            whole_process("-m", "adv", "import", file, "--project", "de-waart", env=env)
            done = subprocess.run(
                [sys.executable, "-m", "tests.bench.metrics"], cwd=ROOT, env=env, capture_output=True, text=True, check=True
            )
        found = json.loads(done.stdout)
        for page, costs in found["pages"].items():
            first = costs["first"] or {"": 0.0}
            slowest = max(first, key=lambda name: first[name])
            figures = (1000 * sum(first.values()), 1000 * first[slowest])
            row(size, page, *(f"{figure:.0f}" for figure in figures), slowest, len(costs["again"]))
        row(size, "scipy imported:", found["scipy"])


def bench_clicks(folder: Path, sizes: tuple[int, ...]) -> None:
    """A click in a chart to the changed page, and fifty people at once against the plainest app."""
    size = sizes[0]
    file = str(write_workbook(folder / f"{size}.xlsx", size))
    (folder / "plainest.py").write_text(PLAINEST, encoding="utf-8")
    with tempfile.TemporaryDirectory() as data:
        env = {"ADV_DATA": data, "BENCH_WORKBOOK": file}
        whole_process("-m", "adv", "import", file, "--project", "de-waart", env=env)
        with serve(ROOT / "dashboard.py", env, cwd=ROOT) as server:
            print("\na click in a chart to the changed page, server side      goal: <= 100 processor ms")
            row("visits", "page", "spots clicked", "cpu ms a click")
            for page in PAGES:
                cost = asyncio.run(click_costs(server, page))
                if cost is not None:
                    row(size, page or "overzicht", cost[0], f"{cost[1]:.0f}")
            ours = crowd_figures(server, PAGES)
        with serve(folder / "plainest.py", env, cwd=folder) as server:
            theirs = crowd_figures(server, ("",))
    print(f"\n{PEOPLE} people who click every {EVERY:.0f} s, seconds      goal: p95 < 1")
    row("app", "clicks", "p50", "p95", "longest", "cpu ms a click")
    row("ours", *ours)
    row("plainest", *theirs)


def crowd_figures(server: Server, pages: tuple[str, ...]) -> tuple[str, ...]:
    """How many clicks, their median, p95 and longest wait, and the processor time of one."""
    start = server.cpu_seconds()
    waits = sorted(asyncio.run(crowd(server, pages, PEOPLE, EVERY, CROWD_SECONDS)))
    cpu = (server.cpu_seconds() - start) / (len(waits) + PEOPLE) * 1000
    wanted = (waits[len(waits) // 2], waits[int(len(waits) * 0.95)], waits[-1])
    return str(len(waits)), *(f"{wait:.2f}" for wait in wanted), f"{cpu:.0f}"


def bench_beside(folder: Path, sizes: tuple[int, ...]) -> None:
    """Wall milliseconds of others' reruns while the dearest file that is known is read."""
    print("\nreruns of one visitor, wall ms, at rest and while another's 40 sheets of 500 columns are read      goal: ratio < 2")
    row("rest p50", "rest p95", "beside p50", "beside p95", "ratio p50", "reading s")
    rest, rest_high, beside, beside_high, seconds = told("beside", str(folder))
    figures = (rest, rest_high, beside, beside_high)
    row(*(f"{figure:.0f}" for figure in figures), f"{beside / rest:.2f}", f"{seconds:.1f}")


def bench_memory(folder: Path, sizes: tuple[int, ...]) -> None:
    """Resident memory of a server whose visitors upload a large file and leave."""
    print(
        "\nresident MiB of a server whose visitors upload 100 000 visits, one after the other, and leave      goal: given back in a minute"
    )
    row("at first", *("with file", "a minute on") * 3)
    row(*(f"{figure:.0f}" for figure in told("memory", str(write_workbook(folder / "large.xlsx", SIZES[-1])))))


def bench_paint(folder: Path, sizes: tuple[int, ...]) -> None:
    """What a visitor of the sample project waits for, in a browser, against an empty Streamlit page with its own settings."""
    (folder / "empty.py").write_text(EMPTY, encoding="utf-8")
    with tempfile.TemporaryDirectory() as data:
        env = {"ADV_DATA": data}
        whole_process("-m", "adv", "sample", env=env)
        with serve(folder / "empty.py", cwd=folder) as plain, serve(ROOT / "dashboard.py", env, cwd=ROOT) as server:
            ours, empty = (f"http://localhost:{one.port}" for one in (server, plain))
            print(
                "\nfirst paint in Chromium, medians      goal: cold <= 2200 kB, first number <= 1.5 x empty's first text, cold and warm"
            )
            row("page", "kB", "requests", "first ms", "x empty", "last chart ms")
            found = dict(paint.against_empty(ours, empty))
            for name, one in found.items():
                last = "" if one.last_chart is None else f"{one.last_chart:.0f}"
                against = one.first / found[name.replace("ours", "empty")].first
                row(name, f"{one.kilobytes:.0f}", one.requests, f"{one.first:.0f}", f"{against:.2f}", last)
            print("\neach page once more, ms      goal: last chart <= 1000 after the first number")
            row("page", "first", "last chart", "after")
            for name, one in paint.each_page({page or "overzicht": f"{ours}/{page}" for page in PAGES}):
                chart = one.last_chart or one.first
                row(name, f"{one.first:.0f}", f"{chart:.0f}", f"{chart - one.first:.0f}")


def bench_account(folder: Path, sizes: tuple[int, ...]) -> None:
    """The yearly account: made, and written as each of its four files, in a warm process."""
    print("\nyearly account, warm process, s      goal: all four files <= 5 s")
    row("visits", "report", "docx", "pdf", "pptx", "xlsx", "all", "MB")
    for size in [size for size in sizes if size <= 10_000]:
        *seconds, memory = told("account", str(write_workbook(folder / f"{size}.xlsx", size)))
        row(size, *(f"{one:.2f}" for one in seconds), f"{memory:.0f}")


def bench_publications(folder: Path, sizes: tuple[int, ...]) -> None:
    """Publishing the samples and invented projects: time, error, and in how many shapes of projects it is possible."""
    print(flush=True)
    subprocess.run([sys.executable, "-m", "tests.bench.publication"], cwd=ROOT, check=True)


BENCHES = {
    "summary": bench_summary,
    "upload": bench_upload,
    "annotate": bench_annotate,
    "forecast": bench_forecast,
    "pages": bench_pages,
    "start": bench_start,
    "metrics": bench_metrics,
    "clicks": bench_clicks,
    "beside": bench_beside,
    "memory": bench_memory,
    "paint": bench_paint,
    "publications": bench_publications,
    "account": bench_account,
}


def main() -> None:
    """Run the named benches, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("benches", nargs="*", choices=[*BENCHES, []])
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    args = parser.parse_args()
    sizes = tuple(int(size) for size in args.sizes.split(","))
    compileall.compile_dir(ROOT / "adv", quiet=1)  # as Python's libraries are, and as ours are after the first start
    with tempfile.TemporaryDirectory() as folder:
        for name in args.benches or BENCHES:
            BENCHES[name](Path(folder), sizes)


if __name__ == "__main__":
    main()
