"""Recognition of the table that a sheet holds, where, and which column is which: proposed, with how sure it is and why.

In: a `RawSheet` and what is `known`. Out: a `FoundTable` for each list (`found_table`), or a `SheetRecognition` of what is left out.
One way forward (`sheet`): lists of another shape are laid out as rows (`shapes`), colours and codes become words (`legends`), each block
is looked at as every table (`places`), its columns get their fields (`columns`, by each kind of `evidence` in turn), it is told whether
it is of this project (`ours`), and what is not read is said (`notices`).
"""
