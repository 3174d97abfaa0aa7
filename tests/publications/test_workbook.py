"""The Excel file: all published numbers, in both languages, and no formula."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from msgspec.structs import replace

from adv.publications.workbook import workbook

if TYPE_CHECKING:
    from adv.disclosure.publication import Publication


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_published_number_is_in_it(publication: Publication, language: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(publication, language)))
    for place, name in ((-2, "requests"), (-1, "households")):
        rows = list(book.worksheets[place].iter_rows(min_row=2, values_only=True))
        table = publication.tables[name]
        assert [row[-1] for row in rows] == [number for release in range(len(table.releases)) for number in table.numbers(release)]
    assert len(book.sheetnames) == 1 + 13 + 2


def test_the_same_publication_gives_the_same_bytes(publication: Publication) -> None:
    assert workbook(publication, "nl") == workbook(publication, "nl")


def test_a_name_that_looks_like_a_formula_is_text(publication: Publication) -> None:
    table = publication.requests
    dimensions = (replace(table.dimensions[0], values=("=1+1", *table.dimensions[0].values[1:])), *table.dimensions[1:])
    book = openpyxl.load_workbook(io.BytesIO(workbook(replace(publication, requests=replace(table, dimensions=dimensions)), "nl")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
    assert cells
    assert all(cell.data_type == "s" for cell in cells)
