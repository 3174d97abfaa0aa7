"""Pages of programme managers: published numbers and nothing else. The coordinator looks at them with a switch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st
from msgspec import Struct
from msgspec.structs import replace

from adv.charts.chart import Chart
from adv.charts.chart_context import HEADS, ChartContext
from adv.charts.published import AMONG_ALL, Among, value_name, values_of
from adv.charts.published_side_by_side import names_of
from adv.disclosure.publication import Publication
from adv.model import TargetUnit
from adv.publications.reasons import merged_sentence
from adv.settings import project_names
from adv.ui import address
from adv.ui import view as views
from adv.ui.errors import user_errors
from adv.ui.front import heading, open_page, stop
from adv.ui.page_elements import note, panel, paragraph
from adv.ui.publishing import files
from adv.ui.view import View

DAY, ONLY = "stand", "alleen"  # names in the address, Dutch for who reads a link
EVERYTHING = ""


class Reader(Struct, frozen=True):
    """View of a programme manager: a publication up to a day, and the cells of it that were chosen."""

    view: View  # names the page, its language and its look; its exact figures are no business of these pages
    publications: tuple[Publication, ...]  # one, or on the page of all projects those of all
    among: Among = AMONG_ALL
    is_exact: bool = False  # visits and euros of the whole project, and nothing else

    @property
    def publication(self) -> Publication:
        """The one publication of a project's page."""
        return self.publications[0]

    @property
    def base(self) -> int:
        """The largest of their bases: no number is further off."""
        return max(one.base for one in self.publications)

    @property
    def context(self) -> ChartContext:
        """The language and theme for charts."""
        return self.view.context


def open_publication(*dimensions: str, is_across: bool = False) -> Reader:
    """Open a page of what is published, with a choice of one value by the `dimensions` that are published with what it shows.

    `is_across`: of all projects. A page without a publication is stopped.
    """
    view = open_page()
    with user_errors(view.texts):
        found = tuple(filter(None, map(views.store().published, project_names() if is_across else [view.project.name])))
        if not found:
            heading(view, [view.project.title], has_print=False)
            paragraph(view.texts("pages.publish.nothing_yet"), "adv-answer")
            stop(view.texts)
        reader = Reader(view, found) if is_across else _chosen(view, found[0], dimensions)
        is_exact = not dimensions and not is_across and reader.publication.target_unit is TargetUnit.VISITS
        reader = replace(reader, is_exact=is_exact)
        _open(reader, is_across=is_across)
        if not is_across:
            with st.sidebar:
                files(view, found[0])
    return reader


def published(reader: Reader, **charts: Callable[[], Chart]) -> None:
    """Show charts below each other by the names of their panels, each under what it shows; one that fails leaves the others alone."""
    texts = reader.view.texts
    remark = texts("published.exact") if reader.is_exact else texts("published.method.near", base=reader.base)
    told = ((texts("published.page.how"), remark),)
    for name, make in charts.items():
        with user_errors(texts):
            panel(reader.view, replace(make(), remark=remark, in_download=told), name)


def _chosen(view: View, publication: Publication, dimensions: tuple[str, ...]) -> Reader:
    """Draw the choice of a day and of one value, and give what is chosen."""
    texts, formats = view.texts, view.context.formats
    days = {day.isoformat(): formats.long_day(day) for day in reversed(publication.days)}
    only = {EVERYTHING: texts("published.every")} | {
        f"{dimension}:{value}": f"{texts(HEADS[dimension])}: {value}"
        for dimension in dimensions
        for value in values_of(publication.requests, dimension)
        if value is not None
    }
    with st.sidebar:
        day = address.select(DAY, texts("words.as_of"), days)
        chosen = address.select(ONLY, texts("published.choose"), only) if dimensions else EVERYTHING
    dimension, _, value = chosen.partition(":")
    until = date.fromisoformat(day)
    return Reader(replace(view, as_of=until), (publication.up_to(until),), {dimension: value} if value else AMONG_ALL)


def _open(reader: Reader, *, is_across: bool) -> None:
    """Write the heading: what it is, of which day, and that it is invented where it is."""
    view, texts = reader.view, reader.view.texts
    day = view.context.formats.long_day
    parts = [view.project.title, texts("ui.as_of", day=day(view.as_of))]
    if is_across:
        of = zip(names_of(reader.publications), reader.publications, strict=True)
        parts = [texts("published.of_day", name=name, day=day(one.days[-1])) for name, one in of]
    parts += [texts("published.chosen", name=value_name(view.context, *one)) for one in reader.among.items()]
    heading(view, parts, has_print=True)
    if any(one.is_sample for one in reader.publications):
        note(texts("published.page.sample"))
    if not is_across:
        for merging in reader.publication.mergings:
            note(merged_sentence(merging, texts))
    promise = "published.method.near" if is_across else "published.method.promise"  # beside each other also what is exact
    note(texts("published.exact") if reader.is_exact else texts(promise, base=reader.base))
