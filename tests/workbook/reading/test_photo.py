"""Photos: small, upright and without what a camera adds; anything else than a photo is refused."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from adv.errors import FileRefused
from adv.workbook.reading.limits import MEGABYTE
from adv.workbook.reading.photo import LARGEST_PHOTO, SIDE, photo

MAKER, TURNED, PLACE = 0x010F, 0x0112, 0x8825
RED, BLUE = (200, 20, 20), (20, 20, 200)


def taken(size: tuple[int, int] = (800, 600), form: str = "JPEG") -> bytes:
    """A photo as a telephone makes it: red above, blue below, on its side, and it says with what and where."""
    picture = Image.new("RGB", size, RED)
    picture.paste(BLUE, (0, size[1] // 2, *size))
    about = Image.Exif()
    about[MAKER], about[TURNED] = "GEHEIM toestel", 6
    about[PLACE] = {1: "N", 2: (51.0, 28.0, 0.0)}
    made = io.BytesIO()
    picture.save(made, form, exif=about)
    return made.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_nothing_stays_of_what_a_camera_adds(form: str) -> None:
    assert b"GEHEIM" in taken(form=form)
    made = photo(taken(form=form))
    assert b"GEHEIM" not in made
    with Image.open(io.BytesIO(made)) as found:
        assert not found.getexif()
        assert found.format == "JPEG"


def test_it_is_turned_upright() -> None:
    with Image.open(io.BytesIO(photo(taken()))) as found:
        assert found.size == (600, 800)
        left, right = found.getpixel((50, 400)), found.getpixel((550, 400))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert (left[2] > left[0], right[0] > right[2]) == (True, True)  # what was below is to the left


def test_a_large_one_is_made_small_and_a_small_one_stays() -> None:
    with Image.open(io.BytesIO(photo(taken((4000, 3000))))) as found:
        assert max(found.size) == SIDE
        assert found.size == (1200, 1600)
    with Image.open(io.BytesIO(photo(taken((40, 30))))) as found:
        assert found.size == (30, 40)


def test_what_shows_through_becomes_white() -> None:
    made = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(made, "PNG")
    with Image.open(io.BytesIO(photo(made.getvalue()))) as found:
        assert found.getpixel((5, 5)) == (255, 255, 255)


def gif() -> bytes:
    made = io.BytesIO()
    Image.new("P", (5, 5)).save(made, "GIF")
    return made.getvalue()


def bomb() -> bytes:
    """A small file that says that it is 60 000 pixels wide and high."""
    whole = bytearray(taken((10, 10), "PNG"))
    whole[16:24] = (60_000).to_bytes(4, "big") * 2
    return bytes(whole)


REFUSED = {
    "nothing": b"",
    "text": b"<svg onload='alert(1)'/>",
    "another kind": gif(),
    "half of one": taken()[:2000],
    "a bomb": bomb(),
    "too large": taken() + b"\0" * LARGEST_PHOTO * MEGABYTE,
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_what_is_no_photo_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(FileRefused, match="account_photo"):
        photo(content)
