"""What all tests share: the flag that renews golden figures, and Hypothesis without luck or a clock."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.store.cluster import Cluster

# The same examples at every run, and no deadline: a busy machine is no failure. To search further:
#   pytest --hypothesis-profile=search
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile("steady")


os.environ.pop("ADV_DATABASE", None)  # whoever has set it for the real thing must not lose that to a test


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate-golden", action="store_true", help="write the golden figures anew, instead of comparing with them"
    )


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
