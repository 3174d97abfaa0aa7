"""The parts of a page: the answer first, then panels of one chart each, with its sentence and its menu; and what comes second."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

import streamlit as st
from msgspec import Struct
from msgspec.structs import replace
from streamlit.delta_generator import DeltaGenerator

from adv.charts.chart import Chart
from adv.charts.chart_context import plotly_config, stopped
from adv.charts.overview.headlines import Headline
from adv.charts.overview.numbers import Attention
from adv.charts.since import since_on_card, since_on_page
from adv.metrics.spans import Span
from adv.ui import address, filters, menu
from adv.ui.errors import user_errors
from adv.ui.html import fill, html_table, plain
from adv.ui.view import View, made

Maker: TypeAlias = "Callable[[View], Chart]"
NONE: Mapping[Maker, str] = MappingProxyType({})
PANEL = "paneel"  # the name in the address of a link to one panel


def answers(
    view: View,
    make: Callable[[View], tuple[Headline, ...]],
    numbers: Callable[[View], Chart],
    urgent: Callable[[View], tuple[Attention, ...]],
) -> None:
    """Show the answers at a glance side by side: how much, on course or not, and why; with one menu for all of them.

    Below them what somebody should do something about, each line the way to the page that has the rest; nothing when all is well.
    """
    chart, found = made(view, numbers), made(view, urgent)
    with st.container(key=f"adv_{numbers.__name__}"):
        cards = "".join(_card(answer, view) for answer in made(view, make))
        st.html(f'<div class="adv-cards" data-adv>{cards}</div>')
        with st.container(key="adv_attention"):
            with st.container(horizontal=True, wrap=False, horizontal_alignment="right", key=f"head_{numbers.__name__}"):
                if found:
                    heading(view.texts("overview.attention.title"))
                menu.menu(view, chart, numbers.__name__)
            for one in found:
                st.page_link(f"pages/{one.page}.py", label=plain(one.told), icon=":material/arrow_forward:")
        menu.opened(view, chart)


def answer(view: View, sentence: Callable[[View], str]) -> None:
    """Show the page's answer, large."""
    with user_errors(view.texts):
        paragraph(told := made(view, sentence), "adv-answer")
        view.told.add(told)
        _since(view)


def lead(view: View, make: Callable[[View], Chart]) -> None:
    """Show the page's answer: the sentence of its first chart, large, and that chart below it."""
    with user_errors(view.texts):
        paragraph(made(view, make).sentence, "adv-answer")
        _since(view)
        _panel(view, make, is_told=True)


def charts(view: View, *makers: Callable[[View], Chart], is_told: bool = False, by: Choice | None = None) -> None:
    """Show charts below each other; one that fails leaves the others alone.

    `is_told`: the page says their sentence already. `by`: what one may divide them by.
    """
    for make in makers:
        with user_errors(view.texts):
            _panel(view, make, is_told=is_told, by=by)


def pair(view: View, left: Callable[[View], Chart], right: Callable[[View], Chart]) -> None:
    """Show two small charts side by side; on a phone below each other."""
    for column, make in zip(st.columns(2, gap="large"), (left, right), strict=True):
        with column:
            charts(view, make)


def more(
    view: View, *makers: Callable[[View], Chart], spans: Mapping[Maker, str] = NONE, needs: Mapping[Maker, str] = NONE
) -> None:
    """Offer by name what comes second; it is made only when it is chosen, and a link to it chooses it.

    `spans` are those over time, with the keys of their charts: one chooses by what they count. `needs` is the table or column
    that one is made of: without it nothing is offered.
    """
    known = {make.__name__: make for make in makers if make not in needs or view.rows.has(needs[make])}
    if not known:
        return
    key = f"adv_more_{view.page}"
    wanted = st.query_params.get(PANEL)
    if wanted in known and key not in st.session_state:
        st.session_state[key] = [wanted]
    called = {name: view.texts(f"pages.{view.page}.more.{name}") for name in known}
    chosen = st.pills(view.texts("ui.more"), list(known), selection_mode="multi", key=key, format_func=called.__getitem__)
    for make in (known[name] for name in chosen):
        charts(view, make, by=per_span(spans[make]) if make in spans else None)


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


def heading(text: str) -> None:
    """Write the heading of a part of a page."""
    st.html(fill('<h2 class="adv-step" data-adv>{text}</h2>', text=text))


def _since(view: View) -> None:
    """Write what the last import changed in the numbers of the page, small below its answer."""
    told = since_on_page(view.since, view.page, view.context) if view.since else ""
    if told:
        paragraph(f"{told} ({view.project.neighbourhood})" if view.is_across else told, "adv-since")


def _card(answer: Headline, view: View) -> str:
    (part, plan, whole), verdict, bar = answer.bar, answer.verdict, ""
    if part is not None and whole:
        width, left = (100 * max(0.0, min(1.0, (one or 0.0) / whole)) for one in (part, plan))
        marked = "" if plan is None else f'<i style="left:{left:.1f}%"></i>'
        bar = f'<div class="adv-bar" aria-hidden="true"><span style="width:{width:.1f}%"></span>{marked}</div>'
    told = since_on_card(view.since, answer.key, view.context) if view.since else ""
    since = fill("<p class='adv-since'>{since}</p>", since=told) if told else ""
    head, value = '<section class="adv-card adv-of-{key}">', "<h2>{label}</h2><p class='adv-value'>{value}</p>"
    stands = '<p class="adv-verdict adv-{course}">{word}</p><p>{why}</p>'
    return (
        fill(head + value, key=answer.key, label=answer.label, value=answer.value)
        + bar
        + fill(stands, course=verdict.course.value, word=verdict.word, why=verdict.why)
        + f"{since}</section>"
    )


def _panel(view: View, make: Callable[[View], Chart], *, is_told: bool = False, by: Choice | None = None) -> None:
    """Show a chart with its title, its sentence and its menu. One that has no data is a sentence that says why, and no panel."""
    name = make.__name__
    with st.container(key=f"adv_{name}"):
        head = _head(name)  # filled once it is chosen what to draw
        if by is not None:
            view = divided(view, by)
        chart = made(view, make)
        if chart.figure is None and not len(chart.table):
            if not is_told and chart.sentence not in view.told:
                note(_without(chart))
            view.told.add(chart.sentence)
            return
        _filled(view, chart, name, head, caption=_caption(chart.title, "" if is_told else chart.sentence))


def panel(view: View, chart: Chart, name: str) -> None:
    """Show one chart under what it shows, with its title below, and under the name that a link to it has."""
    with st.container(key=f"adv_{name}"):
        if chart.figure is None and not len(chart.table):
            note(_without(chart))
        else:
            _filled(view, chart, name, _head(name), caption=_caption(chart.sentence, chart.title))


def _without(chart: Chart) -> str:
    """Say why a chart has nothing to show, after its title, which may be a question."""
    return f"{stopped(chart.title)} {chart.sentence}"


def _head(name: str) -> DeltaGenerator:
    return st.container(horizontal=True, wrap=False, key=f"head_{name}", gap="small")


def _filled(view: View, chart: Chart, name: str, head: DeltaGenerator, *, caption: str) -> None:
    with head:
        st.html(caption)
        menu.menu(view, chart, name)
    if chart.figure is None:
        _as_table(view, chart)
    else:
        _as_picture(view, chart)
    menu.opened(view, chart)


def _as_picture(view: View, chart: Chart) -> None:
    options: dict[str, Any] = {}
    if chart.bars:
        options = {"on_select": lambda: _clicked(view, chart), "selection_mode": "points"}
    config = plotly_config(view.texts.language)
    key = f"chart_{chart.key}"
    st.plotly_chart(chart.figure, key=key, theme=None, config=config, alt=chart.alt, **options)


def _as_table(view: View, chart: Chart) -> None:
    """Show what is a table itself, and of a long one how much there is."""
    shown = chart.table if chart.shown is None else chart.table.head(chart.shown)
    st.html(html_table(shown, chart.title, view.texts.language))
    if len(shown) < len(chart.table):
        paragraph(view.texts("ui.chart.shown", shown=len(shown), count=view.context.formats.number(len(chart.table))))


def _caption(head: str, below: str) -> str:
    told = fill("<p>{below}</p>", below=below) if below else ""
    return fill('<div class="adv-chart" data-adv><h2>{head}</h2>', head=head) + f"{told}</div>"


def _clicked(view: View, chart: Chart) -> None:
    """Show only what a clicked bar stands for, or where the page has no such filter the rows that it counts."""
    points = st.session_state[f"chart_{chart.key}"].selection.points
    if not points:
        menu.show_everything(chart.key)
        return
    code, place = points[0].get("customdata") or ("", -1)
    if chart.selects is not None and filters.can_choose(view.project, view.page, chart.selects, str(code), view.facts.owners):
        filters.choose_only(chart.selects, str(code))
    elif 0 <= place < len(chart.bars):
        menu.show(chart.key, place)


class Choice(Struct, frozen=True):
    """Things to choose from: the widget's key, and the codes in the address, for who reads a link, with what each stands for."""

    key: str
    groups: Mapping[str, str]
    charts: tuple[str, ...]  # keys of the charts whose bars change with the choice
    usual: str = ""  # empty: the first one


def per_span(chart: str) -> Choice:
    """Make the choice of how finely the chart with this key counts."""
    spans = {"week": Span.WEEK, "maand": Span.MONTH, "kwartaal": Span.QUARTER, "jaar": Span.YEAR}
    return Choice("per", spans, (chart,), "kwartaal")


def divided(view: View, offered: Choice) -> View:
    """Draw the choice, and give the view that is divided so."""
    key = offered.key
    usual = offered.usual or next(iter(offered.groups))
    address.take(key, offered.groups)
    st.session_state.setdefault(key, usual)
    called = {code: view.texts(f"ui.by.{group}") for code, group in offered.groups.items()}
    look: dict[str, Any] = {"format_func": called.__getitem__, "label_visibility": "collapsed", "key": key}
    look |= {"on_change": _forget, "args": offered.charts}
    chosen = st.segmented_control(view.texts("ui.by.label"), tuple(called), required=True, **look)
    address.keep(key, chosen or usual, usual)
    return replace(view, by=offered.groups[chosen or usual])


def _forget(*charts: str) -> None:
    """Close the rows of a bar: after another choice it is another bar."""
    for chart in charts:
        menu.show_everything(chart)
