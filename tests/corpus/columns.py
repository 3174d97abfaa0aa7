"""The columns of one person's tables: header, what it means, and how a visit, question or booking is written under it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from tests.corpus.forms import AMOUNTS, DAYS, DIRT
from tests.corpus.story import THEMES

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from random import Random

    from tests.corpus.layout import Layout
    from tests.corpus.story import Request, Story, Visit
    from tests.corpus.writing import Cell

PER_ROW = 2  # questions that fit in the row of a visit
NUMBERED = 3  # columns for themes


class Column(Struct, frozen=True):
    """One column; `field` is what it means to this project, None for nothing."""

    header: str
    field: str | None
    cell: Callable[[Any], Cell]
    above: str = ""  # the first of two rows of headers


class Pen:
    """Writes in one person's words and forms."""

    def __init__(self, layout: Layout, voice: dict[str, Any], chance: Random) -> None:
        self.layout, self.voice, self.chance = layout, voice, chance
        self.chosen = {name: chance.choice(words) for name, words in voice["headers"].items()}

    def header(self, name: str) -> str:
        """The word above a column."""
        return self.dirty(self.chosen[name])

    def dirty(self, text: str) -> str:
        """With what creeps into a text."""
        return DIRT[self.layout.dirt](text, self.chance)

    def day(self, day: date | None) -> Cell:
        """A day in this person's form."""
        return DAYS[self.layout.day](day) if day else None

    def word(self, kind: str, code: str) -> str:
        """One of the words for a value."""
        return self.dirty(self.chance.choice(self.voice[kind][code]))

    def several(self, kind: str, codes: tuple[str, ...]) -> Cell:
        """Several values in one cell."""
        text = self.layout.separator.join(self.word(kind, code) for code in codes)
        return (text + self.layout.separator.strip() if self.layout.trailing else text) if text else None

    def number(self, number: int | None) -> Cell:
        """A number, or text that says one."""
        return str(number) if self.layout.texts and number is not None else number

    def one(self, name: str, cell: Callable[[Any], Cell], field: str | None = "") -> list[Column]:
        """One column in a list; none where this person does not keep it."""
        return [] if name in self.layout.without else [Column(self.header(name), name if field == "" else field, cell)]

    def visits(self, story: Story) -> list[Column]:
        """The columns of visits, groups of them in an order of its own."""
        form = [
            *(self.one("started_at", lambda visit: _moment(visit.day, self.chance), None)),
            *(self.one("ended_at", lambda visit: _moment(visit.day, self.chance), None)),
            *(self.one("mail", lambda _: "anonymous", None)),
        ] if self.layout.web_form else []  # fmt: skip
        first = [
            *self.one("visit_id", lambda visit: visit.number),
            *form,
            *self.one("visited_on", lambda visit: self.day(visit.day)),
        ]
        groups = [
            self._address(),
            self.one("area", lambda visit: self.dirty(visit.area)) if self.layout.area else [],
            self.one("outcome", lambda visit: self.word("outcome", visit.outcome)),
            self.one("organisations", lambda visit: self.several("partners", visit.partners)),
            self.one("attempt", lambda visit: self.number(visit.attempt)),
            self._themes(),
            self.one("becomes_active", lambda visit: None if visit.active is None else "ja" if visit.active else "nee"),
            self.one("neighbourhood_score", lambda visit: self.number(visit.score)),
            self._people(),
        ]
        self.chance.shuffle(groups)
        return [*first, *(column for group in groups for column in group), *self._in_visits(story)]

    def _address(self) -> list[Column]:
        if self.layout.address == "parts":
            return [
                *self.one("street", lambda visit: self.dirty(visit.street)),
                *self.one("house_number", lambda visit: self.number(visit.door)),
            ]
        code = ", 5702 AB Helmond" if self.layout.address == "with postcode" else ""
        return self.one("address", lambda visit: f"{self.dirty(visit.street)} {visit.door}{code}")

    def _people(self) -> list[Column]:
        if not self.layout.people:
            return []
        return [
            *self.one("name", lambda _: self.chance.choice(["mevr. Verzonnen", "Dhr. A. Bedacht", "fam. Niemand"]), None),
            *self.one("phone", lambda _: f"06-{self.chance.randrange(10_000_000, 99_999_999)}", None),
            *self.one(
                "note", lambda _: self.chance.choice(["wil graag een bankje in de straat", "verwijzen naar wonen?", None]), None
            ),
        ]

    def _themes(self) -> list[Column]:
        how = self.layout.themes
        if how in {"marks", "two rows"}:
            above = self.chosen["themes"] if how == "two rows" else ""
            return [Column(self.dirty(self.voice["themes"][theme][0]), "themes", self._mark(theme), above) for theme in THEMES]
        if how == "numbered":
            stem = self.chance.choice(["Thema", "Onderwerp"])
            return [Column(f"{stem} {n + 1}", "themes", self._nth(n)) for n in range(NUMBERED)]
        return self.one("themes", lambda visit: self.several("themes", visit.themes))

    def _mark(self, theme: str) -> Callable[[Visit], Cell]:
        return lambda visit: self.layout.mark if theme in visit.themes else None

    def _nth(self, number: int) -> Callable[[Visit], Cell]:
        return lambda visit: self.word("themes", visit.themes[number]) if number < len(visit.themes) else None

    def _in_visits(self, story: Story) -> list[Column]:
        if not self.layout.in_visits:
            return []
        words, columns = self.voice["wide"], []
        for number in range(PER_ROW):
            for part, kind in (("theme", "themes"), ("status", "status"), ("goal", "goals")):
                header = self.layout.in_visits.format(request=words["request"], n=number + 1, part=words[part])
                columns.append(Column(header[0].upper() + header[1:], f"request.{part}", self._part(story, number, part, kind)))
        return columns

    def _part(self, story: Story, number: int, part: str, kind: str) -> Callable[[Visit], Cell]:
        def cell(visit: Visit) -> Cell:
            mine = [request for request in story.requests if request.visit is visit]
            return self.word(kind, getattr(mine[number], part)) if number < len(mine) else None

        return cell

    def requests(self) -> list[Column]:
        """The columns of questions."""
        day = self.day
        first = [
            *self.one("request_id", lambda request: request.number),
            *self.one("request_visit_id", lambda request: request.visit.number, "visit_id"),
        ]
        rest = [
            *self.one("theme", lambda request: self.word("themes", request.theme)),
            *self.one("goal", lambda request: self.word("goals", request.goal)),
            *self.one("status", lambda request: self.word("status", request.status)),
            *self.one("owner", self._owner),
            *self.one("raised_on", lambda request: day(request.raised)),
            *self.one("closed_on", lambda request: day(request.closed)),
        ]
        self.chance.shuffle(rest)
        return [*first, *rest]

    def _owner(self, request: Request) -> Cell:
        return self.word("partners", request.owner)

    def expenses(self) -> list[Column]:
        """The columns of bookings."""
        rest = [
            *self.one("cents", lambda booking: AMOUNTS[self.layout.amount](booking.cents)),
            *self.one(
                "category", lambda booking: self.dirty(booking.category) if self.layout.dirt != "typos" else booking.category
            ),
            *self.one("organisation", lambda booking: self.word("partners", booking.partner)),
            *self.one("description", lambda _: self.chance.choice(["koffie", "zaalhuur", "flyers (300 stuks)"]), None),
        ]
        self.chance.shuffle(rest)
        return [*self.one("booked_on", lambda booking: self.day(booking.day)), *rest]


def _moment(day: date, chance: Random) -> datetime:
    return datetime.combine(day + timedelta(days=chance.randrange(20)), time(chance.randrange(9, 17), 12))
