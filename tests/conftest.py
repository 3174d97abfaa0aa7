"""What all tests share: the flag that renews golden figures, and Hypothesis without luck or a clock."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from hypothesis import settings

from adv.workbook.reading import worker_process
from tests.forked_worker import ForkedWorker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.store.cluster import Cluster

# The same examples at every run, and no deadline: a busy machine is no failure. To search further:
#   pytest --hypothesis-profile=search
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile("steady")

# At Python's own pace, looking for cycles in all that is imported takes a tenth of the time of all tests: see `_collected`.
gc.set_threshold(200_000, 10, 10)

# Tests of workers, of what they withstand and of servers have real ones.
REAL_WORKERS = tuple(
    f"tests/{folder}/" for folder in ("workbook/reading", "workbook/apart", "hostile", "endure", "ui/server", "e2e")
)

os.environ.pop("ADV_DATABASE", None)  # whoever has set it for the real thing must not lose that to a test


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate-golden", action="store_true", help="write the golden figures anew, instead of comparing with them"
    )


def pytest_collection_finish() -> None:
    collect()


def collect() -> None:
    """Take out what is left over, and never go through what stays again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="module", autouse=True)
def _collected() -> Iterator[None]:
    """Take out what the tests of a file left: memory stays bounded, and a file or socket left open is told where it was left."""
    yield
    collect()


@pytest.fixture(scope="module", autouse=True)
def _forked_workers(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let what is read be read by workers that are there at once (see `forked_worker`)."""
    if os.name != "posix" or request.node.nodeid.startswith(REAL_WORKERS):
        for reserve in (worker_process.reserve, worker_process.intake_reserve):
            is_kept = reserve.is_kept
            reserve.empty()  # of forked ones
            reserve.is_kept = is_kept
        yield
    else:
        with mock.patch.object(worker_process, "Worker", ForkedWorker):
            yield


@pytest.fixture
def regenerates(request: pytest.FixtureRequest) -> bool:
    """Whether golden figures are to be written anew; a changed figure belongs under *Figures changed* in the CHANGELOG."""
    return bool(request.config.getoption("--regenerate-golden"))


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server of our own. Without its programs the tests fail: what is not tested is not supported."""
    from tests.store.cluster import running_cluster  # noqa: PLC0415 - most tests do without a database

    with running_cluster() as running:
        yield running
