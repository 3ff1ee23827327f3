"""The marks of a comparison on paper: a ring with a form of its own and a round mark with the symbol."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

#: The symbols' strokes around (0, 0); the canvas has the same in ``canvas/assets/changes.js``.
ARMS = {
    "added": ("M-4 0H4", "M0 -4V4"),
    "changed": ("M-4 -1.9H4", "M-4 1.9H4", "M2.2 -4.4L-2.2 4.4"),
    "gone": ("M-4 0H4",),
    "same": ("M-3.6 -1.7H3.6", "M-3.6 1.7H3.6"),
}
#: Change -> rings: how far out, how wide, dashes.
_RINGS = {
    "added": ((2.0, 4.0, ""),),
    "changed": ((0.5, 2.0, ""), (4.0, 2.0, "")),
    "gone": ((1.5, 2.5, "9 5"),),
}


def draw_change(
    root: ET.Element, node: Mapping[str, Any], left: float, top: float, width: float, height: float
) -> None:
    """Ring and mark of a card at (left, top); nothing where nothing is compared."""
    change, mark = node.get("change"), node.get("mark")
    if not change or not mark:
        return
    for away, line, dashes in _RINGS.get(change, ()):
        ring = ET.SubElement(
            root,
            "rect",
            {
                "x": f"{left - away:.1f}",
                "y": f"{top - away:.1f}",
                "width": f"{width + 2 * away:.1f}",
                "height": f"{height + 2 * away:.1f}",
                "rx": "9",
                "fill": "none",
                "stroke": mark["ring"],
                "stroke-width": f"{line:g}",
            },
        )
        if dashes:
            ring.set("stroke-dasharray", dashes)
    draw_mark(root, change, mark, left + 2, top + 5)


def draw_mark(root: ET.Element, change: str, mark: Mapping[str, Any], x: float, y: float) -> None:
    """The mark of a change centred on (x, y), 18 canvas pixels wide."""
    group = ET.SubElement(root, "g", {"transform": f"translate({x:.1f} {y:.1f})"})
    ET.SubElement(
        group, "circle", {"r": "9", "fill": mark["fill"], "stroke": mark["ring"], "stroke-width": "1.5"}
    )
    for d in ARMS[change]:
        ET.SubElement(group, "path", {"d": d, "fill": "none", "stroke": mark["ink"], "stroke-width": "2"})
