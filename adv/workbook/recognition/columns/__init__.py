"""Columns of one table: what their headers say (`header_words`), what each is taken for so far (`assignment`), and what came of it.

In: a `Layout` and the table that it may be. Out: `TableColumns`, made by every kind of `evidence` in the order of `table_columns.EVIDENCE`.
"""
