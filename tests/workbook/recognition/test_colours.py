"""Colours of rows stand for words, with or without a legend: those that nobody explains are asked about."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill

from adv.workbook.intake import read_files
from adv.workbook.memory import learnt, with_memory
from adv.workbook.recognition.legends.colour_legend import codes_of
from adv.workbook.tables.grid import MARKS, Upload
from adv.workbook.understood import Corrections
from adv.workbook.vocabulary.word_lists import WordList
from tests.workbook.layouts import (
    BLUE,
    COUNTED,
    FIVE,
    GREEN,
    GREY,
    HEADERS,
    NAMES,
    RED,
    WIDTH,
    WORDS,
    YELLOW,
    book,
    coloured,
    filled,
    legend,
    outcomes,
    paint,
    put,
    read,
    said,
    visit_rows,
)
from tests.workbook.sheets import KEY, PROJECT, TODAY, codes, column, found

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl import Workbook


def test_rows_without_colour_may_have_a_meaning_too() -> None:
    made, sheet = coloured((filled(GREEN), *[PatternFill()] * 4))
    sheet["I2"], sheet["I3"] = "groen = gesprek gevoerd", "geen kleur = niet thuis"
    assert outcomes(read(made)) == {"conversation": 5, "not_at_home": 7}


def test_a_colour_like_our_own_marks_counts_in_a_workbook_that_was_never_handed_back() -> None:
    looks = tuple(map(filled, (f"FF{MARKS[1]}", *FIVE[1:])))
    made, sheet = coloured(looks)
    legend(sheet, 3, 10, looks)
    assert outcomes(read(made)) == COUNTED


def test_another_list_beside_the_coloured_one_stays_whole() -> None:
    made, sheet = coloured()
    legend(sheet, 16, 1)
    for at, header in enumerate(("Datum", "Kostensoort", "Bedrag")):
        sheet.cell(1, 9 + at, header)
    for row in range(2, 8):
        day = datetime(2019, 2, row)  # noqa: DTZ001 - as in a spreadsheet
        for at, cell in enumerate((day, ("Materiaal", "Personeel")[row % 2], 10.5)):
            sheet.cell(row, 9 + at, cell).fill = filled(FIVE[row % 2])
    result = read(made)
    assert column(result, "expenses", "category") == ["Materiaal", "Personeel"] * 3
    assert outcomes(result) == COUNTED


def test_headings_and_totals_in_a_colour_are_no_legend() -> None:
    made, sheet = book()
    put(sheet, 1, ["Huisnr", "Datum", "Uitkomst"])
    row = 2
    for street, colour in (("Waartplein", GREEN), ("Diepenbrockhof", YELLOW)):
        sheet.cell(row, 1, street).fill = filled(colour)
        for number, visit in enumerate(visit_rows(count=4)):
            put(sheet, row + 1 + number, [visit[3], visit[1], visit[4]])
        paint(sheet, row + 2, filled(colour), range(1, 4))
        row += 5
    put(sheet, row, ["Totaal", 8])
    paint(sheet, row, filled(YELLOW), range(1, 4))
    result = read(made)
    assert column(result, "visits", "street") == ["Waartplein"] * 4 + ["Diepenbrockhof"] * 4
    assert found(result, "colours_not_read").total == 2


def test_a_list_is_known_again_by_its_headers_when_it_gets_a_colour() -> None:
    plain, sheet = coloured(outcome=True, columns=())
    sheet["E1"] = "Hoe ging het"
    decided = Corrections(fields={("werkmap.xlsx", "Bezoeken", 4): "outcome"})
    before = read(plain, decided)
    paint(sheet, 5, filled(YELLOW), range(1, WIDTH + 1))
    result = read(plain, with_memory(Corrections(), learnt(before, decided, TODAY), PROJECT))
    assert outcomes(before) == outcomes(result) == COUNTED
    assert result.sheets[0].remembered


def test_words_of_their_own_in_a_legend_are_asked_about() -> None:
    made, sheet = coloured()
    legend(sheet, 2, 9, words=("gesproken", "gordijn dicht", "wil niet", "terugkomen", "leeg"))
    result = read(made)
    assert outcomes(result) == {outcome: many for outcome, many in COUNTED.items() if outcome != "not_at_home"}
    assert [(word.list, word.text, word.rows) for word in result.words] == [(WordList.OUTCOME, "gordijn dicht", 4)]
    assert outcomes(read(made, said(WordList.OUTCOME, {"gordijn dicht": "not_at_home"}))) == COUNTED


def test_without_a_legend_the_colours_are_asked_about_by_name() -> None:
    made, _ = coloured()
    asked = {word.text: word.rows for word in read(made).words}
    assert asked == {"kleur groen": 5, "kleur rood": 4, "kleur geel": 1, "kleur blauw": 1, "kleur grijs": 1}
    meant = dict(zip(asked, ("conversation", "not_at_home", "refused", "appointment", "vacant"), strict=True))
    assert outcomes(read(made, said(WordList.OUTCOME, meant))) == COUNTED


def test_the_status_of_requests_may_be_a_colour() -> None:
    made, sheet = coloured(outcome=True, columns=())
    other = made.create_sheet("Hulpvragen")
    put(other, 1, ["Nr", "Bezoek nr", "Thema", "Actiehouder"])
    for number, visit in enumerate((1, 3, 6, 8, 11)):
        put(other, 2 + number, [number + 1, visit, "wonen", "LEVgroep"])
        paint(other, 2 + number, filled((RED, YELLOW, GREEN)[number % 3]), range(1, 5))
    legend(other, 10, 2, tuple(map(filled, (RED, YELLOW, GREEN))), ("open", "loopt", "klaar"))
    result = read(made)
    assert column(result, "requests", "status") == ["open", "in_progress", "closed", "open", "in_progress"]
    assert sheet.title == "Bezoeken"


def test_a_colour_fills_an_outcome_that_is_empty() -> None:
    made, sheet = coloured(outcome=True)
    for row in range(3, 14, 2):
        sheet.cell(row, 5).value = None
    legend(sheet, 2, 10)
    result = read(made)
    assert outcomes(result) == COUNTED
    assert found(result, "cells_by_colour").total == 6


def test_a_colour_against_the_word_is_said_and_the_word_counts() -> None:
    made, sheet = coloured(outcome=True)
    paint(sheet, 3, filled(GREEN), range(1, WIDTH))
    legend(sheet, 2, 10)
    result = read(made)
    assert outcomes(result) == COUNTED
    assert found(result, "colour_differs").cells == ("E3",)


@pytest.mark.parametrize("text", ["Grijs = vervallen", "grijs: dubbel, telt niet mee"])
def test_rows_of_which_the_legend_says_that_they_are_out_do_not_count(text: str) -> None:
    made, sheet = coloured(outcome=True, columns=())
    for row in (4, 9):
        paint(sheet, row, Font(color="FF808080"), range(1, WIDTH + 1))
    sheet["J2"] = text
    result = read(made)
    assert outcomes(result) == {**COUNTED, "conversation": 3}
    assert found(result, "rows_coloured_out").total == 2
    ((word,),) = [[one.text for one in result.words]]
    assert outcomes(read(made, said(WordList.LAYOUT, {word: "counts"}))) == COUNTED


def test_grey_rows_without_a_legend_count_until_the_user_says_otherwise() -> None:
    made, sheet = coloured(outcome=True, columns=())
    for row in (4, 9):
        paint(sheet, row, Font(color="FF808080"), range(1, WIDTH + 1))
    result = read(made)
    assert outcomes(result) == COUNTED
    assert found(result, "colours_not_read").total == 2
    assert outcomes(read(made, said(WordList.LAYOUT, {"kleur grijs": None}))) == {**COUNTED, "conversation": 3}


def test_one_row_in_a_colour_is_said() -> None:
    made, sheet = coloured(outcome=True, columns=())
    paint(sheet, 5, filled(RED), range(1, WIDTH + 1))  # the only appointment: that may be chance
    assert found(read(made), "colours_not_read").cells == ("H5",)


def follows_the_outcome() -> Workbook:
    return coloured(outcome=True, columns=range(1, WIDTH + 1))[0]


def takes_turns() -> Workbook:
    made, sheet = coloured(outcome=True, columns=())
    paint(sheet, 1, filled(BLUE), range(1, WIDTH + 1))
    for row in range(3, 14, 2):
        paint(sheet, row, filled(GREY), range(1, WIDTH + 1))
    put(sheet, 14, ["Totaal", None, None, None, 12])
    paint(sheet, 14, filled(YELLOW), range(1, WIDTH + 1))
    return made


def is_of_a_column() -> Workbook:
    made, sheet = coloured(outcome=True, columns=())
    for row in range(2, 14):
        paint(sheet, row, filled(YELLOW), [2])
    return made


def comes_from_a_condition() -> Workbook:
    made, sheet = book()
    put(sheet, 1, HEADERS)
    for number, row in enumerate(visit_rows()):
        put(sheet, 2 + number, row)
    sheet.conditional_formatting.add("A2:G13", FormulaRule(formula=['$E2="niet thuis"'], fill=PatternFill(bgColor=RED)))
    return made


@pytest.mark.parametrize(
    "made", [follows_the_outcome, takes_turns, is_of_a_column, comes_from_a_condition], ids=lambda layout: layout.__name__
)
def test_nothing_is_said_of_a_colour_that_says_nothing_new(made: Callable[[], Workbook]) -> None:
    result = read(made())
    assert outcomes(result) == COUNTED
    assert codes(result) <= {"streets_in_rest", "rows_total"}


@pytest.mark.parametrize(
    ("rgb", "code"),
    [
        ("92D050", "green"),
        ("C6EFCE", "green"),
        ("FF0000", "red"),
        ("C00000", "red"),
        ("FFC7CE", "pink"),
        ("FFC000", "orange"),
        ("FFD966", "yellow"),
        ("FFFF00", "yellow"),
        ("9DC3E6", "blue"),
        ("00B0F0", "blue"),
        ("7030A0", "purple"),
        ("833C0B", "brown"),
        ("BFBFBF", "grey"),
        ("FFFFFF", "white"),
        ("000000", "black"),
    ],
)
def test_colours_of_the_spreadsheet_have_the_names_that_people_give_them(rgb: str, code: str) -> None:
    assert codes_of(rgb)[0] == code


def legend_said(made: Workbook, where: str) -> None:
    """Say in a comment on a header what the colours mean."""
    text = "\n".join(f"{name} = {word}" for name, word in zip(NAMES, WORDS, strict=True))
    made.active[where].comment = Comment(text, "Marijke")


def test_a_legend_may_be_a_comment() -> None:
    made, _ = coloured()
    legend_said(made, "C1")
    assert outcomes(read(made)) == COUNTED


def test_a_legend_may_be_a_text_box() -> None:
    plain, boxed = io.BytesIO(), io.BytesIO()
    coloured()[0].save(plain)
    lines = "".join(f"<a:p><a:r><a:t>{name}: {word}</a:t></a:r></a:p>" for name, word in zip(NAMES, WORDS, strict=True))
    drawing = f'<d:wsDr xmlns:d="urn:d" xmlns:a="urn:a"><d:sp><d:txBody>{lines}</d:txBody></d:sp></d:wsDr>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
    links = f'<Relationships><Relationship Id="r1" Type="{kind}" Target="../drawings/drawing1.xml"/></Relationships>'
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(boxed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/drawings/drawing1.xml", drawing)
        new.writestr("xl/worksheets/_rels/sheet1.xml.rels", links)
    result = read_files([Upload("werkmap.xlsx", boxed.getvalue())], PROJECT, KEY, TODAY)
    assert outcomes(result) == COUNTED


def attempts(*, days_in_header: bool) -> Workbook:
    """Three doors with two attempts each but one, of which the colours are the outcomes."""
    made, sheet = book("Adressen")
    first, second = datetime(2019, 3, 12), datetime(2019, 4, 9)  # noqa: DTZ001 - a spreadsheet has no time zones
    put(sheet, 1, ["Straat", "Nr", *((first, second) if days_in_header else ("1e bezoek", "2e bezoek"))])
    for row, (door, *colours) in enumerate([(1, GREEN), (3, RED, GREEN), (5, RED, YELLOW)], 2):
        put(sheet, row, ["Waartplein", door])
        for at, colour in enumerate(colours):
            sheet.cell(row, 3 + at, None if days_in_header else (first, second)[at]).fill = filled(colour)
    return made


def test_each_day_of_an_attempt_has_the_outcome_of_its_own_colour() -> None:
    made = attempts(days_in_header=False)
    made.active.cell(1, 5, "3e bezoek")
    put(made.active, 5, ["Waartplein", 7])  # nobody has been there yet
    for row, (colour, word) in enumerate(zip(FIVE[:3], WORDS, strict=False), 8):
        made.active.cell(row, 1, word).fill = filled(colour)
    result = read(made)
    assert outcomes(result) == {"conversation": 2, "not_at_home": 2, "refused": 1}
    days = [day.date() for day in column(result, "visits", "visited_on")]
    assert sorted(days) == [date(2019, 3, 12)] * 3 + [date(2019, 4, 9)] * 2
    assert found(result, "colours_read").params == {"column": "Uitkomst", "rows": 3}


def test_colours_of_attempts_without_a_legend_are_asked_and_what_is_answered_counts() -> None:
    made = attempts(days_in_header=False)
    first = read(made)
    assert {(word.text, word.rows) for word in first.words} == {("kleur groen", 2), ("kleur rood", 2), ("kleur geel", 1)}
    meant = {"kleur groen": "conversation", "kleur rood": "not_at_home", "kleur geel": "refused"}
    assert outcomes(read(made, said(WordList.OUTCOME, meant))) == {"conversation": 2, "not_at_home": 2, "refused": 1}


def test_colours_below_days_beside_each_other_are_said_and_asked_about() -> None:
    result = read(attempts(days_in_header=True))
    assert {"colours_not_read", "cells_of_other_colour"} <= codes(result)
    assert {word.text for word in result.words} == {"meer kleuren", "kleur groen"}


def test_colours_that_a_rule_gives_are_said_where_the_outcome_lacks() -> None:
    made, sheet = book()
    put(sheet, 1, HEADERS[:4] + HEADERS[5:])
    for row, cells in enumerate(visit_rows(outcome=False), 2):
        put(sheet, row, cells)
    sheet.conditional_formatting.add("A2:F13", FormulaRule(formula=["WEEKDAY($C2)=1"], fill=filled(GREEN)))
    assert {"columns_missing", "colours_by_rule"} <= codes(read(made))


def test_colours_of_days_beside_an_outcome_in_words_change_nothing() -> None:
    made = attempts(days_in_header=False)
    put(made.active, 1, ["Straat", "Nr", "Datum", "Datum 2", "Uitkomst"])
    for row in range(2, 5):
        made.active.cell(row, 5, "niet thuis")
    result = read(made)
    assert outcomes(result) == {"not_at_home": 3}
    assert {word.list for word in result.words} == {WordList.LAYOUT}


@pytest.mark.parametrize(("means", "euros"), [("terug ontvangen", 170.0), ("nakijken", 230.0)])
def test_red_amounts_come_off_when_the_title_says_that_they_came_back(means: str, euros: float) -> None:
    made, sheet = book("Kosten")
    rows: list[list[object]] = [
        [f"Kosten 2019 (rood = {means})"],
        ["Datum", "Kostensoort", "Bedrag"],
        *([date(2019, 3, at), "Overig", amount] for at, amount in ((4, 100), (5, 30), (6, 100))),
    ]
    for row, cells in enumerate(rows, 1):
        put(sheet, row, cells)
    sheet.cell(4, 3).font = Font(color="FFFF0000")
    result = read(made)
    assert sum(column(result, "expenses", "cents")) == euros * 100
    assert ("amounts_back_by_colour" in codes(result)) is (euros < 200)
    if euros < 200:
        answered = read(made, said(WordList.LAYOUT, {means: "counts"}))
        assert sum(column(answered, "expenses", "cents")) == 23_000
