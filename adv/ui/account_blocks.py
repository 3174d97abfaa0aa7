"""Blocks of the yearly account on the page, with a field in the place of every own text."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

import streamlit as st

from adv.access import computer_user
from adv.report.blocks import Bullets, Draft, Heading, Listing, OwnText, Paragraph, Picture, Table
from adv.report.facts import LONGEST
from adv.report.privacy import traces
from adv.ui import view as views
from adv.ui.errors import user_errors
from adv.ui.html import fill, plain, write
from adv.ui.page_elements import paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adv.model import Period
    from adv.report.blocks import Block
    from adv.report.outline import Report
    from adv.ui.view import View

TAGS = {1: "h2", 2: "h3"}


def show(view: View, report: Report, block: Block) -> None:
    """Show one block as it will be in the files; what is closed can be read only."""
    words = report.words
    match block:
        case Heading():
            st.html(fill(f"<{TAGS[block.level]}>{{text}}</{TAGS[block.level]}>", text=words.say(block.said)))
        case Paragraph() if block.sentences:
            paragraph(words.all(block.sentences))
        case Bullets():
            items = "".join(fill("<li>{text}</li>", text=words.say(item)) for item in block.items)
            st.html(f"<ul data-adv>{items}</ul>")
        case Listing():
            pairs = ((words.say(name), words.cell(value)) for name, value in block.items)
            items = "".join(fill("<dt><strong>{name}</strong></dt><dd>{text}</dd>", name=name, text=text) for name, text in pairs)
            st.html(f"<dl data-adv>{items}</dl>")
        case Table():
            _table(report, block)
        case Picture():
            drawn = b64encode(block.svg.encode()).decode()
            write('<img src="data:image/svg+xml;base64,{drawn}" alt="{alt}" data-adv>', drawn=drawn, alt=block.alt)
        case OwnText():
            _own_text(view, report, block)
        case Draft():
            _draft(view, report, block)


def _table(report: Report, block: Table) -> None:
    words, caption = report.words, report.words.say(block.caption)
    write('<p class="adv-text" data-adv><strong>{text}</strong></p>', text=caption)
    rows = [[words.cell(cell) for cell in row] for row in block.rows]
    st.html(rows_as_html(caption, [words.say(head) for head in block.heads], rows, right=block.right))
    for note in block.notes:
        paragraph(words.say(note), "adv-note")


def rows_as_html(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[bool]) -> str:
    """Write texts as a table; those of some columns stand to the right. The first column heads the rows."""
    sides = ['class="adv-number"' if is_right else "" for is_right in right]
    head = "".join(fill(f'<th scope="col" {side}>{{text}}</th>', text=text) for text, side in zip(heads, sides, strict=True))
    body = ""
    for first, *rest in rows:
        cells = "".join(fill(f"<td {side}>{{text}}</td>", text=text) for text, side in zip(rest, sides[1:], strict=True))
        body += fill('<tr><th scope="row">{first}</th>', first=first) + f"{cells}</tr>"
    about = fill('<div class="adv-table" tabindex="0" role="region" aria-label="{caption}" data-adv>', caption=caption)
    titled = fill("<table><caption>{caption}</caption>", caption=caption)
    return f"{about}{titled}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"


def asked(report: Report, block: OwnText | Draft) -> str:
    """Say what a place is for: its question, or the sentence that was drawn from the figures."""
    return report.words.say(block.said if isinstance(block, Draft) else block.prompt)


def _own_text(view: View, report: Report, block: OwnText) -> None:
    if report.is_fixed(block.slot):
        for part in filter(None, block.text.split("\n\n")):
            paragraph(part)
        return
    _area(view, report, block, plain(report.words.say(block.prompt)))


def _area(view: View, report: Report, block: OwnText | Draft, label: str) -> None:
    """Give a field for own words, with a warning for what may point at a person; what is written is kept at once."""
    key, text = f"adv_account_text_{report.name}_{block.slot}", block.text or ""
    args = (view, report.period, block.slot, key)
    st.text_area(label, value=text, key=key, max_chars=LONGEST, on_change=_save, args=args)
    warn(view, text)


def warn(view: View, text: str) -> None:
    """Say what in a text may point at a person. The writer decides."""
    found = traces(text, view.project) if text else ()
    if found:
        words = view.context.formats.joined([f"«{one.words}»" for one in found])
        st.warning(plain(view.texts("report.page_text.traces", words=words)))


def _draft(view: View, report: Report, block: Draft) -> None:
    """Show a conclusion that was drawn by rule, to confirm as it is, to take out or to put in one's own words."""
    if report.is_fixed(block.slot):
        paragraph(report.drafted(block))
        return
    paragraph(report.words.say(block.said))
    key = f"adv_account_confirm_{report.name}_{block.slot}"
    label, args = view.texts("report.page_text.confirm"), (view, report.period, block.slot, key)
    st.checkbox(label, value=block.is_confirmed, key=key, on_change=_save, args=args)
    _area(view, report, block, view.texts("report.page_text.instead"))


def _save(view: View, period: Period, slot: str, key: str) -> None:
    """Keep what is in a field: a text, or that a draft is confirmed."""
    given = st.session_state[key]
    text, is_confirmed = (None, given) if isinstance(given, bool) else (str(given).strip() or None, False)
    with user_errors(view.texts):
        views.store().write_account_text(
            view.project.name, period, slot=slot, text=text, is_confirmed=is_confirmed, who=computer_user()
        )
