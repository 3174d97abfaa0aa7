"""A coordinator's workbook that nothing was tuned to, and the truth of it, counted while it is written.

Made anew for every run of the tests from a seed that is printed when a test fails, so that no reader can have learnt it by heart:
its sheets, headers, words, order of columns, forms of dates and amounts, title rows and totals all come from the seed.
"""

from __future__ import annotations

import io
import random
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeAlias

import xlsxwriter
from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xlsxwriter.worksheet import Worksheet

Row: TypeAlias = "dict[str, object]"

MONTHS = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
DAYS = 900  # from the first day on which something may happen
FIRST_DAY = date(2018, 2, 1)
AREAS = {"Waartplein": "Waartplein", "Matthijs Vermeulenstraat": "Matthijs Vermeulenstraat", "Sonatelaan": "de Waart"}
PARTNERS = ["LEVgroep", "Politie", "Woonpartners"]
THEMES = ["wonen", "zorg en welzijn", "werken"]
GOALS = ["meedoen", "rondkomen", "vooruitkomen"]
# What people write for it, and how often it happens.
OUTCOMES = {
    "conversation": (["Gesprek gevoerd", "gesproken", "GESPREK GEVOERD ", "gesprek"], 0.6),
    "not_at_home": (["Niet thuis", "n.t.", "niemand thuis"], 0.25),
    "refused": (["Geen medewerking", "wil niet", "geweigerd"], 0.1),
    "appointment": (["Afspraak gemaakt", "afspraak"], 0.05),
}
STATUSES = {
    "open": (["Open", "nog open", "nieuw"], 0.25),
    "in_progress": (["In behandeling", "loopt", "mee bezig"], 0.2),
    "referred": (["Doorverwezen", "overgedragen"], 0.1),
    "closed": (["Afgerond", "opgelost", " klaar"], 0.4),
    "withdrawn": (["Vervallen", "ingetrokken"], 0.05),
}
HEADERS = {
    "visit": ["Bezoeknummer", "Nr bezoek", "BEZOEKNR.", "Bezoek ID"],
    "day": ["Datum", "Bezoekdatum", "Datum van het bezoek", "datum huisbezoek"],
    "street": ["Straat", "Straatnaam", "STRAAT"],
    "number": ["Huisnummer", "Huisnr", "huis nr."],
    "outcome": ["Uitkomst", "Resultaat", "Hoe verlopen?", "Resultaat bezoek"],
    "who": ["Organisatie", "Door", "Partner", "Kernteamlid van"],
    "themes": ["Thema's", "Onderwerpen", "Besproken thema's"],
    "name": ["Naam bewoner", "Bewoner"],
    "note": ["Opmerkingen", "Bijzonderheden"],
    "theme": ["Thema", "Onderwerp", "Thema hulpvraag"],
    "goal": ["Doel", "Doel Sociale Stad"],
    "status": ["Status", "Stand van zaken", "Voortgang"],
    "owner": ["Actiehouder", "Ligt bij", "Wie"],
    "raised": ["Aangemeld op", "Datum aangemeld"],
    "closed": ["Afgerond op", "Datum afgerond", "Gereed op"],
    "booked": ["Datum", "Boekdatum", "Datum factuur"],
    "category": ["Kostensoort", "Soort kosten", "Post"],
    "amount": ["Bedrag", "Bedrag (€)", "Bedrag in euro"],
    "description": ["Omschrijving", "Toelichting"],
}
VISIT_SHEETS, REQUEST_SHEETS = ["Huisbezoeken", "Bezoeken", "registratie"], ["Hulpvragen", "Vragen van bewoners", "Actielijst"]
EXPENSE_SHEETS = ["Kosten", "Uitgaven", "Overzicht kosten"]


class Truth(Struct):
    """What the pages must say."""

    seed: int
    visits: int = 0
    completed: int = 0
    spent_cents: int = 0
    requests: int = 0
    last_day: date = FIRST_DAY
    completed_by_area: Counter[str] = field(default_factory=Counter)
    completed_by_partner: Counter[str] = field(default_factory=Counter)
    visits_by_outcome: Counter[str] = field(default_factory=Counter)
    conversations_by_theme: Counter[str] = field(default_factory=Counter)
    requests_by_status: Counter[str] = field(default_factory=Counter)
    requests_by_theme: Counter[str] = field(default_factory=Counter)
    requests_by_goal: Counter[str] = field(default_factory=Counter)
    cents_by_category: Counter[str] = field(default_factory=Counter)

    @property
    def waiting(self) -> int:
        """Requests that are open or in progress."""
        return self.requests_by_status["open"] + self.requests_by_status["in_progress"]


def dutch_day(day: date) -> str:
    """3 mrt 2019."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def dutch_amount(cents: int) -> str:
    """€ 1.234,56; whole euros without cents."""
    whole, rest = divmod(cents, 100)
    return f"€ {whole:,}".replace(",", ".") + (f",{rest:02}" if rest else "")


def unseen_workbook(seed: int) -> tuple[bytes, Truth]:
    """A workbook; and what it says."""
    return _Writer(seed).write()


class _Writer:
    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.truth = Truth(seed)
        self.header = {name: self.chance.choice(words) for name, words in HEADERS.items()}
        self.day_form: Callable[[date], object] = self.chance.choice(
            [dutch_day, lambda day: day, lambda day: f"{day:%d-%m-%Y}", lambda day: f"{day.day}/{day.month}/{day.year}"]
        )
        self.amount_form: Callable[[int], object] = self.chance.choice(
            [dutch_amount, lambda cents: cents / 100, lambda cents: dutch_amount(cents).removeprefix("€ ")]
        )
        self.one_by_one = self.chance.random() < 0.5  # a column with an x per theme, instead of a list in one cell
        self.tab_per_year = self.chance.random() < 0.5

    def write(self) -> tuple[bytes, Truth]:
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
            self.day_look = book.add_format({"num_format": "d-m-yyyy"})
            if self.chance.random() < 0.5:
                book.add_worksheet("Toelichting").write_column(0, 0, ["Bijgehouden door het kernteam.", "Alles is verzonnen."])
            visits, requests = self._visits_and_requests()
            years = sorted({day.year for day, _ in visits}) if self.tab_per_year else [None]
            name = self.chance.choice(VISIT_SHEETS)
            for year in years:
                sheet = book.add_worksheet(f"{name} {year}" if year else name)
                self._table(sheet, [row for day, row in visits if year in {None, day.year}], title=f"{name}, verzonnen")
            self._table(book.add_worksheet(self.chance.choice(REQUEST_SHEETS)), requests, title="")
            self._table(book.add_worksheet(self.chance.choice(EXPENSE_SHEETS)), self._expenses(), title="Verantwoording")
        return buffer.getvalue(), self.truth

    def _visits_and_requests(self) -> tuple[list[tuple[date, Row]], list[Row]]:
        visits, requests = [], []
        for number in range(1, self.chance.randrange(60, 150)):
            day = self._day()
            outcome, word = self._one_of(OUTCOMES)
            street, who = self.chance.choice([*AREAS]), self.chance.choice(PARTNERS)
            themes = self.chance.sample(THEMES, self.chance.randrange(1, 3)) if outcome == "conversation" else []
            key = f"A-{number:03}"
            visits.append((day, self._visit(key, day, street, number, word, who, themes)))
            self.truth.visits += 1
            self.truth.visits_by_outcome[outcome] += 1
            if outcome == "conversation":
                self.truth.completed += 1
                self.truth.completed_by_area[AREAS[street]] += 1
                self.truth.completed_by_partner[who] += 1
                self.truth.conversations_by_theme.update(themes)
                if self.chance.random() < 0.7:
                    requests.append(self._request(key, day))
        return visits, requests

    def _visit(self, key: str, day: date, street: str, number: int, outcome: str, who: str, themes: Sequence[str]) -> Row:
        row: Row = {
            "visit": key, "day": self.day_form(day), "street": street, "number": number,
            "outcome": outcome, "who": who, "name": "Jan Verzonnen", "note": "wil graag een bankje",
        }  # fmt: skip
        if self.one_by_one:
            return row | {theme: "x" if theme in themes else None for theme in THEMES}
        return row | {"themes": ", ".join(themes)}

    def _request(self, key: str, visited: date) -> Row:
        status, word = self._one_of(STATUSES)
        theme, goal = self.chance.choice(THEMES), self.chance.choice(GOALS)
        closed = visited + timedelta(days=self.chance.randrange(1, 90)) if status == "closed" else None
        self.truth.requests += 1
        self.truth.requests_by_status[status] += 1
        self.truth.requests_by_theme[theme] += 1
        self.truth.requests_by_goal[goal] += 1
        self._happened(closed or visited)
        return {
            "visit": key, "theme": theme, "goal": goal, "status": word, "owner": self.chance.choice(PARTNERS),
            "raised": self.day_form(visited), "closed": self.day_form(closed) if closed else None,
        }  # fmt: skip

    def _expenses(self) -> list[Row]:
        rows: list[Row] = []
        for _ in range(self.chance.randrange(15, 40)):
            cents, category = self.chance.randrange(1_000, 250_000), self.chance.choice(["Personeel", "Materiaal", "Overig"])
            self.truth.spent_cents += cents
            self.truth.cents_by_category[category] += cents
            rows.append(
                {
                    "booked": self.day_form(self._day()),
                    "category": category,
                    "amount": self.amount_form(cents),
                    "description": "koffie",
                }
            )
        rows.append({"booked": "Totaal", "amount": self.amount_form(self.truth.spent_cents)})
        return rows

    def _day(self) -> date:
        day = FIRST_DAY + timedelta(days=self.chance.randrange(DAYS))
        self._happened(day)
        return day

    def _happened(self, day: date) -> None:
        self.truth.last_day = max(self.truth.last_day, day)

    def _one_of(self, words: dict[str, tuple[list[str], float]]) -> tuple[str, str]:
        code = self.chance.choices([*words], [weight for _, weight in words.values()])[0]
        return code, self.chance.choice(words[code][0])

    def _table(self, sheet: Worksheet, rows: Sequence[Row], *, title: str) -> None:
        """Rows under their headers, in an order of columns of its own, perhaps under a title and beside an empty column."""
        top, left = (self.chance.randrange(2, 5), self.chance.randrange(2)) if title and self.chance.random() < 0.6 else (0, 0)
        if top:
            sheet.write(0, 0, title)
        names = [*rows[0]]
        first, rest = names[:1], names[1:]  # a total stands under the first column
        self.chance.shuffle(rest)
        columns = [*first, *rest]
        sheet.write_row(top, left, [self.header.get(name, name) for name in columns])
        for number, row in enumerate(rows, top + 1):
            for place, name in enumerate(columns, left):
                value = row.get(name)
                if isinstance(value, date):
                    sheet.write_datetime(number, place, value, self.day_look)
                elif value is not None:
                    sheet.write(number, place, value)
