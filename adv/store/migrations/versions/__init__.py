"""The revisions, from the first tables on."""
