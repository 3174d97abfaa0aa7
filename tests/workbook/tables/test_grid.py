"""Names of cells, and what the look of a sheet may mean."""

from __future__ import annotations

import pytest

from adv.workbook.tables.grid import MARKS, Looks, RawSheet, address, column_letters, column_number, encoded_once, place_of

LAST_COLUMN = 16383  # of Excel


@pytest.mark.parametrize(
    ("column", "letters"),
    [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"), (LAST_COLUMN, "XFD")],
)
def test_columns_have_the_letters_of_excel(column: int, letters: str) -> None:
    assert column_letters(column) == letters
    assert column_number(letters) == column_number(letters.lower()) == column


@pytest.mark.parametrize(("cell", "place"), [("A1", (0, 0)), ("C14", (13, 2)), ("XFD1048576", (1048575, LAST_COLUMN))])
def test_a_cell_has_one_name(cell: str, place: tuple[int, int]) -> None:
    assert address(*place) == cell
    assert place_of(cell) == place_of(f"${cell}") == place


@pytest.mark.parametrize("text", ["A0", "A", "1", "A1:B2", "ABCD1", "A12345678", ""])
def test_any_other_text_names_no_cell(text: str) -> None:
    assert place_of(text) is None


@pytest.mark.parametrize(
    ("looks", "rows", "expected"),
    [
        (Looks(), 5, False),
        (Looks(fills={(0, 0): "FF0000"}), 1000, True),
        (Looks(fills={(0, 0): "FF0000"}), 1001, False),
        (Looks(fonts={(9, 0): "FF0000"}), 1001, False),
        (Looks(fonts={(10, 0): "FF0000"}), 1001, True),
        (Looks(struck=frozenset({(0, 0)})), 1001, True),
    ],
)
def test_a_coloured_title_of_a_long_list_means_nothing(looks: Looks, rows: int, expected: object) -> None:
    assert looks.are_in(rows) is expected


def test_what_we_coloured_and_commented_ourselves_is_left_out() -> None:
    looks = Looks(fills={(0, 0): MARKS[0], (1, 0): "FF0000"}, comments={(0, 0): "ours", (1, 0): "hers"}, fonts={(0, 0): "FF0000"})
    assert looks.without_marks() == Looks(fills={(1, 0): "FF0000"}, comments={(1, 0): "hers"}, fonts={(0, 0): "FF0000"})


@pytest.mark.parametrize("colour", ["red", "ff0000", "FF00000", ""])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(ValueError, match="colours"):
        Looks(fonts={(0, 0): colour})


def test_a_sheet_has_the_rows_of_its_columns() -> None:
    assert (RawSheet("Leeg", ()).row_count, RawSheet("Blad1", ([1, 2, None], [None, None, 3])).row_count) == (0, 3)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("RÃ¶ntgen", "Röntgen"),
        ("â€œjaâ€\x9d", "â€œjaâ€\x9d"),
        ("â‚¬ 5 â€“ 6", "€ 5 – 6"),
        ("Röntgen", "Röntgen"),
        ("Ã la carte", "Ã la carte"),
    ],
)
def test_letters_that_were_encoded_twice_are_put_right(text: str, meant: str) -> None:
    assert encoded_once(text) == meant
