from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from adv.errors import DamagedFile
from adv.workbook import reading
from adv.workbook.annotate.markings import Line, Markings
from adv.workbook.grid import Upload
from adv.workbook.limits import DEFAULT, Limits
from adv.workbook.messages import LENGTH_BYTES, Inbox, Order, framed

MESSAGES = st.lists(
    st.dictionaries(st.text("abc", min_size=1), st.one_of(st.none(), st.integers(-(2**63), 2**63), st.text(), st.binary())),
    max_size=6,
)


@given(MESSAGES, st.integers(1, 50))
def test_messages_come_out_whole_and_in_their_order_in_whatever_pieces_they_come_in(sent: list[dict[str, Any]], size: int) -> None:
    stream = b"".join(map(framed, sent))
    inbox = Inbox()
    assert [found for at in range(0, len(stream), size) for found in inbox.feed(stream[at : at + size])] == sent


def test_half_a_message_is_none_yet() -> None:
    assert list(Inbox().feed(framed({"name": "Blad1"})[:-1])) == []


@pytest.mark.parametrize("said", [b"\xc1", b"\x82\xa1a", b"\xd9\x05ab"], ids=["never used", "half a map", "half a text"])
def test_what_is_no_message_is_an_error(said: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        list(Inbox().feed(len(said).to_bytes(LENGTH_BYTES, "big") + said))


@pytest.mark.parametrize(
    "message",
    [{"column": ["v", b"s", ["a"]]}, {"name": "Blad1"}, {"column": 3}, {"refused": ["SystemExit", "x", {}]}, {"remarks": 3}],
    ids=["a column of no sheet", "a sheet without its size", "no column", "another error", "remarks that are none"],
)
def test_a_child_that_was_led_astray_damages_only_its_file(message: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading.Answers, "_listen", lambda answers: answers.take(message))
    with pytest.raises(DamagedFile):
        reading.Answers(Upload("a.csv", b"a;b"), DEFAULT, lambda _sheet: None).all()


def test_an_order_arrives_as_it_was_given() -> None:
    order = Order(Limits(rows=3, seconds=1.5), "xlsx", is_trusting=True)
    assert msgspec.msgpack.decode(framed(order)[LENGTH_BYTES:], type=Order) == order


def test_markings_arrive_as_they_were_made() -> None:
    words = ("a", "b", "c", ("d",), "e", "f", ("g",), ("h",))
    marks = Markings(*words, lines=(Line(0, 2, "Blad1", "A1", "", "fout", "kijk"),), cells={"Blad1": {"A1": (0, "fout")}})
    assert msgspec.msgpack.decode(framed(marks)[LENGTH_BYTES:], type=Markings) == marks
