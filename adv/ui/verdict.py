"""What came out of a workbook, in view at once: how much of each list, and what of it does not count and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from adv.model import Outcome, Status, TableName
from adv.ui import view as views
from adv.ui.html import fill, plain, write
from adv.ui.reading import findings
from adv.ui.sheets import understood
from adv.ui.words import answered_words
from adv.workbook.questions import is_asked, questions
from adv.workbook.tables.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adv.ui.view import View
    from adv.workbook.tables.findings import Finding
    from adv.workbook.vocabulary.recognition import Intake

LISTS = (TableName.VISITS, TableName.REQUESTS, TableName.EXPENSES)
WAITING = (Status.OPEN, Status.IN_PROGRESS)
REASONS_SHOWN = 3
CELLS_NAMED = 6


def verdict(view: View, intake: Intake) -> None:
    """Show a card for each list that a project lives by, and below it what does not count, the gravest first."""
    if not intake.has_table:
        st.error(plain(view.texts("memory.sheet.nothing")), icon=":material/error:")
        return
    cards = "".join(_card(view, intake, name) for name in LISTS)
    others = "".join(fill("<p>{text}</p>", text=text) for text in _others(view, intake))
    st.html(f'<div class="adv-verdicts" data-adv>{cards}</div><div data-adv>{others}</div>')
    errors = [finding for finding in intake.findings if finding.severity is Severity.ERROR]
    asked = questions(intake)
    if not errors and not asked:
        said = "intake.whole" if intake.is_whole else "intake.whole_of_what_was_read"
        write('<p class="adv-text" data-adv>{text}</p>', text=view.texts(said))
        return
    unasked = sorted((finding for finding in errors if not is_asked(finding, asked)), key=lambda finding: -finding.count)
    if not unasked:
        return
    lines = "".join(_reason(view, finding) for finding in unasked[:REASONS_SHOWN])
    title = view.texts("intake.why_not")
    more = len(unasked) - REASONS_SHOWN
    rest = fill("<p>{text}</p>", text=view.texts.count("intake.more_reasons", more)) if more > 0 else ""
    st.html(fill('<div class="adv-reasons" data-adv><h2>{title}</h2>', title=title) + f"<ul>{lines}</ul>{rest}</div>")


def folded(view: View, intake: Intake) -> None:
    """Offer, closed, how the file is read and everything that was found in it; made when somebody opens it."""
    texts = view.texts
    how = st.expander(texts("intake.understood"), key="adv_understood", on_change="rerun", icon=":material/table_view:")
    if how.open:
        with how:
            understood(view, intake)
            answered_words(view, intake)
    count = len(intake.findings)
    label = texts.count("intake.findings", count, number=view.context.formats.number(count))
    found = st.expander(label, key="adv_findings", on_change="rerun", icon=":material/checklist:")
    if found.open:
        with found:
            findings(view, intake)


def still_out(view: View) -> None:
    """Say which rows of the last import do not count, and where they stand."""
    kept = views.store().last_findings(view.project.name) if view.facts.left_out else None
    if kept is None:
        return
    record, found = kept
    errors = [finding for finding in found if finding.severity is Severity.ERROR][:REASONS_SHOWN]
    places = [view.texts("intake.still_out_place", sheet=one.sheet or one.file, cells=_named_cells(one)) for one in errors]
    files = view.context.formats.joined([file.name for file in record.files])
    st.warning(plain(view.texts("intake.still_out_where", files=files, places="; ".join(places))), icon=":material/build:")


def _named_cells(finding: Finding) -> str:
    return ", ".join(finding.cells[:CELLS_NAMED]) + (" …" if len(finding.cells) > CELLS_NAMED else "")


def _card(view: View, intake: Intake, name: TableName) -> str:
    value, about = _counted(view, intake, name)
    out = _left_out(view, intake, name)
    warned = fill('<p class="adv-verdict adv-off_course">{text}</p>', text=out) if out else ""
    title = view.texts(f"pages.data.table.{name.value}")
    return (
        fill('<section class="adv-card"><h2>{title}</h2><p class="adv-value">{value}</p>', title=title, value=value)
        + fill("<p>{about}</p>", about=about)
        + warned
        + "</section>"
    )


def _counted(view: View, intake: Intake, name: TableName) -> tuple[str, str]:
    """Give the number that people look for in a list, and what else there is to say of it."""
    texts, written, data = view.texts, view.context.formats, intake.dataset
    frame = data.table(name)
    if not len(frame):
        is_there = any(sheet.table is name for sheet in intake.sheets)
        return "–", texts("intake.none_read" if is_there else f"intake.not_found.{name.value}")
    rows = written.number(len(frame))
    if name is TableName.VISITS:
        talks = int((frame["outcome"] == Outcome.CONVERSATION).sum())
        return texts.count("intake.conversations", talks, number=written.number(talks)), texts("intake.of_visits", number=rows)
    if name is TableName.REQUESTS:
        waiting = written.number(int(frame["status"].isin(WAITING).sum()))
        return rows, texts("intake.of_requests", number=waiting)
    return written.euro(int(frame["cents"].sum())), texts.count("intake.rows", len(frame), number=rows)


def _left_out(view: View, intake: Intake, name: TableName) -> str:
    mine = [sheet for sheet in intake.sheets if sheet.table is name]
    rows, cents = sum(sheet.rows_left_out for sheet in mine), sum(sheet.cents_left_out for sheet in mine)
    if not rows:
        return ""
    written = view.context.formats
    said = view.texts.count("intake.rows_out", rows, number=written.number(rows))
    return view.texts("intake.euros_out", rows=said, euros=written.euro(cents)) if cents else said


def _others(view: View, intake: Intake) -> Iterator[str]:
    """Say what else was read: lists that not every workbook has."""
    counts = {name: len(intake.dataset.table(name)) for name in TableName if name not in LISTS}
    number = view.context.formats.number
    told = [
        view.texts("intake.other", list=view.texts(f"pages.data.table.{name.value}").lower(), number=number(count))
        for name, count in counts.items()
        if count
    ]
    if told:
        yield view.texts("intake.also", lists=view.context.formats.joined(told))


def _reason(view: View, finding: Finding) -> str:
    where = _named_cells(finding)
    place = f"{finding.sheet}: {where}" if finding.sheet and where else finding.sheet or where or finding.file
    return fill(
        '<li><strong>{what}</strong> {action} <span class="adv-hint">{place}</span></li>',
        what=finding.message(view.texts),
        action=finding.action(view.texts),
        place=place,
    )
