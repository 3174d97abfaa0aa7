"""Migrations of the database. One revision a file, never changed once it was released."""
