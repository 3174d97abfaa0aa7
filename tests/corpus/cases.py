"""The layouts, in two splits: those to develop on, and those that are only measured on."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from tests.corpus import hand
from tests.corpus.drawing import draw
from tests.corpus.layout import Layout
from tests.corpus.story import tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.corpus.truth import Case

SPLITS = ("dev", "held", "dev by hand", "held by hand")

HELD = (
    Layout("plain", 0),
    Layout("capitals and titles", 1, top=4, left=1, merged_title=True, day="dashes", amount="euro", grand_total=True),
    Layout("web form", 2, web_form=True, separator=";", trailing=True, day="moment", people=True),
    Layout("month totals", 0, month_totals=True, grand_total=True, day="long", amount="dash", blank_rows=True),
    Layout("marks of 1", 1, themes="marks", mark="1", day="slashes", amount="comma", extra=("cover", "lists")),
    Layout("marks under a group", 0, themes="two rows", mark="✓", day="iso", amount="parentheses"),
    Layout("questions in the row", 0, in_visits="{request} {n} - {part}", tables=("visits", "expenses"), day="short"),
    Layout("questions in the row of a form", 2, in_visits="{request} {n} ({part})", tables=("visits", "expenses"), web_form=True, trailing=True, separator=";"),
    Layout("questions in the row, part first", 1, in_visits="{part} {request} {n}", tables=("visits", "expenses"), day="points"),
    Layout("address in one", 1, address="one", people=True, texts=True, day="clock", amount="point"),
    Layout("address with postcode", 0, address="with postcode", area=False, notes=True, day="real", amount="nbsp"),
    Layout("tab per year", 0, per_year=True, top=2, day="real", grand_total=True, amount="euro", extra=("pivot",)),
    Layout("tab per year, by hand", 1, per_year=True, day="short", count_row=True, notes=True, amount="behind"),
    Layout("file per table", 2, per_file=True, day="iso moment", amount="comma"),
    Layout("file per table, cp1252", 0, kind="csv:cp1252", per_file=True, day="dashes", amount="euro"),
    Layout("file per table, UTF-8", 1, kind="csv:utf-8", per_file=True, day="slashes", amount="comma", people=True),
    Layout("file per table, BOM, totals", 0, kind="csv:utf-8-sig", per_file=True, day="short", amount="dash", grand_total=True, top=2),
    Layout("open document", 0, kind="ods", day="real", amount="number", extra=("cover", "hidden"), grand_total=True),
    Layout("open document, by hand", 1, kind="ods", day="points", amount="euro", themes="marks", mark="ja", left=2, top=3),
    Layout("1904", 0, kind="xlsx1904", day="real", people=True),
    Layout("1904 serials", 1, kind="xlsx1904", day="serial1904", amount="point"),
    Layout("serials", 0, day="serial", texts=True, amount="EUR"),
    Layout("serials as text", 1, day="serial text", amount="comma", count_row=True),
    Layout("months only", 0, day="month", amount="number", month_totals=True),
    Layout("side by side", 0, side_by_side=True, tables=("visits", "requests", "expenses"), day="real", grand_total=True),
    Layout("side by side with titles", 1, side_by_side=True, top=2, day="short", amount="euro"),
    Layout("list beside a pivot", 0, extra=("beside", "pivot"), day="real"),
    Layout("grouped headers", 0, group_headers=True, top=1, day="real", grand_total=True, people=True),
    Layout("grouped headers, capitals", 1, group_headers=True, left=1, day="dashes", blank_rows=True, repeated_header=True),
    Layout("typos", 0, dirt="typos", day="real", notes=True),
    Layout("no-break spaces", 1, dirt="no-break", day="short", amount="nbsp", grand_total=True),
    Layout("zero-width", 0, dirt="zero-width", day="dashes", amount="euro", themes="numbered"),
    Layout("case and spaces", 0, dirt="capitals", day="slashes", amount="behind", month_totals=True, notes=True),
    Layout("decomposed", 1, dirt="decomposed", day="long", amount="comma", grand_total=True, left=1),
    Layout("macro workbook", 0, kind="xlsm", day="real", extra=("cover", "lists", "pivot", "hidden"), amount="english"),
    Layout("no area, no numbers", 1, area=False, without=("visit_id", "request_id", "house_number"), tables=("visits", "expenses"), day="real"),
    Layout("no goals", 0, without=("goal", "owner", "raised_on", "attempt"), day="compact", amount="dash"),
    Layout("money only", 1, tables=("expenses",), month_totals=True, grand_total=True, amount="euro", top=3),
    Layout("visits only", 0, tables=("visits",), count_row=True, notes=True, themes="marks", mark="X"),
    Layout("everything at once", 1, top=5, left=1, merged_title=True, blank_rows=True, month_totals=True, grand_total=True, notes=True, themes="marks", mark="x", people=True, day="short", amount="euro", extra=("cover", "lists", "pivot", "hidden"), dirt="spaces"),
    Layout("old Excel", 0, kind="xls", themes="marks", mark="x", month_totals=True, day="short", amount="euro"),
    Layout("old Excel of a form", 2, kind="xls", web_form=True, separator=";", trailing=True, day="moment", people=True, extra=("hidden",)),
)  # fmt: skip

DEV = (
    Layout("plain", 0),
    Layout("titles", 1, top=3, left=1, merged_title=True, day="dashes", amount="euro", grand_total=True),
    Layout("web form", 2, web_form=True, separator=";", trailing=True, day="moment", people=True),
    Layout("month totals", 0, month_totals=True, grand_total=True, day="short", amount="comma", blank_rows=True),
    Layout("marks", 1, themes="marks", mark="x", day="slashes", amount="dash", extra=("cover", "lists")),
    Layout("marks under a group", 0, themes="two rows", mark="ja", day="iso", amount="behind"),
    Layout("questions in the row", 0, in_visits="{request} {n}: {part}", tables=("visits", "expenses"), day="long"),
    Layout("questions in the row of a form", 2, in_visits="{request} {n} {part}", tables=("visits", "expenses"), web_form=True, trailing=True, separator=";"),
    Layout("questions in the row, part first", 1, in_visits="{part} ({request} {n})", tables=("visits", "expenses"), day="iso moment"),
    Layout("address in one", 1, address="one", people=True, texts=True, day="points", amount="english"),
    Layout("address with postcode", 0, address="with postcode", area=False, notes=True, amount="nbsp"),
    Layout("tab per year", 0, per_year=True, top=1, grand_total=True, amount="parentheses", extra=("pivot",)),
    Layout("tab per year, counted", 1, per_year=True, day="clock", count_row=True, notes=True),
    Layout("file per table", 2, per_file=True, day="real", amount="EUR"),
    Layout("csv, cp1252", 0, kind="csv:cp1252", per_file=True, day="real", amount="number"),
    Layout("csv, UTF-8", 1, kind="csv:utf-8", per_file=True, day="short", amount="euro", people=True),
    Layout("csv, BOM, totals", 0, kind="csv:utf-8-sig", per_file=True, day="dashes", amount="point", grand_total=True, top=1),
    Layout("open document", 0, kind="ods", extra=("cover", "hidden"), grand_total=True),
    Layout("open document, by hand", 1, kind="ods", day="long", amount="euro", themes="marks", mark="1", left=1, top=2),
    Layout("1904", 0, kind="xlsx1904", people=True),
    Layout("serials", 1, day="serial", texts=True),
    Layout("serials as text", 0, day="serial text", amount="comma", count_row=True),
    Layout("months only", 1, day="month", month_totals=True),
    Layout("side by side", 0, side_by_side=True, day="real", grand_total=True),
    Layout("side by side, by hand", 1, side_by_side=True, day="slashes", amount="comma", notes=True),
    Layout("list beside a pivot", 0, extra=("beside", "pivot")),
    Layout("grouped headers", 1, group_headers=True, top=2, grand_total=True, people=True),
    Layout("typos", 0, dirt="typos", count_row=True),
    Layout("spaces", 1, dirt="spaces", amount="nbsp", repeated_header=True),
    Layout("zero-width", 0, dirt="zero-width", themes="numbered", day="compact"),
    Layout("capitals", 1, dirt="capitals", month_totals=True, notes=True),
    Layout("decomposed", 0, dirt="decomposed", day="long", left=2, blank_rows=True),
    Layout("macro workbook", 1, kind="xlsm", extra=("cover", "lists", "pivot", "hidden")),
    Layout("no numbers", 0, area=False, without=("visit_id", "request_id", "house_number"), tables=("visits", "expenses")),
    Layout("few columns", 1, without=("goal", "owner", "raised_on", "attempt"), amount="dash"),
    Layout("money only", 0, tables=("expenses",), month_totals=True, grand_total=True, amount="nbsp", top=2),
    Layout("everything at once", 0, top=4, left=1, merged_title=True, blank_rows=True, month_totals=True, grand_total=True, notes=True, themes="marks", people=True, day="dashes", amount="euro", extra=("cover", "lists", "pivot", "hidden"), dirt="no-break"),
    Layout("old Excel", 1, kind="xls", top=2, merged_title=True, grand_total=True, people=True),
    Layout("old Excel, by hand", 0, kind="xls", left=1, day="dashes", amount="comma", notes=True, extra=("cover", "lists", "hidden")),
)  # fmt: skip
LAYOUTS = {"dev": DEV, "held": HELD}
SEEDS = {"dev": 1, "held": 1_000_003}  # far apart: no story of one split is one of the other


@cache
def voices(split: str) -> list[dict[str, Any]]:
    """Whose words are used in one split."""
    text = (Path(__file__).parent / "words" / f"{split}.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["voices"]
    return found


def cases(split: str, seed: int = 0) -> Iterator[Case]:
    """All uploads of one split; another seed tells other stories in other words of the same voices."""
    if split.endswith(hand.SPLIT):
        yield from hand.cases(split.removesuffix(hand.SPLIT))
        return
    for layout in LAYOUTS[split]:
        chance = Random(f"{SEEDS[split] + seed} {layout.name}")
        yield draw(layout, voices(split)[layout.voice], tell(chance), chance)
