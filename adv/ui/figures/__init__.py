"""The figures that are read rather than seen: rates with their denominators, as tables with the parts of a chart. A module per page.

Each is said in words, with what it was taken from; one that the data cannot give says why.
"""
