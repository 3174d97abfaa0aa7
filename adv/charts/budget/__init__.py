"""Charts and sentences of the page Budget."""
