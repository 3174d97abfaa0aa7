"""Rows of a list of expenses that comes from bookkeeping: which of them are costs of this project, and for how much.

In: a `FoundTable` of expenses and its columns as cells. Out: `LedgerRows`, and findings about all that is left out. One way forward (rows):
the words beside the amounts → what each account is → which side is spent → what each row is → whose it is.
"""
