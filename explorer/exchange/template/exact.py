"""Text that a spreadsheet shows but cannot keep as it is: what stands in its cell, and the exact text beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from openpyxl.cell.cell import ERROR_CODES

from explorer.errors import Refusal
from explorer.exchange.books.cell_text import cleaned
from explorer.exchange.problems import Place

#: A cell holds no more than 32,767 characters; longer ones are cut into pieces.
_PIECE = 30_000
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4}_)")
#: Plain text that may still need care.
_ODD = re.compile(r"_x|x005F_|^\s*[=+\-@#]|^\s*$")
_NOWHERE = Place("")


def shown(text: str) -> str:
    """What can stand in a cell for this text: itself, or else something near that reading gives back unchanged.

    Odd blanks become blanks, what nobody sees goes, formulas that start programs get an apostrophe.
    """
    if text.isascii() and text.isprintable() and not _ODD.search(text):
        return text
    # The file format has its own meaning for these, and readers differ in it.
    plain = _ESCAPE.sub(r"_ x\1", text).replace("x005F_", "x005F ")
    for guarded in (plain, "'" + plain):
        try:
            near = cleaned(guarded, _NOWHERE)
        except Refusal:
            continue
        if near in ERROR_CODES:
            return f"{near} "
        return near or "·"
    return "·"


def pieces(text: str) -> list[str]:
    """The exact text in letters that every reader keeps, cut so that each piece fits into a cell."""
    packed = json.dumps(text).replace("_", "\\u005f")
    return [packed[at : at + _PIECE] for at in range(0, len(packed), _PIECE)]


def joined(cells: Sequence[object]) -> str | None:
    """The text of ``pieces``; None if somebody changed them."""
    try:
        found = json.loads("".join(str(cell) for cell in cells if cell is not None))
    except ValueError:
        return None
    return found if isinstance(found, str) else None
