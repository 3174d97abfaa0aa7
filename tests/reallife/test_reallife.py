"""Workbooks as people really keep and export them, each with the figures that are true: they come out right, or it is said what does not.

A folder holds the files, and `truth.json`: `expect` has paths in the JSON of ``summary`` with their values, `say` words of which one must be in a
finding where the figures cannot be right. All are invented; their shapes come from public bug reports and from how people keep lists.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from adv import cli

HERE = Path(__file__).parent
CASES = sorted(folder.name for folder in HERE.iterdir() if (folder / "truth.json").exists())

# What cannot be right by itself, and is said or asked.
SAID = {"hk7_times_been_in_remarks", "v8_comment_changes_outcome"}
# Wrong, or said too little, until it is mended.
NOT_YET: set[str] = set()


def _printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:  # noqa: ANN401 - it is what JSON holds
    cli.main(list(arguments))
    return json.loads(capsys.readouterr().out)


def _at(summary: Any, path: str) -> Any:  # noqa: ANN401 - as above
    """The value at a path, 0 for a name that a count does not have; the first part is as long as can be, for a street may hold a dot."""
    if not isinstance(summary, dict):
        return summary
    if path in summary:
        return summary[path]
    names = path.split(".")
    heads = (count for count in range(len(names) - 1, 0, -1) if ".".join(names[:count]) in summary)
    if (count := next(heads, 0)) == 0:
        return 0
    return _at(summary[".".join(names[:count])], ".".join(names[count:]))


@pytest.mark.parametrize(
    "case", [pytest.param(case, marks=pytest.mark.xfail(strict=True)) if case in NOT_YET else case for case in CASES]
)
def test_what_people_keep_comes_out_right_or_is_said(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    truth = json.loads((HERE / case / "truth.json").read_text(encoding="utf-8"))
    files = [str(path) for path in sorted((HERE / case).iterdir()) if path.name != "truth.json"]
    summary = _printed(capsys, "summary", *files, "--json")
    wrong = {
        path: (value, _at(summary, path))
        for path, value in truth["expect"].items()
        if _at(summary, path) != pytest.approx(value, abs=0.005)
    }
    if case not in SAID:
        assert not wrong
        return
    findings = json.dumps(_printed(capsys, "check", *files, "--json")["findings"], ensure_ascii=False).lower()
    assert any(word in findings for word in truth["say"] or [])
