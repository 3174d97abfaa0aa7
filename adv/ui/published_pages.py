"""What programme managers see, on the screen: published numbers and nothing else. The coordinator looks at it with a switch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from adv.charts import published as draw
from adv.charts.config import plotly_config
from adv.disclosure.publication import Audience
from adv.publications import making
from adv.publications.contents import contents
from adv.settings import project_names
from adv.store.ledger import Series
from adv.ui import view as views
from adv.ui.html import fill
from adv.ui.page_elements import heading, note, paragraph
from adv.ui.publishing import AUDIENCE, files
from adv.ui.tables import html_table

if TYPE_CHECKING:
    from adv.charts.chart import Chart
    from adv.disclosure.publication import Publication
    from adv.ui.view import View

AS_READER, AREA = "adv_as_reader", "adv_reader_area"


def is_reader(view: View) -> bool:
    """Draw the switch, and tell whether it is on."""
    return st.toggle(view.texts("pages.publish.as_reader"), key=AS_READER, help=view.texts("pages.publish.as_reader_help"))


def published_pages(view: View) -> None:
    """Show the parts of the publication below each other, with a choice among published cells."""
    audience = st.session_state.get(AUDIENCE) or Audience.MUNICIPALITY
    publication = making.situation(views.store(), view.project, audience).earlier
    if publication is None:
        paragraph(view.texts("pages.publish.nothing_yet"), "adv-answer")
        return
    _reader(view, publication)
    _neighbourhoods(view, audience)


def _reader(view: View, publication: Publication) -> None:
    texts, context = view.texts, view.context
    sentences = (draw.visits_sentence, draw.spent_sentence, draw.requests_sentence)
    paragraph(" ".join(sentence(publication, context) for sentence in sentences), "adv-answer")
    paragraph(texts("ui.as_of", day=context.formats.long_day(publication.days[-1])).capitalize())
    note(texts("published.method.promise", base=publication.base))
    files(view, publication)
    area = _chosen_area(view, publication)
    for part, charts in contents(publication, context).items():
        heading(texts(f"published.page.{part}"))
        chosen = [shown.chart for shown in charts]
        if area is not None and part in {"themes", "goals"}:  # these are published per area
            title = fill("{area}", area=area)
            note(texts("pages.publish.only_area", area=title))
            chosen[0] = draw.requests_by(publication, context, "theme" if part == "themes" else "goal", {"area": area})
        for left, right in zip(chosen[::2], [*chosen[1::2], None][: len(chosen[::2])], strict=False):
            for column, chart in zip(st.columns(2, gap="large"), (left, right), strict=True):
                if chart is not None:
                    with column:
                        _chart(view, chart)


def _neighbourhoods(view: View, audience: Audience) -> None:
    """Show what is published of every project, each number as its own publication has it."""
    lines = [views.store().publications(Series(name, audience, views.store().has_sample(name))) for name in project_names()]
    known = [found[0].publication for found in lines if found]
    heading(view.texts("published.neighbourhoods.title"))
    chart = draw.neighbourhoods(known, view.context)
    paragraph(chart.sentence)
    st.html(html_table(chart.table, chart.title, view.texts.language))


def _chosen_area(view: View, publication: Publication) -> str | None:
    areas = [value for value in draw.values_of(publication.requests, "area") if value is not None]
    return st.selectbox(
        view.texts("pages.publish.area"), areas, index=None, placeholder=view.texts("pages.publish.all_areas"), key=AREA
    )


def _chart(view: View, chart: Chart) -> None:
    caption = fill("<h2>{title}</h2><p>{sentence}</p>", title=chart.title, sentence=chart.sentence)
    st.html(f'<div class="adv-chart" data-adv>{caption}</div>')
    if chart.figure is not None:
        config = plotly_config(view.texts.language)
        st.plotly_chart(chart.figure, key=f"reader_{chart.key}", theme=None, config=config, alt=chart.alt)
    with st.expander(view.texts("published.page.table"), key=f"reader_table_{chart.key}", icon=":material/table:"):
        st.html(html_table(chart.table, chart.title, view.texts.language))
