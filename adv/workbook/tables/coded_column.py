"""A column while a workbook is read and checked: its distinct values, and for each row which of them it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


class CodedColumn(Struct, frozen=True, eq=False):
    """Distinct values and, for each row, the place of its own among them; -1 is missing. Never changed after it was made.

    Work on a column of 100 000 rows is then work on its few hundred different values. Once all is checked, such a column
    becomes one of a frame (`adv.dataset.from_codes`): outside `adv.workbook` nobody knows it.
    """

    distinct: Sequence[object]
    codes: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.codes)
