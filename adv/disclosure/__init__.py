"""Pure: keeps what identifies people out of what is stored and shown."""
