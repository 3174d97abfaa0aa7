"""The page Gegevens: workbooks in, what came of them, what is asked, and what would change; earlier imports and what is remembered.

The way of an upload: `importing` (workbooks, read) → `verdict` (what came out, what does not count) → `comparing` (in the place of what is
stored, or beside it) → `questions` (what is left open; of columns `column_questions`, of words `word_questions`; `questions_so_far` keeps
numbers and answers, `effects` what these change, `corrections` what the user said) → `recognised_sheets` (how it was understood) →
`findings` (what is wrong) → `confirming`, with `changes` to the row.
`history` lists earlier imports and takes them back; `remembered` shows what is known of earlier readings.
"""
