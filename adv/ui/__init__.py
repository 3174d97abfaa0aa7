"""EDGE: the only Streamlit outside `pages/` and `dashboard.py`.

What a page uses is named here; where it is made:

server      around the app: headers, language of the page, what happens once at the start
front       the front door, and how every page opens: heading, sample banner, choice
session     one visitor's language, and that the visitor came in through the front door
filters     the choice in the side bar, bound to the address
view        the data that was chosen, and results kept between reruns
parts       the answer, panels of one chart each, and what comes second
menu        what a panel offers: explanation, table, rows, files, pictures, a link
chooser     what a chart is divided by
behind      from a number to its rows, and where each of them stands
downloads   a table as Excel and CSV, with what it is
account     the yearly account: which year, own texts, files, closing it (account_blocks: its blocks with fields)
milestones  what happened in the neighbourhood, and setting it
figures/    rates, and money against work: what is read rather than seen, a module per page
corrections what the user decided about columns, sheets and words
importing   workbooks from the uploader, read
confirming  from what was read to what is stored, now or after it waited
verdict     what came out of a workbook, what does not count, and the rest folded
questions   what a workbook leaves open, one question at a time
sheets      how a workbook was understood, and saying otherwise
words       words that were given a meaning
remembered  what is remembered of earlier readings, and forgetting it
reading     what is wrong with a workbook
solved      what a second upload solved
annotated   the user's own workbook with the cells of findings marked
changes     what an import or an undo changes, to the row
history     what was imported before, and the template
undo        taking an import back
publishing  quarters for programme managers: as they will be beside the exact ones, and publishing them
published_pages  how a page of programme managers opens, and its panels
what_if     what one would change in the coming weeks, for the forecast
tables      frames as tables on the screen and as files
workbook_file   a table as an Excel workbook, however long
errors      what a user sees when something goes wrong
html        the only place where HTML is made
assets/     the one stylesheet, the one script, the icon
"""

from adv.ui.account import account
from adv.ui.chooser import choice
from adv.ui.confirming import confirm, preview, waiting
from adv.ui.errors import on_script_error, user_errors
from adv.ui.figures import (
    budget_figures,
    coverage_figures,
    days_compared,
    earned_value,
    neighbourhoods,
    request_figures,
    themes_in_one_conversation,
    who_is_left_out,
)
from adv.ui.front import front_door, open_page
from adv.ui.history import history, template_download
from adv.ui.importing import is_reading, upload
from adv.ui.milestones import milestones
from adv.ui.page_elements import answer, answers, charts, heading, lead, more, note, pair, paragraph, remark
from adv.ui.published_pages import Reader, open_publication, published
from adv.ui.publishing import publishing
from adv.ui.questions import ask
from adv.ui.remembered import remembered
from adv.ui.server import MIDDLEWARE, ROUTES, lifespan
from adv.ui.verdict import folded, still_out, verdict, why_not
from adv.ui.view import View
from adv.ui.what_if import what_if

__all__ = [
    "MIDDLEWARE",
    "ROUTES",
    "Reader",
    "View",
    "account",
    "answer",
    "answers",
    "ask",
    "budget_figures",
    "charts",
    "choice",
    "confirm",
    "coverage_figures",
    "days_compared",
    "earned_value",
    "folded",
    "front_door",
    "heading",
    "history",
    "is_reading",
    "lead",
    "lifespan",
    "milestones",
    "more",
    "neighbourhoods",
    "note",
    "on_script_error",
    "open_page",
    "open_publication",
    "pair",
    "paragraph",
    "preview",
    "published",
    "publishing",
    "remark",
    "remembered",
    "request_figures",
    "still_out",
    "template_download",
    "themes_in_one_conversation",
    "upload",
    "user_errors",
    "verdict",
    "waiting",
    "what_if",
    "who_is_left_out",
    "why_not",
]
