"""Legends: colours and codes, and what the maker of the workbook wrote down that they mean.

In: sheets with their colours, and those that hold a legend. Out: colours as words in a column of their own, and which cells are legend.
What codes mean is kept by `adv.workbook.vocabulary.code_legends`.
"""
