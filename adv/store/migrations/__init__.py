"""What a database has been through. One revision a file, never changed once it was released."""
