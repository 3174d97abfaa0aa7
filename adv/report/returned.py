"""An account that was edited in Word and comes back: which own texts are others now. Only what stands in its places counts."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from adv.errors import AdvError
from adv.report.blocks import Draft, OwnText

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adv.report.outline import Report

SIGNS_OF_DIGEST = 8  # signs: enough to tell a text from the one that was written
TITLE = 64  # signs that Word allows


class Control(Protocol):
    """Content control of a document, as the program that reads it gives it."""

    tag: str  # of its place, as `tag_of` writes it
    title: str  # start of the question that stands there while nothing is written
    is_prompt: bool  # nothing is written
    text: str


class Edit(Struct, frozen=True):
    """One place whose text is another one in the document."""

    block: OwnText | Draft
    before: str
    after: str  # "": emptied


class Returned(Struct, frozen=True):
    """Texts that a document brings back; `homeless` are texts whose place the account does not have any more."""

    edits: tuple[Edit, ...]
    homeless: tuple[str, ...]


def tag_of(report: Report, slot: str, text: str) -> str:
    """Name a place in the document: the slot, whose account it is, and what was written, so that an edit is told from figures that changed."""
    return f"{slot}@{_mark(report.name)}.{_mark(normal(text))}"


def returned(report: Report, controls: Iterable[Control]) -> Returned:
    """Compare a document with the account of now. What nobody edited in the document stays as it is here.

    Raises
    ------
    AdvError
        It is not a document of this account.
    """
    places = {
        block.slot: block for block in report.blocks if isinstance(block, OwnText | Draft) and not report.is_fixed(block.slot)
    }
    whose = _mark(report.name)
    found = dict[str, list[str]]()
    homeless = list[str]()
    is_ours = False
    for control in controls:
        slot, _, marks = control.tag.rpartition("@")
        account, _, written = marks.partition(".")
        if account != whose or not written:
            continue
        is_ours = True
        after = _written(control, written)
        if _mark(after) != written:
            if slot in places:
                found.setdefault(slot, []).append(after)
            elif after:
                homeless.append(after)
    if not is_ours:
        raise AdvError("account_other")
    known = {slot: block.text if isinstance(block, OwnText) else report.drafted(block) for slot, block in places.items()}
    every = (Edit(places[slot], known[slot], "\n\n".join(filter(None, texts))) for slot, texts in found.items())
    return Returned(tuple(edit for edit in every if normal(edit.before) != edit.after), tuple(homeless))


def normal(text: str) -> str:
    """Write a text with single spaces and one blank line between paragraphs: programs differ in what they put there."""
    lines = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return "\n\n".join(part.strip("\n") for part in lines.split("\n\n") if part.strip("\n"))


def _written(control: Control, mark: str) -> str:
    """Give what is written in a control: its question, in a program that does not know prompts, is nothing."""
    text = normal(control.text)
    is_question = mark == _mark("") and text[:TITLE] == normal(control.title)
    return "" if control.is_prompt or is_question else text


def _mark(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:SIGNS_OF_DIGEST]
