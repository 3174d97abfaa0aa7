"""Kinds of evidence for what the columns of a table are, each a function; those that are alike share a module.

In: an `Assignment`. Out: the same with more known of its columns. `columns.table_columns.EVIDENCE` names them in their order; a new
kind is a function here and a name there.
"""
