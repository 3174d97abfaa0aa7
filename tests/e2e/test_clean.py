"""Behind what one sees: no error, no request to another computer, closed doors, and a page at once from a server that just started.

Every visit of every test is watched for errors and foreign requests (see `window`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.cold_server import cold_server
from tests.e2e import look
from tests.e2e.app import App

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_charts_take_over_every_change_of_the_theme(app: App, page: Page) -> None:
    look.visit(page, app, "bereik")
    for scheme in ("dark", "light", "dark"):
        page.emulate_media(color_scheme=scheme)  # one of its two
        page.locator(f"[data-adv-theme={scheme}]").wait_for(state="attached")


@pytest.mark.parametrize("path", ["/", "/bereik", "/static/none.js", "/_stcore/health"])
def test_every_answer_carries_the_headers_that_keep_others_out(app: App, path: str) -> None:
    try:
        with urlopen(app.url + path, timeout=30) as answer:
            headers = answer.headers
    except HTTPError as error:
        headers = error.headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy.replace("wasm-unsafe-eval", "")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent"])
def test_what_nobody_needs_is_closed(app: App, path: str) -> None:
    with pytest.raises(HTTPError) as refused:
        urlopen(app.url + path, timeout=30)
    assert refused.value.code == 404
    refused.value.close()


@pytest.mark.parametrize("name", ["overzicht", "hulpvragen"])  # without a browser each page: see `tests/pages/test_cold_server`
def test_a_link_to_a_page_works_as_the_first_request_of_a_server(tmp_path: Path, page: Page, name: str) -> None:
    with cold_server(tmp_path) as server:
        app = App(f"http://localhost:{server.port}", tmp_path, tmp_path / "output.txt", server.pid)
        look.visit(page, app, name)
        assert page.locator("h1").inner_text() == look.PAGES[name]
        assert page.url == look.address(app, name)
        page.goto("about:blank")
