"""Photos that come in, for a yearly account: made small and written anew, so that nothing stays of what a camera adds (place, time, owner)."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image, ImageOps

from adv.errors import FileRefused, FileTooLarge
from adv.workbook.reading.limits import MEGABYTE

LARGEST_PHOTO: Final = 10  # megabytes
MOST_PIXELS: Final = 50_000_000  # of the best telephones
SIDE: Final = 1600  # pixels: sharp on half a page
QUALITY: Final = 85
FORMATS: Final = ("JPEG", "PNG")


def photo(content: bytes) -> bytes:
    """Write a photo anew as a JPEG of at most 1600 pixels, upright and without anything beside its colours.

    Raises `FileRefused`: not a JPEG or PNG, damaged, or over a limit.
    """
    if len(content) > LARGEST_PHOTO * MEGABYTE:
        raise FileTooLarge("account_photo", limit=LARGEST_PHOTO)
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as found:
            if found.width * found.height > MOST_PIXELS:
                raise FileTooLarge("account_photo", limit=LARGEST_PHOTO)
            found.draft("RGB", (SIDE, SIDE))  # a large JPEG is never held whole
            upright = ImageOps.exif_transpose(found).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise FileRefused("account_photo", limit=LARGEST_PHOTO) from None
    upright.thumbnail((SIDE, SIDE))
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(upright, mask=upright.getchannel("A"))
    made = io.BytesIO()
    flat.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()
