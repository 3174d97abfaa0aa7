"""The quick way through a sheet and the close one must see the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adv.errors import FileRefused
from adv.workbook.reading.file_facts import SheetFacts
from adv.workbook.reading.limits import FILE
from adv.workbook.reading.xlsx_sheet_scan import GROUPS_LOSE_THEIR_PLACE, SheetScan
from tests.workbook import evil

CELLS = [
    "",
    '<c r="{c}{r}" s="1"/>',
    '<c r="{c}{r}"></c>',
    '<c r="{c}{r}"><v>12.5</v></c>',
    '<c r="{c}{r}" t="n"><v>-1E-7</v></c>',
    '<c r="{c}{r}" s="2" t="s"><v>3</v></c>',
    '<c r="{c}{r}" t="b"><v>1</v></c>',
    '<c r="{c}{r}" t="str"><f>A1&amp;B1</f><v>caf\u00e9</v></c>',
    '<c r="{c}{r}" t="str"><f>A1</f><v></v></c>',
    '<c r="{c}{r}"><f>SUM(A1)</f><v>3</v></c>',
    '<c r="{c}{r}"><f t="shared" si="0"/><v>3</v></c>',
    '<c r="{c}{r}"><f>SUM(A1)</f></c>',
    '<c r="{c}{r}"><f>SUM(A1)</f><v></v></c>',
    '<c r="{c}{r}"><f>SUM(A1)</f><v/></c>',
    '<c r="{c}{r}" t="e"><v>#N/A</v></c>',
    '<c r="{c}{r}" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    '<c r="{c}{r}"><v>NaN</v></c>',
    '<c r="{c}{r}" t="inlineStr"><is><t>x &lt; y</t></is></c>',
    '<c r="{c}{r}" t="inlineStr"><is><r><t>x</t></r><r><t>y</t></r></is></c>',
    '<c t="s" r="{c}{r}"><v>3</v></c>',
    "<c r='{c}{r}'><v>1</v></c>",
]
ATTRIBUTES = ["", ' spans="1:3"', ' ht="12.5" customHeight="1"', ' hidden="1"', ' hidden="0"']
ROW = st.tuples(st.integers(1, 3), st.sampled_from(ATTRIBUTES), st.lists(st.sampled_from(CELLS), max_size=4), st.integers(0, 30))


def built(rows: list[tuple[int, str, list[str], int]]) -> str:
    number, pieces = 0, []
    for step, attributes, cells, shift in rows:
        number += step
        letters = [chr(65 + shift + at) if shift + at < 26 else f"A{chr(65 + shift + at - 26)}" for at in range(len(cells))]
        filled = "".join(
            cell.replace("{c}", letter).replace("{r}", str(number)) for cell, letter in zip(cells, letters, strict=True)
        )
        pieces.append(f'<row r="{number}"{attributes}>{filled}</row>')
    return "".join(pieces)


def looked_at(content: str, size: int = 1 << 20, *, is_exact: bool = False, greedy: bool = GROUPS_LOSE_THEIR_PLACE) -> SheetFacts:
    facts = SheetFacts("Blad1", FILE)
    data = content.encode()
    SheetScan(facts, is_exact=is_exact, greedy=greedy).run(data[at : at + size] for at in range(0, len(data), size))
    return facts


def prefixed(content: str) -> str:
    return re.sub(r"<(/?)(\w)", r"<\1x:\2", content).replace("xmlns=", "xmlns:x=")


@given(st.lists(ROW, max_size=12), st.integers(40, 2000), st.booleans(), st.booleans())
def test_both_ways_through_a_sheet_see_the_same(
    rows: list[tuple[int, str, list[str], int]],
    size: int,
    has_prefix: bool,  # noqa: FBT001
    is_bare: bool,  # noqa: FBT001
) -> None:
    content = evil.sheet(built(rows), declaration="")
    if is_bare:
        content = re.sub(r" r=['\"]\w+['\"]", "", content)
    if has_prefix:
        content = prefixed(content)
    quick, close = looked_at(content, size), looked_at(content, is_exact=True)
    assert (quick.filled, quick.flaws, quick.last_row, quick.has_hidden_rows) == (
        close.filled,
        close.flaws,
        close.last_row,
        close.has_hidden_rows,
    )
    assert quick.last_column >= close.last_column
    assert looked_at(content, size, greedy=True) == quick  # as on Pythons whose possessive groups cannot be trusted


@given(st.lists(ROW, min_size=1, max_size=6), st.integers(0, 10_000), st.integers(0, 255))
def test_what_the_close_way_refuses_the_quick_way_never_finds_sound_with_more_cells(
    rows: list[tuple[int, str, list[str], int]], at: int, byte: int
) -> None:
    data = bytearray(evil.sheet(built(rows), declaration="").encode())
    data[at % len(data)] = byte
    found: list[tuple[int, dict[tuple[int, int], str]] | None] = []
    for is_exact in (False, True):
        facts = SheetFacts("Blad1", FILE)
        try:
            SheetScan(facts, is_exact=is_exact).run([bytes(data)])
        except FileRefused:
            found.append(None)
        else:
            found.append((facts.filled, facts.flaws))
    # The quick way leaves it to calamine to notice an unusual order of cells: it may pass what the close way refuses, but
    # where both pass they agree.
    assert None in found or found[0] == found[1]


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ('<row r="2"/><row r="2"/>', "row_twice"),
        ('<row r="2"><c r="A2" t="e"/></row><row r="2"><c r="A2"><v>1</v></c></row>', "row_twice"),
        ('<row r="3"><c r="A3"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>', "row_twice"),
        ('<row r="1"><c r="A1" t="e"/><c r="A1" t="e"/></row>', "row_twice"),
        ('<row r="1"><c r="A2" t="e"/></row>', "row_twice"),
        ('<row r="1"><c r="XFE1"><v>1</v></c></row>', "outside_grid"),
        ('<row r="1048577"><c r="A1048577"><v>1</v></c></row>', "outside_grid"),
        ('<row r="1"><c r="1A" t="e"/></row>', "outside_grid"),
        ('<row r="-1"/>', "outside_grid"),
        ('<row r="250001"><c r="A250001"><v>1</v></c></row>', "too_many_rows"),
        ('<row r="200000"><c r="ZZ200000"><v>1</v></c></row>', "too_many_cells"),
        ('<row r="489"><c r="XFD489"><v>1</v></c></row>', "too_many_cells"),
        ('<row r="1"><c r="A1"><v>1</v></row>', "incomplete"),
        ('<row r="1"><c r="A1" t="str"><v>&boom;</v></c></row>', "incomplete"),
        ('<row r="1"><c r="A1" t="str"><v>\x01</v></c></row>', "incomplete"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused(rows: str, key: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        looked_at(evil.sheet(rows))
    assert refusal.value.key == key


@pytest.mark.parametrize(("number", "key"), [(250_000, None), (250_001, "too_many_rows")], ids=["at the limit", "over it"])
def test_the_last_row_decides_at_the_limit(number: int, key: str | None) -> None:
    rows = f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>'
    if key is None:
        assert looked_at(evil.sheet(rows)).last_row == number - 1
    else:
        with pytest.raises(FileRefused):
            looked_at(evil.sheet(rows))


def test_formatted_blank_cells_far_away_do_no_harm() -> None:
    assert (
        looked_at(evil.sheet(evil.ROWS + '<row r="1048576"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"/></row>')).last_row == 2
    )


def test_hidden_columns_and_merged_ranges_are_noted() -> None:
    facts = looked_at(
        evil.sheet(
            before='<cols><col min="2" max="3" hidden="1"/></cols>', after='<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'
        )
    )
    assert facts.hidden_columns == {1, 2}
    assert facts.merged == [(1, 0, 2, 0)]
