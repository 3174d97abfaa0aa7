"""Cells that are read otherwise than one by one: by what stands above them, by their whole column, by a legend, by what the user said.

In: the cells of recognised columns. Out: the same, completed, or with what has to be asked about them.
"""
