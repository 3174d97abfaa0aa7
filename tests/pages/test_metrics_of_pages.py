"""What the pages ask of the metrics on the sample, in a process of its own: each once, and without what is slow to import."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from adv.ui.front import PAGES

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    env = {**os.environ, "ADV_DATA": str(tmp_path_factory.mktemp("sample"))}
    subprocess.run([sys.executable, "-m", "adv", "sample"], cwd=ROOT, env=env, check=True, capture_output=True)
    done = subprocess.run([sys.executable, "-m", "tests.bench.metrics"], cwd=ROOT, env=env, check=True, capture_output=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_no_page_imports_scipy(asked: dict[str, Any]) -> None:
    assert not asked["scipy"]  # 1,4 seconds that somebody would wait


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_runs_again_computes_nothing_anew(page: str, asked: dict[str, Any]) -> None:
    assert asked["pages"][page]["again"] == {}
    assert not asked["pages"][page]["failed"]


def test_the_clock_stands_around_the_metrics(asked: dict[str, Any]) -> None:
    assert "coverage" in asked["pages"]["coverage"]["first"]
    assert "compared" in asked["pages"]["neighbourhoods"]["first"]
