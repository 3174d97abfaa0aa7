"""Pages, slides and sheets of the yearly account as a reader sees them, by LibreOffice, to be looked at: `make report-pictures`.

python -m tests.report.pictures FOLDER [STATE …]      a folder per format
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from functools import partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from adv.report.facts import About
from adv.report.outline import make
from adv.report.spans import year
from adv.report.writers import FORMATS, writer
from adv.settings import load_project
from adv.texts import texts
from tests.charts.states import STATES
from tests.report import published
from tests.report.example import TEXTS, example, for_municipality
from tests.report.reports import of_sample, of_state, sample

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from adv.report.outline import Report

DPI = 70
LONG = "Dit is een lange eigen tekst, zoals iemand die in één keer schrijft. " * 12
SHORT = {"author", "story.first.title"}
WRITTEN = {slot: text if slot in SHORT else "\n\n".join([LONG] * 3) for slot, text in TEXTS.items()}


def _less() -> Report:
    """The account of 2019 with less than half of the rows: far behind the plan."""
    data = sample()
    less = data.with_tables(visits=data.visits.iloc[:130], requests=data.requests.iloc[:60], expenses=data.expenses.iloc[:30])
    return make(less, load_project("de-waart"), year(2019), About(), texts("nl"))


def without(*tables: str) -> Report:
    """The account of 2019 of the sample, as if these tables had never been read."""
    data, project = sample(), load_project("de-waart")
    given = frozenset(one for one in data.given if one.split(".")[0] not in tables)
    known = replace(data, given=given, **{name: getattr(data, name).iloc[:0] for name in tables})
    return make(known, project, year(2019), About(), texts("nl"))


def state(name: str) -> Report:
    return of_state(STATES[name](), is_drawn=True)


SHOWN: dict[str, Callable[[], Report]] = {
    "first year": partial(of_sample, 2018),
    "middle year, over its budget": partial(of_sample, 2019),
    "last year": partial(of_sample, 2020),
    "closed": example,
    "behind": _less,
    "over the project's budget": partial(state, "overspent"),
    "over target": partial(state, "target passed"),
    "no requests": partial(without, "requests"),
    "no expenses": partial(without, "expenses"),
    "no register": partial(without, "addresses"),
    "one visit": partial(state, "one visit"),
    "empty": partial(state, "no data at all"),
    "all small cells": partial(published.of_state, "one visit"),
    "hostile names": partial(state, "hostile names"),
    "long own texts": partial(of_sample, 2019, about=About(texts=WRITTEN)),
    "English": partial(of_sample, 2019, language="en"),
    "municipality": for_municipality,
    "programme of three": published.programme,
}


def main(folder: Path, names: Sequence[str]) -> None:
    """Write the files of each state, let LibreOffice print them, and draw every page: FOLDER/docx/first year-01.png."""
    for form in FORMATS:
        (folder / form).mkdir(parents=True, exist_ok=True)
    for name in names:
        report = SHOWN[name]()
        for form in FORMATS:
            (folder / form / f"{name}.{form}").write_bytes(writer(form)(report))
    with tempfile.TemporaryDirectory() as profile:  # its own: an office that runs already does not take over
        for form in (form for form in FORMATS if form != "pdf"):
            files = [folder / form / f"{name}.{form}" for name in names]
            office = ("soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf")
            subprocess.run([*office, "--outdir", folder / form, *files], check=True)
    for form, name in product(FORMATS, names):
        drawn = folder / form / name
        subprocess.run(["pdftoppm", "-r", str(DPI), "-png", f"{drawn}.pdf", drawn], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or tuple(SHOWN))
