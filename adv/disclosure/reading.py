"""A publication from the bytes of a file: JSON, or the JSON that the page of a publication holds. Pure.

A bare table has no names and no days, as the reference cases and other programs write it:
``{"b": 5, "releases": [{"P": [[5, 0], [10, 5]], "Z": [[5, 0], [10, 5]]}]}``: P and Z as nested lists over all leaves. With ``"cells"``,
P lists those instead. ``{"b": 5, "cells": […], "P": [[…], …]}`` has no shadow lists: they are looked for, which needs the solver.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from html.parser import HTMLParser
from itertools import product
from math import prod
from typing import Any, Final

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from adv.disclosure.lattice import MOST_LEAVES, Cell, Dimension, Lattice
from adv.disclosure.publication import FORMAT, Publication, Release, Table, shadow_rows
from adv.disclosure.verify import Reason, Refusal, Verdict, are_beside, verify, verify_table
from adv.errors import NotAPublication

LARGEST_FILE: Final = 20_000_000  # bytes
SCRIPT_ID: Final = "publication"
PLACE: Final = "data-p"  # of a number in the page: table/release/cell
VERSIONS: Final = FORMAT.rpartition("/")[0]  # start of the name of every version of the format
BARE: Final = {"releases", "P"}  # a table by itself has one of these
PLACE_OF_STATUS: Final = 3  # the place of the dimension that moves, in cells of four


def judge(content: bytes, beside: bytes | None = None) -> Verdict:
    """Check what a file holds; where `beside` is given, also against the publication of the same project for other readers.

    Raises `NotAPublication`: it is something else.
    """
    page = _page(content)
    found = _found_in(page)
    if isinstance(found, Refusal):
        return Verdict((found,))
    if isinstance(found, Table):
        return verify_table(found)
    verdict = verify(found)
    wrong = tuple(_shown_otherwise(page, found)) if verdict.fits else ()
    if verdict.fits and beside is not None:
        other = _found_in(_page(beside))
        if not isinstance(other, Publication) or not are_beside(found, other):
            wrong = (Refusal(Reason.APART),)
    return replace(verdict, refusals=wrong) if wrong else verdict


def publication_in(content: bytes) -> Publication | Table | Refusal:
    """Read a publication, or a bare table; a refusal when it is one that cannot be read as it should.

    Raises `NotAPublication`: it is something else.
    """
    return _found_in(_page(content))


class _Page(HTMLParser):
    """Finds the text of ``<script type="application/json" id="publication">``, and the numbers that tell which one they are."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.shown: dict[str, str] = {}  # by the place in the publication
        self._inside = False
        self._place = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and {("type", "application/json"), ("id", SCRIPT_ID)} <= set(attrs)
        self._place = dict(attrs).get(PLACE) or ""
        if self._inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - HTMLParser's own signature
        self._inside, self._place = False, ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data
        elif self._place:
            before = self.shown.get(self._place)  # a number that stands twice has to be the same twice
            self.shown[self._place] = data if before in {None, data} else ""


def _page(content: bytes) -> _Page:
    """The parts of a page; JSON by itself is a page that shows nothing."""
    page = _Page()
    try:
        text = content.decode("utf-8-sig") if len(content) <= LARGEST_FILE else ""
    except UnicodeDecodeError:
        raise NotAPublication("not_a_publication") from None
    if text.lstrip().startswith("<"):
        page.feed(text)
    else:
        page.found.append(text)
    return page


def _found_in(page: _Page) -> Publication | Table | Refusal:
    if len(page.found) > 1:
        return Refusal(Reason.TWICE)
    try:
        raw = json.loads("".join(page.found), object_pairs_hook=_once)
        values = list(flat(raw))
    except (ValueError, RecursionError):
        raise NotAPublication("not_a_publication") from None
    if not isinstance(raw, dict) or not (_format(raw) or ("b" in raw and raw.keys() & BARE)):
        raise NotAPublication("not_a_publication")
    if any(isinstance(value, float) for value in values):
        return Refusal(Reason.NOT_WHOLE)
    if _format(raw) not in {"", FORMAT}:
        return Refusal(Reason.FORMAT)
    try:
        return msgspec.convert(raw, Publication) if _format(raw) else table_of(msgspec.convert(raw, BareTable))
    except (ValueError, IndexError):
        return Refusal(Reason.MALFORMED)


def _format(raw: dict[str, Any]) -> str:
    """The format that a file says it has, if that is one of ours."""
    said = str(raw.get("format", ""))
    return said if said.rpartition("/")[0] == VERSIONS else ""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make a mapping of its pairs. Raises ValueError when a key stands twice: programs differ in which of the two they take."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError(len(pairs))
    return dict(pairs)


def _shown_otherwise(page: _Page, publication: Publication) -> Iterator[Refusal]:
    """Find the numbers in the tables of a page that are not those of the publication in it."""
    for place, number in page.shown.items():
        name, _, rest = place.partition("/")
        release, _, cell = rest.partition("/")
        try:
            table = publication.tables[name]
            wanted = table.numbers(int(release))[int(cell)]
            values = table.lattice.values_of(int(cell))
        except (KeyError, ValueError, IndexError):
            yield Refusal(Reason.SHOWN)
            continue
        if "".join(sign for sign in number if sign.isdecimal()) != str(wanted):
            yield Refusal(Reason.SHOWN, name, int(release), values)


class BareRelease(Struct, frozen=True):
    """One release: numbers, and the shadow list if it is given."""

    numbers: list[Any] = field(name="P")
    shadow: list[Any] | None = field(name="Z", default=None)


class BareTable(Struct, frozen=True):
    """Releases in a row."""

    base: int = field(name="b")
    cells: tuple[Cell, ...] | None = None
    releases: tuple[BareRelease, ...] = ()
    numbers: tuple[list[int], ...] = field(name="P", default=())  # instead of releases


def table_of(bare: BareTable) -> Table:
    """The table, with names and days made for it.

    Raises `ValueError`, `IndexError`, `msgspec.ValidationError`: its lists do not belong together.
    """
    releases = bare.releases or tuple(map(BareRelease, bare.numbers))
    if bare.cells:
        sizes = [max((at for at in values if at is not None), default=0) + 1 for values in zip(*bare.cells, strict=True)]
    else:
        sizes = _shape(releases[0].numbers)
    if not 0 < prod(sizes) <= MOST_LEAVES:
        raise ValueError(sizes)
    dimensions = tuple(Dimension(str(at), tuple(map(str, range(size))), at == PLACE_OF_STATUS) for at, size in enumerate(sizes))
    shape = Lattice(dimensions, bare.cells or tuple(product(*map(range, sizes))))
    numbers = [tuple(flat(release.numbers)) for release in releases]
    given = [tuple(flat(release.shadow)) for release in releases if release.shadow is not None]
    shadows = given or _looked_for(shape, numbers)
    rows = [shadow_rows(shape, shadow) for shadow in shadows]
    days = map(date.fromordinal, range(1, len(releases) + 1))
    made = tuple(Release(day, published, shadow) for day, published, shadow in zip(days, numbers, rows, strict=True))
    return msgspec.convert(msgspec.to_builtins(Table(bare.base, shape.dimensions, shape.cells, made)), Table)


def flat(nested: object) -> Iterator[Any]:
    """The values of nested lists and mappings, in their order."""
    if isinstance(nested, dict):
        nested = list(nested.values())
    if isinstance(nested, list | tuple):
        for value in nested:
            yield from flat(value)
    else:
        yield nested


def _looked_for(shape: Lattice, numbers: Sequence[tuple[int, ...]]) -> Sequence[tuple[int, ...]]:
    """Shadow lists for the numbers; empty ones, which count up to nothing, where there are none."""
    from adv.disclosure.rounding import Unsolved, shadow_lists  # noqa: PLC0415 - numpy and scipy take long

    found = shadow_lists(shape, numbers)
    return [(0,) * len(shape.leaves)] * len(numbers) if isinstance(found, Unsolved) else found


def _shape(nested: object) -> list[int]:
    return [len(nested), *_shape(nested[0])] if isinstance(nested, list) and nested else []
