"""``--map``: a column, a sheet or a word is what the user says it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.test_cli import FULL, VISITS, run, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.test_cli import Cell

OWN_WORD: list[Sequence[Cell]] = [*VISITS, ["B9", VISITS[1][1], "Waartplein", 2, "Praatje gemaakt", None, None, None]]


def test_a_word_of_ones_own_counts_once_it_is_mapped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "x.xlsx", {"Bezoeken": OWN_WORD})
    status, before, _ = run(capsys, "summary", path, "--json")
    assert status == 1
    status, after, _ = run(capsys, "summary", path, "--json", "--map", "Uitkomst:praatje gemaakt=conversation")
    assert status == 0
    assert json.loads(after)["visits"]["completed"] == json.loads(before)["visits"]["completed"] + 1


def test_a_sheet_is_the_table_that_it_is_mapped_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "x.xlsx", {"Bezoeken": VISITS, "Nog iets": VISITS})
    _, out, _ = run(capsys, "check", path, "--json", "--map", "Nog iets=none")
    assert [sheet["table"] for sheet in json.loads(out)["sheets"]] == ["visits", None]
    _, out, _ = run(capsys, "check", path, "--json", "--map", "Nog iets=addresses")
    assert [sheet["table"] for sheet in json.loads(out)["sheets"]] == ["visits", "addresses"]


def test_a_part_of_a_sheet_is_the_table_that_it_is_mapped_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    booked: list[Sequence[Cell]] = [["Datum", "Bedrag"], *([VISITS[1][1], 5] for _ in VISITS[1:])]
    both: list[Sequence[Cell]] = [[*left, None, *right] for left, right in zip(VISITS, booked, strict=True)]
    path = write(tmp_path / "x.xlsx", {"Bezoeken": both})
    _, out, _ = run(capsys, "check", path, "--json")
    assert [sheet["table"] for sheet in json.loads(out)["sheets"]] == ["visits", "expenses"]
    _, out, _ = run(capsys, "check", path, "--json", "--map", "Bezoeken!J=none")
    assert [sheet["table"] for sheet in json.loads(out)["sheets"]] == ["visits", None]
    status, out, err = run(capsys, "check", path, "--json", "--map", "Bezoeken!C=none")
    assert (status, out) == (2, "")
    assert "Bezoeken!A, Bezoeken!J" in err


@pytest.mark.parametrize(
    ("mapped", "said"),
    [
        ("Uitkomst:praatje=gelukt", "conversation, not_at_home, refused, appointment, vacant, none"),
        ("Thema:huis=huizen", "wonen"),
        ("Weg=visits", "Bezoeken"),
        ("Straat=themes:huizen", "wonen, zorg en welzijn, werken"),
        ("Straat=outcome:praatje", "conversation, not_at_home, refused, appointment, vacant"),
        ("Datum=visited_on:backwards", "day_first, month_first"),
    ],
    ids=[
        "no such outcome",
        "no such theme",
        "no such sheet",
        "marks of no such theme",
        "marks of no such outcome",
        "no such way to read days",
    ],
)
def test_a_mapping_that_cannot_be_is_told_with_what_can(
    mapped: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, "summary", write(tmp_path / "goed.xlsx", FULL), "--map", mapped)
    assert (status, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1


def test_a_column_with_a_colon_in_its_header_is_still_a_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    renamed: list[Sequence[Cell]] = [["Bezoeknummer", "Datum", "Straat", "Huisnummer", "Vraag: hoe", *VISITS[0][5:]], *VISITS[1:]]
    _, out, _ = run(capsys, "check", write(tmp_path / "x.xlsx", {"Bezoeken": renamed}), "--json", "--map", "Vraag: hoe=outcome")
    assert json.loads(out)["sheets"][0]["columns"][4]["field"] == "outcome"


def test_marks_in_a_column_mean_the_theme_that_it_is_mapped_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    marked: list[Sequence[Cell]] = [[*row, mark] for row, mark in zip(VISITS, ["Kruis", *["x"] * (len(VISITS) - 1)], strict=True)]
    path = write(tmp_path / "x.xlsx", {"Bezoeken": marked})
    _, out, _ = run(capsys, "check", path, "--json", "--map", "Kruis=themes:Zorg en welzijn")
    assert json.loads(out)["sheets"][0]["columns"][-1]["field"] == "themes"


def test_the_days_of_a_column_are_read_as_it_is_mapped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    days = ["1/2/2019", "3/4/2019", "5/6/2019"]
    visits: list[Sequence[Cell]] = [[day, "Waartplein", at, "gesprek"] for at, day in enumerate(days, 1)]
    rows: list[Sequence[Cell]] = [["Datum", "Straat", "Nr", "Uitkomst"], *visits]
    path = write(tmp_path / "x.xlsx", {"Bezoeken": rows})
    _, day_first, _ = run(capsys, "summary", path, "--json")
    assert _months(day_first) == {"2019-02", "2019-04", "2019-06"}
    _, month_first, _ = run(capsys, "summary", path, "--json", "--map", "Datum=visited_on:month_first")
    assert _months(month_first) == {"2019-01", "2019-03", "2019-05"}


def _months(summary: str) -> set[str]:
    """The months in which there was a conversation."""
    return {month for month, count in json.loads(summary)["visits"]["completed_by_month"].items() if count}


@pytest.mark.parametrize(
    ("mapped", "cents"),
    [((), 1250), (("Bedrag:*=none",), 1250), (("Bedrag:*=20",), 1250 + 5 * 2000), (("Bedrag:*=as_it_looks",), 1250 + 15550)],
    ids=["nothing", "left out", "the same for all", "what they look like"],
)
def test_every_cell_that_cannot_be_read_is_answered_at_once(
    mapped: tuple[str, ...], cents: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    amounts: list[Cell] = [12.5, "n.t.b.", "120,50 en ook 35,00", "n.t.b.", None, "bel 06-12345678"]
    rows: list[Sequence[Cell]] = [["Datum", "Kostensoort", "Bedrag"], *(["1-4-2019", "Personeel", amount] for amount in amounts)]
    said = [part for one in mapped for part in ("--map", one)]
    _, out, _ = run(capsys, "summary", write(tmp_path / "kas.xlsx", {"Uitgaven": rows}), "--json", *said)
    figures = json.loads(out)
    assert round(100 * figures["budget"]["spent"]) == cents
    left = {"": 5, "none": 0, "20": 0, "as_it_looks": 4}[mapped[0].partition("=")[2] if mapped else ""]
    assert figures["findings"]["rows_left_out"] == left
