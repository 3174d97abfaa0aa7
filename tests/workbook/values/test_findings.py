"""Everything a parser reports can be said, in both languages."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import adv.workbook
from adv.texts import LANGUAGES, texts
from adv.workbook.tables.findings import Finding, Severity
from adv.workbook.values.amounts import parse_amount, parse_score, parse_whole
from adv.workbook.values.dates import parse_date
from adv.workbook.values.text import parse_text

PARSERS = ("values/text.py", "values/dates.py", "values/amounts.py")


def codes() -> set[str]:
    """The codes in calls of `error`, `warning` and `info`."""
    found: set[str] = set()
    for name in PARSERS:
        source = (Path(adv.workbook.__file__).parent / name).read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"error", "warning", "info"}:
                words = [part.value for argument in node.args for part in ast.walk(argument) if isinstance(part, ast.Constant)]
                found |= {word for word in words if isinstance(word, str)}
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_sentences(language: str) -> None:
    known = texts(language)
    assert len(codes()) > 15
    for code in codes():
        assert {f"findings.{code}.{form}" for form in ("one", "other", "action")} <= set(known.entries), code


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "parsed",
    [parse_date("1-1-1900"), parse_amount(1e12), parse_score(11), parse_whole(-1), parse_text("x" * 999)],
    ids=["date", "amount", "score", "whole", "text"],
)
def test_what_a_parser_knows_fills_the_placeholders(parsed: object, language: str) -> None:
    params, code = getattr(parsed, "params"), getattr(parsed, "code")  # noqa: B009 - Parsed of different values
    for cells in (("B2",), ("B2", "B3")):
        finding = Finding(Severity.ERROR, code, "x.xlsx", "Bezoeken", cells, params)
        assert "{" not in finding.message(texts(language)) + finding.action(texts(language))
