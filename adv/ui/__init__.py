"""EDGE: the only Streamlit outside `pages/` and `dashboard.py`."""
