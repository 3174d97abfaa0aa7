"""Words that nobody knows are asked about, and count once somebody has said what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adv.workbook.understood import Corrections
from adv.workbook.vocabulary.knowledge import Knowledge
from adv.workbook.vocabulary.unknown_words import AskedWords, may_be_asked
from adv.workbook.vocabulary.word_lists import COUNTS, NOTHING, OwnWords, WordList, list_called, word_key
from tests.workbook.sheets import PROJECT, booking, codes, column, expenses, found, request, requests, understood, visit, visits

if TYPE_CHECKING:
    from adv.workbook.tables.grid import Cell
    from adv.workbook.understood import Intake

# list, header, an unknown word, what it is said to mean, the field that then holds this
LISTS = [
    (WordList.OUTCOME, "Uitkomst", "Praatje gemaakt", "conversation", "outcome", "conversation"),
    (WordList.THEME, "Thema's", "klussen", "wonen", "themes", ("wonen",)),
    (WordList.ORGANISATION, "Organisatie", "wijkteam", "Politie", "organisations", ("Politie",)),
    (WordList.AREA, "Gebied", "de punt", "Waartplein", "area", "Waartplein"),
]
IDS = [str(row[0]) for row in LISTS]


def said(name: WordList, word: str, meaning: str) -> Corrections:
    return Corrections(words=OwnWords({name: {word_key(word): meaning}}))


def asked(result: Intake) -> list[tuple[WordList, str, int, str | None]]:
    return [(word.list, word.text, word.rows, word.meaning) for word in result.words]


@pytest.mark.parametrize(("name", "header", "word", "meaning", "field", "value"), LISTS, ids=IDS)
def test_an_unknown_word_is_asked_about_with_the_rows_it_stands_in(
    name: WordList, header: str, word: str, meaning: str, field: str, value: object
) -> None:
    result = understood(visits(visit(1), visit(2, **{header: word}), visit(3, **{header: word.upper()})))
    assert asked(result) == [(name, word, 2, None)]
    assert (result.words[0].column, result.words[0].sheet) == (header, "Bezoeken")


@pytest.mark.parametrize(("name", "header", "word", "meaning", "field", "value"), LISTS, ids=IDS)
def test_a_word_counts_as_what_it_was_said_to_mean_and_is_still_shown(
    name: WordList, header: str, word: str, meaning: str, field: str, value: object
) -> None:
    result = understood(visits(visit(1), visit(2, **{header: f" {word} "})), corrections=said(name, word, meaning))
    assert column(result, "visits", field)[1] == value
    assert asked(result) == [(name, word, 1, meaning)]
    assert result.findings == ()


def test_statuses_goals_and_themes_of_requests_are_asked_about_too() -> None:
    rows = [request(1, Status="staat nog"), request(2, Doel="kunnen sparen"), request(3, Thema="klussen")]
    result = understood(visits(visit(1)), requests(*rows))
    assert {(word.list, word.text) for word in result.words} == {
        (WordList.STATUS, "staat nog"),
        (WordList.GOAL, "kunnen sparen"),
        (WordList.THEME, "klussen"),
    }
    mended = understood(visits(visit(1)), requests(*rows), corrections=said(WordList.STATUS, "Staat nog", "open"))
    assert column(mended, "requests", "status") == ["open"] * 3


def test_a_row_with_an_outcome_that_is_passed_over_is_left_out_without_an_error() -> None:
    result = understood(visits(visit(1), visit(2, Uitkomst="proef")), corrections=said(WordList.OUTCOME, "proef", NOTHING))
    assert len(result.dataset.visits) == 1
    assert result.rows_left_out == 0  # it is as its user said
    assert {one.code: one.count for one in result.not_counted} == {"rows_passed_over": 1}


def test_a_theme_that_is_passed_over_leaves_the_other_themes_of_the_cell() -> None:
    result = understood(visits(visit(1, **{"Thema's": "wonen; diversen"})), corrections=said(WordList.THEME, "diversen", NOTHING))
    assert column(result, "visits", "themes") == [("wonen",)]
    assert result.findings == ()


def test_an_unknown_kind_of_cost_is_asked_about_and_counts_as_what_it_is_said_to_mean() -> None:
    sheets = [
        visits(visit(1)),
        expenses(booking(100.0), booking(50.0, Kostensoort="spullen"), booking(25.0, Kostensoort="Spullen ")),
    ]
    result = understood(*sheets)
    assert asked(result) == [(WordList.CATEGORY, "spullen", 2, None)]
    assert (result.words[0].column, result.words[0].sheet) == ("Kostensoort", "Uitgaven")
    mended = understood(*sheets, corrections=said(WordList.CATEGORY, "spullen", "Materiaal"))
    assert column(mended, "expenses", "category") == ["Materiaal"] * 3
    assert asked(mended) == [(WordList.CATEGORY, "spullen", 2, "Materiaal")]
    assert mended.findings == ()


def test_a_kind_of_cost_that_is_its_own_counts_as_it_is_written_and_is_asked_about_no_more() -> None:
    result = understood(
        visits(visit(1)), expenses(booking(50.0, Kostensoort="spullen")), corrections=said(WordList.CATEGORY, "spullen", NOTHING)
    )
    assert column(result, "expenses", "category") == ["spullen"]
    assert asked(result) == [(WordList.CATEGORY, "spullen", 1, NOTHING)]
    assert result.findings == ()


def test_a_kind_of_cost_that_looks_like_one_of_the_projects_is_suggested_and_not_read_so() -> None:
    result = understood(visits(visit(1)), expenses(booking(50.0, Kostensoort="Materialen")))
    assert [word.suggestion for word in result.words] == ["Materiaal"]
    assert column(result, "expenses", "category") == ["Materialen"]


def test_only_the_unknown_piece_of_a_cell_with_several_is_asked_about() -> None:
    result = understood(visits(visit(1, Organisatie="LEVgroep; wijkteam")))
    assert asked(result) == [(WordList.ORGANISATION, "wijkteam", 1, None)]


def test_the_nearest_known_meaning_is_suggested_and_never_applied() -> None:
    result = understood(visits(visit(1), visit(2, Uitkomst="niemand thuus nu")))
    (word,) = result.words
    assert word.suggestion == "not_at_home"
    assert word.meaning is None
    assert len(result.dataset.visits) == 1


@pytest.mark.parametrize("text", ["Praatje gemaakt", "gesprek geweigerd", "gesprek afgezegd", "gesprek deels gevoerd"])
def test_an_outcome_that_says_something_else_gets_no_suggestion(text: str) -> None:
    result = understood(visits(visit(1), visit(2, Uitkomst=text)))
    assert [word.suggestion for word in result.words] == [None]
    assert "unknown_outcome" in codes(result)


@pytest.mark.parametrize("text", ["niet opgelost", "niet open", "deels afgerond", "half opgelost", "bijna klaar"])
def test_a_status_that_says_something_else_gets_no_suggestion(text: str) -> None:
    result = understood(visits(visit(1)), requests(request(1), request(2, Status=text)))
    assert [word.suggestion for word in result.words] == [None]
    assert "unknown_status" in codes(result)


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("Praatje gemaakt", True),
        ("2e keer", True),
        ("mw. Jansen, Waartplein 12, belt terug na 5 uur", False),
        ("jan@example.org", False),
        ("0612345678", False),
        ("111222333", False),
        ("NL91ABNA0417164300", False),
        ("5701 AB", False),
        ("Waartplein 12", False),
        ("fam. de Groot", False),
        ("???", False),
        ("een heel verhaal over wat er die dag gebeurde", False),
    ],
    ids=["word", "digit", "sentence", "e-mail", "phone", "bsn", "iban", "postcode", "address", "family", "signs", "long"],
)
def test_only_short_words_are_asked_about(text: str, *, may: bool) -> None:
    assert may_be_asked(text) is may


def test_what_may_not_be_shown_is_still_a_finding() -> None:
    cell: Cell = "mw. Jansen vertelde een heel lang verhaal aan de deur"
    result = understood(visits(visit(1), visit(2, Uitkomst=cell)))
    assert result.words == ()
    assert "unknown_outcome" in codes(result)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Uitkomst", WordList.OUTCOME),
        ("outcome", WordList.OUTCOME),
        ("Stand van zaken", WordList.STATUS),
        ("Thema's", WordList.THEME),
        ("wordt actief", WordList.YES_NO),
        ("yes_no", WordList.YES_NO),
        ("Straat", WordList.STREET),
        ("Kostensoort", WordList.CATEGORY),
        ("Huisnummer", WordList.HOUSE_NUMBER),
        ("Onzin", None),
    ],
)
def test_a_list_is_called_by_a_header_of_its_columns_or_by_its_own_name(header: str, name: WordList | None) -> None:
    assert list_called(header) is name


@pytest.mark.parametrize(
    ("written", "partner"),
    [("pol", "Politie"), ("Levgroup", "LEVgroep"), ("politie/LEV", "LEVgroep"), ("Woonpart.", "Woonpartners")],
)
def test_an_owner_or_payer_that_looks_like_a_partner_is_asked_about_and_counts_as_its_own_until_then(
    written: str, partner: str
) -> None:
    sheets = visits(visit(1)), requests(request(1, Actiehouder=written)), expenses(booking(500, Organisatie=written))
    result = understood(*sheets)
    assert [finding.params["nearest"] for finding in result.findings if finding.code == "other_organisation_near"] == [partner] * 2
    assert [(word.text, word.rows, word.suggestion) for word in result.words] == [(written, 2, partner)]
    assert column(result, "requests", "owner") == [column(result, "expenses", "organisation")[0]]
    assert column(result, "requests", "owner") != [partner]
    own = OwnWords({WordList.ORGANISATION: {word_key(written): partner}})
    decided = understood(*sheets, corrections=Corrections(words=own))
    assert column(decided, "requests", "owner") == column(decided, "expenses", "organisation") == [partner]
    assert not codes(decided)
    other = OwnWords({WordList.ORGANISATION: {word_key(written): ""}})
    kept = understood(*sheets, corrections=Corrections(words=other))
    assert column(kept, "requests", "owner") == column(result, "requests", "owner")
    assert not codes(kept)


@pytest.mark.parametrize("written", ["GGD", "gemeente Helmond", "huisarts"])
def test_another_organisation_is_nobody_s_business(written: str) -> None:
    result = understood(visits(visit(1)), requests(request(1, Actiehouder=written)))
    assert not codes(result)
    assert not result.words


def test_an_organisation_that_is_unknown_among_the_visits_is_said_among_the_requests_too() -> None:
    result = understood(visits(visit(1), visit(2, Organisatie="WP")), requests(request(1, Actiehouder="WP")))
    assert found(result, "other_organisation").sheet == "Hulpvragen"
    assert [(word.text, word.rows) for word in result.words] == [("WP", 2)]


def collected() -> AskedWords:
    return AskedWords(Knowledge(PROJECT))


@pytest.mark.parametrize(
    ("usual", "meaning"), [([None], None), ([COUNTS], COUNTS), ([COUNTS, None], COUNTS), ([None, NOTHING], NOTHING)]
)
def test_a_word_of_the_layout_means_what_it_was_taken_for_on_any_sheet(usual: list[str | None], meaning: str | None) -> None:
    asked = collected()
    for at, one in enumerate(usual):
        asked.layout("verborgen rij", 2, f"Blad{at}", one)
    (word,) = asked.words({})
    assert (word.rows, word.sheet, word.meaning) == (2 * len(usual), "Blad0", meaning)


def test_no_more_than_six_cells_of_a_word_are_named_and_only_on_its_first_sheet() -> None:
    asked = collected()
    for sheet, rows in (("2018", range(4)), ("2019", range(4)), ("2018", range(4, 9))):
        asked.apart(WordList.ROWS, "proefrij", len(rows), sheet, cents=None, meaning=None, places=[(row, 0) for row in rows])
    (word,) = asked.words({})
    assert (word.rows, word.cells) == (13, ("A1", "A2", "A3", "A4", "A5", "A6"))


def test_words_of_money_are_asked_about_in_the_order_of_the_euros_behind_them_and_others_of_their_rows() -> None:
    asked = collected()
    for word, rows, cents in (("taarten", 9, 500), ("vlaggen", 1, -90_000), ("ballonnen", 2, 700)):
        asked.money(WordList.CATEGORY, word, rows, "Uitgaven", cents=cents, meaning=None)
    asked.money(WordList.CATEGORY, "slingers", 1, "Uitgaven", cents=1_000_000, meaning="Materiaal")  # known, so it comes last
    asked.money(WordList.CATEGORY, "taarten", 1, "Kas", cents=300, meaning=None)
    assert [(word.text, word.cents) for word in asked.words({})] == [
        ("vlaggen", -90_000),
        ("taarten", 800),
        ("ballonnen", 700),
        ("slingers", 1_000_000),
    ]
    others = collected()
    for word, rows in (("boom", 1), ("aap", 1), ("noot", 3)):
        others.name(WordList.ORGANISATION, word, rows, "Bezoeken", None)
    assert [word.text for word in others.words({})] == ["noot", "aap", "boom"]


@pytest.mark.parametrize(("many", "asked_about"), [(40, 40), (41, 40)])
def test_no_more_than_forty_words_of_a_list_are_asked_about(many: int, asked_about: int) -> None:
    asked = collected()
    for at in range(many):
        asked.name(WordList.ORGANISATION, "o" * (at % 20 + 1) + "p" * (at // 20 + 1), 1, "Bezoeken", None)
    assert len(asked.words({})) == asked_about


@pytest.mark.parametrize(
    ("text", "partner"),
    [
        ("LEV", "LEVgroep"),
        ("Woonpartnes", "Woonpartners"),
        ("Politie / gemeente", "Politie"),
        ("Poltie Helmond", None),
        ("GGZ", None),
    ],
)
def test_an_organisation_may_stand_for_a_partner(text: str, partner: str | None) -> None:
    assert collected().partner_like(text) == partner
