"""Colours of rows stand for words: those of a legend wherever it is, else the user is asked."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

from adv.workbook.intake import read_files
from adv.workbook.recognition.legend import codes_of
from adv.workbook.recognition.remembered import learnt, with_memory
from adv.workbook.tables.grid import MARKS, Upload
from adv.workbook.vocabulary.recognition import Corrections
from adv.workbook.vocabulary.word_lists import WordList
from tests.workbook.layouts import (
    BLUE,
    COUNTED,
    FIVE,
    GREEN,
    GREY,
    HEADERS,
    OUTCOMES,
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

FONTS = tuple(Font(color=colour) for colour in ("FF00B050", "FFFF0000", "FFFFC000", "FF0070C0", "FF7F7F7F"))
INDEXED = tuple(PatternFill("solid", fgColor=Color(indexed=number)) for number in (50, 10, 13, 48, 22))
TINTED = tuple(
    PatternFill("solid", fgColor=Color(theme=number, tint=tint))
    for number, tint in ((9, 0.4), (5, 0.4), (7, 0.6), (4, 0.6), (0, -0.25))
)
ALMOST = tuple(map(filled, ("FFA9D08E", "FFFF5050", "FFFFE066", "FF9BC2E6", "FFD9D9D9")))
NAMES = ("groen", "rood", "geel", "blauw", "grijs")


def on_the_right() -> Workbook:
    made, sheet = coloured()
    sheet["J2"] = "Legenda"
    legend(sheet, 3, 10)
    return made


def against_the_list() -> Workbook:
    made, sheet = coloured()
    sheet.cell(1, WIDTH, "Legenda")
    legend(sheet, 2, WIDTH)
    return made


def against_the_list_without_a_title() -> Workbook:
    made, sheet = coloured()
    for number, row in enumerate((5, 2, 3, 4, 6)):  # in none of these the colour of its row
        sheet.cell(row, WIDTH, WORDS[number]).fill = filled(FIVE[number])
    return made


def swatches_against_the_list() -> Workbook:
    made, sheet = coloured()
    for number in range(5):
        place = (number + 1) % 5  # not in the order of the rows beside it
        sheet.cell(2 + number, WIDTH).fill = filled(FIVE[place])
        sheet.cell(2 + number, WIDTH + 1, WORDS[place])
    return made


def above() -> Workbook:
    made, sheet = coloured(top=3)
    sheet["A1"] = "Legenda"
    for place, colour in enumerate(FIVE):
        sheet.cell(1, 2 + place, WORDS[place]).fill = filled(colour)
    return made


def below_with_counts() -> Workbook:
    made, sheet = coloured()
    for place, colour in enumerate(FIVE):
        sheet.cell(14 + place, 2, WORDS[place]).fill = filled(colour)
        sheet.cell(14 + place, 3, OUTCOMES.count(place))
    return made


def swatches_below() -> Workbook:
    made, sheet = coloured()
    sheet["A15"] = "Betekenis kleuren:"
    for place, colour in enumerate(FIVE):
        sheet.cell(16 + place, 1).fill = filled(colour)
        sheet.cell(16 + place, 2, WORDS[place])
    return made


def swatches_and_a_free_column() -> Workbook:
    made, sheet = coloured()
    for place, colour in enumerate(FIVE):
        sheet.cell(16 + place, 1).fill = filled(colour)
        sheet.cell(16 + place, 3, WORDS[place])
    return made


def on_a_sheet_of_its_own_in_tints_of_the_theme() -> Workbook:
    made, _ = coloured(TINTED)
    other = made.create_sheet("Legenda")
    put(other, 1, ["Kleur", "Betekenis"])
    for place, look in enumerate(TINTED):
        other.cell(2 + place, 1).fill = look
        other.cell(2 + place, 2, WORDS[place])
    return made


def in_a_sentence_on_another_sheet() -> Workbook:
    made, _ = coloured()
    other = made.create_sheet("Uitleg")
    other["A1"] = "Lijst bijgehouden door het kernteam"
    other["A2"] = ", ".join(f"{name} = {word}" for name, word in zip(NAMES, WORDS, strict=True))
    return made


def in_a_sentence_on_the_sheet_before() -> Workbook:
    made, _ = coloured()
    made.create_sheet("Uitleg", 0)["A1"] = "; ".join(f"{name}: {word}" for name, word in zip(NAMES, WORDS, strict=True))
    return made


def in_words_under_a_coloured_title() -> Workbook:
    made, sheet = coloured(top=3)
    sheet["A1"] = "Huisbezoeken de Waart"
    paint(sheet, 1, filled(BLUE), range(1, WIDTH))
    other = made.create_sheet("Toelichting")
    for place, name in enumerate(NAMES):
        other.cell(3 + place, 1, f"{name.capitalize()} betekent {WORDS[place]}")
    return made


def by_name_without_colour() -> Workbook:
    made, sheet = coloured()
    for place, name in enumerate(NAMES):
        put_at = (sheet.cell(2 + place, 9), sheet.cell(2 + place, 10))
        put_at[0].value, put_at[1].value = name, WORDS[place]
    return made


def with_codes() -> Workbook:
    made, sheet = coloured()
    for place, code in enumerate(("GG", "NT", "GM", "AF", "LG")):
        sheet.cell(2 + place, 9, code).fill = filled(FIVE[place])
        sheet.cell(2 + place, 10, WORDS[place])
    return made


def in_almost_the_same_colours() -> Workbook:
    made, sheet = coloured()
    legend(sheet, 2, 9, ALMOST)
    return made


def in_colours_of_the_palette() -> Workbook:
    made, sheet = coloured(INDEXED)
    legend(sheet, 2, 9, INDEXED)
    return made


def in_colours_of_the_text() -> Workbook:
    made, sheet = coloured(FONTS)
    legend(sheet, 2, 9, FONTS)
    return made


def with_the_colours_in_parentheses() -> Workbook:
    made, sheet = coloured()
    for place, name in enumerate(NAMES):
        sheet.cell(2 + place, 9, f"{WORDS[place].capitalize()} ({name})")
    return made


def under_swatches() -> Workbook:
    made, sheet = coloured(top=5)
    for place, colour in enumerate(FIVE):
        sheet.cell(1, 1 + place).fill = filled(colour)
        sheet.cell(2, 1 + place, WORDS[place])
    return made


def of_a_list_with_little_in_a_row() -> Workbook:
    made, sheet = book()
    put(sheet, 1, ["Datum", "Adres", "Thema's", "Opmerking"])
    for number, row in enumerate(visit_rows(outcome=False)):
        put(sheet, 2 + number, [row[1], f"{row[2]} {row[3]}", row[4]])
        paint(sheet, 2 + number, filled(FIVE[OUTCOMES[number]]), range(1, 5))
    for place, colour in enumerate(FIVE):
        sheet.cell(16 + place, 1, WORDS[place]).fill = filled(colour)
        sheet.cell(16 + place, 2, OUTCOMES.count(place))
    return made


def of_one_cell_a_row() -> Workbook:
    made, sheet = coloured(columns=[2])
    legend(sheet, 2, 9)
    return made


def of_empty_cells_under_a_header() -> Workbook:
    made, sheet = coloured(columns=[5], outcome=True)
    for row in range(2, 14):
        sheet.cell(row, 5).value = None
    legend(sheet, 2, 10)
    return made


def of_crosses_under_a_header() -> Workbook:
    made, sheet = coloured(columns=[5], outcome=True)
    for row in range(2, 14):
        sheet.cell(row, 5).value = "x"
    legend(sheet, 2, 10)
    return made


LEGENDS = (
    on_the_right,
    against_the_list,
    against_the_list_without_a_title,
    swatches_against_the_list,
    above,
    below_with_counts,
    swatches_below,
    swatches_and_a_free_column,
    on_a_sheet_of_its_own_in_tints_of_the_theme,
    in_a_sentence_on_another_sheet,
    in_a_sentence_on_the_sheet_before,
    in_words_under_a_coloured_title,
    by_name_without_colour,
    with_codes,
    in_almost_the_same_colours,
    in_colours_of_the_palette,
    in_colours_of_the_text,
    with_the_colours_in_parentheses,
    under_swatches,
    of_a_list_with_little_in_a_row,
    of_one_cell_a_row,
    of_empty_cells_under_a_header,
    of_crosses_under_a_header,
)


@pytest.mark.parametrize("made", LEGENDS, ids=lambda layout: layout.__name__)
def test_the_words_of_a_legend_are_the_outcomes_of_the_rows(made: Callable[[], Workbook]) -> None:
    result = read(made())
    assert outcomes(result) == COUNTED
    assert len(set(column(result, "visits", "household"))) == 12
    assert found(result, "colours_read").params == {"column": "Uitkomst", "rows": 12}
    assert "value_missing" not in codes(result)


def test_a_legend_holds_for_the_other_sheets_too() -> None:
    made, sheet = coloured()
    sheet.title = "2018"
    legend(sheet, 2, 9)
    other = made.create_sheet("2019")
    put(other, 1, [header for header in HEADERS if header != "Uitkomst"])
    for number, row in enumerate(visit_rows(outcome=False)):
        put(other, 2 + number, [100 + number, *row[1:]])
        paint(other, 2 + number, filled(RED), range(1, WIDTH))
    paint(other, 13, filled(GREEN), range(1, WIDTH))
    assert outcomes(read(made)) == {**COUNTED, "conversation": 5 + 1, "not_at_home": 4 + 11}


@pytest.mark.parametrize(("places", "counted"), [((0, 1), {"conversation": 6, "not_at_home": 6}), ((0, 0), {"conversation": 12})])
def test_colours_that_take_turns_or_are_all_alike_count_when_a_legend_explains_them(
    places: tuple[int, int], counted: dict[str, int]
) -> None:
    made, sheet = coloured(columns=())
    for row in range(2, 14):
        paint(sheet, row, filled(FIVE[places[row % 2]]), range(1, WIDTH))
    legend(sheet, 2, 9)
    assert outcomes(read(made)) == counted


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
