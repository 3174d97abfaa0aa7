"""Structs that the rooms of the workbook hand to each other: cells, columns of one table with where each row stood, and findings.

In: nothing; these are structs. Out: `RawSheet`, its cells and looks (grid), typed columns while they are checked (table), problems of a
workbook as data, alike ones grouped as they are found (findings).
"""
