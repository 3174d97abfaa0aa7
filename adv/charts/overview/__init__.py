"""Charts and sentences of the page Overzicht."""
