"""Writes a course of events as a workbook: in the template's form, and as somebody would keep it by hand."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

import xlsxwriter
from msgspec import Struct

from adv.model import Outcome, Status, TableName
from adv.workbook.vocabulary.canonical_form import (
    EXPLANATION_SHEET,
    FORM,
    NO,
    OUTCOME_WORDS,
    SEPARATOR,
    STATUS_WORDS,
    YES,
    FormColumn,
    InputKind,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from xlsxwriter.worksheet import Worksheet

    from sample_data.story import Course, Expense, Home, Request, Visit

Value = str | float | date | None

CREATED = datetime.fromisoformat("2021-01-01")  # fixed: the same data give the same bytes
INVENTED = (
    "VERZONNEN VOORBEELD",
    "Alles in deze werkmap is bedacht: adressen, bezoeken, uitkomsten, hulpvragen en bedragen. Het gaat niet over echte bewoners.",
    "De gegevens zijn gemaakt door sample_data/make_samples.py, om het dashboard te laten zien en te testen.",
    "Ook de straten Componistenlaan, Röntgenstraat, Diepenbrockhof, Badingshof, Heistraat, Sint Annahof en Kapelpad zijn bedacht.",
)
BY_HAND_OUTCOMES = {
    Outcome.CONVERSATION: "gesprek",
    Outcome.NOT_AT_HOME: "n.t.",
    Outcome.REFUSED: "weigert",
    Outcome.APPOINTMENT: "afspraak",
    Outcome.VACANT: "leegstand",
}
BY_HAND_STATUS = {
    Status.OPEN: "nog open",
    Status.IN_PROGRESS: "loopt",
    Status.REFERRED: "doorgestuurd",
    Status.CLOSED: "klaar",
    Status.WITHDRAWN: "ingetrokken",
}
BY_HAND_THEMES = {"wonen": "Wonen", "zorg en welzijn": "Zorg/welzijn", "werken": "Werk"}
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
SHORT_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


class _Book(Struct, frozen=True):
    """A workbook under way, with the two formats that the samples use."""

    target: BytesIO
    book: xlsxwriter.Workbook
    styles: Mapping[str, object]

    @classmethod
    def new(cls, title: str) -> _Book:
        target = BytesIO()
        book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"title": title, "comments": INVENTED[1], "created": CREATED})
        styles = {
            "bold": book.add_format({"bold": True}),
            "date": book.add_format({"num_format": "d mmm yyyy", "align": "left"}),
            "euro": book.add_format({"num_format": '"€" #,##0.00;-"€" #,##0.00'}),
            "title": book.add_format({"bold": True, "font_size": 14}),
        }
        return cls(target, book, styles)

    def row(self, sheet: Worksheet, number: int, values: Sequence[Value], first: int = 0, style: str | None = None) -> None:
        for column, value in enumerate(values, start=first):
            if isinstance(value, date):
                sheet.write_datetime(number, column, value, self.styles["date"])
            elif isinstance(value, str):
                sheet.write_string(number, column, value, self.styles.get(style or ""))
            elif value is not None:
                sheet.write_number(number, column, value, self.styles.get(style or ""))

    def explanation(self, name: str, lines: Iterable[str]) -> None:
        sheet = self.book.add_worksheet(name)
        sheet.set_column(0, 0, 110)
        for number, line in enumerate(lines):
            self.row(sheet, number, [line], style="title" if number == 0 else None)

    def done(self) -> bytes:
        self.book.close()
        return self.target.getvalue()


def in_template_form(course: Course, title: str) -> bytes:
    """All tables on the sheets and in the columns of the template."""
    book = _Book.new(title)
    book.explanation(EXPLANATION_SHEET, [*INVENTED, f"Project: {title}. De tabbladen hebben de vorm van het lege sjabloon."])
    rows = form_rows(course)
    for form in FORM:
        sheet = book.book.add_worksheet(form.name)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(form.columns) - 1, 18)
        book.row(sheet, 0, [column.header for column in form.columns], style="bold")
        for number, row in enumerate(rows[form.table], start=1):
            for place, column in enumerate(form.columns):
                book.row(sheet, number, [row.get(column.field)], place, _style(column))
    return book.done()


def _style(column: FormColumn) -> str | None:
    return "euro" if column.kind is InputKind.EURO else None


def form_rows(course: Course) -> Mapping[TableName, list[Mapping[str, Value]]]:
    """Every table's rows in the template's words, by field."""
    return {
        TableName.VISITS: [_visit_row(visit) for visit in course.visits],
        TableName.REQUESTS: [_request_row(request) for request in course.requests],
        TableName.EXPENSES: [_expense_row(expense) for expense in course.expenses],
        TableName.BUDGET_LINES: [
            {"category": category, "year": year, "cents": cents / 100} for category, year, cents in course.story.budget_lines
        ],
        TableName.ACTIVITIES: [
            {"held_on": day, "kind": kind, "area": area, "participants": participants}
            for day, kind, area, participants in course.story.activities
        ],
        TableName.ADDRESSES: [_home_row(home) for home in course.homes],
    }


def _home_row(home: Home) -> dict[str, Value]:
    return {
        "street": home.street.name,
        "house_number": home.number,
        "addition": home.addition or None,
        "postcode": home.street.postcode,
        "area": home.street.area,
    }


def _visit_row(visit: Visit) -> Mapping[str, Value]:
    return {
        **_home_row(visit.home),
        "visit_id": visit.number,
        "visited_on": visit.day,
        "outcome": OUTCOME_WORDS[visit.outcome],
        "organisations": SEPARATOR.join(visit.partners),
        "attempt": visit.attempt,
        "themes": SEPARATOR.join(visit.themes) or None,
        "becomes_active": _yes_no(visit),
        "home_score": visit.home_score,
        "neighbourhood_score": visit.neighbourhood_score,
    }


def _yes_no(visit: Visit) -> str | None:
    return None if visit.becomes_active is None else YES if visit.becomes_active else NO


def _request_row(request: Request) -> Mapping[str, Value]:
    return {
        "request_id": request.number,
        "visit_id": request.visit.number,
        "theme": request.theme,
        "goal": request.goal,
        "status": STATUS_WORDS[request.status],
        "owner": request.owner,
        "raised_on": request.raised,
        "closed_on": request.closed,
    }


def _expense_row(expense: Expense) -> Mapping[str, Value]:
    return {
        "booked_on": expense.day,
        "cents": expense.cents / 100,
        "category": expense.category,
        "organisation": expense.partner,
        "description": expense.description,
    }


def kept_by_hand(course: Course, title: str) -> bytes:
    """The visits, questions and costs of a course as a coordinator keeps them: a tab per year, titles, totals, crosses."""
    book = _Book.new(title)
    book.explanation(
        "Uitleg", [*INVENTED, "Per jaar een tabblad met bezoeken. Een kruisje (x) bij een thema: het kwam ter sprake."]
    )
    for year, visits in groupby(course.visits, key=lambda visit: visit.day.year):
        _year_of_visits(book, year, list(visits), title)
    _requests_by_hand(book, course, title)
    _costs_by_hand(book, course, title)
    return book.done()


def _year_of_visits(book: _Book, year: int, visits: Sequence[Visit], title: str) -> None:
    """One year: a title, an empty column, and a total after each month."""
    sheet = book.book.add_worksheet(f"Bezoeken {year}")
    sheet.merge_range(0, 1, 0, 8, f"{title}: huisbezoeken {year} ({INVENTED[0].lower()})", book.styles["title"])
    book.row(sheet, 1, ["Bijgehouden door het kernteam"], first=1)
    names = ["Nr", "Bezoekdatum", "Adres", "Resultaat", "Bezocht door", "Poging", *BY_HAND_THEMES.values()]
    book.row(sheet, 3, [*names, "Wordt bewoner actief?", "Cijfer huis", "Cijfer wijk", "Opmerkingen"], first=1, style="bold")
    written = {2018: _day_in_words, 2019: lambda day: day, 2020: lambda day: f"{day:%d-%m-%y}"}[year]
    number = 4
    for month, group in groupby(visits, key=lambda visit: visit.day.month):
        of_month = list(group)
        for visit in of_month:
            book.row(sheet, number, _visit_by_hand(visit, written), first=1)
            number += 1
        book.row(sheet, number, [f"Totaal {MONTHS[month - 1]}", None, None, len(of_month)], first=1, style="bold")
        number += 2
    book.row(sheet, number, [f"Totaal {year}", None, None, len(visits)], first=1, style="bold")


def _visit_by_hand(visit: Visit, written: Callable[[date], Value]) -> list[Value]:
    crosses = ["x" if theme in visit.themes else None for theme in BY_HAND_THEMES]
    return [
        visit.number,
        written(visit.day),
        f"{visit.home.street.name} {visit.home.number}{visit.home.addition.lower()}",
        BY_HAND_OUTCOMES[visit.outcome],
        " / ".join(visit.partners),
        visit.attempt,
        *crosses,
        _yes_no(visit),
        visit.home_score,
        visit.neighbourhood_score,
        "kaartje in de bus gedaan" if visit.outcome is Outcome.NOT_AT_HOME and visit.attempt > 1 else None,
    ]


def _day_in_words(day: date) -> str:
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def _requests_by_hand(book: _Book, course: Course, title: str) -> None:
    sheet = book.book.add_worksheet("Vragen bewoners")
    book.row(sheet, 0, [f"{title}: vragen van bewoners ({INVENTED[0].lower()})"], style="title")
    names = ["Vraagnr", "Bezoeknr", "Onderwerp", "Doel Sociale Stad", "Stand van zaken", "Wie pakt het op", "Gemeld op", "Klaar op"]
    book.row(sheet, 2, names, style="bold")
    for number, request in enumerate(course.requests, start=3):
        closed = _day_in_words(request.closed) if request.closed else None
        words = [BY_HAND_THEMES[request.theme], request.goal.capitalize(), BY_HAND_STATUS[request.status]]
        raised = _day_in_words(request.raised)
        book.row(sheet, number, [request.number, request.visit.number, *words, request.owner, raised, closed])
    book.row(sheet, len(course.requests) + 4, ["Totaal vragen", len(course.requests)], style="bold")


def _costs_by_hand(book: _Book, course: Course, title: str) -> None:
    """Amounts as text, a subtotal after each month, a total after each year and under all."""
    sheet = book.book.add_worksheet("Kosten")
    book.row(sheet, 0, [f"{title}: kosten ({INVENTED[0].lower()})"], style="title")
    book.row(sheet, 3, ["Boekdatum", "Soort kosten", "Partner", "Omschrijving", "Bedrag incl. btw"], style="bold")
    number, total = 4, 0
    for year, of_year in groupby(course.expenses, key=lambda expense: expense.day.year):
        sum_of_year = 0
        for month, group in groupby(of_year, key=lambda expense: expense.day.month):
            expenses = list(group)
            for expense in expenses:
                book.row(sheet, number, _expense_by_hand(expense))
                number += 1
            subtotal = sum(expense.cents for expense in expenses)
            sum_of_year += subtotal
            book.row(sheet, number, [f"Subtotaal {MONTHS[month - 1]} {year}", None, None, None, _euros(subtotal)], style="bold")
            number += 1
        book.row(sheet, number, [f"Totaal {year}", None, None, None, _euros(sum_of_year)], style="bold")
        number, total = number + 2, total + sum_of_year
    book.row(sheet, number, ["Eindtotaal", None, None, None, _euros(total)], style="bold")


def _expense_by_hand(expense: Expense) -> list[Value]:
    return [f"{expense.day:%d-%m-%Y}", expense.category, expense.partner, expense.description, _euros(expense.cents)]


def _euros(cents: int) -> str:
    """As people write it: € 1.234,56, € 1.234,- and € -12,50."""
    sign, whole, rest = ("-" if cents < 0 else ""), abs(cents) // 100, abs(cents) % 100
    euros = f"{whole:,}".replace(",", ".")
    return f"€ {sign}{euros},{rest:02}" if rest else f"€ {sign}{euros},-"
