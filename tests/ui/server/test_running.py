"""What whoever runs the server sees: why it does not start, whether it is ready, and lines in the log."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from adv.households import KEY_BYTES
from adv.texts import texts
from tests.e2e.app import ROOT
from tests.processes import PATIENCE, free_port
from tests.ui.server.test_strangers import begun, open_socket, running, session_of, until_finished

if TYPE_CHECKING:
    from pathlib import Path

UNREACHABLE = "postgresql://adv:geheim@localhost:1/visits"
SAID = texts("nl")("errors.store_unreachable")
STREAMLIT = ("streamlit", "run", str(ROOT / "dashboard.py"), "--server.port", "{port}")


@pytest.mark.parametrize(
    ("options", "form"),
    [((), "text"), (("--no-sample",), "json"), (("--port", str(free_port())), "text")],
    ids=["no options", "no sample", "a port"],
)
def test_without_its_database_it_says_the_same_whatever_the_options(tmp_path: Path, options: tuple[str, ...], form: str) -> None:
    process = begun(tmp_path, ["adv", "run", *options], ADV_DATABASE=UNREACHABLE, ADV_LOG=form)
    try:
        assert process.wait(PATIENCE) == 2
    finally:
        process.kill()
    assert (tmp_path / "output").read_text().strip() == SAID


def test_an_outage_is_told_to_whoever_asks_and_in_the_log(tmp_path: Path) -> None:
    with running(tmp_path, STREAMLIT, ADV_DATABASE=UNREACHABLE, ADV_LOG="json") as server:
        status, _, body = server.ask("/readyz")
        assert (status, json.loads(body)) == (503, {"ready": False, "trouble": "store_unreachable"})
        assert server.ask("/healthz")[0] == 200
        with open_socket(server, origin=f"http://{server.host}") as connection:
            session_of(connection)
            until_finished(connection)
    lines = [json.loads(line) for line in (tmp_path / "output").read_text().splitlines() if line.startswith("{")]
    assert ("warning", "adv.ui", "refused: StoreError (store_unreachable)") in {
        (line["level"], line["logger"], line["message"]) for line in lines
    }
    assert "geheim" not in (tmp_path / "output").read_text()


def test_another_key_is_told_to_whoever_asks(tmp_path: Path) -> None:
    sample = ROOT / "sample_data" / "voorbeeld-de-waart-2018-2020.xlsx"
    with running(tmp_path) as server:
        assert server.ask("/readyz")[0] == 200
        subprocess.run(
            [sys.executable, "-m", "adv", "import", str(sample)],
            cwd=ROOT, env={"ADV_DATA": str(tmp_path / "data")}, check=True, capture_output=True,
        )  # fmt: skip
        assert server.ask("/readyz")[0] == 200
        (tmp_path / "data" / "household.key").write_bytes(b"x" * KEY_BYTES)
        status, _, body = server.ask("/readyz")
    assert (status, json.loads(body)["trouble"]) == (503, "household_key_other")
