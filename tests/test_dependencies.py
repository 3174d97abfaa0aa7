"""Every dependency says what it is for, and a fresh machine gets exactly the ones that are written down."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
KINDS = ["requirements", "requirements-dev"]


def asked_for(kind: str) -> list[str]:
    lines = (ROOT / f"{kind}.in").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-c "))]


def name_of(requirement: str) -> str:
    return re.split(r"[\[<>=! ]", requirement, maxsplit=1)[0].lower()


@pytest.mark.parametrize("kind", KINDS)
def test_every_dependency_has_its_reason(kind: str) -> None:
    without = [line for line in asked_for(kind) if not re.search(r"# \S.{5,}", line)]
    assert without == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_dependency_is_pinned_to_one_version_with_its_hashes(kind: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / f"{kind}.txt").read_text(encoding="utf-8").strip())
    entries = [entry for entry in entries if not entry.startswith(("#", "-c "))]
    assert [entry for entry in entries if not re.match(r"[\w.\-\[\]]+==\S+ .*--hash=sha256:[0-9a-f]{64}", entry, re.DOTALL)] == []
    assert {name_of(line) for line in asked_for(kind)} <= {name_of(entry) for entry in entries}


def test_the_tests_run_on_the_versions_that_the_dashboard_runs_on() -> None:
    pinned = [
        dict(re.findall(r"^([\w.\-]+)(?:\[\w+\])?==(\S+)", (ROOT / f"{kind}.txt").read_text(encoding="utf-8"), re.MULTILINE))
        for kind in KINDS
    ]
    assert {name: pinned[1][name] for name in pinned[0].keys() & pinned[1].keys()} == {
        name: pinned[0][name] for name in pinned[0].keys() & pinned[1].keys()
    }
