"""Both languages say the same things, each thing once, and the code and the texts name the same keys."""

from __future__ import annotations

import ast
import re
import string
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adv.charts.coverage.visits import NAMES
from adv.charts.results.results import KINDS
from adv.charts.rows import COLUMNS_SHOWN, HEADS
from adv.disclosure.publication import DIMENSIONS, MERGED, Audience
from adv.disclosure.publishing import Why
from adv.indicators import figures
from adv.metrics.budget import MoneyGroup
from adv.metrics.chance import Standing
from adv.metrics.comparison import TESTED_SHARES, Measure, Recorded
from adv.metrics.homes import Home
from adv.metrics.households import STEPS as FUNNEL
from adv.metrics.requests import WAIT_BANDS, RequestGroup
from adv.metrics.results import Change, Mark, TargetStanding
from adv.metrics.spans import Span
from adv.metrics.visits import ReachGroup
from adv.model import Outcome, ResultIndicator, Status, TableName, TargetUnit
from adv.store.records import ImportMode, RowKind
from adv.texts import FOLDER, texts, written
from adv.ui.data_page.verdict import LISTS
from adv.workbook.questions import Subject
from adv.workbook.tables.findings import Severity
from adv.workbook.vocabulary.word_lists import WordList

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parent.parent
LANGUAGES = ("nl", "en")
DUTCH, ENGLISH = texts("nl"), texts("en")
FORMS = ("one", "other", "none", "only", "only_none")  # what a count adds to a key
FILE_NAMES = {"words.toml", "ui.css", "ui.js"}  # they look like keys

# Keys whose last part is a value: the code has the key up to there, and says `by` which value.
MEASURED = (Measure.REQUESTS, Measure.COST)
FIRST = ("register", "approached")
COUNTED = ("activities", "participants")
BY_VALUE: dict[str, Iterable[object]] = {
    "words.status": Status,
    "words.outcome": Outcome,
    "words.span": Span,
    "words.spans": Span,
    **{
        f"coverage.burn_up.{part}": TargetUnit
        for part in ("title", "title_chosen", "done", "hover", "chosen", "progress", "reached", "surpassed")
    },
    **{f"overview.headline.{part}": TargetUnit for part in ("ahead", "behind", "short", "dear", "label")},
    "overview.course.visits": ("on_course", "watch", "off_course", "unknown"),
    "overview.course.euros": ("on_course", "watch", "off_course"),
    "overview.course.requests": ("on_course", "watch", "off_course", "unknown"),
    **{f"money.unit.{part}": TargetUnit for part in ("single", "each")},
    "money.answer": ("is_over", "is_under", "is_on", "will_over", "will_under", "will_on", "so_far"),
    **{f"coverage.coverage_by.{part}": NAMES for part in ("title", "most", "all", "all_without", "without")},
    **{f"follow_up.requests_by.{part}": RequestGroup for part in ("title", "most", "tie", "all", "without")},
    "follow_up.requests.number": Status,
    **{f"money.spent_by.{part}": MoneyGroup for part in ("title", "most", "tie", "all", "none", "without")},
    **{f"coverage.by.{part}": ReachGroup for part in ("title", "above", "below", "alike", "without")},
    "coverage.standing": Standing,
    "coverage.home": Home,
    "coverage.column.home": Home,
    "coverage.homes.reached": FIRST,
    "coverage.funnel.talked": FIRST,
    "metrics.funnel": FUNNEL,
    "follow_up.column.band": range(len(WAIT_BANDS)),
    **{f"results.marks.{part}": Mark for part in ("what", "name")},
    **{f"results.paired.{part}": Mark for part in ("given", "none")},
    "results.paired.verdict": Change,
    "results.results.name": ResultIndicator,
    "results.results.names": (*TargetStanding, "missed"),
    "results.results.short": KINDS,
    "results.results.standing": TargetStanding,
    "comparison.measure": Measure,
    "comparison.short": Measure,
    **{f"comparison.{part}": TESTED_SHARES for part in ("subject", "higher", "lower", "funnel.title")},
    **{f"comparison.{part}": MEASURED for part in ("only", "range", "same")},
    "forecast.unit": TargetUnit,
    "forecast.change.more": TargetUnit,
    "forecast.what_if.more": TargetUnit,
    "behind.column": {HEADS.get(name, name) for columns in COLUMNS_SHOWN.values() for name in columns}
    | {"source", "file", "sheet", "row"},
    "annotate": Severity,
    "pages.data.table": TableName,
    "charts.since.of": Recorded.__struct_fields__,
    "store.mode": ImportMode,
    "pages.data.mode_": ImportMode,
    "pages.data.choose_": (ImportMode.REPLACE, ImportMode.ADD),
    "intake.ask": (*(one for one in Subject if one is not Subject.WORDS), *WordList),
    "intake.not_found": LISTS,
    "intake.counted": TableName,
    "pages.data.rows_": RowKind,
    "pages.data.rows_table_": RowKind,
    "pages.data.severity_": Severity,
    "ui.filters.period_": ("all", "own"),
    **{f"published.by.{part}": DIMENSIONS["requests"] for part in ("title", "most")},
    "published.cross.title": ("area_theme", "area_goal", "theme_goal", "theme_status", "goal_status"),
    "publish.why": Why,
    "published.merged": MERGED,
    "pages.publish.for_": Audience,
    "pages.publish.file_": [f"{kind}{more}" for kind in ("html", "xlsx", "json") for more in ("", "_help")],
    "publish.helps": Why,
}
AMONG_OTHERS = {
    "annotate",
    "pages.data.rows_",
    "pages.data.mode_",
    "store.mode",
}  # beside keys that stand whole in the code
# Keys whose end is a code that stands in the code too, but not beside the start of the key.
BY_CODE = {
    "findings": "a finding carries its code, and a rule finds each code with its severity",
    "errors": "an error carries its key",
    "recognition": "a reason carries its key",
    "definitions": "charts name the keys of what their numbers mean",
    "figures.line": "earned value names its lines",
    "template": "the workbook's fields, and the sheets they stand in",
    "fields": "the workbook's tables and their columns",
    "metrics.not_available": "what is missing carries its reason",
    "metrics.denominator": "a rate carries the name of what it is out of",
    "pages": "a page's file is its name, and each part of it has one",
    "ui.browser": "Streamlit's own English words, told by the browser's own script",
    "ui.filters": "the choices by the name of their filter",
    "ui.menu": "pictures that a panel's menu makes",
    "ui.meeting": "buttons for a page in a meeting",
    "ui.by": "what a chart is divided by",
    "behind.count": "what is counted: a table, households or participants",
    "memory.list": "a list of words",
    "memory.words": "a list of words",
    "cli.check": "a table or a severity",
    "cli.summary": "how the project stands",
    "store.undo": "a total",
    "published.page": "a part of the page, by its name",
    "published.check_text": "what the page counts again, by its name",
    "verify.reason": "why a publication is refused",
    "verify.table": "a table of a publication",
    "annotate.column": "a column of the sheet of findings",
}
# Repeated in one language while the other tells them apart, so that they cannot be one text: the issue on wording decides.
TOLD_APART = {
    "Ter info",
    "Ondergrens (%)",
    "Bovengrens (%)",
    "Geen medewerking",
    "Bij 1 hulpvraag staat geen doel.",
    "Bij {count} hulpvragen staat geen doel.",
    "Bij 1 hulpvraag staat geen actiehouder.",
    "Bij {count} hulpvragen staat geen actiehouder.",
    "In het enige huishouden met een gesprek is niet genoteerd dat iemand actief wordt.",
    "In geen van de {total} huishoudens met een gesprek is genoteerd dat iemand actief wordt in de buurt.",
    "Afgeronde hulpvragen",
    "Vul een heel getal in.",
    "Vul een heel cijfer in van 1 tot en met 10.",
    "Je hoeft niets te doen.",
    "Het project begint pas op {start}.",
    "De voorbeeldgegevens komen terug.",
    "De voorbeeldgegevens verdwijnen.",
    "De voorbeeldgegevens komen niet terug, want er blijven eigen gegevens staan.",
    "Households reached",
    "{number} months",
    "{goal} {count} of {total}",
}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def stem(key: str) -> str:
    """A key without the form of a count."""
    start, _, form = key.rpartition(".")
    return start if form in FORMS else key


@cache
def trees() -> tuple[ast.Module, ...]:
    files = (*(ROOT / "adv").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "dashboard.py")
    return tuple(ast.parse(file.read_text(encoding="utf-8")) for file in files)


def constants(node: ast.AST) -> Iterator[str]:
    return (part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str))


@cache
def named() -> frozenset[str]:
    """Every text in the code, those that others are built of included."""
    return frozenset(text for tree in trees() for text in constants(tree))


def test_the_two_languages_have_the_same_files() -> None:
    assert {path.name for path in (FOLDER / "nl").glob("*.toml")} == {path.name for path in (FOLDER / "en").glob("*.toml")}


def test_the_two_languages_have_the_same_keys() -> None:
    assert sorted(DUTCH.entries) == sorted(ENGLISH.entries)


def test_a_text_has_the_same_placeholders_in_both_languages() -> None:
    wrong = {}
    for key in DUTCH.entries:
        dutch, english = placeholders(DUTCH(key)), placeholders(ENGLISH(key))
        may_differ = {"count"} if key.endswith(".one") else set()  # "one visit" may say its number in a word
        if (dutch ^ english) - may_differ:
            wrong[key] = (dutch, english)
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_and_none_is_left_over_from_writing(language: str) -> None:
    wrong = {key for key, text in texts(language).entries.items() if not text.strip() or "TODO" in text or "???" in text}
    assert not wrong


def test_every_count_has_a_form_for_more() -> None:
    """One form alone is for texts that are the same for one."""
    wrong = {key for key in DUTCH.entries if key.endswith(".one") and f"{stem(key)}.other" not in DUTCH}
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_two_words_stands_twice(language: str) -> None:
    keys = defaultdict(list)
    for key, text in written(language).items():
        if not text.startswith("@") and len(text.split()) > 1:
            keys[text].append(key)
    assert not {text: found for text, found in keys.items() if len(found) > 1 and text not in TOLD_APART}


def test_a_text_that_stands_for_another_says_which_in_both_languages() -> None:
    dutch, english = ({key: text for key, text in written(name).items() if text.startswith("@")} for name in LANGUAGES)
    assert dutch == english
    assert not {key: text for key, text in dutch.items() if text[1:] not in DUTCH or text[1:] in dutch}


LONGEST = 20  # words of a sentence
BEGINNING = re.compile(r"(?<=[.!?])\s+(?=\W*[A-ZÀ-Þ\d])")  # of the next sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_longer_than_twenty_words(language: str) -> None:
    wrong = []
    for key, text in written(language).items():
        filled = re.sub(r"\{[^}]*\}", "X", text)  # what is filled in counts as one word
        sentences = (sentence for line in filled.splitlines() for sentence in BEGINNING.split(line))
        wrong += [(key, sentence) for sentence in sentences if len(re.findall(r"\S*\w\S*", sentence)) > LONGEST]
    assert not wrong


@cache
def by_value() -> frozenset[str]:
    """Keys that end with a value, without the form of a count."""
    return frozenset(
        f"{start}{'' if start.endswith('_') else '.'}{value}" for start, values in BY_VALUE.items() for value in values
    )


@cache
def parts_named() -> frozenset[str]:
    """The parts of every text in the code that is a key or a part of one, and the names of the pages and their panels."""
    parts = {part for text in named() if re.fullmatch(r"[\w.]+", text) for part in text.split(".")}
    parts |= {node.name for tree in trees() for node in tree.body if isinstance(node, ast.FunctionDef)}
    return frozenset(parts | {page.stem for page in (ROOT / "pages").glob("*.py")} | set(FORMS))


@cache
def parts_built() -> re.Pattern[str]:
    """Codes that are built themselves, such as ``no_{column}``, of at least three characters that stand in the code."""
    found = set()
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                pieces = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
                if re.fullmatch(r"\w{3,}", "".join(map(str, filter(None, pieces)))):
                    found.add("".join(r"\w+" if piece is None else str(piece) for piece in pieces))
    return re.compile("|".join(sorted(found)))


def is_named(key: str) -> bool:
    """Tell whether the code names a key: whole, without the form of a count, up to a value, or by a code."""
    if {key, stem(key)} & named() or stem(key) in by_value():
        return True
    begins = [begin for begin in BY_CODE if key.startswith(f"{begin}.")]
    return any(
        all(part in parts_named() or parts_built().fullmatch(part) for part in key.removeprefix(f"{begin}.").split("."))
        for begin in begins
    )


def test_every_text_is_named_in_the_code() -> None:
    of_the_browser = {key for key in DUTCH.entries if key.startswith("ui.browser.")}  # each one is told to it, whatever it is
    stand_for_others = {text[1:] for text in written("nl").values()}
    assert not {key for key in DUTCH.entries if not is_named(key)} - of_the_browser - stand_for_others


def test_every_key_in_the_code_has_a_text() -> None:
    files = {path.stem for path in (FOLDER / "nl").glob("*.toml")}
    keys = {text for text in named() if re.fullmatch(r"\w+(\.\w+)+", text) and text.partition(".")[0] in files}
    there = {key[: place.start()] for key in DUTCH.entries for place in re.finditer(r"\.|$", key)}
    paths = (
        "results.indicator",
        *(figure.path for _, figure in figures()),
    )  # of settings and of JSON, and parts of these: they look like keys
    assert not [
        key for key in keys - there - FILE_NAMES - set(BY_VALUE) if not f"{key}.".startswith(tuple(f"{path}." for path in paths))
    ]


def test_there_is_a_text_for_each_value_and_for_no_other() -> None:
    wrong = {}
    for start, values in BY_VALUE.items():
        begin, wanted = start if start.endswith("_") else f"{start}.", set(map(str, values))
        found = {stem(key).removeprefix(begin) for key in DUTCH.entries if key.startswith(begin)}
        if wanted - found or (found - wanted and start not in AMONG_OTHERS):
            wrong[start] = (wanted - found, found - wanted)
    assert not wrong


def test_every_key_that_a_value_is_added_to_is_in_the_list() -> None:
    calls = (node for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Call))
    asked = {
        key
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr in {"text", "count", "many", "if_any"}
        if any(keyword.arg == "by" for keyword in call.keywords)
        for key in constants(call.args[0])
        if "." in key
    }
    assert not asked - set(BY_VALUE) - set(BY_CODE)
