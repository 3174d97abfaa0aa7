"""The two yardsticks for a page: Streamlit with nothing on it, and the plainest app that a good tutorial would write."""

EMPTY = """
import streamlit as st
st.write("Goedemorgen")
"""

PLAINEST = """
import os
import pandas as pd
import plotly.express as px
import streamlit as st

file = os.environ["BENCH_WORKBOOK"]
visits = pd.read_excel(file, sheet_name="Bezoeken")
requests = pd.read_excel(file, sheet_name="Hulpvragen")
expenses = pd.read_excel(file, sheet_name="Uitgaven")
done = visits[visits["Uitkomst"] == "gesprek gevoerd"]
st.metric("Bezoeken", f"{len(done)} / 160")
st.metric("Besteed", f"{expenses['Bedrag'].sum():.2f}")
st.plotly_chart(px.line(done.sort_values("Datum").assign(n=range(1, len(done) + 1)), x="Datum", y="n"))
st.plotly_chart(px.bar(visits.groupby("Straat").size().reset_index(name="n"), x="Straat", y="n"))
st.plotly_chart(px.line(expenses.sort_values("Datum").assign(cum=lambda e: e["Bedrag"].cumsum()), x="Datum", y="cum"))
st.plotly_chart(px.bar(requests.groupby("Status").size().reset_index(name="n"), x="Status", y="n"))
"""
