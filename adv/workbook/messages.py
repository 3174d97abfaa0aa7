"""What goes to a child process and comes back: plain data, each message with its length in front."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, msgpack

from adv.workbook.limits import Limits  # noqa: TC001 (decoding needs it)

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTH_BYTES = 4
_encoder = msgpack.Encoder()
_decoder = msgpack.Decoder()


class Order(Struct, frozen=True):
    """The first message to a child: what it may use, and how it is to read."""

    limits: Limits
    extension: str = ""  # of the file's name
    is_trusting: bool = False  # read a sheet while it is being checked


def framed(message: object) -> bytes:
    """A message as it travels.

    Raises
    ------
    OverflowError
        It is longer than four bytes can say.
    """
    said = _encoder.encode(message)
    return len(said).to_bytes(LENGTH_BYTES, "big") + said


class Inbox:
    """Messages, as their bytes come in in pieces of any size."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, piece: bytes) -> Iterator[Any]:
        """The messages that are whole with this piece.

        Raises
        ------
        msgspec.DecodeError
            These bytes are no message.
        """
        self._bytes += piece
        while len(self._bytes) >= LENGTH_BYTES:
            end = LENGTH_BYTES + int.from_bytes(self._bytes[:LENGTH_BYTES], "big")
            if len(self._bytes) < end:
                return
            with memoryview(self._bytes) as whole, whole[LENGTH_BYTES:end] as said:
                message = _decoder.decode(said)
            del self._bytes[:end]
            yield message
