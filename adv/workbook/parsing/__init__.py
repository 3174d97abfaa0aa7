"""Recognised columns become typed columns, and problems are said with all their cells. Every different cell is parsed once.

In: a `FoundTable` and what is known. Out: its rows as `Part`s (each attempt apart where a row holds several visits), with what is
wrong in the finding log. One way forward (table): merged and ditto cells filled, rows sorted by kind, each column read, rows completed.
"""
