"""Recognised columns become typed columns, and problems are said with all their cells. Every different cell is parsed once.

In: a `FoundTable` and what is known. Out: its rows as `Part`s (each attempt apart where a row holds several visits), with what is
wrong in the finding log. One way forward (table): cells completed (column_cells), rows sorted by kind, those that do not count left out
(rows), each column read (column, parsers), and rows with several visits or doors taken apart.
"""
