"""Charts and sentences of the page Bereik."""
