"""Legends of colours, wherever they stand and however they are drawn: their words are the outcomes of the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

from tests.workbook.layouts import (
    BLUE,
    COUNTED,
    FIVE,
    GREEN,
    HEADERS,
    NAMES,
    OUTCOMES,
    RED,
    WIDTH,
    WORDS,
    book,
    coloured,
    filled,
    legend,
    outcomes,
    paint,
    put,
    read,
    visit_rows,
)
from tests.workbook.sheets import codes, column, found

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
