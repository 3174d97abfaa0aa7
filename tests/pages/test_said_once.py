"""What is not in the data is said once on a page, whatever number of panels lack it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.datasets import make_dataset
from tests.pages.conftest import DE_WAART
from tests.pages.test_pages import html

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest


def test_a_list_that_is_not_there_is_said_once(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(make_dataset(DE_WAART, visits=[{"visited_on": "2018-05-01", "outcome": "conversation"}]))
    requests = app("requests")
    assert html(requests).count("Er staan geen hulpvragen in de gegevens.") == 1
    assert not requests.main.get("button_group"), "nothing to divide or to choose"
    shown = html(app("results"))
    assert shown.count("Er staan geen hulpvragen in de gegevens.") == 1
    assert shown.count("Er staan geen activiteiten in de gegevens.") == 1
