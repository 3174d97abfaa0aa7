"""EDGE: the only Streamlit outside `pages/` and `dashboard.py`.

What a page uses is named here. `server` is around the app. Every page begins at `front`, which asks `filters` for the choice (in the
`address`) and gives the `view`: the data that was chosen. `page_elements` draws answers and charts, each with the `menu` of its panel;
`side_by_side` has all projects beside each other. Below: `html` on the screen, `downloads` as files, `errors` in sentences.

The page Gegevens is in `data_page`; `milestones` shows what happened in the neighbourhood. `account` is the yearly account, its blocks with
fields and its files are in `account_blocks`. `publishing` makes what `reader_pages` show to programme managers.
"""

from adv.ui.account import account
from adv.ui.data_page.comparing import preview
from adv.ui.data_page.confirming import confirm, waiting
from adv.ui.data_page.history import history
from adv.ui.data_page.importing import is_reading, template_download, upload
from adv.ui.data_page.remembered import remembered
from adv.ui.data_page.verdict import folded, open_questions, still_out, verdict, why_not
from adv.ui.errors import on_script_error, user_errors
from adv.ui.filters import what_if
from adv.ui.front import front_door, open_page
from adv.ui.milestones import milestones
from adv.ui.page_elements import Choice, answer, answers, charts, heading, lead, more, note, pair, paragraph, remark
from adv.ui.publishing import publishing
from adv.ui.reader_pages import open_publication, published
from adv.ui.server import MIDDLEWARE, ROUTES, lifespan
from adv.ui.side_by_side import days_compared, neighbourhoods, who_is_left_out
from adv.ui.view import View, drawn, made

__all__ = ["MIDDLEWARE", "ROUTES", "front_door", "lifespan", "on_script_error"]  # of the app
__all__ += ["View", "drawn", "made", "open_page", "open_publication", "user_errors"]
__all__ += ["Choice", "answer", "answers", "charts", "heading", "lead", "more", "note", "pair", "paragraph", "published", "remark"]
__all__ += ["days_compared", "neighbourhoods", "what_if", "who_is_left_out"]
__all__ += ["confirm", "folded", "is_reading", "open_questions", "preview", "still_out", "upload", "verdict", "waiting", "why_not"]
__all__ += ["account", "history", "milestones", "publishing", "remembered", "template_download"]
