"""Sections of a report: facts in, blocks out. Which sentence of a group fits is decided here; the words are in the texts."""
