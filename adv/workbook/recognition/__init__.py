"""Which table a sheet holds, where, and which column is which: proposed, with how sure it is and why.

In: a `RawSheet` and what is known (vocabulary). Out: a `SheetRecognition`. One way forward: layout (blocks and header rows) →
candidates (which tables they may be) → columns (one header, then all together) → doubts settled → rows sorted.
"""
