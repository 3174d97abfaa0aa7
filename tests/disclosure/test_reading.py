"""Reading a file to verify: a publication from JSON or from its page, a bare table, and everything that is something else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from adv.cli import main
from adv.disclosure.publication import Publication, sealed, to_json
from adv.disclosure.reading import LARGEST_FILE, judge, publication_in
from adv.disclosure.releases import publication_of
from adv.disclosure.verify import Reason, Refusal
from adv.errors import NotAPublication
from adv.texts import texts
from tests.disclosure.small import KEY

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.disclosure.samples import Sample

ROOT = Path(__file__).parents[2]
PAGE = """<!DOCTYPE html><html lang="nl"><head><title>P</title><script>let a = {"b": 5}</script></head><body><p>x &lt; y</p>
<script type="application/json" id="other">{"b": 5}</script><script type="application/json" id="publication">%s</script>
<script>a()</script></body></html>"""


@pytest.fixture(scope="module")
def published(annawijk: Sample) -> Publication:
    made = publication_of(annawijk.dataset, annawijk.project, annawijk.days[:2], None, KEY).publication
    assert made is not None
    return made


def test_the_page_holds_the_same_publication(published: Publication) -> None:
    named = sealed(replace(published, title="</script><b>Wijk & co</b>"))
    page = PAGE % to_json(named).decode()
    assert publication_in(page.encode()) == publication_in(to_json(named)) == named
    assert judge(page.encode()).fits


NO_PUBLICATION: dict[str, bytes] = {
    "nothing": b"",
    "an empty mapping": b"{}",
    "a list": b"[]",
    "a number": b"5",
    "a base alone": b'{"b": 5}',
    "a workbook": b"PK\x03\x04",
    "not UTF-8": b"\xff\xfe\x00",
    "a page without JSON": b"<html><script>{}</script></html>",
    "lists in lists": b"[" * 100_000,
    "lists in lists of a table": b'{"b": 5, "releases": ' + b"[" * 3000 + b"]" * 3000 + b"}",
    "too large": b" " * (LARGEST_FILE + 1),
    "another format": b'{"b": 5, "format": "hello"}',
    "a key twice": b'{"b": 5, "b": 5, "releases": [{"P": [[5]], "Z": [[5]]}]}',
    "two after each other": b'{"b": 5, "releases": []}' * 2,
    "cut off": b'{"b": 5, "releases": [{"P": [[5, 0], [5',
}


@pytest.mark.parametrize("content", NO_PUBLICATION.values(), ids=NO_PUBLICATION)
def test_something_else_is_no_publication(content: bytes) -> None:
    with pytest.raises(NotAPublication):
        judge(content)


BARE: dict[str, tuple[bytes, Reason]] = {
    "no release": (b'{"b": 5, "releases": []}', Reason.MALFORMED),
    "no numbers": (b'{"b": 5, "releases": [{"Z": [[1]]}]}', Reason.MALFORMED),
    "letters": (b'{"b": 5, "releases": [{"P": [["a"]], "Z": [["a"]]}]}', Reason.MALFORMED),
    "a number in quotes": (b'{"b": 5, "releases": [{"P": [["5"]], "Z": [[5]]}]}', Reason.MALFORMED),
    "true": (b'{"b": 5, "releases": [{"P": [[true]], "Z": [[5]]}]}', Reason.MALFORMED),
    "nothing for a release": (b'{"b": 5, "releases": [null]}', Reason.MALFORMED),
    "a cell too few": (b'{"b": 5, "releases": [{"P": [[5, 0], [5]], "Z": [[5, 0], [5, 0]]}]}', Reason.MALFORMED),
    "a cell too many": (
        b'{"b": 5, "releases": [{"P": [[5]], "Z": [[5]]}, {"P": [[5, 0]], "Z": [[5, 0]]}]}',
        Reason.MALFORMED,
    ),
    "no list in one release": (b'{"b": 5, "releases": [{"P": [[5]], "Z": [[5]]}, {"P": [[5]]}]}', Reason.MALFORMED),
    "a base in quotes": (b'{"b": "5", "releases": [{"P": [[5]], "Z": [[5]]}]}', Reason.MALFORMED),
    "a cell of no value": (b'{"b": 5, "cells": [[99999999999, 99999999999]], "P": [[5]]}', Reason.MALFORMED),
    "cells of other lengths": (b'{"b": 5, "cells": [[0], [0, 1]], "P": [[5, 5]]}', Reason.MALFORMED),
    "half a request": (b'{"b": 5, "releases": [{"P": [[5.5]], "Z": [[5.5]]}]}', Reason.NOT_WHOLE),
    "not a number": (b'{"b": 5, "releases": [{"P": [[NaN]], "Z": [[5]]}]}', Reason.NOT_WHOLE),
    "without end": (b'{"b": 5, "releases": [{"P": [[1e999]], "Z": [[5]]}]}', Reason.NOT_WHOLE),
    "below zero": (b'{"b": 5, "releases": [{"P": [[-5, 5]], "Z": [[-5, 5]]}]}', Reason.NEGATIVE),
    "a base of one": (b'{"b": 1, "releases": [{"P": [[5]], "Z": [[5]]}]}', Reason.BASE),
    "quarters the wrong way round": (
        b'{"b": 5, "releases": [{"P": [[10, 5]], "Z": [[10, 5]]}, {"P": [[5, 5]], "Z": [[5, 5]]}]}',
        Reason.FALLEN,
    ),
}


@pytest.mark.parametrize(("content", "reason"), BARE.values(), ids=BARE)
def test_a_bare_table_that_is_wrong_is_refused_with_the_reason(content: bytes, reason: Reason) -> None:
    assert judge(content).refusals[0].reason is reason


def test_numbers_beyond_any_register_are_whole_numbers_still() -> None:
    assert judge(b'{"b": 5, "releases": [{"P": [[%d]], "Z": [[%d]]}]}' % (5 * 10**30, 5 * 10**30)).fits


def _first(raw: Any) -> Any:  # noqa: ANN401 - JSON
    return raw["requests"]["releases"][0]


def _last(raw: Any) -> Any:  # noqa: ANN401 - JSON
    return raw["requests"]["releases"][-1]


SERIES = ("requests", "households", "figures")
CHANGES: dict[str, tuple[Callable[[Any], object], Reason]] = {
    "a number in quotes": (lambda raw: _first(raw)["P"].__setitem__(0, "5"), Reason.MALFORMED),
    "no number": (lambda raw: _first(raw)["P"].__setitem__(0, None), Reason.MALFORMED),
    "a number that is not one": (lambda raw: _first(raw)["P"].__setitem__(0, float("nan")), Reason.NOT_WHOLE),
    "a huge number": (lambda raw: _first(raw)["P"].__setitem__(0, 5 * 10**30), Reason.NOT_COUNTED_UP),
    "a number too many": (lambda raw: _first(raw)["P"].append(5), Reason.MALFORMED),
    "a number too few": (lambda raw: _last(raw)["P"].pop(), Reason.MALFORMED),
    "a cell too many": (lambda raw: raw["requests"]["cells"].append([0, 0, 0, 0]), Reason.MALFORMED),
    "no table": (lambda raw: raw.pop("households"), Reason.MALFORMED),
    "no list": (lambda raw: _first(raw).pop("Z"), Reason.MALFORMED),
    "a leaf twice": (lambda raw: _last(raw)["Z"].append([*_last(raw)["Z"][0][:-1], 0]), Reason.MALFORMED),
    "a day that is none": (lambda raw: _first(raw).__setitem__("day", "2021-02-30"), Reason.MALFORMED),
    "quarters the wrong way round": (
        lambda raw: [raw[name].reverse() if name == "figures" else raw[name]["releases"].reverse() for name in SERIES],
        Reason.MALFORMED,
    ),
    "a field that is not ours": (lambda raw: raw.__setitem__("remark", "x"), Reason.MALFORMED),
    "other readers": (lambda raw: raw.__setitem__("audience", "king"), Reason.MALFORMED),
    "another version": (lambda raw: raw.__setitem__("format", "adv-publication/2"), Reason.FORMAT),
    "visits below zero": (lambda raw: raw["figures"][0].__setitem__("visits", -1), Reason.NEGATIVE),
    "half a visit": (lambda raw: raw["figures"][0].__setitem__("visits", 1.5), Reason.NOT_WHOLE),
    "no digest": (lambda raw: raw.pop("digest"), Reason.DIGEST),
}


@pytest.mark.parametrize(("change", "reason"), CHANGES.values(), ids=CHANGES)
def test_a_publication_that_is_wrong_is_refused_with_the_reason_by_the_command_too(
    change: Callable[[Any], object],
    reason: Reason,
    published: Publication,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    raw = msgspec.json.decode(to_json(published))
    change(raw)
    file = tmp_path / "p.json"
    file.write_text(json.dumps(raw), encoding="utf-8")  # as Python writes it: NaN too
    assert judge(file.read_bytes()).refusals[0].reason is reason
    status, out, err = verify(capsys, file, "en")
    assert (status, err) == (1, "")
    assert out.startswith(f"refused: {texts('en')(f'verify.reason.{reason.value}', base=published.base)}")


def test_a_page_with_two_publications_is_refused(published: Publication) -> None:
    page = PAGE % to_json(published).decode()
    assert judge((page + page).encode()).refusals == (Refusal(Reason.TWICE),)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=3),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["b", "P", "Z", "releases", "cells", "format"]), inner),
        max_leaves=12,
    )
)
def test_any_json_is_judged_or_refused(value: Any) -> None:  # noqa: ANN401 - any JSON
    content = msgspec.json.encode(
        {"b": 5, "releases": [{"P": [5], "Z": [5]}], **(value if isinstance(value, dict) else {"P": value})}
    )
    try:
        verdict = judge(content)
    except NotAPublication:
        return
    assert verdict.fits == (not verdict.refusals)


def test_a_number_that_is_not_whole_is_refused(published: Publication) -> None:
    raw = msgspec.json.decode(to_json(published))
    raw["requests"]["releases"][0]["P"][0] += 0.5
    assert judge(msgspec.json.encode(raw)).refusals == (Refusal(Reason.NOT_WHOLE),)


def verify(capsys: pytest.CaptureFixture[str], file: Path, language: str = "nl") -> tuple[int, str, str]:
    status = main(["verify", str(file), "--language", language])
    out, err = capsys.readouterr()
    return status, out, err


def test_the_command_accepts_and_says_what_it_did_not_check(
    published: Publication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, content in (("p.json", to_json(published).decode()), ("p.html", PAGE % to_json(published).decode())):
        file = tmp_path / name
        file.write_text(content, encoding="utf-8")
        rivals = str(judge(content.encode()).rivals)
        status, out, err = verify(capsys, file)
        assert (status, err) == (0, "")
        assert out.startswith("klopt: 2 standen tellen op")
        assert rivals in out
        status, out, _ = verify(capsys, file, "en")
        assert out.startswith("fits: 2 releases add up")
        assert "only the publisher can check" in out


def test_the_command_refuses_with_the_reason_and_the_place(
    published: Publication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = msgspec.json.decode(to_json(published))
    raw["requests"]["releases"][1]["P"][0] += 1
    file = tmp_path / "p.json"
    file.write_bytes(msgspec.json.encode(raw))
    status, out, err = verify(capsys, file, "en")
    assert (status, err) == (1, "")
    assert out.splitlines()[0] == "refused: not a multiple of 5 (requests, release 2, total)"
    assert out.splitlines()[-1] == "refused: changed since it was published"
    status, out, _ = verify(capsys, file)
    assert (status, out.splitlines()[0]) == (1, "afgewezen: geen veelvoud van 5 (hulpvragen, stand 2, totaal)")


def test_the_command_shows_a_few_of_many_reasons(
    published: Publication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = msgspec.json.decode(to_json(published))
    raw["requests"]["releases"][1]["P"] = [number + 1 for number in raw["requests"]["releases"][1]["P"]]
    file = tmp_path / "p.json"
    file.write_bytes(msgspec.json.encode(raw))
    status, out, _ = verify(capsys, file, "en")
    assert status == 1
    assert len(out.splitlines()) == 6
    assert out.splitlines()[-1].startswith("and ")


def test_a_file_that_is_no_publication_or_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "p.json"
    status, out, err = verify(capsys, file)
    assert (status, out) == (2, "")
    assert "p.json" in err
    file.write_bytes(b"PK\x03\x04")
    status, out, err = verify(capsys, file)
    assert (status, out) == (2, "")
    assert err.startswith("Dit bestand is geen publicatie.")


def test_verifying_needs_no_solver_and_no_frames(published: Publication, tmp_path: Path) -> None:
    file = tmp_path / "p.json"
    file.write_bytes(to_json(published))
    code = (
        "import sys; sys.modules |= dict.fromkeys(('scipy', 'pandas', 'numpy')); from adv.cli import main; "
        f"sys.exit(main(['verify', {str(file)!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
