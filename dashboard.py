"""The front door: the language and the pages. Nothing else.

Streamlit runs this file at every rerun; the server imports it once, for `app`.
"""

import streamlit as st

from adv import ui

if __name__ == "__main__":
    ui.front_door()
else:
    app = st.App(__file__, lifespan=ui.lifespan, routes=ui.ROUTES, middleware=ui.MIDDLEWARE, on_script_error=ui.on_script_error)
