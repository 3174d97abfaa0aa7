"""Rows behind a number: the panel that shows the visits, requests or bookings behind a bar, and where each of them stands.

A click on a bar opens it; whoever works by keyboard chooses the bar in it. Nothing is computed until it is open, and nothing of
it is kept: rows are for the coordinator alone, and they are larger than any chart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from adv.charts.chart import Bar
from adv.charts.rows import rows_table
from adv.metrics.source_rows import Unit, number_behind, rows_behind
from adv.ui.downloads import downloads, notes
from adv.ui.html import fill
from adv.ui.tables import html_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from adv.metrics.source_rows import Behind
    from adv.ui.view import View

WHOLE = -1  # everything, beside the places of the bars
MOST = 1000  # rows on the screen; the download has all


def rows_panel(view: View, key: str, title: str, whole: Behind | None, bars: Sequence[Bar]) -> None:
    """Draw the rows below a chart or figures, with the choice of one of its bars."""
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
    place = st.selectbox(
        view.texts("behind.which"), list(choices), key=f"part_{key}", format_func=lambda place: _option(view, place, choices[place])
    )
    return choices.get(place)


def _option(view: View, place: int, bar: Bar) -> str:
    if place == WHOLE:
        return bar.name
    written = view.context.formats
    number = written.euro(bar.number) if bar.rows.unit is Unit.CENTS else written.number(bar.number)
    return view.texts("behind.option", name=bar.name, number=number)


def _rows(view: View, key: str, title: str, what: Behind) -> None:
    rows, context, language = view.measured(rows_behind, what), view.context, view.texts.language
    shows = _summary(view, rows, what)
    st.html(fill('<p class="adv-text" data-adv>{shows} {hint}</p>', shows=shows, hint=view.texts("behind.hint")))
    if not len(rows):
        return
    if len(rows) > MOST:
        most = view.texts("behind.most", shown=context.formats.number(MOST))
        st.html(fill('<p class="adv-text" data-adv>{most}</p>', most=most))
    st.html(html_table(rows_table(rows, what.table, context, view.as_of, most=MOST), title, language))
    downloads(
        view,
        f"rows_{key}",
        f"{title} ({view.texts('behind.title')})",
        lambda: rows_table(rows, what.table, context, view.as_of),
        lambda: notes(view, title, shows),
    )


def _summary(view: View, rows: pd.DataFrame, what: Behind) -> str:
    """Say how many rows there are, and what they make where that is another number."""
    number = number_behind(rows, what)
    told = _counted(view, what.table.value, len(rows))
    if what.unit is Unit.CENTS:
        return f"{told} {view.texts('behind.together', amount=view.context.formats.euro(number))}"
    if what.unit is Unit.HOUSEHOLDS:
        return f"{told} {_counted(view, 'households', number)}"
    if what.unit is Unit.PARTICIPANTS:
        return f"{told} {_counted(view, 'participants', number)}"
    return told


def _counted(view: View, what: str, number: int) -> str:
    return view.texts(f"behind.count.{what}.{'one' if number == 1 else 'other'}", count=view.context.formats.number(number))
