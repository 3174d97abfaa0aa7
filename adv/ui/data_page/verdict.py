"""Verdict on a workbook, in view at once: how much of each list, what of it does not count, and the one thing to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from adv.access import computer_user
from adv.metrics.frames import conversations
from adv.model import WAITS, TableName
from adv.texts import Texts
from adv.ui import view as views
from adv.ui.data_page.corrections import answered_words
from adv.ui.data_page.findings import findings, findings_seen, since_before, uploader_key
from adv.ui.data_page.questions import ask
from adv.ui.data_page.questions_so_far import offer_to_alter, question_title, questions_so_far
from adv.ui.data_page.recognised_sheets import understood
from adv.ui.errors import user_errors
from adv.ui.html import fill, plain, write
from adv.ui.view import View
from adv.workbook.asked_findings import is_settled
from adv.workbook.questions import Question, Subject, may_be_table, questions
from adv.workbook.tables.findings import NOT_KEPT, Finding, Severity, alike
from adv.workbook.tables.grid import grouped
from adv.workbook.understood import SHEET_UNKNOWN, Intake

LISTS = (TableName.VISITS, TableName.REQUESTS, TableName.EXPENSES)
REASONS_SHOWN = 3
CELLS_NAMED = 6


def verdict(view: View, intake: Intake) -> None:
    """Show a card for each list that a project lives by: how much was read of it, and how much does not count."""
    if not intake.has_table:
        st.error(plain(view.texts("memory.sheet.nothing")), icon=":material/error:")
        return
    asked = questions(intake)
    cards = "".join(_card(view, intake, name, asked) for name in LISTS)
    st.html(f'<div class="adv-verdicts" data-adv>{cards}</div>')
    counts = {name: len(intake.dataset.table(name)) for name in TableName if name not in LISTS}
    others = [view.context.count(f"intake.counted.{name.value}", count, number=count) for name, count in counts.items() if count]
    if others:
        write("<p data-adv>{text}</p>", text=view.texts("intake.also", lists=", ".join(others)))


def why_not(view: View, intake: Intake) -> None:
    """Say what does not count and what settles it, first what waits for an answer; or say that everything counts that should."""
    asked = questions(intake)
    texts = view.texts
    errors = [one for one in intake.findings if one.severity is Severity.ERROR and not is_settled(one, asked)]
    lines = [*_awaited(view, intake, asked), *_lines(errors, texts)]
    if lines:
        _reasons(texts("intake.why_not"), lines)
    beside = [one for one in intake.not_counted if not is_settled(one, asked)]
    if beside:
        is_rest = not lines and not asked and intake.is_whole
        title = texts("intake.whole_but" if is_rest else "intake.not_counted")
        _reasons(title, _lines(beside, texts, most=len(beside), has_action=False))
    elif not lines and not asked and intake.has_table:
        write('<p class="adv-text" data-adv>{text}</p>', text=_whole(texts, intake))


def folded(view: View, intake: Intake) -> None:
    """Offer, closed, how the file is read and everything that was found in it; made when somebody opens it."""
    texts = view.texts
    how = st.expander(texts("intake.understood"), key="adv_understood", on_change="rerun", icon=":material/table_view:")
    if how.open:
        with how:
            understood(view, intake)
            answered_words(view, intake)
    if intake.findings:
        _folded_findings(view, intake, "adv_findings")
    else:
        since_before(view, intake)


def _folded_findings(view: View, intake: Intake, key: str) -> None:
    count = len(alike(intake.findings))
    label = view.context.count("intake.findings", count, number=count)
    found = st.expander(label, key=key, on_change="rerun", icon=":material/checklist:")
    if found.open:
        with found:
            findings(view, intake)


def still_out(view: View) -> None:
    """Say above the uploader which rows of each file do not count, why, and what settles it: its file again, or that it is so on purpose."""
    found = () if st.session_state.get(uploader_key()) else view.left_out
    if not found:
        return
    texts, count = view.texts, view.context.count
    with st.container(key="adv_still_out_here", border=True):
        for file, mine in grouped((one.file, one) for one in found).items():
            rows = sum(one.rows for one in mine)
            errors = [finding.in_full(texts) for finding in _errors_of(view, file, mine[0].version)]
            _reasons(count("intake.still_out_where", rows, number=rows, files=file), _lines(errors, texts, most=len(errors)))
        files = view.context.formats.joined([*dict.fromkeys(one.file for one in found)])
        write("<p data-adv><strong>{text}</strong></p>", text=texts("intake.still_out_how", files=files))
        label, explained = texts("intake.on_purpose"), texts("intake.on_purpose_help")
        st.button(label, key="adv_on_purpose", help=explained, on_click=_on_purpose, args=(view,))


def _errors_of(view: View, file: str, version: int) -> list[Finding]:
    """Give the errors in a file of an import: as they were read in this session, else what can be said without names."""
    known = next(one for one in views.store().imports(view.project.name) if one.version == version)
    seen = findings_seen(view.project.name, {one.sha256 for one in known.files})
    every = seen or views.store().findings_of(view.project.name, version)
    return [one for one in every if one.severity is Severity.ERROR and one.file == file]


def _on_purpose(view: View) -> None:
    with user_errors(view.texts):
        views.store().leave_out_on_purpose(view.project.name, who=computer_user())


def open_questions(view: View, intake: Intake) -> None:
    """Ask what is open; the page scrolls there when a file is chosen again because rows of it did not count."""
    is_again = any(one.file in intake.sha256 for one in view.left_out)
    with st.container(key="adv_asked_again" if is_again else "adv_asked"):
        ask(view, intake)
        offer_to_alter(view, intake)


def as_it_was_read(view: View, intake: Intake, asked: int) -> None:
    """Show of a file that waits what was shown when it was read, and how many questions it left: those need the file itself."""
    verdict(view, intake)
    why_not(view, intake)
    if asked:
        files = view.context.formats.joined([view.texts("intake.quoted", text=name) for name in intake.sha256])
        write(
            '<p class="adv-text" data-adv><strong>{text}</strong></p>',
            text=view.texts.count("intake.asked_still", asked, files=files),
        )
    if intake.findings:
        _folded_findings(view, intake, "adv_waiting_findings")


def _card(view: View, intake: Intake, name: TableName, asked: Sequence[Question]) -> str:
    value, about = _counted(view, intake, name)
    out = _left_out(view, intake, name)
    may_come = ""
    if value == "–" and not out and not any(sheet.table is name for sheet in intake.sheets) and _may_hold(name, intake, asked):
        may_come = view.texts("intake.not_found_yet")
    return (
        fill('<section class="adv-card"><h2>{title}</h2>', title=view.texts(f"pages.data.table.{name.value}"))
        + fill('<p class="adv-value">{value}</p><p>{about}</p>', value=value, about=about)
        + (fill('<p class="adv-verdict adv-off_course">{text}</p>', text=out) if out else "")
        + (fill('<p class="adv-hint">{text}</p>', text=may_come) if may_come else "")
        + "</section>"
    )


def _may_hold(name: TableName, intake: Intake, asked: Sequence[Question]) -> bool:
    """Tell if a list may be in the file after all: on a sheet that is asked about, or as requests in unknown columns of visits."""
    in_sheet = any(may_be_table(sheet, intake.sheets) and not sheet.table for question in asked for sheet in question.sheets)
    open_ones = (question for question in asked if question.subject is not Subject.WHICH)
    unknown = [question for question in open_ones if any(column.field is None for column in question.columns)]
    in_visits = any(sheet.table is TableName.VISITS for question in unknown for sheet in question.sheets)
    return in_sheet or (name is TableName.REQUESTS and in_visits)


def _counted(view: View, intake: Intake, name: TableName) -> tuple[str, str]:
    """Give the number that people look for in a list, and what else there is to say of it."""
    texts, written, data = view.texts, view.context.formats, intake.dataset
    frame = data.table(name)
    if not len(frame):
        mine = [sheet for sheet in intake.sheets if sheet.table is name]
        if not mine and not _left_out(view, intake, name):
            return "–", texts(f"intake.not_found.{name.value}")
        return "–", texts("intake.none_read" if _left_out(view, intake, name) else "intake.no_rows")
    rows = written.number(len(frame))
    if name is TableName.VISITS:
        talks = int(conversations(frame).sum())
        return view.context.count("intake.conversations", talks, number=talks), texts("intake.of_visits", number=rows)
    if name is TableName.REQUESTS:
        waiting = written.number(int(frame["status"].isin(WAITS).sum()))
        return rows, texts("intake.of_requests", number=waiting)
    return written.euro(int(frame["cents"].sum())), texts.count("intake.rows", len(frame), number=rows)


def _left_out(view: View, intake: Intake, name: TableName) -> str:
    mine = [sheet for sheet in intake.sheets if sheet.table is name]
    rows, cents = sum(sheet.rows_left_out for sheet in mine), sum(sheet.cents_left_out for sheet in mine)
    rows += sum(sheet.requests_left_out for sheet in intake.sheets) if name is TableName.REQUESTS else 0
    if not rows:
        return ""
    written = view.context.formats
    said = view.context.count("intake.rows_out", rows, number=rows)
    return view.texts("intake.euros_out", rows=said, euros=written.euro(cents)) if cents else said


def _whole(texts: Texts, intake: Intake) -> str:
    """Say that all that was read counts, and whether that is all there is."""
    if not any(sheet.rows_read for sheet in intake.sheets):
        return texts("intake.nothing_in_lists")
    if intake.is_whole:
        return texts("intake.whole")
    unknown = sum(sheet.reason.key == SHEET_UNKNOWN for sheet in intake.sheets)
    return texts.count("intake.whole_but_sheets", unknown) if unknown else texts("intake.whole_of_what_was_read")


def _awaited(view: View, intake: Intake, asked: Sequence[Question]) -> list[str]:
    """Say per question how many rows wait for its answer."""
    texts = view.texts
    line = "<li><strong>{rows}.</strong> {action}</li>"
    numbers = list(questions_so_far(intake))
    lines = []
    for one in asked:
        place = numbers.index(one.key) + 1
        rows = view.context.count("intake.rows_out", one.rows_waiting, number=one.rows_waiting)
        action = texts("intake.by_question", place=place, question=question_title(one, texts))
        lines += [fill(line, rows=rows, action=action)] if one.rows_waiting else []
    return lines


def _lines(found: Iterable[Finding], texts: Texts, most: int = REASONS_SHOWN, *, has_action: bool = True) -> list[str]:
    """Write what is wrong and what to do about it, that with the most rows first."""
    groups = sorted(alike(found), key=lambda group: -group.whole.count)
    what = "<strong>{what}</strong> {action}" if has_action else "{what}"
    line = f'<li>{what} <span class="adv-hint">{{places}}</span></li>'
    lines = []
    for group in groups[:most]:
        action = group.whole.action(texts) if has_action else ""
        told = {"what": group.whole.message(texts), "action": "" if NOT_KEPT in action else action}
        lines.append(fill(line, places=group.places(CELLS_NAMED), **told))
    more = len(groups) - most
    return [*lines, fill("<li>{text}</li>", text=texts.count("intake.more_reasons", more))] if more > 0 else lines


def _reasons(title: str, lines: Sequence[str]) -> None:
    st.html(fill('<div class="adv-reasons" data-adv><h2>{title}</h2>', title=title) + f"<ul>{''.join(lines)}</ul></div>")
