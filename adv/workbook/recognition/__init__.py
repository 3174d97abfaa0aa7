"""Recognition of the table that a sheet holds, where, and which column is which: proposed, with how sure it is and why.

In: a `RawSheet` and what is known (vocabulary). Out: `FoundTable`s, or a `SheetRecognition` of what is left out. One way forward
(sheet): layout (blocks and header rows) → candidates (which tables they may be) → columns (each kind of evidence in turn, doubts
settled) → rows sorted.
"""
