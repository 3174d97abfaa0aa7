"""Charts and sentences of the page Resultaten."""
