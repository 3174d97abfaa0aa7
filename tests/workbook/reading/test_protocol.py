from __future__ import annotations

from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adv.errors import DamagedFile
from adv.texts import texts
from adv.workbook.annotate.markings import Line, Markings
from adv.workbook.reading import reader as reading
from adv.workbook.reading.limits import FILE, FileLimits
from adv.workbook.reading.protocol import (
    LENGTH_BYTES,
    REFUSED,
    Answer,
    Finished,
    Inbox,
    Order,
    PackedColumn,
    Piece,
    Refusal,
    Remark,
    SheetHead,
    framed,
)
from adv.workbook.reading.worker_process import reserve
from adv.workbook.tables.grid import NO_LOOKS, Upload
from tests.processes import Saying

NONE = frozenset[Any]()
HEAD = SheetHead("Blad1", 1, 2, False, {}, NONE, (), (), False, True, NO_LOOKS, NONE, {})  # noqa: FBT003 (in their order)
PLAIN = st.one_of(st.none(), st.booleans(), st.integers(-(2**63), 2**63), st.floats(allow_nan=False), st.text())
ANSWERS = st.lists(
    st.one_of(
        st.just(HEAD),
        st.tuples(st.binary(max_size=5), st.lists(PLAIN, max_size=9)).map(lambda parts: PackedColumn(*parts)),
        st.lists(st.sampled_from(get_args(Remark)), max_size=3).map(Finished),
        st.binary(max_size=60).map(Piece),
    ),
    max_size=6,
)


@given(ANSWERS, st.integers(1, 50))
def test_answers_come_out_whole_and_in_their_order_in_whatever_pieces_they_come_in(sent: list[Answer], size: int) -> None:
    stream = b"".join(map(framed, sent))
    inbox = Inbox()
    assert [found for at in range(0, len(stream), size) for found in inbox.feed(stream[at : at + size])] == sent


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_reason_a_worker_may_give_is_a_sentence(language: str) -> None:
    said = {key: texts(language)(f"errors.{key}", file="x.xlsx", **dict.fromkeys(REFUSED[key], 7)) for key in REFUSED}
    assert [key for key, sentence in said.items() if "{" in sentence] == []


def test_half_an_answer_is_none_yet() -> None:
    assert list(Inbox().feed(framed(Piece(b"x"))[:-1])) == []


@pytest.mark.parametrize(
    "said",
    [
        b"\xc1",
        b"\x82\xa1a",
        b"\xd9\x05ab",
        b"\x91" * 5000 + b"\xc0",
        msgspec.msgpack.encode({"type": "column", "kinds": b"s", "values": [[]] * 9}),
        msgspec.msgpack.encode({"type": "finished", "remarks": [], "more": [[[]]]}),
        msgspec.msgpack.encode({"type": "finished", "remarks": ["nonsense"]}),
        msgspec.msgpack.encode({"type": "order"}),
    ],
    ids=[
        "never used",
        "half a map",
        "half a text",
        "deep",
        "not flat",
        "more than it has",
        "a remark that there is not",
        "another kind",
    ],
)
def test_what_is_no_answer_is_an_error(said: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        list(Inbox().feed(len(said).to_bytes(LENGTH_BYTES, "big") + said))


COLUMN = PackedColumn(b"s", ["a", "b"])


@pytest.mark.parametrize(
    "said",
    [
        [COLUMN],
        [HEAD, HEAD],
        [HEAD, Finished([])],
        [Finished([]), HEAD],
        [HEAD, PackedColumn(b"s", ["a"])],
        [HEAD, PackedColumn(b"s", ["a"], "B", b"\x00\x07")],
        [HEAD, PackedColumn(b"q", ["a", "b"])],
        [Refusal("SystemExit", "x", {})],
        [Refusal("DamagedFile", "zzz", {})],
        [Refusal("FileTooLarge", "too_large", {})],
        [Refusal("DamagedFile", "damaged", {"more": 1})],
        [Piece(b"PK")],
    ],
    ids=[
        "a column of no sheet",
        "a sheet within a sheet",
        "done within a sheet",
        "a sheet after the end",
        "too short a column",
        "a place without a value",
        "an unknown kind",
        "another error",
        "a reason that there is not",
        "a reason that lacks a number",
        "a reason with one too many",
        "a workbook that nobody asked for",
    ],
)
def test_a_worker_that_was_led_astray_damages_only_its_file(said: list[Answer], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reserve, "take", lambda _: Saying(b"".join(map(framed, said))))
    with pytest.raises(DamagedFile):
        reading.Answers(Upload("a.csv", b"a;b"), FILE, lambda _sheet: None).book()


def test_a_worker_that_says_a_sheet_and_the_end_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[Answer] = [HEAD, COLUMN, Finished(["other_kind"])]
    monkeypatch.setattr(reserve, "take", lambda _: Saying(b"".join(map(framed, said))))
    book = reading.Answers(Upload("a.csv", b"a;b"), FILE, lambda _sheet: None).book()
    assert (book.sheets[0].columns, book.remarks) == ((["a", "b"],), ("other_kind",))


def test_an_order_arrives_as_it_was_given() -> None:
    order = Order(FileLimits(rows=3, seconds=1.5), "xlsx", is_trusting=True)
    assert msgspec.msgpack.decode(framed(order)[LENGTH_BYTES:], type=Order) == order


def test_markings_arrive_as_they_were_made() -> None:
    words = ("a", "b", "c", ("d",), "e", "f", ("g",), ("h",))
    marks = Markings(*words, lines=(Line(0, 2, "Blad1", "A1", "", "fout", "kijk"),), cells={"Blad1": {"A1": (0, "fout")}})
    assert msgspec.msgpack.decode(framed(marks)[LENGTH_BYTES:], type=Markings) == marks
