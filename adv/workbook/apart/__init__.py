"""Understanding of uploads apart from the server: in a worker with limits, that can be stopped and takes its readers along.

In: uploads and what is known. Out: the `Intake` that `adv.workbook.intake` would have given here, or why there is none.
"""
