"""The sign of each kind as paths in a box of 24 by 24, for drawings made without a browser.

The canvas has the same in ``canvas/assets/symbols.js``; a test holds the two against each other.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Symbol:
    """Strokes (2 wide) and fills; ``inner`` is filled where no number stands in its place."""

    strokes: tuple[str, ...] = ()
    fills: tuple[str, ...] = ()
    inner: str = ""


SYMBOLS = {
    "goal": Symbol(
        strokes=("M12 2.2a9.8 9.8 0 1 0 0 19.6a9.8 9.8 0 1 0 0-19.6z",),
        inner="M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8z",
    ),
    "field": Symbol(strokes=("M4 4h16v16h-16z",), fills=("M9 9h6v6h-6z",)),
    "operative": Symbol(strokes=("M12 2.6L21.4 12L12 21.4L2.6 12z",)),
    "measure": Symbol(fills=("M12 5.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z",)),
    "department": Symbol(
        strokes=("M3 11.6L12 3.6L21 11.6", "M5.6 10v10.4h12.8v-10.4"), fills=("M10 14.2h4v6.2h-4z",)
    ),
    "decision": Symbol(
        strokes=(
            "M15.6 6.4C15.4 4.3 14 3 12 3C9.9 3 8.4 4.3 8.4 6.200C8.4 10 16 10.2 16 13.800C16 15.4 15 16.4 13.6 16.8",
            "M8.4 17.600C8.6 19.7 10 21 12 21C14.1 21 15.6 19.7 15.6 17.800C15.6 14 8 13.8 8 10.200C8 8.6 9 7.6 10.4 7.2",  # noqa: E501
        )
    ),
    "fold": Symbol(strokes=("M3 10h14v10h-14z", "M6.5 6.500h14v10", "M10 3h13.500v10")),
}
