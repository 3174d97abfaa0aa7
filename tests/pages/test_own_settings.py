"""A project whose settings are wrong: whoever chooses it is told which key of which file, and the others work as before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adv.settings import SHIPPED
from adv.ui import view
from tests.pages.conftest import some_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from streamlit.testing.v1 import AppTest


@pytest.fixture(autouse=True)
def _a_wrong_project(tmp_path: Path) -> Iterator[None]:
    own = tmp_path / "data" / "projects"
    own.mkdir(parents=True)
    text = (SHIPPED / "de-waart.toml").read_text(encoding="utf-8")
    wrong = text.replace('name = "de-waart"', 'name = "leonardusbuurt"').replace("target = 160", 'target = "veel"')
    (own / "leonardusbuurt.toml").write_text(wrong, encoding="utf-8")
    yield
    view.settings.cache_clear()


def test_who_chooses_it_reads_the_file_the_key_and_what_is_allowed(app: Callable[..., AppTest]) -> None:
    said = "\n".join(str(element.value) for element in app(project="leonardusbuurt").error).replace("\\", "")
    assert all(word in said for word in ("leonardusbuurt.toml", "target", "1, 2, 3"))


def test_the_other_projects_work_as_before(app: Callable[..., AppTest], stored: Callable[..., None]) -> None:
    stored(some_data())
    opened = app("coverage", project="de-waart")
    assert not opened.error
    assert not opened.exception
    assert opened.selectbox(key="project").options == ["de Waart", "Annawijk", "leonardusbuurt"]


def test_the_server_starts(stored: Callable[..., None]) -> None:
    stored(some_data())
    view.prepare()
    assert view.facts.cache_info().currsize == 2
