"""The commands that start the dashboard, fill it with the sample and hand out the template."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from adv.cli import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADV_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


def test_the_sample_comes_once_and_goes_for_good(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sample"]) == 0
    assert "de-waart: de voorbeeldgegevens staan erin." in capsys.readouterr().out
    assert main(["sample", "--remove"]) == 0
    assert "annawijk: de voorbeeldgegevens zijn weg." in capsys.readouterr().out
    assert main(["sample"]) == 0
    assert capsys.readouterr().out == "Er is niets toegevoegd: elk project heeft al eens gegevens gehad.\n"
    assert main(["sample", "--remove"]) == 0
    assert capsys.readouterr().out == "Er zijn geen voorbeeldgegevens.\n"


def test_the_template_is_written_and_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["template", "--project", "annawijk"]) == 0
    written = tmp_path / "sjabloon-annawijk.xlsx"
    assert written.read_bytes()[:2] == b"PK"
    written.write_bytes(b"filled in")
    assert main(["template", "--project", "annawijk"]) == 2
    assert written.read_bytes() == b"filled in"
    assert "Er is al een bestand sjabloon-annawijk.xlsx." in capsys.readouterr().err


def test_a_template_where_one_may_not_write_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["template", "nergens/leeg.xlsx"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_taken_port_is_a_sentence_with_another_one(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("localhost", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main(["run", "--port", str(port)]) == 2
    assert f"--port {port + 1}" in capsys.readouterr().err
