"""Bytes of unknown origin become cells. The only room that touches files, in a worker process that may be lost.

In: an `Upload` (bytes and a name). Out: a `RawWorkbook` of cells without meaning, or `FileRefused` with the reason.
precheck says what kind of file it is and whether it is safe; worker reads it with calamine within limits; reader runs the
worker; protocol is what travels between the two. Any step here may raise `FileRefused`, which ends the reading;
only the docstrings of what other rooms call say so again.
"""
