"""How kinds, links and certainties look: the same on every page, in light and dark, on screen and in print.

Okabe and Ito's palette, darkened where white text needs it; a test holds every pair to a contrast of 4.5 : 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]


@dataclass(frozen=True)
class Look:
    """Symbol, fill, border and text colour of a kind."""

    symbol: str
    fill: str
    border: str
    ink: str


KINDS: dict[Theme, dict[str, Look]] = {
    "light": {
        "goal": Look("◎", "#0072B2", "#005A8C", "#FFFFFF"),
        "field": Look("▣", "#007A59", "#005F45", "#FFFFFF"),
        "operative": Look("◇", "#E69F00", "#A87400", "#000000"),
        "measure": Look("●", "#F0F4F8", "#56B4E9", "#10202E"),
        "department": Look("⌂", "#7A3E65", "#5C2D4B", "#FFFFFF"),
        "decision": Look("§", "#5F6672", "#474D57", "#FFFFFF"),
        "fold": Look("⋯", "#FFFFFF", "#8A94A6", "#10202E"),
    },
    "dark": {
        "goal": Look("◎", "#1673A8", "#6CB8E6", "#FFFFFF"),
        "field": Look("▣", "#0B7A5B", "#4FC3A1", "#FFFFFF"),
        "operative": Look("◇", "#E69F00", "#FFD27A", "#000000"),
        "measure": Look("●", "#1E2A36", "#56B4E9", "#F2F6FA"),
        "department": Look("⌂", "#84476F", "#C88FB4", "#FFFFFF"),
        "decision": Look("§", "#646C79", "#A7AFBC", "#FFFFFF"),
        "fold": Look("⋯", "#161B22", "#8A94A6", "#F2F6FA"),
    },
}

#: States of a cell in a matrix (``explorer.coverage.State``); ``single`` is the mark beside a number.
STATES: dict[Theme, dict[str, Look]] = {
    "light": {
        "deep": Look("■", "#005A8C", "#00436A", "#FFFFFF"),
        "shallow": Look("▨", "#D3E7F5", "#2F7DAE", "#10202E"),
        "gap": Look("□", "#FFFFFF", "#B34700", "#A33F00"),
        "meant": Look("–", "#E9ECF0", "#6B7683", "#3F4B59"),
        "empty": Look("·", "#FFFFFF", "#A7B0BD", "#5B6675"),
        "single": Look("!", "#FFF1C9", "#7A5200", "#5C3D00"),
    },
    "dark": {
        "deep": Look("■", "#3E9BD1", "#8CCBF0", "#06131D"),
        "shallow": Look("▨", "#1D3A4F", "#6CB8E6", "#F2F6FA"),
        "gap": Look("□", "#0E1117", "#F08A4B", "#F6A673"),
        "meant": Look("–", "#2A323C", "#8793A2", "#C3CCD8"),
        "empty": Look("·", "#0E1117", "#4B5563", "#A7B0BD"),
        "single": Look("!", "#4A3800", "#FFD27A", "#FFE1A6"),
    },
}

#: What became of an item or a link: the mark's symbol, its fill, the ring around a card, and the symbol's colour.
#: A ring has a form of its own too: added solid, changed double, gone broken; what is the same has none.
CHANGES: dict[Theme, dict[str, Look]] = {
    "light": {
        "added": Look("+", "#00694D", "#00805D", "#FFFFFF"),
        "changed": Look("≠", "#A84300", "#D55E00", "#FFFFFF"),
        "gone": Look("−", "#4A5563", "#5B6675", "#FFFFFF"),
        "same": Look("=", "#FFFFFF", "#A7B0BD", "#4A5563"),
    },
    "dark": {
        "added": Look("+", "#5FD3AE", "#35B58C", "#06131D"),
        "changed": Look("≠", "#FFA366", "#F08A4B", "#1A0D03"),
        "gone": Look("−", "#C3CCD8", "#A7B0BD", "#10202E"),
        "same": Look("=", "#0E1117", "#5B6675", "#C3CCD8"),
    },
}
#: How much of the page's colour lies over the card of what is not new: it recedes, its kind is still seen.
RECEDING = {"gone": 0.86, "same": 0.72}

#: The order of the columns, from the plan's top to who carries it.
COLUMNS = ("goal", "field", "operative", "measure", "department", "decision", "fold")

PATTERNS = {"documented": "solid", "reading": "dashed", "proposed": "dotted"}

CANVAS: dict[Theme, dict[str, str]] = {
    "light": {
        "background": "#FFFFFF",
        "text": "#10202E",
        "muted": "#5B6675",
        "accent": "#005A8C",
        "ring": "#10202E",
        "link": "#7C8896",
        "strong": "#3F4B59",
        "band": "#9DB4C8",
    },
    "dark": {
        "background": "#0E1117",
        "text": "#F2F6FA",
        "muted": "#A7B0BD",
        "accent": "#6CB8E6",
        "ring": "#FFFFFF",
        "link": "#8793A2",
        "strong": "#C3CCD8",
        "band": "#4B6178",
    },
}


def look(kind: str, theme: Theme = "light") -> Look:
    """The look of a kind's key (``goal`` ... ``decision``, ``fold``)."""
    return KINDS[theme].get(kind, KINDS[theme]["fold"])


def marked(kind: str, change: str, theme: Theme = "light") -> Look:
    """The look of a kind in a comparison: what is gone or the same recedes, its text in the page's own colour."""
    seen, page = look(kind, theme), CANVAS[theme]
    if change not in RECEDING:
        return seen
    return Look(
        seen.symbol, mixed(seen.fill, page["background"], RECEDING[change]), seen.border, page["text"]
    )


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two ``#RRGGBB`` ones, ``share`` (0 to 1) of the second."""
    pairs = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two ``#RRGGBB`` colours, 1 to 21, as WCAG 2.2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
