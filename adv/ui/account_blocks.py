"""Blocks of the yearly account on the page, a field in the place of every own text; its files, and a document back from Word."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from adv.access import computer_user
from adv.accounts import Account
from adv.errors import AdvError
from adv.report.blocks import Block, Bullets, Draft, Heading, Listing, OwnText, Paragraph, Photo, Picture, Table
from adv.report.facts import LONGEST_OWN_TEXT
from adv.report.outline import Report
from adv.report.privacy import traces
from adv.report.returned import Returned, returned
from adv.report.writers import FORMATS, writer
from adv.settings import read_template
from adv.store.yearly_accounts import StoredPhoto
from adv.ui import view as views
from adv.ui.downloads import file_button
from adv.ui.errors import user_errors
from adv.ui.html import fill, plain, write
from adv.ui.page_elements import heading, paragraph
from adv.ui.view import View
from adv.workbook.reading import photo as photos
from adv.workbook.reading.limits import MEGABYTE
from adv.workbook.reading.reader import shown_name
from adv.workbook.reading.word_file import WORD_LIMITS, controls, template

NAMES = {"docx": "Word", "pdf": "PDF", "pptx": "PowerPoint", "xlsx": "Excel"}  # names of their own
LONGEST_TITLE = 200
LARGEST_TEMPLATE = WORD_LIMITS.upload // MEGABYTE
MADE_KEY, ROUND_KEY, TAKEN_KEY = "adv_account_made", "adv_account_round", "adv_account_taken"


def show(view: View, known: Account, report: Report, block: Block) -> None:
    """Show one block as it will be in the files; what is closed can be read only."""
    words = report.words
    match block:
        case Heading():
            st.html(fill("<h2>{text}</h2>", text=words.head(block)))  # headings of the first level are the titles of folds
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
        case OwnText() | Draft():
            _own_words(view, known, report, block)
        case Photo():
            _photo(view, known, report, block)


def _table(report: Report, block: Table) -> None:
    words = report.words
    caption = report.words.say(block.caption)
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


def _area(view: View, known: Account, report: Report, block: OwnText | Draft, label: str) -> None:
    """Give a field for own words, with a warning for what may point at a person; what is written is kept at once."""
    key = _key("text", report, block, is_other=isinstance(block, Draft) and block.is_confirmed)
    text = block.text or ""
    args = (view, known, block.slot, key, (text, st.session_state.get(TAKEN_KEY, 0)))
    if isinstance(block, OwnText) and block.is_title:
        st.text_input(label, value=text, key=key, max_chars=LONGEST_TITLE, on_change=_save, args=args)
    else:
        st.text_area(label, value=text, key=key, max_chars=LONGEST_OWN_TEXT, on_change=_save, args=args)
    warn(view, text)


def _key(kind: str, report: Report, block: OwnText | Draft, *, is_other: bool) -> str:
    """Name a field: another one when its text comes from outside it, so that it is shown."""
    return f"adv_account_{kind}_{report.name}_{block.slot}_{st.session_state.get(TAKEN_KEY, 0)}{'_' * is_other}"


def warn(view: View, text: str) -> None:
    """Say what in a text may point at a person. The writer decides."""
    found = traces(text, view.project) if text else ()
    if found:
        words = view.context.formats.joined([f"«{one.words}»" for one in found])
        st.warning(plain(view.texts("report.page_text.traces", words=words)))


def _own_words(view: View, known: Account, report: Report, block: OwnText | Draft) -> None:
    """Give a place to write in; a conclusion drawn by rule can be confirmed, taken out or put in one's own words."""
    if report.is_fixed(block.slot):
        for part in [report.drafted(block)] if isinstance(block, Draft) else filter(None, block.text.split("\n\n")):
            paragraph(part)
        return
    if isinstance(block, OwnText):
        # The prompt names nothing of the user's, so it is not escaped: a screen reader would read the escapes aloud.
        _area(view, known, report, block, report.words.say(block.prompt))
        return
    paragraph(report.words.say(block.said))
    key = _key("confirm", report, block, is_other=bool(block.text))
    label = view.texts("report.page_text.confirm")
    args = (view, known, block.slot, key, (block.is_confirmed, st.session_state.get(TAKEN_KEY, 0)))
    st.checkbox(label, value=block.is_confirmed, key=key, on_change=_save, args=args)
    _area(view, known, report, block, view.texts("report.page_text.instead"))


def _photo(view: View, known: Account, report: Report, block: Photo) -> None:
    """Show a photo, or take one with what it shows; who can be recognised in it has agreed."""
    texts = view.texts
    key = f"adv_account_photo_{report.name}_{block.slot}"
    is_fixed = report.is_fixed(block.slot)
    if block.content:
        drawn = b64encode(block.content).decode()
        write('<img src="data:image/jpeg;base64,{drawn}" alt="{alt}" data-adv>', drawn=drawn, alt=block.alt)
        if not is_fixed:
            label = texts("report.page_text.photo_away")
            nothing = (view, known, block.slot, None, "")
            st.button(label, key=f"{key}_away", on_click=_keep_photo, args=nothing)
    elif not is_fixed:
        place = f"{key}_{st.session_state.get(ROUND_KEY, 0)}"
        label = f"{report.words.say(block.prompt)}: {texts('report.page_text.photo')}"
        kinds = ["jpg", "jpeg", "png"]
        chosen: UploadedFile | None = st.file_uploader(label, type=kinds, key=place, max_upload_size=photos.LARGEST_PHOTO)
        if chosen is not None:
            alt = str(st.text_input(texts("report.page_text.photo_alt"), key=f"{key}_alt", max_chars=LONGEST_TITLE)).strip()
            is_agreed = st.checkbox(texts("report.page_text.photo_consent"), key=f"{key}_consent")
            args = (view, known, block.slot, chosen.getvalue(), alt)
            is_ready = bool(alt) and is_agreed
            label = texts("report.page_text.photo_keep")
            st.button(label, key=f"{key}_keep", disabled=not is_ready, on_click=_keep_photo, args=args)


def _keep_photo(view: View, known: Account, slot: str, content: bytes | None, alt: str) -> None:
    """Keep a photo, made small and without what a camera adds, or take it away for good."""
    with user_errors(view.texts):
        made = None if content is None else StoredPhoto(alt, photos.photo(content))
        views.store().write_account_photo(known.name, known.period, slot=slot, photo=made, who=computer_user())
        st.session_state[ROUND_KEY] = st.session_state.get(ROUND_KEY, 0) + 1


def _save(view: View, known: Account, slot: str, key: str, before: tuple[str | bool, int]) -> None:
    """Keep what is in a field: a text, or that a draft is confirmed; not a text from before a document was taken over."""
    given = st.session_state[key]
    if given == before[0] and before[1] != st.session_state.get(TAKEN_KEY, 0):
        return
    text, is_confirmed = (None, given) if isinstance(given, bool) else (str(given).strip() or None, False)
    with user_errors(view.texts):
        write = views.store().write_account_text
        who = computer_user()
        write(known.name, known.period, slot=slot, text=text, is_confirmed=is_confirmed, who=who)


def files(view: View, known: Account, report: Report, buttons: DeltaGenerator) -> None:
    """Make the four files, telling how far it is, and offer them until the account says something else; take texts back from Word."""
    place = st.container()
    with st.expander(view.texts("report.page_text.word")):
        own = _own_template(view)
        if not known.closed:
            _from_word(view, known, report)
    if buttons.button(view.texts("report.page_text.make"), key="adv_account_make", icon=":material/description:"):
        with place:
            st.session_state[MADE_KEY] = (report, own, _made(view, report, own))
    made_of, template_of, made = st.session_state.get(MADE_KEY, (None, None, {}))
    if made_of is report and template_of == own:
        with place, st.container(horizontal=True, key="adv_account_files"):
            for form, content in made.items():
                file_button(NAMES[form], partial(bytes, content), f"{report.name}.{form}", f"adv_account_{form}")


def _made(view: View, report: Report, own: bytes | None) -> dict[str, bytes]:
    made = {}
    bar = st.progress(0.0)
    try:
        for number, form in enumerate(FORMATS):
            bar.progress(number / len(FORMATS), text=view.texts("report.page_text.making", file=NAMES[form]))
            write = writer(form)
            made[form] = write(report, own) if form == "docx" and own is not None else write(report)  # type: ignore[call-arg]  # its own
    finally:
        bar.empty()
    return made


def _own_template(view: View) -> bytes | None:
    """Let the user choose a template for now; else the one of the settings. What it lacks is said."""
    texts, own = view.texts, None
    heading(texts("report.page_text.template"))
    with user_errors(texts):
        paragraph(texts("report.page_text.template_help"))
        label = texts("report.page_text.template_file")
        kinds = ["docx", "dotx"]
        chosen = st.file_uploader(label, type=kinds, key="adv_account_template", max_upload_size=LARGEST_TEMPLATE)
        content = chosen.getvalue() if chosen else read_template(view.project)
        if content is not None:
            from adv.report.writers.docx import missing  # noqa: PLC0415 - the page must not wait for the library

            own = template(content)
            lacking = missing(own)
            told = texts("report.page_text.lacking", names=", ".join(lacking)) if lacking else texts("report.page_text.whole")
            st.info(plain(told))
    return own


def _from_word(view: View, known: Account, report: Report) -> None:
    """Take a document back that was edited in Word: what would change is shown, and kept only when the user says so."""
    texts = view.texts
    heading(texts("report.page_text.back"))
    with user_errors(texts):
        paragraph(texts("report.page_text.back_help"))
        key = f"adv_account_back_{report.name}_{st.session_state.get(ROUND_KEY, 0)}"
        label = texts("report.page_text.back_file")
        file: UploadedFile | None = st.file_uploader(label, type=["docx"], key=key, max_upload_size=LARGEST_TEMPLATE)
        if file is None:
            return
        found = returned(report, controls(file.getvalue(), shown_name(file.name)))
        if any(len(edit.after) > LONGEST_OWN_TEXT for edit in found.edits):
            raise AdvError("account_long", limit=LONGEST_OWN_TEXT)
        if found.homeless:
            st.warning(plain(texts("report.page_text.homeless", texts=view.context.formats.joined(found.homeless))))
        if not found.edits:
            paragraph(texts("report.page_text.no_edits"), "adv-answer")
            return
        _shown(view, report, found)
        label = texts.count("report.page_text.take", len(found.edits))
        st.button(label, key="adv_account_take", on_click=_take, args=(view, known, found))


def _shown(view: View, report: Report, found: Returned) -> None:
    """Put each text as it is beside what it would be, with a warning for what may point at a person."""
    texts = view.texts
    nothing = texts("report.page_text.nothing")
    rows = [[asked(report, edit.block), edit.before or nothing, edit.after or nothing] for edit in found.edits]
    heads = [texts("report.page_text.part"), texts("words.now"), texts("report.page_text.becomes")]
    st.html(rows_as_html(texts("report.page_text.back"), heads, rows, right=[False] * 3))
    for edit in found.edits:
        warn(view, edit.after)


def _take(view: View, known: Account, found: Returned) -> None:
    """Keep the texts, each as a line of its history; an emptied draft is taken out, an emptied text is not written."""
    with user_errors(view.texts):
        for edit in found.edits:
            text = edit.after if edit.after or isinstance(edit.block, Draft) else None
            views.store().write_account_text(known.name, known.period, slot=edit.block.slot, text=text, who=computer_user())
        st.session_state[ROUND_KEY] = st.session_state.get(ROUND_KEY, 0) + 1  # an empty place for the next document
        st.session_state[TAKEN_KEY] = st.session_state.get(TAKEN_KEY, 0) + 1  # fields of their own for what is kept now
