"""The server around the app, from the outside in: who may come in, what an upload may hold, what the page looks like, and its life.

gate           only this computer's own browser, at this server's own address; an upload needs a token of ours, and room
page           headers, language, styles and script; addresses that are closed
greeting       the first word on a web socket, so that the first number need not wait
static_files   Streamlit's scripts and styles, compressed once; of Plotly only the traces that our charts have
lifetime       what is done once at the start and before the end, whoever left meanwhile, and whether it is ready
"""

from starlette.middleware import Middleware

from adv.ui.server import lifetime, page
from adv.ui.server.gate import Gate, UploadGuard
from adv.ui.server.greeting import Greeting
from adv.ui.server.lifetime import lifespan
from adv.ui.server.page import Shell
from adv.ui.server.static_files import StaticFiles

__all__ = ["MIDDLEWARE", "ROUTES", "lifespan"]

MIDDLEWARE = [Middleware(Gate), Middleware(UploadGuard), Middleware(Greeting), Middleware(Shell), Middleware(StaticFiles)]
ROUTES = [*page.ROUTES, *lifetime.ROUTES]
