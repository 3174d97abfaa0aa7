"""What all tests share: the flag that renews golden figures."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate-golden", action="store_true", help="write the golden figures anew, instead of comparing with them"
    )


@pytest.fixture
def regenerates(request: pytest.FixtureRequest) -> bool:
    """Whether golden figures are to be written anew; a changed figure belongs under *Figures changed* in the CHANGELOG."""
    return bool(request.config.getoption("--regenerate-golden"))
