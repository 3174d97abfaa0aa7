"""What several commands need: reading the files that were named, correcting columns, and figures as lines of text."""
