"""Pure: a Dataset in, frozen structs out. No Streamlit, no SQL, no texts. Every definition is in docs/indicators.md.

All of them are exact figures: for the coordinator. What others see is published first.
"""
