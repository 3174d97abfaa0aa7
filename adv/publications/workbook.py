"""The publication as an Excel file: what it is, every chart's table, and all published numbers in rows to count with. Pure."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from adv.charts.chart_context import HEADS, ChartContext
from adv.charts.published import value_name
from adv.disclosure.publication import Publication
from adv.publications.contents import contents
from adv.publications.reasons import merged_sentence
from adv.texts import texts

SHEET_NAME = 31  # characters that Excel allows
NO_FORMULAS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDEST = 60  # characters of a column


def workbook(publication: Publication, language: str) -> bytes:
    """Write the file, in one language. The same publication gives the same bytes."""
    import xlsxwriter  # noqa: PLC0415 - only when somebody wants the file

    context = ChartContext(texts(language))
    buffer = io.BytesIO()
    made = datetime.combine(publication.days[-1], datetime.min.time(), UTC).replace(tzinfo=None)
    with xlsxwriter.Workbook(buffer, NO_FORMULAS) as book:
        book.set_properties({"title": publication.title, "created": made})
        bold = book.add_format({"bold": True})
        about = book.add_worksheet(_sheet_name(context.text("ui.chart.about"), []))
        about.set_column(0, 0, 110)
        for row, sentence in enumerate(_about(publication, context)):
            about.write_string(row, 0, sentence, bold if row == 0 else None)
        used = [about.get_name()]
        for shown in (one for charts in contents(publication, context).values() for one in charts):
            table = shown.chart.table
            rows = [
                [one if isinstance(one, int | float) else str(one) for one in values] for values in table.to_numpy(dtype=object)
            ]
            used.append(_sheet(book, _sheet_name(shown.chart.title, used), list(map(str, table.columns)), rows, bold))
        for name, title in (("requests", "words.requests"), ("households", "words.households")):
            heads = [
                context.text("words.as_of"),
                *(context.text(HEADS[one.name]) for one in publication.tables[name].dimensions),
                context.text("words.count"),
            ]
            rows = list(_rows(publication, context, name))
            used.append(
                _sheet(book, _sheet_name(f"{context.text(title)} ({context.text('published.page.all')})", used), heads, rows, bold)
            )
    return buffer.getvalue()


def _about(publication: Publication, context: ChartContext) -> Iterator[str]:
    yield context.text("published.page.title", title=publication.title, day=context.formats.long_day(publication.days[-1]))
    if publication.is_sample:
        yield context.text("published.page.sample")
    yield context.text("published.method.promise", base=publication.base)
    yield context.text("published.method.multiples", base=publication.base)
    yield from map(context.text, ("published.method.exact", "published.method.stock"))
    yield from (merged_sentence(merging, context.texts) for merging in publication.mergings)


def _rows(publication: Publication, context: ChartContext, name: str) -> Iterator[list[Any]]:
    """Every published number of every release; a cell that sums over something says so."""
    table = publication.tables[name]
    together = context.text("published.page.together")
    for place, release in enumerate(table.releases):
        for cell, number in zip(table.cells, table.numbers(place), strict=True):
            words = [
                together if value is None else value_name(context, one.name, one.values[value])
                for value, one in zip(cell, table.dimensions, strict=True)
            ]
            yield [context.formats.quarter(release.day), *words, number]


def _sheet(book: Any, name: str, heads: Sequence[str], rows: Sequence[Sequence[Any]], bold: Any) -> str:  # noqa: ANN401 - xlsxwriter is not typed
    sheet = book.add_worksheet(name)
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
        longest = max([len(head), *(len(str(row[column])) for row in rows)])
        sheet.set_column(column, column, min(WIDEST, longest + 2))
    for place, values in enumerate(rows, start=1):
        for column, value in enumerate(values):
            (sheet.write_string if isinstance(value, str) else sheet.write_number)(place, column, value)
    sheet.freeze_panes(1, 0)
    return name


def _sheet_name(title: str, used: Sequence[str]) -> str:
    """Name a sheet as Excel allows it, unlike the others."""
    name = re.sub(r"[\[\]:*?/\\']", " ", title)[:SHEET_NAME].strip() or "1"
    number = 1
    while name.lower() in {one.lower() for one in used}:
        number += 1
        name = f"{name[: SHEET_NAME - 4].strip()} {number}"
    return name
