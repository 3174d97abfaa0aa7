"""One cell becomes one value: text, a day, an amount, a number, yes or no. Knows nothing of rows, columns or projects.

In: a cell. Out: `Parsed`: the value, nothing, or the problem with it.
"""
