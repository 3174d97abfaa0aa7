"""Milestones in the database: what two people set at once, going back, and what older versions kept in files."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from adv import data_folder
from adv.errors import ImportRefused
from adv.model import Milestone
from adv.settings import load_project
from adv.store import open_store
from tests.store.made import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

    from adv.store.store import Store

START = Milestone(date(2018, 3, 1), 'Start "renovatie" \\ <b>fase 1</b> 🏗')
END = Milestone(date(2019, 6, 1), "Einde")
OWN = replace(PROJECT, milestones=(END,))


def now(store: Store) -> tuple[Milestone, ...]:
    return store.milestones(PROJECT.name)[0].milestones


def test_two_people_who_each_set_one_both_find_theirs(address: str) -> None:
    one, other = open_store(address), open_store(address)
    one.change_milestones(OWN, who="An", add=(START,))
    other.change_milestones(OWN, who="Bo", add=(Milestone(date(2020, 1, 1), "Feest"),))
    assert [milestone.name for milestone in now(one)] == [START.name, "Einde", "Feest"]
    assert [known.who for known in other.milestones(PROJECT.name)] == ["Bo", "An"]
    assert one.milestones_number(PROJECT.name) == 2
    one.close()
    other.close()


def test_what_the_settings_have_stays_beside_a_new_one_and_can_go(store: Store) -> None:
    store.change_milestones(OWN, who="An", add=(START,))
    assert now(store) == (START, END)
    store.change_milestones(OWN, who="An", remove=(END, START))
    assert now(store) == ()


def test_going_back_is_one_change_more(store: Store) -> None:
    store.change_milestones(OWN, who="An", add=(START,))
    store.change_milestones(OWN, who="An", remove=(START,))
    store.go_back_to_milestones(PROJECT.name, 1, who="Bo")
    assert now(store) == (START, END)
    assert [known.number for known in store.milestones(PROJECT.name)] == [3, 2, 1]
    with pytest.raises(ImportRefused, match="no_such_milestones"):
        store.go_back_to_milestones(PROJECT.name, 9, who="Bo")


def test_they_are_in_a_backup(store: Store, tmp_path: Path) -> None:
    store.change_milestones(OWN, who="An", add=(START,))
    store.backup(tmp_path / "kopie.db")
    copy = open_store(f"sqlite:///{tmp_path / 'kopie.db'}")
    assert now(copy) == (START, END)
    copy.close()


def test_what_an_older_version_kept_in_files_is_taken_over_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADV_DATA", str(tmp_path / "data"))
    folder = data_folder.own_milestones()
    folder.mkdir(parents=True)
    (folder / "de-waart.toml").write_text('[[milestones]]\nday = 2018-03-01\nname = "Start"\n', encoding="utf-8")
    for _ in range(2):
        store = open_store()
        assert [known.milestones for known in store.milestones("de-waart")] == [(Milestone(date(2018, 3, 1), "Start"),)]
        store.close()
    assert [file.name for file in folder.iterdir()] == ["de-waart.toml.in-database"]
    assert load_project("de-waart").milestones == ()
