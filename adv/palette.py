"""Colours of the screen, of paper and of office files, once: whoever draws takes them from here.

The hues are those of Okabe and Ito (Color Universal Design, 2008), which colour-blind people tell apart. Their luminance goes in
steps: of the colours that meet in one chart each is 1,3 times as light as the next, so that a grey print tells them apart too. All
have a contrast of 4,5 : 1 with the background (WCAG 2.2, 1.4.3 and 1.4.11): a number in the background's colour can be read on a bar.

A hue is called by its one meaning, so that whatever has a meaning changes its colour everywhere by one line of `LIGHT` and one of `DARK`.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from msgspec.structs import replace


class Style(Struct, frozen=True):
    """Colours of one theme."""

    theme: str  # "light" or "dark"
    background: str  # of the page; charts themselves are transparent
    text: str
    muted: str  # plans, limits, what stands behind
    grid: str
    panel: str  # behind cards and code: a little off the background
    done: str  # completed, closed, spent; also what one series alone is drawn in
    waiting: str  # under way, or still to do
    aim: str  # target, budget, ambition; better than the rest
    wrong: str  # refused, not taken up, over the budget; worse than the rest
    agreed: str  # an appointment, referred to others, a day set down beforehand
    ended: str  # counts no longer: vacant, withdrawn
    wait_bands: tuple[str, str, str, str]  # one hue in steps, from just begun to waiting longest
    heat: tuple[str, str]  # from none to all, in a heat map; the text is readable on both

    @property
    def categorical(self) -> tuple[str, ...]:
        """Colours for things without an order, such as themes."""
        return (self.done, self.waiting, self.aim, self.agreed, self.wrong, self.ended)

    def of(self, code: str) -> str:
        """Give the colour of an outcome of a visit, a status of a request or a state of a home."""
        return str(getattr(self, MEANING[code]))


MEANING = {"conversation": "done", "appointment": "agreed", "not_at_home": "waiting", "refused": "wrong", "vacant": "ended"}
MEANING |= {"open": "wrong", "in_progress": "waiting", "referred": "agreed", "closed": "done", "withdrawn": "ended"}
MEANING |= {"reached": "done", "to_do": "waiting", "never": "agreed"}  # homes; refused and vacant as above

LIGHT = Style(
    theme="light",
    background="#ffffff",
    text="#1f2933",
    muted="#5f6b7a",
    grid="#e3e7ec",
    panel="#f6f8fa",
    done="#0067a5",  # blue
    waiting="#a46800",  # orange
    aim="#008844",  # green
    wrong="#902b0c",  # vermilion
    agreed="#601d63",  # purple
    ended="#1f262d",  # grey
    wait_bands=("#d73f11", "#9f2f0d", "#6b2009", "#200903"),
    heat=("#f1f6fa", "#7fb9dd"),
)
DARK = Style(
    theme="dark",
    background="#0e1117",
    text="#eef1f5",
    muted="#a3adba",
    grid="#2b323d",
    panel="#171c25",
    done="#4aa8e0",  # blue
    waiting="#efaf42",  # orange
    aim="#25d399",  # green
    wrong="#ee5118",  # vermilion
    agreed="#f1c9f9",  # purple
    ended="#f2f4f7",  # grey
    wait_bands=("#df4912", "#f18158", "#f8b9a3", "#fdf0ec"),
    heat=("#16202a", "#1f6391"),
)

# Of a mailed publication that is printed: the light theme with a darker ground. The account and printed pages of the dashboard have `LIGHT` itself.
PRINT = replace(LIGHT, text="#000000", muted="#444444", grid="#c9ced5", panel="#ffffff", heat=("#ffffff", "#a9cbe3"))

# Of the files of an account (pdf, docx, xlsx, pptx).
DEEP: Final = "#003f66"  # a blue
INK: Final = LIGHT.text
NOTE: Final = "#4a5562"
RULE: Final = "#8a94a2"
PALE: Final = "#eef3f7"
AMBER: Final = "#f2b84b"
WANTED: Final = "#bfd6e6"  # heads of columns that must be filled in

# Of the band that says that data are invented: dark on amber in both themes.
BAND: Final = {"band": "#ffe08a", "band-ink": "#33270a", "band-button": "#fffaf0", "band-edge": "#7a5c10"}
