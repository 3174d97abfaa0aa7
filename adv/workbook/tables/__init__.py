"""Structs that the rooms of the workbook hand to each other: cells, columns of one table with where each row stood, and findings.

In: nothing; these are structs. Out: `RawSheet` and its cells (grid), typed columns while they are checked (table), one
problem of one workbook as data (findings), and problems as they are found, alike ones grouped (finding_log).
"""
