"""The canonical form: the sheets, columns and words of the template, as the coordinator sees them.

They are Dutch in every language of the screen: they belong to the workbook, not to the program.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.model import Outcome, Status, TableName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adv.model import Project

OUTCOME_WORDS: Final[Mapping[Outcome, str]] = {
    Outcome.CONVERSATION: "gesprek gevoerd",
    Outcome.NOT_AT_HOME: "niet thuis",
    Outcome.REFUSED: "geen medewerking",
    Outcome.APPOINTMENT: "afspraak gemaakt",
    Outcome.VACANT: "woning leeg",
}
STATUS_WORDS: Final[Mapping[Status, str]] = {
    Status.OPEN: "open",
    Status.IN_PROGRESS: "in behandeling",
    Status.REFERRED: "doorverwezen",
    Status.CLOSED: "afgerond",
    Status.WITHDRAWN: "vervallen",
}
YES: Final = "ja"
NO: Final = "nee"
SEPARATOR: Final = "; "  # between several themes or organisations in one cell
EXPLANATION_SHEET: Final = "Toelichting"
LISTS_SHEET: Final = "Keuzelijsten"


class Kind(StrEnum):
    """Kinds of columns, as far as the spreadsheet can check it."""

    TEXT = "text"
    DATE = "date"
    EURO = "euro"
    WHOLE = "whole"
    SCORE = "score"
    CHOICE = "choice"
    CHOICES = "choices"  # one or more, separated


class FormColumn(Struct, frozen=True):
    """One column of the template. `options` names the list of a choice (`options_of`)."""

    field: str
    header: str
    kind: Kind
    is_required: bool = False
    options: str | None = None


class FormSheet(Struct, frozen=True):
    """One sheet of the template: a table's name on its tab, and its columns from left to right."""

    table: TableName
    name: str
    columns: tuple[FormColumn, ...]


FORM: Final = (
    FormSheet(
        TableName.VISITS,
        "Bezoeken",
        (
            FormColumn("visit_id", "Bezoeknummer", Kind.TEXT),
            FormColumn("visited_on", "Datum", Kind.DATE, is_required=True),
            FormColumn("street", "Straat", Kind.TEXT, is_required=True),
            FormColumn("house_number", "Huisnummer", Kind.TEXT),
            FormColumn("addition", "Toevoeging", Kind.TEXT),
            FormColumn("postcode", "Postcode", Kind.TEXT),
            FormColumn("area", "Gebied", Kind.CHOICE, options="area"),
            FormColumn("outcome", "Uitkomst", Kind.CHOICE, is_required=True, options="outcome"),
            FormColumn("organisations", "Organisatie", Kind.CHOICES, options="partner"),
            FormColumn("attempt", "Ronde", Kind.WHOLE),
            FormColumn("themes", "Thema's", Kind.CHOICES, options="theme"),
            FormColumn("becomes_active", "Wordt actief", Kind.CHOICE, options="yes_no"),
            FormColumn("home_score", "Cijfer woning", Kind.SCORE),
            FormColumn("neighbourhood_score", "Cijfer buurt", Kind.SCORE),
        ),
    ),
    FormSheet(
        TableName.REQUESTS,
        "Hulpvragen",
        (
            FormColumn("request_id", "Hulpvraagnummer", Kind.TEXT),
            FormColumn("visit_id", "Bezoeknummer", Kind.TEXT, is_required=True),
            FormColumn("theme", "Thema", Kind.CHOICE, is_required=True, options="theme"),
            FormColumn("goal", "Doel", Kind.CHOICE, options="goal"),
            FormColumn("status", "Status", Kind.CHOICE, is_required=True, options="status"),
            FormColumn("owner", "Actiehouder", Kind.CHOICES, options="partner"),
            FormColumn("raised_on", "Datum aangemeld", Kind.DATE),
            FormColumn("closed_on", "Datum afgerond", Kind.DATE),
        ),
    ),
    FormSheet(
        TableName.EXPENSES,
        "Uitgaven",
        (
            FormColumn("booked_on", "Datum", Kind.DATE, is_required=True),
            FormColumn("cents", "Bedrag", Kind.EURO, is_required=True),
            FormColumn("category", "Kostensoort", Kind.CHOICE, options="category"),
            FormColumn("organisation", "Organisatie", Kind.CHOICE, options="partner"),
            FormColumn("description", "Omschrijving", Kind.TEXT),
        ),
    ),
    FormSheet(
        TableName.BUDGET_LINES,
        "Begroting",
        (
            FormColumn("category", "Kostensoort", Kind.CHOICE, is_required=True, options="category"),
            FormColumn("year", "Jaar", Kind.WHOLE),
            FormColumn("cents", "Bedrag", Kind.EURO, is_required=True),
        ),
    ),
    FormSheet(
        TableName.ACTIVITIES,
        "Activiteiten",
        (
            FormColumn("held_on", "Datum", Kind.DATE, is_required=True),
            FormColumn("kind", "Soort", Kind.TEXT),
            FormColumn("area", "Gebied", Kind.CHOICE, options="area"),
            FormColumn("participants", "Deelnemers", Kind.WHOLE),
        ),
    ),
    FormSheet(
        TableName.ADDRESSES,
        "Adressen",
        (
            FormColumn("street", "Straat", Kind.TEXT, is_required=True),
            FormColumn("house_number", "Huisnummer", Kind.TEXT, is_required=True),
            FormColumn("addition", "Toevoeging", Kind.TEXT),
            FormColumn("postcode", "Postcode", Kind.TEXT),
            FormColumn("area", "Gebied", Kind.CHOICE, options="area"),
        ),
    ),
)


def options_of(project: Project) -> Mapping[str, tuple[str, ...]]:
    """The choices behind the drop-downs, by the name of their list."""
    return {
        "area": project.area_names,
        "outcome": tuple(OUTCOME_WORDS.values()),
        "partner": project.partners,
        "theme": project.themes,
        "yes_no": (YES, NO),
        "goal": project.goals,
        "status": tuple(STATUS_WORDS.values()),
        "category": project.cost_categories,
    }
