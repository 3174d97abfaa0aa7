"""How one person lays out a workbook: everything that may differ, apart from the words."""

from __future__ import annotations

from msgspec import Struct


class Layout(Struct, frozen=True):
    """One way of keeping the project's lists. `voice` is whose words are used; the rest says what is where."""

    name: str
    voice: int
    kind: str = "xlsx"  # see `writing.write`
    tables: tuple[str, ...] = ("visits", "requests", "expenses")
    day: str = "real"  # see `forms`
    amount: str = "number"
    dirt: str = "clean"
    top: int = 0  # rows with titles above the headers
    left: int = 0  # empty columns before the table
    merged_title: bool = False
    group_headers: bool = False  # a row above the headers that names groups of them
    blank_rows: bool = False
    month_totals: bool = False
    grand_total: bool = False
    count_row: bool = False  # "Aantal bezoeken: 169"
    notes: bool = False
    repeated_header: bool = False
    themes: str = "cell"  # or "marks", "two rows", "numbered"
    mark: str = "x"
    separator: str = ", "
    trailing: bool = False
    in_visits: str = ""  # how the headers of questions in the visit's row read: "{request} {n}: {part}"
    address: str = "parts"  # or "one", "with postcode"
    area: bool = True
    people: bool = False  # names, phones, free text
    texts: bool = False  # numbers stored as text
    web_form: bool = False  # start and end, mail
    extra: tuple[str, ...] = ()  # "cover", "lists", "pivot", "hidden", "beside"
    per_year: bool = False
    per_file: bool = False
    side_by_side: bool = False  # bookings beside the visits in one sheet
    without: tuple[str, ...] = ()  # fields that are not kept
