"""Charts and sentences of the page Prognose."""
