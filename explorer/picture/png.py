"""A picture as PNG, made from its SVG without a browser."""

from __future__ import annotations

import math
from typing import Any
from xml.etree import ElementTree as ET

import typst

#: Neither side of a picture is larger, in pixels: programs refuse what is.
_LARGEST = 12_000
_POINTS = 72.0


def as_png(svg: bytes, *, scale: float = 2.0) -> bytes:
    """The SVG as PNG, ``scale`` pixels for each of its own; a very large picture gets fewer."""
    root = ET.fromstring(svg)  # noqa: S314 - our own SVG
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    scale = min(scale, _LARGEST / max(width, height))
    page = (
        f"#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    made: Any = typst.compile(
        page.encode("utf-8"),
        format="png",
        ppi=max(1.0, math.floor(_POINTS * scale * 100) / 100),
        sys_inputs={"svg": svg.decode("utf-8")},
    )
    return bytes(made[0] if isinstance(made, list) else made)
