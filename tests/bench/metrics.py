"""Every metric of every page, the first time and after; in one warm process. Called by `bench`.

The pages run as they are, with a clock around each metric that they ask for: a new page is measured without a word about it here.

    ADV_DATA=… python -m tests.bench.metrics [--opened]

With --opened also what comes second on a page, behind a line that opens it.
"""

from __future__ import annotations

import ast
import functools
import json
import re
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from adv.metrics.comparison import compared
from adv.texts import texts
from adv.ui import front, side_by_side
from adv.ui import view as views
from adv.ui.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

DASHBOARD = Path(__file__).parents[2] / "dashboard.py"
SECONDS = 300
Costs = dict[str, float]


def timed(metric: Callable[..., Any], costs: Costs) -> Callable[..., Any]:
    """The metric, its processor seconds added to `costs` under its name and its choices."""

    @functools.wraps(metric)
    def run(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the metric takes and gives
        start = time.process_time()
        try:
            return metric(*given, **named)
        finally:
            choices = " ".join(str(choice) for choice in given[3:] if isinstance(choice, str))
            costs[f"{metric.__name__} {choices}".strip()] += time.process_time() - start

    return run


def watch(costs: Costs) -> None:
    """Put the clock around every metric that a page asks for."""

    def measured(view: View, metric: Callable[..., Any], *more: object, **named: object) -> Any:  # noqa: ANN401 - as above
        return timed(metric, costs)(view.rows, view.project, view.as_of, *more, **named)

    View.measured = measured  # type: ignore[assignment, method-assign]  # the clock in its place
    side_by_side.compared = timed(compared, costs)  # type: ignore[attr-defined]  # as above


def stay_in_front() -> None:
    """As on our server, no file of `pages/` runs by itself; `AppTest` forgets it before every run."""
    made = PagesManager.__init__

    def make(self: PagesManager, *given: Any, **named: Any) -> None:  # noqa: ANN401 - whatever Streamlit gives it
        made(self, *given, **named)
        PagesManager.uses_pages_directory = False

    PagesManager.__init__ = make  # type: ignore[method-assign]  # as above


def divisions(page: str) -> list[tuple[str, str]]:
    """What a chart of a page can be divided by: the key of the choice, and each of its values in the address."""
    source = (DASHBOARD.parent / "pages" / f"{page}.py").read_text(encoding="utf-8")
    found = []
    for key, name in re.findall(r'ui\.Choice\("(\w+)", (\w+)', source):
        written = re.search(rf"^{name} = (\{{.*?\}})", source, re.MULTILINE | re.DOTALL)
        found += [(key, code) for code in (ast.literal_eval(written[1]) if written else ())]
    return found


def open_all(app: AppTest, page: str) -> None:
    """Choose everything that a page offers under Meer, and everything that its charts can be divided by."""
    for key, code in divisions(page):
        app.session_state[key] = code
        app.run()
    words, known = texts("nl"), f"pages.{page}.more."
    names = {words(key): key.removeprefix(known) for key in words.entries if key.startswith(known)}
    for group in app.get("button_group"):
        if group.key == f"adv_more_{page}":
            app.session_state[group.key] = [names[option.content] for option in group.proto.options]
            app.run()


def main() -> None:
    """Print per page its metrics' costs, first and again, and which of the libraries that must wait came in."""
    costs: Costs = defaultdict(float)
    watch(costs)
    stay_in_front()
    app = AppTest.from_file(DASHBOARD, default_timeout=SECONDS).run()
    app.switch_page("pages/data.py").run()  # imports, and the data from the store
    found = {}
    for page in front.PAGES:
        views.kept.clear()
        costs.clear()
        app.switch_page(f"pages/{page}.py").run()
        if "--opened" in sys.argv:
            open_all(app, page)
        first = dict(costs)
        costs.clear()
        app.run()
        found[page] = {"first": first, "again": dict(costs), "failed": bool(app.exception or app.error)}
    print(json.dumps({"pages": found, "scipy": "scipy" in sys.modules}))


if __name__ == "__main__":
    main()
