"""EDGE: any spreadsheet becomes recognised tables and findings.

The rooms, in the order in which a file goes through them:

reading       bytes → cells, in a worker process: the only room that touches files
tables        cells, columns and findings: what the rooms hand to each other
values        one cell → text, day, amount, number
vocabulary    the words of the field and of the project, and what people write for them
recognition   cells → which table and which columns these are
parsing       recognised columns → typed columns and findings
checks        what only shows between rows and between tables
understood    how it was understood, and what the user decided, as structs; memory keeps it for the next file of that shape
annotate      the user's own workbook handed back, the cells of findings marked

intake is the one door: it does all of these in order. template makes the empty workbook that the app hands out.
"""
