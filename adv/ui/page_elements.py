"""The parts of a page: the answer first, then charts, each with its sentence, its table and its downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from adv.charts.config import plotly_config
from adv.ui import behind, filters
from adv.ui.downloads import downloads, file_name, notes
from adv.ui.errors import user_errors
from adv.ui.html import fill
from adv.ui.tables import html_table
from adv.ui.view import View, made

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from adv.charts.chart import Bar, Chart
    from adv.charts.overview.headlines import Headline


FIT_ON_A_PHONE = 4  # columns


def answers(
    view: View,
    sentence: Callable[[View], str],
    make: Callable[[View], tuple[Headline, ...]],
    numbers: Callable[[View], tuple[Bar, ...]],
) -> None:
    """Show the answers at a glance, in a sentence and side by side: how much, of how much, on course or not, why, and its rows."""
    paragraph(made(view, sentence), "adv-answer")
    cards = "".join(_card(view, answer) for answer in made(view, make))
    st.html(f'<div class="adv-cards" data-adv>{cards}</div>')
    behind.rows_panel(view, "answers", view.texts(f"pages.{view.page}.title"), None, made(view, numbers))


def answer(view: View, sentence: Callable[[View], str]) -> None:
    """Show the page's answer, large."""
    with user_errors(view.texts):
        paragraph(made(view, sentence), "adv-answer")


def lead(view: View, make: Callable[[View], Chart]) -> None:
    """Show the page's answer: the sentence of its first chart, large, and that chart below it."""
    with user_errors(view.texts):
        chart = made(view, make)
        paragraph(chart.sentence, "adv-answer")
        with st.container(key=f"adv_{make.__name__}"):
            _chart(view, chart, caption=_caption(view, chart, is_lead=True))


def charts(view: View, *makers: Callable[[View], Chart]) -> None:
    """Show charts below each other; one that fails leaves the others alone."""
    for make in makers:
        with user_errors(view.texts), st.container(key=f"adv_{make.__name__}"):
            chart = made(view, make)
            _chart(view, chart, caption=_caption(view, chart))


def pair(view: View, left: Callable[[View], Chart], right: Callable[[View], Chart]) -> None:
    """Show two small charts side by side; on a phone below each other."""
    for column, make in zip(st.columns(2, gap="large"), (left, right), strict=True):
        with column:
            charts(view, make)


def more(view: View, name: str, *makers: Callable[[View], Chart]) -> None:
    """Offer charts that come second: behind a line that says what they are about, and made only when that is opened."""
    title = view.texts(f"pages.{view.page}.more.{name}")
    fold = st.expander(title, key=f"adv_more_{name}", on_change="rerun", icon=":material/insert_chart:")
    if not fold.open:
        return
    with fold:
        charts(view, *makers)


def paragraph(text: str, style: str = "adv-text") -> None:
    """Write a paragraph of plain text."""
    st.html(fill('<p class="{style}" data-adv>{text}</p>', style=style, text=text))


def note(text: str) -> None:
    """Write a remark on what one sees."""
    paragraph(text, "adv-note")


def remark(view: View, sentence: Callable[[View], str]) -> None:
    """Write a remark that is made from the data; none when there is nothing to say."""
    text = made(view, sentence)
    if text:
        note(text)


def link(view: View, page: str) -> None:
    """Draw the way to another page, with the same choice; said as the text of this page for it."""
    st.page_link(f"pages/{page}.py", label=view.texts(f"pages.{view.page}.to.{page}"), icon=":material/arrow_forward:")


def heading(text: str) -> None:
    """Write the heading of a part of a page."""
    st.html(fill('<h2 class="adv-step" data-adv>{text}</h2>', text=text))


def _card(view: View, answer: Headline) -> str:
    bar = ""
    if answer.part is not None and answer.whole:
        width = 100 * max(0.0, min(1.0, answer.part / answer.whole))
        bar = f'<span style="width:{width:.1f}%"></span>'
        if answer.plan is not None:
            bar += f'<i style="left:{100 * max(0.0, min(1.0, answer.plan / answer.whole)):.1f}%"></i>'
        bar = f'<div class="adv-bar" aria-hidden="true">{bar}</div>'
    return (
        fill('<section class="adv-card adv-of-{key}">', key=answer.key)
        + fill("<h2>{label}</h2><p class='adv-value'>{value}</p>", label=answer.label, value=answer.value)
        + bar
        + fill(
            '<p class="adv-verdict adv-{status}">{label}</p><p>{why}</p>',
            status=answer.status.value,
            label=answer.status_label,
            why=answer.why,
        )
        + _meaning(view, answer.definitions)
        + "</section>"
    )


def _meaning(view: View, definitions: Sequence[str]) -> str:
    """Make the definitions behind the sign that opens them: an element of HTML itself, so it works by keyboard and costs nothing."""
    if not definitions:
        return ""
    texts = view.texts
    meanings = "".join(
        fill("<p><strong>{name}.</strong> {text}</p>", name=texts(f"definitions.{key}.name"), text=texts(f"definitions.{key}.text"))
        for key in definitions
    )
    return fill("<details><summary>{label}</summary>", label=texts("ui.chart.definition")) + meanings + "</details>"


def _chart(view: View, chart: Chart, *, caption: str) -> None:
    if chart.figure is None:
        _without_figure(view, chart, caption)
        return
    st.html(caption)
    key = f"chart_{chart.key}"
    options: dict[str, Any] = {}
    if chart.bars:
        options = {"on_select": lambda: _clicked(view, chart), "selection_mode": "points"}
    st.plotly_chart(
        chart.figure,
        key=key,
        theme=None,
        config=plotly_config(view.texts.language, file_name(view, chart.title)),
        alt=chart.alt,
        **options,
    )
    if chart.is_wide:
        st.html(f'<div class="adv-narrow">{html_table(chart.table, chart.title, view.texts.language)}</div>')
    _under(view, chart, "table")


def _without_figure(view: View, chart: Chart, caption: str) -> None:
    """Show figures that are a table themselves; or nothing, and then the sentence says why."""
    has_rows = len(chart.table) > 0
    shown = chart.table if chart.shown is None else chart.table.head(chart.shown)
    hint = fill('<p class="adv-hint adv-sideways">{hint}</p>', hint=view.texts("ui.chart.sideways", count=len(shown.columns)))
    if len(shown.columns) <= FIT_ON_A_PHONE or not has_rows:
        hint = ""
    st.html(caption + hint + (html_table(shown, chart.title, view.texts.language) if has_rows else ""))
    if len(shown) < len(chart.table):
        paragraph(view.texts("ui.chart.shown", shown=len(shown), count=view.context.formats.number(len(chart.table))))
    if has_rows:
        _under(view, chart, "downloads")


def _under(view: View, chart: Chart, what: str) -> None:
    """Draw the table with its downloads, and the rows: side by side while closed, each as wide as the chart when open."""
    with st.container(horizontal=True, key=f"under_{chart.key}"):
        _more(view, chart, what)
        behind.rows_panel(view, chart.key, chart.title, chart.rows, chart.bars)


def _more(view: View, chart: Chart, what: str) -> None:
    """Offer what is behind the chart; made only when it is opened, since a table on every rerun costs more than the chart."""
    more = st.expander(view.texts(f"ui.chart.{what}"), key=f"table_{chart.key}", on_change="rerun", icon=":material/table:")
    if not more.open:
        return
    with more:
        if what == "table":
            st.html(html_table(chart.table, chart.title, view.texts.language))
        _downloads(view, chart)
        if what == "table":
            paragraph(view.texts("ui.chart.png_hint"))


def _caption(view: View, chart: Chart, *, is_lead: bool = False) -> str:
    parts = [fill("<h2>{title}</h2>", title=chart.title)]
    if chart.sentence and not is_lead:
        parts.append(fill("<p>{sentence}</p>", sentence=chart.sentence))
    if chart.figure is not None and chart.bars:
        click = "ui.chart.click" if chart.selects in filters.CHOICES else "behind.click"
        parts.append(fill('<p class="adv-hint">{hint}</p>', hint=view.texts(click)))
    return f'<div class="adv-chart" data-adv>{"".join(parts)}{_meaning(view, chart.definitions)}</div>'


def _downloads(view: View, chart: Chart) -> None:
    downloads(
        view,
        chart.key,
        chart.title,
        lambda: chart.table,
        lambda: notes(view, chart.title, chart.sentence, chart.definitions, is_across=chart.is_across),
    )


def _clicked(view: View, chart: Chart) -> None:
    """Show only what a clicked bar stands for, or where the page has no such filter the rows that it counts."""
    points = st.session_state[f"chart_{chart.key}"].selection.points
    if not points:
        behind.show_everything(chart.key)
        return
    code, place = points[0].get("customdata") or ("", -1)
    if chart.selects is not None and filters.can_choose(view.project, chart.selects, str(code), view.facts.owners):
        filters.choose_only(chart.selects, str(code))
    elif 0 <= place < len(chart.bars):
        behind.show(chart.key, place)
