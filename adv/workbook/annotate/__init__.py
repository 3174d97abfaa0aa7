"""The user's own workbook handed back: the cells of findings coloured and commented, and a first sheet that sums up.

In: an `Upload` and its findings. Out: the bytes of an .xlsx. annotator asks a worker process for it, with what is to be marked as data
(markings); worker is that process, the only one here that touches the file: it changes an .xlsx in place (xlsx, of package, sheet,
styles and comments, by way of editing), and of any other file writes the values anew (fresh).
"""
