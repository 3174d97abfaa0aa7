"""Workbooks as people really keep and export them, each with the figures that are true: they come out right, or it is said what does not.

A folder holds the files, and `truth.json`: `right` says how the workbook is to be understood, `expect` has paths in the JSON of ``summary``
with their values, `say` words of which one must be in a finding where the figures cannot be right. `is_said` marks those; `refused` has the
key of the refusal of what is none of our lists. The folders by kind were chosen from nine hundred, so that few of them reach as much of the
code as can be. What is found in each, and which words are asked, stands in `findings.json` (``--regenerate-golden`` writes it anew; whoever
does so reads the difference). All are invented, persons too; their shapes come from public bug reports and from how people keep lists.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from adv.errors import NothingToRead
from adv.indicators import figures
from adv.indicators.entry import Measured, as_json
from adv.metrics.selection import last_day
from adv.texts import texts
from adv.workbook.tables.findings import Severity
from adv.workbook.tables.grid import Upload
from tests.workbook.asked_actions import wrong_actions
from tests.workbook.evil import read_here
from tests.workbook.sheets import KEY, PROJECT, understand_workbooks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from adv.workbook.understood import Intake

HERE = Path(__file__).parent
FINDINGS = HERE / "findings.json"
TODAY = date(2026, 11, 30)
MOST_CELLS = 6  # of a finding, in its line
NL = texts("nl")
CASES = sorted(str(truth.parent.relative_to(HERE).as_posix()) for truth in HERE.rglob("truth.json"))


def _at(summary: Any, path: str) -> Any:  # noqa: ANN401 - it is what JSON holds
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


def _understood(case: str) -> Intake:
    files = (path for path in sorted((HERE / case).iterdir()) if path.suffix != ".json")
    books = [read_here(Upload(path.name, path.read_bytes())) for path in files]
    return understand_workbooks(books, PROJECT, KEY, TODAY)


def _remarks(found: Intake) -> Iterator[str]:
    """Give a line for each finding, and for each word that is asked or was taken for a known one."""
    for one in found.findings:
        place = " ".join([one.sheet or one.file, *one.cells[:MOST_CELLS]])
        params = " ".join(f"{name}={value}" for name, value in one.params.items())
        yield f"{one.severity.value} {one.code}, {one.count} ×: {place}; {params}".rstrip("; ")
    for word in found.words:
        meaning = word.meaning or (f"{word.suggestion}?" if word.suggestion else "?")
        yield f"{word.list.value} {word.text!r}, {word.rows} ×: {meaning}"


@cache
def _known_remarks() -> dict[str, list[str]]:
    known: dict[str, list[str]] = json.loads(FINDINGS.read_text(encoding="utf-8"))
    return known


def _figures(found: Intake, paths: Iterable[str]) -> dict[str, Any]:
    """Those figures of the catalogue that are under these paths, as JSON holds them."""
    measured = Measured(found.dataset, PROJECT, last_day(found.dataset))
    wanted = {figure.path: figure for _, figure in figures() if any(f"{path}.".startswith(f"{figure.path}.") for path in paths)}
    made: dict[str, Any] = json.loads(json.dumps({path: as_json(figure.of(measured)) for path, figure in wanted.items()}))
    return made


@pytest.mark.parametrize("case", CASES)
def test_what_people_keep_comes_out_right_or_is_said(case: str, *, regenerates: bool) -> None:
    truth = json.loads((HERE / case / "truth.json").read_text(encoding="utf-8"))
    if key := truth.get("refused"):
        with pytest.raises(NothingToRead) as refusal:
            _understood(case)
        assert refusal.value.key == key
        return
    found = _understood(case)
    assert not [*wrong_actions(found)]
    remarks = list(_remarks(found))
    if regenerates:
        _known_remarks()[case] = remarks
        kept = {case: _known_remarks()[case] for case in CASES if case in _known_remarks()}
        FINDINGS.write_text(f"{json.dumps(kept, indent=1, ensure_ascii=False)}\n", encoding="utf-8")
    made = _figures(found, truth["expect"])
    wrong = {
        path: (value, _at(made, path))
        for path, value in truth["expect"].items()
        if _at(made, path) != pytest.approx(value, abs=0.005)
    }
    if truth.get("is_said"):
        sentences = [f"{one.message(NL)} {one.action(NL)}" for one in found.findings if one.severity is not Severity.INFO]
        assert any(word.lower() in sentence.lower() for word in truth["say"] for sentence in sentences)
    else:
        assert not wrong
    assert remarks == _known_remarks()[case]
