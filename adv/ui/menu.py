"""Menu of a panel: what its numbers mean, its table, its rows, files and pictures of it, and a link to it.

One button, named after its panel, within reach of the keyboard. What is in it is made when it is opened, and not before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from adv.charts.chart import Bar, Chart
from adv.charts.chart_context import stopped
from adv.charts.rows import rows_table
from adv.metrics.source_rows import Behind, Unit, number_behind, rows_behind
from adv.ui import filters
from adv.ui.downloads import file_name, notes, table_buttons
from adv.ui.html import fill, html_table, write
from adv.ui.view import View

PICTURES = ("png", "svg")
WHOLE = -1  # everything, beside the places of the bars
MOST_ROWS_ON_SCREEN = 1000  # rows on the screen; the download has all


def menu(view: View, chart: Chart, name: str) -> None:
    """Draw the button of a panel, and what it offers while it is open. `name` is the panel's own, in the address."""
    label = view.texts("ui.menu.of", title=chart.title)  # a text of ours, as titles are: no name from the data is in it
    opened = st.popover(label, type="tertiary", icon=":material/more_horiz:", key=f"menu_{chart.key}", on_change="rerun")
    if not opened.open:
        return
    with opened:
        st.html(_meaning(view, chart))
        with st.container(horizontal=True):
            if chart.figure is not None:
                _turn(view, f"table_{chart.key}", "ui.menu.table", f"menu_{chart.key}")
            if has_rows(chart):
                _turn(view, f"rows_{chart.key}", "ui.menu.rows", f"menu_{chart.key}")
        if len(chart.table):
            told = notes(view, chart.title, chart.sentence, chart.definitions, is_across=chart.is_across, more=chart.in_download)
            name = file_name(view, chart.title)
            table_buttons(view.texts, chart.key, name, chart.title, table=lambda: chart.table, about=lambda: told)
        st.html(_pictures(view, chart, name))


def opened(view: View, chart: Chart) -> None:
    """Draw below a panel what was opened in its menu, or by a click: the table behind the picture, and the rows."""
    if chart.figure is not None and st.session_state.get(f"table_{chart.key}"):
        with st.container(key=f"table_of_{chart.key}"):
            st.html(html_table(chart.table, chart.title, view.texts.language))
            _turn(view, f"table_{chart.key}", "ui.menu.hide")
    if has_rows(chart) and st.session_state.get(f"rows_{chart.key}"):
        with st.container(key=f"rows_of_{chart.key}"):
            rows_panel(view, chart.key, chart.title, chart.rows, chart.bars)
            _turn(view, f"rows_{chart.key}", "ui.menu.hide")


def has_rows(chart: Chart) -> bool:
    """Tell whether there are rows to show of a chart."""
    return chart.rows is not None or bool(chart.bars)


def _turn(view: View, key: str, text: str, menu_key: str = "") -> None:
    st.button(view.texts(text), key=f"{'open' if menu_key else 'hide'}_{key}", on_click=_turned, args=(key, menu_key))


def _turned(key: str, menu_key: str) -> None:
    """Open the part of a panel, which closes the menu; or close it."""
    st.session_state[key] = bool(menu_key)
    if menu_key:
        st.session_state[menu_key] = False


def _meaning(view: View, chart: Chart) -> str:
    one, meant = "<p><strong>{name}</strong> {text}</p>", chart.definitions
    pairs = [(view.texts(f"definitions.{key}.name"), view.texts(f"definitions.{key}.text")) for key in meant]
    told = "".join(fill(one, name=stopped(name), text=text) for name, text in pairs)
    if chart.remark:
        told = fill("<p>{remark}</p>", remark=chart.remark) + told
    if chart.figure is not None and chart.bars:
        click = "ui.chart.click" if chart.selects in filters.CHOICES else "behind.click"
        told += fill("<p>{hint}</p>", hint=view.texts(click))
    return f'<div class="adv-menu" data-adv>{told}</div>'


def _pictures(view: View, chart: Chart, name: str) -> str:
    """Make the buttons that the script of the page answers: pictures are drawn in the browser, and the link is its address."""
    about = {"title": chart.title, "file": file_name(view, chart.title)}
    button = '<button type="button" data-adv-do="{do}" data-adv-{what}="{value}" data-adv-title="{title}" data-adv-file="{file}" data-adv-said="{said}">{label}</button>'
    made = "".join(
        fill(button, do=kind, what="chart", value=f"chart_{chart.key}", label=view.texts(f"ui.menu.{kind}"), said="", **about)
        for kind in PICTURES
        if chart.figure is not None
    )
    said = view.texts("ui.menu.copied")
    link = fill(button, do="link", what="panel", value=name, label=view.texts("ui.menu.link"), said=said, **about)
    return f'<div class="adv-buttons" data-adv>{made}{link}</div>'


def rows_panel(view: View, key: str, title: str, whole: Behind | None, bars: Sequence[Bar]) -> None:
    """Draw the rows behind a number below a chart or figures, with the choice of one of its bars for whoever works by keyboard.

    Nothing of it is kept: rows are for the coordinator alone, and they are larger than any chart.
    """
    choices = {place: bar for place, bar in enumerate(bars) if bar.number}
    if whole is not None:
        choices = {WHOLE: Bar(view.texts("behind.everything"), 0, whole), **choices}
    chosen = _chosen(view, key, choices)
    if chosen is not None:
        _rows(view, key, title if chosen.rows is whole else f"{title}: {chosen.name}", chosen.rows)


def show(key: str, place: int) -> None:
    """Open the panel at a bar: what a click on it does."""
    st.session_state[f"rows_{key}"] = True
    st.session_state[f"part_{key}"] = place


def show_everything(key: str) -> None:
    """Choose a bar no longer: what a second click on it does."""
    st.session_state[f"part_{key}"] = WHOLE


def _chosen(view: View, key: str, choices: Mapping[int, Bar]) -> Bar | None:
    if len(choices) <= 1:
        return next(iter(choices.values()), None)
    if st.session_state.get(f"part_{key}", WHOLE) not in choices:  # the bar is gone from the chart, or there is no whole
        st.session_state.pop(f"part_{key}", None)
    called = {place: _option(view, place, bar) for place, bar in choices.items()}.__getitem__
    return choices.get(st.selectbox(view.texts("behind.which"), list(choices), key=f"part_{key}", format_func=called))


def _option(view: View, place: int, bar: Bar) -> str:
    if place == WHOLE:
        return bar.name
    written = view.context.formats
    number = written.euro(bar.number) if bar.rows.unit is Unit.CENTS else written.number(bar.number)
    return view.texts("behind.option", name=bar.name, number=number)


def _rows(view: View, key: str, title: str, what: Behind) -> None:
    rows = view.measured(rows_behind, what)
    context = view.context
    language = view.texts.language
    shows = _summary(view, rows, what)
    write('<p class="adv-text" data-adv>{shows} {hint}</p>', shows=shows, hint=view.texts("behind.hint"))
    if not len(rows):
        return
    if len(rows) > MOST_ROWS_ON_SCREEN:
        write('<p class="adv-text" data-adv>{most}</p>', most=context.text("behind.most", shown=MOST_ROWS_ON_SCREEN))
    st.html(html_table(rows_table(rows, what.table, context, view.as_of, most=MOST_ROWS_ON_SCREEN), title, language))
    name = f"{title} ({view.texts('behind.title')})"
    whole = partial(rows_table, rows, what.table, context, view.as_of)
    about = partial(notes, view, title, shows)
    table_buttons(view.texts, f"rows_{key}", file_name(view, name), name, table=whole, about=about)


def _summary(view: View, rows: pd.DataFrame, what: Behind) -> str:
    """Say how many rows there are, and what they make where that is another number."""
    context = view.context
    number = number_behind(rows, what)
    told = context.count("behind.count", len(rows), by=what.table.value)
    if what.unit is Unit.CENTS:
        return f"{told} {view.texts('behind.together', amount=context.formats.euro(number))}"
    return told if what.unit is Unit.ROWS else f"{told} {context.count('behind.count', number, by=what.unit.value)}"
