"""Publications: from the stored data to releases, and from those to the files that programme managers get.

`making` prepares what would be published and adds it to the ledger; `reasons` says why something cannot be. `contents` says which charts a reader sees, in which order; `mailed_file`
writes them as one HTML file that stands by itself, `workbook` as an Excel file. The last three take a `Publication` and nothing else.
"""
