"""Charts and sentences of the page Kernteam."""
