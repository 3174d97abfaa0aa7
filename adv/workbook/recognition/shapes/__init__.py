"""Shapes of lists that are no rows under headers: cards, tallies, rounds, calendars, lists on their side, money by month.

In: a `RawSheet`. Out: one with rows and columns as other lists have them, and a finding that says so; of money by month, its blocks.
`arranged` tries the shapes in their order.
"""
