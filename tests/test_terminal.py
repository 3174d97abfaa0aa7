"""Names in a workbook reach a terminal as text: nothing in them is obeyed, and none makes a line of its own."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adv import cli
from adv.terminal import harmless, say_json
from tests.workbook import evil

if TYPE_CHECKING:
    from pathlib import Path

HEADERS = 'Datum;Straat;Huisnummer;Uitkomst;"Opm\x1b]0;weg\x07\x1b[2J\nBezoeken!A1: fout";Thema\u202es\r\n'
ROWS = "02-03-2018;Waartplein;1;niet thuis;;\r\n03-03-2018;Waartplein;2;Zwxq\x1b[31m;;\r\n"
MORE_ROWS = "".join(f"04-03-2018;Waartplein;{door};niet thuis;;\r\n" for door in range(3, 60))


def obeyed(text: str) -> set[str]:
    """The characters that a terminal does something with, line ends apart."""
    return {char for char in text if unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"}} - {"\n"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Bezoeken 2019", "Bezoeken 2019"),
        ("Curaçaolaan\u00a0€ ✓", "Curaçaolaan\u00a0€ ✓"),
        ("\x1b[2J\x1b]0;titel\x07weg", "[2J]0;titelweg"),
        ("a\nb\tc\r\u2028d\u0085e", "a b c  d e"),
        ("\u202eexcel.xlsx\u202c", "excel.xlsx"),
        ("Da\u200btum\ufeff", "Datum"),
        ("\ud800", ""),
    ],
    ids=["plain", "not ASCII", "escape sequences", "line ends", "direction", "zero width", "half a character"],
)
def test_a_line_holds_nothing_that_a_terminal_obeys(text: str, shown: str) -> None:
    assert harmless(text) == shown


@pytest.mark.parametrize("text", ["\x1b[31m", "\x7f\x9b31m", "\u202e", "\U000e0001", "a\nb", "é ✓ \U0001f600", '"\\\\'], ids=ascii)
def test_json_reads_back_the_same_and_holds_nothing_to_obey(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    say_json({text: [text]})
    printed = capsys.readouterr().out
    assert json.loads(printed) == {text: [text]}
    assert obeyed(printed) == set()


@given(st.text())
def test_whatever_the_line_it_is_one_line(text: str) -> None:
    assert obeyed(harmless(text)) == set()
    assert "\n" not in harmless(text)


def printed(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = cli.main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return status, out, err


def test_escape_sequences_in_file_names_and_headers_do_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "jan\x1b[2J\nBezoeken!A1\u202e.csv"
    file.write_text(HEADERS + ROWS + MORE_ROWS, encoding="utf-8", newline="")
    status, out, err = printed(capsys, "check", file)
    assert (status, err) == (1, "")
    assert obeyed(out) == set()
    assert not [line for line in out.splitlines() if line.startswith("Bezoeken!A1")]
    status, out, _ = printed(capsys, "check", file, "--json")
    found: dict[str, Any] = json.loads(out)
    assert obeyed(out) == set()
    assert found["sheets"][0]["file"] == file.name  # other programs get the name as it is


def test_a_sheet_name_that_turns_the_line_around_does_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(evil.Book(sheets={"Uit\u202egaven&#10;fout": evil.sheet()}).zipped())
    status, out, _ = printed(capsys, "check", file)
    assert status == 0
    assert obeyed(out) == set()
    assert not [line for line in out.splitlines() if line.startswith("fout")]


def test_the_sentence_of_a_refused_file_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "weg\x1b[2J\nGelukt.xlsx"
    assert printed(capsys, "check", file)[0] == 2
    file.write_bytes(b"")
    status, out, err = printed(capsys, "summary", file)
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert obeyed(err) == set()
