"""On the page the user says of which visit requests are that name it loosely or not at all, and they count."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from adv.texts import texts
from adv.ui import view
from tests.pages.test_asked_values import pressed, typed
from tests.pages.test_pages import html
from tests.pages.test_upload import asked_now, confirm, upload
from tests.test_cli import write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from tests.test_cli import Cell

NL = texts("nl")
DAYS = [date(2019, 1, 8) + timedelta(days=4 * at) for at in range(8)]
NUMBERS = ["AV-001", "AV-002", "AV-003", "AV-004", "BV-001", "BV-002", "BV-003", "BV-005"]


def workbook(folder: Path, references: Sequence[Cell], days: Sequence[date]) -> Path:
    visits: list[Sequence[Cell]] = [
        [number, day, "Waartplein", 10 + at, "gesprek"] for at, (number, day) in enumerate(zip(NUMBERS, DAYS, strict=True))
    ]
    requests: list[Sequence[Cell]] = [[one, "wonen", "open", day] for one, day in zip(references, days, strict=True)]
    heads = {"Bezoeken": ["Bezoeknummer", "Datum", "Straat", "Huisnr", "Uitkomst"]}
    heads["Hulpvragen"] = ["Bezoeknummer", "Thema", "Status", "Datum aangemeld"]
    return write(folder / "b.xlsx", {"Bezoeken": [heads["Bezoeken"], *visits], "Hulpvragen": [heads["Hulpvragen"], *requests]})


def stored() -> int:
    return view.store().imports("de-waart")[0].totals.requests


def test_a_number_that_says_too_little_is_answered_by_the_visit(tmp_path: Path, app: Callable[..., AppTest]) -> None:
    late = [DAYS[-1]] * 5
    opened = upload(app("data"), workbook(tmp_path, ["1", "2", "4", "9", "AV-003"], late))
    assert NL("intake.ask.visit") in html(opened)
    assert NL.count("findings.visit_unclear", 2) in html(opened)
    assert "AV-004" in {button.label.replace("\\", "") for button in opened.button}
    opened = typed(opened, NL("intake.quoted", text="1"), "niet bekend")
    assert NL("intake.value.no_visit") in html(opened)
    opened = typed(opened, NL("intake.quoted", text="1"), "AV-001")
    opened = typed(opened, NL("intake.quoted", text="2"), "BV-002")
    assert "AV-004" not in {
        button.label.replace("\\", "") for button in opened.button
    }  # most are known now, and it can be no other
    opened = pressed(opened, "Laat rij 5 van blad Hulpvragen weg")
    assert not asked_now(opened)
    confirm(opened)
    assert stored() == 4
    opened = upload(app("data"), workbook(tmp_path, ["1", "2", "4", "9", "AV-003"], late))
    assert NL("intake.ask.visit") not in html(opened)  # it is remembered


def test_requests_without_a_number_are_given_the_visit_above_them(tmp_path: Path, app: Callable[..., AppTest]) -> None:
    days = [DAYS[0], DAYS[3], DAYS[4], DAYS[5]]
    opened = upload(app("data"), workbook(tmp_path, ["AV-001", None, "AV-001", None], days))
    assert NL.count("findings.reference_may_be_above", 2) in html(opened)
    (box,) = [box for box in opened.selectbox if box.label == NL("intake.is", what="hulpvraag zonder bezoek")]
    adds = NL.count("intake.effect.requests", 2, number="2")
    assert box.options[0] == f"{NL('memory.words.visit_above')} ({adds})"
    opened = box.select("counts").run()
    assert not asked_now(opened)
    confirm(opened)
    assert stored() == 4
