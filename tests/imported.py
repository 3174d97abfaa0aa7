"""What a dashboard imports and compresses before its first visitor, done once for all that are forked (see `cold_server`)."""

import gc

import alembic.command
import plotly.graph_objects
import plotly.io
import plotly.offline
import pyarrow.pandas_compat
import sqlalchemy.dialects.sqlite
import starlette.middleware.sessions
import starlette.staticfiles
import streamlit.elements.arrow
import streamlit.elements.plotly_chart
import streamlit.web.cli
import streamlit.web.server.starlette.starlette_agent_routes
import uvicorn.lifespan.on
import uvicorn.loops.auto
import uvicorn.protocols.http.auto
import uvicorn.protocols.websockets.auto

import adv.commands.run
import adv.sample
import adv.store.opening
import adv.ui
from adv.ui.server import static_files

__all__ = ["adv", "alembic", "plotly", "pyarrow", "sqlalchemy", "starlette", "streamlit", "uvicorn"]

for _path in static_files.FILES:
    static_files.static_file(_path)
plotly.graph_objects.Figure(plotly.graph_objects.Bar())  # is imported by its first use
gc.collect()
gc.freeze()  # else every fork goes through all of it, and has its own copy of whatever it looks at
