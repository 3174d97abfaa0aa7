"""Every reason that a metric gives and every name that it tells has a text."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from adv.texts import texts

ROOT = Path(__file__).parent.parent.parent
KINDS = {
    "not_available": {"NotAvailable": 0, "over": 2},
    "denominator": {"Rate": 2},
    "funnel": {"FunnelStep": 0},
}


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
