"""Nearly all rows of an .ods as LibreOffice and Excel write them, recognised by one regular expression.

The XML parser needs half a minute for 100 000 rows of ten cells. A row that this expression takes has no surprises: no error, no
formula without an outcome, nothing hidden, spanned or repeated but empty cells, no markup within a text. It is not parsed;
any other row is.
"""

from __future__ import annotations

import re
from typing import Final

ROW_START: Final = b"<table:table-row"
ROW_END: Final = b"</table:table-row>"
CELL: Final = b"<table:table-cell"
VALUED: Final = b'office:value-type="'
MOST_TEXT: Final = 2000  # bytes of a text between two entities; a longer one is looked at closely
REPEATED: Final = re.compile(rb' table:number-columns-repeated="([0-9]+)"')

_NAME = r'"[^"<>&]{0,200}+"'
_PLAIN = rf"[^<&\x00-\x08\x0b\x0c\x0e-\x1f]{{0,{MOST_TEXT}}}+"
_TEXT = rf"{_PLAIN}(?:&(?:amp|lt|gt|quot|apos);{_PLAIN}){{0,10}}"
_STYLE = rf"(?: table:style-name={_NAME})?(?: table:content-validation-name={_NAME})?"
_EMPTY = rf'{_STYLE}(?: table:number-columns-repeated="[1-9][0-9]{{0,4}}+")?/>'
_NUMBER = r' office:value="-?[0-9]{1,20}+(?:\.[0-9]{1,20}+)?(?:[eE][-+]?[0-9]{1,3}+)?"'
_DAY = r' office:date-value="[-0-9T:.]{8,40}+"'
_TYPED = (
    rf'float"{_NUMBER}|percentage"{_NUMBER}|currency"(?: office:currency={_NAME})?{_NUMBER}|date"{_DAY}'
    r'|time" office:time-value="[-0-9A-Z.]{2,40}+"|boolean" office:boolean-value="(?:true|false)"|string"'
)
_KIND = r'(?: calcext:value-type="(?:float|percentage|currency|date|time|boolean|string)")?'
_FILLED = rf'{_STYLE}(?: table:formula="[^"<>]{{0,2000}}+")? office:value-type="(?:{_TYPED}){_KIND}>(?:<text:p>{_TEXT}</text:p>|<text:p/>)?</table:table-cell>'
PLAIN_ROW: Final = re.compile(
    rf"<table:table-row(?: table:style-name={_NAME})?>(?:<table:table-cell(?:{_EMPTY}|{_FILLED})){{1,300}}</table:table-row>\s*+".encode()
)


def last_column(piece: bytes, start: int, end: int) -> int:
    """Find the column, from 0, of the last cell with a value in the row that lies there; −1 when it has none."""
    last = piece.rfind(VALUED, start, end)
    if last < 0:
        return -1
    column = piece.count(CELL, start, last) - 1
    if piece.find(b"repeated", start, last) >= 0:
        column += sum(int(count) - 1 for count in REPEATED.findall(piece, start, last))
    return column
