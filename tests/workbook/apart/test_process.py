"""Understanding workbooks in a worker: the same as here, within limits, and gone when nobody waits for it any more."""

from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from adv.errors import DamagedFile, FileTooLarge, IntakeFailed, NotASpreadsheet
from adv.model import TableName
from adv.settings import load_project
from adv.workbook.apart import process
from adv.workbook.apart.process import understand_apart
from adv.workbook.checks.visits_of_requests import stored_visits
from adv.workbook.intake import read_files
from adv.workbook.reading.limits import UploadLimits
from adv.workbook.reading.worker_process import INTAKE, Reserve, Worker, intake_reserve
from adv.workbook.recognition.places.layout import MOST_COLUMNS
from adv.workbook.tables.grid import Upload
from adv.workbook.understood import Corrections
from adv.workbook.vocabulary.word_lists import OwnWords, WordList
from tests.processes import Saying, left_of, workers_below

if TYPE_CHECKING:
    from adv.workbook.understood import Intake

PROJECT = load_project("de-waart")
KEY, TODAY = b"k" * 32, date(2026, 1, 1)
SAMPLES = Path(__file__).parents[3] / "sample_data"
TEMPLATE, BY_HAND = SAMPLES / "voorbeeld-de-waart-2018-2020.xlsx", SAMPLES / "voorbeeld-de-waart-zelf-bijgehouden.xlsx"
DECIDED = Corrections(
    fields={(BY_HAND.name, "Bezoeken", 2): None},
    headers={"opmerkingen": None},
    tables={("", "Toelichting"): TableName.EXPENSES},
    blocks={("", "Bezoeken", 0): TableName.VISITS},
    words=OwnWords({WordList.OUTCOME: {"praatje": "conversation"}}),
)


def upload(path: Path) -> Upload:
    return Upload(path.name, path.read_bytes())


def assert_same(one: Intake, other: Intake) -> None:
    assert (one.sheets, one.findings, one.words, one.sha256) == (other.sheets, other.findings, other.words, other.sha256)
    for name in TableName:
        assert one.dataset.table(name).equals(other.dataset.table(name)), name
    assert one.dataset.given == other.dataset.given


@pytest.mark.parametrize("decided", [Corrections(), DECIDED], ids=["as proposed", "decided otherwise"])
@pytest.mark.parametrize("file", [TEMPLATE, BY_HAND], ids=["template", "by hand"])
def test_what_comes_out_is_the_same_as_here(file: Path, decided: Corrections) -> None:
    apart = understand_apart([upload(file)], PROJECT, KEY, TODAY, decided)
    assert_same(apart, read_files([upload(file)], PROJECT, KEY, TODAY, decided, needs_table=False))


def test_requests_find_stored_visits_there_too() -> None:
    stored = stored_visits(read_files([upload(TEMPLATE)], PROJECT, KEY, TODAY).dataset.visits)
    file = Upload("vragen.csv", b"Bezoeknummer;Thema;Status\nB001;wonen;open\nB999;werken;open\n")
    apart = understand_apart([file], PROJECT, KEY, TODAY, Corrections(), stored=stored)
    assert_same(apart, read_files([file], PROJECT, KEY, TODAY, stored=stored))


def test_a_refusal_names_the_file() -> None:
    with pytest.raises(NotASpreadsheet) as refusal:
        understand_apart([Upload("foto.xlsx", b"\x89PNG\r\n\x1a\n" * 9)], PROJECT, KEY, TODAY, Corrections())
    assert refusal.value.params["file"] == "foto.xlsx"


def wide(sheets: int, columns: int) -> Upload:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for number in range(sheets):
            sheet = book.add_worksheet(f"Blad{number}")
            for column in range(columns):
                sheet.write_column(0, column, [f"Kolom {column}", *(f"woord {column} {row}" for row in range(8))])
    return Upload("breed.xlsx", content.getvalue())


def test_columns_beyond_what_a_list_can_have_are_left_out_and_said() -> None:
    found = understand_apart([wide(1, MOST_COLUMNS + 30)], PROJECT, KEY, TODAY, Corrections())
    (said,) = [finding for finding in found.findings if finding.code == "columns_beyond"]
    assert (said.sheet, said.cells, said.params["beyond"]) == ("Blad0", ("GS1",), 30)
    assert not found.is_whole


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such limits")
@pytest.mark.parametrize(
    ("limits", "said"),
    [(UploadLimits(seconds=1, clock=60), 1), (UploadLimits(seconds=60, clock=0.6), 1)],
    ids=["computing", "clock"],
)
def test_what_takes_too_long_is_stopped_and_said_with_the_limit_that_ran_out(limits: UploadLimits, said: int) -> None:
    with pytest.raises(FileTooLarge, match="too_slow") as refusal:
        understand_apart([wide(30, MOST_COLUMNS)], PROJECT, KEY, TODAY, Corrections(), limits=limits)
    assert refusal.value.params["seconds"] == said


class Left(Exception):
    """The visitor has gone."""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no groups of processes")
def test_who_leaves_takes_the_worker_and_its_readers_along(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Worker] = []
    groups: dict[int, int] = {}  # of the readers
    made = Worker.__init__

    def watched(self: Worker, program: str, *, ahead: bool = False) -> None:
        made(self, program, ahead=ahead)
        started.append(self)

    def leave(_: float) -> None:
        if readers := workers_below(started[0].pid):
            groups.update({pid: os.getpgid(pid) for pid in readers})
            raise Left

    monkeypatch.setattr(process, "intake_reserve", Reserve(INTAKE))  # no worker that waits since an earlier test
    monkeypatch.setattr(Worker, "__init__", watched)
    with pytest.raises(Left):
        understand_apart([wide(30, MOST_COLUMNS)], PROJECT, KEY, TODAY, Corrections(), meanwhile=leave)
    (worker,) = started
    assert worker.returncode is not None
    assert set(groups.values()) == {worker.pid}
    assert left_of(groups, 10) == set()


@pytest.mark.parametrize(
    ("said", "error"),
    [
        pytest.param(b"nonsense", DamagedFile, id="no message"),
        pytest.param(b"", DamagedFile, id="nothing"),
        pytest.param(process.encode(process.Failed("KeyError", "sheet.py:12")), IntakeFailed, id="a mistake of ours"),
        pytest.param(
            process.encode(
                process.PackedUnderstanding(
                    {TableName.VISITS: {"visit_id": process.PackedCodes(["B1"], b"\x07\0\0\0")}}, [], [], [], {}, []
                )
            ),
            DamagedFile,
            id="a place that is none",
        ),
    ],
)
def test_what_a_worker_that_was_led_astray_says_damages_its_file_only(
    monkeypatch: pytest.MonkeyPatch, said: bytes, error: type[Exception]
) -> None:
    monkeypatch.setattr(intake_reserve, "take", lambda _: Saying(said))
    with pytest.raises(error):
        understand_apart([Upload("a.csv", b"")], PROJECT, KEY, TODAY, Corrections())
