"""Nothing lost: imports, undos and redos that are killed, starved and cut off, hundreds of times, on both databases.

``python -m tests.endure [--kills 200] [--faults 100] [--database sqlite|postgresql|both]``; a short run of it is in the tests.

work        one import, undo or redo in a process of its own
places      where it is done: an SQLite file, a PostgreSQL server
trial       start the work, disturb it, and see what is there and what was said
kills       kill -9 at random moments
faults      write faults, a full disk, a lock, a lost connection, a server that stops
"""
