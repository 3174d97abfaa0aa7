"""Every number has a definition, the same in the manual and behind the i; every reason and name has a text."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from adv.texts import texts

ROOT = Path(__file__).parent.parent.parent
DOC = (ROOT / "docs" / "indicators.md").read_text(encoding="utf-8")
ENTRIES = {match[1]: match[0] for match in re.finditer(r"^### `(\w+)` .*?(?=^##|\Z)", DOC, re.MULTILINE | re.DOTALL)}
KINDS = {
    "not_available": {"NotAvailable": 0, "over": 2},
    "denominator": {"Rate": 2},
    "unit": {"CrossTable": 4},
    "funnel": {"FunnelStep": 0},
}


def defined(language: str) -> set[str]:
    return {key.split(".")[1] for key in texts(language, "definitions").entries}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_manual_and_the_definitions_have_the_same_indicators(language: str) -> None:
    assert defined(language) == set(ENTRIES)


@pytest.mark.parametrize("key", sorted(ENTRIES))
def test_an_entry_says_what_stands_behind_the_i_and_how_it_is_computed(key: str) -> None:
    english = texts("en", "definitions")
    assert ENTRIES[key].startswith(f"### `{key}` {english(f'definitions.{key}.name')}\n\n{english(f'definitions.{key}.text')}\n")
    assert re.findall(r"^- (\w+): \S", ENTRIES[key], re.MULTILINE) == ["Formula", "Unit", "Denominator", "Source"]


def written_out(kind: str) -> set[str]:
    """The keys of one kind that stand in the code of the metrics."""
    found: set[str] = set()
    for path in (ROOT / "adv" / "metrics").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KINDS[kind]):
                continue
            place = KINDS[kind][node.func.id]
            argument = node.args[place] if len(node.args) > place else None
            if isinstance(argument, ast.Constant):
                found.add(str(argument.value))
    return found


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_reason_and_name_in_the_metrics_has_a_text(kind: str) -> None:
    known = {key.split(".")[2] for key in texts("nl", "metrics").entries if key.startswith(f"metrics.{kind}.")}
    assert written_out(kind)
    assert written_out(kind) <= known
