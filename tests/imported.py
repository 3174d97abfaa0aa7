"""What a dashboard imports and compresses before its first visitor, done once for all that are forked (see `cold_server`)."""

import alembic.command
import plotly.graph_objects
import sqlalchemy.dialects.sqlite
import streamlit.elements.arrow
import streamlit.elements.plotly_chart
import streamlit.web.cli

import adv.commands.run
import adv.sample
import adv.store.opening
import adv.ui
from adv.ui.server import static_files

__all__ = ["adv", "alembic", "plotly", "sqlalchemy", "streamlit"]

for _path in static_files.FILES:
    static_files.static_file(_path)
