"""The words of the field and of the project: fields, sheets, statuses, streets, and what people write for them.

In: a word or a cell, the project, the word files and what the user decided earlier. Out: its meaning, or that nobody knows it.
words/ has the words people use, per language; canonical_form the template's own; knowledge says what a column of cells looks like.
"""
