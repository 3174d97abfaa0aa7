"""Charts that a page asks of more than one metric. A module per page."""
