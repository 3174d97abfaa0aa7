"""What goes wrong is a sentence or a number; never what stood in a cell."""

from __future__ import annotations

import logging
import re

import pytest
from streamlit.testing.v1 import AppTest

PLANTED = "burgerservicenummer 111222333"

SCRIPT = f"""
import streamlit as st
from adv.errors import SettingsError
from adv.texts import texts
from adv.ui.errors import user_errors

kind = st.query_params.get("kind")
with user_errors(texts("nl")):
    if kind == "refused":
        raise SettingsError("unknown_project", name="[x](y)", allowed="de-waart")
    if kind == "bug":
        raise ValueError("{PLANTED}")
    if kind == "chained":
        try:
            {{}}["{PLANTED}"]
        except KeyError as error:
            raise ValueError("{PLANTED}") from error
    if kind == "stop":
        st.stop()
st.write("the page goes on")
"""


def run(kind: str) -> AppTest:
    app = AppTest.from_string(SCRIPT)
    app.query_params["kind"] = kind
    return app.run()


def test_what_a_user_can_put_right_is_a_sentence() -> None:
    app = run("refused")
    assert app.error[0].value.replace("\\", "") == "Het project «[x](y)» is er niet. Kies uit: de-waart."
    assert app.markdown[0].value == "the page goes on"


@pytest.mark.parametrize("kind", ["bug", "chained"])
def test_a_mistake_of_ours_is_a_number_that_the_log_knows(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "adv.ui"):
        app = run(kind)
    reference = re.search(r"[0-9a-f]{8}", app.error[0].value)
    assert reference
    assert reference[0] in caplog.text
    assert "ValueError" in caplog.text
    assert "111222333" not in caplog.text + app.error[0].value
    assert not app.exception


def test_stopping_a_page_is_not_an_error() -> None:
    app = run("stop")
    assert not app.error
    assert not app.markdown
