"""Revisions, from the first tables on."""
