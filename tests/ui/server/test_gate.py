"""Who gets an answer, by what a request says of itself and on which address it came in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adv.ui.server.gate import is_loopback, refusal

if TYPE_CHECKING:
    from starlette.types import Scope

OWN = "http://localhost:8501"


def asked(kind: str = "http", *, address: str = "127.0.0.1", method: str = "GET", **headers: str) -> Scope:
    pairs = [
        (name.replace("_", "-").encode(), value.encode()) for name, value in {"host": "localhost:8501", **headers}.items() if value
    ]
    return {"type": kind, "method": method, "server": (address, 8501), "headers": pairs}


@pytest.mark.parametrize(
    ("scope", "why"),
    [
        pytest.param(asked(), None, id="this computer's own browser"),
        pytest.param(asked(host="127.0.0.1:8501"), None, id="by number"),
        pytest.param(asked(host="[::1]:8501", address="::1"), None, id="by number, the long kind"),
        pytest.param(asked(address="192.168.1.20", host="192.168.1.20:8501"), "address", id="from the network"),
        pytest.param(asked(address="192.168.1.20"), "address", id="from the network, pretending"),
        pytest.param(asked(host="evil.example:8501"), "host", id="a name that points here"),
        pytest.param(asked(host="localhost.evil.example:8501"), "host", id="a name that begins like ours"),
        pytest.param(asked(host="localhost:9000"), "host", id="another port"),
        pytest.param(asked(host="localhost"), "host", id="no port"),
        pytest.param(asked(host=""), "host", id="no name"),
        pytest.param(asked("websocket", origin=OWN), None, id="our page's socket"),
        pytest.param(asked("websocket", origin="http://localhost:9000"), "origin", id="another server's socket"),
        pytest.param(asked("websocket", origin="http://127.0.0.1:8501"), "origin", id="the same server under another name"),
        pytest.param(asked("websocket", origin="null"), "origin", id="a socket of a file"),
        pytest.param(asked("websocket"), "origin", id="a socket of nobody"),
        pytest.param(asked(method="PUT", origin="http://localhost:9000"), "origin", id="another server's upload"),
        pytest.param(asked(sec_fetch_site="same-site", sec_fetch_mode="no-cors"), "origin", id="another server's picture of ours"),
        pytest.param(asked(sec_fetch_site="cross-site", sec_fetch_mode="navigate"), None, id="a link in a mail"),
        pytest.param(asked(sec_fetch_site="cross-site", sec_fetch_mode="navigate", method="POST"), "origin", id="a form elsewhere"),
    ],
)  # fmt: skip
def test_only_our_own_page_at_our_own_address_gets_an_answer(scope: Scope, why: str | None) -> None:
    assert refusal(scope) == why


@pytest.mark.parametrize(
    ("address", "answer"),
    [("127.0.0.1", True), ("127.8.9.10", True), ("::1", True), ("localhost", True),
     ("0.0.0.0", False),  # noqa: S104 - refused
     ("::", False), ("10.0.0.4", False), ("localhost.example", False), ("unix:///tmp/s", False), ("", False)],
)  # fmt: skip
def test_an_address_that_others_can_reach_is_told_from_one_that_they_cannot(address: str, answer: bool) -> None:  # noqa: FBT001
    assert is_loopback(address) is answer
