"""What the canvas is given to draw: a scene with its places, its legend, and the words of its buttons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from explorer.i18n import _
from explorer.model import LABEL_OF
from explorer.picture.network import network_of
from explorer.picture.palette import CANVAS, CHANGES, COLUMNS, Theme, look
from explorer.picture.scene import Scene
from explorer.words import kind as kind_word


def payload_of(
    scene: Scene,
    *,
    place: str,
    layout: str = "columns",
    theme: Theme = "light",
    hidden: Iterable[str] = (),
    positions: Mapping[str, tuple[float, float]] | None = None,
) -> dict[str, Any]:
    """The scene without its ``hidden`` kinds as what ``explorer.picture.canvas.canvas`` draws.

    ``place`` names what is drawn; ``positions`` (canvas pixels) are where people dragged items to, and those of
    items that are not in the scene are left alone.
    """
    hidden = set(hidden)
    shown = scene.without(hidden)
    ids = {item.id for item in shown.items}
    kept = {id_: point for id_, point in (positions or {}).items() if id_ in ids}
    network = network_of(shown, layout=layout, theme=theme, positions=kept)
    return {
        "nodes": network.nodes,
        "edges": network.edges,
        "options": network.options,
        "view": place,
        "labels": _labels(),
        "legend": _legend(scene, hidden, theme),
        "marks": _marks(shown, theme),
        "theme": {name: CANVAS[theme][name] for name in ("background", "text", "muted", "accent", "ring")},
    }


def _legend(scene: Scene, hidden: set[str], theme: Theme) -> list[dict[str, object]]:
    counts = Counter(item.kind for item in scene.items)
    kinds = [k for k in COLUMNS if k != "fold" and (counts[k] or k in hidden)]
    entries: list[dict[str, object]] = []
    for kind in kinds:
        seen = look(kind, theme)
        entries.append(
            {
                "kind": kind,
                "symbol": seen.symbol,
                "label": kind_word(LABEL_OF[kind], 2),
                "color": seen.fill,
                "border": seen.border,
                "ink": seen.ink,
                "shown": kind not in hidden,
                "count": counts[kind],
            }
        )
    return entries


def _marks(scene: Scene, theme: Theme) -> list[dict[str, object]]:
    """The marks of change that are in the picture; a group counts what it stands for."""
    counts: Counter[str] = Counter()
    for item in scene.items:
        counts[item.change] += max(1, len(item.uids)) if item.kind == "fold" else 1
    return [
        {
            "change": change,
            "label": word,
            "fill": CHANGES[theme][change].fill,
            "ring": CHANGES[theme][change].border,
            "ink": CHANGES[theme][change].ink,
            "count": counts[change],
        }
        for change, word in scene.marks
        if counts[change]
    ]


def _labels() -> dict[str, str]:
    return {
        "picture": _("Picture of the plan; the table below holds the same items"),
        "keys": _("Arrow keys move, plus and minus zoom, 0 shows everything"),
        "zoom_in": _("Zoom in"),
        "zoom_out": _("Zoom out"),
        "fit": _("Show everything"),
        "full_screen": _("Full screen"),
        "exit_full_screen": _("Leave full screen"),
        "png": _("Save picture as PNG"),
        "png_name": _("Zielnetz picture.png"),
        "legend": _("Legend"),
        "show": _("Show {label}"),
        "hide": _("Hide {label}"),
        "documented": _("documented"),
        "reading": _("our reading"),
        "proposed": _("proposal"),
        "empty": _("Nothing to show: take a filter off or choose another year."),
    }
