"""What several commands need: reading the files that were named, and correcting columns."""
