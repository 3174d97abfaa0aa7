"""Streets that are misspelt and partners that go by another name: read when certain, asked about when not, said in both cases."""

from __future__ import annotations

import pytest

from adv.settings import load_project
from adv.workbook.understood import Corrections
from adv.workbook.vocabulary.knowledge import Knowledge
from adv.workbook.vocabulary.project_names import without_remainders
from adv.workbook.vocabulary.streets import Streets
from adv.workbook.vocabulary.word_lists import NOTHING, OwnWords, WordList, word_key
from tests.workbook.sheets import PROJECT, codes, column, found, request, requests, understood, visit, visits

STREETS = Streets(load_project("de-waart"))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("M. Vermeulenstr.", "Matthijs Vermeulenstraat"),
        ("M Vermeulenstraat", "Matthijs Vermeulenstraat"),
        ("Mathijs Vermeulenstraat", "Matthijs Vermeulenstraat"),
        ("Matthijs Vermeulestraat", "Matthijs Vermeulenstraat"),
        ("Matthijs Vermeulensrtaat", "Matthijs Vermeulenstraat"),
        ("Waaartplein", "Waartplein"),
        ("Waardplein", None),
        ("Waartstraat", None),
        ("P. Vermeulenstraat", None),
        ("Vermeulenstraat", None),
        ("Matthijs Vermeulenplein", None),
        ("Sonatelaan", None),
        ("Waartplein", None),
    ],
)
def test_a_street_is_read_as_a_known_one_only_beyond_doubt(written: str, meant: str | None) -> None:
    assert STREETS.meant(written) == meant


@pytest.mark.parametrize("written", ["M. Vermeulenstr.", "Mathijs Vermeulenstraat"])
def test_a_misspelt_street_counts_in_its_own_area_and_as_the_same_address_and_is_said(written: str) -> None:
    other = {"Bezoeknummer": "B2", "Datum": "4 mrt 2019"}
    rows = [visit(1, Straat=street, Gebied=None, **more) for street, more in (("Matthijs Vermeulenstraat", {}), (written, other))]
    result = understood(visits(*rows))
    assert len(set(column(result, "visits", "household"))) == 1
    assert set(column(result, "visits", "street")) == {"Matthijs Vermeulenstraat"}
    assert len(set(column(result, "visits", "area"))) == 1
    assert found(result, "street_read_as").params["known"] == "Matthijs Vermeulenstraat"


def test_a_street_that_may_be_another_is_asked_about_and_read_as_the_user_says() -> None:
    rows = visits(visit(1, Straat="Waardplein", Gebied=None))
    result = understood(rows)
    assert [(word.list, word.text, word.suggestion) for word in result.words] == [(WordList.STREET, "Waardplein", "Waartplein")]
    assert "street_misspelt" in codes(result)
    for meaning, street in (("Waartplein", "Waartplein"), (NOTHING, "Waardplein")):
        said = Corrections(words=OwnWords({WordList.STREET: {word_key("Waardplein"): meaning}}))
        decided = understood(rows, corrections=said)
        assert column(decided, "visits", "street") == [street]
        assert decided.words[0].meaning == meaning
        assert not {"street_misspelt", "street_read_as"} & codes(decided)


@pytest.mark.parametrize(
    ("written", "partners", "said"),
    [
        ("Woonp.", ("Woonpartners",), set()),
        ("LEV", ("LEVgroep",), set()),
        ("wijkagent", ("Politie",), set()),
        ("politie/wijkagent", ("Politie",), set()),
        ("LEV + wijkagent", ("LEVgroep", "Politie"), set()),
        ("Woonpart.", ("Woonpartners",), {"name_shortened_to"}),
        ("wijkteam", (), {"unknown_partner"}),
    ],
)
def test_a_partner_by_another_name_is_that_partner(written: str, partners: tuple[str, ...], said: set[str]) -> None:
    result = understood(visits(visit(1, Organisatie=written)))
    assert column(result, "visits", "organisations") == [partners]
    assert codes(result) == said


@pytest.mark.parametrize(
    ("written", "themes"),
    [
        ("wonen werken", ("wonen", "werken")),
        ("Werken Zorg_en_welzijn wonen", ("wonen", "zorg en welzijn", "werken")),
        ("wonen vissen", ()),
    ],
)
def test_names_with_only_spaces_between_them_are_read_when_nothing_is_left_over(written: str, themes: tuple[str, ...]) -> None:
    assert Knowledge(PROJECT).themes.split(written)[0] == themes


def test_who_takes_a_request_up_goes_by_the_same_names() -> None:
    result = understood(visits(visit(1)), requests(request(1, Actiehouder="wijkagent"), request(2, Actiehouder="GGD")))
    assert column(result, "requests", "owner") == ["Politie", "GGD"]


@pytest.mark.parametrize(
    ("text", "whole", "short", "likely"),
    [
        ("LEV", "LEVgroep", "LEVgroep", None),
        ("LEVgroe", "LEVgroep", None, "LEVgroep"),
        ("LE", None, "LEVgroep", None),
        ("LVG", None, "LEVgroep", None),
        ("WP", None, "Woonpartners", None),
        ("Pol", "Politie", "Politie", None),
        ("L", None, None, None),
        ("Wprts", None, None, None),
        ("L3V", None, None, None),
        ("Woonpartnes", None, None, "Woonpartners"),
        ("Woonprtnes", None, None, "Woonpartners"),
        ("Poltie", None, None, "Politie"),
        ("Polt", None, "Politie", None),
    ],
)
def test_an_organisation_is_known_by_its_beginning_its_letters_or_but_for_a_slip(
    text: str, whole: str | None, short: str | None, likely: str | None
) -> None:
    partners = Knowledge(PROJECT).partners
    assert (partners.find(text), partners.abbreviated(text), partners.likely(text)) == (whole, short, likely)


@pytest.mark.parametrize(
    ("text", "name"),
    [("zorg/welz.", "zorg en welzijn"), ("zo/welz", None), ("zorg", None), ("won.", "wonen"), ("zrg", None), ("", None)],
)
def test_the_beginnings_of_all_words_of_a_name_say_it(text: str, name: str | None) -> None:
    assert Knowledge(PROJECT).themes.cut_short(text) == name


@pytest.mark.parametrize(
    ("text", "names", "unknown"),
    [
        ("wonen: ja; werken: nee", ("wonen",), ()),
        ("geen wonen", (), ()),
        ("wonen en geen werken", ("wonen",), ()),
        ("wonen - nee", (), ()),
        ("wonen (huur)", ("wonen",), ()),
        ("wonen (geen)", (), ()),
        ("wonen (werken)", ("wonen", "werken"), ()),
        ("werken wonen", ("wonen", "werken"), ()),
        ("hond/wonen", ("wonen",), ("hond",)),
        ("hond kat", (), ("hond kat",)),
        ("1. wonen", ("wonen",), ()),
        ("12 - wonen", ("wonen",), ("12",)),
        ("nvt", (), ()),
    ],
)
def test_a_cell_says_which_names_are_so(text: str, names: tuple[str, ...], unknown: tuple[str, ...]) -> None:
    assert Knowledge(PROJECT).themes.split(text) == (names, unknown)


@pytest.mark.parametrize(
    ("cells", "left"),
    [
        (["wonen, huur of koop", "wonen, huur of koop"], ["wonen", "wonen"]),
        (["huur, wonen", "huur, wonen"], ["wonen", "wonen"]),
        (["wonen, huur, koop", "wonen, huur, koop"], ["wonen", "wonen"]),
        (["wonen, huur, werken", "wonen, huur"], ["wonen; werken", "wonen"]),
        (["wonen, huur of koop", "werken"], None),  # once may be a slip
        (["wonen, huur of koop", "wonen, huur of koop", "huur of koop"], None),  # it stands alone too
        (["wonen, huur of koop", "wonen, huur of koop", "wonen"], None),  # and so does the name
        (["wonen, huur", "werken, huur", "wonen, huur", "werken, huur"], None),  # beside two names
        (["wonen, huur", "wonen, koop"], None),
        (["hond, kat", "hond, kat"], None),
    ],
)
def test_what_always_stands_beside_a_name_belongs_to_it(cells: list[str], left: list[str] | None) -> None:
    assert without_remainders(cells, Knowledge(PROJECT).themes) == (cells if left is None else left)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tuinwonen", "unknown_theme_near"),
        ("wonen; woningen", "unknown_theme_near"),
        ("tuin; hond", "unknown_theme"),
        ("woningen; werkers", "unknown_theme"),
    ],
)
def test_one_unknown_name_that_looks_like_a_known_one_is_said_with_it(text: str, code: str) -> None:
    said = found(understood(visits(visit(1, **{"Thema's": text}))), code)
    assert said.params.get("nearest") == ("wonen" if code == "unknown_theme_near" else None)
