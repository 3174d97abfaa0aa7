"""Kinds of evidence for what the columns of a table are, each a small module with one or two functions.

In: an `Assignment`. Out: the same with more known of its columns. `recognition.columns.EVIDENCE` names them in their order; a new
kind is a module here and a name there.
"""
