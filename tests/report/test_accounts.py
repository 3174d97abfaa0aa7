"""Accounts of what a store holds, and the command that writes them: closed ones stay what they were, each reader's for itself."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import docx
import pytest

from adv import data_folder
from adv.accounts import MUNICIPALITY, OWN, PROGRAMME, READERS, TOGETHER, account_of, close, photos_of, report_of, withdraw
from adv.cli import main
from adv.metrics.frames import as_known_on
from adv.publications import making
from adv.report.blocks import OwnText, Photo, Picture, Table
from adv.report.closed import changed, kept, read_kept
from adv.report.fact import Fact
from adv.report.facts import About
from adv.report.outline import make
from adv.report.spans import year
from adv.report.writers import FORMATS, writer
from adv.settings import load_project
from adv.store import open_store
from adv.store.records import ImportMode
from adv.store.yearly_accounts import StoredPhoto
from adv.texts import texts
from adv.workbook.reading.photo import photo
from adv.workbook.tables.findings import Finding, Severity
from adv.workbook.understood import Intake
from tests.report.plain import plain
from tests.report.reports import of_sample, sample
from tests.report.test_template import HOUSE, organisation_s_own
from tests.store.empty import put_empty_database
from tests.workbook.reading.test_photo import taken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from adv.store.store import Store

WAART, NL, YEAR = load_project("de-waart"), texts("nl"), year(2019)
FOUND = (
    Finding(Severity.WARNING, "weekday_differs", "a.xlsx", "Blad", ("D4",)),
    Finding(Severity.WARNING, "unlikely_date", "a.xlsx", "Blad", ("C4",), {"earliest": "1 januari 2000", "latest": "vandaag"}),
    Finding(Severity.ERROR, "unreadable_date", "a.xlsx", "Blad", ("B2", "B3")),
    Finding(Severity.INFO, "rows_same", "a.xlsx"),
)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The sample as real data, of a workbook in which something was found."""
    monkeypatch.setenv("ADV_DATA", str(tmp_path))
    put_empty_database(data_folder.database())
    made = open_store()
    made.household_key(data_folder.household_key())
    made.commit(WAART, Intake(sample(), (), FOUND, {"a.xlsx": "0" * 64}), ImportMode.REPLACE, who="An", expected_version=0)
    yield made
    made.close()


def publish(store: Store) -> None:
    made = making.prepare(store, making.situation(store, WAART), [date(2018, 12, 31), date(2019, 12, 31)])
    making.publish(store, made, who="An")


def written(tmp_path: Path, *more: str, form: str = "docx") -> bytes:
    out = tmp_path / f"verslag.{form}"
    assert main(["report", "--year", "2019", "--format", form, "--out", str(out), *more]) == 0
    return out.read_bytes()


def test_an_account_that_was_closed_stays_as_it_was_when_the_data_change(store: Store, tmp_path: Path) -> None:
    before = report_of(store, OWN, "de-waart", YEAR, NL)
    close(store, account_of(store, "de-waart", YEAR), before, b"%PDF", version=1, who="An")
    less = sample().with_tables(visits=sample().visits.iloc[:100])
    store.commit(WAART, Intake(less, (), (), {"b.xlsx": "1" * 64}), ImportMode.REPLACE, who="An", expected_version=1)
    assert report_of(store, OWN, "de-waart", YEAR, NL) == before
    assert written(tmp_path, form="pdf") == writer("pdf")(before)
    closed = account_of(store, "de-waart", YEAR).closed
    assert closed is not None
    assert changed(read_kept(closed.content), of_sample(2019)) == ()  # other files are no other numbers


def test_a_report_with_everything_in_it_is_read_back_as_it_was_kept(store: Store) -> None:
    store.write_account_photo("de-waart", YEAR, slot="story.first", photo=StoredPhoto("Een plein", photo(taken())), who="An")
    publish(store)
    for reader in READERS:
        report = report_of(store, reader, "de-waart", YEAR, NL)
        again = read_kept(kept(report)).report
        assert again == report
        assert all(writer(form)(again) == writer(form)(report) for form in FORMATS)
        assert any(isinstance(block, Picture) for block in report.blocks)


def test_each_reader_s_account_is_closed_for_itself(store: Store) -> None:
    publish(store)
    report = report_of(store, MUNICIPALITY, "de-waart", YEAR, NL)
    close(store, account_of(store, "de-waart", YEAR, MUNICIPALITY), report, b"%PDF", version=1, who="An")
    assert [account_of(store, "de-waart", YEAR, reader).closed is not None for reader in READERS] == [False, True, False]
    store.write_account_text("de-waart", YEAR, slot="hours", text="Acht uur.", who="An")
    assert report_of(store, MUNICIPALITY, "de-waart", YEAR, NL) == report
    assert "Acht uur." in plain(report_of(store, OWN, "de-waart", YEAR, NL))


def test_the_programme_s_own_words_are_stored_apart(store: Store) -> None:
    publish(store)
    store.write_account_text(TOGETHER, YEAR, slot="programme.summary", text="Eén aanpak.", who="An")
    told = {reader: plain(report_of(store, reader, "de-waart", YEAR, NL)) for reader in READERS}
    assert [reader for reader in READERS if "Eén aanpak." in told[reader]] == [PROGRAMME]


def test_the_annex_says_what_was_found_in_the_last_import_errors_first(store: Store) -> None:
    told = plain(report_of(store, OWN, "de-waart", YEAR, NL))
    annex = told[told.index("## C. Gegevens") : told.index("## D. Herkomst")].splitlines()
    assert "Geen rij is weggelaten door een fout of een open vraag." in annex
    assert [line for line in annex if line.startswith("- ")] == [
        "- In 2 cellen staat geen datum die te lezen is.",
        "- Bij één datum past de dag van de week niet. De datum telt.",
    ]
    assert "Er was nog één melding. Die staat op de pagina Gegevens van het dashboard." in annex  # what it names is not kept
    assert "De gegevens waren die van import 1." in told
    publish(store)
    assert "geen datum die" not in plain(report_of(store, MUNICIPALITY, "de-waart", YEAR, NL))


def test_a_photo_stands_in_the_document_the_pdf_and_the_slides(store: Store, tmp_path: Path) -> None:
    store.write_account_text("de-waart", YEAR, slot="story.first.title", text="Weer naar buiten", who="An")
    small = photo(taken())
    store.write_account_photo("de-waart", YEAR, slot="story.first", photo=StoredPhoto("Een plein", small), who="An")
    report = report_of(store, OWN, "de-waart", YEAR, NL)
    assert [block.alt for block in report.shown if isinstance(block, Photo)] == ["Een plein"]
    for form, part in (("docx", "word/document.xml"), ("pptx", "ppt/slides/slide")):
        with zipfile.ZipFile(io.BytesIO(written(tmp_path, form=form))) as parts:
            assert small in [parts.read(name) for name in parts.namelist()]
            read = [parts.read(name).decode() for name in parts.namelist() if name.startswith(part)]
            assert any('descr="Een plein"' in one for one in read)
            assert any("Weer naar buiten" in one for one in read)
    assert "Weer naar buiten" in [block.text for block in report.shown if isinstance(block, OwnText)]


def test_a_photo_is_taken_out_of_every_version_that_was_closed_and_leaves_a_trace(store: Store) -> None:
    small = photo(taken())
    store.write_account_photo("de-waart", YEAR, slot="story.first", photo=StoredPhoto("Een plein", small), who="An")
    publish(store)
    before = {reader: report_of(store, reader, "de-waart", YEAR, NL) for reader in (OWN, MUNICIPALITY)}
    for reader, report in before.items():
        close(store, account_of(store, "de-waart", YEAR, reader), report, b"%PDF with the photo", version=1, who="An")
    account = account_of(store, "de-waart", YEAR)
    assert account.closed is not None
    (found,) = photos_of(account.closed)
    withdraw(store, account, found, day=date(2020, 6, 1), who="Bo", pdf=writer("pdf"))
    assert store.account_photos("de-waart", YEAR) == {}
    assert [(one.who, one.slot) for one in store.account_texts("de-waart", YEAR)] == [("Bo", "withdrawn.story.first")]
    for reader, report in before.items():
        closed, now = account_of(store, "de-waart", YEAR, reader).closed, report_of(store, reader, "de-waart", YEAR, NL)
        assert closed is not None
        assert not photos_of(closed)
        assert closed.pdf == writer("pdf")(now)
        assert changed(read_kept(closed.content), report) == ()
        place = next(number for number, block in enumerate(report.blocks) if isinstance(block, Photo) and block.content)
        assert (now.blocks[:place], now.blocks[place + 1 :]) == (report.blocks[:place], report.blocks[place + 1 :])
        assert "Hier stond een foto. Die is op 1 juni 2020 weggehaald" in plain(now).replace("\u00a0", " ")


def test_requests_by_status_stand_beside_what_the_account_of_the_year_before_reported(store: Store) -> None:
    known = as_known_on(sample(), date(2019, 12, 31))  # what the data were when that account was closed
    close(store, account_of(store, "de-waart", YEAR), make(known, WAART, YEAR, About(), NL), b"%PDF", version=1, who="An")
    now, then = (report_of(store, OWN, "de-waart", year(number), NL) for number in (2020, 2019))
    told, before = (
        next(block for block in one.blocks if isinstance(block, Table) and block.key == "status") for one in (now, then)
    )
    assert [now.words.say(head) for head in told.heads][1].replace("\u00a0", " ") == "Zoals gemeld op 31 december 2019"
    assert [now.words.cell(row[1]) for row in told.rows] == [then.words.cell(row[1]) for row in before.rows]
    assert all(isinstance(row[1], Fact) and now.facts[row[1].key] == row[1] for row in told.rows)


def test_the_command_writes_in_the_organisation_s_own_template(store: Store, tmp_path: Path) -> None:
    assert store.version("de-waart") == 1
    own = tmp_path / "huisstijl.dotx"
    own.write_bytes(organisation_s_own())
    document = docx.Document(io.BytesIO(written(tmp_path, "--template", str(own))))
    assert document.styles["Heading 1"].font.name == HOUSE
    assert document.sections[0].header.paragraphs[0].text == "Stichting Kop"


@pytest.mark.parametrize(("form", "name"), [("pdf", "huisstijl.dotx"), ("docx", "nergens.dotx"), ("docx", "kapot.docx")])
def test_a_template_that_cannot_be_used_is_refused_and_nothing_is_written(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str, name: str
) -> None:
    assert store.version("de-waart") == 1
    (tmp_path / "huisstijl.dotx").write_bytes(organisation_s_own())
    (tmp_path / "kapot.docx").write_bytes(b"PK")
    out = tmp_path / f"verslag.{form}"
    assert main(["report", "--year", "2019", "--format", form, "--out", str(out), "--template", str(tmp_path / name)]) != 0
    assert not out.exists()
    assert "sjabloon" in capsys.readouterr().err or name == "nergens.dotx"


def test_the_account_of_a_year_that_the_data_do_not_reach_is_refused(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert store.version("de-waart") == 1
    assert main(["report", "--year", "2021", "--format", "pdf", "--out", str(tmp_path / "a.pdf")]) != 0
    assert "31 december 2020" in capsys.readouterr().err.replace("\u00a0", " ")


def test_the_facts_in_the_file_are_those_of_the_report(store: Store) -> None:
    report = report_of(store, OWN, "de-waart", YEAR, NL)
    with zipfile.ZipFile(io.BytesIO(writer("docx")(report))) as parts:
        item = next(
            parts.read(name).decode() for name in parts.namelist() if "customXml/item" in name and b"facts" in parts.read(name)
        )
    found = json.loads(item[item.index("{") : item.rindex("}") + 1].replace("&quot;", '"'))
    assert found["visits.completed@now"] == 72
