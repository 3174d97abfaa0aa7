"""``python -m adv publish``: from the stored data to the file, once for each quarter, and what is held back is told."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from msgspec.structs import replace

from adv import __version__, data_folder
from adv.cli import main
from adv.disclosure.publication import Publication, sealed, to_json
from adv.disclosure.publishing import NotPossible, Why
from adv.disclosure.reading import publication_in
from adv.publications import making
from adv.publications.reasons import why_not
from adv.settings import load_project
from adv.store import open_store
from adv.store.records import ImportMode
from adv.texts import texts
from adv.workbook.understood import Intake
from tests.disclosure.samples import few_in, read_sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from adv.model import Dataset
    from adv.store.store import Store

PROJECT = load_project("de-waart")


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read_sample("de-waart").dataset


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dataset: Dataset) -> Iterator[Store]:
    monkeypatch.setenv("ADV_DATA", str(tmp_path / "data"))
    store = open_store()
    put_in(store, dataset)
    yield store
    store.close()


def put_in(store: Store, dataset: Dataset) -> None:
    intake = Intake(dataset, (), (), {"a.xlsx": "0" * 64})
    store.commit(PROJECT, intake, ImportMode.REPLACE, who="An", expected_version=store.version(PROJECT.name))


def published_in(file: Path) -> Publication:
    found = publication_in(file.read_bytes())
    assert isinstance(found, Publication)
    return found


def test_all_quarters_up_to_a_day_are_published_once(data: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second, third = (tmp_path / name for name in ("een.html", "twee.json", "drie.xlsx"))
    assert main(["publish", "--until", "2018-10-01", "--out", str(first)]) == 0
    assert capsys.readouterr().out.count("gepubliceerd. De getallen wijken") == 3
    assert main(["publish", "--until", "2018-12-31", "--out", str(second), "--language", "en"]) == 0
    assert capsys.readouterr().out.count("published. The numbers are") == 1
    assert main(["publish", "--until", "2018-12-31", "--out", str(third)]) == 0
    assert "Er is geen kwartaal dat nog gepubliceerd kan worden." in capsys.readouterr().out
    days = tuple(date(2018, *end) for end in ((3, 31), (6, 30), (9, 30), (12, 31)))
    assert published_in(first).days == days[:3]
    assert published_in(second).days == days
    assert published_in(second).requests.releases[:3] == published_in(first).requests.releases
    assert third.read_bytes().startswith(b"PK")
    for file in (first, second):
        assert main(["verify", str(file)]) == 0
    lines = data.publications(making.situation(data, PROJECT).series)
    assert [(line.number, len(line.publication.days)) for line in lines] == [(2, 4), (1, 3)]


@pytest.mark.parametrize("order", [[], ["--public"]])
def test_what_two_kinds_of_readers_get_fits_beside_each_other_whichever_is_first(
    data: Store, order: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, elsewhere = (tmp_path / f"{name}.json" for name in ("een", "twee", "elders"))
    other = [] if order else ["--public"]
    assert main(["publish", "--until", "2018-12-31", "--out", str(first), *order]) == 0
    assert main(["publish", "--until", "2018-06-30", "--out", str(second), *other]) == 0
    assert {published_in(file).base for file in (first, second)} == {5, 10}
    assert main(["verify", str(first), "--beside", str(second)]) == 0
    assert texts("nl")("verify.both_fit") in capsys.readouterr().out
    whole = published_in(second)
    (release, *rest), base = whole.requests.releases, whole.base
    moved = replace(release, numbers=tuple(3 * base + one for one in release.numbers))
    elsewhere.write_bytes(to_json(sealed(replace(whole, requests=replace(whole.requests, releases=(moved, *rest))))))
    assert main(["verify", str(first), "--beside", str(elsewhere)]) == 1
    assert texts("nl")("verify.reason.apart") in capsys.readouterr().out


def test_a_number_that_was_chosen_and_no_longer_fits_is_held_back_from_other_readers(
    data: Store, dataset: Dataset, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", "--until", "2019-12-31", "--out", str(tmp_path / "een.json")]) == 0
    put_in(data, dataset.with_tables(requests=dataset.requests.iloc[:60]))
    assert main(["publish", "--until", "2019-12-31", "--public", "--out", str(tmp_path / "twee.json")]) == 1
    assert "31 december 2019: tegengehouden." in capsys.readouterr().out.replace("\u00a0", " ")
    assert published_in(tmp_path / "twee.json").days[-1] < date(2019, 12, 31)


def test_verify_says_by_its_status_what_it_found(data: Store, tmp_path: Path) -> None:
    file = tmp_path / "p.html"
    assert main(["publish", "--until", "2018-07-01", "--out", str(file)]) == 0
    written = file.read_text(encoding="utf-8")
    (tmp_path / "other.html").write_text(re.sub(r'("P":\[)(\d+)', r"\g<1>95", written), encoding="utf-8")
    (tmp_path / "none.html").write_text("<!doctype html><p>x</p>", encoding="utf-8")
    assert [main(["verify", str(tmp_path / name)]) for name in ("p.html", "other.html", "none.html")] == [0, 1, 2]


def test_a_page_that_says_something_else_is_refused_and_one_of_another_version_is_not_compared(
    data: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "p.html"
    assert main(["publish", "--until", "2018-07-01", "--out", str(file)]) == 0
    written, other = file.read_text(encoding="utf-8"), tmp_path / "other.html"
    said = [texts("nl")(f"verify.{key}") for key in ("reason.page", "page_not_compared")]
    made_with = texts("nl")("published.page.made_with", version=__version__)
    assert made_with in written
    for old, new, status, told in (
        ("\n", "\r\n", 0, [False, False]),  # as a mail program may leave it
        ('<p class="value">', '<p class="value">1', 1, [True, False]),
        ("<desc", "<desc>1</desc><desc", 1, [True, False]),
        (made_with, "", 0, [False, True]),
    ):
        other.write_bytes(written.replace(old, new).encode())
        capsys.readouterr()
        assert main(["verify", str(other)]) == status
        out = capsys.readouterr().out
        assert [sentence in out for sentence in said] == told


def test_a_correction_that_no_longer_fits_is_held_back_and_explained(
    data: Store, dataset: Dataset, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publish", "--until", "2019-12-31", "--out", str(tmp_path / "een.json")]) == 0
    put_in(data, dataset.with_tables(requests=dataset.requests.iloc[:60]))
    capsys.readouterr()
    assert main(["publish", "--until", "2020-03-31", "--out", str(tmp_path / "twee.json")]) == 1
    said = capsys.readouterr().out.replace("\u00a0", " ")
    assert "31 maart 2020: tegengehouden." in said
    assert "veel lager dan wat eerder is gepubliceerd" in said
    assert "Wacht op het volgende kwartaal" in said
    assert published_in(tmp_path / "twee.json") == published_in(tmp_path / "een.json")


def test_a_name_that_ends_otherwise_or_is_taken_publishes_nothing(data: Store, tmp_path: Path) -> None:
    (tmp_path / "er.html").write_text("x", encoding="utf-8")
    for name in ("p.pdf", "er.html"):
        assert main(["publish", "--until", "2018-12-31", "--out", str(tmp_path / name)]) == 2
    assert main(["publish", "--until", "morgen", "--out", str(tmp_path / "p.html")]) == 2
    assert making.situation(data, PROJECT).line is None
    assert not data_folder.publication_key().exists()


def test_a_quarter_that_is_not_over_is_not_published(data: Store, dataset: Dataset, tmp_path: Path) -> None:
    today = datetime.now(ZoneInfo("Europe/Amsterdam")).date()
    late = dataset.with_tables(visits=dataset.visits.assign(visited_on=pd.Timestamp(today).as_unit("s")))
    put_in(data, late)
    assert main(["publish", "--until", "9999-12-31", "--out", str(tmp_path / "p.json")]) in {0, 1}
    assert max(published_in(tmp_path / "p.json").days) <= today


def test_without_data_there_is_nothing_to_publish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ADV_DATA", str(tmp_path / "data"))
    assert main(["publish", "--until", "2018-12-31", "--out", str(tmp_path / "p.html")]) == 2
    assert "niets om te publiceren" in capsys.readouterr().err
    assert not (tmp_path / "p.html").exists()


def test_with_another_key_nothing_is_published(data: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", "--until", "2018-06-30", "--out", str(tmp_path / "een.json")]) == 0
    data_folder.publication_key().write_bytes(b"x" * 32)
    assert main(["publish", "--until", "2018-12-31", "--out", str(tmp_path / "twee.json")]) == 2
    assert "publication.key hoort niet bij deze database" in capsys.readouterr().err
    assert making.situation(data, PROJECT).acts == 1


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("why", Why)
def test_every_reason_has_a_sentence_and_what_helps(why: Why, language: str) -> None:
    cells = ("area=Waartplein|theme=", "", "a=1", "b=2")
    told = list(why_not(NotPossible(why, "de-waart/requests", cells), texts(language)))
    assert len(told) == 3
    assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in told)
    assert texts(language)("words.unknown") in told[1]
    assert "Waartplein" in told[1]


def test_quarters_end_where_they_end() -> None:
    assert making.quarter_ends(date(2018, 2, 14), date(2018, 4, 1)) == (date(2018, 3, 31), date(2018, 6, 30))
    assert making.quarter_ends(date(2018, 12, 31), date(2018, 12, 31)) == (date(2018, 12, 31),)
    assert making.quarter_ends(date(2019, 1, 1), date(2018, 12, 31)) == ()


def test_a_look_tells_what_would_help_and_what_is_counted_as_one_stays_so(
    data: Store, dataset: Dataset, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put_in(data, few_in(dataset, "Waartplein"))
    asked = ["publish", "--until", "2018-12-31"]
    assert main([*asked, "--dry-run"]) == 1
    said = capsys.readouterr().out
    assert "In een vak hebben een paar huishoudens zo veel hulpvragen" in said
    option = next(line for line in said.splitlines() if "--merge-areas" in line)
    assert '"Waartplein"' in option
    assert "Er is niets gepubliceerd en niets geschreven" in said
    assert making.situation(data, PROJECT).line is None
    for names in (["Waartplein"], ["Waartplein", "elders"]):
        assert main([*asked, "--dry-run", "--merge-areas", *names]) == 2
    chosen = re.findall(r'"([^"]+)"', option)
    first, second = tmp_path / "een.html", tmp_path / "twee.html"
    assert main([*asked, "--out", str(first), "--merge-areas", *chosen]) == 0
    assert published_in(first).requests.count(-1, area=" + ".join(chosen)).value > 0
    assert "Als één gebied geteld: " in first.read_text(encoding="utf-8")
    assert main(["publish", "--until", "2019-03-31", "--out", str(second)]) == 0
    assert [merging.together for merging in published_in(second).mergings] == [tuple(chosen)]
    assert main(["verify", str(second)]) == 0
    capsys.readouterr()
    assert main(["publish", "--until", "2019-12-31", "--dry-run", "--merge-areas", *chosen]) == 2
    assert "alleen vóór de eerste publicatie" in capsys.readouterr().err
