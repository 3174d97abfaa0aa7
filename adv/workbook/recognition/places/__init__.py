"""Places of lists in a sheet: blocks of columns, the row with the headers, the tables that each may be, and kinds of rows below it.

In: a `RawSheet`. Out: a `Layout` and the `Candidate` of each part, later its `RowKinds`.
"""
