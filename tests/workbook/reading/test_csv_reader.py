from __future__ import annotations

import contextlib
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adv.errors import FileRefused
from adv.workbook.reading.csv_reader import read_csv
from adv.workbook.reading.limits import FILE, FileLimits

TABLE = "Datum;Straat;Bedrag\r\n1;Curaçaolaan – zuid;2,50\r\n2;x;3\r\n"
COLUMNS = [("Datum", "1", "2"), ("Straat", "Curaçaolaan – zuid", "x"), ("Bedrag", "2,50", "3")]
FIELD = st.text(st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=["Cc"]), max_size=6)


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("cp1252"),
        TABLE.encode("utf-16"),
        TABLE.replace("2,50", "2.50").replace(";", "\t").replace("2.50", "2,50").encode(),
        TABLE.replace("2,50", '"2,50"').replace(";", ",").encode(),
        TABLE.replace("\r\n", "\n").encode(),
        TABLE.replace("\r\n", "\r").encode(),
    ],
    ids=["utf-8", "byte order mark", "cp1252", "utf-16", "tabs", "commas", "unix", "old mac"],
)
def test_a_table_is_read_in_every_form_that_excel_writes(content: bytes) -> None:
    _, columns, odd = read_csv(content, FILE)
    assert list(columns) == COLUMNS
    assert odd == []


WORDS = ["Zoë is coördinator in de Röntgenstraat", "’s-Hertogenbosch, thema’s", "één café, naïef, Curaçao", "ÉÉN BEZOEK, Één adres"]


@pytest.mark.parametrize("words", [*WORDS, "Röntgenstraat"])
@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850", "utf-16-le", "utf-16-be"])
def test_letters_with_accents_come_out_as_words_whatever_machine_wrote_them(words: str, encoding: str) -> None:
    if encoding == "cp850":
        words = words.replace("’", "'")
    _, columns, _ = read_csv(f"Datum;Straat\r1-2-2019;{words}\r".encode(encoding), FILE)
    assert list(columns) == [("Datum", "1-2-2019"), ("Straat", words)]


def test_what_was_encoded_twice_is_decoded_twice() -> None:
    twice = "Datum;Straat\n1-2-2019;Röntgenstraat, thema’s\n".encode().decode("cp1252").encode()
    _, columns, _ = read_csv(twice, FILE)
    assert columns[1][1] == "Röntgenstraat, thema’s"


def test_signs_that_windows_writes_stay_what_they_are() -> None:
    signs = "€ 12,50 – “goed”, ‘ja’… 12½ m² • 3×"
    _, columns, _ = read_csv(f"Datum;Notitie\r\n1-2-2019;{signs}\r\n".encode("cp1252"), FILE)
    assert columns[1][1] == signs


def test_excels_own_line_about_the_separator_is_followed_and_keeps_its_place() -> None:
    _, columns, _ = read_csv(b"sep=|\nDatum|Bedrag\n1|2\n", FILE)
    assert list(columns) == [("", "Datum", "1"), ("", "Bedrag", "2")]


@pytest.mark.parametrize(
    ("lines", "width"),
    [
        ([*["Project;de Waart"] * 3, *["1;2;3;4;5,00"] * 4], 5),  # as many commas as rows, in the amounts
        (["Datum,Notitie", "1-2-2019,a;b", "2-2-2019,c"], 2),
        (["Datum;Bedrag", "1;2,50", "2;3,50", "3;4"], 2),
        (['"a;b;c",1', '"d;e;f",2'], 2),
        (["Datum", "1-2-2019"], 1),
    ],
)
def test_what_divides_the_lines_most_evenly_is_between_the_cells(lines: list[str], width: int) -> None:
    assert len(list(read_csv("\n".join(lines).encode(), FILE)[1])) == width


@pytest.mark.parametrize(
    ("lines", "odd"),
    [
        (["a,b,c", "1,2,3", "1,2,3,4"], [(2, "row_too_long")]),
        (["a,b,c", "1,2,3", "1,2"], [(2, "row_too_short")]),
        (["a,b,c", "1,2,3", "1,2,3,,"], []),
        (["Titel", "", "a,b,c", "1,2,3"], [(0, "row_too_short")]),
    ],
    ids=["a field too many", "cut off", "only separators too many", "title"],
)
def test_rows_that_do_not_fit_are_named(lines: list[str], odd: list[tuple[int, str]]) -> None:
    assert read_csv("\n".join(lines).encode(), FILE)[2] == odd


@pytest.mark.parametrize(
    ("content", "key", "row"),
    [
        (b'a;b\n1;2\n3;"x\n4;5\n', "open_quote", 3),
        (b'a;b\n1;"x"y\n', "open_quote", 2),
        (b'a;b\n1;"x\n' + b"2;3\n" * 60 + b'4;"y"\n', "open_quote", 2),
        (b'a;b\n1;2\n1;"x\n' + b"2;3\n" * 50 + b'4"\n', "open_quote", 3),
        (b'a;b\n1;2\n1;"x\n' + b"2;3\n" * 48 + b'4"\n', None, None),
        (b"a;b\n1;\x002\n", "no_text", None),
        (b"\xff\x81\x8d" * 50, "not_a_spreadsheet", None),
        (b"a\x01\x02\x03\x04;b" * 20, "not_a_spreadsheet", None),
        (b" ; \n;;\n", None, None),
        (b";;\n;;\n", "nothing_in_it", None),
        (b"a;b\n" * 11, "too_many_lines", None),
    ],
    ids=[
        "never closed",
        "text after a quote",
        "closed far away",
        "a whole list in a cell",
        "a long remark in a cell",
        "nul",
        "no encoding",
        "controls",
        "spaces",
        "nothing",
        "too long",
    ],
)
def test_text_that_is_no_table_is_refused(content: bytes, key: str | None, row: int | None) -> None:
    limits = FileLimits(rows=10) if key == "too_many_lines" else FILE
    if key is None:
        assert read_csv(content, limits)
        return
    with pytest.raises(FileRefused) as refusal:
        read_csv(content, limits)
    assert refusal.value.key == key
    assert refusal.value.params.get("row") == row


@given(st.lists(st.lists(FIELD, min_size=3, max_size=3), min_size=1, max_size=8), st.sampled_from(";\t|"))
def test_what_a_program_writes_with_quotes_around_everything_comes_back(rows: list[list[str]], separator: str) -> None:
    rows = [["Datum", "Straat", "Bedrag"], *rows, ["einde", "einde", "einde"]]
    text = io.StringIO()
    csv.writer(text, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)
    _, columns, odd = read_csv(text.getvalue().encode("utf-8-sig"), FILE)
    assert list(columns) == list(zip(*rows, strict=True))
    assert odd == []


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        facts, columns, _ = read_csv(content, FILE)
    except FileRefused:
        return
    assert facts.name == ""
    assert len({len(column) for column in columns}) <= 1


@pytest.mark.parametrize("content", [TABLE.encode(), b'Datum;Straat\r\n"1;x\r\n2;y\r\n'], ids=["read", "refused"])
def test_reading_leaves_what_other_readers_of_the_process_may_read_as_it_was(content: bytes) -> None:
    before = csv.field_size_limit()
    with contextlib.suppress(FileRefused):
        read_csv(content, FILE)
    assert csv.field_size_limit() == before
