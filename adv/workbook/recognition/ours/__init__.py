"""Signs that a list, or a tab, is of this project and counts, and not another neighbourhood's, a plan, a copy or an example.

In: a `Candidate`, or the name and titles of a tab. Out: what speaks for and against it.
"""
