"""Rows that are more or less than one visit, request or expense: several visits in one, rows that do not count, marks on a row.

In: the rows of data of a `FoundTable`. Out: which of them count, and as what; each that does not is said or asked.
"""
