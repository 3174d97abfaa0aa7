"""Checks of what only shows between rows and between tables: references, the same thing twice, sums, the order of days.

In: typed columns of all tables, with where each row stood. Out: the same columns with households, areas and numbers filled in,
without the rows that cannot count, and a finding for each problem.
"""
