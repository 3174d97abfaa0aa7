"""What the pages ask of the metrics on the sample, in a process of its own: each once, and without what is slow to import."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from adv.indicators import INDICATORS, metrics
from adv.ui.front import PAGES

ROOT = Path(__file__).parents[2]
NOT_IN_THE_SAMPLE = {"results"}  # it has no target values
ON_A_PAGE = [
    key for key, one in INDICATORS.items() if one.shown and one.shown.page and any(one.asks) and key not in NOT_IN_THE_SAMPLE
]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    env = {**os.environ, "ADV_DATA": str(tmp_path_factory.mktemp("sample"))}
    subprocess.run([sys.executable, "-m", "adv", "sample"], cwd=ROOT, env=env, check=True, capture_output=True)
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.metrics", "--opened"], cwd=ROOT, env=env, check=True, capture_output=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_no_page_imports_scipy(asked: dict[str, Any]) -> None:
    assert not asked["scipy"]  # 1,4 seconds that somebody would wait


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_runs_again_computes_nothing_anew(page: str, asked: dict[str, Any]) -> None:
    assert asked["pages"][page]["again"] == {}
    assert not asked["pages"][page]["failed"]


def test_every_metric_that_a_page_asks_for_is_in_the_catalogue(asked: dict[str, Any]) -> None:
    known = {metric.__name__ for metric, _ in metrics().values()}
    assert {name.split()[0] for found in asked["pages"].values() for name in found["first"]} <= known


@pytest.mark.parametrize("key", ON_A_PAGE)
def test_the_page_of_an_indicator_asks_for_it(key: str, asked: dict[str, Any]) -> None:
    shown = INDICATORS[key].shown
    assert shown is not None
    computed = {name.split()[0] for name in asked["pages"][shown.page]["first"]}
    assert {metric.__name__ for metric, _ in INDICATORS[key].asks} & computed
