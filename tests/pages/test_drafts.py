"""A file that was read and not confirmed is still there after a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.texts import texts
from adv.ui import view
from tests.pages.conftest import forget
from tests.pages.test_upload import SAMPLE, confirm, upload

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

NL = texts("nl")


def restart() -> None:
    view.store().close()
    forget()


def look_at(app: AppTest) -> AppTest:
    """Open what waits."""
    return app.button(key="adv_waiting_look").click().run()


def test_confirming_after_a_restart_stores_what_was_read(app: Callable[..., AppTest]) -> None:
    upload(app("data"), SAMPLE)
    restart()
    opened = app("data")
    assert SAMPLE.name in opened.info[0].value.replace("\\", "")
    assert not [button for button in opened.button if button.key == "adv_confirm"]  # nobody confirms it in passing
    assert confirm(look_at(opened)).success[0].value.startswith("Opgeslagen")
    assert view.store().version("de-waart") == 1
    assert not app("data").info


def test_what_waits_can_be_discarded(app: Callable[..., AppTest]) -> None:
    upload(app("data"), SAMPLE)
    restart()
    opened = look_at(app("data")).button(key="adv_waiting_away").click().run()
    assert not opened.exception
    assert not opened.info
    assert view.store().latest_draft("de-waart") is None
    assert view.store().version("de-waart") == 0


def test_files_that_were_taken_away_do_not_wait(app: Callable[..., AppTest]) -> None:
    opened = upload(app("data"), SAMPLE)
    assert view.store().latest_draft("de-waart") is not None
    opened.file_uploader[0].set_value([]).run()
    assert view.store().latest_draft("de-waart") is None
