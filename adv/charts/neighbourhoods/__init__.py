"""Charts and sentences of the page Wijken."""
