"""A publication of a sample project, made once for all tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adv.disclosure.releases import publication_of
from tests.disclosure.samples import read_sample
from tests.disclosure.small import KEY

if TYPE_CHECKING:
    from adv.disclosure.publication import Publication


@pytest.fixture(scope="session")
def publication() -> Publication:
    sample = read_sample("de-waart", 2018, 2019)
    made = publication_of(sample.dataset, sample.project, sample.days, None, KEY, is_sample=True).publication
    assert made is not None
    return made
