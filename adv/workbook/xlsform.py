"""The form that a project fills in on a phone, as an XLSForm for KoboToolbox, ODK, Ona and what else reads that.

Its names are the template's headers and the project's own words, so that its export is read back without a question. The same project
and language give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Final

from adv.model import Outcome, Project, TableName
from adv.texts import LANGUAGES, texts
from adv.workbook.template import LIMITS, new_workbook
from adv.workbook.values.amounts import MOST_WHOLE
from adv.workbook.values.text import fold
from adv.workbook.vocabulary import canonical_form as canonical
from adv.workbook.vocabulary.fields import SEVERAL, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xlsxwriter.workbook import Workbook


Row = dict[str, str]

LANGUAGE_NAMES: Final = {"nl": "Nederlands (nl)", "en": "English (en)"}
TYPES: Final = {
    canonical.InputKind.TEXT: "text",
    canonical.InputKind.DATE: "date",
    canonical.InputKind.WHOLE: "integer",
    canonical.InputKind.SCORE: "integer",
}
VERSION_BYTES: Final = 4


def xlsform(project: Project, language: str = "nl") -> bytes:
    """Write the form of one project, its questions in Dutch and English; it opens in `language`."""
    form = _Form(project)
    survey, choices = list(form.survey()), list(form.choices())
    said = json.dumps([survey, choices]).encode()
    settings = {
        "form_title": project.title,
        "form_id": f"adv_{name_in_form(project.name)}",
        # A server takes a changed form for another only by this.
        "version": hashlib.blake2b(said, digest_size=VERSION_BYTES).hexdigest(),
        "default_language": LANGUAGE_NAMES[language],
    }
    sheets = {"survey": survey, "choices": choices, "settings": [settings]}
    return new_workbook(project, lambda book: _write(book, sheets))


def name_in_form(text: str) -> str:
    """Make the name that a question or answer has in a form: letters, digits and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", fold(text).replace("'", "")).strip("_")


class _Form:
    def __init__(self, project: Project) -> None:
        self.options = canonical.options_of(project)
        self.words = {language: texts(language) for language in LANGUAGES}

    def survey(self) -> Iterator[Row]:
        yield from ({"type": name, "name": name} for name in ("start", "end"))
        yield self._row("note", "let_op", "xlsform.no_names")
        yield self._row("begin_group", "bezoek", "xlsform.at_door")
        yield from self._questions(TableName.VISITS, canonical.Asked.DOOR)
        yield {"type": "end_group"}
        talked = name_in_form(canonical.OUTCOME_WORDS[Outcome.CONVERSATION])
        columns = canonical.FORM_OF[TableName.VISITS].columns
        outcome = next(name_in_form(column.header) for column in columns if column.field == "outcome")
        yield self._row("begin_group", "gesprek", "xlsform.conversation") | {"relevant": f"${{{outcome}}} = '{talked}'"}
        yield from self._questions(TableName.VISITS, canonical.Asked.TALK)
        yield self._row("begin_repeat", "hulpvragen", "words.requests")
        yield from self._questions(TableName.REQUESTS, canonical.Asked.TALK)
        yield {"type": "end_repeat"}
        yield {"type": "end_group"}

    def choices(self) -> Iterator[Row]:
        """Give the answers of each list: the project's own words, and the outcomes and statuses in either language."""
        coded = {
            "outcome": {word: f"words.outcome.{code}" for code, word in canonical.OUTCOME_WORDS.items()},
            "status": {word: f"words.status.{code}" for code, word in canonical.STATUS_WORDS.items()},
            "yes_no": {canonical.YES: "pages.data.yes", canonical.NO: "words.no"},
        }
        for name in ("outcome", "partner", "theme", "yes_no", "goal", "status"):
            for word in self.options[name]:
                key = coded.get(name, {}).get(word)
                as_it_is = {f"label::{language}": word for language in LANGUAGE_NAMES.values()}
                yield {"list_name": name, "name": name_in_form(word), **(self._labels("label", key) if key else as_it_is)}

    def _questions(self, table: TableName, place: canonical.Asked) -> Iterator[Row]:
        for column in canonical.FORM_OF[table].asked(place):
            if column.options is not None and not self.options[column.options]:
                continue  # a project may have no goals
            select = "select_multiple" if kind_of(table, column.field) in SEVERAL else "select_one"
            kind = TYPES[column.kind] if column.options is None else f"{select} {column.options}"
            row = self._row(kind, name_in_form(column.header), f"fields.{table}.{column.field}")
            row |= self._labels("hint", f"template.{table}.{column.field}") if column.options is None else {}
            row |= {"required": "yes"} if column.is_required else {}
            yield row | self._constraint(column)

    def _constraint(self, column: canonical.FormColumn) -> Row:
        if column.kind is canonical.InputKind.DATE:
            return {"constraint": ". <= today()", **self._labels("constraint_message", "xlsform.not_later")}
        if column.kind not in LIMITS:
            return {}
        _, lowest, highest, message = LIMITS[column.kind]
        lowest = 1 if (lowest, highest) == (0, MOST_WHOLE) else lowest  # the number of a visit
        return {"constraint": f". >= {lowest} and . <= {highest}", **self._labels("constraint_message", f"template.{message}")}

    def _row(self, kind: str, name: str, key: str) -> Row:
        return {"type": kind, "name": name, **self._labels("label", key)}

    def _labels(self, what: str, key: str) -> Row:
        return {f"{what}::{LANGUAGE_NAMES[language]}": words(key) for language, words in self.words.items()}


def _write(book: Workbook, sheets: Mapping[str, Sequence[Row]]) -> None:
    header = book.add_format({"bold": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        heads = list(dict.fromkeys(head for row in rows for head in row))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(heads), 24)
        for place, head in enumerate(heads):
            sheet.write_string(0, place, head, header)
            for line, row in enumerate(rows, 1):
                if head in row:
                    sheet.write_string(line, place, row[head])
