"""``python -m tests.hostile.others``: what another visitor notices while the same server reads a hostile file.

One session has the server read a file, as the page Gegevens does; a second one asks for a page with a chart all the while. Printed is how long
that page takes (median and longest), before and during.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from tests.bench.session import Server, Session, serve, session

ROOT = Path(__file__).parents[2]
QUIET_RUNS = 40
HEAVY = (
    "a blank formatted cell in every row",
    "a space in every row",
    "twenty thousand different outcomes",
    "twenty thousand different streets",
    "forty thousand different headers",
    "two thousand columns of days and outcomes",
    "a million attributes",
    "deep nesting in a sheet",
)
PAGE = """
import plotly.express as px
import streamlit as st

if name := st.query_params.get("kind"):
    from datetime import date
    from adv.errors import AdvError
    from adv.settings import load_project
    from adv.workbook.tables.grid import Upload
    from adv.workbook.intake import read_files
    from tests.hostile.kinds import kinds
    kind = next(kind for kind in kinds() if kind.name == name)
    try:
        read_files([Upload(kind.file, kind.make())], load_project("de-waart"), b"k" * 32, date(2025, 1, 1))
    except AdvError as refusal:
        st.write(refusal.key)
st.plotly_chart(px.line(y=[number % 7 for number in range(160)]))
"""


async def look(visitor: Session) -> float:
    """Seconds that the page takes."""
    start = time.perf_counter()
    await visitor.rerun()
    return time.perf_counter() - start


async def measure(server: Server) -> None:
    """Print a line for each file."""
    async with session(server) as visitor:
        await look(visitor)
        quiet = [await look(visitor) for _ in range(QUIET_RUNS)]
        print(f"{'nothing':45} page {statistics.median(quiet):.3f} s, longest {max(quiet):.3f} s")
        for name in HEAVY:
            async with session(server) as sender:
                start = time.perf_counter()
                reading = asyncio.create_task(sender.rerun(query=f"kind={name}"))
                seen = [await look(visitor)]
                while not reading.done():
                    seen.append(await look(visitor))
                took = time.perf_counter() - start
            print(
                f"{name:45} page {statistics.median(seen):.3f} s, longest {max(seen):.3f} s; file {took:.1f} s; {server.resident_mb():.0f} MB"
            )


def main() -> None:
    """Serve the page and measure."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "page.py"
        script.write_text(PAGE, encoding="utf-8")
        with serve(script, env={"PYTHONPATH": str(ROOT)}, cwd=ROOT) as server:
            asyncio.run(measure(server))


if __name__ == "__main__":
    main()
