"""Questions about amounts on the page Gegevens: which columns count, or all of them; and whole numbers that may be cents."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from adv.texts import texts
from adv.ui import view
from adv.workbook.questions import Whole
from tests.pages.test_pages import html
from tests.pages.test_upload import confirm, upload
from tests.test_cli import write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from tests.test_cli import Cell

NL = texts("nl")
DAY = date(2019, 1, 7)


def spent() -> int:
    return view.store().imports("de-waart")[0].totals.spent_cents


def test_all_columns_may_count_and_the_page_says_what_that_comes_to(tmp_path: Path, app: Callable[..., AppTest]) -> None:
    rows: list[Sequence[Cell]] = [["Datum", "Waarvoor", "Reiskosten", "Parkeerkosten"]]
    rows += [[DAY + timedelta(days=at), "op pad", 10.5 + at, 2.25] for at in range(4)]
    opened = upload(app("data"), write(tmp_path / "declaraties.xlsx", {"Declaraties": rows}))
    (choice,) = [one for one in opened.radio if (one.key or "").startswith("adv_ask_which")]
    assert choice.options[-1] == NL("intake.which_together")
    opened = opened.button(key="adv_effects_ask").click().run()
    assert all(f"€ {euros}" in html(opened).replace("\xa0", " ") for euros in (48, 9, 57))
    (choice,) = [one for one in opened.radio if (one.key or "").startswith("adv_ask_which")]
    confirm(choice.set_value(Whole.COLUMNS).run())
    assert spent() == 4800 + 4 * 225


def test_whole_numbers_far_over_the_budget_may_be_cents(tmp_path: Path, app: Callable[..., AppTest]) -> None:
    amounts = [120_503, 80_507, 99_001, 412_103, 66_007]
    rows: list[Sequence[Cell]] = [["Datum", "Waarvoor", "Bedrag"]]
    rows += [[DAY + timedelta(days=at), "koffie", one] for at, one in enumerate(amounts)]
    opened = upload(app("data"), write(tmp_path / "kas.xlsx", {"Uitgaven": rows}))
    (choice,) = [one for one in opened.radio if (one.key or "").startswith("adv_ask_columns")]
    assert "Misschien zijn het centen" in html(opened)
    confirm(choice.set_value("cents:in_cents").run())
    assert spent() == sum(amounts)
