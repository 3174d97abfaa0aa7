"""A second list with the same numbers on the page Gegevens, and what is said of rows that do not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adv.store.records import ImportMode
from adv.texts import texts
from adv.ui import view
from adv.workbook.understood import NOT_COUNTED
from tests.pages.test_drafts import look_at, restart
from tests.pages.test_pages import html
from tests.pages.test_upload import confirm, upload
from tests.test_cli import run, write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import pytest
    from streamlit.testing.v1 import AppTest

    from tests.test_cli import Cell

NL = texts("nl")
HEADER: Sequence[Cell] = ["Nr", "Datum", "Straat", "Huisnummer", "Uitkomst"]


def of_year(folder: Path, year: int) -> Path:
    rows: list[Sequence[Cell]] = [
        [n, f"{n}-{1 + n % 9}-{year}", "Waartplein", n + year % 100, "gesprek gevoerd"] for n in range(1, 11)
    ]
    return write(folder / f"{year}.xlsx", {"Bezoeken": [HEADER, *rows]})


def test_a_second_list_comes_beside_the_first_unless_its_user_says_otherwise(tmp_path: Path, app: Callable[..., AppTest]) -> None:
    opened = upload(confirm(upload(app("data"), of_year(tmp_path, 2019))), of_year(tmp_path, 2020))
    assert not opened.exception
    assert opened.radio(key="adv_mode").value is ImportMode.ADD
    assert NL("pages.data.other_list") in html(opened)
    assert NL.count("pages.data.renumbered", 10, number="10") in html(opened)
    replaced = opened.radio(key="adv_mode").set_value(ImportMode.REPLACE).run()
    assert "van de 10 rijen van nu verdwijnen er 10" in replaced.warning[0].value
    assert f'<strong class="adv-goes">{NL.count("intake.goes", 10, number="10")}</strong>' in html(replaced)
    back = replaced.radio(key="adv_mode").set_value(ImportMode.ADD).run()
    assert "adv-goes" not in html(back)
    confirm(back)
    assert view.store().imports("de-waart")[0].totals.visits == 20
    again = upload(app("data"), of_year(tmp_path, 2019))
    assert NL("pages.data.nothing_changes") in html(again)


def test_a_second_list_whose_rows_come_with_an_answer_comes_beside_the_first_too(
    tmp_path: Path, app: Callable[..., AppTest]
) -> None:
    opened = confirm(upload(app("data"), of_year(tmp_path, 2019)))
    rows: list[list[Cell]] = [[n, f"{n}-{1 + n % 9}-2020", "Waartplein", n + 40, "gebuurt"] for n in range(1, 11)]
    opened = upload(opened, write(tmp_path / "Karin.xlsx", {"Bezoeken": [HEADER, *rows]}))
    assert not [radio for radio in opened.radio if radio.key == "adv_mode"]
    (box,) = [box for box in opened.selectbox if box.label == NL("intake.is", what="gebuurt")]
    opened = box.select("conversation").run()
    assert opened.radio(key="adv_mode").value is ImportMode.ADD
    assert "adv-goes" not in html(opened)


def test_the_command_lets_no_list_go_without_being_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = of_year(tmp_path, 2019), of_year(tmp_path, 2020)
    assert run(capsys, "import", first)[0] == 0
    status, _, said = run(capsys, "import", second)
    assert status == 2
    assert NL("errors.other_list") in said
    assert run(capsys, "import", second, "--add")[0] == 0
    assert run(capsys, "import", second, "--replace")[0] == 0


def test_what_waits_is_shown_as_it_was_read(tmp_path: Path, app: Callable[..., AppTest]) -> None:
    rows: list[Sequence[Cell]] = [
        HEADER,
        ["1", "3-3-2019", "Waartplein", 3, "gesprek gevoerd"],
        ["2", "4-3-2019", "Waartplein", 5, "gebuurt"],
    ]
    upload(app("data"), write(tmp_path / "half.xlsx", {"Bezoeken": rows}))
    restart()
    opened = look_at(app("data"))
    assert not opened.exception
    said = html(opened)
    assert NL.count("intake.conversations", 1, number="1") in said
    assert NL.count("intake.rows_out", 1, number="1") in said
    assert NL.count("intake.asked_still", 1, files="«half.xlsx»") in said
    assert "Bezoeken: E3" in said


def test_rows_that_rightly_do_not_count_are_named_with_their_euros(tmp_path: Path, app: Callable[..., AppTest]) -> None:
    rows: list[Sequence[Cell]] = [["Datum", "Grootboek", "Omschrijving", "Debet", "Credit"]]
    rows += [["3-3-2019", "4000 Lonen", "maart", 500, None], ["4-3-2019", "8000 Subsidie gemeente", "subsidie", None, 2000]]
    opened = upload(app("data"), write(tmp_path / "boek.xlsx", {"Uitgaven": rows}))
    said = html(opened)
    assert NL("intake.whole") not in said
    assert NL("pages.data.all_rows") not in said
    assert "2.000" in said
    assert "telt niet mee" in said


def test_every_finding_of_rows_that_do_not_count_is_named_by_the_page() -> None:
    """A code that says so and is in no list would leave "all of it counts" on the page."""
    of_cells = ("unknown_theme", "unknown_goal", "unknown_partner", "diary_not_read", "column_not_recognised")
    no_data = ("rows_heading", "rows_header")
    in_error: tuple[str, ...] = (
        "columns_missing",
        "same_columns",
        "year_of_sums_missing",
        "row_too_long",
        "value_missing",
        "date_in_future",
    )
    in_error += (
        "unknown_outcome",
        "unknown_status",
        "outcome",
        "amount_far",
        "visit_",
        "request",
        "address_",
    )  # counted as left out
    codes = {key.split(".")[1] for key, text in NL.entries.items() if key.startswith("findings.") and "ellen niet mee" in text}
    assert {code for code in codes if not code.startswith(of_cells + no_data + in_error)} <= NOT_COUNTED
