"""The sample projects, read once for all tests."""

from __future__ import annotations

import pytest

from tests.disclosure.samples import Sample, read_sample


@pytest.fixture(scope="session")
def de_waart() -> Sample:
    return read_sample("de-waart", 2018, 2019, 2020)


@pytest.fixture(scope="session")
def annawijk() -> Sample:
    return read_sample("annawijk", 2021, 2022)
