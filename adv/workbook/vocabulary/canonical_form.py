"""The canonical form: the sheets, columns and words of the template, as the coordinator sees them.

They are Dutch in every language of the screen: they belong to the workbook, not to the program.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from adv.model import Outcome, Project, Status, TableName

if TYPE_CHECKING:
    from collections.abc import Mapping


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


class InputKind(StrEnum):
    """Kinds of columns, as far as the spreadsheet can check it."""

    TEXT = "text"
    DATE = "date"
    EURO = "euro"
    WHOLE = "whole"
    SCORE = "score"
    CHOICE = "choice"
    CHOICES = "choices"  # one or more, separated


class Asked(StrEnum):
    """Places of a question in the form on a phone; what it does not ask (a number, the area) has none."""

    DOOR = "door"
    TALK = "talk"  # of the visit at which somebody opened and people talked, not of every attempt


class FormColumn(Struct, frozen=True):
    """One column of the template. `options` names the list of a choice (`options_of`); `example` is the same in every project."""

    field: str
    header: str
    kind: InputKind
    is_required: bool = False
    options: str | None = None
    asked: Asked | None = None
    example: str | float | None = None


class FormSheet(Struct, frozen=True):
    """One sheet of the template: a table's name on its tab, and its columns from left to right."""

    table: TableName
    name: str
    columns: tuple[FormColumn, ...]

    def asked(self, place: Asked) -> tuple[FormColumn, ...]:
        """Give the columns that the form on a phone asks for at one place."""
        return tuple(column for column in self.columns if column.asked is place)


_HOME: Final = (
    FormColumn("addition", "Toevoeging", InputKind.TEXT, asked=Asked.DOOR, example="A"),
    FormColumn("postcode", "Postcode", InputKind.TEXT, example="5700 AA"),
    FormColumn("area", "Gebied", InputKind.CHOICE, options="area"),
)
FORM: Final = (
    FormSheet(
        TableName.VISITS,
        "Bezoeken",
        (
            FormColumn("visit_id", "Bezoeknummer", InputKind.TEXT),
            FormColumn("visited_on", "Datum", InputKind.DATE, is_required=True, asked=Asked.DOOR),
            FormColumn("street", "Straat", InputKind.TEXT, is_required=True, asked=Asked.DOOR),
            FormColumn("house_number", "Huisnummer", InputKind.TEXT, asked=Asked.DOOR, example="12"),
            *_HOME,
            FormColumn("outcome", "Uitkomst", InputKind.CHOICE, is_required=True, options="outcome", asked=Asked.DOOR),
            FormColumn("organisations", "Organisatie", InputKind.CHOICES, options="partner", asked=Asked.DOOR),
            FormColumn("attempt", "Ronde", InputKind.WHOLE, asked=Asked.DOOR, example=1),
            FormColumn("themes", "Thema's", InputKind.CHOICES, options="theme", asked=Asked.TALK),
            FormColumn("becomes_active", "Wordt actief", InputKind.CHOICE, options="yes_no", asked=Asked.TALK, example=YES),
            FormColumn("home_score", "Cijfer woning", InputKind.SCORE, asked=Asked.TALK, example=7),
            FormColumn("neighbourhood_score", "Cijfer buurt", InputKind.SCORE, asked=Asked.TALK, example=6),
        ),
    ),
    FormSheet(
        TableName.REQUESTS,
        "Hulpvragen",
        (
            FormColumn("request_id", "Hulpvraagnummer", InputKind.TEXT),
            FormColumn("visit_id", "Bezoeknummer", InputKind.TEXT, is_required=True),
            FormColumn("theme", "Thema", InputKind.CHOICE, is_required=True, options="theme", asked=Asked.TALK),
            FormColumn("goal", "Doel", InputKind.CHOICE, options="goal", asked=Asked.TALK),
            FormColumn("status", "Status", InputKind.CHOICE, is_required=True, options="status", asked=Asked.TALK),
            FormColumn("owner", "Actiehouder", InputKind.CHOICES, options="partner", asked=Asked.TALK),
            FormColumn("raised_on", "Datum aangemeld", InputKind.DATE),
            FormColumn("closed_on", "Datum afgerond", InputKind.DATE),
        ),
    ),
    FormSheet(
        TableName.EXPENSES,
        "Uitgaven",
        (
            FormColumn("booked_on", "Datum", InputKind.DATE, is_required=True),
            FormColumn("cents", "Bedrag", InputKind.EURO, is_required=True, example=1234.56),
            FormColumn("category", "Kostensoort", InputKind.CHOICE, options="category"),
            FormColumn("organisation", "Organisatie", InputKind.CHOICE, options="partner"),
            FormColumn("description", "Omschrijving", InputKind.TEXT),
        ),
    ),
    FormSheet(
        TableName.BUDGET_LINES,
        "Begroting",
        (
            FormColumn("category", "Kostensoort", InputKind.CHOICE, is_required=True, options="category"),
            FormColumn("year", "Jaar", InputKind.WHOLE),
            FormColumn("cents", "Bedrag", InputKind.EURO, is_required=True, example=1234.56),
        ),
    ),
    FormSheet(
        TableName.ACTIVITIES,
        "Activiteiten",
        (
            FormColumn("held_on", "Datum", InputKind.DATE, is_required=True),
            FormColumn("kind", "Soort", InputKind.TEXT, example="buurtmoestuin"),
            FormColumn("area", "Gebied", InputKind.CHOICE, options="area"),
            FormColumn("participants", "Deelnemers", InputKind.WHOLE, example=25),
        ),
    ),
    FormSheet(
        TableName.ADDRESSES,
        "Adressen",
        (
            FormColumn("street", "Straat", InputKind.TEXT, is_required=True),
            FormColumn("house_number", "Huisnummer", InputKind.TEXT, is_required=True, example="12"),
            *_HOME,
        ),
    ),
)
FORM_OF: Final[Mapping[TableName, FormSheet]] = {form.table: form for form in FORM}


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
