"""The figure that the screen shows as a picture that stands by itself: SVG, for a file, a mail, a sheet of paper. Pure.

It draws what our charts use (bars, points and lines, heat maps) and nothing else of Plotly: `picture` says what, and anything
beyond raises `UnknownFeature`, so that a chart which cannot be drawn fails a test and not a reader. It puts a figure together:
`frame` makes room for its labels and the names of traces, `scales` turns values into places, `marks` draws the traces; `ink` writes
elements and texts, and knows how wide those are.

The same figure gives the same bytes, always: no day, no random name. Names of elements begin with the name that the caller gives.
"""

from adv.charts.svg.picture import UnknownFeature, svg

__all__ = ["UnknownFeature", "svg"]
