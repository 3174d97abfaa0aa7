"""Charts and sentences of the page Hulpvragen."""
